"""The back matter of a report: differences, quality, definitions, sources and revisions."""

from collections.abc import Iterable, Mapping

import pandas as pd

from panelpack.catalogue import breakdowns
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import DENOMINATOR, NUMERATOR
from panelpack.page import markup, tables
from panelpack.page.markup import Html, anchor, defined, joined, number, source_anchor, text
from panelpack.page.tables import Column
from panelpack.reconciliation.between_sources import Difference, between_sources
from panelpack.reconciliation.looked_at import KnownDifference
from panelpack.reconciliation.revisions import in_common, made_otherwise, revisions
from panelpack.sections.labels import NOTHING, capital, code, labelled, used_measures

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


def differences(view: CouncilYear, names: Iterable[str]) -> Html:
    """Where two sources give a figure that a reader could take for the same: both, the gap and why.

    Args:
        names: the measures of the page.
    """
    found = between_sources(view, names)
    if not found:
        return Html("<p>No measure of this page has figures from two sources.</p>")
    columns = [
        Column(text("Measure")),
        Column(text("Shown in this report"), True),
        Column(text("The other figure"), True),
        Column(text("Difference"), True),
        Column(text("Why")),
    ]
    rows = [_difference_row(view, item) for item in found]
    note = Html("Both figures are kept. The order of preference of sources stands in <code>data/sources.yaml</code>.")
    return tables.table(view.published, f"Two figures, {view.year_label}", columns, rows, note)


def _difference_row(view: CouncilYear, item: Difference) -> list[Html]:
    register = view.published.context.register
    label = defined(item.shown.measure.id, item.shown.measure.label)
    shown = Html(f"{number(item.shown)} ({text(register[item.shown.source].short)})")
    other = Html(f"{number(item.other)} ({text(register[item.other.source].short)})")
    if item.other.measure != item.shown.measure:
        other = Html(f"{other}: {defined(item.other.measure.id, item.other.measure.label)}")
    gap = number(item.gap) if item.gap else text("not comparable")
    return [label, shown, other, gap, text(capital(item.reason))]


def quality(view: CouncilYear, names: Iterable[str]) -> Html:
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
            lines.append(Html(f"{defined(measure.id, measure.label)}: {text(STATUS_WORDS[figure.status])}."))
    if not lines:
        return Html(
            "<p>No figure of these measures was dropped or hidden. What was not supplied is said where it belongs.</p>"
        )
    return _items(lines)


def _items(lines: Iterable[Html]) -> Html:
    return Html(f"<ul>{joined(Html(f'<li>{line}</li>') for line in lines)}</ul>")


def definitions(view: CouncilYear, names: Iterable[str]) -> Html:
    """What each measure of the page means, its base, its period, who counts it, and what it is compared with."""
    measures = used_measures(view, names)
    entries = joined(_definition(view, measure) for measure in measures)
    usual = (
        f"Unless an entry says otherwise, a figure covers {BASIS_WORDS['year']}, and neither high nor low is better. "
    )
    compared = _comparators(view) if any(view.is_compared(measure) for measure in measures) else ""
    return Html(f'<p>{text(usual + compared)}</p><dl class="definitions">{entries}</dl>')


def _comparators(view: CouncilYear) -> str:
    """With whom rates and shares are compared, and on what basis."""
    near = ", ".join(view.name_of(code) for code in view.neighbour_codes)
    region = view.name_of(view.council.region)
    return (
        f"Rates and shares stand beside {region}, England and the statistical neighbours by the model of "
        f"{view.neighbour_model} ({near}): the plain mean of those that have a figure, for the same "
        "period and from the same source as the council's own."
    )


def _definition(view: CouncilYear, measure: Measure) -> Html:
    direction = {"better": "Higher is better.", "worse": "Lower is better.", "neither": ""}[measure.higher_is]
    links = (Html(f'<a href="#{source_anchor(name)}">{text(title)}</a>') for name, title in _from(view, measure))
    parts = [
        text(measure.definition),
        text("" if measure.basis == "year" else f"Period: {BASIS_WORDS[measure.basis]}."),
        _base(view, measure),
        text(direction),
        Html(f"Source: {joined(links, '; ')}."),
    ]
    words = joined([part for part in parts if part], " ")
    return Html(f'<dt id="{anchor(measure.id)}">{text(measure.label)}</dt><dd>{words}</dd>')


def _base(view: CouncilYear, measure: Measure) -> Html:
    """The numbers that the year's percentage or rate is made of, as far as they are known."""
    figure = view.own(measure.id)
    if figure is None or figure.denominator is None:
        return NOTHING
    base = number(DENOMINATOR.of(figure, figure.denominator, (figure,)))
    if figure.numerator is None:
        return Html(f"Base in {text(view.year_label)}: {base}.")
    part = number(NUMERATOR.of(figure, figure.numerator, (figure,)))
    return Html(f"In {text(view.year_label)}: {part} {'of' if measure.is_share else 'divided by'} {base}.")


def _from(view: CouncilYear, measure: Measure) -> list[tuple[str, str]]:
    """The sources of a measure by id and title, that of the year's own figure first, then official ones."""
    figure = view.own(measure.id)
    found = view.published.official(measure.id) + view.published.stated(measure.id)
    named = dict.fromkeys(item.source for item in found if not breakdowns.is_statistic(item.breakdown))
    named = dict.fromkeys([figure.source, *named]) if figure is not None else named
    register = view.published.context.register
    return [(name, register[name].title) for name in named]


def sources(view: CouncilYear, names: Iterable[str], hashes: Mapping[str, str]) -> Html:
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
        listed = Html("<br>").join(code(f"{path} {hashes[path][:12]}") for path in paths)
        title = Html(f'<span id="{source_anchor(name)}">{text(source.title)}</span>')
        rows.append([title, text(source.publisher), text(source.licence), Html(listed)])
    note = text("Each number carries an id. The pack's record, manifest.json, names the file and the row of each.")
    columns = [Column(text(words)) for words in heads]
    return tables.table(view.published, "Sources of this report", columns, rows, note)


def revised(view: CouncilYear, names: Iterable[str], ledger: pd.DataFrame, known: dict[str, KnownDifference]) -> Html:
    """Figures of a page that differ from what an earlier edition said, and measures that are made otherwise since."""
    names = list(names)
    return joined([_since(view, names), _revised(view, names, ledger, known)])


def _since(view: CouncilYear, names: Iterable[str]) -> Html:
    changed = made_otherwise(used_measures(view, names), view.last_day)
    if not changed:
        return NOTHING
    lines = (
        Html(f"{defined(item.id, item.label)}: since {markup.day(found.from_date)}. {text(found.why)}")
        for item, found in changed
    )
    return Html(f"<p>Made otherwise than before:</p>{_items(lines)}")


def _revised(view: CouncilYear, names: Iterable[str], ledger: pd.DataFrame, known: dict[str, KnownDifference]) -> Html:
    if ledger.empty:
        return Html("<p>No edition has been released yet, so nothing can have been revised.</p>")
    if not in_common(ledger, names):
        return Html("<p>No earlier edition holds a figure of this report, so nothing can have been revised.</p>")
    found = revisions(view, ledger, names, known)
    if not found:
        return Html("<p>No figure differs from what an earlier edition said.</p>")
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
            markup.period(item.before.period),
            number(item.now),
            number(item.before),
            text(item.edition),
            text(capital(item.reason)),
        ]
        for item in found
    ]
    return tables.table(view.published, "Revised figures", columns, rows)
