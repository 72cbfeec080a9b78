"""Annex A, the lists of children that a council gives to Ofsted's inspectors, as a workbook of eleven sheets.

It is a snapshot that looks back six or twelve months, so a list counts for a year only where its days span the year.
What the CIN census and SSDA903 give is counted from those; here are counted contacts, initial health assessments,
early permanence and adopters.
"""
