"""The children in need census: one XML file a year, every child referred to or known to social care in it.

A child holds its episodes of need, an episode its referral, assessments, enquiries, conferences and plans. The file is
read child by child into eight tables, which are typed, judged by the rules and counted. Of a child nothing is kept but
a number; names are not in the census, pupil numbers and ethnicity are dropped as they are read.
"""
