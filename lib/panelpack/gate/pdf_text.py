"""A PDF read as a screen reader would: the texts of its tags in their order, and what is drawn outside of them.

It reads the bytes alone and knows nothing of how they were made. Texts come without spaces, since a line may end, and a
letter may be set apart, anywhere in them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_BLOCKS = frozenset(
    ["P", "H1", "H2", "H3", "Table", "L", "LI", "LBody", "Figure", "Caption", "TR", "Div", "BlockQuote"]
)
"""Tags that are never a part of a line."""

ROW, FIGURE, TEXT, MARKER = "row", "figure", "text", "marker"


@dataclass(frozen=True)
class Unit:
    """What the tags of a PDF say at one place: a row of a table, a picture or a run of text.

    Attributes:
        kind: `row`, `figure`, `text`, or `marker` for the sign before a line of a list.
        texts: the cells of a row; the description of a picture and what is written in it; the one text.
        sheet: the page of paper, from 1.
        tag: the tag around a text.
        is_head: whether a row stands in the head of its table.
    """

    kind: str
    texts: tuple[str, ...]
    sheet: int
    tag: str = ""
    is_head: bool = False


@dataclass
class Sheet:
    """A page of paper: its texts by the number of their tag, and the texts that no tag holds."""

    marked: dict[int, str] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PdfText:
    """What a PDF says: by its tags, and outside of them, by page of paper."""

    units: tuple[Unit, ...]
    loose: tuple[tuple[int, str], ...]


def pdf_text(pdf: pikepdf.Pdf) -> PdfText:
    """What a PDF says.

    Raises:
        ValueError: it has no tags, or a letter that its fonts do not explain.
    """
    sheets = [_sheet(page) for page in pdf.pages]
    places = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    if "/StructTreeRoot" not in pdf.Root:
        raise ValueError("it has no tags")
    reader = _Tags(sheets, places)
    units = tuple(unit for root in pdf.Root.StructTreeRoot.K for unit in reader.units(root))
    unread = [(number, text) for number, sheet in enumerate(sheets, 1) for text in reader.unread(number, sheet)]
    loose = [(number, text) for number, sheet in enumerate(sheets, 1) for text in sheet.loose if squeezed(text)]
    return PdfText(units, tuple((number, squeezed(text)) for number, text in (*unread, *loose)))


def squeezed(text: str) -> str:
    """A text without its spaces."""
    return "".join(text.replace("\u00ad", "").split())


def _sheet(page: pikepdf.Page) -> Sheet:
    sheet = Sheet()
    for number, text in _drawn(page, page.get("/Resources", {}), None):
        if number is None:
            sheet.loose.append(text)
        else:
            sheet.marked[number] = sheet.marked.get(number, "") + text
    return sheet


def _drawn(content: Any, resources: Any, mark: int | None) -> Iterator[tuple[int | None, str]]:
    """Each text that is drawn, with the number of its tag; what a picture within it draws too."""
    marks: list[int | None] = [mark]
    letters: Mapping[int, str] = {}
    for step in pikepdf.parse_content_stream(content):
        name, operands = str(step.operator), list(step.operands)
        if name == "BDC":
            marks.append(int(operands[1]["/MCID"]) if "/MCID" in operands[1] else marks[-1])
        elif name == "BMC":
            marks.append(marks[-1])
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            letters = _letters(resources["/Font"][str(operands[0])])
        elif name in ("TJ", "Tj", "'", '"'):
            given = operands[-1] if name == "TJ" else [operands[-1]]
            shown = b"".join(bytes(part) for part in given if isinstance(part, pikepdf.String))
            yield marks[-1], _read(shown, letters)
        elif name == "Do":
            inner = resources["/XObject"][str(operands[0])]
            if inner.get("/Subtype") == "/Form":
                yield from _drawn(inner, inner.get("/Resources", resources), marks[-1])


_PAIR = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")
_KNOWN: dict[bytes, Mapping[int, str]] = {}


def _letters(font: Any) -> Mapping[int, str]:
    """What each sign of a font says."""
    if "/ToUnicode" not in font or font.get("/Encoding") != "/Identity-H":
        raise ValueError("a font that does not say what its signs are")
    told = font.ToUnicode.read_bytes()
    if told not in _KNOWN:
        if b"beginbfrange" in told:
            raise ValueError("a font that tells its signs by ranges")
        pairs = ((int(sign, 16), bytes.fromhex(text.decode())) for sign, text in _PAIR.findall(told))
        _KNOWN[told] = {sign: text.decode("utf-16-be") for sign, text in pairs}
    return _KNOWN[told]


def _read(shown: bytes, letters: Mapping[int, str]) -> str:
    signs = [int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2)]
    if any(sign not in letters for sign in signs):
        raise ValueError("a sign that its font does not explain")
    return "".join(letters[sign] for sign in signs)


class _Tags:
    """Reads the tree of tags, and keeps which texts it has read."""

    def __init__(self, sheets: list[Sheet], places: Mapping[Any, int]) -> None:
        self._sheets = sheets
        self._places = places
        self._seen: set[tuple[int, int]] = set()

    def unread(self, number: int, sheet: Sheet) -> Iterator[str]:
        """The texts of a sheet that have a number which no tag names."""
        yield from (text for mark, text in sheet.marked.items() if (number, mark) not in self._seen and squeezed(text))

    def units(self, node: Any, tag: str = "", is_head: bool = False) -> Iterator[Unit]:
        """What an element says, in order."""
        kind = str(node.get("/S", ""))[1:]
        is_head = is_head or kind == "THead"
        if kind == "TR":
            yield Unit(ROW, tuple(self._text(cell) for cell in _elements(node)), self._sheet(node), kind, is_head)
        elif kind == "Figure":
            drawn = self._text(node)
            yield Unit(FIGURE, (squeezed(str(node.get("/Alt", ""))), drawn), self._sheet(node), kind)
        elif kind == "Lbl":
            yield Unit(MARKER, (self._text(node),), self._sheet(node), kind)
        else:
            yield from self._runs(node, kind if kind in _BLOCKS else tag, is_head)

    def _runs(self, node: Any, tag: str, is_head: bool) -> Iterator[Unit]:
        """Texts between blocks as one each, and what the blocks say."""
        run, sheet = "", self._sheet(node)
        for child in node.get("/K", ()):
            if isinstance(child, int) or not _holds_block(child):
                run += self._own(node, child) if isinstance(child, int) else self._text(child)
                continue
            if run:
                yield Unit(TEXT, (run,), sheet, tag)
            run = ""
            yield from self.units(child, tag, is_head)
        if run:
            yield Unit(TEXT, (run,), sheet, tag)

    def _sheet(self, node: Any) -> int:
        return self._places[node.Pg.objgen] if "/Pg" in node else 0

    def _text(self, node: Any) -> str:
        """All that stands within an element."""
        if node.get("/Type") == "/OBJR":
            return ""
        children = node.get("/K", ())
        return "".join(self._own(node, one) if isinstance(one, int) else self._text(one) for one in children)

    def _own(self, node: Any, mark: int) -> str:
        number = self._sheet(node)
        self._seen.add((number, mark))
        return squeezed(self._sheets[number - 1].marked.get(mark, ""))


def _elements(node: Any) -> list[Any]:
    return [child for child in node.get("/K", ()) if not isinstance(child, int)]


def _holds_block(node: Any) -> bool:
    """Whether an element is a block, or one that holds some."""
    if node.get("/Type") == "/OBJR":
        return False
    is_block = str(node.get("/S", ""))[1:] in (*_BLOCKS, "Lbl", "TH", "TD", "THead", "TBody", "Part", "Sect")
    return is_block or any(_holds_block(child) for child in _elements(node))
