"""What the tests share: the real checkout, and small tables of facts whose numbers can be checked by hand."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from panelpack.catalogue.context import Context, read_context
from panelpack.catalogue.formulas import calculations
from panelpack.catalogue.identities import Adds, known_to_a_reader
from panelpack.catalogue.measures import build_measure
from panelpack.catalogue.periods import parse
from panelpack.catalogue.reader import Catalogue
from panelpack.catalogue.sources import Register, Source
from panelpack.comparisons.council_year import CouncilYear, council_year
from panelpack.disclosure import prepare
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.ledger import read_ledger
from panelpack.disclosure.protect import protect
from panelpack.disclosure.published import Published
from panelpack.facts.calculate import combine
from panelpack.facts.checks import check_figures
from panelpack.project.checkout import Project, find_project
from panelpack.project.parameters import Target
from windows import link_or_copy

pytest_plugins = ["all_england", "built_packs", "ees_server"]

if sys.platform == "win32":
    Path.symlink_to = link_or_copy

NORTH_SOMERSET = "E06000024"

# The same examples on every run, and no database of examples beside the code.
settings.register_profile("panelpack", derandomize=True, database=None, deadline=None, max_examples=50)
settings.load_profile("panelpack")


@pytest.fixture(scope="session")
def project() -> Project:
    """The checkout that these tests stand in."""
    return find_project(Path(__file__))


@pytest.fixture(scope="session")
def context(project: Project) -> Context:
    """The real catalogue, areas and register of sources."""
    return read_context(project)


@pytest.fixture(scope="session")
def north_somerset(project: Project) -> Published:
    """All real figures of North Somerset that may be shown."""
    return prepare.make(project, "north-somerset")


@pytest.fixture(scope="session")
def with_return(context: Context) -> Context:
    """The real context and one source more, the last in preference: a return that is not public."""
    own = Source(
        title="Records of the council",
        short="council",
        publisher="Council",
        kind="return",
        public=False,
        licence="none",
    )
    known = context.register
    register = Register(precedence=(*known.precedence, "own_return"), sources={**known.sources, "own_return": own})
    return replace(context, register=register)


@pytest.fixture(scope="session")
def context_with(context: Context) -> Callable[..., Context]:
    """The real context with measures more: `context_with(visits={"basis": "quarter"})`."""

    def build(**measures: dict[str, object]) -> Context:
        usual = {"report": "safeguarding", "label": "Visits", "unit": "count", "basis": "year"}
        usual |= {"higher_is": "neither", "definition": "Made for a test."}
        made = {name: build_measure(name, usual | details, "a test") for name, details in measures.items()}
        return replace(context, catalogue=Catalogue({**context.catalogue.measures, **made}, context.catalogue.topics))

    return build


@pytest.fixture(scope="session")
def context_released(context: Context) -> Callable[..., Context]:
    """The real context with the days of children in need releases: `context_released(v9="2025-10-02")`."""

    def build(**days: str) -> Context:
        source = context.register["dfe_children_in_need"]
        dated = source.model_copy(update={"releases": {name: date.fromisoformat(day) for name, day in days.items()}})
        sources = {**context.register.sources, "dfe_children_in_need": dated}
        return replace(context, register=Register(precedence=context.register.precedence, sources=sources))

    return build


@pytest.fixture
def figures_csv(tmp_path: Path) -> Callable[..., Path]:
    """Write a tidy CSV: its header line, then its rows, as they would stand in the file."""

    def write(header: str, *rows: str, name: str = "small.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def table_of() -> Callable[..., pd.DataFrame]:
    """Rows as the reader gives them: (measure, period, value) and, where they differ, further cells by name.

    They are about North Somerset, from the children in need statistics, on lines 2, 3, ... of small.csv.
    """

    def build(*rows: tuple) -> pd.DataFrame:
        usual = {"area": NORTH_SOMERSET, "source": "dfe_children_in_need", "release": "2025"}
        usual |= dict.fromkeys(("breakdown", "status", "qualifier", "numerator", "denominator"), "")
        cells = []
        for measure, period, value, *more in rows:
            given = {"measure": measure, "period": period, "value": "" if value is None else str(value)}
            cells.append(usual | given | {name: str(cell) for name, cell in (more[0] if more else {}).items()})
        return pd.DataFrame(cells).assign(file="small.csv", line=range(2, len(cells) + 2))

    return build


def narrowed(context: Context, rows: tuple) -> Context:
    """The context without the measures that no row names: they change nothing, and cost most of the time."""
    measures = context.catalogue.measures
    kept = {row[0] for row in rows} | set(calculations())
    catalogue = Catalogue({name: item for name, item in measures.items() if name in kept}, context.catalogue.topics)
    return replace(context, catalogue=catalogue)


@pytest.fixture(scope="session")
def facts_of(context: Context, table_of: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """A facts table of a few rows, checked and combined like any other."""
    real = context

    def build(*rows: tuple, context: Context = real) -> pd.DataFrame:
        return combine([check_figures(table_of(*rows), context)], narrowed(context, rows), calculations())

    return build


@pytest.fixture(scope="session")
def protected(project: Project) -> Callable[..., Published]:
    """What may be shown of a facts table, after no release yet or after those of a ledger."""
    nothing_released = read_ledger(Path("no ledger yet"))

    def build(facts: pd.DataFrame, context: Context, ledger: pd.DataFrame = nothing_released) -> Published:
        there = set(facts["measure"])
        identities = [
            item
            for item in known_to_a_reader(context)
            if (item.stated.measure in there if isinstance(item, Adds) else there & {*vars(item).values()})
        ]
        return protect(facts, identities, project.policy, ledger, context)

    return build


@pytest.fixture(scope="session")
def published_of(
    context: Context, facts_of: Callable[..., pd.DataFrame], protected: Callable[..., Published]
) -> Callable[..., Published]:
    """What may be shown of a few rows."""
    real = context

    def build(*rows: tuple, context: Context = real, **more: pd.DataFrame) -> Published:
        return protected(facts_of(*rows, context=context), context, **more)

    return build


@pytest.fixture(scope="session")
def figure_in() -> Callable[..., Figure]:
    """The figure of a measure and period, by its label; it must be there."""

    def find(published: Published, measure: str, label: str, area: str = NORTH_SOMERSET, **more: str) -> Figure:
        period = parse(label, published.context.catalogue[measure].basis)
        found = published.find(measure, area, period, **more)
        assert found is not None, f"there is no figure of {measure} for {label}"
        return found

    return find


@pytest.fixture(scope="session")
def view_with(project: Project, published_of: Callable[..., Published]) -> Callable[..., CouncilYear]:
    """North Somerset's page of 2022-23, with a few rows as its only figures, and targets of its own."""

    def build(*rows: tuple, targets: Iterable[Target] = (), **more: Context) -> CouncilYear:
        own = replace(project)
        own.__dict__["targets"] = tuple(targets)
        usual = ("contacts", "2022-23", 300, {"source": "nsscp_annual_report"})
        return council_year(own, published_of(*(rows or [usual]), **more), "north-somerset", "2022-23")

    return build


