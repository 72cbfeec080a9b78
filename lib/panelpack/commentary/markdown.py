"""Officers' Markdown as pieces of text with their place in the file, and what of Markdown they may use.

Paragraphs, lists, quotations, emphasis, and links within the page; anything else is a `Stranger`, with its name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_BLOCKS = {
    "paragraph": "paragraph",
    "bullet_list": "bullets",
    "ordered_list": "numbers",
    "list_item": "item",
    "blockquote": "quotation",
}
"""Blocks of Markdown by the kind of prose that they are."""

_INLINE = {"em": "emphasis", "strong": "strong"}
_STRANGERS = {
    "html_block": "HTML has no place in commentary",
    "html_inline": "HTML has no place in commentary",
    "code_inline": "code has no place in commentary",
    "code_block": "text that is set in by four spaces is code to Markdown, which has no place in commentary",
    "fence": "code has no place in commentary",
    "hr": "a line across the page has no place in commentary",
    "image": "a picture has no place in commentary",
    "table_open": "a table has no place in commentary",
}
_ENTITIES, _BRACES = "an HTML entity has no place in commentary", "braces that do not stand in pairs"
_TODO = "write plain paragraphs, lists and quotations; figures stand in the report's own tables and charts"
_LINK_TODO = "a link leads to a heading of this page, such as #what-changed"
_ENTITY = re.compile(r"&#?\w+;")


@dataclass(frozen=True)
class Stranger:
    """Something of Markdown or HTML that commentary does not use: what it is, what to do, and where, from 1."""

    what: str
    todo: str
    line: int
    column: int


@dataclass(frozen=True)
class Piece:
    """A piece of a passage, by its kind.

    `words`, a `figure` (what stands between braces), a `link` (where it leads) or `opens` (`emphasis`, `strong`) and
    `closes` around other pieces, or a `stranger`.
    """

    kind: str
    content: str
    line: int
    column: int

    @property
    def plain(self) -> str:
        """What it adds to the plain text of its passage: a figure is one letter of its own."""
        return {"words": self.content, "figure": FIGURE}.get(self.kind, "")


FIGURE = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Passage:
    """The running text of a paragraph, list item or heading, in pieces."""

    pieces: tuple[Piece, ...]

    @property
    def plain(self) -> str:
        """Its words, with one letter for each figure."""
        return "".join(piece.plain for piece in self.pieces)


@dataclass(frozen=True)
class Heading:
    """A heading: its level, its words, and where it stands."""

    level: int
    words: str
    line: int
    column: int


@dataclass(frozen=True)
class Edge:
    """Where a block of prose opens or closes, by its kind."""

    kind: str
    opens: bool


Block = Passage | Heading | Stranger | Edge
"""A part of a text in its order."""


def read_prose(text: str) -> Iterator[Block]:
    """The blocks of a Markdown text, in order, each with its lines and columns counted from 1."""
    lines = text.split("\n")
    tokens = iter(_parser().parse(text))
    for token in tokens:
        at = token.map[0] + 1 if token.map else 1
        if token.type == "table_open":
            while token.type != "table_close":
                token = next(tokens)
            yield Stranger(_STRANGERS["table_open"], _TODO, at, 1)
        elif token.type == "heading_open":
            inline = next(tokens)
            yield Heading(int(token.tag[1]), _source_of(inline), at, 1)
            next(tokens)
        elif token.type == "inline":
            yield Passage(tuple(_pieces(token, lines)))
        elif token.type in _STRANGERS:
            yield Stranger(_STRANGERS[token.type], _TODO, at, 1)
        elif token.type.rpartition("_")[0] in _BLOCKS and not token.hidden:
            if token.attrGet("start") is not None:
                yield Stranger("a list whose first number is not 1", "let a list start at 1", at, 1)
            yield Edge(_BLOCKS[token.type.rpartition("_")[0]], token.nesting > 0)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    # Each would change or hide digits between the file and the page
    parser.disable(["entity", "reference", "lheading", "text_join"])
    parser.inline.ruler.before("escape", "figure", _figure)
    # So that a link to anywhere is a link, and can be refused as one
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _figure(state: StateInline, silent: bool) -> bool:
    """The rule of Markdown for `{{ a reference }}`."""
    end = state.src.find("}}", state.pos)
    if not state.src.startswith("{{", state.pos) or end < 0 or "{{" in state.src[state.pos + 2 : end]:
        return False
    if not silent:
        token = state.push("figure", "", 0)
        token.content, token.markup = state.src[state.pos + 2 : end], state.src[state.pos : end + 2]
    state.pos = end + 2
    return True


def _source_of(inline: Token) -> str:
    return " ".join(inline.content.split())


def _pieces(inline: Token, lines: Sequence[str]) -> Iterator[Piece]:
    """The pieces of an inline token. Markdown keeps no columns there: they are found again, piece after piece."""
    source, cursor = inline.content, 0
    assert inline.map is not None, "running text has its lines"
    for token in inline.children or []:
        written = _written(token)
        found = source.find(written, cursor) if written else cursor
        cursor = found if found >= 0 else cursor
        line, column = _place(source, cursor, inline.map[0], lines)
        yield from _read(token, line, column)
        cursor += len(written)
        if token.type == "link_close" and token.info != "auto":
            cursor = source.find(")", cursor) + 1


def _written(token: Token) -> str:
    """How a token stands in the file."""
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type in ("text", "html_inline", "code_inline") else token.markup


def _place(source: str, offset: int, first: int, lines: Sequence[str]) -> tuple[int, int]:
    """Line and column of an offset in running text, whose lines stand without indentation, bullets and quote marks."""
    number, start = source.count("\n", 0, offset), source.rfind("\n", 0, offset) + 1
    content = source[start:].partition("\n")[0].strip()
    line = lines[first + number] if first + number < len(lines) else ""
    indent = max(line.find(content), 0) - (len(source[start:]) - len(source[start:].lstrip(" ")))
    return first + number + 1, max(indent, 0) + offset - start + 1


def _read(token: Token, line: int, column: int) -> Iterator[Piece]:
    if token.type in ("text", "text_special"):
        yield from _words(token.content, line, column)
    elif token.type in ("softbreak", "hardbreak"):
        yield Piece("words", "\n", line, column)
    elif token.type == "figure":
        yield Piece("figure", token.content, line, column)
    elif token.tag in _INLINE and token.nesting:
        yield Piece("opens" if token.nesting > 0 else "closes", _INLINE[token.tag], line, column)
    elif token.type == "link_open":
        yield Piece("link", str(token.attrGet("href")), line, column)
    elif token.type == "link_close":
        yield Piece("closes", "link", line, column)
    else:
        yield Piece("stranger", _STRANGERS.get(token.type, token.type), line, column)


def _words(content: str, line: int, column: int) -> Iterator[Piece]:
    """Words, and apart from them what a page would show otherwise than it was meant: entities, lone braces."""
    cursor = 0
    for found in re.finditer(rf"{_ENTITY.pattern}|\{{\{{|\}}\}}", content):
        yield Piece("words", content[cursor : found.start()], line, column + cursor)
        what = _ENTITIES if found[0].startswith("&") else _BRACES
        yield Piece("stranger", what, line, column + found.start())
        cursor = found.end()
    yield Piece("words", content[cursor:], line, column + cursor)


def stranger(piece: Piece) -> Stranger:
    """A piece that commentary does not use, as such, with what to do about it."""
    todo = {_ENTITIES: "write the sign itself", _BRACES: "write {{ measure }}"}
    return Stranger(piece.content, todo.get(piece.content, _TODO), piece.line, piece.column)


def outside(piece: Piece, headings: Sequence[str]) -> Stranger | None:
    """A link as a stranger when it leads anywhere but to a heading of the page.

    Args:
        headings: the ids of the headings of the page.
    """
    if piece.content.removeprefix("#") in headings and piece.content.startswith("#"):
        return None
    inside = piece.content.startswith("#")
    what = "the link leads to a heading that the page has not" if inside else "the link leads out of the page"
    return Stranger(what, _LINK_TODO, piece.line, piece.column)
