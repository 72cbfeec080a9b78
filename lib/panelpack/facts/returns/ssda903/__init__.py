"""SSDA903: the yearly return of children looked after, as CSV modules or as one XML, and what is counted from it.

Files of episodes, reviews, health, care leavers, adoptions and missing periods come in; records, a quality list and
rules for measures go out. Postcodes become a distance as they are read, and go no further.
"""
