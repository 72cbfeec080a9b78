"""The finding of a chart as its title, in about ten words, by rule. What the chart is of stands beneath it.

"Rose" and "fell" say what the numbers do. "Worsened" and "improved" stand only where the change is unlikely to be
chance; for how many years a figure has moved one way, and since when it was not so high, are counts of the years drawn
and reach across no missing year and no break in the series. A title gives up its comparison before it grows long.
"""

from collections.abc import Sequence

from panelpack.catalogue.periods import Period
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.comparisons.change import Change, travel
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import RUNNING
from panelpack.comparisons.england import national
from panelpack.disclosure.figure import Figure
from panelpack.page.parts import Words
from panelpack.page.words import NOTHING, number, period, say, text, words_of

MOST_WORDS = 12
_SHORTEST_RUN, _SHORTEST_RECORD, _FEWEST_NEIGHBOURS = 3, 4, 7


def trend_title(view: CouncilYear, own: Sequence[Figure | None]) -> Words:
    """What the last figure of a trend did, and how it stands beside England and the neighbours.

    Args:
        own: the council's figure of each year drawn, oldest first; the last one is there.
    """
    now = own[-1]
    assert now is not None, "a trend without its last figure is not drawn"
    subject = now.measure.subject
    if now.value is None:
        return say("{}: {} for {}", subject, STATUS_WORDS[now.status], now.period.label)
    item = view.change(now)
    known = sum(figure is not None and figure.value is not None for figure in own)
    if known == 1:
        said = say("{}: {}, the only figure", subject, number(now))
    elif item.difference is None:
        said = say("{}: {}, {}", subject, number(now), _why_no_change(item))
    else:
        said = say("{} {}", subject, _moved(view, item, own))
    return with_comparison(view, now, said)


def _why_no_change(item: Change) -> str:
    if item.pct_reason == "series changed":
        return "in a series that changed"
    hidden = item.before is not None and item.before.value is None
    return f"{'none shown' if hidden else 'no figure'} the {item.now.measure.step} before"


def _moved(view: CouncilYear, item: Change, own: Sequence[Figure | None]) -> Words:
    now, gap = item.now, item.difference
    if gap is None or not gap.number:
        return say("stayed at {}", number(now))
    up = gap.number > 0
    if item.chance.is_sure and item.towards in ("better", "worse"):
        verb = "improved" if item.towards == "better" else "worsened"
        return say("{}, {} to {}", verb, "rising" if up else "falling", number(now))
    verb, found = "rose" if up else "fell", travel(view.published, now)
    if found.run >= _SHORTEST_RUN:
        run = number(RUNNING.of(now, found.run, found.figures))
        return say("{} for {} {}s running, to {}", verb, run, now.measure.step, number(now))
    return say("{} to {}{}", verb, number(now), _record(view, item, own, up))


def _record(view: CouncilYear, item: Change, own: Sequence[Figure | None], up: bool) -> Words:
    """Since when a figure was not so high, or so low: of the years drawn that follow one another without a break."""
    drawn = {figure.period for figure in own if figure is not None}
    chain = [item.now]
    while item.difference is not None and item.before is not None and item.before.period in drawn:
        chain.append(item.before)
        item = view.change(item.before)
    mine = chain[0].number
    reached = [figure.number >= mine if up else figure.number <= mine for figure in chain[1:]]
    back = reached.index(True) + 1 if True in reached else len(chain) - 1
    if back < _SHORTEST_RECORD:
        return NOTHING
    least = "" if True in reached else "at least "
    return say(", the {} since {}{}", "highest" if up else "lowest", least, _year_of(chain[back].period))


def _year_of(when: Period) -> Words:
    """A period as a title names it: a day by its year."""
    return period(when) if when.end is None or when.basis in ("year", "academic") else text(when.end.year)


def with_comparison(view: CouncilYear, now: Figure, said: Words) -> Words:
    """A title with how the figure stands beside England and the neighbours, where there is room for it."""
    for beside in _comparisons(view, now):
        if len(f"{said.plain}, {beside}".split()) <= MOST_WORDS:
            return words_of(said, f", {beside}")
    return said


