"""Words written as HTML: every number with its id, every date as a date, everything else escaped."""

import re
from html import escape

from panelpack.page import england_ranges
from panelpack.page.parts import (
    Absent,
    Code,
    Defined,
    EnglandRange,
    Link,
    Moment,
    Number,
    Own,
    Part,
    RangeMark,
    Span,
    Symbol,
    TrendLine,
    Words,
)
from panelpack.page.sparklines import HEIGHT, WIDTH, path_of

NO_PEOPLE = "counts no people"
"""What the mark of an analyst's own number says where a small one hides nobody."""

TERM_OPENS, TERM_NAMED, TERM_CLOSES = "\ue000", "\ue001", "\ue002"
"""Letters that no text has: they stand around words that a page may lead to their definition, and around its id."""

TERMS = re.compile(f"({TERM_OPENS}[^{TERM_NAMED}]*{TERM_NAMED}|{TERM_CLOSES})")
"""Parts HTML at these marks, and keeps them."""

_IN_FIGURES = re.compile(r"[+−]?£?[\d,]+(?:\.\d+)?%?")

_TAGS = {"strong": "strong", "emphasis": "em"}
_CLASSES = {"standing": "status-line", "quiet": "note"}


def html_of(words: Words) -> str:
    """Words as HTML. Those that name a measure are plain."""
    return "".join(part for part in TERMS.split(marked_html(words)) if not part.startswith((TERM_OPENS, TERM_CLOSES)))


def marked_html(words: Words) -> str:
    """Words as HTML, with marks around those that a page may lead to the definition of a measure."""
    return "".join(map(_part, words.parts))


def alone(words: Words) -> Number | None:
    """The number that words are, where they say its value in figures and nothing more."""
    only = words.parts[0] if len(words.parts) == 1 else None
    return only if isinstance(only, Number) and _says_value(only) else None


def _says_value(number: Number) -> bool:
    """Whether its words are its value in figures, so that no attribute needs to repeat it."""
    if not _IN_FIGURES.fullmatch(number.plain):
        return False
    said = float(re.sub("[+,£%]", "", number.plain).replace("−", "-"))
    return f"{said:.10g}" == f"{number.figure.number:.10g}"


def safe(words: object) -> str:
    """Plain words made safe for a page, in text and in double quotes."""
    return escape(str(words), quote=False).replace('"', "&quot;")


def anchor(measure_id: str) -> str:
    """The id of a measure's entry among the definitions of a page."""
    return f"d-{measure_id.replace('_', '-')}"


def class_of(kind: str) -> str:
    """The class of a kind of words or piece, as an attribute; nothing for a plain one."""
    return f' class="{_CLASSES.get(kind, kind)}"' if kind else ""


def _part(part: Part) -> str:
    match part:
        case str():
            return safe(part)
        case Number(figure, said) if _says_value(part):
            return f'<span data-fact="{safe(figure.id)}">{safe(said)}</span>'
        case Number(figure, said):
            return f'<data value="{figure.number:.10g}" data-fact="{safe(figure.id)}">{safe(said)}</data>'
        case Own(value, said, by, counts_no_people):
            hers = f"{by}; {NO_PEOPLE}" if counts_no_people else by
            return f'<data value="{value:.10g}" data-own="{safe(hers)}">{safe(said)}</data>'
        case Symbol():
            return f'<abbr class="status" title="{safe(part.meaning)}">{safe(part.plain)}</abbr>'
        case Absent(said):
            return f'<span class="none">{safe(said)}</span>'
        case Moment(said, iso):
            return f'<time datetime="{iso}">{safe(said)}</time>'
        case Code(said):
            return f"<code>{safe(said)}</code>"
        case Defined(said, measure):
            return f"{TERM_OPENS}{anchor(measure)}{TERM_NAMED}{safe(said)}{TERM_CLOSES}"
        case Link(inner, to):
            return f'<a href="{safe(to)}">{marked_html(inner)}</a>'
        case Span(inner, kind, shape):
            return _span(marked_html(inner), kind, shape)
        case TrendLine(figure, figures):
            return (
                f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" '
                f'data-fact="{figure.id}"><path d="{path_of(figures)}"/></svg>'
            )
        case EnglandRange():
            return _range(england_ranges.marks_of(part), england_ranges.WIDTH, f' data-fact="{part.figure.id}"')
        case RangeMark(kind):
            return _range(england_ranges.mark(kind, _KEY_WIDTH / 2), _KEY_WIDTH)


_KEY_WIDTH = 24


def _range(marks: str, width: int, of: str = "") -> str:
    return f'<svg class="range" viewBox="0 0 {width} {england_ranges.HEIGHT}" aria-hidden="true"{of}>{marks}</svg>'


def _span(said: str, kind: str, shape: str) -> str:
    if kind == "fault":
        return f'<mark class="fault">{said}</mark>'
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>{said}</{_TAGS[kind]}>"
    before = f'<span aria-hidden="true">{shape} </span>' if shape else ""
    return f"<span{class_of(kind)}>{before}{said}</span>"
