"""Reconciliation on a page and in lists: differences first, then what cannot be checked, then what agrees."""

import csv
import json
from collections.abc import Sequence
from io import StringIO

from panelpack.comparisons.council_year import Scope
from panelpack.disclosure.prepare import ledger_path
from panelpack.disclosure.published import Figure, read_ledger
from panelpack.page import markup, tables
from panelpack.page.markup import Html, number, text
from panelpack.page.tables import Column
from panelpack.project.errors import InputError, Problem
from panelpack.reconciliation.all_findings import of_year, reconciled
from panelpack.reconciliation.findings import DIFFERS, UNCHECKED, Finding
from panelpack.reconciliation.looked_at import CHANGED, NEW, Looked, gone, looked_at, read_known
from panelpack.reconciliation.relations import read_relations
from panelpack.reconciliation.revisions import REVISED, revisions
from panelpack.sections.trends import labelled

FORMATS = ("table", "csv", "json")
_FIELDS = (
    "finding",
    "rule",
    "verdict",
    "state",
    "measure",
    "what",
    "area",
    "period",
    "source",
    "says",
    "words",
    "reason",
)


def findings(scope: Scope) -> list[Finding]:
    """Every finding about the figures that the pages of a year show."""
    return of_year(scope, [*_editions(scope), *of_all_years(scope)])


def _editions(scope: Scope) -> list[Finding]:
    """Figures that an earlier edition gave otherwise: first published against revised."""
    project, council = scope.project, scope.council_name
    ledger, known = read_ledger(ledger_path(project, council)), read_known(project, council)
    found = revisions(scope, ledger, scope.published.context.catalogue.measures, known)
    words = "An earlier edition gave it otherwise."
    return [
        Finding(REVISED, item.now, DIFFERS, None, (item.before,), words, item.reason)
        for item in found
        if item.now is not None
    ]


def of_all_years(scope: Scope) -> list[Finding]:
    """Every finding about a council's figures."""
    relations = read_relations(scope.project.data / "relations.yaml", scope.published.context)
    return reconciled(scope.published, relations)


def differences(scope: Scope, found: Sequence[Finding]) -> list[Looked]:
    """The differences among findings, with what a person has said of them."""
    return looked_at(found, read_known(scope.project, scope.council_name))


def page(scope: Scope) -> Html:
    """The reconciliation page of a pack: differences with their reasons, what cannot be checked, what agrees."""
    found = findings(scope)
    apart = differences(scope, found)
    open_ = [item for item in found if item.verdict == UNCHECKED]
    agreed = [item for item in found if not item.is_difference and item.verdict != UNCHECKED]
    parts = [
        "<p>Every total, change, percentage and growth that the documents state is computed again from its parts. What "
        "is stated more than once is held against the other statement. The rules are the same for all figures.</p>",
        _counts(scope, apart, open_, agreed),
        f"<h2>Where figures differ</h2>{_differences(scope, apart)}",
        f"<h2>What cannot be checked</h2>{_listed(scope, 'Cannot be checked', open_)}",
        f"<h2>What agrees</h2>{_listed(scope, 'Agrees', agreed)}",
    ]
    return Html("".join(parts))


def _counts(scope: Scope, apart: Sequence[Looked], open_: Sequence[Finding], agreed: Sequence[Finding]) -> str:
    if not (apart or open_ or agreed):
        return "<p>The documents of this year state nothing that can be held against anything.</p>"
    base = (agreed or open_ or [item.finding for item in apart])[0].stated
    counts = {"apart": len(apart), "unchecked": len(open_), "agreed": len(agreed)}
    shown = {
        name: number(scope.published.derive(f"summary_{name}", base, value, unit="count", decimals=0))
        for name, value in counts.items()
    }
    return (
        f"<p>{shown['agreed']} statements agree, {shown['apart']} differ, and {shown['unchecked']} cannot be checked "
        "with the figures that there are.</p>"
    )


def _differences(scope: Scope, apart: Sequence[Looked]) -> str:
    if not apart:
        return "<p>No difference.</p>"
    columns = [
        Column("What is stated"),
        Column("Stated"),
        Column("Held against"),
        Column("Verdict"),
        Column("Why"),
    ]
    rows = [
        [
            labelled(scope, item.finding.stated),
            _figure(scope, item.finding.stated),
            _against(scope, item.finding),
            f"{text(item.finding.verdict.capitalize())}. {text(item.finding.words)}",
            _why(item),
        ]
        for item in apart
    ]
    return tables.table(scope.published, f"Differences, {scope.year_label}", columns, rows)


