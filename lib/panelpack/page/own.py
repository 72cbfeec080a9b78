"""An analyst's own pieces as values: a table or a drawing that no report makes, with her name at her numbers."""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from panelpack.page.chart_marks import Axis
from panelpack.page.charts import Chart
from panelpack.page.parts import Own, Words
from panelpack.page.tables import Table
from panelpack.page.words import joined, text

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

MARK = "*"
"""Stands at what is an analyst's own calculation."""


@dataclass(frozen=True, repr=False, kw_only=True)
class OwnTable(Table):
    """A table of an analyst's own. Numbers that are published figures keep their ids; the others are marked as hers.

    Attributes:
        how: how it was made.
        by: who made it.
    """

    how: str
    by: str

    @cached_property
    def note(self) -> Words:
        """What its own numbers are, how they were made, and what the symbols mean."""
        hers = (
            f"{MARK} {self.by}'s own calculation, no published figure." if self.own else f"Put together by {self.by}."
        )
        aside = dict.fromkeys(column.rstrip(MARK) for _, column, part in self.own if part.counts_no_people)
        hers += f" {self.by} says that no people are counted in: {', '.join(aside)}." if aside else ""
        meanings = super().note
        return joined([text(f"{hers} {ended(self.how)}"), *([meanings] if meanings else [])], " ")

    @property
    def own(self) -> list[tuple[str, str, Own]]:
        """Its own numbers, each with the header of its row and of its column."""
        return [
            (row[0].plain, column.plain, part)
            for row in self.rows
            for column, cell in zip(self.columns, row, strict=True)
            for part in cell.leaves
            if isinstance(part, Own)
        ]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Its published figures, then its own numbers, which have no id."""
        made = f"own calculation of {self.by}"
        own = [
            {"row": row, "column": column, "value": part.value, "text": part.plain, "id": "", "made": made}
            for row, column, part in self.own
        ]
        published = super().frame
        if not own:
            return published
        return pd.concat([published, pd.DataFrame(own, columns=published.columns)], ignore_index=True)


@dataclass(frozen=True, repr=False, kw_only=True)
class OwnPicture(Chart):
    """A drawing of an analyst's own, made with matplotlib or seaborn, with the table of its numbers.

    Attributes:
        texts: what is written in it, but for the numbers and words along its axes.
        pickled: the drawing as matplotlib keeps one, in the width and type of a page.
        across, up: what its axes say.
    """

    pickled: bytes
    across: str = ""
    up: str = ""
    texts: tuple[str, ...] = ()

    def canvas(self) -> "Canvas":
        """The drawing, anew each time: to draw changes it."""
        canvas: Canvas = pickle.loads(self.pickled)
        return canvas

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """What runs across, and what runs up."""
        return Axis(self.across), Axis(self.up)

    @property
    def words(self) -> Iterator[Words]:
        """Heading and description."""
        yield from (text(said) for said in (self.heading, self.description) if said)


def ended(words: str) -> str:
    """A sentence with its full stop."""
    return words if words.endswith((".", "!", "?")) else f"{words}."
