"""What a checkout holds, and how its files are read and written: the floor of the house.

Paths come in; parameters as frozen models, YAML that knows its lines, files written whole, and errors that advise go
out. It imports no other room.
"""

__all__ = [
    "checkout",
    "children",
    "errors",
    "files",
    "held",
    "locks",
    "notebook_cells",
    "parameters",
    "running",
    "standing",
    "stores",
    "threads",
    "unchanged",
    "yaml_files",
]
