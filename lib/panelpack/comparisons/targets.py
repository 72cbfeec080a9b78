"""Red, amber or green: a published figure against the target in force on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require
from panelpack.project.parameters import Target


@dataclass(frozen=True)
class Rag:
    """Red, amber or green against a dated target, or `no target set`."""

    level: str
    target: Target | None


def rag(published: Published, now: Figure, targets: Iterable[Target], council: str, as_at: date | None) -> Rag:
    """Red, amber or green against the target in force on a day, or `no target set`.

    Args:
        as_at: the day on which the target must be in force; the end of the figure's period when None.
    """
    require(published, "comparisons.rag")
    day = as_at or now.period.end
    in_force = [
        target
        for target in targets
        if (target.measure, target.council) == (now.measure.id, council)
        and day is not None
        and target.from_date <= day <= (target.until or date.max)
    ]
    if not in_force:
        return Rag("no target set", None)
    target = max(in_force, key=lambda item: item.from_date)
    if now.value is None:
        return Rag("not shown" if now.is_hidden else "no figure", target)
    # Binary fractions would turn 1.1 - 1.0 into a little more than 0.1
    short = round(_shortfall(now.number, target), 9)
    if short <= 0:
        return Rag("green", target)
    return Rag("amber" if short <= (target.amber_within or 0) else "red", target)


def _shortfall(value: float, target: Target) -> float:
    """How far a value is from its target; nought or less when it is met."""
    bound, _ = target.bound
    return bound - value if target.at_least is not None else value - bound
