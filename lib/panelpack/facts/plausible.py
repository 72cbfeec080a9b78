"""Questions about figures that came in: what is possible and yet looks like a slip. Nothing is refused for them."""

from collections.abc import Iterator

import pandas as pd

from panelpack.catalogue import breakdowns
from panelpack.catalogue.periods import parse, previous
from panelpack.catalogue.reader import Catalogue

_WHAT = ["measure", "area", "breakdown"]
_KEY = [*_WHAT, "period"]
_TENS = (10.0, 100.0, 1000.0)
_NEAR, _LEAST, _MANY = 0.3, 20.0, 5
_FRACTION, _SHARE = 1.0, 5.0


def questions(fresh: pd.DataFrame, there: pd.DataFrame, catalogue: Catalogue) -> list[str]:
    """What a person should look at among figures that came in, each in a line that names measure, area and period.

    Args:
        fresh: the figures that came in; `measure`, `area`, `breakdown`, `period` and `value` as text.
        there: those that the project had before, in the same columns.
    """
    new, old = (_with_numbers(table) for table in (fresh, there))
    return list(dict.fromkeys([*_tens(new, old, catalogue), *_transposed(new, old), *_repeated(new, old, catalogue)]))


def _with_numbers(table: pd.DataFrame) -> pd.DataFrame:
    found = table[_KEY].assign(
        breakdown=table["breakdown"].map(breakdowns.tidied),
        number=pd.to_numeric(table["value"], errors="coerce").astype(float),
    )
    return found.dropna(subset="number")


def _named(row: "pd.Series[str]") -> str:
    part = f", {row['breakdown']}" if row["breakdown"] else ""
    return f"{row['measure']} of {row['area']}{part}, {row['period']}"


def _tens(new: pd.DataFrame, old: pd.DataFrame, catalogue: Catalogue) -> Iterator[str]:
    """Figures ten, a hundred or a thousand times their own past, or such a part of it; shares written as fractions."""
    past = old.groupby(_WHAT)["number"].median().to_dict()
    for _, row in new.iterrows():
        usual, value = past.get(tuple(row[name] for name in _WHAT)), row["number"]
        if not usual or not value or usual * value < 0:
            continue
        if catalogue[row["measure"]].is_share and 0 < value <= _FRACTION < _SHARE < usual:
            yield f"{_named(row)}: {value:.10g}, where {usual:.10g} is usual; is it written as a fraction of 1?"
            continue
        ratio = max(value / usual, usual / value)
        if max(abs(value), abs(usual)) >= _LEAST and any(abs(ratio / ten - 1) <= _NEAR for ten in _TENS):
            times = min(_TENS, key=lambda ten: abs(ratio / ten - 1))
            yield f"{_named(row)}: {value:.10g}, where {usual:.10g} is usual; is it a factor of {times:g} off?"


def _transposed(new: pd.DataFrame, old: pd.DataFrame) -> Iterator[str]:
    """A figure that was there before with the same digits in another order."""
    before = old.drop_duplicates(_KEY, keep="last").set_index(_KEY)["number"].to_dict()
    for _, row in new.iterrows():
        was = before.get(tuple(row[name] for name in _KEY))
        now, then = f"{row['number']:.10g}", "" if was is None else f"{was:.10g}"
        if was is not None and now != then and len(now) > 1 and sorted(now) == sorted(then):
            yield f"{_named(row)}: {now}, where {then} stood; are two digits the wrong way round?"


def _repeated(new: pd.DataFrame, old: pd.DataFrame, catalogue: Catalogue) -> Iterator[str]:
    """A period of which all figures are those of the one before: a year that nobody filled in anew."""
    before = old.drop_duplicates(_KEY, keep="last").set_index(_KEY)["number"].to_dict()
    for (area, period), rows in new.groupby(["area", "period"], sort=False):
        pairs = []
        for _, row in rows.iterrows():
            label = _label_before(str(row["measure"]), str(period), catalogue)
            pairs.append((row["number"], before.get((row["measure"], area, row["breakdown"], label))))
        known = [(now, then) for now, then in pairs if then is not None and now]
        if len(known) >= _MANY and all(now == then for now, then in known):
            yield f"{len(known)} figures of {area}, {period}, are those of the period before; were they filled in anew?"


def _label_before(measure: str, period: str, catalogue: Catalogue) -> str:
    try:
        found = parse(period, catalogue[measure].basis)
    except ValueError:
        return ""
    return previous(found).label if found.end is not None else ""
