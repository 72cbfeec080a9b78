"""Returns: record-level data that a council holds, one folder a return, and what all of them share.

Files of children come in; typed records, a quality list and counted figures go to `facts.records`. Identifiers become
numbers as they are read. A return's folder has `schema` (its tables and codes), `read`, `rules` and `count`.
"""
