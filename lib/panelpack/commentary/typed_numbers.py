"""Numbers that a person typed into prose: which may stand there, and which are figures that want a name.

Years, dates, and the phrases of `parameters/commentary/allowed.yaml` may stand: "section 47", "aged 16 or 17".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from panelpack.catalogue.periods import MONTHS
from panelpack.commentary.markdown import FIGURE
from panelpack.commentary.number_words import figures_in_words


class Allowed(BaseModel):
    """The phrases in which digits may be typed; `n` stands for a whole number of up to three digits.

    `days` are those of events that pages tell of: each may be named although somebody was born on it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    phrases: tuple[str, ...] = ()
    days: tuple[date, ...] = ()


@dataclass(frozen=True)
class Typed:
    """A number that was typed: where it stands in a text, its digits with sign and unit, and whether it is in words.

    `kind` says of which kind a figure is that is in words alone, such as "one in four"; it is empty of all others.
    """

    start: int
    end: int
    words: str
    in_words: bool = False
    kind: str = ""


_GONE = "\x01"
_BEFORE, _AFTER = r"(?<![\w£$€.,/+–-])", r"(?![\w%£]|[.,:/–-]\d)"
_UNITS = "%|per ?cent|percentage|points?|per|weeks?|days?|months?|hours?|thousand|million|times"
_NO_UNIT = rf"(?!\s*(?:{_UNITS})(?!\w))"
_YEAR = r"(?:19|20)\d\d"
_LABEL = rf"(?P<first>{_YEAR})[-/–](?P<second>\d\d)"
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DATE = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{_MONTH})(?: (?P<year>{_YEAR}))?"
_COUNTED = "children|child|young people|people|families|parents|carers|pupils|babies|adopters|crimes|referrals|plans"
_COUNTED += "|requests|complaints|episodes|reports of"
_NOT_COUNTED = rf"(?!\s+(?:(?:more|fewer|other)\s+)?(?:{_COUNTED}|more|fewer)(?!\w))"
_LED = "|".join(
    rf"(?<={word} )" for word in ["in", "In", "of", "by", "since", "Since", "from", "until", "to", "during", "and"]
)
_ISO = r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)"
_STANDS = re.compile(rf"{_BEFORE}(?:{_ISO}|{_DATE}|{_LABEL}|(?:{_LED}){_YEAR}|{_YEAR}{_NOT_COUNTED}){_AFTER}{_NO_UNIT}")
_UNIT_AFTER = re.compile(r"\s?(?:%|per ?cent\b|(?:thousand|million)\b)")

_SMALL = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_LARGE = "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen"
_WORD = rf"(?:{'|'.join(f'{_SMALL} {_LARGE}'.split())})"
_IN_WORDS = re.compile(rf"(?<!\w)(?:one[\s-]+)?{_WORD}(?:(?:[\s-]+|\s+and\s+)(?:one|{_WORD}))*(?!\w|-year)", re.I)
_COUNTS = re.compile(rf"\s+(?:[\w-]+\s+)?(?:{_COUNTED}|per ?cent|percentage)(?!\w)", re.I)
_FIRST = ["one", "two", "three", "four", "five", "six", "seven"]
_NOT_AFTER = ["no ", "any", "any ", "every ", "each ", "this ", "that ", "the ", "which ", "at "]
_LENGTHS = "years?|months?|weeks?|days?|hours?|terms?|quarters?|working|school|calendar"
_JOINS_NEXT, _JOINS_LAST = re.compile(r"[\s(\[]*"), re.compile(r"%?[\s)\](\[]*")
_BRACKETED = re.compile(r"\s*[(\[]\s*\d[\d,.]*\s*[)\]]")


def typed_numbers(text: str, allowed: Sequence[str]) -> list[Typed]:
    """The numbers of a text that may not stand in it, in order: digits, number words beside them, figures in words.

    Args:
        text: plain words; `prose.FIGURE` stands for a figure by name.
        allowed: phrases in which digits may stand.

    >>> [item.words for item in typed_numbers("In 2022-23, 108 of twelve (12) by 31 March 2023", [])]
    ['108', 'twelve (12)']
    """
    masked = _masked(text, allowed)
    digits = [Typed(start, end, masked[start:end]) for start, end in _with_digits(masked)]
    words = list(_beside(masked, text, digits))
    inside = [item for item in digits if not any(one.start <= item.start < one.end for one in words)]
    said = [Typed(*item.span, text[slice(*item.span)], True, item.kind) for item in figures_in_words(masked)]
    said = [item for item in said if not any(overlap(item, one) and has_digits(one) for one in [*inside, *words])]
    known = [item for item in [*inside, *words] if not any(overlap(item, one) for one in said)]
    return sorted([*known, *said], key=lambda item: item.start)


