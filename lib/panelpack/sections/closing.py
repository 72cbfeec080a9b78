"""The front and back matter of a report: title, differences, quality, definitions, sources and revisions."""

from collections.abc import Iterable, Mapping

import pandas as pd

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import year_dates
from panelpack.comparisons.council_year import Scope
from panelpack.disclosure.prepare import PUBLIC, audience
from panelpack.facts.checks import SYMBOL_MEANINGS
from panelpack.page import markup, tables
from panelpack.page.markup import Html, anchor, defined, number, text
from panelpack.page.tables import Column
from panelpack.reconciliation.between_sources import Difference, between_sources
from panelpack.reconciliation.looked_at import KnownDifference
from panelpack.reconciliation.revisions import in_common, made_otherwise, revisions
from panelpack.sections.trends import labelled, used_measures

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


def title(scope: Scope, words: str, topics: Iterable[str], agency: bool = False) -> Html:
    """Title, period, status line, caveats, and which subjects were not supplied for the year.

    Args:
        agency: whether the report is also about the council's adoption agency.
    """
    start, end = year_dates(scope.year_label)
    span = f"{markup.day(start)} to {markup.day(end)}"
    lines = [f"<p>{text(scope.area_name)}, for the {text(scope.council.panel)}. It covers {span}.</p>"]
    if scope.year.as_at:
        meets = markup.day(scope.year.as_at)
        lines.append(f"<p>The panel meets on {meets}. What is later than year end is marked as since year end.</p>")
    if agency and scope.council.adoption_agency:
        name = text(scope.name_of(scope.council.adoption_agency))
        lines.append(f"<p>{name} is the council's adoption agency. Its figures are for all of its councils.</p>")
    standing = markup.DRAFT if audience() == PUBLIC else markup.WATERMARK
    lines.append(f'<p class="status-line">{text(standing)}</p>')
    lines += [f'<p class="caveat">{text(caveat)}</p>' for caveat in scope.year.caveats]
    absent = [topic for topic in topics if not scope.is_supplied(topic)]
    if absent:
        files = ", ".join(f"<code>{text(scope.figures_file(topic))}</code>" for topic in absent)
        lines.append(f'<p class="missing">Not supplied for {text(scope.year_label)}: the figures of {files}.</p>')
    return Html(f"<header><h1>{text(words)} {text(scope.year_label)}</h1>{''.join(lines)}</header>")


def differences(scope: Scope, names: Iterable[str]) -> Html:
    """Where two sources give a figure that a reader could take for the same: both, the gap and why.

    Args:
        names: the measures of the page.
    """
    found = between_sources(scope, names)
    if not found:
        return Html("<p>No measure of this page has figures from two sources.</p>")
    columns = [
        Column("Measure"),
        Column("Shown in this report", True),
        Column("The other figure", True),
        Column("Difference", True),
        Column("Why"),
    ]
    rows = [_difference_row(scope, item) for item in found]
    note = "Both figures are kept. The order of preference of sources stands in <code>data/sources.yaml</code>."
    return tables.table(scope.published, f"Two figures, {scope.year_label}", columns, rows, note)


def _difference_row(scope: Scope, item: Difference) -> list[str]:
    register = scope.published.context.register
    other = f"{number(item.other)} ({text(register[item.other.source].short)})"
    label = defined(item.shown.measure.id, item.shown.measure.label)
    if item.other.measure != item.shown.measure:
        other = f"{other}: {defined(item.other.measure.id, item.other.measure.label)}"
    shown = f"{number(item.shown)} ({text(register[item.shown.source].short)})"
    gap = number(item.gap) if item.gap else text("not comparable")
    return [label, shown, other, gap, text(item.reason[:1].upper() + item.reason[1:])]


