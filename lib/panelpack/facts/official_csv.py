"""Official statistics as the DfE's "explore education statistics" (EES) publishes them: a CSV of figures by area.

A row is one area and period, perhaps broken down by filters (`breakdown`, `age`); the other columns are indicators.
Their cells are values (1027, "1,027", R's 1e+05; 01:07 is years:months, so 19 months) or statuses, which are never
numbers: c confidential, z not applicable, x not available, u unreliable, k rounds to zero (older: low and ~ for k, `:`
for x). A blank is x in a column that is blank throughout a geographic level. Any other blank is a problem, as it does
not say why it is there, and so is any other text (NULL, NA, -). A column of all these is an indicator, unless it has a
known filter's name (`age`); so is one where numbers stand beside other text, unless it takes that column ("16", "All")
to tell rows of one area and period apart.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from panelpack.catalogue.periods import parse
from panelpack.catalogue.statuses import OTHERWISE_WRITTEN, STATUS_WORDS
from panelpack.facts.official_bases import BaseColumns, bases_of
from panelpack.facts.tidy_csv import refuse_cut_off
from panelpack.project.errors import InputError, Problem, suggest

SYMBOLS = {**{symbol: symbol for symbol in STATUS_WORDS}, **OTHERWISE_WRITTEN}
FIGURE_COLUMNS = ["measure", "area", "period", "breakdown", "value", "status", "qualifier", "source", "release"]
REQUIRED = ["time_period", "time_identifier", "geographic_level", "country_code"]
LEVELS = {  # the columns with an area's code and name
    "National": ("country_code", "country_name"),
    "Regional": ("region_code", "region_name"),
    "Local authority": ("new_la_code", "la_name"),
}
_IDS = ["time_period", "time_identifier", "level", "area", "dfe_code", "area_name"]
_OWN = ["line", *_IDS, "indicator", "value", "status", "unit_hint"]
_ALIASES = {"geographic_level": "level", "new_la_code": "area", "old_la_code": "dfe_code", "la_name": "area_name"}
_STANDARD = re.compile(  # columns that say when and where, for every level that EES has
    r"time_(period|identifier)|geographic_level|(old|new)_la_code|la_name|(country|region|lad|lsip|pcon|pfa|ward|trust"
    r"|sponsor|school|provider|institution|.*_(area|authority|partnership|lead))_(code|name|id|urn|ukprn|laestab)"
)
_FILTER = re.compile(  # columns that may hold only numbers or symbols, and are no figures
    r"age(_at_.*|_start|_years?)?|breakdown|category|sex|((academic|cohort|nc)_)?year|key_stage"
    r"|(.*_)?(decile|quintile|group|grouping|band|terms?|type|topic)"
)
_AREA = re.compile(r"[A-Z][0-9]{8}( / [A-Z][0-9]{8})*")  # two councils with one return stand as "E... / E..."
_NUMBER = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")
_PLACEHOLDERS = ["", "null", "na", "n/a", "#n/a", "nan", "none", "-", "–", ".", "..", "*"]
_PERIODS = {  # basis: the label of a year that starts in {0} and ends in {1}, short {2}, and what DfE calls such a year
    "year": ("{0}-{2}", "reporting year", "financial year"),
    "march": ("31 March {1}", "reporting year"),
    "september": ("30 September {1}", "reporting year"),
    # A count of January labelled by the academic year in which that January lies
    "january": ("January {1}", "reporting year", "calendar year", "academic year"),
    "calendar": ("{1}", "calendar year"),
    "academic": ("{0}/{2}", "academic year"),
}


@dataclass(frozen=True, eq=False)
class EesTable:
    """An EES file. `cells` has one row a cell: line (in the file), time_period, time_identifier, level (National,
    Regional, Local authority; any other, such as School, has no area), area, dfe_code (old_la_code), area_name, each
    filter, indicator, value, status, unit_hint. A filter with one of these names gets `_filter` added to it.
    """

    path: Path
    filters: tuple[str, ...]
    indicators: tuple[str, ...]
    cells: pd.DataFrame

    def cell(self, indicator: str, **conditions: object) -> tuple[float, str]:
        """Value and status of the one row that meets conditions (`old_la_code="802"`); ValueError unless one does."""
        try:
            rows = self.where({"indicator": _named(indicator, self.indicators, self.path, "indicator"), **conditions})
        except InputError as error:
            raise ValueError(str(error)) from error
        if len(rows) > 1:
            raise ValueError(f"{self.path}: {len(rows)} rows match {indicator} {conditions}:\n{rows.head().to_csv()}")
        return float(rows["value"].iloc[0]), str(rows["status"].iloc[0])

    def where(self, conditions: Mapping[str, object]) -> pd.DataFrame:
        """The rows of `cells` that meet all conditions; InputError, with the values that there are, if none does."""
        rows = self.cells
        for name, wanted in conditions.items():
            column = _named(_ALIASES.get(name.casefold(), name), rows.columns, self.path)
            values = rows[column].astype(str)
            rows = rows[values == str(wanted)]
            if rows.empty:
                what, there = f"no row has {wanted!r} and meets {conditions}", suggest(str(wanted), set(values))
                raise InputError([Problem(what, f"{self.path}, column {column}", there)])
        return rows


def read_cell(text: str) -> tuple[float, str, str] | None:
    """Value (NaN with a status), status and unit hint of a cell; None if it is neither number, duration nor symbol.

    >>> read_cell(" 1,027"), read_cell("01:07"), read_cell("low"), read_cell("NULL")
    ((1027.0, '', ''), (19.0, '', 'months'), (nan, 'k', ''), None)
    """
    text = text.strip()
    if text in SYMBOLS:
        return float("nan"), SYMBOLS[text], ""
    if duration := re.fullmatch("([0-9]{1,2}):(0[0-9]|1[01])", text):
        return float(int(duration[1]) * 12 + int(duration[2])), "", "months"
    return (float(text.replace(",", "")) or 0.0, "", "") if _NUMBER.fullmatch(text) else None


def period_label(time_period: str, time_identifier: str, basis: str) -> str:
    """The project's label for a DfE period. ValueError if there is no such period on that basis.

    >>> period_label("2023", "Reporting year", "year"), period_label("2023", "Reporting year", "september")
    ('2022-23', '30 September 2023')
    """
    identifier, written = time_identifier.strip().casefold(), time_period.strip()
    form, *identifiers = _PERIODS.get(basis, ("",))
    pair = identifier in ("academic year", "financial year")
    end = int(written[:4]) + pair if re.fullmatch("[0-9]{4,6}", written) else 0
    if identifier not in identifiers or written != (f"{end - 1}{end % 100:02d}" if pair else str(end)):
        raise ValueError(f"{time_identifier!r} {time_period!r} cannot be mapped to a period of basis {basis}")
    return parse(form.format(end - 1, end, f"{end % 100:02d}"), basis).label


def read_ees(path: Path, indicators: Iterable[str] | None = None, wanted: Container[str] | None = None) -> EesTable:
    """Read an EES file; `indicators` names its columns of figures where they cannot be told from filters.

    Of several columns of figures only those are judged that are wanted, by their names in small letters, if any is.
    Raises InputError for all that cannot be read, with column, number of rows and first line.
    """
    text = _read_text(path)
    own = [name for name in text.columns if not _STANDARD.fullmatch(name)]
    figures = _guess(text, own) if indicators is None else [_named(name, own, path) for name in indicators]
    figures = sorted(set(figures), key=own.index)
    if not figures:
        raise InputError([Problem("no column holds figures", str(path), f"there are: {', '.join(own) or 'none'}")])
    filters = {name: f"{name}_filter" if name.casefold() in _OWN else name for name in own if name not in figures}
    figures = [name for name in figures if wanted is None or name.casefold() in wanted] or figures
    ids, problems = _places(text, path)
    lines = ids.join(text[list(filters)].rename(columns=filters))
    stacked = text[figures].rename_axis(index="line", columns="indicator").stack()
    cells, faults = _read(pd.DataFrame({"value": stacked}).reset_index().join(lines, on="line"), path)
    if problems + faults:
        raise InputError(problems + faults)
    return EesTable(path, tuple(filters.values()), tuple(figures), cells[["line", *lines, *_OWN[-4:]]])


def to_figures(
    table: EesTable,
    measures: Mapping[str, tuple[str, str]],
    *,
    source: str,
    release: str,
    areas: Container[str] | None = None,
    where: Mapping[str, str] = {},
    bases: Mapping[str, BaseColumns] = {},
) -> pd.DataFrame:
    """Tidy figures (`FIGURE_COLUMNS`) of a table: `measures` gives each source column its measure id and basis.

    With `bases`, by measure, `numerator` and `denominator` too.

    Rows without an area code give none: schools, and places that DfE codes x or z. Raises InputError for a column,
    value or period that there is not, a key (measure, area, period) that comes out twice, or a measure of two units.
    """
    chosen = {_named(name, table.indicators, table.path, "indicator"): measure for name, measure in measures.items()}
    rows = table.where(where)
    wanted = [area for area in set(rows["area"]) if _AREA.fullmatch(area) and (areas is None or area in areas)]
    rows = rows[rows["indicator"].isin(list(chosen)) & rows["area"].isin(wanted)].reset_index(drop=True)
    if rows.empty:
        raise InputError([Problem("no row is of the areas and columns asked for", str(table.path), "areas are codes")])
    ids, kinds = [[chosen[name][part] for name in rows["indicator"]] for part in (0, 1)]
    try:
        periods = list(map(period_label, rows["time_period"], rows["time_identifier"], kinds))
    except ValueError as error:
        raise InputError(
            [
                Problem(
                    str(error),
                    f"{table.path}, column time_period",
                    "give the measure the basis of this file in data/measures/, or take its own file",
                )
            ]
        ) from error
    figures = rows[["area", "value", "status"]].assign(measure=ids, period=periods, breakdown="", qualifier="")
    if problems := _clashes(figures, rows, table):
        raise InputError(problems)
    figures = figures.assign(source=source, release=release)
    if not bases:
        return figures[FIGURE_COLUMNS]
    return figures[FIGURE_COLUMNS].join(bases_of(table.cells, rows.assign(measure=ids), bases))


def _named(name: str, names: Iterable[str], path: Path, kind: str = "column") -> str:
    found = {each.casefold(): each for each in names}
    if name.casefold() not in found:
        raise InputError([Problem(f"there is no {kind} {name!r}", str(path), suggest(name, found.values()))])
    return found[name.casefold()]


def _fault(what: object, lines: "pd.Series[int]", where: str, todo: str) -> Problem:
    return Problem(f"{what or 'blank'} in {len(lines)} row(s), the first on line {lines.min()}", where, todo)


def _read_text(path: Path) -> pd.DataFrame:
    """All cells as text by line number, with the standard columns in lower case."""
    try:
        text = pd.read_csv(path, header=None, dtype=str, na_filter=False, skip_blank_lines=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        what = "the file is empty" if isinstance(error, pd.errors.EmptyDataError) else f"cannot be read: {error}"
        raise InputError([Problem(what, str(path), "download it again, as CSV in UTF-8")]) from error
    refuse_cut_off(path, str(path))
    text = text.set_axis(range(1, len(text) + 1)).apply(lambda column: column.str.strip())
    header = [name.casefold() if _STANDARD.fullmatch(name.casefold()) else str(name) for name in text.iloc[0]]
    text = pd.DataFrame(text[(text != "").any(axis=1)][1:]).set_axis(header, axis=1)
    faults = [f"the column {name!r} is missing" for name in REQUIRED if name not in header]
    faults += [f"{n} columns have the name {name!r}" for name, n in Counter(map(str.casefold, header)).items() if n > 1]
    faults += ["the file has a header and no rows"] if text.empty else []
    if faults:
        raise InputError(Problem(fault, str(path), f"the columns are: {', '.join(header)}") for fault in faults)
    return text


def _places(text: pd.DataFrame, path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """When and where each row is, and what is wrong with that."""
    ids = text.assign(level=text["geographic_level"].str.capitalize(), area="", dfe_code="", area_name="")[_IDS]
    holes = {column: text[column] == "" for column in REQUIRED[:3]}
    for level, (code, name) in LEVELS.items():
        here = ids["level"] == level
        ids.loc[here, _IDS[3:]] = text[here].reindex(columns=[code, "old_la_code", name], fill_value="").to_numpy()
        holes[code] = here & ~ids["area"].isin(list(SYMBOLS)) & ~ids["area"].str.fullmatch(_AREA.pattern)
    bad = {f"{path}, column {column}": text.index.to_series()[hole] for column, hole in holes.items() if hole.any()}
    return ids, [_fault("blank, or no area code,", lines, where, "every row needs one") for where, lines in bad.items()]


def _guess(text: pd.DataFrame, own: list[str]) -> list[str]:
    """The columns that hold figures, by the rule at the top of this module."""
    figures, mixed, apart = list[str](), list[str](), [name for name in text.columns if name not in own]
    for name in own:
        read = [read_cell(each) for each in text[name].unique() if each.casefold() not in _PLACEHOLDERS]
        words = None in read and not any(cell and not cell[1] for cell in read)
        (apart if words or _FILTER.fullmatch(name.casefold()) else mixed if None in read else figures).append(name)
    for name in sorted(mixed, key=lambda name: (text[name].nunique(), name)):
        (apart if text.duplicated(apart).any() else figures).append(name)
    return figures


def _read(cells: pd.DataFrame, path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Value, status and unit hint in place of the text in the column `value`, and what cannot be read."""
    read = {text: read_cell(text) for text in cells["value"].unique()}
    silent = (cells["value"] == "").groupby([cells["indicator"], cells["level"]]).transform("all")
    bad = cells[~silent & cells["value"].map(lambda text: not read[text])].groupby(["indicator", "value"], sort=False)
    todo = f"neither a number nor one of {' '.join(SYMBOLS)}; if this is a filter, name the others in indicators=[...]"
    faults = [_fault(text and repr(text), at["line"], f"{path}, column {name}", todo) for (name, text), at in bad]
    value, status, unit_hint = zip(*(read[text] or (float("nan"), "x", "") for text in cells["value"]), strict=True)
    return cells.assign(value=value, status=status, unit_hint=unit_hint), faults


