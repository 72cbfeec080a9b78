"""Tidy figures: the one form in which people send aggregate figures, and in which official statistics are kept.

One row a figure, in a CSV or, of all of England, in a store (`figure_store`). `measure`, `area`, `period`, `value`,
`source` and `release` are needed; `breakdown`, `status`, `qualifier`, `numerator`, `denominator` and `figure_id` may be
left out. The reader keeps every cell as the text that the file has: `checks` gives it meaning.
"""

import csv
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from panelpack.facts.cells import as_seen, read_cell
from panelpack.facts.figure_store import STORE, is_store, read_store
from panelpack.facts.recorded_rows import refuse_fewer, refuse_missing
from panelpack.project.errors import InputError, Problem, suggest

NEEDED = ("measure", "area", "period", "value", "source", "release")
OPTIONAL = ("breakdown", "status", "qualifier", "numerator", "denominator", "figure_id")
LEFT_OUT = "left_out.csv"
_MOST_BYTES = 20_000_000


def read_figures(path: Path, name: str | None = None, areas: Collection[str] | None = None) -> pd.DataFrame:
    """Read one file of tidy figures as text, with `file` and `line` (the line or row number in it) beside each row.

    Args:
        path: the file, a CSV or a store.
        name: how messages and provenance name it; the path when left out.
        areas: codes of the areas that are wanted of a store; all when left out. A CSV is read whole: it is short, and
            each of its rows was put there by somebody.

    Raises:
        InputError: the file is empty, damaged or not UTF-8, a column is missing, unknown or there twice, or it has
            fewer rows than are recorded of it.
    """
    name = name or str(path)
    table = read_store(path, name, areas) if is_store(path) else _read_csv(path, name)
    _refuse_columns([str(column) for column in table.columns if column != "line"], name)
    for column in table.columns.drop("line"):
        seen = {cell: read_cell(str(column), cell) for cell in table[column].unique()}
        table[column] = table[column].map(seen).astype("str")
    for column in OPTIONAL:
        if column not in table:
            table[column] = ""
    table["file"] = name
    return table[[*table.columns.drop("line"), "line"]]


def _read_csv(path: Path, name: str) -> pd.DataFrame:
    """The cells of a CSV as text, and the line on which each row starts."""
    header, lines = _read_rows(path, name)
    _refuse_columns(header, name)
    refuse_fewer(path, name, len(lines))
    table = pd.DataFrame([cells for _, cells in lines], columns=header, dtype=str)
    return table.assign(line=[line for line, _ in lines])


def _read_rows(path: Path, name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Header, and each row that is not blank with the line on which it starts; every cell stripped."""
    rows: list[tuple[int, list[str]]] = []
    refuse_large(path, name, _MOST_BYTES)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader, before = csv.reader(file, strict=True), 0
            for cells in reader:
                rows.append((before + 1, [cell.strip() for cell in cells]))
                before = reader.line_num
    except UnicodeDecodeError as error:
        raise InputError([Problem("the file is not UTF-8", name, "save it as CSV UTF-8")]) from error
    except csv.Error as error:
        raise InputError(
            [Problem(f"not a CSV: {error}", f"{name}, line {before + 1}", "save it as CSV UTF-8")]
        ) from error
    refuse_cut_off(path, name)
    if not rows:
        raise InputError([Problem("the file is empty", name, f"give it the columns {', '.join(NEEDED)}")])
    header = [as_seen(name) for name in rows[0][1]]
    filled = [(line, cells) for line, cells in rows[1:] if any(cells)]
    uneven = [(line, len(cells)) for line, cells in filled if len(cells) != len(header)]
    if uneven:
        raise InputError(
            Problem(
                f"{count} cells under {len(header)} columns",
                f"{name}, line {line}",
                "look for a comma too many or too few",
            )
            for line, count in uneven
        )
    return header, filled


def refuse_large(path: Path, name: str, most_bytes: int) -> None:
    """Refuse a CSV that is far too large to be read.

    Raises:
        InputError: it is larger than `most_bytes`.
    """
    size = path.stat().st_size
    if size > most_bytes:
        todo = "look whether it is the right file; a list of children has no business here"
        raise InputError([Problem(f"the file has {size / 1e6:,.0f} MB", name, todo)])


def refuse_cut_off(path: Path, name: str) -> None:
    """Refuse a CSV whose last line has no end, as has one that was cut off.

    Raises:
        InputError: it has none.
    """
    if path.stat().st_size:
        with path.open("rb") as file:
            file.seek(-1, 2)
            if file.read() not in (b"\n", b"\r"):
                todo = "fetch or save it again; where it is whole, end its last line"
                raise InputError([Problem("the last line has no end: the file may be cut off", name, todo)])


def figure_files(folder: Path) -> list[Path]:
    """All files of figures in a folder, by name; the list of figures left out is none of them.

    Raises:
        InputError: one of which rows are recorded is not there, or a source has both a CSV and a store.
    """
    refuse_missing(folder)
    stores = sorted(folder.glob(f"[!.]*{STORE}"))
    both = [path for path in stores if path.with_suffix(".csv").exists()]
    if both:
        todo = "remove the CSV: a refresh puts all its figures into the store, unless it was broken off"
        raise InputError(Problem(f"{path.stem} has a CSV and a store", str(path), todo) for path in both)
    csvs = [path for path in folder.glob("*.csv") if path.name != LEFT_OUT]
    return sorted([*csvs, *stores])


def _refuse_columns(columns: list[str], name: str) -> None:
    known = (*NEEDED, *OPTIONAL)
    strange = [column for column in columns if column not in known]
    twice = sorted({column for column in columns if columns.count(column) > 1})
    missing = [column for column in NEEDED if column not in columns]
    problems = [Problem(f"unknown column {column!r}", name, suggest(column, known)) for column in strange]
    problems += [Problem(f"the column {column!r} stands twice", name, "leave one of them") for column in twice]
    problems += [
        Problem(f"the column {column!r} is missing", name, f"the columns are: {', '.join(columns)}")
        for column in missing
    ]
    if problems:
        raise InputError(problems)
