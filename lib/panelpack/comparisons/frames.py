"""What may be shown, as DataFrames: facts by measure, area and year, the measures and the areas that there are.

They are made from `Published` only, so an analyst explores nothing that a page may not show.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

import pandas as pd

from panelpack.catalogue import breakdowns
from panelpack.catalogue.context import Context
from panelpack.comparisons.area_names import ALL, codes_of
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import way_named
from panelpack.disclosure.figure import Figure, way_and_base
from panelpack.project.errors import InputError, Problem, suggest

COLUMNS = [
    *("measure", "label", "area", "name", "year", "period", "start", "end", "breakdown"),
    *("value", "unit", "status", "text", "source", "release", "id"),
]
"""Of a frame of facts: one row a figure. `name` is the area's, `year` the reporting year that a period belongs to, and
`text` the figure as pages write it."""

_OWN = "own"
"""Stands for the council's own area, which of some measures is its agency's or its police force's."""
_YEAR = r"\d{4}-\d\d"


def facts_frame(
    view: CouncilYear,
    measures: Sequence[str],
    *,
    areas: str | Iterable[str] = "council",
    years: str | Iterable[str] = "",
    by: str = "",
    source: str = "",
    wide: bool = False,
) -> pd.DataFrame:
    """Figures that may be shown, a row each, by measure, area, part and period in their order.

    Args:
        measures: ids of measures.
        areas: names or codes of areas, or `council`, `neighbours` (of the model in force), `region`, `england`, `all`.
        years: reporting years: `2022-23`, `2015-16:2024-25` with either end left open if need be, or several of them;
            all when not given. A period belongs to the year in which it ends.
        by: the breakdown whose parts are wanted, such as `primary_need`; the whole alone when not given; `all`.
        source: the id of a source; the preferred one of each place when not given; `all` for rivals side by side.
        wide: a row a period and a column an area instead; of several measures a column each, by reporting year where
            their periods are of different kinds; of parts a row each.

    Returns:
        The columns of `COLUMNS`; `value` is at the precision that pages show, and missing where there is a status or
        where a percentage on a small base gives way to its numbers, which `text` then says.

    Raises:
        InputError: a measure, area, year, breakdown or source that there is not, each with the nearest that there is;
            `wide` of several sources.
    """
    problems: list[Problem] = []
    names = list(dict.fromkeys(name for one in measures for name in ([one] if isinstance(one, str) else one)))
    if not names:
        problems.append(Problem("no measure is named", todo="name at least one"))
    catalogue = view.published.context.catalogue
    for name in names:
        if name not in catalogue:
            problems.append(Problem(f"there is no measure {name!r}", todo=suggest(name, catalogue.measures)))
    codes: list[str] = []
    try:
        codes = codes_of(view, areas, own=_OWN)
    except InputError as error:
        problems += error.problems
    wanted = _years([years] if isinstance(years, str) else years, problems)
    if source not in ("", ALL, *view.published.context.register.sources):
        todo = suggest(source, [*view.published.context.register.sources, ALL])
        problems.append(Problem(f"there is no source {source!r}", todo=todo))
    if wide and source == ALL:
        problems.append(Problem("a wide table has one figure a place", todo="leave out source='all', or wide"))
    if problems:
        raise InputError(problems)
    found = [item for name in names for item in _of_measure(view, name, codes, by, source)]
    typed = figures_frame([item for item in found if _is_in(item, wanted)])[COLUMNS]
    shown = _widened(typed, len({catalogue[name].basis for name in names}) > 1) if wide else typed
    # By these a table of the analyst's own finds its published figures again: see `report.show`
    shown.attrs["measures"] = names
    return shown


def figures_frame(figures: Iterable[Figure]) -> pd.DataFrame:
    """Figures as they stand on a page, a row each: `COLUMNS`, and `made`, the way in which a derived number was made.

    What is counted or made from several areas has no area of its own.
    """
    frame = pd.DataFrame([_row(item) for item in figures], columns=[*COLUMNS, "made"])
    return frame.astype({"value": "float64", "start": "datetime64[ns]", "end": "datetime64[ns]"})


def measures_frame(context: Context) -> pd.DataFrame:
    """The measures that there are: id, label, unit, basis, which direction is better, report, topic, definition."""
    columns = ["id", "label", "unit", "basis", "higher_is", "report", "topic", "definition"]
    measures = context.catalogue.measures.values()
    return pd.DataFrame([[getattr(item, name) for name in columns] for item in measures], columns=columns)


