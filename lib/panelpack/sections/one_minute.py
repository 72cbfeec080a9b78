"""The pack on one side of paper: what the front page asks and finds, and the same in words to be read aloud."""

from collections.abc import Iterator, Sequence

from panelpack.comparisons.council_year import CouncilYear
from panelpack.page.parts import Defined, Words
from panelpack.page.pieces import Heading, Listing, Piece, Sentence, every, together
from panelpack.page.tables import Table
from panelpack.page.words import defined, joined, say, strong, text
from panelpack.sections.enquiries import Enquiry, of_pack
from panelpack.sections.front import front
from panelpack.sections.questions import brief, question_of

MOST_WORDS = 150
"""What can be read aloud in a minute."""

_MOST_ASKED = 3
_FIRST = "nearly first"


def one_minute(view: CouncilYear, names: Sequence[str]) -> Piece:
    """What to ask, places in England and contradictions, a line each, and a minute of words.

    Args:
        names: the reports whose pages are there.
    """
    shown = front(view, names)
    asked = [_asked(item, brief(view, item.row)) for item in of_pack(view, names)]
    places = [say("{}. {}: {}.", row[1], row[0], row[2]) for row in _places(shown)]
    doubts = [line for listing in _lists(shown) for line in listing.lines]
    parts = (("What to ask", asked), ("Among England's councils", places), ("Which figure is right?", doubts))
    found = [
        piece for words, lines in parts if lines for piece in (Heading(text(words)), Listing(tuple(lines), rule=_RULE))
    ]
    return together(*found, Heading(text("To be read aloud")), Sentence(read_aloud(view, names, shown)))


def _asked(item: Enquiry, said: Words) -> Words:
    return say("{} {}: {}.", strong(question_of(item)), defined(item.measure.id, item.measure.label), said)


def _places(shown: Piece) -> list[tuple[Words, ...]]:
    """The rows of the front page's table of places: measure, place, figure and more."""
    return [row for piece in every(shown) if isinstance(piece, Table) for row in piece.rows]


def _lists(shown: Piece) -> list[Listing]:
    """The front page's plain lists: figures that contradict each other, as questions."""
    return [piece for piece in every(shown) if isinstance(piece, Listing) and not piece.kind]


def read_aloud(view: CouncilYear, names: Sequence[str], shown: Piece) -> Words:
    """The most pressing questions, what is nearly first in England, and a contradiction, in a minute of words.

    A sentence that would take more than the minute is left out, and those after it are tried.

    Args:
        shown: the front page, from whose pieces the rest is taken.
    """
    said: list[Words] = []
    left = MOST_WORDS
    for sentence in _sentences(view, names, shown):
        count = len(sentence.plain.split())
        if count <= left:
            said.append(sentence)
            left -= count
    return joined(said, " ")


def _sentences(view: CouncilYear, names: Sequence[str], shown: Piece) -> Iterator[Words]:
    yield say("{}, {}.", view.area_name, view.year_label)
    asked = [
        say("{} {}: {}.", question_of(item), item.measure.label, brief(view, item.row))
        for item in of_pack(view, names)[:_MOST_ASKED]
    ]
    yield from asked[:1]
    first = [row for row in _places(shown) if _FIRST in row[1].plain]
    yield from (say("{} in England: {}, {}.", _FIRST.capitalize(), row[0].plain, row[2]) for row in first[:1])
    yield from asked[1:]
    doubts = [line for listing in _lists(shown) for line in listing.lines]
    yield from (say("Which figure is right? {}", _unlinked(line)) for line in doubts[:1])


def _unlinked(line: Words) -> Words:
    """A line without links to definitions, which nobody hears."""
    return Words(tuple(part.plain if isinstance(part, Defined) else part for part in line.parts))


_RULE = "The lines are those of the front page, and the words to be read aloud are made of them by rule."
