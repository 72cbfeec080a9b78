"""A DataFrame of an analyst's own as a table of a page: which of its numbers are published figures, which are hers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from numbers import Real
from typing import Any

import pandas as pd

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.numbers import half_away, written
from panelpack.catalogue.periods import YEARLY, Period, long_date
from panelpack.catalogue.reporting_years import in_reporting_year
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page.own import MARK, OwnTable
from panelpack.page.parts import Own, Words
from panelpack.page.tables import Column
from panelpack.page.words import NOTHING, number, text, words_of
from panelpack.project.errors import InputError, Problem

_MOST_CELLS = 4000
_IDS = ("id", "measure", "area", "release")
"""Columns of a frame of facts that are for machines: they say which figure a row is, and are not shown."""


@dataclass(frozen=True)
class Maker:
    """Who made a table of her own, and how; and the columns that she says count no people."""

    by: str
    how: str
    no_people: tuple[str, ...] = ()
    decimals: int = 1


def own_table(
    view: CouncilYear, frame: pd.DataFrame, title: str, maker: Maker, measures: Iterable[str] = ()
) -> OwnTable:
    """A DataFrame as a table. A number is a published figure where the frame says which, and it is equal to it.

    A frame says which by an `id` column, as `facts` gives it, or by the labels of its rows and columns: an area, a
    period or reporting year, and a measure, where it is not the only one of `measures` or of the facts that the frame
    was made from. Without an area it is the council's, without a period that of the year.

    Raises:
        InputError: a number where a published figure is hidden, a whole number small enough to be a hidden count of
            people, a frame that is empty or too large.
    """
    if frame.empty or frame.size > _MOST_CELLS:
        size = "empty" if frame.empty else f"of {frame.size} cells"
        raise InputError([Problem(f"the table is {size}", todo=f"show one to {_MOST_CELLS} cells")])
    names = list(measures) or list(frame.attrs.get("measures", ()))
    found = _Finder(view, [view.measure(name).id for name in names])
    flat, labels = _flat(frame)
    ids = flat["id"].tolist() if "id" in flat else [None] * len(flat)
    kept = [place for place, name in enumerate(flat.columns) if not ("id" in flat and name in _IDS)]
    columns = [str(flat.columns[place]) for place in kept]
    cells = [
        [_cell(found, flat.iloc[row], place, labels[place], ids[row]) for place in kept] for row in range(len(flat))
    ]
    hers = [any(isinstance(line[place], _Hers) for line in cells) for place in range(len(columns))]
    whole = [maker.decimals == 0 or _is_whole([line[place] for line in cells]) for place in range(len(columns))]
    _refuse_small(view, maker, columns, cells, whole)
    heads = tuple(
        Column(text(f"{name}{MARK}" if hers[place] else name), place > 0 and _is_numeric(cells, place))
        for place, name in enumerate(columns)
    )
    rows = tuple(
        tuple(_words(cell, maker, columns[place], whole[place]) for place, cell in enumerate(line)) for line in cells
    )
    return OwnTable(title, heads, rows, how=maker.how, by=maker.by)


@dataclass(frozen=True)
class _Hers:
    """A number that is no published figure."""

    value: float


_Cell = Words | _Hers


def _flat(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[list[str]]]:
    """The frame with its index as columns, where the index says something; and the labels of each column."""
    labelled = not isinstance(frame.index, pd.RangeIndex) or frame.index.name is not None
    flat = frame.reset_index(names="Which") if labelled and frame.index.names == [None] else frame
    flat = flat.reset_index() if labelled and flat is frame else flat.copy()
    levels = [name if isinstance(name, tuple) else (name,) for name in flat.columns]
    labels = [[str(part) for part in parts if str(part)] for parts in levels]
    flat.columns = pd.Index([", ".join(parts) for parts in labels])
    return flat, labels


class _Finder:
    """Finds the published figures of a cell by what its labels name."""

    def __init__(self, view: CouncilYear, measures: Sequence[str]) -> None:
        context = view.published.context
        self._view = view
        self._measures = measures
        # A council that got a new code has two under one name
        self._areas: dict[str, list[str]] = {}
        for code, area in context.areas.by_code.items():
            self._areas.setdefault(area.name.casefold(), []).append(code)
        self._by_label = {item.label.casefold(): name for name, item in context.catalogue.measures.items()}
        self._by_label |= {name.casefold(): name for name in context.catalogue.measures}
        self._periods: dict[str, list[Period]] = {}
        for period in view.published.periods:
            self._periods.setdefault(period.label.casefold(), []).append(period)
        self._years = set(view.project.years())

    def figure(self, figure_id: object) -> Figure | None:
        """The published figure of an id."""
        return self._view.published.figures.get(figure_id) if isinstance(figure_id, str) else None

    def places(self, labels: Iterable[str]) -> list[Figure]:
        """The published figures of the place that labels name: none where it is not clear which place that is."""
        named = [label.strip().casefold() for label in labels]
        measures = list(dict.fromkeys(self._by_label[one] for one in named if one in self._by_label))
        return [figure for name in measures or self._measures for figure in self._of_measure(name, named)]

    def _of_measure(self, name: str, named: Sequence[str]) -> list[Figure]:
        measure = self._view.measure(name)
        own = self._view.council.area_of(measure.about) or self._view.council.area
        areas = [code for one in named for code in self._areas.get(one, ())] or [own]
        published = self._view.published
        return [
            item
            for area in areas
            for when in self._when(measure, named)
            for item in published.all_of(measure.id, area, when)
        ]

    def _when(self, measure: Measure, named: Sequence[str]) -> list[Period]:
        """The periods that labels name, by their own label or by reporting year; where they name none, the year's."""
        found = [period for one in named for period in self._periods.get(one, ()) if period.basis == measure.basis]
        if not found and measure.basis in YEARLY:
            found = [in_reporting_year(one, measure.basis) for one in named if one in self._years]
        usual = self._view.period(measure)
        return found or ([usual] if usual is not None else [])


