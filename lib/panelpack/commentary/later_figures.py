"""Officers quote what was known when they wrote: a figure that came out later cannot stand in their words."""

from collections.abc import Iterable
from datetime import date

from panelpack.catalogue.periods import long_date, month_of
from panelpack.comparisons.knowledge import known_from
from panelpack.disclosure.figure import Figure
from panelpack.project.errors import InputError, Problem


def refuse_later(figures: Iterable[Figure], written_date: date | None) -> None:
    """Refuse figures that came out after a commentary was written.

    Args:
        written_date: the day in its front matter; where that has a fault of its own, nothing is refused.

    Raises:
        InputError: one of them came out later.
    """
    if written_date is None:
        return
    for figure in figures:
        known = known_from(figure)
        if known is not None and known > written_date:
            title, day = figure.source_title, long_date(written_date)
            what = f"this figure ({title}) is not known before {month_of(known)}, and the commentary is of {day}"
            raise InputError([Problem(what, todo="quote what was known on the day, or date the commentary anew")])
