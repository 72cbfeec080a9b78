"""Marked numbers of a page, held against the facts that they name, or worked out again from them."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from panelpack.catalogue.relations import Relation, term
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.comparisons.derived import way_named
from panelpack.disclosure.figure import Figure, way_and_base
from panelpack.disclosure.published import Published
from panelpack.facts.table import KEY, day_of
from panelpack.gate.arithmetic import Arithmetic
from panelpack.gate.england_ranges import is_key, is_range_of
from panelpack.gate.marks import NUMBERS, value_of
from panelpack.gate.page_counts import PageCounts
from panelpack.gate.trend_lines import is_line_of
from panelpack.page.html_tree import Node, Tree, attribute, words_of
from panelpack.project.parameters import Council
from panelpack.reconciliation.all_findings import reconciled

_CLOSE = 1e-6
_TINY = 1e-9
"""How near to a number of some decimals a value is that number: as reconciliation has it."""

Place = tuple[str, str, date | None, date | None]
"""Breakdown, source, first and last day."""


class ShownNumbers:
    """The numbers that a council's pages may show."""

    def __init__(
        self,
        published: Published,
        council: Council,
        relations: tuple[Relation, ...] = (),
        ledger: pd.DataFrame | None = None,
        counts: PageCounts | None = None,
    ) -> None:
        areas = published.context.areas
        models = {item.model: areas.neighbours(council.area, item.model) for item in council.neighbours}
        self._published = published
        self._relations = relations
        self._ledger = ledger
        self._counts = counts
        self._arithmetic = Arithmetic(published, models)

    def faults(self, tree: Tree, page: str = "") -> Iterator[str]:
        """Numbers that name no fact, differ from it, or are written otherwise than their value.

        Args:
            page: the page's name, such as that of its report.
        """
        # Numbers of an analyst's own are judged by `own_pieces`
        for mark in tree.select(NUMBERS):
            yield from self._of_mark(mark, tree, page)
        for line in tree.select("svg.spark"):
            figure = self._published.figures.get(attribute(line, "data-fact"))
            if figure is None or not is_line_of(line, self._published, figure):
                yield "a small trend line that is not that of its figure"
        for drawing in tree.select("svg.range"):
            if not self._is_range(drawing):
                yield "a drawing of England's range that is not that of its figures"
        for symbol in tree.select("abbr.status"):
            if STATUS_WORDS.get(words_of(symbol)) != attribute(symbol, "title"):
                yield "a symbol with another meaning than its own"

    def _is_range(self, drawing: Node) -> bool:
        """Whether a drawing of England's range is that of its figure; one without a figure is a mark of the key."""
        name = attribute(drawing, "data-fact")
        if not name:
            return is_key(drawing)
        figure = self._published.figures.get(name)
        return (
            figure is not None
            and figure.value is not None
            and is_range_of(drawing, self._published, figure, self.expected)
        )

    def _of_mark(self, mark: Node, tree: Tree, page: str) -> Iterator[str]:
        name, figure = self._named(mark)
        if figure is None:
            yield "a number names a fact that is not among those that may be shown"
        elif figure.value is None and not name:
            yield f"a number stands where its fact {figure.id} is not shown"
        elif not any(_says(mark, item) for item in self.expected(figure, name, tree, page)):
            way, _ = way_named(name)
            made = f", made as {way.words}" if way else ""
            yield f"the number of fact {figure.id} differs from it ({figure.measure.id}, {figure.period.label}{made})"

    def counted(self, tree: Tree) -> tuple[int, int]:
        """How many numbers of a page are facts, and how many are worked out again from facts."""
        names = [way_and_base(attribute(mark, "data-fact"))[0] for mark in tree.select(NUMBERS)]
        facts = sum(not name for name in names)
        return facts, len(names) - facts

    def _named(self, mark: Node) -> tuple[str, Figure | None]:
        name, base = way_and_base(attribute(mark, "data-fact"))
        return name, self._published.figures.get(base)

    def expected(self, figure: Figure, name: str, tree: Tree | None = None, page: str = "") -> list[Figure]:
        """What a number may be, by the way in which it was made.

        A way that pages do not have gives nothing that it may be, nor does one that needs figures that are not shown.
        """
        if not name:
            return self._fact(figure)
        way, model = way_named(name)
        if way is None:
            return []
        found = self._arithmetic.expected(way.name, model, figure)
        if found is not None:
            return found
        if way.name == "earlier":
            return self._earlier(figure)
        if way.name == "recomputed":
            return self._recomputed.get(figure.id, [])
        values = self._counts.values(way.name, tree, page) if self._counts else []
        return [figure.derived(name, value, (), unit="count", decimals=0) for value in values]

    def _fact(self, figure: Figure) -> list[Figure]:
        """A fact itself; a calculated percentage only where its own numbers give it."""
        value = self._arithmetic.calculated(figure)
        fits = value is None or figure.value is None or abs(value - figure.value) < _CLOSE
        return [figure] if fits else []

    def _earlier(self, figure: Figure) -> list[Figure]:
        """What earlier editions gave where a figure stands, or where none of its measure and area stands now."""
        if self._ledger is None:
            return []
        rows = self._ledger.drop_duplicates([column for column in KEY if column != "release"], keep="last")
        rows = rows[(rows["measure"] == figure.measure.id) & (rows["area"] == figure.area)]
        rows = rows.assign(value=pd.to_numeric(rows["value"])).dropna(subset="value")
        stand = [item for item in self._published.of_measure(figure.measure.id) if item.area == figure.area]
        there = {_place(item): item.id for item in stand}
        return [
            figure.derived("earlier", float(row["value"]), (), decimals=figure.decimals, signed=figure.signed)
            for row in rows.to_dict("records")
            if there.get(_place_of(row), figure.id) == figure.id
        ]

    @cached_property
    def _recomputed(self) -> dict[str, list[Figure]]:
        """What the figures that a stated one was held against give for it, by its id.

        Which figures those are is taken from reconciliation; what they give is worked out here.
        """
        context = self._published.context
        stocks = [
            (term(item.stated, context.catalogue, context.areas), len(item.came))
            for item in self._relations
            if item.rule == "stock"
        ]
        came = {(found.measure, found.breakdown): count for found, count in stocks}
        found: dict[str, list[Figure]] = {}
        for item in reconciled(self._published, self._relations):
            if item.recomputed is None:
                continue
            stated, count = item.stated, came.get((item.stated.measure.id, item.stated.breakdown), 0)
            for value in self._arithmetic.recomputed(item.rule, stated, item.recomputed.made_of, count):
                whole = abs(round(value, stated.decimals) - value) < _TINY
                decimals = stated.decimals if whole else stated.decimals + 2
                made = stated.derived("recomputed", value, (), decimals=decimals, signed=stated.signed)
                found.setdefault(stated.id, []).append(made)
        return found


def _place(figure: Figure) -> Place:
    """Where a figure stands among those of its measure and area, whatever its release."""
    return figure.breakdown, figure.source, figure.period.start, figure.period.end


def _place_of(row: Mapping[Any, Any]) -> Place:
    """Where a row of the ledger stands among those of its measure and area."""
    return str(row["breakdown"]), str(row["source"]), day_of(row["period_start"]), day_of(row["period_end"])


def _says(mark: Node, figure: Figure) -> bool:
    # A sentence says "fell by" in place of the sign
    texts = (figure.text, figure.text.lstrip("+−"))
    return figure.shown is not None and value_of(mark) == figure.shown and words_of(mark) in texts
