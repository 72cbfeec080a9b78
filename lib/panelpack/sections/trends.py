"""A chart over the years to the reporting year, with its figures as a table."""

from collections.abc import Iterable, Mapping, Sequence

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import Period, long_date
from panelpack.comparisons.area_names import codes_of
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.england import national
from panelpack.disclosure.figure import Figure
from panelpack.page import charts, tables, words
from panelpack.page.chart_marks import Band, Line
from panelpack.page.descriptions import trend_description
from panelpack.page.parts import Words
from panelpack.page.pieces import Piece
from panelpack.page.tables import Column, Table
from panelpack.page.words import joined, number, say, text
from panelpack.project.errors import InputError, Problem
from panelpack.sections.chart_notes import only_figure, run_of, what_to_know
from panelpack.sections.chart_titles import trend_title
from panelpack.sections.labels import meaning, missing, refuse_counts

USUAL = ("neighbours", "region", "england")
"""Whose lines stand beside the council's unless something else is asked for."""

_MOST_BESIDE = 4
_LOOKS = ("neighbours", "region", "england", "other")
"""The looks of lines, each of which one line at most has."""


def trend(view: CouncilYear, name: str, compare: str | Iterable[str] = USUAL) -> Piece:
    """A chart over the years to the reporting year, with its figures as a table.

    Args:
        compare: whose lines stand beside the council's: `neighbours` (their mean or median), `region`, `england`, and
            names or codes of areas. A plain count has none beside it.

    Raises:
        InputError: an area that there is not, too many areas, or areas beside a plain count.
    """
    measure = view.measure(name)
    beside = _beside(view, measure, (compare,) if isinstance(compare, str) else tuple(compare))
    periods = view.periods_to_now(measure)
    known = {figure.period: figure for figure in view.over_time(measure)}
    own = [known.get(period) for period in periods]
    if not periods or own[-1] is None:
        return missing(f"{measure.label}: no figure", view, view.series_file(measure))
    lines = [Line("council", view.area_name, tuple(own)), *_other_lines(view, own, beside)]
    if sum(figure is not None for figure in own) == 1:
        return only_figure(view, lines)
    band = [_band(view, figure) if view.is_compared(measure) else (None, None) for figure in own]
    has_band = sum(low is not None for low, _ in band) > 1
    subtitle = f"{view.area_name}, {_span(periods)}"
    near = f"Neighbours' {view.council.neighbours_by}"
    others = [(near if line.role == "neighbours" else line.label, line.figures[-1]) for line in lines[1:]]
    finding = trend_title(view, own)
    description = trend_description(finding.plain, view.area_name, own, others, has_band, run_of(view, own[-1]))
    data = _table(view, f"{measure.label}, {subtitle}", periods, lines, band if has_band else None)
    chosen = [view.name_of(code) for code, role in beside.items() if role == "chosen"]
    said = [text(_key(view, lines, has_band, chosen)), *what_to_know(view, periods, own)]
    key = joined(filter(None, said), " ")
    drawn = band if has_band else [(None, None)] * len(band)
    return charts.trend_chart(
        view.published, measure.label, subtitle, description, periods, lines, drawn, data, key, finding
    )


def _span(periods: Sequence[Period]) -> str:
    if periods[-1].basis == "window" and len(periods) > 1:
        ends = [long_date(period.end) for period in periods if period.end is not None]
        return f"months to {ends[0]} and to {ends[-1]}"
    return f"{periods[0].label} to {periods[-1].label}" if len(periods) > 1 else periods[0].label


def _key(view: CouncilYear, lines: Sequence[Line], has_band: bool, chosen: Sequence[str]) -> str:
    """What the lines and the band are, in words, and of which chosen areas there is no figure."""
    near = f"Neighbours: {view.council.neighbours_by} of those known, model of {view.neighbour_model}."
    keys = [near for line in lines if line.role == "neighbours"]
    if has_band:
        keys.append("Grey: the middle half of England's councils.")
    absent = [name for name in chosen if name not in [line.label for line in lines]]
    if absent:
        keys.append(f"No figures: {', '.join(absent)}.")
    return " ".join(keys)


def _beside(view: CouncilYear, measure: Measure, compare: tuple[str, ...]) -> dict[str, str]:
    """Whose lines stand beside the council's, each with its role: neighbours, then areas by their code."""
    if compare == USUAL and not view.is_compared(measure):
        return {}
    if compare:
        refuse_counts(view, measure)
    areas = [one for one in compare if one.casefold() != "neighbours"]
    roles = dict(zip(view.wider, ("region", "england"), strict=True))
    codes = [code for code in codes_of(view, areas) if code != view.council.area]
    near = {"neighbours": "neighbours"} if len(areas) < len(compare) else {}
    wider = {code: role for code, role in roles.items() if code in codes}
    found = near | wider | {code: "chosen" for code in codes if code not in roles}
    if len(found) > _MOST_BESIDE:
        todo = "draw them side by side with report.small_multiples(measure, areas=[...])"
        raise InputError([Problem(f"more than {_MOST_BESIDE} lines beside the council's look alike", todo=todo)])
    return found


def _other_lines(view: CouncilYear, own: Sequence[Figure | None], beside: Mapping[str, str]) -> list[Line]:
    spare = (look for look in _LOOKS if look not in beside.values())
    lines = []
    for code, role in beside.items():
        if role == "neighbours":
            middles = tuple(view.neighbours(figure).middle if figure else None for figure in own)
            lines.append(Line("neighbours", "Neighbours", middles))
        else:
            found = tuple(view.elsewhere(figure, code) if figure else None for figure in own)
            lines.append(Line(role, view.name_of(code), found, next(spare) if role == "chosen" else ""))
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
