"""What makes a page inaccessible, or lets it load or run something: found in the finished HTML, by name."""

from collections.abc import Iterator

from panelpack.page.html_tree import Node, Tree, attribute
from panelpack.project.errors import InputError, Problem

_FORBIDDEN = {"script", "iframe", "object", "embed", "link", "form", "base", "audio", "video", "source", "canvas"}
_LOADING = {"src", "srcset", "poster", "action"}
_OUTSIDE = ("http:", "https:", "//", "javascript:", "file:")
_SCOPES = ("col", "row", "colgroup", "rowgroup")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SHORTEST_DESCRIPTION = 20
_MOST_BYTES = 400_000


def refuse(html: str, name: str) -> None:
    """Refuse a page that a reader could not read, or that loads or runs anything.

    Raises:
        InputError: every fault once: pictures and drawings without a description, tables without caption or scoped
            headers, heading jumps, a missing or second title, doubled ids, links to nowhere, scripts, outside loads.
    """
    tree = Tree(html)
    elements = list(tree.elements())
    faults = [
        *(fault for node in elements for fault in _of_element(node)),
        *_of_headings([int(node.tag[1]) for node in elements if node.tag in _HEADINGS]),
        *_of_ids(elements),
    ]
    size = len(html.encode())
    if size > _MOST_BYTES:
        faults.append(f"a page of {size // 1000} KB, where {_MOST_BYTES // 1000} KB are the most")
    if faults:
        raise InputError(Problem(fault, name) for fault in dict.fromkeys(faults))


def _of_element(node: Node) -> Iterator[str]:
    """What is wrong with an element by itself."""
    if node.tag in _FORBIDDEN:
        yield f"<{node.tag}> is not allowed on a page"
    yield from _loads(node)
    if node.tag == "img" and len(attribute(node, "alt")) < _SHORTEST_DESCRIPTION:
        yield "a picture without a description"
    if node.tag == "svg" and not _is_described(node) and attribute(node, "aria-hidden") != "true":
        yield "a drawing without a description"
    if node.tag == "table":
        yield from _of_table(node)


def _loads(node: Node) -> Iterator[str]:
    for name, value in node.attributes.items():
        given = value or ""
        leads_out = name in ("href", "xlink:href") and given.startswith(_OUTSIDE)
        if (name in _LOADING and not given.startswith("data:")) or name.startswith("on") or leads_out:
            yield f"<{node.tag} {name}> would load or run something"


def _is_described(drawing: Node) -> bool:
    return attribute(drawing, "role") == "img" and len(attribute(drawing, "aria-label")) >= _SHORTEST_DESCRIPTION


def _of_table(table: Node) -> Iterator[str]:
    headers = table.css("th")
    if table.css_first("caption") is None:
        yield "a table without a caption"
    if not headers:
        yield "a table without headers"
    if any(attribute(header, "scope") not in _SCOPES for header in headers):
        yield "a table header without a scope"


def _of_headings(levels: list[int]) -> Iterator[str]:
    """What is wrong with the order of headings: a page starts with its title and goes down a level at a time."""
    if not levels:
        yield "a page without a heading"
    for above, level in zip([0, *levels], levels, strict=False):
        if level > above + 1:
            yield f"a heading jumps from level {above} to {level}"
        if level == 1 and above:
            yield "a second heading of level 1"


def _of_ids(elements: list[Node]) -> Iterator[str]:
    """Ids that stand twice, and links that lead to none."""
    ids = [attribute(node, "id") for node in elements if "id" in node.attributes]
    yield from (f"the id {one!r} stands twice" for one in sorted(set(ids)) if ids.count(one) > 1)
    links = {attribute(node, "href")[1:] for node in elements if node.tag == "a" and _leads_inside(node)}
    yield from (f"a link leads to {link!r}, which is not on the page" for link in sorted(links - set(ids)))


def _leads_inside(link: Node) -> bool:
    return attribute(link, "href").startswith("#")