@pytest.fixture(scope="session")
def of_neighbours(context: Context) -> Callable[..., list[tuple]]:
    """Rows of North Somerset's statistical neighbours, the closest first, for `published_of`."""

    def build(measure: str, period: str, values: Iterable[float]) -> list[tuple]:
        codes = context.areas.neighbours(NORTH_SOMERSET, "2021")
        return [(measure, period, value, {"area": code}) for code, value in zip(codes, values, strict=False)]

    return build


@pytest.fixture(scope="session")
def of_england_range(of_neighbours: Callable[..., list[tuple]]) -> Callable[..., list[tuple]]:
    """Rows of a measure with England's range: quartiles, England's own figure, neighbours, and a place out of 150.

    `of_england_range("rereferrals_pct", 36.0, (20.0, 26.0), 24.0, [22.0], place=147)` for 2022-23, where not another
    `period` is given; without `england` or `place` there is none.
    """

    def build(
        measure: str,
        own: float,
        quartiles: tuple[float, float],
        england: float | None = None,
        near: Iterable[float] = (),
        place: int | None = None,
        period: str = "2022-23",
    ) -> list[tuple]:
        country, shipped = {"area": "E92000001"}, {"source": "dfe_lait_distribution", "release": "2026-04"}
        statistics = {"lower_quartile": quartiles[0], "median": sum(quartiles) / 2, "upper_quartile": quartiles[1]}
        statistics |= {"councils": 150}
        rows: list[tuple] = [(measure, period, own), *of_neighbours(measure, period, near)]
        rows += [
            (measure, period, value, {**country, **shipped, "breakdown": f"statistic={name}"})
            for name, value in statistics.items()
        ]
        if england is not None:
            rows.append((measure, period, england, country))
        if place is not None:
            rows.append((measure, period, place, {**shipped, "breakdown": "statistic=national_rank"}))
        return rows

    return build
