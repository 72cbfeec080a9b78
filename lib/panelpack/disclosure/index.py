"""Rows of counts by measure, place and breakdown."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

import pandas as pd

from panelpack.catalogue import breakdowns
from panelpack.facts.table import day_of


class Place(NamedTuple):
    """Where a figure stands, save its measure and breakdown."""

    area: str
    start: date | None
    end: date | None
    source: str
    release: str


class Index:
    """The rows of a table, to be looked up; a row's number is its variable."""

    def __init__(self, facts: pd.DataFrame) -> None:
        self.cells: dict[str, dict[Place, dict[frozenset[str], int]]] = defaultdict(lambda: defaultdict(dict))
        columns = ["measure", "area", "period_start", "period_end", "source", "release", "breakdown"]
        for row, (measure, area, start, end, source, release, breakdown) in enumerate(
            facts[columns].itertuples(index=False, name=None)
        ):
            place = Place(area, day_of(start), day_of(end), source, release)
            self.cells[measure][place][frozenset(breakdowns.parts_of(breakdown))] = row

    def rows(self, measure: str, breakdown: str, area: str, start: date | None, end: date | None) -> list[int]:
        """The rows of a measure at a time, of whatever source and release."""
        kind = frozenset(breakdowns.parts_of(breakdown))
        return [
            cells[kind]
            for place, cells in self.cells.get(measure, {}).items()
            if place[:3] == (area, start, end) and kind in cells
        ]
