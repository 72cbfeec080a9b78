"""Sentences in the field's form, from published figures only.

"Referrals fell by 4.3%, or by 19, to 422, compared with 441 in the previous year." Each part is there only when the
figures for it are: a missing comparator, a hidden value, nought and small numbers each have their own words.
"""

from collections.abc import Sequence
from itertools import groupby

from panelpack.catalogue.numbers import UNIT_WORDS
from panelpack.comparisons.chance import COULD_BE, TOO_FEW
from panelpack.comparisons.change import Change
from panelpack.comparisons.neighbours import Neighbours
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require
from panelpack.page.parts import Words
from panelpack.page.pieces import Sentence
from panelpack.page.words import day, defined, joined, number, period, say, text, unsigned, words_number

CHANCE_RULE = (
    "Chance is asked of counts of what happens in a year and of percentages whose base is known: "
    "a difference that chance alone would bring less than once in a hundred times is called unlikely to be chance. "
    "A pack asks this of dozens of changes, so one of them may still be chance. "
    "The test takes each event to be independent of the others; where brothers and sisters count together, "
    "chance does more than it says. "
    "Too few to tell: even a doubling could be chance."
)


def sentence(
    published: Published,
    item: Change,
    neighbours: Neighbours | None,
    others: Sequence[tuple[str, Figure]],
    comparable: Figure | None = None,
    more: Words | None = None,
) -> Sentence:
    """A paragraph: what a measure did, whether it could be chance, and how it compares.

    Args:
        neighbours: statistical neighbours' figures, or None where the measure is not compared.
        others: further areas to compare with, by name, each with its figure for the same period and source.
        comparable: the council's figure from the source of those others, where it is not the one that moved.
        more: a further sentence.
    """
    require(published, "sentences.sentence")
    parts = [moved(item)]
    tested = bool(item.difference is not None and item.chance.p is not None and item.difference.value)
    if tested:
        parts.append(text(f"This change {chance_said(item.chance.words)}."))
    own = comparable or item.now
    compared = _compared(own, neighbours, others, is_other=own.id != item.now.id)
    parts += [said for said in (compared, more) if said]
    return Sentence(joined(parts, " "), rule=CHANCE_RULE if tested else "")


def across(own: Figure | None, wider: Figure, name: str) -> Words:
    """What a change was across a wider area, and whether it goes the other way than the council's own.

    Args:
        own: the council's change, as stated; None when it is not.
        name: the wider area's name.
    """
    both = own is not None and own.value is not None and wider.value is not None
    apart = both and own is not None and own.number * wider.number < 0
    return say("{} the {} it changed by {}.", "In contrast, across" if apart else "Across", name, number(wider))


def chance_said(words: str) -> str:
    """How a sentence about a change goes on: "could be chance", "is unlikely to be chance"."""
    if words == TOO_FEW:
        return "rests on too few to tell it from chance"
    return words if words == COULD_BE else f"is {words}"


def moved(item: Change) -> Words:
    """The sentence that says how a figure moved, without a paragraph around it."""
    name, when = defined(item.now.measure.id, item.now.measure.phrase), when_said(item.now)
    if item.now.value is None:
        return say("{}, {}: {}.", name, period(item.now.period), words_number(item.now))
    value = say("{}{}", number(item.now), unit_said(item.now))
    was = "were" if _plural(item.now) else "was"
    if item.before is None or item.difference is None:
        return say("{} {} {} {}{}.", name, was, value, when, _why_no_change(item))
    if item.towards == "unchanged":
        return say("{} {} unchanged at {} {}.", name, was, value, when)
    verb = "rose" if item.difference.exact > 0 else "fell"
    compared = say("compared with {} {}", number(item.before), _before(item))
    return say("{} {} {}to {} {}, {}.", name, verb, _by(item), value, when, compared)


def _by(item: Change) -> Words:
    """By how much: in per cent and in number, in points for a percentage, in number only from nought or small bases."""
    assert item.difference is not None, "a change without a difference has no amount"
    size = unsigned(item.difference)
    if item.difference.unit == "points":
        return say("by {} {}, ", size, points_said(item.difference))
    if item.pct is not None and item.now.unit == "count":
        return say("by {}, or by {}, ", unsigned(item.pct), size)
    return say("by {}, ", size)


