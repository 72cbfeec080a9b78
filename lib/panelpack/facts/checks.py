"""Checks of what arrives: every fault named with file, line and what to do, all of them collected before stopping."""

import re
from collections.abc import Callable, Iterable

import pandas as pd

from panelpack.catalogue.context import Context
from panelpack.catalogue.periods import Period, parse
from panelpack.catalogue.reader import Catalogue
from panelpack.catalogue.sources import Register
from panelpack.catalogue.statuses import OTHERWISE_WRITTEN, STATUS_WORDS
from panelpack.facts.spelling import one_spelling
from panelpack.facts.workbook import place_of_cell
from panelpack.project.errors import InputError, Problem, suggest

_LOOKS_LIKE_STATUS = {
    **{symbol: symbol for symbol in STATUS_WORDS},
    **{f"[{symbol}]": symbol for symbol in STATUS_WORDS},
    **OTHERWISE_WRITTEN,
    **dict.fromkeys(("*", "**", "supp", "suppressed", "s"), "c"),
    **dict.fromkeys(("-", "..", "...", "n/a", "na", "not available", "#"), "x"),
}
"""How people write that a value is not there, with the status that it has here."""

_BELOW = re.compile(r"(?:<|≤|less than|fewer than|under)\s*\d+|\d+\s*(?:or fewer|or less)", re.I)
_DATE_OF_A_RANGE = re.compile(r"\d{1,2}[-/ ][A-Za-z]{3}(?:[-/ ]\d{2,4})?|[A-Za-z]{3}[-/ ]\d{1,4}")


