"""The marks that numbers carry on a page, and the values that they say.

A number is an element that names its fact. It is a cell of a table or a span whose words are the value, so that nothing
beside what a reader sees could say another; or a `<data>`, where the value stands beside words such as "Good".
"""

import re

from panelpack.page.html_tree import Node, attribute, words_of

FACTS = "data[data-fact], td[data-fact], span[data-fact]"
"""The numbers that name a fact."""

NUMBERS = "data:not([data-own]), td[data-fact], span[data-fact]"
"""Every number that is not an analyst's own; one that names no fact is among them."""

_SAID = re.compile(r"([+−]?)£?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?%?")


def is_number(node: Node) -> bool:
    """Whether an element is a marked number as a whole."""
    return node.tag == "data" or (node.tag in ("td", "span") and "data-fact" in node.attributes)


def mark_in(cell: Node) -> Node | None:
    """The cell itself where it is a number, or else the first number within it, an analyst's own too."""
    return cell if is_number(cell) else cell.css_first(f"{NUMBERS}, data")


def marks_in(cell: Node) -> list[Node]:
    """The numbers of facts of a cell: the cell itself, or those within it."""
    return [cell] if is_number(cell) else list(cell.css(FACTS))


def value_of(mark: Node) -> float:
    """The value that a mark says; none that equals any number where it says none.

    >>> from panelpack.page.html_tree import Tree
    >>> cells = "<table><tr><td data-fact=a>−£1,027.50<td data-fact=b>80.5%<td data-fact=c>10,27</table>"
    >>> [value_of(cell) for cell in Tree(cells).select("td")]
    [-1027.5, 80.5, nan]
    """
    if mark.tag == "data":
        try:
            return float(attribute(mark, "value"))
        except ValueError:
            return float("nan")
    found = _SAID.fullmatch(words_of(mark))
    if found is None:
        return float("nan")
    sign, whole, decimals = found.groups()
    return float(f"{'-' if sign == '−' else ''}{whole.replace(',', '')}{decimals or ''}")
