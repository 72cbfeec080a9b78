"""Mark-up of what a reader sees: every number with its id, every date as a date, everything else escaped."""

from datetime import date
from html import escape
from typing import Any

from panelpack.catalogue.periods import Period, long_date
from panelpack.catalogue.units import UNIT_WORDS
from panelpack.disclosure.published import Figure
from panelpack.facts.checks import SYMBOL_MEANINGS
from panelpack.page.style import notebook_style

_BEFORE = ("about", "more than", "up to", "under", "over the last", "every", "next", "at least", "nearly")
_SELF_SPEAKING = ("gbp", "gbp_thousands", "gbp_millions", "rate_per_10000", "rate_per_100000")
_BEFORE_LONG = ("typically within a maximum of",)


DRAFT = "Draft: this pack has not been signed off."
"""What every page of a pack says until it is released."""


UNRESOLVED = "It holds officers' commentary with faults, which are marked and have to be mended before a release."
"""What every page of a draft adds while the commentary of one of its reports has faults."""


WATERMARK = "Officers' copy: nothing is hidden in it. Not for publication."
"""What every page of an officers' copy says."""


class Html(str):
    """A finished piece of a page. Jupyter shows it as HTML, in a style of its own; a page takes the piece alone."""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": f"{_OPEN}{notebook_style()}{_MIDDLE}{self}{_CLOSE}", "text/plain": "panelpack"}


_OPEN, _MIDDLE, _CLOSE = '<div class="panelpack"><style>', "</style>", "</div>"


def unwrapped(html: str) -> str:
    """The piece alone, without the style that a notebook shows it in; any other HTML as it is."""
    if not html.startswith(_OPEN):
        return html
    return html[html.index(_MIDDLE) + len(_MIDDLE) :].removesuffix(_CLOSE)


def text(words: object) -> str:
    """Words made safe for a page, in text and in double quotes."""
    return escape(str(words), quote=False).replace('"', "&quot;")


def number(figure: Figure | None) -> str:
    """A figure as `<data>` with its value and id, or the symbol of its status, or a dash where there is none."""
    if figure is None:
        return '<span class="none">no figure</span>'
    if figure.value is None:
        return f'<abbr class="status" title="{text(SYMBOL_MEANINGS[figure.status])}">{text(figure.status)}</abbr>'
    return f'<data value="{figure.shown:.10g}" data-fact="{text(figure.id)}">{text(figure.text)}</data>'


def words_number(figure: Figure | None) -> str:
    """A figure inside a sentence: a status in words."""
    if figure is not None and figure.value is None:
        return text(SYMBOL_MEANINGS[figure.status])
    return number(figure)


def qualified(figure: Figure) -> str:
    """A figure with its source's qualifier and its unit: "about 40%", "6 (planned)", "every 3 months"."""
    unit = "" if figure.unit in _SELF_SPEAKING else UNIT_WORDS.get(figure.unit, "")
    if figure.value == 1 and unit.endswith("s"):
        unit = unit[:-1]
    if unit == "days a week" and figure.value == 1:
        unit = "day a week"
    return around(figure, " ".join(part for part in (number(figure), unit) if part))


def around(figure: Figure, said: str) -> str:
    """What is said of a figure, within its source's qualifier: "about" before it, "(planned)" after it."""
    words = [word for part in figure.qualifier.split(";") if (word := part.strip()) and not word.startswith("range")]
    before = [text(word) for word in words if word in _BEFORE + _BEFORE_LONG]
    after = [text(word) for word in words if word not in _BEFORE + _BEFORE_LONG]
    return " ".join([*before, said, *([f"({', '.join(after)})"] if after else [])])


def period(when: Period) -> str:
    """A period as `<time>`, by its last day; a window as its two dates, or its one."""
    if when.end is None or when.start is None:
        return '<span class="none">no date given</span>'
    month = when.whole_month
    if month:
        return f'<time datetime="{when.end:%Y-%m}">{text(month)}</time>'
    if when.basis == "window":
        return day(when.end) if when.start == when.end else f"{day(when.start)} to {day(when.end)}"
    return f'<time datetime="{when.end.isoformat()}">{text(when.label)}</time>'


def day(when: date) -> str:
    """A date in words, as `<time>`."""
    return f'<time datetime="{when.isoformat()}">{text(long_date(when))}</time>'


def anchor(measure_id: str) -> str:
    """The id of a measure's entry among the definitions of a page."""
    return f"definition-{measure_id.replace('_', '-')}"


def defined(measure_id: str, words: str) -> str:
    """Words that lead to the definition of a measure."""
    return f'<a href="#{anchor(measure_id)}">{text(words)}</a>'
