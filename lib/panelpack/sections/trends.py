"""Finished pieces of a report, each made from a `Scope`: what `Report` shows, cell by cell."""

from collections.abc import Iterable, Mapping, Sequence

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import Period
from panelpack.comparisons.change import Rag, Rank, national, rank, same_place, travel
from panelpack.comparisons.council_year import Scope
from panelpack.disclosure.published import Figure
from panelpack.facts.checks import SYMBOL_MEANINGS
from panelpack.page import charts, markup, sentences, tables
from panelpack.page.charts import Line
from panelpack.page.markup import Html, defined, number, text
from panelpack.page.tables import Column
from panelpack.project.errors import InputError, Problem


def headlines(scope: Scope, names: Iterable[str]) -> Html:
    """Tiles: each measure's figure, how it moved, and whether it could be chance."""
    tiles, absent = [], []
    for name in names:
        figure = scope.own(name)
        label = defined(name, scope.measure(name).label)
        if figure is None:
            absent.append(label)
            continue
        item = scope.change(figure)
        moved = f"{tables.difference(item)} in a year" if item.difference else "no change known"
        chance = f", {text(item.chance.words)}" if item.chance.p is not None and item.towards != "unchanged" else ""
        whose = "" if figure.area == scope.council.area else f"{text(scope.name_of(figure.area))}: "
        tiles.append(f"<li>{label}<strong>{number(figure)}</strong><span>{whose}{moved}{chance}</span></li>")
    shown = f'<ul class="headlines">{"".join(tiles)}</ul>' if tiles else ""
    return Html(shown + (f'<p class="missing">No figure for the year: {"; ".join(absent)}.</p>' if absent else ""))


def changes(scope: Scope, names: Iterable[str]) -> Html:
    """What moved since the year before, and whether it could be chance; targets where there are any."""
    figures = [figure for name in names if (figure := scope.own(name)) is not None]
    if not figures:
        return missing("No figure", scope, "data/benchmarks/")
    rags = {figure.id: scope.rag(figure) for figure in figures}
    target = "" if any(found.target for found in rags.values()) else "No target is set for any of these measures. "
    body = "".join(
        _changed(scope, area, [figure for figure in figures if figure.area == area], rags)
        for area in dict.fromkeys(figure.area for figure in figures)
    )
    how = (
        "Chance is asked of counts of what happens in a year and of percentages whose base is known: "
        "a difference that chance alone would bring less than once in a hundred times is called unlikely to be chance."
    )
    return Html(f'{body}<p class="note">{target}{how}</p>')


def _changed(scope: Scope, area: str, figures: Sequence[Figure], rags: Mapping[str, Rag]) -> Html:
    """The table of one area: an agency's figures never stand in one with the council's."""
    changed = [scope.change(figure) for figure in figures]
    travels = [travel(scope.published, item.now) for item in changed]
    caption = f"What changed in {scope.year_label}, {scope.name_of(area)}"
    return tables.changes(scope.published, caption, changed, travels, [rags[figure.id] for figure in figures])


def trend(scope: Scope, name: str, compare: Sequence[str]) -> Html:
    """A chart over the years to the reporting year, with its figures as a table."""
    measure = scope.measure(name)
    periods = scope.periods_to_now(measure)
    own = [_at(scope, name, period) for period in periods]
    if not periods or own[-1] is None:
        return missing(f"{measure.label}: no figure", scope, scope.series_file(measure))
    compare = compare if scope.is_compared(measure) else ()
    lines = [Line("council", scope.area_name, tuple(own)), *_other_lines(scope, own, compare)]
    band = [_band(scope, figure) if scope.is_compared(measure) else (None, None) for figure in own]
    span = f"{periods[0].label} to {periods[-1].label}" if len(periods) > 1 else periods[0].label
    title = f"{measure.label}, {scope.area_name}, {span}"
    others = [("Neighbours' mean" if line.role == "neighbours" else line.label, line.figures[-1]) for line in lines[1:]]
    has_band = sum(low is not None for low, _ in band) > 1
    description = sentences.trend_description(measure.label, scope.area_name, own, others, has_band)
    data = _trend_table(scope, title, periods, lines, band if has_band else None)
    keys = [
        f"Neighbours: the mean of those known (all, unless the data says how many), model of {scope.neighbour_model}."
        for line in lines
        if line.role == "neighbours"
    ]
    note = " ".join(keys + ["Grey band: the middle half of England's councils."] * has_band)
    return charts.trend(scope.published, title, description, periods, lines, band, data, note)


