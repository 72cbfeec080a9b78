"""The pack at a glance: the headline figures across its reports, and the same figures year by year."""

from collections.abc import Iterable, Sequence

from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page import tables
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Note, Piece
from panelpack.page.tables import Column
from panelpack.page.verdicts import could_be_chance
from panelpack.page.words import NOTHING, defined, number, period, say, text
from panelpack.page.words import link as leading
from panelpack.project.errors import InputError, Problem, suggest
from panelpack.project.parameters import FrontPage
from panelpack.project.yaml_files import load
from panelpack.sections.labels import in_brackets, of_other_area
from panelpack.sections.monitor import with_trend_line


def headline_measures(view: CouncilYear) -> dict[str, list[str]]:
    """The measures of the front page by report, the reports in their order.

    Raises:
        InputError: a measure that the catalogue does not hold, by name.
    """
    catalogue, path = view.published.context.catalogue, view.project.parameters / "front_page.yaml"
    named = load(path, FrontPage).headlines
    problems = [
        Problem(f"there is no measure {name!r}", str(path), suggest(name, catalogue.measures))
        for name in named
        if name not in catalogue
    ]
    if problems:
        raise InputError(problems)
    return {report: [name for name in named if catalogue[name].report == report] for report in catalogue.reports}


def headlines(view: CouncilYear, there: Iterable[str]) -> Piece:
    """The headline table across reports: figure, direction with a small trend line, neighbours, and chance.

    Args:
        there: the reports whose pages are there.
    """
    reports, rows = view.published.context.catalogue.reports, []
    pages = set(there)
    for report, names in headline_measures(view).items():
        if report in pages:
            link = leading(reports[report].short_title, f"{report}.html")
            rows += [_row(view, figure, link) for name in names if (figure := view.own(name)) is not None]
    if not rows:
        return Note(text("None of the headline figures is there for this year."), "missing")
    near = f"Neighbours' {view.council.neighbours_by}"
    heads = ("Measure", "Figure", "Direction", near, "Could it be chance?", "Period", "Report")
    columns = [Column(text(words), words in ("Figure", near)) for words in heads]
    note = text(f"Neighbours: the council's statistical neighbours, model of {view.neighbour_model}.")
    return tables.table(view.published, f"Headlines, {view.year_label}", columns, rows, note, stacks=True)


def _row(view: CouncilYear, figure: Figure, link: Words) -> list[Words]:
    item = view.change(figure)
    compared = view.is_compared(figure.measure) and not figure.measure.rolling
    middle = view.neighbours(figure).middle if compared else None
    label = defined(figure.measure.id, figure.measure.label)
    return [
        say("{}{}", label, of_other_area(view, figure)),
        number(figure),
        with_trend_line(view, item),
        number(middle) if middle else NOTHING,
        could_be_chance(item),
        period(figure.period),
        link,
    ]


def across_years(views: Sequence[CouncilYear]) -> Piece:
    """The headline measures of several years side by side, the oldest first, each year leading to its pack."""
    newest = views[-1]
    rows = []
    for name in (name for names in headline_measures(newest).values() for name in names):
        figures = [view.own(name) for view in views]
        known = [item for item in figures if item is not None]
        if known:
            whose = NOTHING if known[0].area == newest.council.area else in_brackets(newest.name_of(known[0].area))
            label = say("{}{}", text(newest.measure(name).label), whose)
            rows.append([label, *[number(item) if item else NOTHING for item in figures]])
    if not rows:
        return EMPTY
    years = [Column(_year_link(view.year_label), True) for view in views]
    caption = f"Headlines, {views[0].year_label} to {newest.year_label}" if len(views) > 1 else "Headlines"
    note = text("Each figure is of the day or months that belong to the year: the year's own reports say which.")
    return tables.table(newest.published, caption, [Column(text("Measure")), *years], rows, note)


def _year_link(year: str) -> Words:
    return leading(year, f"{year}/index.html")
