"""What a page may hold beside its numbers: known elements and attributes, dates and paths, and no digit of its own."""

import re
from collections.abc import Iterator

from panelpack.gate.allowed_text import AllowedText
from panelpack.gate.marks import is_number
from panelpack.gate.markup import Markup, Surroundings
from panelpack.page.html_tree import Node, Tree, attribute, words_of

_READ_OUT = ("aria-label", "title", "data-own")
"""Attributes that are read out or shown."""
_CODE = re.compile(
    r"(?:data|parameters)/[\w./-]+(?: [0-9a-f]{12})?"
    r"|panelpack \w+ \w+(?: --council [a-z][a-z-]* --year (?P<year>\d{4}-\d{2}))?"
)
_SIZE = re.compile(r"(\d{1,4}(?:\.\d)?) (KB|MB)")
_BLOCKS = ("p", "li", "th", "td", "caption", "h1", "h2", "h3", "dt", "dd", "figcaption", "summary", "title")
_JUDGED_ELSEWHERE = ("data", "time", "code", "style", "svg")
"""Elements whose words are judged by themselves: numbers, dates, paths, style and drawings."""
_PARTING = " \u2022 "


def page_findings(tree: Tree, texts: AllowedText, around: Surroundings, page: str = "") -> Iterator[str]:
    """Everything on a page that no page has, and every digit that no mark and no allowed text accounts for.

    Args:
        page: the page's name, such as that of its report.
    """
    yield from Markup(tree, texts, around).findings()
    for node in tree.elements():
        for name in _READ_OUT:
            if node.tag != "svg" and texts.free_digits(attribute(node, name)):
                yield f"a digit without a mark, in the {name} of <{node.tag}>"
    for aside in tree.select("aside.commentary"):
        if texts.counts_in_words("".join(_words(aside, texts)), page):
            yield "a small number in words, in commentary of a report that hides a count"
    for time in tree.select("time"):
        if words_of(time) not in texts.labels:
            yield "a date that no figure and no parameter has"
    for said in tree.select("span.size"):
        if not _is_true_size(said, around):
            yield "a size that is not that of the file before it"
    for code in tree.select("code"):
        if not (_is_code(words_of(code), around) or words_of(code) in texts.questions):
            yield "something set as code that is no path of the project"
    for heading, words in _texts(tree, texts):
        if texts.free_digits(words):
            where = f" under {re.sub(r'[0-9]', '#', heading)!r}" if heading else ""
            yield f"a digit without a mark, in a text of {len(words.split())} words{where}"


def said_by(tree: Tree) -> Iterator[str]:
    """Every text that a browser shows or reads out: each block without its tags, what is in none, and descriptions."""
    for block in tree.select(f"{', '.join(_BLOCKS)}, body"):
        yield " ".join(words_of(block).split())
    for node in tree.elements():
        yield from filter(None, (attribute(node, name) for name in ("aria-label", "title")))


def _texts(tree: Tree, texts: AllowedText) -> Iterator[tuple[str, str]]:
    """The texts of a page, a paragraph, cell or heading at a time, then all that stands in none of these.

    Each with the heading that it stands under, or the caption of its table.
    """
    heading = ""
    for block in tree.select(", ".join(_BLOCKS)):
        if block.tag in ("h1", "h2", "h3", "caption", "figcaption"):
            heading = " ".join(words_of(block).split())
        if not is_number(block):
            yield heading, "".join(_words(block, texts))
    root = tree.first("html")
    yield "", " ".join(_words(root, texts, outside=True)) if root is not None else ""


def _words(node: Node, texts: AllowedText, outside: bool = False) -> Iterator[str]:
    """The words within an element, with a mark in place of what is judged elsewhere.

    Args:
        outside: leave out what stands in a paragraph, cell or heading.
    """
    for child in node.iter(include_text=True, skip_empty=False):
        if child.is_text_node:
            yield words_of(child)
        elif (
            child.tag in _JUDGED_ELSEWHERE
            or is_number(child)
            or _is_clean_fault(child, texts)
            or attribute(child, "class") == "size"
        ):
            yield _PARTING
        elif not (outside and child.tag in _BLOCKS):
            yield from _words(child, texts, outside)


def _is_code(words: str, around: Surroundings) -> bool:
    """Whether words are a path of the project, or a command that names a report and perhaps a council and a year."""
    found = _CODE.fullmatch(words)
    return found is not None and (found["year"] is None or found["year"] in around.years)


def _is_true_size(said: Node, around: Surroundings) -> bool:
    """Whether a size is that of the file to which the link before it leads, as near as its digits tell.

    An edition differs from its draft by a few words, so by about a hundredth.
    """
    found = _SIZE.fullmatch(words_of(said))
    links = _links_before(said)
    if found is None or not links:
        return False
    to = attribute(links[-1], "href")
    if around.files is None:  # no pack is judged, so there is no file to weigh
        return to.endswith((".xlsx", ".pdf"))
    size = around.sizes.get(to)
    stated = float(found[1]) * (1000 if found[2] == "KB" else 1_000_000)
    least = 1000 if found[2] == "KB" else 60_000
    return size is not None and abs(stated - size) <= max(least, 0.02 * size)


def _links_before(said: Node) -> list[Node]:
    """The links of its paragraph that stand before it."""
    found: list[Node] = []
    node = said.prev
    while node is not None:
        found = [node, *found] if node.tag == "a" else found
        node = node.prev
    return found


def _is_clean_fault(node: Node, texts: AllowedText) -> bool:
    """Whether it marks a fault in commentary: one stands where words were cut out, so it may touch those beside it."""
    return node.tag == "mark" and attribute(node, "class") == "fault" and not texts.free_digits(words_of(node))
