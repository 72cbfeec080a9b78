"""Tidy figures: the one CSV form in which people send aggregate figures, and in which official statistics are kept.

One row a figure. `measure`, `area`, `period`, `value`, `source` and `release` are needed; `breakdown`, `status`,
`qualifier`, `numerator`, `denominator` and `figure_id` may be left out. The reader keeps every cell as the text that
the file has: `checks` gives it meaning.
"""

from pathlib import Path

import pandas as pd

from panelpack.errors import InputError, Problem, suggest

NEEDED = ("measure", "area", "period", "value", "source", "release")
OPTIONAL = ("breakdown", "status", "qualifier", "numerator", "denominator", "figure_id")
LEFT_OUT = "left_out.csv"


def read_figures(path: Path, name: str | None = None) -> pd.DataFrame:
    """Read one tidy CSV as text, with `file` and `line` (the line number in it) beside each row.

    Args:
        path: the file.
        name: how messages and provenance name it; the path when left out.

    Raises:
        InputError: the file is empty or not UTF-8, or a column is missing, unknown or there twice.
    """
    name = name or str(path)
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig", skip_blank_lines=False)
    except pd.errors.EmptyDataError:
        raise InputError([Problem("the file is empty", name, f"give it the columns {', '.join(NEEDED)}")]) from None
    except UnicodeDecodeError as error:
        raise InputError([Problem("the file is not UTF-8", name, "save it as CSV UTF-8")]) from error
    except pd.errors.ParserError as error:
        raise InputError([Problem(f"not a CSV: {error}", name)]) from error
    _refuse_columns(list(table.columns), name)
    table = table.apply(lambda column: column.str.strip())
    for column in OPTIONAL:
        if column not in table:
            table[column] = ""
    table["file"] = name
    table["line"] = range(2, len(table) + 2)
    filled = (table[list(NEEDED)] != "").any(axis=1)
    kept: pd.DataFrame = table.loc[filled].reset_index(drop=True)
    return kept


def figure_files(folder: Path) -> list[Path]:
    """All files of figures in a folder, by name; the list of figures left out is none of them."""
    return [path for path in sorted(folder.glob("*.csv")) if path.name != LEFT_OUT]


def _refuse_columns(columns: list[str], name: str) -> None:
    known = (*NEEDED, *OPTIONAL)
    strange = [column for column in columns if column not in known]
    missing = [column for column in NEEDED if column not in columns]
    problems = [Problem(f"unknown column {column!r}", name, suggest(column, known)) for column in strange]
    problems += [
        Problem(f"the column {column!r} is missing", name, f"the columns are: {', '.join(columns)}")
        for column in missing
    ]
    if problems:
        raise InputError(problems)
