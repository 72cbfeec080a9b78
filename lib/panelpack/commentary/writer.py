"""A passage of officers' prose as words of a page: each figure as a number, each fault marked where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from panelpack.commentary.directions import contradictions
from panelpack.commentary.inserts import Said, resolve
from panelpack.commentary.later_figures import refuse_later
from panelpack.commentary.markdown import Passage, Piece, Stranger, outside, stranger
from panelpack.commentary.number_words import SHARE
from panelpack.commentary.single_ages import TODO as AGE_TODO
from panelpack.commentary.single_ages import WHAT as AGE
from panelpack.commentary.single_ages import single_ages
from panelpack.commentary.suggestions import guess
from panelpack.commentary.typed_numbers import Typed, overlap, small_in_words, typed_numbers
from panelpack.comparisons.council_year import CouncilYear
from panelpack.page.parts import Link, Sayable, Span, Words
from panelpack.page.words import strong, words_of
from panelpack.project.errors import InputError, Problem

_UP = "rose risen rise rises rising increased increase increases grew grown growth up higher more gained"
_DOWN = "fell fallen fall falls falling decreased decrease dropped drop reduced reduction down lower fewer less"
_WAYS = {word: way for way, words in ((1, _UP), (-1, _DOWN)) for word in words.split()}
_UNITS = {"%": r"%|per ?cent\b", "point": r"(?:percentage )?points?\b"}


@dataclass(frozen=True)
class Fault:
    """Something in a file of commentary that has to be mended: what, what to do, and where, counted from 1."""

    what: str
    todo: str
    line: int
    column: int

    def __str__(self) -> str:
        return str(Problem(self.what, f"line {self.line}, column {self.column}", self.todo))

    def problem(self, file: str) -> Problem:
        """The fault as a message names it, with its file."""
        return Problem(self.what, f"{file}, line {self.line}, column {self.column}", self.todo)

    @property
    def mark(self) -> Words:
        """The fault as a draft marks it."""
        return words_of(Span(words_of(strong("Fault:"), " ", str(self)), "fault"))


@dataclass(frozen=True)
class Page:
    """What a passage is read for: the view of the figures, the report, the ids of its headings, and allowed phrases.

    `hides` is the largest count that the report hides for its year, nought where it hides none. `shown` are the
    measures of the section in which the passage stands. `written_date` is the day of the file: it quotes nothing that
    came out later.
    """

    view: CouncilYear
    report: str
    headings: tuple[str, ...]
    phrases: tuple[str, ...]
    hides: int = 0
    shown: frozenset[str] = frozenset()
    written_date: date | None = None


@dataclass(frozen=True)
class Written:
    """A passage for a page: words, the texts between its numbers, the measures that it names, and its faults.

    `notes` are no faults: a person should look at them.
    """

    words: Words
    texts: tuple[str, ...]
    measures: tuple[str, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _Cut:
    """A stretch of the plain text in whose place a fault is shown."""

    start: int
    end: int
    fault: Fault


@dataclass
class _Composer:
    """Puts words together: what is within a link or emphasis first, and the texts between figures and faults."""

    texts: list[str] = field(default_factory=lambda: [""])
    _open: list[list[Sayable]] = field(default_factory=lambda: [[]])
    _leads: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        """Words that a person wrote."""
        self._open[-1].append(words)
        self.texts[-1] += words

    def put(self, words: Words) -> None:
        """A figure or a fault: no person's words."""
        self._open[-1].append(words)
        self.texts.append("")

    def open(self, leads: str = "") -> None:
        """Begin what stands within a link, which leads somewhere, or within emphasis."""
        self._open.append([])
        self._leads.append(leads)

    def close(self, kind: str) -> None:
        """End it."""
        inside, leads = words_of(*self._open.pop()), self._leads.pop()
        self._open[-1].append(Link(inside, leads) if kind == "link" else Span(inside, kind))

    @property
    def words(self) -> Words:
        """All that was put together."""
        return words_of(*self._open[0])


