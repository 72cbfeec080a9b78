"""How a table says a change and a verdict: direction, red, amber or green, met or not, by word and by shape."""

from panelpack.catalogue.periods import long_date
from panelpack.comparisons.change import Change, Travel
from panelpack.comparisons.derived import RUNNING
from panelpack.comparisons.england import national, quarter
from panelpack.comparisons.targets import Rag
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published
from panelpack.page.parts import Words
from panelpack.page.words import NOTHING, joined, number, say, text, toned, words_of

_ARROWS = {1: "▲", -1: "▼", 0: "="}
_LIGHTS = {"green": "●", "amber": "◆", "red": "■"}


def direction(item: Change, found: Travel) -> Words:
    """A direction of travel by word, by shape (up, down, level) and by tone where one direction is better."""
    if item.difference is None:
        return text(found.words)
    before, run, after = found.form.partition("{run}")
    years = number(RUNNING.of(item.now, found.run, found.figures)) if run else ""
    gap = item.difference.number
    tone = item.towards if item.towards in ("better", "worse") else ""
    return toned(words_of(before, years, after), tone, _ARROWS[(gap > 0) - (gap < 0)])


def light(found: Rag) -> Words:
    """Red, amber or green by word, by shape and by tone, with its target; "no target set" where there is none.

    A target from a later day than the figure's is named by its day, without a colour.
    """
    if found.target is None and found.later is not None:
        return text(f"no target yet (target from {long_date(found.later.from_date)})")
    if found.target is None:
        return text(found.level)
    bound, words = found.target.bound
    target = f" (target from {long_date(found.target.from_date)}: {words} {bound:g})"
    if found.level not in _LIGHTS:
        return text(found.level + target)
    return words_of(coloured(found.level, found.level), target)


def coloured(level: str, words: str) -> Words:
    """Words in red, amber or green, with the shape of the colour before them."""
    return toned(words, level, _LIGHTS[level])


def difference(item: Change) -> Words:
    """The change of a figure, with "points" where it is of percentages."""
    if item.difference is None:
        hidden = any(figure is not None and figure.is_hidden for figure in (item.now, item.before))
        return text("not shown" if hidden else item.pct_reason or "not known")
    return with_points(item.difference)


def with_points(figure: Figure) -> Words:
    """A difference, with "points" where it is of percentages."""
    return say("{} points", number(figure)) if figure.unit == "points" else number(figure)


def in_per_cent(item: Change) -> Words:
    """The change in per cent; where there is none, why."""
    if item.pct is not None:
        return number(item.pct)
    return text(item.pct_reason if item.difference else "")


def could_be_chance(item: Change) -> Words:
    """Whether a change could be chance; "not known" where there is no change to ask about."""
    return text(item.chance.words if item.difference else "not known")


_QUARTERS = {"best quarter": ("better", "▲"), "worst quarter": ("worse", "▼")}


def among_england(published: Published, figure: Figure) -> Words:
    """Where a figure lies among England's councils: "▼ worst quarter, 147 of 150"; empty where that is not known.

    The place is the Department's own, where it gives one.
    """
    of_england, part = national(published, figure), quarter(published, figure)
    place = NOTHING
    if of_england.rank and of_england.councils and of_england.rank.value and of_england.councils.value:
        place = say("{} of {}", number(of_england.rank), number(of_england.councils))
    said = toned(part, *_QUARTERS[part]) if part in _QUARTERS else text(part)
    return joined([words for words in (said, place) if words], ", ")
