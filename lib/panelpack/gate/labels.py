"""The labels of a table held against the facts of its numbers: the right number must not stand under a wrong name.

A page and its CSV can agree and both be wrong. Where the head of a row or column is an area's name or a period and no
more, each number under it must be of that area and period.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from panelpack.catalogue.periods import long_date
from panelpack.disclosure.figure import Figure, way_and_base
from panelpack.disclosure.published import Published
from panelpack.gate.marks import marks_in
from panelpack.page.html_tree import Node, Tree, attribute, words_of


def label_findings(tree: Tree, published: Published) -> Iterator[str]:
    """Numbers of a page that stand under another area or period than that of their fact."""
    # A council that got a new code has two: Sheffield is E08000019 in one file and E08000039 in another
    areas: dict[str, set[str]] = defaultdict(set)
    for area in published.context.areas.by_code.values():
        areas[area.name.casefold()].add(area.code)
    for table in tree.select("table"):
        heads = _heads(table)
        for row in table.css("tbody tr"):
            cells = row.css("th, td")
            for place, cell in enumerate(cells):
                over = [cells[0], *heads[place : place + 1]]
                for mark in marks_in(cell):
                    figure = published.figures.get(way_and_base(attribute(mark, "data-fact"))[1])
                    if figure is not None:
                        yield from _of_mark(figure, over, areas)


def _heads(table: Node) -> list[Node]:
    """The heads of a table's columns; none where they stand in two levels."""
    rows = table.css("thead tr")
    return rows[0].css("th") if len(rows) == 1 else []


def _of_mark(figure: Figure, over: list[Node], areas: Mapping[str, set[str]]) -> Iterator[str]:
    named = {code for head in over for code in areas.get(_words(head).casefold(), ())}
    if named and figure.area not in named:
        yield f"a number of fact {figure.id} stands under the name of another area than {figure.area_name}"
    times = {_words(head) for head in over if (time := head.css_first("time")) is not None and _is_all(time, head)}
    period = figure.period
    # A window of one day stands as its day
    day = long_date(period.end) if period.end is not None and period.start == period.end else period.label
    if times and not times & {period.label, period.whole_month, day}:
        yield f"a number of fact {figure.id} stands under another period than {figure.period.label}"


def _words(node: Node) -> str:
    return " ".join(words_of(node).split())


def _is_all(time: Node, head: Node) -> bool:
    return _words(time) == _words(head)
