"""What is wrong with the PDF of a pack: everything in it must stand on the pack's pages, in their order.

Each row of a table, each paragraph and each picture of the PDF must be one of a page, whole and in its place; what
paper leaves out may be missing, nothing may be added. Beside the pages' own there are a cover, contents whose page
numbers must be right, running titles and page numbers. Nothing in it runs, is attached, or leads out of it.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf

from panelpack.gate.covers import Covers
from panelpack.gate.pdf_text import FIGURE, MARKER, ROW, TEXT, PdfText, Unit, pdf_text, squeezed
from panelpack.page.html_tree import Node, Tree, attribute, words_of

_ROOT = {"/Type", "/Pages", "/Names", "/Outlines", "/StructTreeRoot", "/MarkInfo", "/Lang", "/ViewerPreferences"}
_LINK = {"/Type", "/Subtype", "/Rect", "/BS", "/Dest", "/Contents", "/StructParent"}
_NEVER = {"/JS", "/JavaScript", "/AA", "/OpenAction", "/EF", "/EmbeddedFiles", "/AF", "/AcroForm", "/URI", "/XFA"}
_NEVER |= {"/Launch", "/RichMediaContent", "/Metadata", "/PieceInfo", "/FS", "/Encrypt"}
_STRINGS = {"/Title", "/Contents", "/Dest", "/Alt", "/ID", "/Lang", "/Producer", "/FontFamily", "/NS"}
_STRINGS |= {"/Registry", "/Ordering", "/CharSet"}
_NAMED = "h1, h2, h3, dt, [id]"
_PRODUCER = re.compile(r"WeasyPrint \d{1,3}\.\d{1,2}")
_MARKERS = re.compile(r"[\u2022\u25e6\u25aa]|\d{1,2}\.")
_BLOCK = frozenset({"p", "h1", "h2", "h3", "li", "ul", "ol", "dl", "dt", "dd", "table", "caption", "figure", "div"})
_BLOCK |= {"figcaption", "blockquote", "aside", "header", "section", "details", "summary", "nav", "main", "svg"}


def pdf_findings(content: bytes, pages: Mapping[str, Tree], covers: Covers) -> Iterator[str]:
    """Every finding in the PDF of a pack.

    Args:
        pages: the pages of the pack by name.
        covers: what the covers of the pack's forms may say, and the order of its reports.
    """
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            yield from _strange(pdf, pages.values())
            said = pdf_text(pdf)
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, IndexError) as error:
        yield f"a PDF that cannot be read: {error}" if isinstance(error, ValueError) else "a PDF that cannot be read"
        return
    yield from _Reading(said, pages, covers).findings()


def _strange(pdf: pikepdf.Pdf, pages: Iterable[Tree]) -> Iterator[str]:
    """What a PDF of a pack never holds."""
    if not set(pdf.Root.keys()) <= _ROOT or set(pdf.Root.get("/Names", pikepdf.Dictionary()).keys()) - {"/Dests"}:
        yield "something in its catalogue that the PDF of a pack has not"
    if any(_is_strange(item) for item in pdf.objects):
        yield "an action, attachment, form or record that the PDF of a pack has not"
    for page in pdf.pages:
        for note in page.get("/Annots", ()):
            if note.get("/Subtype") != "/Link" or not set(note.keys()) <= _LINK or "/Dest" not in note:
                yield "a mark on a page that leads out of the document, or is no link"
    if pdf.Root.get("/Lang") != "en-GB" or "/MarkInfo" not in pdf.Root or not pdf.Root.MarkInfo.Marked:
        yield "no language, or no tags"
    yield from _strange_words(pdf, {_words(node) for tree in pages for node in tree.select(_NAMED)})


def _strange_words(pdf: pikepdf.Pdf, names: set[str]) -> Iterator[str]:
    """What is read out or listed of a document beside its pages: its properties, bookmarks, and where links lead."""
    told: dict[str, str] = {str(name): str(value) for name, value in pdf.docinfo.items()}
    if (
        set(told) != {"/Title", "/Producer"}
        or told["/Title"] not in names
        or not _PRODUCER.fullmatch(told["/Producer"])
    ):
        yield "properties that the PDF of a pack has not"
    known = names | {"Contents", "Elsewhere in this document"}
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            said = {str(name): str(value) for name, value in item.items() if isinstance(value, pikepdf.String)}
            if set(said) - _STRINGS or any(said.get(name, "Contents") not in known for name in ("/Title", "/Contents")):
                yield "a bookmark, or words about a link, that no page has"
                return


def _is_strange(item: object) -> bool:
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return False
    return bool(set(item.keys()) & _NEVER) or item.get("/Subtype") in ("/Image", "/3D", "/Movie", "/FileAttachment")


@dataclass
class _Reading:
    """A PDF while it is held against the pages.

    Attributes:
        at: how far the pages are read.
        heads: the head of the table that is read.
        has_begun: whether rows beneath that head were read.
    """

    said: PdfText
    pages: Mapping[str, Tree]
    covers: Covers
    at: int = 0
    heads: set[tuple[str, ...]] = field(default_factory=set)
    has_begun: bool = False

    def findings(self) -> Iterator[str]:
        cover, contents, matter = _parts(self.said.units)
        order: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, unit in enumerate(unit for tree in self._in_order() for unit in units_of(tree)):
            order[unit].append(place)
        yield from self._matter(matter, order)
        yield from self._before(cover, contents, matter)
        yield from self._around(matter)

    def _in_order(self) -> list[Tree]:
        """The pages in the order of the document: those that are no report stand first or last."""
        first, last = ("one-minute", "index"), ("reconciliation", "glossary")
        reports = [name for name in self.covers.reports if name in self.pages]
        return [self.pages[name] for name in (*first, *reports, *last) if name in self.pages]

    def _matter(self, matter: Sequence[Unit], order: Mapping[tuple[str, ...], list[int]]) -> Iterator[str]:
        """Rows, paragraphs and pictures that no page has at their place."""
        begun: Unit | None = None
        for unit in matter:
            if unit.kind == MARKER:
                if not _MARKERS.fullmatch(unit.texts[0]):
                    yield f"a sign before a line, on sheet {unit.sheet}, that no list has"
                continue
            # What begins at the foot of one sheet ends at the head of the next
            whole = _joined(begun, unit) if begun is not None else unit
            if self._is_next(whole, order):
                begun = None
            elif begun is not None or unit.kind != TEXT:
                yield f"a {unit.kind} on sheet {unit.sheet} that no page has at its place"
                begun = None
            else:
                begun = unit
        if begun is not None:
            yield f"a {begun.kind} on sheet {begun.sheet} that no page has at its place"

    def _is_next(self, unit: Unit, order: Mapping[tuple[str, ...], list[int]]) -> bool:
        key = (unit.kind, *unit.texts)
        if unit.tag == "Caption":
            self.heads.clear()
            self.has_begun = False
        if unit.is_head and self.has_begun:
            # The head of a table stands again on each sheet that the table reaches
            return key in self.heads
        places = order.get(key, [])
        found = bisect_left(places, self.at)
        if found == len(places):
            return False
        self.at = places[found] + 1
        self.has_begun = unit.kind == ROW and not unit.is_head
        if unit.is_head:
            self.heads.add(key)
        return True

    def _before(self, cover: Sequence[Unit], contents: Sequence[Unit], matter: Sequence[Unit]) -> Iterator[str]:
        """Cover and contents: digits in checked texts, the standing of the pages, and page numbers that are right."""
        standing = {squeezed(words_of(tree.first(".status-line"))) for tree in self.pages.values()}
        lines = [unit.texts[0] for unit in cover]
        if not lines or lines[-1] not in standing:
            yield "a cover that does not say the standing that the pages say"
        allowed = {squeezed(line) for line in self.covers.lines} | standing
        allowed |= {squeezed(words_of(tree.first("h1"))) for tree in self.pages.values()}
        if not set(lines) <= allowed:
            yield "a cover with a line that no cover has"
        there = {f"{unit.texts[0]}{unit.sheet}" for unit in matter if unit.tag in ("H1", "H2")}
        if not {unit.texts[0] for unit in contents if unit.kind == TEXT} - {"Contents"} <= there:
            yield "contents with a line that no heading has, or a wrong page number"

    def _around(self, matter: Sequence[Unit]) -> Iterator[str]:
        """What stands above and beneath the matter of each sheet."""
        last = max((unit.sheet for unit in matter), default=0)
        titles = {squeezed(words_of(tree.first("h1"))) for tree in self.pages.values()} | {"Contents"}
        titles |= {squeezed(words_of(tree.first(".status-line"))) for tree in self.pages.values()}
        if any(text not in titles and text != f"{sheet}of{last}" for sheet, text in self.said.loose):
            yield "something around the matter of a sheet that is no running title and no page number"


def _parts(units: Sequence[Unit]) -> tuple[Sequence[Unit], Sequence[Unit], Sequence[Unit]]:
    """Cover, contents and matter."""
    titles = [place for place, unit in enumerate(units) if unit.tag == "H1"]
    first, second = (*titles[:2], len(units), len(units))[:2]
    return units[:first], units[first:second], units[second:]


def _joined(begun: Unit, unit: Unit) -> Unit:
    return Unit(unit.kind, (begun.texts[0] + unit.texts[0], *unit.texts[1:]), unit.sheet, unit.tag)


def units_of(tree: Tree) -> Iterator[tuple[str, ...]]:
    """What a page says, as the tags of a PDF say it: kind and texts of each row, picture and run of text, in order."""
    for main in tree.select("main"):
        yield from _units(main)


def _units(node: Node) -> Iterator[tuple[str, ...]]:
    tag = str(node.tag).lower()
    if tag == "tr":
        yield ROW, *("".join(_line(cell)) for cell in node.iter() if cell.tag in ("th", "td"))
    elif tag == "svg":
        if attribute(node, "class") != "spark":
            yield FIGURE, squeezed(attribute(node, "aria-label")), squeezed(words_of(node))
    else:
        yield from _runs(node)


def _runs(node: Node) -> Iterator[tuple[str, ...]]:
    run = ""
    for child in node.iter(include_text=True, skip_empty=False):
        if child.is_text_node or (child.is_element_node and not _holds_block(child)):
            run += "".join(_line(child))
            continue
        if run:
            yield TEXT, run
        run = ""
        yield from _units(child)
    if run:
        yield TEXT, run


def _line(node: Node) -> Iterator[str]:
    """The words of a line as paper shows them, without spaces."""
    if node.is_text_node:
        yield squeezed(words_of(node))
    elif node.tag not in ("svg", "style") and "unseen" not in attribute(node, "class"):
        for child in node.iter(include_text=True, skip_empty=False):
            yield from _line(child)


def _words(node: Node | None) -> str:
    return " ".join(words_of(node).split())


def _holds_block(node: Node) -> bool:
    tag = str(node.tag).lower()
    if tag == "svg":
        return attribute(node, "class") != "spark"
    return tag in _BLOCK or tag in ("thead", "tbody", "tr") or any(map(_holds_block, node.iter()))