def _clashes(figures: pd.DataFrame, rows: pd.DataFrame, table: EesTable) -> list[Problem]:
    """Measures of two units, and keys that come out twice, with each filter that tells their rows apart."""
    units = rows["unit_hint"][rows["value"].fillna(0) != 0].groupby(figures["measure"]).nunique()
    todo = "take the rows of one unit, by --where COLUMN=VALUE"
    mixed = units.index[units > 1]
    faults = [Problem(f"{name} has months and plain numbers", str(table.path), todo) for name in mixed]
    keys = figures["measure"] + ", " + figures["area"] + ", " + figures["period"]
    twice = rows[keys.duplicated(keep=False)]
    if twice.empty:
        return faults
    what = f"{keys[twice.index[0]]} comes out more than once: {len(twice)} rows, from line {twice['line'].iloc[0]} on"
    apart = [name for name in table.filters if (twice.groupby(keys)[name].nunique() > 1).any()]
    for name in apart:
        todo = f"fix it with where={{{name!r}: ...}}, which is one of {sorted(set(twice[name]))}"
        faults.append(Problem(what, f"{table.path}, column {name}", todo))
    todo = "no filter tells its rows apart; if a column of numbers is one, name the others in indicators=[...]"
    return faults if apart else [*faults, Problem(what, str(table.path), todo)]