def _comparisons(view: CouncilYear, now: Figure) -> list[str]:
    """The comparisons of a figure, the fullest first; none where another source would have to speak for the council."""
    if not view.is_compared(now.measure) or view.comparable(now).id != now.id:
        return []
    england, near = view.elsewhere(now, view.council.country), view.neighbours(now)
    country = view.name_of(view.council.country)
    sides = [(_side(now, england), country)] if england is not None and england.value is not None else []
    if near.middle is not None and near.used >= _FEWEST_NEIGHBOURS:
        sides.append((_side(now, near.middle), f"the neighbours' {near.by}"))
    if len(sides) == 2 and sides[0][0] == sides[1][0]:
        return [f"{sides[0][0]} {sides[0][1]} and {sides[1][1]}", f"{sides[0][0]} {sides[0][1]}"]
    each = [f"{side} {name}" for side, name in sides]
    return [", ".join(each), *each] if len(each) > 1 else each


def _side(now: Figure, other: Figure) -> str:
    if now.number == other.number:
        return "level with"
    return "above" if now.number > other.number else "below"


def place_title(view: CouncilYear, figure: Figure, others: Sequence[Figure]) -> Words:
    """The place of a figure among England's councils; where that is not known, among those drawn."""
    subject, of_england = figure.measure.subject, national(view.published, figure)
    place, councils = of_england.rank, of_england.councils
    if figure.measure.has_direction and place and councils and place.value and councils.value:
        if place.number == 1:
            return say("{}: first of {} councils in England", subject, number(councils))
        ordinal = words_of(number(place), ordinal_end(round(place.number)))
        return say("{}: {} of {} councils in England", subject, ordinal, number(councils))
    return bars_title(view, figure, others)


def bars_title(view: CouncilYear, figure: Figure, others: Sequence[Figure]) -> Words:
    """Whether a figure is the highest or the lowest of those drawn, and how it stands beside England."""
    said = say("{}: {}", figure.measure.subject, number(figure))
    values = [other.number for other in others if other.id != figure.id]
    if values and (figure.number > max(values) or figure.number < min(values)):
        return say("{}, the {} of these councils", said, "highest" if figure.number > max(values) else "lowest")
    return with_comparison(view, figure, said)


def parts_title(known: Sequence[tuple[str, Figure]]) -> Words:
    """Which part of a figure is the largest, where one is."""
    largest = max(known, key=lambda item: item[1].number)
    if sum(figure.number == largest[1].number for _, figure in known) > 1 or len(known) == 1:
        return NOTHING
    return say("{}: {} is the largest, {}", largest[1].measure.subject, largest[0], number(largest[1]))


def beside_country(pairs: Sequence[tuple[Figure | None, Figure | None]], country: str) -> Words:
    """On how many of several measures the council is ahead of its country, and on how many behind, by what is better.

    Args:
        pairs: of each measure the council's last figure and its country's; those without both, and those of which no
            direction is better, are not counted. Nothing is said of fewer than two.
    """
    known = [
        (own, other)
        for own, other in pairs
        if own is not None and other is not None and own.value is not None and other.value is not None
    ]
    leads = [own.measure.better_of(own.number, other.number) for own, other in known if own.measure.has_direction]
    if not 2 <= len(leads) < len(_COUNTS):
        return NOTHING
    ahead, behind = leads.count(1), leads.count(-1)
    of = f"{_COUNTS[len(leads)]} measures"
    if len(leads) in (ahead, behind):
        every = "both measures" if len(leads) == 2 else f"all {of}"
        return text(f"{'Ahead of' if ahead else 'Behind'} {country} on {every}")
    if not ahead or not behind:
        return (
            text(f"{'Ahead of' if ahead else 'Behind'} {country} on {_COUNTS[ahead or behind]} of {of}")
            if ahead or behind
            else NOTHING
        )
    return text(f"Ahead of {country} on {_COUNTS[ahead]} of {of}, behind on {_COUNTS[behind]}")


_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def ordinal_end(place: int) -> str:
    """The letters after a place.

    >>> [f"{place}{ordinal_end(place)}" for place in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111, 147)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '102nd', '111th', '147th']
    """
    if place % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
