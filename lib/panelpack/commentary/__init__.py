"""Officers' words: their Markdown read, their figures filled in by name, their faults marked in place.

A file of `parameters/commentary/` and a council's year come in; the commentary of each section and every fault go out.
It imports `page`, `reconciliation` and the rooms beneath, never facts or `protect`, and nothing of `sections`.
"""

__all__ = [
    "files",
    "notebook_text",
    "notes",
    "reading",
    "typed_numbers",
]
