"""An area profile: figures of many measures, each on the range of England's councils, as in public-health profiles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require
from panelpack.page.parts import EnglandRange, RangeMark, Words
from panelpack.page.pieces import Listing
from panelpack.page.tables import Column, Table
from panelpack.page.verdicts import among_england
from panelpack.page.words import NOTHING, joined, number, say, text, words_of


@dataclass(frozen=True)
class ProfileRow:
    """A measure of a profile.

    Attributes:
        label: what its figure is of.
        drawn: the figure on England's range.
        known: what stands in brackets after the neighbours' figure, such as how many of them are known.
        report: the report that it belongs to.
    """

    label: Words
    drawn: EnglandRange
    known: Words
    report: Words


@dataclass(frozen=True, repr=False)
class AreaProfile(Table):
    """A table of measures, each with a drawing of England's range beside the words that say the same.

    Attributes:
        ranges: what is drawn, a row each; the frame lists their quartiles too.
    """

    ranges: tuple[EnglandRange, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of its cells and the quartiles that are drawn."""
        return tuple(figure for *_, figure in self.placed)

    @property
    def placed(self) -> Iterator[tuple[str, str, Figure]]:
        """Each figure with its row and its column; the quartiles have no column of their own on a page."""
        yield from super().placed
        for row, drawn in zip(self.rows, self.ranges, strict=True):
            yield row[0].plain, "Lower quartile", drawn.lower
            yield row[0].plain, "Upper quartile", drawn.upper


def area_profile(
    published: Published,
    caption: str,
    rows: Sequence[ProfileRow],
    note: Words = NOTHING,
    rule: str = "",
) -> AreaProfile:
    """A profile of rows in the order in which they are given.

    Args:
        rule: how its rows were chosen and ordered.
    """
    require(published, "area_profile")
    heads = ("Measure", "Among England's councils", "Figure", "Neighbours", "England", "Report")
    columns = tuple(Column(text(head), head in ("Figure", heads[3], "England")) for head in heads)
    cells = tuple(_cells(published, row) for row in rows)
    return AreaProfile(caption, columns, cells, note, tuple(row.drawn for row in rows), rule=rule)


def _cells(published: Published, row: ProfileRow) -> tuple[Words, ...]:
    drawn = row.drawn
    place = say("{} {}", words_of(drawn), among_england(published, drawn.figure))
    is_median = drawn.england.breakdown != drawn.figure.breakdown
    near = number(drawn.neighbours)
    return (
        row.label,
        place,
        number(drawn.figure),
        joined([near, row.known], " ") if row.known else near,
        say("{} (median)", number(drawn.england)) if is_median else number(drawn.england),
        row.report,
    )


_KEY = {
    "band": "middle half of England's councils",
    "england": "England",
    "neighbours": "neighbours",
    "middle half": "the council in the middle half",
    "best quarter": "in the best quarter",
    "worst quarter": "in the worst quarter",
    "highest quarter": "where no direction is better (higher is to the right)",
}


def range_key(ranges: Sequence[EnglandRange]) -> Listing:
    """What each mark means, of those that some drawings have."""
    used = {"band", "england", *(kind for drawn in ranges for kind in _kinds(drawn))}
    lines = [text("Better is to the right:")]
    lines += [say("{} {}", words_of(RangeMark(kind)), said) for kind, said in _KEY.items() if kind in used]
    return Listing(tuple(lines), "key")


def _kinds(drawn: EnglandRange) -> Iterator[str]:
    if drawn.neighbours is not None:
        yield "neighbours"
    yield drawn.quarter if drawn.figure.measure.has_direction else "highest quarter"
