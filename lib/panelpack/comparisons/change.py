"""A published figure beside the one of the period before: the difference, the direction, and could it be chance.

Everything is made from `Published`, so nothing derived says more than what is already safe. No comparison reaches
across a missing year or a break in the series.
"""

from dataclasses import dataclass

from panelpack.catalogue import breakdowns
from panelpack.catalogue.periods import previous
from panelpack.comparisons.chance import Chance, chance
from panelpack.comparisons.derived import CHANGE, CHANGE_PCT
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require


@dataclass(frozen=True)
class Change:
    """How a figure differs from the same one a period earlier.

    `difference` is in the measure's unit, in percentage points for a percentage. `pct` is None for percentages, from
    nought (`pct_reason` "n/a") and from a small base. `towards` is better, worse, neither or unchanged.
    """

    now: Figure
    before: Figure | None
    difference: Figure | None
    pct: Figure | None
    pct_reason: str
    towards: str
    chance: Chance


def change(published: Published, now: Figure) -> Change:
    """How a figure differs from the period just before it, in the same kind of source.

    A missing or hidden figure on either side gives no difference; a gap of a year gives none either, nor does a
    break in the series (`pct_reason` "series changed").
    """
    require(published, "comparisons.change")
    before = _a_period_earlier(published, now)
    if before is None or now.value is None or before.value is None or now.gives_way or before.gives_way:
        return Change(now, before, None, None, "", "not known", Chance(None))
    if now.measure.breaks_between(before.period, now.period, now.source):
        return Change(now, before, None, None, "series changed", "not known", Chance(None))
    unit = "points" if now.unit == "percent" else now.unit
    gap = now.number - before.number
    difference = CHANGE.of(now, gap, (now, before), unit=unit, signed=True)
    pct, reason = _pct_change(published, now, before, gap)
    towards = now.measure.way_of(now.number, before.number)
    return Change(now, before, difference, pct, reason, towards, chance(now, before))


def _a_period_earlier(published: Published, now: Figure) -> Figure | None:
    """The same figure of the period just before, from the same kind of source; of undated windows the other one."""
    if now.period.end is None:
        if not breakdowns.has(now.breakdown, breakdowns.CURRENT):
            return None
        other = breakdowns.other_window(now.breakdown)
        return published.find(now.measure.id, now.area, now.period, other, now.source)
    earlier = published.over_time(now.measure.id, now.area, now.breakdown, now.source)
    return next((figure for figure in earlier if figure.period == previous(now.period)), None)


def _pct_change(published: Published, now: Figure, before: Figure, gap: float) -> tuple[Figure | None, str]:
    if now.unit == "percent":
        return None, ""
    if before.exact == 0:
        return None, "n/a"
    if now.unit == "count" and before.exact < published.policy.small_base:
        return None, "small numbers"
    pct = 100 * gap / before.exact
    return CHANGE_PCT.of(now, pct, (now, before), unit="percent", decimals=1, signed=True), ""


@dataclass(frozen=True)
class Travel:
    """The direction of travel over consecutive periods.

    Attributes:
        form: its words, with `{run}` where the number of periods stands, if it stands in them.
        run: for how many periods it has gone that way.
        figures: the figures of the run, the newest first.
    """

    form: str
    run: int = 0
    figures: tuple[Figure, ...] = ()

    @property
    def words(self) -> str:
        """The direction in words."""
        return self.form.replace("{run}", str(self.run))


def travel(published: Published, now: Figure) -> Travel:
    """The direction of travel over consecutive years.

    Its words are such as "better than a year ago", "worse for 3 years running", "rising", "unchanged", "not shown" or
    "no figure a year ago".
    """
    require(published, "comparisons.travel")
    if now.value is None:
        return Travel("not shown" if now.is_hidden else "no figure")
    steps = [change(published, now)]
    while (before := steps[-1].before) is not None and steps[-1].difference is not None:
        steps.append(change(published, before))
    ways = [_way(step) for step in steps if step.difference is not None]
    if not ways:
        return Travel(_why_no_travel(steps[0]))
    run = next((place for place, way in enumerate(ways) if way != ways[0]), len(ways))
    return Travel(_travel_form(ways[0], run, now.measure.step), run, tuple(step.now for step in steps[: run + 1]))


def _way(step: Change) -> str:
    """Better, worse or unchanged; rising or falling where no direction is better."""
    if step.towards != "neither" or step.difference is None:
        return step.towards
    return "rising" if step.difference.exact > 0 else "falling"


def _why_no_travel(step: Change) -> str:
    if step.pct_reason == "series changed":
        return step.pct_reason
    ago = f"a {step.now.measure.step} ago"
    return f"not shown {ago}" if step.before is not None and step.before.is_hidden else f"no figure {ago}"


def _travel_form(way: str, run: int, step: str) -> str:
    if way in ("better", "worse"):
        return f"{way} than a {step} ago" if run == 1 else f"{way} for {{run}} {step}s running"
    return way if run == 1 or way == "unchanged" else f"{way} for {{run}} {step}s running"
