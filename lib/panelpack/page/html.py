"""Pieces written as HTML, with a mark where each paragraph ends, each table, each heading."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import singledispatchmethod
from itertools import groupby

from panelpack.page import pieces
from panelpack.page.area_profile import AreaProfile
from panelpack.page.charts import Chart, SmallMultiples
from panelpack.page.html_words import TERM_CLOSES, TERM_OPENS, TERMS, alone, class_of, marked_html, safe
from panelpack.page.marks import ENTRY, ENTRY_END, HEADING, OPENED, SAID, TABLE, TERM, TERM_END, TITLE, Mark, Written
from panelpack.page.own import OwnTable
from panelpack.page.parts import Words
from panelpack.page.pieces import (
    Aside,
    FirstScreen,
    Fold,
    Group,
    Heading,
    Listing,
    Note,
    Opening,
    Piece,
    Prose,
    Sentence,
    Tiles,
)
from panelpack.page.svg import inline
from panelpack.page.table_csv import csv_of
from panelpack.page.table_values import values_of
from panelpack.page.tables import Column, Table
from panelpack.page.words import words_of

_EXPLAINED = ("", "summary", "note")
"""Kinds of paragraphs after which a term may be explained."""

_BLOCKS = {"paragraph": "p", "bullets": "ul", "numbers": "ol", "item": "li", "quotation": "blockquote"}


def written(piece: Piece) -> Written:
    """A piece as HTML. Measures stand as plain words, marked where a page may lead them to their definitions."""
    writer = _Writer()
    writer.write(piece)
    return Written("".join(writer.parts), tuple(writer.marks))


@dataclass
class _Writer:
    """Writes pieces one after the other, and keeps the marks."""

    parts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    size: int = 0

    def put(self, html: str) -> None:
        for part in TERMS.split(html):
            if part.startswith(TERM_OPENS):
                self.mark(TERM, more=part[1:-1])
            elif part == TERM_CLOSES:
                self.mark(TERM_END)
            else:
                self.parts.append(part)
                self.size += len(part)

    def mark(self, kind: str, words: str = "", more: str = "", level: int = 0) -> None:
        self.marks.append(Mark(self.size, kind, words, more, level))

    def words(self, words: Words) -> str:
        return marked_html(words)

    @singledispatchmethod
    def write(self, piece: Piece) -> None:
        """Write a piece."""
        raise TypeError(f"no HTML is known for a {type(piece).__name__}")

    @write.register
    def _(self, piece: Sentence) -> None:
        self.put(f"<p{class_of(piece.kind)}>{self.words(piece.said)}</p>")
        if piece.kind in _EXPLAINED:
            self.mark(SAID, piece.said.plain)

    @write.register
    def _(self, piece: Heading) -> None:
        name = f' id="{piece.id}"' if piece.id else ""
        self.put(f"<h{piece.level}{name}>{self.words(piece.said)}</h{piece.level}>")
        self.mark(HEADING, piece.said.plain, piece.id, piece.level)

    @write.register
    def _(self, piece: Listing) -> None:
        lines = "".join(f"<li>{self.words(line)}</li>" for line in piece.lines)
        tag = "ol" if piece.is_ordered else "ul"
        self.put(f"<{tag}{class_of(piece.kind)}>{lines}</{tag}>")

    @write.register
    def _(self, piece: Tiles) -> None:
        tiles = "".join(
            # Spaces, so that words which stand in lines of their own stay apart where they are read or copied
            f"<li>{self.words(tile.label)} <strong>{self.words(tile.figure)}</strong>"
            f"{''.join(f' <span>{self.words(line)}</span>' for line in tile.lines)}</li>"
            for tile in piece.tiles
        )
        self.put(f'<ul class="headlines">{tiles}</ul>')

    @write.register
    def _(self, piece: pieces.Definitions) -> None:
        self.put('<dl class="definitions">')
        for entry in piece.entries:
            opens = piece.opens_where_asked and bool(entry.id)
            if opens:
                self.put("<div")
                self.mark(ENTRY, more=entry.id)
                self.put(" popover>")
            self.put(
                f"<dt{_id('' if opens else entry.id)}>{self.words(entry.term)}</dt><dd>{self.words(entry.meaning)}"
            )
            if opens:
                self.mark(ENTRY_END, more=entry.id)
            self.put("</dd></div>" if opens else "</dd>")
        self.put("</dl>")

    @write.register
    def _(self, piece: Prose) -> None:
        tag = _BLOCKS[piece.kind]
        self.put(f"<{tag}>")
        for part in piece.parts:
            if isinstance(part, Prose):
                self.write(part)
            else:
                self.put(self.words(part))
        self.put(f"</{tag}>")
        if piece.kind == "paragraph":
            self.mark(SAID, piece.plain)

    @write.register
    def _(self, piece: Group) -> None:
        for one in piece.pieces:
            self.write(one)

    @write.register
    def _(self, piece: Aside) -> None:
        self.put(f'<aside class="commentary" aria-label="{safe(piece.label)}">')
        for one in piece.pieces:
            self.write(one)
        self.put("</aside>")

    @write.register
    def _(self, piece: Opening) -> None:
        self.put(f"<header><h1>{safe(piece.title)}</h1>")
        self.mark(TITLE, piece.title)
        for one in piece.pieces:
            self.write(one)
        self.put("</header>")
        self.mark(OPENED)

    @write.register
    def _(self, piece: FirstScreen) -> None:
        self.put('<div class="first">')
        for one in piece.pieces:
            self.write(one)
        self.put("</div>")
        self.mark(OPENED)

    @write.register
    def _(self, piece: Fold) -> None:
        kind = "detail" if piece.on_paper else "fold"
        self.put(f'<details class="{kind}"><summary>{safe(piece.title)}</summary>')
        for one in piece.pieces:
            self.write(one)
        self.put("</details>")

    @write.register
    def _(self, piece: Table) -> None:
        # One class for a table of numbers, not one for each of its cells, keeps a page small
        numbers = piece.is_of_numbers
        profile = isinstance(piece, AreaProfile)
        holds = {"stacked": piece.stacks, "numbers": numbers, "profile": profile, "wide": piece.is_wide}
        kinds = " ".join(name for name, is_so in holds.items() if is_so)
        classes = ["" if numbers or not column.numeric else class_of("number") for column in piece.columns]
        body = "".join(f"<tr>{self._row(row, piece.columns, classes)}</tr>" for row in piece.rows)
        # What has two columns never needs to be moved aside, so a reader with a keyboard is not stopped at it
        moves = f' role="region" tabindex="0" aria-label="{safe(piece.caption)}"' if len(piece.columns) > 2 else ""
        self.put(
            f'<div class="table"{moves}>'
            f"<table{class_of(kinds)}{_by(piece)}><caption>{safe(piece.caption)}</caption>"
            f"{self._head(piece.columns, classes)}<tbody>{body}</tbody></table></div>"
        )
        if piece.note:
            self.write(Note(piece.note))
        self.marks.append(Mark(self.size, TABLE, piece.caption, csv_of(piece), table=values_of(piece)))

    def _row(self, cells: Sequence[Words], columns: Sequence[Column], classes: Sequence[str]) -> str:
        first, *rest = cells
        placed = zip(rest, columns[1:], classes[1:], strict=True)
        others = (self._cell(cell, column, kind) for cell, column, kind in placed)
        return f'<th scope="row">{self.words(first)}</th>{"".join(others)}'

    def _cell(self, cell: Words, column: Column, kind: str) -> str:
        # A cell that is a number carries its mark itself: half the bytes of the many numbers of a page
        if column.numeric and (number := alone(cell)) is not None:
            return f'<td data-fact="{number.figure.id}">{safe(number.plain)}</td>'
        return f"<td{kind}>{self.words(cell)}</td>"

    def _head(self, columns: Sequence[Column], classes: Sequence[str]) -> str:
        def header(column: Column, kind: str, span: str = "") -> str:
            return f'<th scope="col"{span}{kind}>{self.words(column.header)}</th>'

        both = list(zip(columns, classes, strict=True))
        if not any(column.group for column in columns):
            return f"<thead><tr>{''.join(header(*pair) for pair in both)}</tr></thead>"
        groups = [(name, list(inside)) for name, inside in groupby(both, key=lambda pair: pair[0].group)]
        spans = "".join(f'<colgroup span="{len(inside)}"></colgroup>' for _, inside in groups)
        upper = "".join(
            f'<th scope="colgroup" colspan="{len(inside)}">{self.words(name)}</th>'
            if name
            else "".join(header(*pair, ' rowspan="2"') for pair in inside)
            for name, inside in groups
        )
        lower = "".join(header(*pair) for pair in both if pair[0].group)
        return f"{spans}<thead><tr>{upper}</tr><tr>{lower}</tr></thead>"

    @write.register
    def _(self, piece: Chart) -> None:
        measured = safe(piece.measured)
        titled = f"<strong>{self.words(piece.finding)}</strong> {measured}" if piece.finding else measured
        kind = "chart many" if isinstance(piece, SmallMultiples) else "chart"
        self.put(f'<figure class="{kind}"><figcaption>{titled}</figcaption>{inline(piece)}')
        if piece.note:
            self.write(Note(words_of(piece.note)))
        self.put(f'<details><summary>View the data<span class="unseen">: {safe(piece.title)}</span></summary>')
        self.write(piece.data)
        self.put("</details></figure>")


def _by(table: Table) -> str:
    """Whose table it is, where an analyst put it together herself."""
    return f' data-own="{safe(table.by)}"' if isinstance(table, OwnTable) else ""


def _id(name: str) -> str:
    return f' id="{name}"' if name else ""