def check_figures(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Give meaning to the text of tidy figures.

    Args:
        table: as `tidy_csv.read_figures` gives it, one file or several.

    Returns:
        The same rows with `period_start` and `period_end` in place of `period`, numbers as floats.

    Raises:
        InputError: unknown measures, areas, sources or qualifiers, periods of another basis, text where a number
            belongs, a part that is written in two ways.
    """
    problems: list[Problem] = []
    problems += _unknown(table, "measure", context.catalogue.measures)
    problems += _unknown(table, "area", context.areas.by_code)
    problems += _unknown(table, "source", context.register.sources)
    checked = table.copy()
    for column in ("value", "numerator", "denominator"):
        checked[column], bad = _numbers(table, column)
        problems += bad
    problems += _not_whole(checked, context)
    problems += _releases_without_day(table, context.register)
    checked["qualifier"], bad = _qualifiers(table, context)
    problems += bad
    checked["breakdown"], bad = one_spelling(table, context.catalogue)
    problems += bad
    known = checked["measure"].isin(list(context.catalogue.measures))
    periods, bad = _periods(checked[known], context.catalogue)
    problems += bad
    if problems:
        raise InputError(problems)
    found = [periods[key] for key in _period_keys(checked)]
    checked["period_start"] = pd.Series([item.start for item in found], dtype="datetime64[s]")
    checked["period_end"] = pd.Series([item.end for item in found], dtype="datetime64[s]")
    return checked.drop(columns="period")


def _not_whole(checked: pd.DataFrame, context: Context) -> list[Problem]:
    """Counts of a council's own that are not whole: a half of a child is a slip, or a share in the wrong place."""
    measures, private = context.catalogue.measures, set(context.register.private())
    counts = {name for name, measure in measures.items() if measure.unit == "count"}
    own = checked["measure"].isin(counts) & checked["source"].isin(private) & checked["value"].notna()
    todo = "write a whole number, or a share as a share"
    bad = own & (checked["value"] % 1 != 0)
    return each_row(checked, bad, lambda row: Problem(f"a count that is not whole ({row['measure']})", at(row), todo))


def _qualifiers(table: pd.DataFrame, context: Context) -> tuple["pd.Series[str]", list[Problem]]:
    """The qualifiers of rows as they are spelt, and those that are not known."""
    known = context.qualifiers
    spelt = {}
    for words in table["qualifier"].unique():
        parts = [part.strip() for part in words.split(";") if part.strip()]
        spelt[words] = [(part, known.spelling(part)) for part in parts]
    problems = [
        Problem(f"unknown qualifier {part!r}", at(row, "qualifier"), known.nearest(part))
        for _, row in table[table["qualifier"] != ""].iterrows()
        for part, found in spelt[row["qualifier"]]
        if found is None
    ]
    return table["qualifier"].map(lambda words: "; ".join(found or part for part, found in spelt[words])), problems


def _releases_without_day(table: pd.DataFrame, register: Register) -> list[Problem]:
    """Releases of which nobody can say whether they are newer than another one of their source."""
    known = table[table["source"].isin(list(register.sources))]
    several = known.groupby("source")["release"].unique()
    return [
        problem
        for source, releases in several.items()
        if len(releases) > 1
        for problem in register.without_day(str(source), list(releases))
    ]


def at(row: "pd.Series[str]", column: str = "") -> str:
    """Where a row stands: its file and line, or the cell of a workbook's sheet."""
    return place_of_cell(row["file"], int(row["line"]), column)


def each_row(table: pd.DataFrame, bad: "pd.Series[bool]", say: Callable[["pd.Series[str]"], Problem]) -> list[Problem]:
    """One problem for every row that a rule marks as bad."""
    return [say(row) for _, row in table[bad].iterrows()]


def _unknown(table: pd.DataFrame, column: str, valid: Iterable[str]) -> list[Problem]:
    names = list(valid)
    return each_row(
        table,
        ~table[column].isin(names),
        lambda row: Problem(f"unknown {column} {row[column]!r}", at(row, column), _nearest(row[column], names, column)),
    )


def _nearest(name: str, names: list[str], column: str) -> str:
    if column == "area":
        return "give the code that stands in data/reference/areas.csv"
    hint = suggest(name, names)
    return (
        hint
        if hint.startswith("did")
        else f"declare it in data/{'measures/' if column == 'measure' else 'sources.yaml'}"
    )


def _numbers(table: pd.DataFrame, column: str) -> tuple["pd.Series[float]", list[Problem]]:
    numbers = pd.to_numeric(table[column].where(table[column] != ""), errors="coerce").astype(float)
    finite = numbers.abs() != float("inf")
    bad = (table[column] != "") & (numbers.isna() | ~finite)
    return numbers, each_row(table, bad, lambda row: _not_a_number(row, column))


def _not_a_number(row: "pd.Series[str]", column: str) -> Problem:
    text = row[column]
    status = _LOOKS_LIKE_STATUS.get(text.lower()) or ("c" if _BELOW.fullmatch(text) else "")
    if status:
        todo = f"leave {column} empty and put {status!r} in the column 'status'"
    elif _DATE_OF_A_RANGE.fullmatch(text):
        todo = "a spreadsheet made a date of a range such as 1-5: format the column as text and type it anew"
    elif text.endswith("%"):
        todo = "write the percentage without its sign: 15.3 for 15.3%"
    else:
        todo = "write digits only, without thousands separators or units"
    return Problem(f"{column} {text!r} is not a number", at(row, column), todo)


def _period_keys(table: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(table["measure"], table["period"], strict=True))


def _periods(table: pd.DataFrame, catalogue: Catalogue) -> tuple[dict[tuple[str, str], Period], list[Problem]]:
    periods: dict[tuple[str, str], Period] = {}
    problems = []
    for name, label in dict.fromkeys(_period_keys(table)):
        try:
            periods[name, label] = parse(label, catalogue[name].basis)
        except ValueError as error:
            rows = table[(table["measure"] == name) & (table["period"] == label)]
            problems.append(Problem(f"measure {name}: {error}", f"{at(rows.iloc[0], 'period')} ({len(rows)} rows)"))
    return periods, problems
