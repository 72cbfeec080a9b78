"""Pieces of an analyst's own on a page: each is listed, and none of its numbers may stand where a figure is hidden."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published
from panelpack.page.html_tree import Node, Tree, attribute, words_of

_NO_PEOPLE = "; counts no people"
_PLAIN = re.compile(r"−?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class OwnPiece:
    """A table or drawing that an analyst put together: its page, title, her name, and how many numbers are her own.

    Attributes:
        no_people: the columns of which she says that they count no people, so that small numbers stand in them.
    """

    page: str
    title: str
    by: str
    numbers: int
    no_people: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The piece as the record of a build keeps it."""
        return asdict(self)

    def __str__(self) -> str:
        said = f"{self.page}: {self.title!r} by {self.by}, own numbers: {self.numbers}"
        return said + (f"; said to count no people: {', '.join(self.no_people)}" if self.no_people else "")


def own_pieces(tree: Tree, page: str) -> list[OwnPiece]:
    """The pieces of a page that an analyst put together, and tables that hold numbers of her own."""
    found = []
    for table in tree.select("table"):
        marks = table.css("data[data-own]")
        if marks or "data-own" in table.attributes:
            title = words_of(table.css_first("caption"))
            by = attribute(table, "data-own") or _by(marks[0])
            found.append(OwnPiece(page, title, by, len(marks), _no_people(table)))
    return found


def _no_people(table: Node) -> tuple[str, ...]:
    """The headers of the columns in which numbers stand that are said to count no people."""
    heads = [words_of(cell).rstrip("*") for row in table.css("thead tr") for cell in row.css("th")]
    found: dict[str, None] = {}
    for row in table.css("tbody tr"):
        for head, cell in zip(heads, row.css("th, td"), strict=False):
            if any(attribute(mark, "data-own").endswith(_NO_PEOPLE) for mark in cell.css("data[data-own]")):
                found[head] = None
    return tuple(found)


def own_findings(tree: Tree, published: Published, own_areas: Iterable[str]) -> Iterator[str]:
    """What is wrong with numbers of an analyst's own: in no table, written otherwise, small, or of a hidden place.

    Args:
        own_areas: the areas whose hidden figures are asked for.
    """
    tables = tree.select("table")
    inside = sum(len(table.css("data[data-own]")) for table in tables)
    if inside != len(tree.select("data[data-own]")):
        yield "a number of an analyst's own that stands in no table"
    hidden = [figure for area in own_areas for figure in _hidden(published, area)] if inside else []
    for table in tables:
        cells = [(row, cell) for row in table.css("tbody tr") for cell in row.css("th, td")]
        own = [(row, mark) for row, cell in cells for mark in cell.css("data[data-own]")]
        if own:
            yield from _of_table(table, published, hidden)


def _of_table(table: Node, published: Published, hidden: list[Figure]) -> Iterator[str]:
    heads = [words_of(cell).rstrip("*") for row in table.css("thead tr") for cell in row.css("th")]
    columns: dict[int, list[Node]] = {}
    for row in table.css("tbody tr"):
        cells = row.css("th, td")
        words = [words_of(cell) for cell in cells]
        for place, cell in enumerate(cells):
            for mark in cell.css("data[data-own]"):
                columns.setdefault(place, []).append(mark)
                labels = [*(heads[place : place + 1]), *words, words_of(table.css_first("caption"))]
                if any(_is_named(figure, labels, published) for figure in hidden):
                    yield "a number of an analyst's own stands where a figure is hidden"
    for marks in columns.values():
        yield from _of_column(marks, published)


def _of_column(marks: list[Node], published: Published) -> Iterator[str]:
    values = [_value(mark) for mark in marks]
    if any(value != value or not _says(mark, value) for mark, value in zip(marks, values, strict=True)):
        yield "a number of an analyst's own is written otherwise than its value"
    policy = published.policy
    people = [
        value for mark, value in zip(marks, values, strict=True) if not attribute(mark, "data-own").endswith(_NO_PEOPLE)
    ]
    whole = all(value == int(value) for value in values if value == value)
    if whole and any(policy.smallest_hidden <= abs(value) <= policy.largest_hidden for value in people):
        yield "a number of an analyst's own is as small as a hidden count"


def _hidden(published: Published, area: str) -> list[Figure]:
    return [figure for figure in published.figures_of(area) if figure.is_hidden]


def _is_named(figure: Figure, labels: list[str], published: Published) -> bool:
    """Whether the labels of a cell name the place of a figure: its measure and its period, and no other area."""
    said = " ".join(labels).casefold()
    if figure.measure.label.casefold() not in said and figure.measure.id not in said:
        return False
    when = {figure.period.label.casefold(), figure.reporting_year}
    named = {label.strip().casefold() for label in labels}
    others = {area.name.casefold() for area in published.context.areas.by_code.values()} - {figure.area_name.casefold()}
    return bool(when & named or any(one in said for one in when if one)) and not named & others


def _by(mark: Node) -> str:
    return attribute(mark, "data-own").removesuffix(_NO_PEOPLE)


def _value(mark: Node) -> float:
    try:
        return float(attribute(mark, "value"))
    except ValueError:
        return float("nan")


def _says(mark: Node, value: float) -> bool:
    words = words_of(mark)
    return bool(_PLAIN.fullmatch(words)) and float(words.replace(",", "").replace("−", "-")) == value
