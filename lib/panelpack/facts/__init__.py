"""Readers of every format, the checks of what arrives, and the facts table.

Files of figures come in; one facts table goes out, one row a fact, every fault named with its file and line. It imports
`catalogue` and `project`. No identifier of a person leaves it.
"""

__all__ = [
    "calculate",
    "checks",
    "figure_store",
    "known_file",
    "official_bases",
    "official_csv",
    "plausible",
    "quality",
    "questions",
    "recorded_rows",
    "records",
    "renamed",
    "returns",
    "spelling",
    "table",
    "tidy_csv",
    "workbook",
]
