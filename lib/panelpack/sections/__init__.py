"""The sections of a report, each finished: what a cell of a notebook shows.

A council's year comes in; one piece of a page a function goes out. It imports `page`, `reconciliation` and the rooms
beneath, never the facts table or `protect`, and nothing of `commentary`.
"""

__all__ = [
    "asked_before",
    "changes",
    "chosen",
    "closing",
    "comparison",
    "definitions",
    "enquiries",
    "front",
    "headlines",
    "monitor",
    "officers",
    "one_minute",
    "opening",
    "own_pieces",
    "profile",
    "programme",
    "questions",
    "reconciliation",
    "rolling_year",
    "stated",
    "summary",
    "supplied",
    "tiles",
    "to_look_at",
    "trajectories",
    "trends",
    "two_way",
]
