"""Words of a page, put together: plain text with figures, days, links and marks in it.

A sentence is composed with `say("{} rose to {}.", name, number(figure))`; what a browser, a CSV file or a screen reader
gets of it is written from the value, last.
"""

import re
from collections.abc import Iterable
from datetime import date
from string import Formatter

from panelpack.catalogue.numbers import UNIT_WORDS
from panelpack.catalogue.periods import Period, long_date, month_of
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.disclosure.figure import Figure
from panelpack.page.parts import Absent, Code, Defined, Link, Moment, Number, Part, Sayable, Span, Symbol, Words

_BEFORE = (
    *("about", "around", "more than", "over", "up to", "under", "less than", "within", "over the last", "every"),
    *("next", "at least", "nearly"),
    "typically within a maximum of",
)
_SELF_SPEAKING = ("gbp", "gbp_thousands", "gbp_millions", "rate_per_10000", "rate_per_100000")

NOTHING = Words()


def words_of(*parts: Sayable) -> Words:
    """Parts one after the other; plain texts that meet become one.

    >>> words_of("a", "b", "", words_of("c")).parts
    ('abc',)
    """
    flat: list[Part] = []
    given = (one for item in parts for one in (item.parts if isinstance(item, Words) else (item,)))
    for part in given:
        if isinstance(part, str) and flat and isinstance(flat[-1], str):
            flat[-1] += part
        elif part != "":
            flat.append(part)
    return Words(tuple(flat))


def text(words: object) -> Words:
    """Plain words."""
    return words_of(str(words))


def say(form: str, *parts: Sayable) -> Words:
    """A sentence: a form in which each pair of braces stands for the next part.

    >>> say("{} of {} known", "3", text("10")).plain
    '3 of 10 known'
    """
    given = iter(parts)
    said: list[Sayable] = []
    for literal, field, *_ in Formatter().parse(form):
        said.append(literal)
        if field is not None:
            said.append(next(given))
    assert next(given, None) is None, f"more parts than the form has places: {form}"
    return words_of(*said)


def joined(parts: Iterable[Sayable], between: str = "") -> Words:
    """Parts one after the other, with a plain text between them."""
    listed = list(parts)
    return words_of(*(one for place, part in enumerate(listed) for one in ((between, part) if place else (part,))))


def slug(words: str) -> str:
    """The id of a heading, made of its words; links and files are named so too.

    >>> slug("Children in care, and after")
    'children-in-care-and-after'
    """
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def number(figure: Figure | None) -> Words:
    """A figure, or the symbol of its status; "no figure" where there is none."""
    if figure is None:
        return words_of(Absent("no figure"))
    return words_of(Symbol(figure) if figure.value is None else Number(figure, figure.text))


def marked(figure: Figure, words: str) -> Words:
    """Words that say a figure."""
    return words_of(Number(figure, words))


def unsigned(figure: Figure) -> Words:
    """A change within "rose by" or "fell by": the verb says the sign."""
    return marked(figure, figure.text.lstrip("+−"))


def words_number(figure: Figure | None) -> Words:
    """A figure inside a sentence: a status in words."""
    if figure is not None and figure.value is None:
        return text(STATUS_WORDS[figure.status])
    return number(figure)


def qualified(figure: Figure) -> Words:
    """A figure with its source's qualifier and its unit: "about 40%", "6 (planned)", "every 3 months"."""
    unit = "" if figure.unit in _SELF_SPEAKING else UNIT_WORDS.get(figure.unit, "")
    if figure.value == 1 and unit.endswith("s"):
        unit = unit[:-1]
    if unit == "days a week" and figure.value == 1:
        unit = "day a week"
    return around(figure, joined([number(figure), *([unit] if unit else [])], " "))


def around(figure: Figure, said: Words) -> Words:
    """What is said of a figure, within its source's qualifier: "about" before it, "(planned)" after it."""
    words = [word for word in figure.qualifiers if not word.startswith("range")]
    before = [word for word in words if word in _BEFORE]
    after = ", ".join(word for word in words if word not in _BEFORE)
    return joined([*before, said, *([f"({after})"] if after else [])], " ")


def period(when: Period) -> Words:
    """A period, by its last day; a window as its two dates, or its one."""
    if when.end is None or when.start is None:
        return words_of(Absent("no date given"))
    month = when.whole_month
    if month:
        return words_of(Moment(month, f"{when.end:%Y-%m}"))
    if when.basis == "window":
        last = day(when.end)
        return last if when.start == when.end else say("{} to {}", day(when.start), last)
    return words_of(Moment(when.label, when.end.isoformat()))


def period_of(figure: Figure) -> Words:
    """The period of a figure, by its last day; marked where the document prints no year to it."""
    said = period(figure.period)
    return say("{} (year inferred)", said) if figure.year_is_inferred else said


def day(when: date) -> Words:
    """A date in words."""
    return words_of(Moment(long_date(when), when.isoformat()))


def month(when: date) -> Words:
    """The month of a date in words."""
    return words_of(Moment(month_of(when), f"{when:%Y-%m}"))


def code(words: str) -> Words:
    """A path or command of the project."""
    return words_of(Code(words))


def defined(measure_id: str, words: str) -> Words:
    """Words that lead to the definition of a measure."""
    return words_of(Defined(words, measure_id))


def link(words: Words | str, to: str) -> Words:
    """Words that lead to an id of the page (`#sources`), or to another page of the pack."""
    return words_of(Link(words_of(words), to))


def strong(words: Words | str) -> Words:
    """Words to see first."""
    return words_of(Span(words_of(words), "strong"))


def quiet(words: Words | str) -> Words:
    """Words to see last."""
    return words_of(Span(words_of(words), "quiet"))


def toned(words: Words | str, tone: str, shape: str) -> Words:
    """Words in a tone (`better`, `worse`, `green`, `amber`, `red`, or none), with its shape before them."""
    return words_of(Span(words_of(words), tone, shape))


def capital(words: str) -> str:
    """Words with a capital at their start, the others as they are."""
    return words[:1].upper() + words[1:]
