"""The pack at a glance: the headline figures across its reports, and the same figures year by year."""

from collections.abc import Mapping, Sequence

from panelpack.comparisons.change import travel
from panelpack.comparisons.council_year import Scope
from panelpack.disclosure.published import Figure
from panelpack.page import tables
from panelpack.page.markup import Html, defined, number, period, text
from panelpack.page.sparklines import spark
from panelpack.page.tables import Column
from panelpack.project.errors import InputError, Problem, suggest
from panelpack.project.parameters import FrontPage, Project
from panelpack.project.yaml_files import load


def headline_measures(project: Project, known: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The measures of the front page, by report.

    Raises:
        InputError: a measure that the catalogue does not hold, by name.
    """
    path = project.parameters / "front_page.yaml"
    found = load(path, FrontPage).headlines
    problems = [
        Problem(f"there is no measure {name!r}", str(path), suggest(name, known))
        for names in found.values()
        for name in names
        if name not in known
    ]
    if problems:
        raise InputError(problems)
    return found


def overview(scope: Scope, titles: Mapping[str, str]) -> Html:
    """The headline table across reports: figure, direction with a small trend line, neighbours, and chance.

    Args:
        titles: the reports whose pages are there, by name, with their titles.
    """
    rows = []
    for report, names in headline_measures(scope.project, scope.published.context.catalogue.measures).items():
        if report not in titles:
            continue
        link = f'<a href="{text(report)}.html">{text(titles[report])}</a>'
        rows += [_row(scope, figure, link) for name in names if (figure := scope.own(name)) is not None]
    if not rows:
        return Html('<p class="missing">None of the headline figures is there for this year.</p>')
    columns = [
        Column("Measure"),
        Column("Figure", True),
        Column("Direction"),
        Column("Neighbours' mean", True),
        Column("Could it be chance?"),
        Column("Period"),
        Column("Report"),
    ]
    note = f"Neighbours: the council's statistical neighbours, model of {text(scope.neighbour_model)}."
    return tables.table(scope.published, f"Headlines, {scope.year_label}", columns, rows, note)


def _row(scope: Scope, figure: Figure, link: str) -> list[str]:
    item = scope.change(figure)
    whose = "" if figure.area == scope.council.area else f" ({text(scope.name_of(figure.area))})"
    compared = scope.is_compared(figure.measure) and not figure.measure.rolling
    mean = scope.neighbours(figure).mean if compared else None
    direction = tables.direction(scope.published, item, travel(scope.published, figure))
    return [
        defined(figure.measure.id, figure.measure.label) + whose,
        number(figure),
        f"{direction} {spark(scope.published, figure)}".strip(),
        number(mean) if mean else "",
        text(item.chance.words if item.difference else "not known"),
        period(figure.period),
        link,
    ]


def across_years(scopes: Sequence[Scope]) -> Html:
    """The headline measures of several years side by side, the oldest first, each year leading to its pack."""
    newest = scopes[-1]
    rows = []
    for names in headline_measures(newest.project, newest.published.context.catalogue.measures).values():
        for name in names:
            figures = [scope.own(name) for scope in scopes]
            known = [item for item in figures if item is not None]
            if known:
                whose = "" if known[0].area == newest.council.area else f" ({newest.name_of(known[0].area)})"
                label = text(newest.measure(name).label + whose)
                rows.append([label, *[number(item) if item else "" for item in figures]])
    if not rows:
        return Html("")
    years = [
        Column(f'<a href="{text(scope.year_label)}/index.html">{text(scope.year_label)}</a>', True) for scope in scopes
    ]
    caption = f"Headlines, {scopes[0].year_label} to {newest.year_label}" if len(scopes) > 1 else "Headlines"
    note = "Each figure is of the day or months that belong to the year: the year's own reports say which."
    return tables.table(newest.published, caption, [Column("Measure"), *years], rows, note)
