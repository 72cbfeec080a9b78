"""A file of official figures in `data/benchmarks/`, with fresh figures in the place of those that it had."""

from bisect import bisect
from pathlib import Path

import pandas as pd

from panelpack.catalogue.context import Context
from panelpack.facts.checks import check_figures
from panelpack.facts.figure_store import STORE, is_store, write_store
from panelpack.facts.official_bases import BASE_COLUMNS
from panelpack.facts.official_csv import FIGURE_COLUMNS
from panelpack.facts.recorded_rows import RECORD, with_rows
from panelpack.facts.table import enforce
from panelpack.project.files import write_all, write_whole


def as_text(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures with the Department's digits as text, without the zeros that binary fractions would add.

    >>> as_text(pd.DataFrame({"value": [0.1 + 0.2, float("nan")]}))[["value", "denominator"]].to_numpy().tolist()
    [['0.3', ''], ['', '']]
    """
    columns = figures.reindex(columns=[*figures.columns, *(name for name in BASE_COLUMNS if name not in figures)])
    numbers = ("value", *BASE_COLUMNS)
    return columns.assign(**{name: [_digits(value) for value in columns[name]] for name in numbers})


def _digits(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.12g}"


def kept_in(folder: Path, source: str, all_areas: bool = False) -> tuple[Path, Path]:
    """The file in which a source's figures are, and the one in which they shall be; often the same.

    Args:
        all_areas: whether they shall be in a store, with those of all England. One that is there stays.
    """
    csv, store = folder / f"{source}.csv", folder / f"{source}{STORE}"
    before = store if store.exists() else csv
    return before, store if all_areas else before


def write_merged(old: pd.DataFrame, fresh: pd.DataFrame, path: Path, about: Context) -> None:
    """Write the figures of a source with fresh ones in their place, once they keep every rule.

    The columns of part and base are written where any figure of the file has them. What a source had in a CSV goes with
    it into its store, so that its figures are in one place.

    Args:
        old, fresh: figures as text, by measure, area, period and breakdown.

    Raises:
        InputError: a figure breaks a rule.
    """
    kept = old.loc[~old.index.isin(fresh.index)]
    both = pd.concat([kept, fresh])
    merged = (both if is_store(path) else _unmoved(old, both)).reset_index()
    checkable = merged[[*FIGURE_COLUMNS, *BASE_COLUMNS]].assign(file=path.name, line=range(2, len(merged) + 2))
    enforce(check_figures(checkable, about), about.catalogue)
    has_bases = bool((merged[BASE_COLUMNS] != "").any(axis=None))
    shown = merged[[*FIGURE_COLUMNS, *(BASE_COLUMNS if has_bases else [])]]
    if is_store(path):
        _write_store(shown, path)
    else:
        record = with_rows(path.parent, {path.name: len(merged)})
        write_all({path: shown.to_csv(index=False, lineterminator="\n"), path.parent / RECORD: record})


def _write_store(figures: pd.DataFrame, path: Path) -> None:
    """Write the store of a source, then its record, and remove the CSV last: broken off, readers find both and tell."""
    csv = path.with_suffix(".csv")
    write_store(path, figures)
    write_whole(path.parent / RECORD, with_rows(path.parent, {path.name: len(figures)}, gone=[csv.name]))
    csv.unlink(missing_ok=True)


def _unmoved(old: pd.DataFrame, merged: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order that they had, a new one after the last that it follows by its key."""
    place = {key: float(number) for number, key in enumerate(old.index)}
    known = sorted(place)
    places = []
    for key in merged.index:
        before = bisect(known, key) - 1
        places.append((place.get(key, place[known[before]] if before >= 0 else -1.0), key not in place, key))
    return merged.iloc[sorted(range(len(places)), key=places.__getitem__)]
