"""The day of knowledge: from when a figure can have been known, and which of a page's came out after the panel met."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require


@dataclass(frozen=True)
class LaterRelease:
    """A release that came out after a day: its source's title, and the first day on which it can have been out."""

    title: str
    from_date: date


def known_from(figure: Figure) -> date | None:
    """The first day on which a figure can have been known; None where neither its release nor its period tells.

    Not before its release came out, and not before its period ended; of a derived number, what it is made from.
    """
    days = [day for item in (figure, *figure.made_of) for day in _days(item)]
    return max(days, default=None)


def _days(figure: Figure) -> Iterable[date]:
    released = figure.context.register.earliest(figure.source, figure.release)
    return [day for day in (released, figure.period.end) if day is not None]


def later_releases(published: Published, figures: Iterable[Figure], day: date) -> list[LaterRelease]:
    """The releases among official figures that came out after a day, each once, in the order of their days."""
    require(published, "comparisons.later_releases")
    register, found = published.context.register, dict[tuple[str, str], date]()
    for figure in figures:
        known = _released(published, figure)
        if register.is_official(figure.source) and known is not None and known > day:
            key = (figure.source, figure.release)
            found[key] = max(known, found.get(key, known))
    releases = [LaterRelease(register[source].title, known) for (source, _), known in found.items()]
    return sorted(releases, key=lambda item: (item.from_date, item.title))


def _released(published: Published, figure: Figure) -> date | None:
    """The first day on which the release of a figure can have been out: not before the last period that it holds."""
    own = [figure, *published.official(figure.measure.id)]
    return max((day for item in own if _is_of_release(item, figure) for day in _days(item)), default=None)


def _is_of_release(item: Figure, figure: Figure) -> bool:
    return (item.source, item.release) == (figure.source, figure.release)
