"""What a checkout holds, and how its files are read: the floor of the house.

Paths come in; parameters as frozen models, YAML with the lines of its faults, and errors that advise go out. It imports
no other room.
"""