def _listed(scope: Scope, caption: str, found: Sequence[Finding]) -> str:
    if not found:
        return "<p>Nothing.</p>"
    columns = [
        Column("What is stated"),
        Column("Stated"),
        Column("Held against"),
        Column("How it was held"),
    ]
    rows = [
        [
            labelled(scope, item.stated),
            _figure(scope, item.stated),
            _against(scope, item),
            f"{text(item.verdict.capitalize())}. {text(item.words)}",
        ]
        for item in found
    ]
    return tables.table(scope.published, f"{caption}, {scope.year_label}", columns, rows)


def _figure(scope: Scope, figure: Figure) -> str:
    source = scope.published.context.register[figure.source]
    return f"{markup.qualified(figure)} ({text(source.short)}, {markup.period(figure.period)})"


def _against(scope: Scope, item: Finding) -> str:
    if item.recomputed is not None:
        return number(item.recomputed)
    if item.rule == "period":
        figures = (item.stated, *item.against)
        return "; ".join(dict.fromkeys(markup.period(figure.period) for figure in figures))
    return "; ".join(_figure(scope, figure) for figure in item.against)


def _why(item: Looked) -> str:
    said = item.reason[:1].upper() + item.reason[1:]
    said = said if said.endswith(".") else f"{said}."
    if item.by is None or item.state == CHANGED:
        seen = " It changed since somebody looked at it." if item.state == CHANGED else ""
        return text(said) + seen
    return f"{text(said)} Looked at by {text(item.by.looked_at_by)}, {markup.day(item.by.looked_at_date)}."


def written(scope: Scope, form: str) -> tuple[str, bool]:
    """The findings of a year as a table to read, as CSV or as JSON, and whether somebody must look at one.

    Raises:
        InputError: there is no such form.
    """
    if form not in FORMATS:
        raise InputError([Problem(f"there is no format {form!r}", todo=f"valid: {', '.join(FORMATS)}")])
    found = findings(scope)
    apart = differences(scope, found)
    states = {item.finding.key: item for item in apart}
    rows = [_row(scope, item, states.get(item.key)) for item in found]
    if form == "json":
        words = json.dumps([dict(zip(_FIELDS, row, strict=True)) for row in rows], indent=2, ensure_ascii=False)
    elif form == "csv":
        out = StringIO()
        csv.writer(out, lineterminator="\n").writerows([_FIELDS, *rows])
        words = out.getvalue().rstrip("\n")
    else:
        words = _to_read(scope, found, apart)
    return words, any(item.needs_a_look for item in apart)


def _row(scope: Scope, item: Finding, looked: Looked | None) -> list[str]:
    figure = item.stated
    return [
        item.key,
        item.rule,
        item.verdict,
        looked.state if looked else "",
        figure.measure.id,
        figure.label,
        scope.name_of(figure.area),
        figure.period.words,
        figure.source,
        item.says,
        item.words,
        looked.reason if looked else item.reason,
    ]


def _to_read(scope: Scope, found: Sequence[Finding], apart: Sequence[Looked]) -> str:
    lines = []
    for item in apart:
        figure = item.finding.stated
        lines.append(f"{item.finding.key}  {item.state}: {item.finding.verdict} ({item.finding.rule})")
        lines.append(f"    {figure.label}, {scope.name_of(figure.area)}, {figure.period.words}: {item.finding.says}")
        lines.append(f"    {item.finding.words} {item.reason}")
    agreed = sum(not item.is_difference and item.verdict != UNCHECKED for item in found)
    unchecked = sum(item.verdict == UNCHECKED for item in found)
    need = sum(item.state in (NEW, CHANGED) for item in apart)
    lines += [
        f"{entry.finding}  recorded and no longer there: {entry.says}"
        for entry in gone(of_all_years(scope), read_known(scope.project, scope.council_name))
    ]
    lines.append(
        f"{len(found)} statements: {agreed} agree, {len(apart)} differ ({need} of them new or changed), "
        f"{unchecked} cannot be checked"
    )
    return "\n".join(lines)
