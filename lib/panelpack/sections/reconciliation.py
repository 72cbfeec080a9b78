"""What reconciliation finds, on a page: differences first, then what cannot be checked, then what agrees."""

from collections.abc import Sequence

from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import STATEMENTS_AGREED, STATEMENTS_APART, STATEMENTS_UNCHECKED, Way
from panelpack.disclosure.figure import Figure
from panelpack.page import markup, tables
from panelpack.page.markup import Html, joined, number, text
from panelpack.page.tables import Column
from panelpack.reconciliation.all_findings import differences_among, findings, without_difference
from panelpack.reconciliation.findings import Finding
from panelpack.reconciliation.looked_at import CHANGED, Looked
from panelpack.sections.labels import capital, labelled

_INTRODUCTION = (
    "Every total, change, percentage and growth that the documents state is computed again from its parts. What "
    "is stated more than once is held against the other statement. The rules are the same for all figures."
)


def reconciliation(view: CouncilYear) -> Html:
    """The reconciliation page of a pack: differences with their reasons, what cannot be checked, what agrees."""
    found = findings(view)
    apart, (open_, agreed) = differences_among(view, found), without_difference(found)
    parts = [
        Html(f"<p>{text(_INTRODUCTION)}</p>"),
        _counts([item.finding for item in apart], open_, agreed),
        Html(f"<h2>Where figures differ</h2>{_differences(view, apart)}"),
        Html(f"<h2>What cannot be checked</h2>{_listed(view, 'Cannot be checked', open_)}"),
        Html(f"<h2>What agrees</h2>{_listed(view, 'Agrees', agreed)}"),
    ]
    return joined(parts)


def _counts(apart: Sequence[Finding], open_: Sequence[Finding], agreed: Sequence[Finding]) -> Html:
    counts = statement_counts(apart, open_, agreed)
    if not counts:
        return Html("<p>The documents of this year state nothing that can be held against anything.</p>")
    agree, differ, cannot = (number(counts[way]) for way in (STATEMENTS_AGREED, STATEMENTS_APART, STATEMENTS_UNCHECKED))
    return Html(
        f"<p>{agree} statements agree, {differ} differ, and {cannot} cannot be checked "
        "with the figures that there are.</p>"
    )


def statement_counts(
    apart: Sequence[Finding], open_: Sequence[Finding], agreed: Sequence[Finding]
) -> dict[Way, Figure]:
    """How many statements differ, cannot be checked and agree, of all that there are; empty where there is none."""
    every = [item.stated for item in (*agreed, *open_, *apart)]
    counted = {STATEMENTS_APART: apart, STATEMENTS_UNCHECKED: open_, STATEMENTS_AGREED: agreed}
    return {way: way.of(every[0], len(found), every) for way, found in counted.items()} if every else {}


def _differences(view: CouncilYear, apart: Sequence[Looked]) -> Html:
    if not apart:
        return Html("<p>No difference.</p>")
    heads = ("What is stated", "Stated", "Held against", "Verdict", "Why")
    rows = [[*_cells(view, item.finding), _why(item)] for item in apart]
    columns = [Column(text(words)) for words in heads]
    return tables.table(view.published, f"Differences, {view.year_label}", columns, rows)


def _listed(view: CouncilYear, caption: str, found: Sequence[Finding]) -> Html:
    if not found:
        return Html("<p>Nothing.</p>")
    heads = ("What is stated", "Stated", "Held against", "How it was held")
    rows = [_cells(view, item) for item in found]
    columns = [Column(text(words)) for words in heads]
    return tables.table(view.published, f"{caption}, {view.year_label}", columns, rows)


def _cells(view: CouncilYear, item: Finding) -> list[Html]:
    """What is stated, the figure, what it was held against, and the verdict with how it was reached."""
    verdict = text(f"{item.verdict.capitalize()}. {item.words}")
    return [labelled(view, item.stated), _figure(view, item.stated), _against(view, item), verdict]


def _figure(view: CouncilYear, figure: Figure) -> Html:
    source = view.published.context.register[figure.source]
    return Html(f"{markup.qualified(figure)} ({text(source.short)}, {markup.period(figure.period)})")


def _against(view: CouncilYear, item: Finding) -> Html:
    if item.recomputed is not None:
        return number(item.recomputed)
    if item.rule == "period":
        periods = dict.fromkeys(figure.period for figure in (item.stated, *item.against))
        return joined(dict.fromkeys(markup.period(when) for when in periods), "; ")
    return joined((_figure(view, figure) for figure in item.against), "; ")


def _why(item: Looked) -> Html:
    said = capital(item.reason)
    said = said if said.endswith(".") else f"{said}."
    if item.by is None or item.state == CHANGED:
        return text(said + (" It changed since somebody looked at it." if item.state == CHANGED else ""))
    return Html(f"{text(said)} Looked at by {text(item.by.looked_at_by)}, {markup.day(item.by.looked_at_date)}.")
