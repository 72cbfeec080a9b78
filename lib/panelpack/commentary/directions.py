"""Words that say which way a figure went, held against its change: "fell to {{ cpp_open }}" where it rose.

Only a sentence about one figure, with one such word, is judged; where the change is not known, or the sentence may be
about something else or another time, nothing is said.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from panelpack.commentary.inserts import Said
from panelpack.commentary.markdown import FIGURE
from panelpack.comparisons.change import Change
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure

_UP = "rose|risen|rises|rising|increased|increases|grew|grown|grows|climbed|went up|gone up"
_DOWN = "fell|fallen|falls|falling|decreased|decreases|dropped|drops|declined|shrank|shrunk|reduced|went down|gone down"
_VERB = re.compile(rf"(?<![\w-])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?![\w-])", re.I)
_ASIDE = re.compile(r"(?<![\w-])(?:(?P<up>up)|(?P<down>down))\s+(?:from|on)(?!\w)", re.I)
_YEAR_BEFORE = r"(?:last year|(?:the|a) year (?:before|earlier|ago)|in the year before)"
_THAN = re.compile(
    rf"(?<![\w-])(?:(?P<up>higher|more|larger)|(?P<down>lower|fewer|less|smaller)|(?P<better>better)|(?P<worse>worse))"
    rf"\s+than\s+{_YEAR_BEFORE}(?!\w)",
    re.I,
)
_NOT_SO = re.compile(
    r"\b(?:not|never|no|neither|nor|without|hardly|although|though|while|whereas|but|despite|unless|if|than|will|would"
    r"|should|could|may|might|must|can|expect\w*|hope\w*|aim\w*|plan(?:ned|s)? to|target\w*|forecast\w*|then|later"
    r"|again|since|over|quarters?|months?|weeks?|decades?|years|between|at first|slower|faster)\b|n't|n\u2019t",
    re.I,
)
_LITTLE = "the and for were was that with from year than this who had have per its our their his her all both also"
_GENERAL = "number rate share figure total count percentage proportion level overall council england mean average"
_COMMON = frozenset(f"{_LITTLE} {_GENERAL} after before".split())
_SENTENCE = re.compile(r"[^.!?;]+(?:[.!?;](?!\s|$)[^.!?;]*)*[.!?;]?")


@dataclass(frozen=True)
class Contradiction:
    """A word that says another way than its figure went: the word, its place in the text, and what is true."""

    start: int
    word: str
    truth: str


@dataclass(frozen=True)
class _Told:
    """A direction that a sentence tells: up, down, better or worse; the word and its place."""

    way: str
    word: str
    start: int


def contradictions(plain: str, said: Mapping[int, Said], view: CouncilYear) -> Iterator[Contradiction]:
    """Each sentence whose one direction is not that of its one figure.

    Args:
        plain: a passage, with one letter for each figure.
        said: what is said for the figures, by their places; those that are not there are at fault already.
    """
    for sentence in _SENTENCE.finditer(plain):
        text, start = sentence[0], sentence.start()
        places = [start + found.start() for found in re.finditer(FIGURE, text)]
        figures = {said[place].figure.id: said[place].figure for place in places if place in said}
        if len(figures) != 1 or any(place not in said for place in places):
            continue
        (figure,) = figures.values()
        told = _told(text, figure)
        change = view.change(figure)
        if told is None or change.difference is None or change.before is None or _of_other_time(text, figure):
            continue
        if not _is_so(told.way, change):
            yield Contradiction(start + told.start, told.word, _truth(change, change.before))


def _told(text: str, figure: Figure) -> _Told | None:
    """The one direction that a sentence tells of its figure; None where there is none, or it may be of another."""
    than = list(_THAN.finditer(text))
    found = [*_VERB.finditer(text), *_ASIDE.finditer(text), *than]
    rest = _THAN.sub("", text)
    if len(found) != 1 or _NOT_SO.search(rest):
        return None
    one = found[0]
    way = next(name for name, word in one.groupdict().items() if word)
    told = _Told(way, one[way], one.start(way))
    if than or one.re is _ASIDE:
        beside = re.split(r",(?=\s*and\b)|\band\b|[()]", text[: one.start()])[-1]
        return told if FIGURE in beside else None
    after, clause = text[one.end() :], re.split(r"[,:()\u2013\u2014]", text[: one.start()])[-1]
    if re.match(rf"\s+(?:\w+ly\s+)?to\s+{FIGURE}", after):
        return told
    subject = _stems(clause)
    named = _stems(f"{figure.measure.label} {figure.measure.phrase}")
    return told if subject and subject <= named and FIGURE not in clause else None


def _stems(words: str) -> set[str]:
    """The words that say what something is, in the singular; those with a hyphen are one."""
    found = re.findall(r"[a-z][a-z-]{2,}", words.lower().replace("'s", "").replace("\u2019s", ""))
    return {word.removesuffix("s") for word in found} - _COMMON


def _of_other_time(text: str, figure: Figure) -> bool:
    """Whether a sentence names a year that is not the figure's."""
    named = re.findall(r"(?:19|20)\d\d(?:[-/\u2013]\d\d)?", text)
    own = {figure.period.label, figure.reporting_year or ""}
    years = {str(figure.period.end.year)} if figure.period.end else set()
    return any(label.replace("\u2013", "-") not in own | years for label in named)


def _is_so(way: str, change: Change) -> bool:
    if way in ("better", "worse"):
        return change.towards in (way, "neither")
    moved = change.difference.exact if change.difference else 0.0
    return moved > 0 if way == "up" else moved < 0


def _truth(change: Change, before: Figure) -> str:
    moved = change.difference.exact if change.difference else 0.0
    if not moved:
        return f"the figure stayed {before.text}"
    return f"the figure {'rose' if moved > 0 else 'fell'} from {before.text} to {change.now.text}"
