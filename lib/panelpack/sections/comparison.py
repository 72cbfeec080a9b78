"""The council among its statistical neighbours, and its place among England's councils."""

from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import RANK, RANKED
from panelpack.comparisons.england import national
from panelpack.comparisons.neighbours import Rank, rank
from panelpack.disclosure.figure import Figure
from panelpack.page import charts, tables
from panelpack.page.chart_marks import Bar
from panelpack.page.charts import BarChart
from panelpack.page.descriptions import comparison_description
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Note, Piece, Sentence, together
from panelpack.page.tables import Column
from panelpack.page.words import NOTHING, defined, joined, number, say, text
from panelpack.sections.chart_titles import place_title
from panelpack.sections.labels import missing, refuse_counts


def compare(view: CouncilYear, name: str) -> Piece:
    """The council among its neighbours in the reporting year, and among England's councils."""
    measure, own = view.measure(name), view.own(name)
    if own is None or own.value is None:
        return missing(f"{measure.label}: no figure to compare", view, view.series_file(measure))
    refuse_counts(view, measure)
    figure, near = view.comparable(own), view.neighbours(own)
    if figure.value is None:
        source = view.published.context.register[figure.source].title
        return missing(f"{measure.label}: no figure to compare in {source}", view, view.series_file(measure))
    if not near.used:
        return missing(f"{measure.label}: no figure of a statistical neighbour", view, view.series_file(measure))
    place = rank(view.published, figure, near.figures)
    return together(_chart(view, figure), _standing(view, figure, place), _unknown_neighbours(view, figure))


def _chart(view: CouncilYear, figure: Figure) -> BarChart:
    """A sorted row of the council and its neighbours, with its figures and those of wider areas as a table."""
    measure = figure.measure
    bars = [
        Bar(view.name_of(item.area), item, item.area == view.council.area)
        for item in (figure, *view.neighbours(figure).figures)
    ]
    bars.sort(key=lambda bar: (bar.figure.number, bar.name), reverse=not measure.lowest_first)
    subtitle = f"{view.area_name} and its statistical neighbours, {figure.period.label}"
    title = f"{measure.label}, {subtitle}"
    england = view.elsewhere(figure, view.council.country)
    has_mark = england is not None and england.value is not None
    mark = (view.name_of(view.council.country), england) if england is not None and has_mark else None
    areas = [(bar.name, bar.figure) for bar in bars]
    finding = place_title(view, figure, [bar.figure for bar in bars])
    description = comparison_description(finding.plain, view.area_name, figure.text, areas, mark)
    rows = [[text(area), number(item)] for area, item in areas] + _wider_rows(view, figure)
    columns = [Column(text("Area")), Column(defined(measure.id, measure.label), True)]
    data = tables.table(view.published, title, columns, rows)
    return charts.bar_chart(view.published, measure.label, subtitle, description, bars, data, mark, finding)


def _wider_rows(view: CouncilYear, figure: Figure) -> list[list[Words]]:
    """Mean and median of the neighbours with how many of them are known, then region and England."""
    near = view.neighbours(figure)
    known = say("{} of {} known", number(near.known), number(near.total))
    mean = [say("Mean of its neighbours ({} model, {})", near.model, known), number(near.mean)]
    middle = [mean, [text("Median of the same"), number(near.median)]] if near.used else []
    return middle + [[text(name), number(other)] for name, other in view.comparators(figure)]


def _standing(view: CouncilYear, figure: Figure, place: Rank | None) -> Piece:
    parts = []
    of_england = national(view.published, figure)
    ranked = of_england.rank is not None and of_england.councils is not None
    if place is not None and place.of > 1:
        parts.append(_place(view, figure, place, "" if ranked and place.best_first else _first(place)))
    if of_england.rank and of_england.councils:
        both = number(of_england.rank), number(of_england.councils)
        parts.append(say("Place {} of {} in England, where 1 is the best.", *both))
    if of_england.lower and of_england.upper and of_england.councils:
        count = NOTHING if of_england.rank else say("{} ", number(of_england.councils))
        low, high = number(of_england.lower), number(of_england.upper)
        parts.append(say("Middle half of England's {}councils: {} to {}.", count, low, high))
    return Sentence(joined(parts, " ")) if parts else EMPTY


def _first(place: Rank) -> str:
    return f", where 1 is {'the best' if place.best_first else 'the highest'}"


def _place(view: CouncilYear, figure: Figure, place: Rank, first: str) -> Words:
    """The council's place among itself and its neighbours, and what the first place is."""
    near = view.neighbours(figure)
    known = text("its neighbours")
    if near.used != near.of:
        known = say("the {} of its {} neighbours known", number(near.known), number(near.total))
    ranked = (figure, *near.figures)
    where, of = RANK.of(figure, place.place, ranked), RANKED.of(figure, place.of, ranked)
    word = "Joint place" if place.joint else "Place"
    return say("{} {} of {} with {}{}.", word, number(where), number(of), known, first)


def _unknown_neighbours(view: CouncilYear, figure: Figure) -> Piece:
    absent = []
    for code in view.neighbour_codes:
        other = view.elsewhere(figure, code)
        if other is None:
            absent.append(view.name_of(code))
        elif other.value is None:
            absent.append(f"{view.name_of(code)} ({STATUS_WORDS[other.status]})")
    if not absent:
        return EMPTY
    return Note(text(f"Neighbours without a figure: {', '.join(absent)}."))
