"""What a page may hold beside its numbers: known elements and attributes, dates and paths, and no digit of its own."""

import re
from collections.abc import Iterator

from panelpack.gate.allowed_text import AllowedText
from panelpack.page.html_tree import Node, Tree, attribute, words_of
from panelpack.page.words import slug

_ATTRIBUTES = {
    *("aria-label", "aria-labelledby", "aria-hidden", "role", "tabindex", "class", "id", "href", "lang", "title"),
    *(
        "scope",
        "colspan",
        "rowspan",
        "span",
        "value",
        "data-fact",
        "data-own",
        "datetime",
        "download",
        "charset",
        "content",
    ),
    *("http-equiv", "name", "style", "focusable", "viewbox", "x", "y", "d", "width", "height", "transform"),
    *("text-anchor", "clip-path", "xlink:href", "xmlns", "xmlns:xlink", "version", "preserveaspectratio"),
}
_WORDS = ("aria-label", "title", "data-own", "content", "name", "class", "id", "role", "download", "aria-labelledby")
_MACHINE = re.compile(r"(?:source|definition)-[a-z0-9-]+|c[0-9a-f]{8}-\w+|width=device-width, initial-scale=1|utf-8")
_CODE = re.compile(r"(?:data|parameters)/[\w./-]+(?: [0-9a-f]{12})?|panelpack \w+ \w+")
_LINK = re.compile(r"#[\w-]+|(?:\.\./)?[\w./-]+\.(?:html|csv)(?:#[\w-]+)?")
_STRANGERS = ("script", "template", "noscript", "iframe", "object", "img")
_BLOCKS = ("p", "li", "th", "td", "caption", "h1", "h2", "h3", "dt", "dd", "figcaption", "summary", "title")
_JUDGED_ELSEWHERE = ("data", "time", "code", "style", "svg")
"""Elements whose words are judged by themselves: numbers, dates, paths, style and drawings."""
_PARTING = " \u2022 "


def page_findings(tree: Tree, texts: AllowedText) -> Iterator[str]:
    """Everything on a page that no page has, and every digit that no mark and no allowed text accounts for."""
    yield from _strangers(tree)
    for node in tree.elements():
        yield from _attributes(node, texts)
    for meta in tree.select("meta"):
        known = attribute(meta, "charset") == "utf-8" or attribute(meta, "name") == "viewport"
        if not known and not attribute(meta, "http-equiv"):
            yield "a <meta> that no page has"
    for time in tree.select("time"):
        if words_of(time) not in texts.labels:
            yield "a date that no figure and no parameter has"
    for code in tree.select("code"):
        if not _CODE.fullmatch(words_of(code)):
            yield "something set as code that is no path of the project"
    for heading, words in _texts(tree, texts):
        if texts.free_digits(words):
            where = f" under {re.sub(r'[0-9]', '#', heading)!r}" if heading else ""
            yield f"a digit without a mark, in a text of {len(words.split())} words{where}"


def _strangers(tree: Tree) -> Iterator[str]:
    for node in tree.nodes():
        if node.is_comment_node:
            yield "a comment"
        elif not (node.is_element_node or node.is_text_node or node.is_document_node or node.tag == "-doctype"):
            yield "a node that is neither text nor element"
    for name in _STRANGERS:
        if tree.first(name) is not None:
            yield f"<{name}>"
    for style in tree.select("style"):
        if re.search(r"content\s*:(?!\s*counter\()", words_of(style)):
            yield "a style that writes text"


def _attributes(node: Node, texts: AllowedText) -> Iterator[str]:
    for name, given in node.attributes.items():
        value = given or ""
        if name.lower() not in _ATTRIBUTES:
            yield f"<{node.tag}> has an attribute that no page has: {name[:20]}"
        elif name == "id" and value == slug(words_of(node)):
            continue
        elif name in _WORDS and node.tag not in ("svg", "meta") and not _MACHINE.fullmatch(value):
            if texts.free_digits(value):
                yield f"a digit without a mark, in the {name} of <{node.tag}>"
        elif name == "href" and not _LINK.fullmatch(value):
            yield "a link that leads out of the pack"


def _texts(tree: Tree, texts: AllowedText) -> Iterator[tuple[str, str]]:
    """The texts of a page, a paragraph, cell or heading at a time, then all that stands in none of these.

    Each with the heading that it stands under, or the caption of its table.
    """
    heading = ""
    for block in tree.select(", ".join(_BLOCKS)):
        if block.tag in ("h1", "h2", "h3", "caption", "figcaption"):
            heading = " ".join(words_of(block).split())
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
        elif child.tag in _JUDGED_ELSEWHERE or _is_clean_fault(child, texts):
            yield _PARTING
        elif not (outside and child.tag in _BLOCKS):
            yield from _words(child, texts, outside)


def _is_clean_fault(node: Node, texts: AllowedText) -> bool:
    """Whether it marks a fault in commentary: one stands where words were cut out, so it may touch those beside it."""
    return node.tag == "mark" and attribute(node, "class") == "fault" and not texts.free_digits(words_of(node))
