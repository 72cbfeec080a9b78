"""What officers' prose says of a figure that it names: the number, its change, whether it could be chance."""

from dataclasses import dataclass

from panelpack.catalogue.references import read_reference
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.figure_names import find
from panelpack.disclosure.figure import Figure
from panelpack.page.parts import Number, Words
from panelpack.page.sentences import chance_said, points_said, unit_said
from panelpack.page.words import around, number, text, unsigned, words_number, words_of
from panelpack.project.errors import InputError, Problem

HIDDEN = "a small number"
"""How a hidden count reads in a sentence."""


@dataclass(frozen=True)
class Said:
    """What a page says for a reference: words, the unit after the number, and the figure behind them.

    `change` is the difference when that is what was asked, so that the words around it can be held against its sign.
    """

    words: Words
    figure: Figure
    unit: str = ""
    change: Figure | None = None

    @property
    def ends(self) -> str:
        """The unit that it brings with it, which the words after it must not repeat."""
        numbers = (part for part in self.words.leaves if isinstance(part, Number))
        return "%" if any(part.plain.endswith("%") for part in numbers) else self.unit.strip()

    @property
    def without_sign(self) -> Words:
        """The same after a verb that says which way it went: "rose by 13"."""
        return self.words if self.change is None else with_unit(unsigned(self.change), self.unit)


def resolve(view: CouncilYear, words: str) -> Said:
    """What a page says for the text between a pair of braces, from published figures only.

    Raises:
        InputError: an unknown measure, area, period, breakdown or source, with the nearest known one; a figure that
            there is not; a change or comparison that cannot be stated, with the reason.
    """
    reference = read_reference(words)
    figure = find(view, reference)
    said = {"change": _change, "change_pct": _change_pct, "chance": _chance, "neighbours": _neighbours}
    if reference.asked in said:
        return said[reference.asked](view, figure)
    if reference.asked == "before":
        return _plain(figure, _needed(view.change(figure).before, "there is no figure of the period before"))
    return _plain(figure, figure)


def _plain(figure: Figure, shown: Figure) -> Said:
    if shown.value is None:
        count = shown.is_hidden and shown.unit == "count"
        return Said(text(HIDDEN) if count else words_number(shown), figure)
    unit = "" if shown.gives_way else unit_said(shown)
    return Said(around(shown, with_unit(number(shown), unit)), figure, unit)


def with_unit(said: Words, unit: str) -> Words:
    """A number with the unit after it."""
    return words_of(said, unit)


def _needed(figure: Figure | None, what: str) -> Figure:
    if figure is None:
        raise InputError([Problem(what)])
    return figure


def _change(view: CouncilYear, figure: Figure) -> Said:
    item = view.change(figure)
    difference = _needed(item.difference, f"there is no change to state: {_why_no_change(view, figure)}")
    unit = f" {points_said(difference)}" if difference.unit == "points" else unit_said(difference)
    return Said(with_unit(number(difference), unit), figure, unit, difference)


def _change_pct(view: CouncilYear, figure: Figure) -> Said:
    item = view.change(figure)
    why = _why_no_change(view, figure) if item.difference is None else ""
    reasons = {"n/a": "it is nought in the period before", "small numbers": "the numbers are small"}
    why = why or reasons.get(item.pct_reason, "of a percentage it is stated in points, with .change")
    pct = _needed(item.pct, f"there is no change in per cent to state: {why}")
    return Said(number(pct), figure, "", pct)


def _why_no_change(view: CouncilYear, figure: Figure) -> str:
    item = view.change(figure)
    if figure.value is None:
        return f"the figure is {_why_absent(figure)}"
    if item.before is None:
        return "there is no figure of the period before"
    if item.before.value is None:
        return f"the figure of the period before is {_why_absent(item.before)}"
    return "the series changed between the two" if item.pct_reason else "the base is too small for a percentage"


def _why_absent(figure: Figure) -> str:
    return words_number(figure).plain


def _chance(view: CouncilYear, figure: Figure) -> Said:
    item = view.change(figure)
    _needed(item.difference, f"there is no change to state: {_why_no_change(view, figure)}")
    return Said(text(chance_said(item.chance.words)), figure)


def _neighbours(view: CouncilYear, figure: Figure) -> Said:
    if not view.is_compared(figure.measure):
        measures = view.published.context.catalogue.measures.values()
        rate = next((item.id for item in measures if item.rate_of == figure.measure.id), "")
        what = "a plain count is not compared: areas differ in size"
        raise InputError(
            [Problem(what, todo=f"write {{{{ {rate}.neighbours }}}}" if rate else "compare a rate or share")]
        )
    middle = _needed(view.neighbours(figure).middle, "no statistical neighbour has this figure")
    return Said(with_unit(number(middle), unit_said(middle)), figure, unit_said(middle))
