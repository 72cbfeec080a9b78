"""Reading a page, a piece or words as a browser would show them: tables by caption, words, parts."""

import re

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output
from selectolax.lexbor import LexborHTMLParser, LexborNode

from panelpack.page import forms
from panelpack.page.html import written
from panelpack.page.html_words import html_of
from panelpack.page.parts import Words
from panelpack.page.pieces import Piece

Page = str | Piece | Words

NUMBERS = "data[data-own], [data-fact]:not(svg)"
"""What chooses every marked number of a page: cells, spans, and those that carry their value."""


def html(page: Page) -> str:
    """The HTML of a piece or of words; that of a page as it is."""
    if isinstance(page, Piece):
        return written(page).html
    return html_of(page) if isinstance(page, Words) else page


def showing(piece: Piece) -> NotebookNode:
    """A code cell that has shown a piece, as an executed notebook keeps it."""
    return new_code_cell("", outputs=[new_output("display_data", data=forms.bundle(piece))])


def parsed(page: Page) -> LexborHTMLParser:
    """The page as a browser would parse it."""
    return LexborHTMLParser(html(page))


def texts(page: Page, selector: str) -> list[str]:
    """The words of each element that a selector chooses."""
    return [node.text() for node in parsed(page).css(selector)]


def values(page: Page, selector: str, attribute: str) -> list[str]:
    """An attribute of each element that a selector chooses."""
    return [str(node.attributes[attribute]) for node in parsed(page).css(selector)]


def numbers(page: Page) -> list[LexborNode]:
    """Every marked number of a page, in order."""
    return parsed(page).css(NUMBERS)


def value_of(mark: LexborNode) -> float:
    """The value that a marked number says, by its words where it carries none."""
    said = mark.attributes.get("value") or re.sub("[+,£%]", "", mark.text()).replace("\u2212", "-")
    return float(said)


def words(page: Page) -> str:
    """The words of a page, without its style."""
    tree = parsed(page)
    tree.strip_tags(["style"])
    return " ".join(tree.root.text().split())


def cells(row: LexborNode) -> list[str]:
    """The text of a row's cells."""
    return [" ".join(cell.text().split()) for cell in row.css("th, td")]


def rows(page: Page, caption: str) -> dict[str, list[str]]:
    """The cells of the first table whose caption starts so, by the header of their row."""
    tables = {table.css_first("caption").text(): table for table in parsed(page).css("table")}
    found = [table for name, table in tables.items() if name.startswith(caption)]
    assert found, f"no table {caption!r} among {list(tables)}"
    return {first: rest for first, *rest in map(cells, found[0].css("tr"))}


def needs_no_mending(page: Page) -> bool:
    """Whether a browser takes a piece of a page as it stands: its elements in the order of their tags, none added."""
    elements = [
        node.tag.lower() for node in parsed(f"<body>{html(page)}</body>").body.traverse() if node.is_element_node
    ]
    return elements[1:] == [name.lower() for name in re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)", html(page))]
