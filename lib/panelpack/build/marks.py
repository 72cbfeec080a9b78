"""Marked numbers of a page, held against the facts that they name, or computed again from them."""

import re
from collections.abc import Iterator
from functools import cached_property

from bs4 import BeautifulSoup, Tag

from panelpack.checks import SYMBOL_MEANINGS
from panelpack.comparisons import change, neighbours
from panelpack.published import Figure, Published
from panelpack.rounding import half_away
from panelpack.settings import Council


class Marks:
    """The numbers that a council's pages may mark."""

    def __init__(self, published: Published, council: Council) -> None:
        self._published = published
        self._council = council

    @cached_property
    def _models(self) -> dict[str, list[str]]:
        areas = self._published.context.areas
        return {item.model: areas.neighbours(self._council.area, item.model) for item in self._council.neighbours}

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
            expected = self._expected(figure, how)
            if expected is not None and not _says(mark, expected):
                yield f"the number of fact {figure.id} differs from it ({figure.measure.id}, {figure.period.label})"
            elif expected is None and not _agrees_with_itself(mark):
                yield f"the words of a number derived from {figure.id} differ from its value"
        for symbol in soup.find_all("abbr", class_="status"):
            if SYMBOL_MEANINGS.get(symbol.get_text()) != symbol.get("title"):
                yield "a symbol with another meaning than its own"

    def counted(self, soup: BeautifulSoup) -> tuple[int, int]:
        """How many numbers of a page are computed again, and how many are derived in other ways."""
        named = [self._named(mark) for mark in soup.find_all("data")]
        held = sum(figure is not None and self._expected(figure, how) is not None for how, figure in named)
        return held, len(named) - held

    def _named(self, mark: Tag) -> tuple[str, Figure | None]:
        how, _, base = str(mark.get("data-fact", "")).rpartition("-")
        return how, self._published.figures.get(base)

    def _expected(self, figure: Figure, how: str) -> Figure | None:
        """The number as it should be; None where the way of making it is not computed again."""
        if not how:
            return figure
        if how == "change":
            return change(self._published, figure).difference
        if how == "change_pct":
            return change(self._published, figure).pct
        if how in ("numerator", "denominator"):
            value = figure.numerator if how == "numerator" else figure.denominator
            return None if value is None else self._published.derive(how, figure, value, unit="count", decimals=0)
        name, _, model = how.partition("_")
        if model in self._models:
            near = neighbours(self._published, figure, self._models[model], model)
            return {"mean": near.mean, "median": near.median, "known": near.known, "neighbours": near.total}.get(name)
        return None


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
