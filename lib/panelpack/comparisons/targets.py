"""Red, amber or green: a published figure against the target in force on the figure's own day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from panelpack.catalogue.reporting_years import year_dates
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require
from panelpack.project.parameters import Target


@dataclass(frozen=True)
class Rag:
    """Red, amber or green against a dated target, or `no target set`.

    `later` is the first target that came only after the figure's day, where none was in force on it.
    """

    level: str
    target: Target | None
    later: Target | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is a target to speak of, in force or later."""
        return self.target is not None or self.later is not None


def rag(published: Published, now: Figure, targets: Iterable[Target], council: str, known_by: date | None) -> Rag:
    """Red, amber or green against the target in force on the figure's day, or `no target set`.

    The day of a figure is the last of its period; of one without dates, the last of the year that its document reports
    on. What nobody aimed at yet cannot have been met or missed, so a target from a later day gives no colour.

    Args:
        known_by: the day up to which a page may know of later targets; None where it knows of none.
    """
    require(published, "comparisons.rag")
    own = [target for target in targets if (target.measure, target.council) == (now.measure.id, council)]
    day = _day_of(now)
    if day is None:
        return Rag("no target set", None)
    in_force = [target for target in own if target.from_date <= day <= (target.until or date.max)]
    if not in_force:
        later = [target for target in own if known_by is not None and day < target.from_date <= known_by]
        return Rag("no target set", None, min(later, key=lambda item: item.from_date, default=None))
    target = max(in_force, key=lambda item: item.from_date)
    if now.value is None:
        return Rag("not shown" if now.is_hidden else "no figure", target)
    # Binary fractions would turn 1.1 - 1.0 into a little more than 0.1
    short = round(_shortfall(now.number, target), 9)
    if short <= 0:
        return Rag("green", target)
    return Rag("amber" if short <= (target.amber_within or 0) else "red", target)


def _day_of(figure: Figure) -> date | None:
    if figure.period.end is not None:
        return figure.period.end
    return year_dates(figure.reporting_year)[1] if figure.reporting_year else None


def _shortfall(value: float, target: Target) -> float:
    """How far a value is from its target; nought or less when it is met."""
    bound, _ = target.bound
    return bound - value if target.at_least is not None else value - bound
