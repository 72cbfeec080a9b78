"""A chart over the years to the reporting year, with its figures as a table."""

from collections.abc import Sequence

from panelpack.catalogue.periods import Period
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.england import national
from panelpack.disclosure.figure import Figure
from panelpack.page import charts, sentences, tables, words
from panelpack.page.charts import Band, Line
from panelpack.page.parts import Words
from panelpack.page.pieces import Piece
from panelpack.page.tables import Column, Table
from panelpack.page.words import number, say, text
from panelpack.sections.labels import meaning, missing


def trend(view: CouncilYear, name: str, compare: Sequence[str]) -> Piece:
    """A chart over the years to the reporting year, with its figures as a table.

    Args:
        compare: whose lines stand beside the council's: neighbours, region, england.
    """
    measure = view.measure(name)
    periods = view.periods_to_now(measure)
    known = {figure.period: figure for figure in view.over_time(measure)}
    own = [known.get(period) for period in periods]
    if not periods or own[-1] is None:
        return missing(f"{measure.label}: no figure", view, view.series_file(measure))
    compare = compare if view.is_compared(measure) else ()
    lines = [Line("council", view.area_name, tuple(own)), *_other_lines(view, own, compare)]
    band = [_band(view, figure) if view.is_compared(measure) else (None, None) for figure in own]
    has_band = sum(low is not None for low, _ in band) > 1
    subtitle = f"{view.area_name}, {_span(periods)}"
    near = f"Neighbours' {view.council.neighbours_by}"
    others = [(near if line.role == "neighbours" else line.label, line.figures[-1]) for line in lines[1:]]
    description = sentences.trend_description(measure.label, view.area_name, own, others, has_band)
    data = _table(view, f"{measure.label}, {subtitle}", periods, lines, band if has_band else None)
    key = _key(view, lines, has_band)
    return charts.trend_chart(view.published, measure.label, subtitle, description, periods, lines, band, data, key)


def _span(periods: Sequence[Period]) -> str:
    return f"{periods[0].label} to {periods[-1].label}" if len(periods) > 1 else periods[0].label


def _key(view: CouncilYear, lines: Sequence[Line], has_band: bool) -> str:
    """What the lines and the band are, in words."""
    near = (
        f"Neighbours: the {view.council.neighbours_by} of those known (all, unless the data says how many), model of "
    )
    keys = [f"{near}{view.neighbour_model}." for line in lines if line.role == "neighbours"]
    if has_band:
        keys.append("Grey band: the middle half of England's councils.")
    return " ".join(keys)


def _other_lines(view: CouncilYear, own: Sequence[Figure | None], compare: Sequence[str]) -> list[Line]:
    lines = []
    if "neighbours" in compare:
        means = tuple(view.neighbours(figure).middle if figure else None for figure in own)
        lines.append(Line("neighbours", "Neighbours", means))
    for role, code in zip(("region", "england"), view.wider, strict=True):
        if role in compare:
            found = tuple(view.elsewhere(figure, code) if figure else None for figure in own)
            lines.append(Line(role, view.name_of(code), found))
    return [line for line in lines if any(figure is not None for figure in line.figures)]


def _band(view: CouncilYear, figure: Figure | None) -> Band:
    if figure is None:
        return None, None
    of_england = national(view.published, figure)
    return of_england.lower, of_england.upper


def _table(
    view: CouncilYear, title: str, periods: Sequence[Period], lines: Sequence[Line], band: Sequence[Band] | None
) -> Table:
    columns = [Column(text("Period")), *[Column(_header(view, line), True) for line in lines]]
    if band:
        columns += [Column(text(f"England's {side} quartile"), True) for side in ("lower", "upper")]
    rows = []
    for place, period in enumerate(periods):
        cells = [words.period(period), *[_cell(view, line, lines[0], place) for line in lines]]
        rows.append(cells + ([number(figure) for figure in band[place]] if band else []))
    return tables.table(view.published, title, columns, rows, meaning(lines[0].figures))


def _header(view: CouncilYear, line: Line) -> Words:
    if line.role != "neighbours":
        return text(line.label)
    return text(f"Statistical neighbours' {view.council.neighbours_by} ({view.neighbour_model} model)")


def _cell(view: CouncilYear, line: Line, own: Line, place: int) -> Words:
    figure, mine = line.figures[place], own.figures[place]
    if line.role != "neighbours" or figure is None or mine is None:
        return number(figure)
    near = view.neighbours(mine)
    if near.used == near.of:
        return number(figure)
    return say("{} ({} of {})", number(figure), number(near.known), number(near.total))
