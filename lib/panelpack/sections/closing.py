"""The back matter of a report: differences, quality, definitions, sources and revisions."""

from collections.abc import Iterable, Mapping

import pandas as pd

from panelpack.catalogue import breakdowns
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import base_of, part_of
from panelpack.page import pieces, tables, words
from panelpack.page.html_words import anchor
from panelpack.page.parts import Break, Target, Words
from panelpack.page.pieces import EMPTY, Definitions, Listing, Piece, Sentence, together
from panelpack.page.tables import Column
from panelpack.page.words import NOTHING, capital, code, defined, joined, link, number, say, text, words_of
from panelpack.reconciliation.between_sources import Difference, between_sources
from panelpack.reconciliation.looked_at import KnownDifference
from panelpack.reconciliation.revisions import in_common, made_otherwise, revisions
from panelpack.sections.labels import labelled, used_measures
from panelpack.sections.reconciliation import why

BASIS_WORDS = {
    "year": "the reporting year, 1 April to 31 March",
    "quarter": "a quarter of the reporting year",
    "march": "31 March, the last day of the reporting year",
    "january": "the census in January of the reporting year",
    "september": "30 September of the reporting year",
    "academic": "the academic year that ends in the reporting year",
    "calendar": "the calendar year that ends in the reporting year",
    "window": "the dates that stand beside each figure",
    "undated": "no date given",
}


def differences(view: CouncilYear, names: Iterable[str]) -> Piece:
    """Where two sources give a figure that a reader could take for the same: both, the gap and why.

    Args:
        names: the measures of the page.
    """
    found = between_sources(view, names)
    if not found:
        return Sentence(text("No measure of this page has figures from two sources."))
    columns = [
        Column(text("Measure")),
        Column(text("Shown in this report")),
        Column(text("The other figure")),
        Column(text("Difference"), True),
        Column(text("Why")),
    ]
    rows = [_difference_row(view, item) for item in found]
    order = code("data/sources.yaml")
    note = say("Both figures are kept. The order of preference of sources stands in {}.", order)
    return tables.table(view.published, f"Two figures, {view.year_label}", columns, rows, note)


def _difference_row(view: CouncilYear, item: Difference) -> list[Words]:
    register = view.published.context.register
    part = item.shown.measure.breakdown_label(breakdowns.without(item.shown.breakdown, "statement", "window"))
    named = ", ".join(filter(None, (item.shown.measure.label, part)))
    label = defined(item.shown.measure.id, named)
    shown = say("{} ({})", number(item.shown), register[item.shown.source].short)
    other = say("{} ({})", number(item.other), register[item.other.source].short)
    if item.other.measure != item.shown.measure:
        other = say("{}: {}", other, defined(item.other.measure.id, item.other.measure.label))
    gap = number(item.gap) if item.gap else text("not comparable")
    return [label, shown, other, gap, why(item.looked) if item.looked else text(capital(item.reason))]


def quality(view: CouncilYear, names: Iterable[str]) -> Piece:
    """What to keep in mind about the data: notes of the checks, and figures of the year that are not there."""
    measures = used_measures(view, names)
    titles = {view.published.context.register[name].title for measure in measures for name, _ in _from(view, measure)}
    # Flags for the person who signs off are said by the build, not by the page
    said = [note for note in view.published.notes if note.severity == "warn"]
    notes = [note for note in said if not note.source or note.source in titles]
    lines = [text(f"{note.what}{f' ({note.where})' if note.where else ''}") for note in notes]
    for measure in measures:
        figure = view.own(measure.id)
        if figure is not None and figure.value is None:
            lines.append(say("{}: {}.", defined(measure.id, measure.label), STATUS_WORDS[figure.status]))
    if not lines:
        none = "No figure of these measures was dropped or hidden. What was not supplied is said where it belongs."
        return Sentence(text(none))
    return Listing(tuple(lines))


def definitions(view: CouncilYear, names: Iterable[str]) -> Piece:
    """What each measure of the page means, its base, its period, who counts it, and what it is compared with."""
    measures = used_measures(view, names)
    entries = tuple(_definition(view, measure) for measure in measures)
    usual = (
        f"Unless an entry says otherwise, a figure covers {BASIS_WORDS['year']}, and neither high nor low is better. "
    )
    compared = _comparators(view) if any(view.is_compared(measure) for measure in measures) else ""
    return together(Sentence(text(usual + compared)), Definitions(entries))


def _comparators(view: CouncilYear) -> str:
    """With whom rates and shares are compared, and on what basis."""
    near = ", ".join(view.name_of(code) for code in view.neighbour_codes)
    region = view.name_of(view.council.region)
    return (
        f"Rates and shares stand beside {region}, England and the statistical neighbours by the model of "
        f"{view.neighbour_model} ({near}): the plain {view.council.neighbours_by} of those that have a figure, "
        "for the same period and from the same source as the council's own."
    )


