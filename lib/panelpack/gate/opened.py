"""Definitions that open where they are asked for: each of a measure, by its place on the page, which says nothing."""

from collections.abc import Collection, Mapping

from panelpack.page.html_tree import Node, Tree, words_of


def opened(tree: Tree, labels: Collection[str]) -> Mapping[str, int]:
    """The definitions that open on a page, by the one id that each may have: `d1` of the first.

    Args:
        labels: those of all measures; what is of none of them has no id here.
    """
    found = enumerate(tree.select("[popover]"), start=1)
    return {f"d{place}": node.mem_id for place, node in found if _term(node.css_first("dt")) in labels}


def _term(node: Node | None) -> str:
    return " ".join(words_of(node).split())