def quality(scope: Scope, names: Iterable[str]) -> Html:
    """What to keep in mind about the data: notes of the checks, and figures of the year that are not there."""
    measures = used_measures(scope, names)
    titles = {scope.published.context.register[name].title for measure in measures for name, _ in _from(scope, measure)}
    # Flags for the person who signs off are said by the build, not by the page
    said = [note for note in scope.published.notes if note.severity == "warn"]
    notes = [note for note in said if not note.source or note.source in titles]
    lines = [f"{text(note.what)}{f' ({text(note.where)})' if note.where else ''}" for note in notes]
    for measure in measures:
        figure = scope.own(measure.id)
        if figure is not None and figure.value is None:
            lines.append(f"{defined(measure.id, measure.label)}: {text(SYMBOL_MEANINGS[figure.status])}.")
    if not lines:
        return Html(
            "<p>No figure of these measures was dropped or hidden. What was not supplied is said where it belongs.</p>"
        )
    return Html(f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>")


def definitions(scope: Scope, names: Iterable[str]) -> Html:
    """What each measure of the page means, its base, its period, who counts it, and what it is compared with."""
    measures = used_measures(scope, names)
    entries = [_definition(scope, measure) for measure in measures]
    usual = (
        f"Unless an entry says otherwise, a figure covers {BASIS_WORDS['year']}, and neither high nor low is better. "
    )
    compared = _comparators(scope) if any(scope.is_compared(measure) for measure in measures) else ""
    return Html(f'<p>{usual}{compared}</p><dl class="definitions">{"".join(entries)}</dl>')


def _comparators(scope: Scope) -> str:
    """With whom rates and shares are compared, and on what basis."""
    near = ", ".join(scope.name_of(code) for code in scope.neighbour_codes)
    region = scope.name_of(scope.council.region)
    return (
        f"Rates and shares stand beside {text(region)}, England and the statistical neighbours by the model of "
        f"{text(scope.neighbour_model)} ({text(near)}): the plain mean of those that have a figure, for the same "
        "period and from the same source as the council's own."
    )


def _definition(scope: Scope, measure: Measure) -> str:
    figure = scope.own(measure.id)
    facts = [] if measure.basis == "year" else [f"Period: {BASIS_WORDS[measure.basis]}."]
    if figure is not None and figure.numerator is not None and figure.denominator is not None:
        parts = scope.published.derive("numerator", figure, figure.numerator, unit="count", decimals=0)
        base = scope.published.derive("denominator", figure, figure.denominator, unit="count", decimals=0)
        joined = "of" if measure.is_share else "divided by"
        facts.append(f"In {text(scope.year_label)}: {number(parts)} {joined} {number(base)}.")
    elif figure is not None and figure.denominator is not None:
        base = scope.published.derive("denominator", figure, figure.denominator, unit="count", decimals=0)
        facts.append(f"Base in {text(scope.year_label)}: {number(base)}.")
    facts.append({"better": "Higher is better.", "worse": "Lower is better.", "neither": ""}[measure.higher_is])
    titles = "; ".join(
        f'<a href="#{source_anchor(name)}">{text(name_of)}</a>' for name, name_of in _from(scope, measure)
    )
    facts.append(f"Source: {titles}.")
    words = " ".join(filter(None, (text(measure.definition), *facts)))
    return f'<dt id="{anchor(measure.id)}">{text(measure.label)}</dt><dd>{words}</dd>'


def _from(scope: Scope, measure: Measure) -> list[tuple[str, str]]:
    """The sources of a measure by id and short name, that of the year's own figure first."""
    figure = scope.own(measure.id)
    found = [item for kind in ("official", "document") for item in scope.published.of_measure(measure.id, kind)]
    named = dict.fromkeys(item.source for item in found if "statistic=" not in item.breakdown)
    named = dict.fromkeys([figure.source, *named]) if figure is not None else named
    register = scope.published.context.register
    return [(name, register[name].title) for name in named]


def source_anchor(name: str) -> str:
    """The id of a source's row among the sources of a page."""
    return f"source-{name.replace('_', '-')}"


def sources(scope: Scope, names: Iterable[str], hashes: Mapping[str, str]) -> Html:
    """Every source of the page: publisher, title, licence, the files and their SHA-256."""
    files: dict[str, dict[str, None]] = {}
    for measure in used_measures(scope, names):
        for kind in ("official", "document"):
            for figure in scope.published.of_measure(measure.id, kind):
                paths = files.setdefault(figure.source, {})
                if figure.file in hashes:
                    paths[figure.file] = None
    columns = [
        Column("Source"),
        Column("Publisher"),
        Column("Licence"),
        Column("Files, with the start of their SHA-256"),
    ]
    rows = []
    for name, paths in files.items():
        source = scope.published.context.register[name]
        listed = "<br>".join(f"<code>{text(path)} {text(hashes[path][:12])}</code>" for path in paths)
        title = f'<span id="{source_anchor(name)}">{text(source.title)}</span>'
        rows.append([title, text(source.publisher), text(source.licence), listed])
    note = "Each number carries an id. The pack's record, manifest.json, names the file and the row of each."
    return tables.table(scope.published, "Sources of this report", columns, rows, note)


def revised(scope: Scope, names: Iterable[str], ledger: pd.DataFrame, known: dict[str, KnownDifference]) -> Html:
    """Figures of a page that differ from what an earlier edition said, and measures that are made otherwise since."""
    names = list(names)
    return Html(_since(scope, names) + _revised(scope, names, ledger, known))


def _since(scope: Scope, names: Iterable[str]) -> str:
    changed = made_otherwise(used_measures(scope, names), scope.last_day)
    if not changed:
        return ""
    items = "".join(
        f"<li>{defined(item.id, item.label)}: since {markup.day(found.from_date)}. {text(found.why)}</li>"
        for item, found in changed
    )
    return f"<p>Made otherwise than before:</p><ul>{items}</ul>"


def _revised(scope: Scope, names: Iterable[str], ledger: pd.DataFrame, known: dict[str, KnownDifference]) -> str:
    if ledger.empty:
        return "<p>No edition has been released yet, so nothing can have been revised.</p>"
    if not in_common(ledger, names):
        return "<p>No earlier edition holds a figure of this report, so nothing can have been revised.</p>"
    found = revisions(scope, ledger, names, known)
    if not found:
        return "<p>No figure differs from what an earlier edition said.</p>"
    columns = [
        Column("Measure"),
        Column("Period"),
        Column("Now", True),
        Column("Before", True),
        Column("Edition"),
        Column("Why"),
    ]
    rows = [
        [
            labelled(scope, item.before),
            markup.period(item.before.period),
            number(item.now),
            number(item.before),
            text(item.edition),
            text(item.reason[:1].upper() + item.reason[1:]),
        ]
        for item in found
    ]
    return tables.table(scope.published, "Revised figures", columns, rows)
