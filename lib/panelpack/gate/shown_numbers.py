"""Marked numbers of a page, held against the facts that they name, or computed again from them."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import pandas as pd
from bs4 import BeautifulSoup, Tag

from panelpack.catalogue.numbers import half_away
from panelpack.comparisons.change import Rank, ahead, change, neighbours, rank, travel
from panelpack.disclosure.published import Figure, Published
from panelpack.facts.checks import SYMBOL_MEANINGS
from panelpack.page.sparklines import drawn
from panelpack.project.parameters import Council
from panelpack.reconciliation.all_findings import reconciled
from panelpack.reconciliation.relations import Relation
from panelpack.reconciliation.revisions import earlier, newest


class Marks:
    """The numbers that a council's pages may mark."""

    def __init__(
        self,
        published: Published,
        council: Council,
        relations: tuple[Relation, ...] = (),
        ledger: pd.DataFrame | None = None,
    ) -> None:
        self._published = published
        self._council = council
        self._relations = relations
        self._ledger = ledger

    @cached_property
    def _models(self) -> dict[str, list[str]]:
        areas = self._published.context.areas
        return {item.model: areas.neighbours(self._council.area, item.model) for item in self._council.neighbours}

    @cached_property
    def _earlier(self) -> dict[str, list[Figure]]:
        """What earlier editions said of figures, by the id of what they said."""
        rows = [] if self._ledger is None else newest(self._ledger).to_dict("records")
        found = [earlier(self._published, row) for row in rows]
        return {item.id: [item] for item in found if item is not None}

    @cached_property
    def _recomputed(self) -> dict[str, list[Figure]]:
        """What reconciliation gives for stated figures, by the id of what it gives."""
        found: dict[str, list[Figure]] = {}
        for item in reconciled(self._published, self._relations):
            if item.recomputed is not None:
                found.setdefault(item.recomputed.id, []).append(item.recomputed)
        return found

    def faults(self, soup: BeautifulSoup) -> Iterator[str]:
        """Numbers that name no fact, differ from it, or are written otherwise than their value."""
        for mark in soup.find_all("data"):
            how, figure = self._named(mark)
            if figure is None:
                yield "a number names a fact that is not among those that may be shown"
                continue
            if figure.value is None and not how:
                yield f"a number stands where its fact {figure.id} is not shown"
                continue
            expected = self.expected(figure, how)
            if expected is None:
                if not _agrees_with_itself(mark):
                    yield f"the words of a number derived from {figure.id} differ from its value"
            elif not any(_says(mark, item) for item in expected):
                yield f"the number of fact {figure.id} differs from it ({figure.measure.id}, {figure.period.label})"
        for line in soup.find_all("svg", class_="spark"):
            figure = self._published.figures.get(str(line.get("data-fact")))
            if figure is None or [str(path.get("d")) for path in line.find_all("path")] != [
                drawn(self._published, figure)
            ]:
                yield "a small trend line that is not that of its figure"
        for symbol in soup.find_all("abbr", class_="status"):
            if SYMBOL_MEANINGS.get(symbol.get_text()) != symbol.get("title"):
                yield "a symbol with another meaning than its own"

    def counted(self, soup: BeautifulSoup) -> tuple[int, int]:
        """How many numbers of a page are computed again, and how many are derived in other ways."""
        named = [self._named(mark) for mark in soup.find_all("data")]
        held = sum(figure is not None and self.expected(figure, how) is not None for how, figure in named)
        return held, len(named) - held

    def _named(self, mark: Tag) -> tuple[str, Figure | None]:
        how, _, base = str(mark.get("data-fact", "")).rpartition("-")
        return how, self._published.figures.get(base)

    def expected(self, figure: Figure, how: str) -> list[Figure] | None:
        """What a number may be, by the way in which it was made; None for the counts of a summary, which are taken.

        A way that pages do not have gives nothing that it may be, nor does one of figures that are not shown.
        """
        if not how:
            return [figure]
        if how.startswith("summary_"):
            return None
        name, _, model = how.partition("_")
        if model in self._models:
            near = neighbours(self._published, figure, self._models[model], model)
            made = {"mean": near.mean, "median": near.median, "known": near.known, "neighbours": near.total}
            if name == "ahead":
                return self._counts(figure, how, [ahead(figure, near)])
            return _there(made.get(name))
        moved = change(self._published, figure)
        ways: dict[str, Callable[[], list[Figure]]] = {
            "change": lambda: _there(moved.difference),
            "change_pct": lambda: _there(moved.pct),
            "numerator": lambda: self._counts(figure, how, [figure.numerator]),
            "denominator": lambda: self._counts(figure, how, [figure.denominator]),
            "running": lambda: self._counts(figure, how, _numbers_in(travel(self._published, figure))),
            "rank": lambda: self._counts(figure, how, [found.place for found in self._ranks(figure)]),
            "ranked": lambda: self._counts(figure, how, [found.of for found in self._ranks(figure)]),
            "difference": lambda: self._gaps(figure),
            "sum": lambda: self._sums(figure),
            "earlier": lambda: self._earlier.get(f"earlier-{figure.id}", []),
            "recomputed": lambda: self._recomputed.get(f"recomputed-{figure.id}", []),
        }
        return ways[how]() if how in ways else []

    def _counts(self, figure: Figure, how: str, values: Iterable[float | None]) -> list[Figure]:
        known = [value for value in values if value is not None]
        return [self._published.derive(how, figure, value, unit="count", decimals=0) for value in known]

    def _ranks(self, figure: Figure) -> list[Rank]:
        near = [neighbours(self._published, figure, codes, model) for model, codes in self._models.items()]
        found = [rank(self._published, figure, item.figures) for item in near]
        return [item for item in found if item is not None]

    def _gaps(self, figure: Figure) -> list[Figure]:
        """The differences to what another source, or another place of the same document, says of the same."""
        others = self._published.all_of(figure.measure.id, figure.area, figure.period, figure.breakdown)
        others += [
            item
            for item in self._published.of_measure(figure.measure.id, "document")
            if (item.area, item.source) == (figure.area, figure.source)
        ]
        return [
            self._published.derive(
                "difference",
                figure,
                (figure.shown or 0) - (item.shown or 0),
                decimals=max(figure.decimals, item.decimals),
                signed=True,
            )
            for item in others
            if figure.value is not None and item.value is not None
        ]

    def _sums(self, total: Figure) -> list[Figure]:
        """The sums of the parts beside a total: by each breakdown, of its own measure or of one that adds to it."""
        catalogue = self._published.context.catalogue.measures.values()
        names = [item.id for item in catalogue if total.measure.id in (item.id, item.whole)]
        parts: dict[tuple[str, str], float] = {}
        for name in names:
            for item in self._published.of_measure(name, "document"):
                same = (item.area, item.period, item.source) == (total.area, total.period, total.source)
                if same and item.breakdown and item.value is not None:
                    key = (name, item.breakdown.partition("=")[0])
                    parts[key] = parts.get(key, 0.0) + item.value
        return [self._published.derive("sum", total, value) for value in parts.values()]


def _numbers_in(words: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+", words)]


def _there(figure: Figure | None) -> list[Figure]:
    return [] if figure is None else [figure]


def _says(mark: Tag, figure: Figure) -> bool:
    # A sentence says "fell by" in place of the sign
    texts = (figure.text, figure.text.lstrip("+−"))
    return figure.shown is not None and _value(mark) == figure.shown and mark.get_text() in texts


def _value(mark: Tag) -> float:
    try:
        return float(str(mark.get("value")))
    except ValueError:
        return float("nan")


def _agrees_with_itself(mark: Tag) -> bool:
    """Whether a number's words are its value, in whatever unit."""
    words = mark.get_text().replace("−", "-").replace("+", "")
    found = re.fullmatch(r"(-?)£?(-?[\d,]+(?:\.\d+)?)[%km]?", words)
    if found is None:
        return False
    number = float(found[2].replace(",", "")) * (-1 if found[1] else 1)
    decimals = len(found[2].partition(".")[2])
    return abs(half_away(_value(mark), decimals)) == abs(number)