def _cell(found: _Finder, row: "pd.Series[Any]", place: int, heads: Sequence[str], figure_id: object) -> _Cell:
    """One cell of a row: words, a published figure, or a number of her own."""
    value = row.iloc[place]
    figure = found.figure(figure_id)
    if figure is not None and heads[-1] in ("value", "text"):
        return _of_figure(figure, value, heads[-1])
    if isinstance(value, date) and not pd.isna(value):
        return text(long_date(value))
    if isinstance(value, str | bool) or not (isinstance(value, Real) or pd.isna(value)):
        return text(value)
    labels = [*heads, *(str(one) for one in row if isinstance(one, str))]
    number_ = float("nan") if pd.isna(value) else float(value)
    return _of_place(found.places(labels), number_, labels)


def _of_figure(figure: Figure, value: object, head: str) -> _Cell:
    """A cell of a frame of facts: the figure itself, where it was not changed."""
    if head == "text":
        return number(figure) if str(value) == figure.text else text(value)
    given = float(value) if isinstance(value, Real) else float("nan")
    same = figure.shown is not None and abs(given - figure.shown) < 1e-9
    if same or (given != given and (figure.value is None or figure.gives_way)):
        return number(figure)
    return NOTHING if given != given else _Hers(given)


def _of_place(figures: Sequence[Figure], value: float, labels: Sequence[str]) -> _Cell:
    """A cell by its place: a published figure that is equal to it, else the analyst's own number."""
    if value != value:
        status = next((figure for figure in figures if figure.value is None), None)
        return number(status) if status is not None else NOTHING
    same = [item for item in figures if item.shown is not None and abs(item.shown - value) < 1e-9]
    if len({item.measure.id for item in same}) == 1:
        return number(same[0])
    # Of several measures it is not said which one the number would be of
    one_measure = len({item.measure.id for item in figures}) == 1
    hidden = next((item for item in figures if item.is_hidden and one_measure), None)
    if hidden is not None:
        where = ", ".join(labels)
        todo = "leave it out: who reads it would know a number that could show a child"
        raise InputError([Problem(f"a number stands where a figure is hidden ({hidden.measure.label})", where, todo)])
    return _Hers(value)


def _is_whole(cells: Sequence[_Cell]) -> bool:
    """Whether all own numbers of a column are whole, as counts are."""
    own = [cell.value for cell in cells if isinstance(cell, _Hers)]
    return all(value == int(value) for value in own)


def _is_numeric(cells: Sequence[Sequence[_Cell]], place: int) -> bool:
    """Whether a column holds numbers."""
    column = [line[place] for line in cells]
    return any(isinstance(cell, _Hers) or cell.figures for cell in column)


def _refuse_small(
    view: CouncilYear, maker: Maker, columns: Sequence[str], cells: Sequence[Sequence[_Cell]], whole: Sequence[bool]
) -> None:
    """Refuse whole numbers of her own that could be hidden counts of people.

    Raises:
        InputError: the columns in which they stand.
    """
    policy = view.published.policy
    strange = [name for name in maker.no_people if name not in columns]
    problems = [
        Problem(f"there is no column {name!r} in the table", todo=f"columns: {', '.join(columns)}") for name in strange
    ]
    for place, name in enumerate(columns):
        own = [line[place] for line in cells]
        small = any(
            isinstance(cell, _Hers) and policy.smallest_hidden <= abs(cell.value) <= policy.largest_hidden
            for cell in own
        )
        if small and whole[place] and name not in maker.no_people:
            what = f"a whole number of {policy.smallest_hidden} to {policy.largest_hidden} could be a hidden count"
            todo = f"show a rate or share; if the column counts no people, say so: no_people=[{name!r}]"
            problems.append(Problem(what, f"column {name!r}", todo))
    if problems:
        raise InputError(problems)


def _words(cell: _Cell, maker: Maker, column: str, is_whole: bool) -> Words:
    if isinstance(cell, Words):
        return cell
    decimals = 0 if is_whole else maker.decimals
    value = half_away(cell.value, decimals)
    return words_of(Own(value, written(cell.value, decimals), maker.by, column in maker.no_people))
