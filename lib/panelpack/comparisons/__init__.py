"""A figure beside others: the year before, neighbours, England, a target, and whether chance alone could do it.

`Published` comes in; changes, ranks and means go out, each made by a way of the register in `derived`, with an id that
says by which. It imports `disclosure`, `catalogue` and `project`.
"""

__all__ = [
    "area_names",
    "chance",
    "change",
    "council_year",
    "derived",
    "england",
    "figure_names",
    "frames",
    "knowledge",
    "neighbours",
    "of_year",
    "targets",
    "what_it_takes",
]
