"""Mark-up of what a reader sees: every number with its id, every date as a date, everything else escaped."""

import re
from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from markupsafe import Markup

from panelpack.catalogue.numbers import UNIT_WORDS
from panelpack.catalogue.periods import Period, long_date
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.disclosure.figure import Figure
from panelpack.page.style import notebook_style

_BEFORE = (
    *("about", "more than", "up to", "under", "over the last", "every", "next", "at least", "nearly"),
    "typically within a maximum of",
)
_SELF_SPEAKING = ("gbp", "gbp_thousands", "gbp_millions", "rate_per_10000", "rate_per_100000")


class Html(Markup):
    """A finished piece of a page, which a plain text can not be taken for.

    Jupyter shows it as HTML, in a style of its own; a page takes the piece alone.
    """

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": f"{_OPEN}{notebook_style()}{_MIDDLE}{self}{_CLOSE}", "text/plain": "panelpack"}


_OPEN, _MIDDLE, _CLOSE = '<div class="panelpack"><style>', "</style>", "</div>"


def unwrapped(html: str) -> str:
    """The piece alone, without the style that a notebook shows it in; any other HTML as it is."""
    if not html.startswith(_OPEN):
        return html
    return html[html.index(_MIDDLE) + len(_MIDDLE) :].removesuffix(_CLOSE)


def text(words: object) -> Html:
    """Words made safe for a page, in text and in double quotes."""
    return Html(escape(str(words), quote=False).replace('"', "&quot;"))


def safe(piece: str) -> Html:
    """A piece as it is, and plain words made safe."""
    return piece if isinstance(piece, Html) else text(piece)


def joined(pieces: Iterable[Html], between: str = "") -> Html:
    """Pieces one after the other, with a plain text between them."""
    return Html(text(between).join(pieces))


def slug(words: str) -> str:
    """The id of a heading, made of its words; links and files are named so too.

    >>> slug("Children in care, and after")
    'children-in-care-and-after'
    """
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def number(figure: Figure | None) -> Html:
    """A figure as `<data>` with its value and id, or the symbol of its status, or a dash where there is none."""
    if figure is None:
        return Html('<span class="none">no figure</span>')
    if figure.value is None:
        words = text(STATUS_WORDS[figure.status])
        return Html(f'<abbr class="status" title="{words}">{text(figure.status)}</abbr>')
    return marked(figure, figure.text)


def marked(figure: Figure, words: str) -> Html:
    """Words that say a figure, marked with its value and id."""
    return Html(f'<data value="{figure.number:.10g}" data-fact="{text(figure.id)}">{text(words)}</data>')


def unsigned(figure: Figure) -> Html:
    """A change within "rose by" or "fell by": the verb says the sign."""
    return marked(figure, figure.text.lstrip("+−"))


def words_number(figure: Figure | None) -> Html:
    """A figure inside a sentence: a status in words."""
    if figure is not None and figure.value is None:
        return text(STATUS_WORDS[figure.status])
    return number(figure)


def qualified(figure: Figure) -> Html:
    """A figure with its source's qualifier and its unit: "about 40%", "6 (planned)", "every 3 months"."""
    unit = "" if figure.unit in _SELF_SPEAKING else UNIT_WORDS.get(figure.unit, "")
    if figure.value == 1 and unit.endswith("s"):
        unit = unit[:-1]
    if unit == "days a week" and figure.value == 1:
        unit = "day a week"
    return around(figure, joined([number(figure), *([text(unit)] if unit else [])], " "))


def around(figure: Figure, said: Html) -> Html:
    """What is said of a figure, within its source's qualifier: "about" before it, "(planned)" after it."""
    words = [word for word in figure.qualifiers if not word.startswith("range")]
    before = [text(word) for word in words if word in _BEFORE]
    after = joined((text(word) for word in words if word not in _BEFORE), ", ")
    return joined([*before, said, *([Html(f"({after})")] if after else [])], " ")


def period(when: Period) -> Html:
    """A period as `<time>`, by its last day; a window as its two dates, or its one."""
    if when.end is None or when.start is None:
        return Html('<span class="none">no date given</span>')
    month = when.whole_month
    if month:
        return Html(f'<time datetime="{when.end:%Y-%m}">{text(month)}</time>')
    if when.basis == "window":
        last = day(when.end)
        return last if when.start == when.end else Html(f"{day(when.start)} to {last}")
    return Html(f'<time datetime="{when.end.isoformat()}">{text(when.label)}</time>')


def day(when: date) -> Html:
    """A date in words, as `<time>`."""
    return Html(f'<time datetime="{when.isoformat()}">{text(long_date(when))}</time>')


def anchor(measure_id: str) -> str:
    """The id of a measure's entry among the definitions of a page."""
    return f"definition-{measure_id.replace('_', '-')}"


def source_anchor(name: str) -> str:
    """The id of a source's row among the sources of a page."""
    return f"source-{name.replace('_', '-')}"


def defined(measure_id: str, words: str) -> Html:
    """Words that lead to the definition of a measure."""
    return Html(f'<a href="#{anchor(measure_id)}">{text(words)}</a>')