def _at(scope: Scope, name: str, period: Period) -> Figure | None:
    return next((figure for figure in scope.series(scope.measure(name)) if figure.period == period), None)


def _other_lines(scope: Scope, own: Sequence[Figure | None], compare: Sequence[str]) -> list[Line]:
    lines = []
    if "neighbours" in compare:
        means = tuple(scope.neighbours(figure).mean if figure else None for figure in own)
        lines.append(Line("neighbours", "Neighbours", means))
    for role, code in zip(("region", "england"), scope.wider, strict=True):
        if role in compare:
            found = tuple(same_place(scope.published, figure, code) if figure else None for figure in own)
            lines.append(Line(role, scope.name_of(code), found))
    return [line for line in lines if any(figure is not None for figure in line.figures)]


def _band(scope: Scope, figure: Figure | None) -> tuple[Figure | None, Figure | None]:
    if figure is None:
        return None, None
    of_england = national(scope.published, figure)
    return of_england.lower, of_england.upper


def _trend_table(
    scope: Scope,
    title: str,
    periods: Sequence[Period],
    lines: Sequence[Line],
    band: Sequence[tuple[Figure | None, Figure | None]] | None,
) -> Html:
    columns = [Column("Period"), *[Column(_line_header(scope, line), True) for line in lines]]
    if band:
        columns += [Column("England's lower quartile", True), Column("England's upper quartile", True)]
    rows = []
    for place, period in enumerate(periods):
        cells = [markup.period(period), *[_line_cell(scope, line, lines[0], place) for line in lines]]
        rows.append(cells + ([number(figure) for figure in band[place]] if band else []))
    return tables.table(scope.published, title, columns, rows, meaning(lines[0]))


def meaning(line: Line) -> str:
    """A link to what a chart's measure means, where it has a figure."""
    found = next((figure for figure in line.figures if figure is not None), None)
    return "" if found is None else defined(found.measure.id, "What this measure means, and where it comes from")


def _line_header(scope: Scope, line: Line) -> str:
    if line.role != "neighbours":
        return text(line.label)
    return f"Statistical neighbours' mean ({text(scope.neighbour_model)} model)"


def _line_cell(scope: Scope, line: Line, own: Line, place: int) -> str:
    figure, mine = line.figures[place], own.figures[place]
    if line.role != "neighbours" or figure is None or mine is None:
        return number(figure)
    near = scope.neighbours(mine)
    return (
        number(figure) if near.used == near.of else f"{number(figure)} ({number(near.known)} of {number(near.total)})"
    )


def compare(scope: Scope, name: str) -> Html:
    """The council among its neighbours in the reporting year, and among England's councils."""
    measure, figure = scope.measure(name), scope.own(name)
    if figure is None or figure.value is None:
        return missing(f"{measure.label}: no figure to compare", scope, scope.series_file(measure))
    if not scope.is_compared(measure):
        raise InputError([Problem(f"{name} is a count: areas of different size are compared by a rate or share")])
    near = scope.neighbours(figure)
    if not near.used:
        return missing(f"{measure.label}: no figure of a statistical neighbour", scope, scope.series_file(measure))
    place = rank(scope.published, figure, near.figures)
    bars = [(scope.name_of(item.area), item, item.area == scope.council.area) for item in (figure, *near.figures)]
    bars.sort(key=lambda bar: (bar[1].shown or 0.0, bar[0]), reverse=measure.higher_is != "worse")
    title = f"{measure.label}, {scope.area_name} and its statistical neighbours, {figure.period.label}"
    england = same_place(scope.published, figure, scope.council.country)
    mark = (
        (scope.name_of(scope.council.country), england) if england is not None and england.value is not None else None
    )
    areas = [(area, item) for area, item, _ in bars]
    description = sentences.comparison_description(title, scope.area_name, figure.text, areas, england)
    rows = [[text(area), number(item)] for area, item in areas] + _summary_rows(scope, figure)
    link = meaning(Line("council", scope.area_name, (figure,)))
    data = tables.table(scope.published, title, [Column("Area"), Column(text(measure.label), True)], rows, link)
    drawn = charts.comparison(scope.published, title, description, bars, data, mark)
    return Html(drawn + _standing(scope, figure, place, near.of) + _unknown_neighbours(scope, figure))


