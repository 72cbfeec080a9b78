"""Sampleshire: an invented council, its children and all that its returns say of them.

A town is founded from a size and a seed: children live through contacts, referrals, plans, care and EHC plans. Its
events stand in tables (`town.py`); each return is a view of them as at its own day, and the ledger counts them anew.
Nobody in it exists, and no code in it is of a real place.
"""