def points_said(difference: Figure) -> str:
    """The unit of a difference between two percentages."""
    return f"percentage {'point' if abs(difference.number) == 1 else 'points'}"


def _plural(figure: Figure) -> bool:
    return figure.measure.unit == "count"


def unit_said(figure: Figure) -> str:
    """The unit that a number keeps within a sentence, after a space: " per 10,000", " months"."""
    words = UNIT_WORDS.get(figure.unit, "")
    return f" {words}" if words.startswith("per ") or figure.unit == "months" else ""


def when_said(figure: Figure) -> Words:
    """When a figure is of, as a sentence says it: "at 31 March 2023", "in 2022-23"."""
    if figure.measure.basis in ("march", "september"):
        return say("at {}", period(figure.period))
    if figure.period.end is None:
        return text("in the newest twelve months" if figure.measure.rolling else "")
    start, end = figure.period.start, figure.period.end
    if figure.period.basis == "window" and start is not None and start != end and not figure.period.whole_month:
        return say("between {} and {}", day(start), day(end))
    return say("in {}", period(figure.period))


def _before(item: Change) -> str:
    if item.now.measure.rolling:
        return "in the twelve months before"
    stock = item.now.measure.basis in ("march", "september", "january")
    return "a year earlier" if stock else f"in the previous {item.now.measure.step}"


def _why_no_change(item: Change) -> Words:
    step = item.now.measure.step
    if item.pct_reason == "series changed":
        return text(f"; the series changed, so it is not compared with the {step} before")
    if item.before is None:
        return text(f"; there is no figure for the {step} before")
    return say("; the figure for the {} before is {}", step, words_number(item.before))


def _compared(
    now: Figure, neighbours: Neighbours | None, others: Sequence[tuple[str, Figure]], is_other: bool = False
) -> Words:
    """How a figure stands beside the neighbours' mean or median and wider areas.

    Args:
        is_other: whether it is another source's figure than the one that the sentence before was about.
    """
    by_whom = say("By official statistics ({}), it", number(now)) if is_other else text("It")
    if now.value is None:
        return text("")
    beside = []
    if neighbours is not None and neighbours.middle is not None:
        beside.append((_against(now, neighbours.middle), _neighbours_said(neighbours)))
    beside += [
        (_against(now, figure), say("{} ({})", name, number(figure)))
        for name, figure in others
        if figure.value is not None
    ]
    parts = _by_side(beside)
    absent = [say("{} ({})", name, words_number(figure)) for name, figure in others if figure.value is None]
    said = [say("{} was {}.", by_whom, _listed(parts))] if parts else []
    if absent:
        said.append(say("There is no figure to compare it with for {}.", _listed(absent)))
    return joined(said, " ")


def _neighbours_said(neighbours: Neighbours) -> Words:
    are_all = neighbours.used == neighbours.of
    some = say("{} of {} known", number(neighbours.known), number(neighbours.total))
    known = say("all {} known", number(neighbours.total)) if are_all else some
    return say(
        "its neighbours' {} ({}, model of {}, {})",
        neighbours.by,
        number(neighbours.middle),
        text(neighbours.model),
        known,
    )


def _by_side(beside: Sequence[tuple[str, Words]]) -> list[Words]:
    """Those on one side of a figure after one word: "below South West (63) and England (70)"."""
    sides = [(side, [said for _, said in found]) for side, found in groupby(beside, key=lambda one: one[0])]
    if len(sides) == 1:
        ((side, said),) = sides
        return [say("{} {}", side, _listed(said))]
    return [say("{} {}", side, joined(said, " and ")) for side, said in sides]


def _against(now: Figure, other: Figure) -> str:
    if now.shown == other.shown:
        return "the same as"
    return "above" if now.number > other.number else "below"


def _listed(parts: Sequence[Words]) -> Words:
    return parts[0] if len(parts) == 1 else say("{} and {}", joined(parts[:-1], ", "), parts[-1])