def write(passage: Passage, page: Page) -> Written:
    """A passage as words of a page, with all of its faults marked in place. A typed number is not repeated there."""
    starts = _starts(passage)
    said = {start: _said(piece, page) for piece, start in starts if piece.kind == "figure"}
    known = {start: item for start, item in said.items() if isinstance(item, Said)}
    around = [*_around_figures(passage, known, starts), *_directions(passage, known, page, starts)]
    cuts = _apart([*around, *_typed(passage, page, starts)])
    shown = _Composer()
    faults = [cut.fault for cut in cuts]
    leads_out = False
    for piece, start in starts:
        fault = said[start] if piece.kind == "figure" else _strange(piece, page)
        if isinstance(fault, Fault):
            faults.append(fault)
        if piece.kind == "words":
            _say_words(shown, piece, start, cuts)
        elif piece.kind == "figure" and any(cut.start <= start < cut.end for cut in cuts):
            continue
        elif isinstance(fault, Fault):
            leads_out = leads_out or piece.kind == "link"
            shown.put(fault.mark)
        elif leads_out and (piece.kind, piece.content) == ("closes", "link"):
            leads_out = False
        elif fault is not None:
            shown.put(fault.without_sign if _way(passage.plain[:start]) else fault.words)
        elif piece.kind == "closes":
            shown.close(piece.content)
        else:
            shown.open(piece.content if piece.kind == "link" else "")
    measures = [item.figure.measure.id for item in said.values() if isinstance(item, Said)]
    return Written(shown.words, tuple(shown.texts), tuple(measures), tuple(faults), tuple(_notes(passage, starts)))


def composed(passage: Passage) -> Words:
    """A passage as words of a page, as it was written: without figures by name, and nothing is marked in it."""
    shown = _Composer()
    for piece in passage.pieces:
        if piece.kind == "words":
            shown.say(piece.content)
        elif piece.kind == "closes":
            shown.close(piece.content)
        elif piece.kind in ("opens", "link"):
            shown.open(piece.content if piece.kind == "link" else "")
    return shown.words


def _starts(passage: Passage) -> list[tuple[Piece, int]]:
    """Each piece with its place in the plain text."""
    found, place = [], 0
    for piece in passage.pieces:
        found.append((piece, place))
        place += len(piece.plain)
    return found


def _said(piece: Piece, page: Page) -> Said | Fault:
    try:
        said = resolve(page.view, piece.content)
        refuse_later(said.words.figures, page.written_date)
        return said
    except InputError as error:
        return Fault(error.problems[0].what, error.problems[0].todo, piece.line, piece.column)


def _strange(piece: Piece, page: Page) -> Fault | None:
    found: Stranger | None = stranger(piece) if piece.kind == "stranger" else None
    if piece.kind == "link":
        found = outside(piece, page.headings)
    return Fault(found.what, found.todo, found.line, found.column) if found else None


def _say_words(shown: _Composer, piece: Piece, start: int, cuts: Sequence[_Cut]) -> None:
    """The words of a piece without what is cut from them, and the fault where a cut begins."""
    place, end = start, start + len(piece.content)
    for cut in cuts:
        if cut.end <= place or cut.start >= end:
            continue
        shown.say(piece.content[place - start : max(cut.start - start, 0)])
        if cut.start >= start:
            shown.put(cut.fault.mark)
        place = min(cut.end, end)
    shown.say(piece.content[place - start :])


def _apart(cuts: Sequence[_Cut]) -> list[_Cut]:
    """Cuts in their order, without those inside another; where two overlap, the second begins where the first ends."""
    found: list[_Cut] = []
    for cut in sorted(cuts, key=lambda item: (item.start, -item.end)):
        last = found[-1].end if found else 0
        if cut.end > last:
            found.append(replace(cut, start=max(cut.start, last)))
    return found


def _place(starts: Sequence[tuple[Piece, int]], offset: int) -> tuple[int, int]:
    piece, start = next((item for item in reversed(starts) if item[1] <= offset and item[0].plain), starts[0])
    return piece.line, piece.column + (offset - start)


