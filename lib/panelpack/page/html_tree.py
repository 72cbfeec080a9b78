"""A page taken apart as a browser takes it apart, by the rules of HTML: elements, texts, comments and attributes."""

from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from panelpack.disclosure.figure import way_and_base

Node = LexborNode


class Tree:
    """A page as a tree. A comment before the first tag or after the last belongs to it too."""

    def __init__(self, html: str) -> None:
        self._parser = LexborHTMLParser(html)  # nodes live as long as their parser

    def nodes(self) -> Iterator[Node]:
        """Every node in the order of the page: elements, texts, comments and whatever else there is."""
        root = self._parser.root
        document = root.parent if root is not None else None
        return iter(document.traverse(include_text=True)) if document is not None else iter(())

    def elements(self) -> Iterator[Node]:
        """Every element in the order of the page."""
        return (node for node in self.nodes() if node.is_element_node)

    def select(self, selector: str) -> list[Node]:
        """The elements that a CSS selector chooses, in the order of the page."""
        return self._parser.css(selector)

    def first(self, selector: str) -> Node | None:
        """The first element that a CSS selector chooses."""
        return self._parser.css_first(selector)


def attribute(node: Node, name: str, otherwise: str = "") -> str:
    """An attribute's value; empty where it stands without one."""
    given = node.attributes
    return (given[name] or "") if name in given else otherwise


def words_of(node: Node | None) -> str:
    """The text within an element, as it stands; empty where there is no element."""
    return "" if node is None else str(node.text(deep=True))


def path_steps(path: str) -> list[tuple[str, tuple[float, ...]]]:
    """The steps of a drawing's path: the letter of each and its numbers.

    >>> path_steps("M2 16L10 -2.5z")
    [('M', (2.0, 16.0)), ('L', (10.0, -2.5)), ('z', ())]

    Raises:
        ValueError: something in it is no number.
    """
    spaced = "".join(f" {letter} " if letter.isalpha() else letter for letter in path)
    steps: list[tuple[str, tuple[float, ...]]] = []
    for token in spaced.split():
        if token.isalpha():
            steps.append((token, ()))
        elif steps:
            letter, numbers = steps[-1]
            steps[-1] = (letter, (*numbers, float(token)))
    return steps


def facts_marked(page: str) -> set[str]:
    """The ids of the facts that a page's numbers are, or are made from."""
    marks = Tree(page).select("[data-fact]:not(svg)")
    return {way_and_base(attribute(mark, "data-fact"))[1] for mark in marks}


def measures_defined(page: str, by_label: Mapping[str, str]) -> set[str]:
    """The ids of the measures whose definitions a page holds.

    Args:
        by_label: every measure's id by its label, by which a page names it.
    """
    terms = (" ".join(words_of(term).split()) for term in Tree(page).select(".definitions dt"))
    return {by_label[term] for term in terms if term in by_label}
