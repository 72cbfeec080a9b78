"""What can be measured: reports, measures, formulas, periods, areas, sources, and how measures hang together.

The files of `data/measures/`, `data/reference/` and `data/sources.yaml` come in; names with their meaning go out. It
imports `project`.
"""

__all__ = [
    "areas",
    "breakdowns",
    "calculations",
    "context",
    "formulas",
    "glossary",
    "identities",
    "measures",
    "numbers",
    "periods",
    "reader",
    "references",
    "relations",
    "renamings",
    "reporting_years",
    "reports",
    "sources",
    "statuses",
    "work_programme",
]
