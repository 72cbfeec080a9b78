"""Facts, measures and areas as DataFrames without a report: what an analyst explores with pandas."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from panelpack.catalogue.context import read_context
from panelpack.comparisons.council_year import CouncilYear, council_year
from panelpack.comparisons.frames import areas_frame, facts_frame, measures_frame
from panelpack.disclosure.prepare import prepared
from panelpack.project.checkout import DEFAULT_COUNCIL, find_project


def facts(
    *measures: str,
    areas: str | Iterable[str] = "council",
    years: str | Iterable[str] = "",
    by: str = "",
    source: str = "",
    wide: bool = False,
    council: str = DEFAULT_COUNCIL,
) -> pd.DataFrame:
    """Figures that may be shown, as a DataFrame with a row each.

    Args:
        measures: ids of measures: `measures()` lists them.
        areas: names or codes of areas, or `council`, `neighbours`, `region`, `england`, `all`; one, or a list of them.
        years: reporting years: `"2022-23"`, `"2015-16:2024-25"`, or a list; all when empty.
        by: the breakdown whose parts are wanted, such as `"primary_need"`; the whole alone when empty; `"all"`.
        source: the id of a source; the preferred one when empty; `"all"` for rivals side by side.
        wide: a row a period and a column an area, instead of a row a figure.
        council: whose figures and neighbours they are; the neighbours are those of the newest reporting year.

    Example:
        >>> facts("rereferrals_pct", areas=["Kent", "Essex"], years="2021-22:2022-23", wide=True).columns.to_list()
        ['Kent', 'Essex']
    """
    return facts_frame(_newest(council), measures, areas=areas, years=years, by=by, source=source, wide=wide)


def measures() -> pd.DataFrame:
    """The measures that there are, with unit, basis, better direction, report, topic and definition.

    Example:
        >>> found = measures().set_index("id")
        >>> found.loc["rereferrals_pct", "unit"]
        'percent'
    """
    return measures_frame(read_context(find_project(Path.cwd())))


def areas() -> pd.DataFrame:
    """The areas that there are, with code and kind.

    Example:
        >>> areas().set_index("name").loc["Kent", "code"]
        'E10000016'
    """
    return areas_frame(read_context(find_project(Path.cwd())))


def _newest(council: str) -> CouncilYear:
    """A council in the newest reporting year that has parameters."""
    project = find_project(Path.cwd())
    return council_year(project, prepared(project, council), council, project.years()[-1])