_TODO_PHRASE = "a phrase that measures nothing goes into allowed.yaml"
_SMALL = "a small number in words, in a report that hides a count"
_TODO_SMALL = "say it without the number; a phrase that counts nobody goes into allowed.yaml"


def _typed(passage: Passage, page: Page, starts: Sequence[tuple[Piece, int]]) -> Iterator[_Cut]:
    plain = passage.plain
    typed = typed_numbers(plain, page.phrases)
    small = small_in_words(plain, page.phrases, page.hides) if page.hides else []
    alone = [item for item in small if not any(overlap(item, one) for one in typed)]
    for item in [*typed, *alone]:
        # A count that may tell a hidden one is to be left out, and not to be given by name
        may_tell = item in alone or (item.kind and any(overlap(item, one) for one in small))
        what, todo = (_SMALL, _TODO_SMALL) if may_tell else _of_typed(item, plain, page)
        yield _Cut(item.start, item.end, Fault(what, todo, *_place(starts, item.start)))


def _of_typed(item: Typed, plain: str, page: Page) -> tuple[str, str]:
    """What is wrong with a typed number, and what to write in its place."""
    sentence = _sentence(plain, item.start, item.end)
    if item.kind:
        advice = guess(page.view, page.report, "%" if item.kind == SHARE else "", sentence, page.shown)
        return item.kind, f"{advice}; {_TODO_PHRASE}"
    digits = re.sub(r"[^\d.,%£]", " ", item.words).split() if item.in_words else [item.words]
    if not digits:
        return "a number in words beside a figure by name", "leave the number in words out"
    what = "a number in words beside digits" if item.in_words else "a number is typed by hand"
    return what, guess(page.view, page.report, digits[0], sentence, page.shown)


def _sentence(plain: str, start: int, end: int) -> str:
    """The words around a number, up to the full stops or semicolons beside it."""
    return re.split(r"[.!?;]\s", plain[:start])[-1] + " " + re.split(r"[.!?;]\s", plain[end:])[0]


def _around_figures(passage: Passage, said: dict[int, Said], starts: Sequence[tuple[Piece, int]]) -> Iterator[_Cut]:
    """Words around a figure that contradict it, or say its unit again."""
    plain = passage.plain
    for start, item in said.items():
        way = _way(plain[:start])
        moved = item.change.number if item.change is not None else 0
        if way and item.change is not None and way[0] * moved <= 0:
            rose = "rose" if moved > 0 else "fell" if moved else "did not change"
            fault = Fault(f"the words say {way[1]!r}, but the figure {rose}", "mend the words", *_place(starts, way[2]))
            yield _Cut(way[2], start + 1, fault)
        ends = next((pattern for unit, pattern in _UNITS.items() if unit in item.ends), re.escape(item.ends))
        again = re.compile(rf"\s*({ends})").match(plain, start + 1) if ends else None
        if again:
            what = f"the figure brings its unit with it: {item.ends}"
            yield _Cut(*again.span(1), Fault(what, "leave it out", *_place(starts, again.start(1))))


def _directions(
    passage: Passage, said: dict[int, Said], page: Page, starts: Sequence[tuple[Piece, int]]
) -> Iterator[_Cut]:
    """Words that say another way than the figure of their sentence went."""
    for item in contradictions(passage.plain, said, page.view):
        what = f"the words say {item.word!r}, but {item.truth}"
        fault = Fault(what, "mend the words", *_place(starts, item.start))
        yield _Cut(item.start, item.start + len(item.word), fault)


def _notes(passage: Passage, starts: Sequence[tuple[Piece, int]]) -> Iterator[Fault]:
    """What a person should look at in a passage, and what is no fault."""
    for item in single_ages(passage.plain):
        yield Fault(AGE, AGE_TODO, *_place(starts, item.start))


def _way(before: str) -> tuple[int, str, int] | None:
    """Up or down, when the words before a figure say so; with the word and its place."""
    found = re.search(r"(\w+)\s+(?:(?:by|of)\s+)?\Z", before)
    way = _WAYS.get(found[1].lower()) if found else None
    return (way, found[1], found.start()) if found and way else None
