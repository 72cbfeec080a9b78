"""`panelpack fetch`: the Department's data sets, from its API "explore education statistics" into the project.

Ids of data sets go in, from `data/sources.yaml`; what was fetched is recorded in `data/fetched.yaml`, and its
figures go through `refresh`, the one way in. Nothing else of panelpack needs a network.
"""