def overlap(one: Typed, other: Typed) -> bool:
    """Whether two numbers share a letter of their text."""
    return one.start < other.end and other.start < one.end


def has_digits(item: Typed) -> bool:
    """Whether it is a number in digits, or words beside one."""
    return any(letter.isnumeric() for letter in item.words)


def small_in_words(text: str, allowed: Sequence[str], most: int) -> list[Typed]:
    """Small numbers in words that may be counts: from one to `most`, but for lengths of time and "one of", "no one".

    Args:
        allowed: phrases that may stand.

    >>> [item.words for item in small_in_words("Three were upheld within two weeks, and one child was named", [], 5)]
    ['Three', 'one']
    """
    words = "|".join(_FIRST[:most])
    before, after = rf"(?<![\w-])(?<!{')(?<!'.join(_NOT_AFTER)})", rf"(?![\w-]|\s+(?:{_LENGTHS})(?!\w))"
    small = re.compile(rf"{before}(?:{words}){after}(?!(?<=one)\s+(?:of|another|or more)(?!\w))", re.I)
    return [Typed(*found.span(), found[0], True) for found in small.finditer(_masked(text, allowed))]


def _masked(text: str, allowed: Sequence[str]) -> str:
    """A text without the digits that may stand in it; every letter keeps its place."""

    def blank(found: "re.Match[str]") -> str:
        return _GONE * len(found[0])

    masked = _STANDS.sub(lambda found: blank(found) if _is_real(found) else found[0], text)
    # The longest first, so that "aged 16 or 17" is not taken for "aged 16"
    for phrase in sorted(allowed, key=len, reverse=True):
        masked = _pattern(phrase).sub(blank, masked)
    return masked


def _is_real(found: "re.Match[str]") -> bool:
    """Whether a match is a day that there is, or two consecutive years."""
    if found["iso"]:
        try:
            date.fromisoformat(found["iso"])
        except ValueError:
            return False
        return True
    if found["second"]:
        return (int(found["first"]) + 1) % 100 == int(found["second"])
    if found["day"]:
        try:
            date(int(found["year"] or 2000), MONTHS.index(found["month"]) + 1, int(found["day"]))
        except ValueError:
            return False
    return True


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> "re.Pattern[str]":
    """A phrase of the list as a pattern; a small letter at its start may be a capital one in the text."""
    words = [re.sub(r"(?<!\w)n(?!\w)", r"\\d{1,3}", re.escape(word)) for word in phrase.split()]
    first = words[0][:1]
    if first.islower():
        words[0] = f"[{first}{first.upper()}]{words[0][1:]}"
    spaced = r"\s+".join(words)
    return re.compile(rf"{_BEFORE}{spaced}{_AFTER}{_NO_UNIT}")


def _with_digits(masked: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that hold a digit, without the signs around them but with sign and unit of the number."""
    for found in re.finditer(rf"[^\s{_GONE}{FIGURE}]+", masked):
        if not any(letter.isnumeric() for letter in found[0]):
            continue
        bare = found[0].rstrip(".,;:!?)]}\"'”’…*")
        start = found.start() + len(bare) - len(bare.lstrip("([{\"'“‘*"))
        end = found.start() + len(bare)
        unit = _UNIT_AFTER.match(masked, end)
        yield start, unit.end() if unit else end


def _beside(masked: str, text: str, digits: Sequence[Typed]) -> Iterator[Typed]:
    """Numbers in words beside a number in digits or a figure by name, or that count people or are per cent."""
    starts, ends = {item.start: item for item in digits}, {item.end: item for item in digits}
    for found in _IN_WORDS.finditer(masked):
        start, end = found.span()
        if any(item.start <= start < item.end for item in digits):
            continue
        after = _JOINS_NEXT.match(masked, end)
        place = after.end() if after else end
        bracketed = _BRACKETED.match(text, end)
        before = re.search(rf"{_JOINS_LAST.pattern}\Z", masked[:start])
        last = before.start() if before else start
        if bracketed or place in starts:
            end = max(bracketed.end() if bracketed else 0, starts[place].end if place in starts else 0)
        elif last in ends:
            start = ends[last].start
        elif (
            masked[place : place + 1] != FIGURE
            and masked[last - 1 : last] != FIGURE
            and not _COUNTS.match(masked, found.end())
        ):
            continue
        end += text[end : end + 1] == ")" and text[start:end].count("(") > text[start:end].count(")")
        yield Typed(start, end, text[start:end], True)