def areas_frame(context: Context) -> pd.DataFrame:
    """The areas that there are: code, name and kind; those of invented councils are left out."""
    columns = ["code", "name", "kind"]
    areas = [area for area in context.areas.by_code.values() if not area.invented]
    return pd.DataFrame([[getattr(item, name) for name in columns] for item in areas], columns=columns)


def _years(named: Iterable[str], problems: list[Problem]) -> list[tuple[str, str]]:
    """The first and last of each span of reporting years; labels of years sort as the years do."""
    spans = []
    for one in filter(None, map(str, named)):
        first, colon, last = one.partition(":")
        labels = [label for label in (first, last) if label]
        is_year = all(re.fullmatch(_YEAR, label) and int(label[2:4]) + 1 == int(label[5:]) % 100 for label in labels)
        if not labels or not is_year or (first and last and first > last):
            problems.append(Problem(f"{one!r} is no reporting year", todo="write it as 2022-23 or 2015-16:2024-25"))
        spans.append((first, (last or "9999-00") if colon else first))
    return spans


def _is_in(figure: Figure, spans: list[tuple[str, str]]) -> bool:
    """Whether a figure is of the years asked for; an undated one is of its document's year."""
    return not spans or any(first <= figure.reporting_year <= last for first, last in spans)


def _of_measure(view: CouncilYear, name: str, codes: list[str], by: str, source: str) -> list[Figure]:
    """The figures of a measure: by area in the order asked for, then by part, period and preference of source."""
    published, measure = view.published, view.measure(name)
    own = view.council.area_of(measure.about) or view.council.area
    place = {own if code == _OWN else code: number for number, code in reversed([*enumerate(codes)])}
    every = published.of_measure(name)
    parts = list(dict.fromkeys(item.breakdown for item in every))
    kept = {part for part in parts if by == ALL or breakdowns.names_of(part) == ([by] if by else [])}
    if by not in ("", ALL) and not kept:
        known = sorted({one for part in parts for one in breakdowns.names_of(part)})
        raise InputError([Problem(f"{name} is not broken down by {by!r}", todo=suggest(by, [*known, ALL]))])
    found = [item for item in every if item.area in place and item.breakdown in kept]
    found = [item for item in found if source in ("", ALL, item.source)]
    preferred = published.context.register.order
    found.sort(key=lambda item: preferred(item.source, item.release))
    found.sort(key=lambda item: (place[item.area], parts.index(item.breakdown), item.period.order))
    if source == ALL:
        return found
    return [next(same) for _, same in groupby(found, key=lambda item: (item.area, item.breakdown, item.period))]


def _row(figure: Figure) -> list[object]:
    period, (name, _) = figure.period, way_and_base(figure.id)
    way = way_named(name)[0]
    area = ("", "") if way is not None and way.by_model else (figure.area, figure.area_name)
    value = None if figure.gives_way else figure.shown
    return [
        *(figure.measure.id, figure.measure.label, *area),
        *(figure.reporting_year, period.label, period.start, period.end, figure.breakdown),
        *(value, figure.unit, figure.status, figure.text, figure.source, figure.release, figure.id),
        way.words if way else "",
    ]


def _widened(facts: pd.DataFrame, by_year: bool) -> pd.DataFrame:
    """A row a period, in their order, and a column an area; what has a status stays missing."""
    when = "year" if by_year else "period"
    rows = [when, "breakdown"] if facts["breakdown"].any() else [when]
    columns = ["measure", "name"] if facts["measure"].nunique() > 1 else ["name"]
    if facts.duplicated([*rows, *columns]).any():
        what = "several figures would stand in one place of a wide table"
        raise InputError([Problem(what, todo="take measures with one period a year, or leave out wide")])
    table = facts.pivot(index=rows, columns=columns, values="value")
    by_day = facts.sort_values(["end", "start"], kind="stable")
    return table.reindex(index=_index(by_day, rows), columns=_index(facts, columns))


def _index(facts: pd.DataFrame, names: list[str]) -> pd.Index:
    """What stands in some columns, each once and in the order of the rows."""
    found = facts[names].drop_duplicates()
    return pd.MultiIndex.from_frame(found) if len(names) > 1 else pd.Index(found[names[0]])
