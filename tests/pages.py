"""Reading a finished page as a test would: its tables by caption, its words, its parts."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode


def parsed(page: str) -> LexborHTMLParser:
    """The page as a browser would parse it."""
    return LexborHTMLParser(page)


def texts(page: str, selector: str) -> list[str]:
    """The words of each element that a selector chooses."""
    return [node.text() for node in parsed(page).css(selector)]


def values(page: str, selector: str, attribute: str) -> list[str]:
    """An attribute of each element that a selector chooses."""
    return [str(node.attributes[attribute]) for node in parsed(page).css(selector)]


def words(page: str) -> str:
    """The words of a page, without its style."""
    tree = parsed(page)
    tree.strip_tags(["style"])
    return " ".join(tree.root.text().split())


def cells(row: LexborNode) -> list[str]:
    """The text of a row's cells."""
    return [" ".join(cell.text().split()) for cell in row.css("th, td")]


def rows(page: str, caption: str) -> dict[str, list[str]]:
    """The cells of the first table whose caption starts so, by the header of their row."""
    tables = {table.css_first("caption").text(): table for table in parsed(page).css("table")}
    found = [table for name, table in tables.items() if name.startswith(caption)]
    assert found, f"no table {caption!r} among {list(tables)}"
    return {first: rest for first, *rest in map(cells, found[0].css("tr"))}


def needs_no_mending(html: str) -> bool:
    """Whether a browser takes a piece of a page as it stands: its elements in the order of their tags, none added."""
    elements = [node.tag.lower() for node in parsed(f"<body>{html}</body>").body.traverse() if node.is_element_node]
    return elements[1:] == [name.lower() for name in re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)", html)]
