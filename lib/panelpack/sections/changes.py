"""What moved since the year before: a table of changes, and sentences about measures."""

from collections.abc import Iterable, Mapping, Sequence

from panelpack.catalogue.reporting_years import reporting_year
from panelpack.comparisons.change import Change, Travel, travel
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.targets import Rag
from panelpack.disclosure.figure import Figure
from panelpack.page import sentences, tables
from panelpack.page.parts import Words
from panelpack.page.pieces import Fold, Note, Piece, together
from panelpack.page.tables import Column, Table
from panelpack.page.verdicts import could_be_chance, difference, direction, in_per_cent, light, with_points
from panelpack.page.words import NOTHING, defined, number, period, quiet, say, text
from panelpack.sections.labels import missing


def what_changed(view: CouncilYear, names: Iterable[str]) -> Piece:
    """What moved since the year before, and whether it could be chance; targets where there are any."""
    figures = [figure for name in names if (figure := view.own(name)) is not None]
    if not figures:
        return missing("No figure", view, "data/benchmarks/")
    rags = {figure.id: view.rag(figure) for figure in figures}
    target = (
        "" if any(found.says_something for found in rags.values()) else "No target is set for any of these measures."
    )
    areas = list(dict.fromkeys(figure.area for figure in figures))
    notes = {areas[-1]: text(target)}
    of_area = {area: [figure for figure in figures if figure.area == area] for area in areas}
    tables_ = (_changed(view, area, of_area[area], rags, notes.get(area, NOTHING)) for area in areas)
    judged = Fold((Note(text(sentences.CHANCE_RULE)),), title="How chance is judged", on_paper=True)
    return together(*tables_, judged)


def _changed(view: CouncilYear, area: str, figures: Sequence[Figure], rags: Mapping[str, Rag], note: Words) -> Table:
    """The table of one area: an agency's figures never stand in one with the council's."""
    heads = ["Measure", "This year", "Year before", "Change", "% change", "Direction", "Could it be chance?"]
    columns = [Column(text(words), 0 < place < 5) for place, words in enumerate(heads)]
    rows = [_row(view.change(figure), travel(view.published, figure)) for figure in figures]
    if any(rags[figure.id].says_something for figure in figures):
        columns.append(Column(text("Against target")))
        rows = [[*cells, light(rags[figure.id])] for cells, figure in zip(rows, figures, strict=True)]
    caption = f"What changed in {view.year_label}, {view.name_of(area)}"
    return tables.table(view.published, caption, columns, rows, note)


def _row(item: Change, found: Travel) -> list[Words]:
    """This year, the year before, the difference, the percentage, the direction, and whether it could be chance."""
    return [
        say("{}{}", defined(item.now.measure.id, item.now.measure.label), _of_another_year(item.now)),
        number(item.now),
        number(item.before),
        difference(item),
        in_per_cent(item),
        direction(item, found),
        could_be_chance(item),
    ]


_OTHER_YEARS = {
    "academic": "school year {}",
    "calendar": "calendar year {}",
    "january": "{}",
    "september": "{}",
}
"""How a row says of which year it is, where its measure has another one than the reporting year."""


def _of_another_year(figure: Figure) -> Words:
    """The period of a figure that does not cover the reporting year, after its label."""
    if figure.period.basis == "window" and figure.period.end is not None and not figure.measure.rolling:
        return quiet(say(" ({})", period(figure.period)))
    form = _OTHER_YEARS.get(figure.period.basis)
    return quiet(say(" ({})", say(form, period(figure.period)))) if form else NOTHING


def says(view: CouncilYear, names: Iterable[str]) -> Piece:
    """Sentences: what each measure did, whether it could be chance, and how it compares."""
    return together(*(_says(view, name) for name in names))


def _says(view: CouncilYear, name: str) -> Piece:
    measure, figure = view.measure(name), view.own(name)
    if figure is None:
        return missing(f"{measure.label}: no figure", view, view.series_file(measure))
    compared = view.is_compared(measure) and not measure.rolling
    near, others = (view.neighbours(figure), view.comparators(figure)) if compared else (None, [])
    own, force = view.stated_change(figure, "change_pct"), view.of_force(figure)
    across = None if force is None else sentences.across(own, force, view.name_of(force.area))
    item = view.change(figure)
    wider = across or _in_england(view, item)
    return sentences.sentence(view.published, item, near, others, view.comparable(figure), wider)


def _in_england(view: CouncilYear, item: Change) -> Words | None:
    """What England's figure did in the same time, where either year has a caveat, such as the pandemic's."""
    if item.difference is None or item.before is None or not view.is_compared(item.now.measure):
        return None
    years = {reporting_year(figure.period) for figure in (item.now, item.before)} & set(view.project.years())
    england = view.elsewhere(item.now, view.council.country)
    moved = view.change(england).difference if england is not None else None
    if moved is None or not any(view.project.year(str(year)).caveats for year in years):
        return None
    return say("In England it changed by {}.", with_points(moved))
