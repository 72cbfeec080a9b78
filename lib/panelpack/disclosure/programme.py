"""Programmes over whole numbers, solved by HiGHS: the least cost of columns whose sums keep to some rows.

A solver keeps its last answer, so that one programme is solved for many costs in little more than the time of one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

Span = tuple[float, float]
"""Lowest and highest value."""

_WHOLE = 1e-6
_NODES = 20_000
"""A search that takes longer keeps the best solution that it found."""

_EVERYWHERE = {"output_flag": False, "threads": 1, "mip_max_nodes": _NODES, "mip_rel_gap": 0.0}


@dataclass(frozen=True)
class Answer:
    """What a programme gives.

    Attributes:
        values: of each column in the solution; empty where there is no limit, or no solution.
        relaxed: the least cost in broken numbers; no whole ones cost less.
        prices: what a unit more on the right of each row adds to the relaxed cost.
        column_prices: what a unit more in each column adds to the relaxed cost.
        unlimited: whether the cost falls without end.
    """

    values: Sequence[float] = ()
    relaxed: float = float("-inf")
    prices: Sequence[float] = ()
    column_prices: Sequence[float] = ()
    unlimited: bool = False


class Programme:
    """Columns between bounds, and rows between which their sums must stay.

    Args:
        bounds: of each column.
        rows: the factors of the columns in each row.
        sums: lowest and highest sum of each row.
        broken: columns that need not be whole.
    """

    def __init__(
        self,
        bounds: Sequence[Span],
        rows: Sequence[Mapping[int, float]],
        sums: Sequence[Span],
        broken: frozenset[int] = frozenset(),
    ) -> None:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(bounds), len(rows)
        model.col_cost_ = np.zeros(len(bounds))
        model.col_lower_, model.col_upper_ = np.array(bounds, dtype=float).reshape(-1, 2).T
        model.row_lower_, model.row_upper_ = np.array(sums, dtype=float).reshape(-1, 2).T
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in rows)])
        model.a_matrix_.index_ = np.array([column for row in rows for column in row], dtype=np.int32)
        model.a_matrix_.value_ = np.array([factor for row in rows for factor in row.values()], dtype=float)
        self._model, self._broken = model, broken
        self._columns = np.arange(len(bounds), dtype=np.int32)
        # Presolving would throw the last answer away
        self._relaxed = _solver(model, presolve="off")
        self._whole: highspy.Highs | None = None

    def least(self, cost: Mapping[int, float]) -> Answer:
        """A solution in whole numbers of the least cost, as far as it is found."""
        relaxed = self._solve(self._relaxed, cost)
        if relaxed.unlimited or not relaxed.values or self._is_whole(relaxed.values):
            return relaxed
        if self._whole is None:
            self._whole = _solver(self._model, presolve="choose")
            kinds = [highspy.HighsVarType.kInteger] * len(self._columns)
            for one in self._broken:
                kinds[one] = highspy.HighsVarType.kContinuous
            self._whole.changeColsIntegrality(len(kinds), self._columns, np.array(kinds))
        whole = self._solve(self._whole, cost)
        return Answer(whole.values, relaxed.relaxed, relaxed.prices, relaxed.column_prices, whole.unlimited)

    def _solve(self, solver: "highspy.Highs", cost: Mapping[int, float]) -> Answer:
        factors = np.zeros(len(self._columns))
        for column, factor in cost.items():
            factors[column] = factor
        solver.changeColsCost(len(factors), self._columns, factors)
        solver.run()
        if solver.getModelStatus() in _UNLIMITED:
            return Answer(unlimited=True)
        info = solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Answer()
        found = solver.getSolution()
        cost_found = info.objective_function_value
        return Answer(list(found.col_value), cost_found, list(found.row_dual), list(found.col_dual))

    def _is_whole(self, values: Sequence[float]) -> bool:
        return all(abs(value - round(value)) < _WHOLE for one, value in enumerate(values) if one not in self._broken)


_UNLIMITED = (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible)


def _solver(model: "highspy.HighsLp", presolve: str) -> "highspy.Highs":
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (_EVERYWHERE | {"presolve": presolve}).items():
        solver.setOptionValue(name, value)
    solver.passModel(model)
    return solver
