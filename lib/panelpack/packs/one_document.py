"""The pages of a pack as one document for paper: cover, contents, and each page as a chapter, written anew as HTML.

It knows no figure: it takes finished pages and writes what paper shows of them, so that their words and numbers are the
pages' own. Charts become pictures with a description; links lead to where they lead within the document, or go.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path

from panelpack.page.html_tree import Node, Tree, attribute, words_of
from panelpack.page.style import LIGHT, full_style

FAMILY = "Pack Sans"
"""The typeface of the document, which `packs.pdf` puts into it."""

STYLE = Path(__file__).parent / "one_document.css"

_LEFT_OUT = (
    "p.csv",
    "details.fold",
    ".gloss > summary",
    ".detail > summary:has(+ .table)",
    ".chart details",
    "span.unseen",
    "nav",
    "p.status-line",
    "[popover]",
)
"""What paper does not show, what only leads on from a page or is read out beside what is seen, and the standing, which
stands on the cover and at the foot of each sheet."""

_BARE = ("data", "main", "code", "div.table", "button")
"""Elements that are gone through: what they hold stands in the one around them."""

_KEPT = {"class", "scope", "colspan", "rowspan", "span", "aria-hidden"}
_EMPTY = ("br", "colgroup")
_LISTS = ("ul", "ol", "dl")
_BESIDE_WORDS = {
    "spark": "fill:none;stroke:var(--chart-council);stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round",
    "range": "fill:none;stroke:var(--chart-paper)",
}
"""Small drawings for the eye alone, by class, with the look of what they hold."""

_SVG_SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@dataclass(frozen=True)
class Cover:
    """What stands on the first sheet: the title, lines beneath, and the pack's standing; and the council's colour."""

    title: str
    lines: Sequence[str]
    standing: str
    accent: str


@dataclass(frozen=True)
class Chapter:
    """A page of the pack as a part of the document: its name, title and HTML.

    Attributes:
        headings: the id and words of each section, for the contents.
        places: the words of everything that links may lead to, by id.
    """

    name: str
    title: str
    headings: tuple[tuple[str, str], ...]
    places: Mapping[str, str]
    html: str


@dataclass(frozen=True)
class OneDocument:
    """The document: HTML that loads nothing, and what stands at each place that its links lead to, by id."""

    html: str
    places: Mapping[str, str]


def one_document(cover: Cover, pages: Mapping[str, str]) -> OneDocument:
    """The document of a pack.

    Args:
        pages: finished pages by name without `.html`, in the order of the document.
    """
    trees = {name: Tree(page) for name, page in pages.items()}
    ids = {(name, attribute(node, "id")) for name, tree in trees.items() for node in tree.select("main [id]")}
    chapters = [_chapter(name, tree, ids, set(pages)) for name, tree in trees.items()]
    lines = "".join(f"<p>{escape(line)}</p>" for line in cover.lines)
    style = f"{full_style(cover.accent)}\n{STYLE.read_text(encoding='utf-8')}"
    places = {place: words for chapter in chapters for place, words in chapter.places.items()}
    html = (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(cover.title)}'
        f'</title><style>{style}</style></head><body><div class="cover"><p class="title">{escape(cover.title)}</p>'
        f'{lines}<p class="standing">{escape(cover.standing)}</p></div>'
        f'<div class="book-contents"><h1>Contents</h1>{_contents(chapters)}</div>'
        f"{''.join(_section(chapter) for chapter in chapters)}</body></html>"
    )
    return OneDocument(html, {chapter.name: chapter.title for chapter in chapters} | places)


def _contents(chapters: Sequence[Chapter]) -> str:
    lines = []
    for chapter in chapters:
        inside = "".join(
            f'<li><a href="#{place}">{escape(words)}</a></li>' for place, words in chapter.headings if words
        )
        under = f"<ul>{inside}</ul>" if inside else ""
        lines.append(f'<li><a href="#{chapter.name}">{escape(chapter.title)}</a>{under}</li>')
    return f"<ul>{''.join(lines)}</ul>"


def _section(chapter: Chapter) -> str:
    return f'<div class="chapter {chapter.name}" id="{chapter.name}">{chapter.html}</div>'


def _chapter(name: str, tree: Tree, ids: set[tuple[str, str]], names: set[str]) -> Chapter:
    writer = _Writer(name, ids, names, _left_out(tree))
    html = "".join(writer.inside(node) for node in tree.select("main"))
    title = " ".join(words_of(tree.first("h1")).split())
    return Chapter(name, title, tuple(writer.headings), writer.places, html)


def _left_out(tree: Tree) -> set[int]:
    """What paper does not show; what a page says first of itself is no detail, though a screen folds it."""
    found = (node for rule in _LEFT_OUT for node in tree.select(rule))
    return {node.mem_id for node in found if not (node.tag == "details" and _is_in_header(node))}


def _is_in_header(node: Node) -> bool:
    return node.parent is not None and node.parent.tag == "header"


@dataclass
class _Writer:
    """Writes what paper shows of one page.

    Attributes:
        ids: the ids of all pages, each with its page.
        names: the pages of the document.
        left_out: the elements of this page that paper does not show.
        headings: the id and words of each heading of the second level, as they are written.
        places: the words of everything that has an id.
    """

    name: str
    ids: set[tuple[str, str]]
    names: set[str]
    left_out: set[int]
    headings: list[tuple[str, str]] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    def inside(self, node: Node) -> str:
        return "".join(self._children(node))

    def _children(self, node: Node) -> Iterator[str]:
        for child in node.iter(include_text=True, skip_empty=False):
            if child.is_text_node:
                yield escape(words_of(child), quote=False)
            elif child.is_element_node and child.mem_id not in self.left_out:
                yield self._element(child)

    def _element(self, node: Node) -> str:
        tag = str(node.tag).lower()
        if tag == "svg":
            return beside_words(node) if attribute(node, "class") in _BESIDE_WORDS else picture(node)
        if tag in _BARE or f"{tag}.{attribute(node, 'class')}" in _BARE:
            return self.inside(node)
        if tag == "a":
            return self._link(node)
        if tag == "li" and self._only_leads_away(node):
            return ""
        if tag == "details":
            return f"<div>{self.inside(node)}</div>"
        if tag == "summary":
            return f"<p><strong>{self.inside(node)}</strong></p>"
        given = {name: value or "" for name, value in node.attributes.items() if name in _KEPT}
        if tag == "td" and "data-fact" in node.attributes:
            given["class"] = "number"
        if place := self._place(node, tag):
            given["id"] = place
        start = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
        if tag in _EMPTY:
            return f"<{tag}{start}>"
        inside = self.inside(node)
        return f"<{tag}{start}>{inside}</{tag}>" if inside or tag not in _LISTS else ""

    def _place(self, node: Node, tag: str) -> str:
        """The id of an element in the document; headings that have none are given one, for the contents."""
        own, words = attribute(node, "id"), " ".join(words_of(node).split())
        if tag != "h2" and not own:
            return ""
        place = f"{self.name}--{own or f'section-{len(self.headings) + 1}'}"
        self.places[place] = words
        if tag == "h2":
            self.headings.append((place, words))
        return place

    def _link(self, node: Node) -> str:
        to, words = self._leads_to(node), self.inside(node)
        return f'<a href="#{to}">{words}</a>' if to else words

    def _leads_to(self, node: Node) -> str:
        """The place in the document that a link leads to; empty where it leads out of it."""
        page, _, part = attribute(node, "href").partition("#")
        name = page.removesuffix(".html") if page else self.name
        if part and (name, part) in self.ids:
            return f"{name}--{part}"
        return name if page and name in self.names else ""

    def _only_leads_away(self, node: Node) -> bool:
        """Whether a line of a list is a link out of the document and nothing else."""
        inside = [child for child in node.iter(include_text=True) if child.is_element_node or words_of(child).strip()]
        return len(inside) == 1 and inside[0].tag == "a" and not self._leads_to(inside[0])


def picture(drawing: Node) -> str:
    """A chart as a picture with its description, in the colours of day."""
    description = escape(attribute(drawing, "aria-label"))
    return f'<img class="drawing" alt="{description}" src="{_address(drawing)}">'


def beside_words(drawing: Node) -> str:
    """A small drawing beside words that say the same: ground of an empty box, since it is for the eye alone."""
    return f'<span class="{attribute(drawing, "class")}" style="background-image:url(\'{_address(drawing)}\')"></span>'


def _address(drawing: Node) -> str:
    return f"data:image/svg+xml;base64,{b64encode(_literal(drawing).encode()).decode()}"


def _literal(drawing: Node) -> str:
    """A drawing as a file of its own, with colours in place of the page's names for them."""
    box = attribute(drawing, "viewBox") or attribute(drawing, "viewbox")
    width, height = box.split()[2:]
    inside = "".join(child.html or "" for child in drawing.iter())
    kind = attribute(drawing, "class")
    look = f"font:9.75px {FAMILY};fill:var(--chart-ink);stroke-linejoin:round"
    if kind in _BESIDE_WORDS:
        # The box around it has the page's width
        look = f"width:{width}px;height:{height}px;{_BESIDE_WORDS[kind]}"
    rules = f"<style>{_style_of(kind)}</style>" if kind else ""
    svg = (
        f'<svg {_SVG_SPACES} class="{kind}" viewBox="{box}" width="{width}" height="{height}" style="{look}">'
        f"{rules}{inside}</svg>"
    )
    return re.sub(r"var\(--([a-z-]+)\)", lambda found: LIGHT[found[1]], svg)


@cache
def _style_of(kind: str) -> str:
    """What the page's style says of what stands in drawings of a class."""
    rules = (line for line in full_style("#000000").splitlines() if line.startswith(f".{kind} "))
    return escape("".join(rules).replace("var(--type)", FAMILY), quote=False)
