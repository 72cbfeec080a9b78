"""The Markdown of a notebook as pieces of a page, held to the rule of commentary: no figure is typed by hand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from panelpack.commentary.blocks import Blocks
from panelpack.commentary.markdown import Edge, Passage, read_prose, stranger
from panelpack.commentary.markdown import Heading as Head
from panelpack.commentary.typed_numbers import typed_numbers
from panelpack.commentary.writer import Fault, composed
from panelpack.page.pieces import Heading, Piece
from panelpack.page.words import slug, text
from panelpack.project.errors import InputError, Problem

_NUMBERED = re.compile(r"\d{1,2}\. ")
"""How a heading that is one of a numbered row begins."""

_BY_NAME = "a figure by name has no place in a notebook's text"
_TODO_NUMBER = "let report.says(...) say it, or write it in the commentary as {{ measure }}"
_TODO_FIGURE = "let report.says(...) say it, or write it in the commentary"
_TODO_TABLE = "make a DataFrame of it and call report.show(frame, title=..., how=..., by=...)"


@dataclass(frozen=True)
class CellText:
    """What a Markdown cell says: its pieces, and the faults in them."""

    pieces: tuple[Piece, ...]
    faults: tuple[Fault, ...]


def read_cell(source: str, phrases: Sequence[str]) -> CellText:
    """The pieces and the faults of a Markdown cell.

    Args:
        phrases: those in which digits may be typed, such as "section n".
    """
    pieces: list[Piece] = []
    faults: list[Fault] = []
    blocks = Blocks()
    for block in read_prose(source):
        if isinstance(block, Head):
            pieces += blocks.taken()
            faults += _typed(_NUMBERED.sub("", block.words, count=1), phrases, block.line)
            pieces.append(Heading(text(block.words), block.level, slug(block.words)))
        elif isinstance(block, Edge):
            blocks.edge(block)
        elif isinstance(block, Passage):
            faults += _of_passage(block, phrases)
            blocks.add(composed(block))
        else:
            todo = _TODO_TABLE if "table" in block.what else block.todo
            faults.append(Fault(block.what.replace("commentary", "a notebook's text"), todo, block.line, block.column))
    return CellText((*pieces, *blocks.taken()), tuple(faults))


def may_stand(line: str, phrases: Sequence[str]) -> bool:
    """Whether a line of a notebook's text or a title in its code holds no figure that was typed by hand."""
    return not typed_numbers(_NUMBERED.sub("", line.lstrip("# "), count=1), phrases)


def refuse_typed(texts: Iterable[str], phrases: Sequence[str]) -> None:
    """Refuse figures that somebody typed into words, such as the title of a table or the cells of its labels.

    Raises:
        InputError: each text that holds one.
    """
    found = [line for line in texts if not may_stand(line, phrases)]
    if found:
        todo = "write it without numbers, or as a number of the table"
        raise InputError([Problem("a number is typed by hand", f"{line[:60]!r}", todo) for line in found])


def _of_passage(passage: Passage, phrases: Sequence[str]) -> Iterator[Fault]:
    for piece in passage.pieces:
        if piece.kind == "figure":
            yield Fault(_BY_NAME, _TODO_FIGURE, piece.line, piece.column)
        elif piece.kind == "stranger":
            found = stranger(piece)
            yield Fault(found.what.replace("commentary", "a notebook's text"), found.todo, found.line, found.column)
    first = passage.pieces[0].line if passage.pieces else 1
    yield from _typed(passage.plain, phrases, first)


def _typed(plain: str, phrases: Sequence[str], first: int) -> Iterator[Fault]:
    for item in typed_numbers(plain, phrases):
        line = first + plain.count("\n", 0, item.start)
        yield Fault("a number is typed by hand", _TODO_NUMBER, line, 1)
