"""A derived number made again as its page makes it, so that it can be told from which figures it was made."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from panelpack.catalogue import breakdowns
from panelpack.comparisons.change import change, travel
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import (
    AHEAD,
    AT_MEAN,
    AT_MEDIAN,
    CHANGE,
    CHANGE_PCT,
    DENOMINATOR,
    DIFFERENCE,
    EARLIER,
    KNOWN,
    MEAN,
    MEDIAN,
    NEIGHBOURS,
    NUMERATOR,
    RANK,
    RANKED,
    RECOMPUTED,
    RUNNING,
    STATEMENTS_AGREED,
    STATEMENTS_APART,
    STATEMENTS_UNCHECKED,
    SUM,
    SUMMARY_AHEAD,
    SUMMARY_BETTER,
    SUMMARY_COMPARED,
    SUMMARY_SURE,
    SUMMARY_TESTED,
    SUMMARY_WORSE,
    Way,
    base_of,
    part_of,
)
from panelpack.comparisons.neighbours import Neighbours, better_neighbours, neighbours, rank
from panelpack.comparisons.what_it_takes import what_it_takes
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.ledger import read_ledger
from panelpack.project.notebook_cells import given_to
from panelpack.reconciliation.all_findings import differences_among, findings, of_all_years, without_difference
from panelpack.reconciliation.between_sources import between_sources
from panelpack.reconciliation.revisions import earlier, newest
from panelpack.sections.reconciliation import statement_counts
from panelpack.sections.summary import summed

Maker = Callable[[CouncilYear, Figure, str], Iterable[Figure | None]]


def remade(view: CouncilYear, figure: Figure, way: Way, model: str) -> list[Figure]:
    """What a way makes of a figure, each with the figures that it was made from.

    Args:
        model: the neighbour model that the way's name goes on with.
    """
    name = f"{way.name}_{model}" if way.by_model else way.name
    made = [item for item in MAKERS[way](view, figure, model) if item is not None]
    return [item for item in made if item.id == f"{name}-{figure.id}"]


def _near(view: CouncilYear, figure: Figure, model: str) -> Neighbours:
    codes = view.published.context.areas.neighbours(view.council.area, model)
    return neighbours(view.published, figure, codes, model)


def _ahead(view: CouncilYear, figure: Figure, model: str) -> list[Figure]:
    near = _near(view, figure, model)
    better = better_neighbours(figure, near)
    return [AHEAD.of(figure, len(better), better, model=near.model)]


def _at_middle(view: CouncilYear, figure: Figure, model: str) -> list[Figure | None]:
    near = _near(view, figure, model)
    return [what_it_takes(figure, replace(near, by=by)) for by in ("mean", "median")]


def _running(view: CouncilYear, figure: Figure, _: str) -> list[Figure]:
    found = travel(view.published, figure)
    return [RUNNING.of(figure, found.run, found.figures)] if found.run else []


def _ranked(view: CouncilYear, figure: Figure, _: str) -> list[Figure]:
    near = view.neighbours(figure)
    place, among = rank(view.published, figure, near.figures), (figure, *near.figures)
    return [RANK.of(figure, place.place, among), RANKED.of(figure, place.of, among)] if place else []


def _part(view: CouncilYear, figure: Figure, _: str) -> list[Figure]:
    """Numerator and denominator, from the counts that the same source gives, else from the figure's own row."""
    made = []
    for found, name in (
        (part_of(figure), figure.measure.numerator),
        (base_of(figure), figure.measure.denominator),
    ):
        place = (figure.area, figure.period, figure.breakdown, figure.source)
        count = view.published.find(name, *place) if name else None
        if found is not None:
            made.append(replace(found, made_of=(count or figure,)))
    return made


def _difference(view: CouncilYear, figure: Figure, _: str) -> list[Figure | None]:
    return [item.gap for item in between_sources(view) if item.other.id == figure.id]


def _recomputed(view: CouncilYear, figure: Figure, _: str) -> list[Figure | None]:
    found = of_all_years(view.published)
    return [item.recomputed for item in found if item.stated.id == figure.id]


def _sum(view: CouncilYear, figure: Figure, _: str) -> list[Figure]:
    """The sums of a total's parts, by each breakdown that its source gives."""
    catalogue = view.published.context.catalogue.measures.values()
    names = [item.id for item in catalogue if figure.measure.id in (item.id, item.whole)]
    parts: dict[tuple[str, str], list[Figure]] = {}
    for item in (item for name in names for item in view.published.stated(name)):
        same = (item.area, item.period, item.source) == (figure.area, figure.period, figure.source)
        if same and item.breakdown and item.value is not None:
            parts.setdefault((item.measure.id, breakdowns.name_of(item.breakdown)), []).append(item)
    return [SUM.of(figure, sum(item.exact for item in found), found) for found in parts.values()]


def _earlier(view: CouncilYear, figure: Figure, _: str) -> list[Figure | None]:
    rows = newest(read_ledger(view.project.ledger_of(view.council_name))).to_dict("records")
    return [earlier(view.published, row) for row in rows if row["measure"] == figure.measure.id]


def _of_summaries(view: CouncilYear, _figure: Figure, _: str) -> Iterable[Figure]:
    """The counts of every summary of the year's reports."""
    for report in view.published.context.catalogue.reports:
        notebook = view.project.notebook(report)
        asked = given_to(notebook, "summary") if notebook.exists() else []
        for names in [[], *asked]:
            yield from summed(view, names or view.summarised(report)).counts().values()


def _of_statements(view: CouncilYear, _figure: Figure, _: str) -> Iterable[Figure]:
    """The counts of the reconciliation page."""
    found = findings(view)
    unchecked, agreed = without_difference(found)
    return statement_counts([item.finding for item in differences_among(view, found)], unchecked, agreed).values()


MAKERS: Mapping[Way, Maker] = {
    CHANGE: lambda view, figure, _: [change(view.published, figure).difference],
    CHANGE_PCT: lambda view, figure, _: [change(view.published, figure).pct],
    MEAN: lambda view, figure, model: [_near(view, figure, model).mean],
    MEDIAN: lambda view, figure, model: [_near(view, figure, model).median],
    KNOWN: lambda view, figure, model: [_near(view, figure, model).known],
    NEIGHBOURS: lambda view, figure, model: [_near(view, figure, model).total],
    AHEAD: _ahead,
    AT_MEAN: _at_middle,
    AT_MEDIAN: _at_middle,
    RUNNING: _running,
    RANK: _ranked,
    RANKED: _ranked,
    NUMERATOR: _part,
    DENOMINATOR: _part,
    DIFFERENCE: _difference,
    RECOMPUTED: _recomputed,
    SUM: _sum,
    EARLIER: _earlier,
    **dict.fromkeys(
        (SUMMARY_BETTER, SUMMARY_WORSE, SUMMARY_SURE, SUMMARY_TESTED, SUMMARY_AHEAD, SUMMARY_COMPARED), _of_summaries
    ),
    **dict.fromkeys((STATEMENTS_AGREED, STATEMENTS_APART, STATEMENTS_UNCHECKED), _of_statements),
}
"""How each way of the register is made."""