def _summary_rows(scope: Scope, figure: Figure) -> list[list[str]]:
    """Mean and median of the neighbours with how many of them are known, then region and England."""
    near = scope.neighbours(figure)
    known = f"{number(near.known)} of {number(near.total)} known"
    mean = [f"Mean of its neighbours ({text(near.model)} model, {known})", number(near.mean)]
    middle = [mean, ["Median of the same", number(near.median)]] if near.used else []
    return middle + [[text(name), number(other)] for name, other in scope.comparators(figure)]


def _standing(scope: Scope, figure: Figure, place: Rank | None, neighbours: int) -> str:
    parts = []
    if place is not None and place.of > 1:
        first = "the best" if place.best_first else "the highest"
        word = "Joint place" if place.joint else "Place"
        near = scope.neighbours(figure)
        known = (
            "its neighbours"
            if near.used == near.of
            else f"the {number(near.known)} of its {number(near.total)} neighbours known"
        )
        derived = scope.published.derive("rank", figure, place.place, unit="count", decimals=0)
        of = scope.published.derive("ranked", figure, place.of, unit="count", decimals=0)
        parts.append(f"{word} {number(derived)} of {number(of)} among itself and {known}, where 1 is {first}.")
    of_england = national(scope.published, figure)
    if of_england.lower and of_england.upper and of_england.councils:
        parts.append(
            f"The middle half of England's {number(of_england.councils)} councils lies between "
            f"{number(of_england.lower)} and {number(of_england.upper)}."
        )
    if of_england.rank and of_england.councils:
        parts.append(f"In England it is in place {number(of_england.rank)}, where 1 is the best.")
    return f"<p>{' '.join(parts)}</p>" if parts else ""


def _unknown_neighbours(scope: Scope, figure: Figure) -> str:
    absent = []
    for code in scope.neighbour_codes:
        other = same_place(scope.published, figure, code)
        if other is None:
            absent.append(scope.name_of(code))
        elif other.value is None:
            absent.append(f"{scope.name_of(code)} ({SYMBOL_MEANINGS[other.status]})")
    return f'<p class="note">Neighbours without a figure: {text(", ".join(absent))}.</p>' if absent else ""


def says(scope: Scope, names: Iterable[str]) -> Html:
    """Sentences: what each measure did, whether it could be chance, and how it compares."""
    parts = []
    for name in names:
        measure, figure = scope.measure(name), scope.own(name)
        if figure is None:
            parts.append(missing(f"{measure.label}: no figure", scope, scope.series_file(measure)))
            continue
        compared = scope.is_compared(measure) and not measure.rolling
        parts.append(
            sentences.sentence(
                scope.published,
                scope.change(figure),
                scope.neighbours(figure) if compared else None,
                scope.comparators(figure) if compared else [],
            )
        )
        force = scope.of_force(figure)
        if force is not None:
            own = scope.stated_change(figure, "change_pct")
            across = sentences.across(own, force, scope.name_of(force.area))
            parts[-1] = Html(f"{parts[-1].removesuffix('</p>')} {across}</p>")
    return Html("".join(parts))


def missing(what: str, scope: Scope, file: str, more: str = "") -> Html:
    """A line that says what was not supplied for the year, the file that would fill it, and more as HTML."""
    where = " ".join(filter(None, [f"It would stand in <code>{text(file)}</code>.", more]))
    return Html(f'<p class="missing">{text(what)} for {text(scope.year_label)}. {where}</p>')


def used_measures(scope: Scope, names: Iterable[str]) -> list[Measure]:
    """Measures by name, each once, in the order of first use."""
    return [scope.measure(name) for name in dict.fromkeys(names)]


def labelled(scope: Scope, figure: Figure, area: str = "") -> str:
    """What a figure is of, leading to its definition, with the name of any other area than the council's.

    Args:
        area: the area that goes without saying, where it is not the council.
    """
    where = "" if figure.area == (area or scope.council.area) else f" ({text(scope.name_of(figure.area))})"
    return defined(figure.measure.id, figure.label) + where