def _definition(view: CouncilYear, measure: Measure) -> pieces.Definition:
    direction = {"better": "Higher is better.", "worse": "Lower is better.", "neither": ""}[measure.higher_is]
    links = (link(title, f"#{source_anchor(name)}") for name, title in _from(view, measure))
    parts = [
        text(measure.definition),
        *(text(note) for note in _notes(view, measure)),
        text("" if measure.basis == "year" else f"Period: {BASIS_WORDS[measure.basis]}."),
        _base(view, measure),
        text(direction),
        say("Source: {}.", joined(links, "; ")),
    ]
    meaning = joined([part for part in parts if part], " ")
    return pieces.Definition(text(measure.label), meaning, anchor(measure.id))


def _notes(view: CouncilYear, measure: Measure) -> list[str]:
    """What the documents of the year say or leave open of their own figures of a measure, each once."""
    sources = dict.fromkeys(figure.source for figure in view.documents.visible(measure.id))
    notes = view.published.context.notes
    return list(dict.fromkeys(note for source in sources if (note := notes.note(source, measure.id))))


def _base(view: CouncilYear, measure: Measure) -> Words:
    """The numbers that the year's percentage or rate is made of, as far as they are known."""
    figure = view.own(measure.id)
    base = base_of(figure) if figure is not None else None
    if figure is None or base is None:
        return NOTHING
    part = part_of(figure)
    if part is None:
        return say("Base in {}: {}.", view.year_label, number(base))
    of = "of" if measure.is_share else "divided by"
    return say("In {}: {} {} {}.", view.year_label, number(part), of, number(base))


def _from(view: CouncilYear, measure: Measure) -> list[tuple[str, str]]:
    """The sources of a measure by id and title, that of the year's own figure first, then official ones."""
    figure = view.own(measure.id)
    found = view.published.official(measure.id) + view.published.stated(measure.id)
    named = dict.fromkeys(item.source for item in found if not breakdowns.is_statistic(item.breakdown))
    named = dict.fromkeys([figure.source, *named]) if figure is not None else named
    register = view.published.context.register
    return [(name, register[name].title) for name in named]


def source_anchor(name: str) -> str:
    """The id of a source's row among the sources of a page."""
    return f"source-{name.replace('_', '-')}"


def sources(view: CouncilYear, names: Iterable[str], hashes: Mapping[str, str]) -> Piece:
    """Every source of the page: publisher, title, licence, the files and their SHA-256."""
    files: dict[str, dict[str, None]] = {}
    for measure in used_measures(view, names):
        for figure in view.published.official(measure.id) + view.published.stated(measure.id):
            paths = files.setdefault(figure.source, {})
            if figure.file in hashes:
                paths[figure.file] = None
    heads = ("Source", "Publisher", "Licence", "Files, with the start of their SHA-256")
    rows = []
    for name, paths in files.items():
        source = view.published.context.register[name]
        listed = [part for path in paths for part in (Break(), code(f"{path} {hashes[path][:12]}"))][1:]
        title = words_of(Target(text(source.title), source_anchor(name)))
        rows.append([title, text(source.publisher), text(source.licence), words_of(*listed)])
    note = text("Each number carries an id. The pack's record, manifest.json, names the file and the row of each.")
    columns = [Column(text(words)) for words in heads]
    return tables.table(view.published, "Sources of this report", columns, rows, note)


def revised(view: CouncilYear, names: Iterable[str], ledger: pd.DataFrame, known: dict[str, KnownDifference]) -> Piece:
    """Figures of a page that differ from what an earlier edition said, and measures that are made otherwise since."""
    names = list(names)
    return together(_since(view, names), _revised(view, names, ledger, known))


def _since(view: CouncilYear, names: Iterable[str]) -> Piece:
    changed = made_otherwise(view.published, used_measures(view, names), view.last_day)
    if not changed:
        return EMPTY
    lines = tuple(
        say("{}: since {}. {}", defined(item.id, item.label), words.day(found.from_date), found.why)
        for item, found in changed
    )
    return together(Sentence(text("Made otherwise than before:")), Listing(lines))


def _revised(view: CouncilYear, names: Iterable[str], ledger: pd.DataFrame, known: dict[str, KnownDifference]) -> Piece:
    if ledger.empty:
        return Sentence(text("No edition has been released yet, so nothing can have been revised."))
    if not in_common(ledger, names):
        return Sentence(text("No earlier edition holds a figure of this report, so nothing can have been revised."))
    found = revisions(view, ledger, names, known)
    if not found:
        return Sentence(text("No figure differs from what an earlier edition said."))
    columns = [
        Column(text("Measure")),
        Column(text("Period")),
        Column(text("Now"), True),
        Column(text("Before"), True),
        Column(text("Edition")),
        Column(text("Why")),
    ]
    rows = [
        [
            labelled(view, item.before),
            words.period(item.before.period),
            number(item.now),
            number(item.before),
            text(item.edition),
            text(capital(item.reason)),
        ]
        for item in found
    ]
    return tables.table(view.published, "Revised figures", columns, rows)
