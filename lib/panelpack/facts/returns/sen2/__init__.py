"""SEN2, the special educational needs survey of January, person by person, since 2023.

It holds who asked for an education, health and care needs assessment in the calendar year before, what came of it,
and who has a plan on the day of the census. It comes as XML, or as the tables that COLLECT exports, joined by ids.
"""
