"""The counts that a page makes of its own measures and rows: those of a summary, those of reconciliation."""

from functools import cache

from panelpack.comparisons.chance import CHANCE_LEVEL, chance
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.gate.arithmetic import Arithmetic
from panelpack.page.html_tree import Tree, words_of
from panelpack.project.notebook_cells import given_to

_ROWS_OF = {"summary_apart": "Differences, ", "summary_unchecked": "Cannot be checked, ", "summary_agreed": "Agrees, "}
"""The table whose rows are counted, by the start of its caption."""


class PageCounts:
    """What a year's pages may count, worked out from the measures that they speak of, or from their own rows."""

    def __init__(self, view: CouncilYear) -> None:
        codes = {view.neighbour_model: view.neighbour_codes}
        self._view = view
        self._arithmetic = Arithmetic(view.published, codes)
        self._of_report = cache(self._summary)

    def values(self, way: str, tree: Tree | None, page: str) -> list[int]:
        """What a count may be, by the name of its way.

        Args:
            page: the page's name; a summary is of the report that the page is of.
        """
        if way in _ROWS_OF:
            return [] if tree is None else [_rows(tree, _ROWS_OF[way])]
        if page not in self._view.published.context.catalogue.reports:
            return []
        return [counts[way] for counts in self._of_report(page) if way in counts]

    def _summary(self, report: str) -> list[dict[str, int]]:
        """The counts of a report's first screen, and of each summary that its notebook asks for."""
        notebook = self._view.project.notebook(report)
        asked = given_to(notebook, "summary") if notebook.exists() else []
        usual = self._view.summarised(report)
        return [self._counts(names) for names in (usual, *(given or usual for given in asked))]

    def _counts(self, names: list[str]) -> dict[str, int]:
        own = [figure for name in names if (figure := self._view.own(name)) is not None and figure.value is not None]
        # What is counted and its share are one thing that moved
        counted = {name for figure in own for name in (figure.measure.rate_of, figure.measure.numerator)}
        own = [figure for figure in own if figure.measure.id not in counted]
        own = [figure for figure in own if figure.area == self._view.council.area] or own
        signs = {figure.id: self._sign(figure) for figure in own}
        sure = [figure for figure in own if signs[figure.id] and self._is_sure(figure)]
        leads = [lead for figure in own if (lead := self._lead(figure)) is not None]
        return {
            "summary_better": sum(sign > 0 for sign in signs.values()),
            "summary_worse": sum(sign < 0 for sign in signs.values()),
            "summary_tested": sum(self._chance(figure) is not None for figure in own if signs[figure.id]),
            "summary_sure": len(sure),
            "summary_ahead": sum(lead > 0 for lead in leads),
            "summary_compared": len(leads),
        }

    def _sign(self, figure: Figure) -> float:
        """Above nought where a figure got better, below it where it got worse."""
        pair = self._arithmetic.both(figure)
        return 0.0 if pair is None else _good(figure) * (pair[0] - pair[1])

    def _is_sure(self, figure: Figure) -> bool:
        """Whether a change is unlikely to be chance."""
        p = self._chance(figure)
        return p is not None and p < CHANCE_LEVEL

    def _chance(self, figure: Figure) -> float | None:
        """How likely chance alone would bring a change, by the test that pages use: it has no second one."""
        before = self._arithmetic.before(figure)
        return chance(figure, before).p if before is not None else None

    def _lead(self, figure: Figure) -> float | None:
        """How far a figure is better than its neighbours' mean or median; None where it is not compared."""
        if not _good(figure) or figure.unit == "count":
            return None
        own = self._view.comparable(figure)
        if own.value is None:
            return None
        mean = self._arithmetic.expected(self._view.council.neighbours_by, self._view.neighbour_model, own)
        return _good(own) * (own.number - mean[0].exact) if mean else None


def _good(figure: Figure) -> int:
    """1 where higher is better, -1 where lower is, 0 where neither is."""
    return {"better": 1, "worse": -1, "neither": 0}[figure.measure.higher_is]


def _rows(tree: Tree, caption: str) -> int:
    """The rows of the tables whose captions start so."""
    tables = [table for table in tree.select("table") if words_of(table.css_first("caption")).startswith(caption)]
    return sum(len(table.css("tbody tr")) for table in tables)
