"""The back matter of a report: differences, quality, definitions, sources and revisions."""

from collections.abc import Iterable, Sequence

import pandas as pd

from panelpack.catalogue import breakdowns
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.comparisons.council_year import CouncilYear
from panelpack.page import pieces, tables, words
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Fold, Listing, Piece, Sentence, together
from panelpack.page.tables import Column
from panelpack.page.words import capital, defined, joined, month, number, say, strong, text
from panelpack.reconciliation.between_sources import AGREE, AGREE_ROUNDED, Difference, between_sources
from panelpack.reconciliation.looked_at import KnownDifference
from panelpack.reconciliation.revisions import in_common, made_otherwise, revisions
from panelpack.sections.definitions import sources_of
from panelpack.sections.labels import labelled, used_measures
from panelpack.sections.reconciliation import noted_by, why


def differences(view: CouncilYear, names: Iterable[str]) -> Piece:
    """Where two sources give a figure that a reader could take for the same: both, the gap and why.

    Args:
        names: the measures of the page.
    """
    found = between_sources(view, names)
    if not found:
        return Sentence(text("No measure of this page has figures from two sources."))
    apart = [item for item in found if item.reason not in (AGREE, AGREE_ROUNDED)]
    agreed = " What else two sources state agrees." if len(apart) < len(found) else ""
    order = "Both figures are kept. Sources have an order of preference, and the first that has a figure is shown."
    differ, alike = ([item for item in apart if (item.gap is None) is sounds] for sounds in (False, True))
    return together(
        _listed(view, differ) if differ else Sentence(text("No two figures of this report differ.")),
        pieces.Note(joined(filter(None, [_noted(differ), text(order + agreed)]), " ")) if differ else EMPTY,
        *([Fold((_listed(view, alike),), title="Figures that sound alike and are not the same")] if alike else []),
    )


def _listed(view: CouncilYear, found: Sequence[Difference]) -> Listing:
    with_name = not _noted(found)
    return Listing(tuple(_two_figures(view, item, with_name) for item in found), "differences")


def _noted(found: Sequence[Difference]) -> Words:
    return noted_by([item.looked for item in found if item.looked is not None])


def _two_figures(view: CouncilYear, item: Difference, with_name: bool) -> Words:
    """A difference as a block: of what, what is shown, what the other source says, the gap and why."""
    register = view.published.context.register
    part = item.shown.measure.breakdown_label(breakdowns.without(item.shown.breakdown, "statement", "window"))
    named = ", ".join(filter(None, (item.shown.measure.label, part)))
    label = strong(defined(item.shown.measure.id, named))
    shown = say("{} ({}) is shown", number(item.shown), register[item.shown.source].short)
    other = say("{} ({})", number(item.other), register[item.other.source].short)
    if item.other.measure != item.shown.measure:
        other = say("{}: {}", other, defined(item.other.measure.id, item.other.measure.label))
    gap = say(" (difference {})", number(item.gap)) if item.gap else text("; the two are not comparable")
    because = why(item.looked, with_name) if item.looked else text(f"{capital(item.reason).rstrip('.')}.")
    return say("{} {}; the other figure is {}{}. {}", label, shown, other, gap, because)


def quality(view: CouncilYear, names: Iterable[str]) -> Piece:
    """What to keep in mind about the data: notes of the checks, and figures of the year that are not there."""
    measures = used_measures(view, names)
    titles = {title for measure in measures for _, title in sources_of(view, measure)}
    # Flags for the person who signs off are said by the build, not by the page
    said = [note for note in view.published.notes if note.severity == "warn"]
    ids = {measure.id for measure in measures}
    notes = [note for note in said if not note.source or note.source in titles or note.measures]
    notes = [note for note in notes if note.bears_on(view.year_label, ids)]
    told = tuple(text(note.said) for note in notes)
    lines = []
    for measure in measures:
        figure = view.own(measure.id)
        if figure is not None and figure.value is None:
            lines.append(say("{}: {}.", defined(measure.id, measure.label), STATUS_WORDS[figure.status]))
    if not (lines or told):
        none = "No figure of these measures was dropped or hidden. What was not supplied is said where it belongs."
        return Sentence(text(none))
    folded = Fold((Listing(told),), title="What the checks note", on_paper=True) if told else EMPTY
    return together(Listing(tuple(lines)) if lines else EMPTY, folded)


def sources(view: CouncilYear, names: Iterable[str]) -> Piece:
    """Every source of the page: title, publisher, when it came out, and licence."""
    releases: dict[str, dict[str, None]] = {}
    for measure in used_measures(view, names):
        for figure in view.published.official(measure.id) + view.published.stated(measure.id):
            releases.setdefault(figure.source, {})[figure.release] = None
    register, rows = view.published.context.register, []
    for name, found in releases.items():
        source = register[name]
        days = sorted(day for release in found if (day := register.earliest(name, release)) is not None)
        out = joined(map(month, days), "; ") if days else text("no date recorded")
        named = "" if register.is_official(name) else f" ({source.short})"
        rows.append([text(f"{source.title}{named}"), text(source.publisher), out, text(source.licence)])
    if not rows:
        return Sentence(text("No figure stands in this report, so no source does."))
    note = text("Each number carries an id. The pack's record, manifest.json, names the file and the row of each.")
    columns = [Column(text(words)) for words in ("Source", "Publisher", "Published", "Licence")]
    title = "Sources of this report"
    return Fold((tables.table(view.published, title, columns, rows, note),), title=title, on_paper=True)


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
