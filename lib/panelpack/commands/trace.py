"""The whole way of one number of a page: the cell it was read from, what it was made of, checks, protection and use.

It is for the analyst, on the machine where the figures are: nothing of it is published.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from panelpack.catalogue.identities import declared
from panelpack.catalogue.measures import calculations
from panelpack.catalogue.periods import reporting_year
from panelpack.comparisons.change import quarter, rank, travel
from panelpack.comparisons.council_year import Scope, scope_of
from panelpack.disclosure.prepare import ledger_path
from panelpack.disclosure.published import Figure, read_ledger
from panelpack.facts.checks import SYMBOL_MEANINGS
from panelpack.gate.shown_numbers import Marks
from panelpack.project.errors import InputError, Problem
from panelpack.reconciliation.relations import read_relations
from panelpack.sections.reconciliation import of_all_years

_WAYS = {
    "": "a figure as its source gives it",
    "change": "the difference to the same figure of the period before",
    "change_pct": "the same difference in per cent",
    "numerator": "the count that a percentage is made of",
    "denominator": "the base that a percentage is made of",
    "running": "for how many periods it has moved one way",
    "rank": "its place among itself and its neighbours",
    "ranked": "how many were ranked with it",
    "difference": "the difference to what another source says",
    "sum": "the sum of the parts of a total",
    "recomputed": "what its parts give, in reconciliation",
    "earlier": "what an earlier edition said",
    "mean": "the mean of the statistical neighbours",
    "median": "the median of the statistical neighbours",
    "known": "how many neighbours have a figure",
    "neighbours": "how many neighbours there are",
    "ahead": "how many neighbours do better",
    "summary": "a count that the page itself makes",
}


def trace(scope: Scope, name: str) -> str:
    """The way of a number by its id, as `data-fact` on a page gives it: one line a step.

    Raises:
        InputError: no figure that may be shown has that id.
    """
    how, _, base = name.rpartition("-")
    figure = scope.published.figures.get(base)
    if figure is None:
        what = f"no figure that may be shown has the id {base!r}"
        raise InputError([Problem(what, todo="take it from the data-fact of a number on a page of this council")])
    year = reporting_year(figure.period) or scope.published.context.register[figure.source].reporting_year
    scope = scope if year not in scope.project.years() else _in(scope, str(year))
    sections = [
        ("Number", _number(scope, figure, how)),
        ("Read from", _cell(scope, figure)),
        ("Made of", _made_of(scope, figure)),
        ("Checks", _checks(scope, figure)),
        ("Identities", _identities(scope, figure)),
        ("Reconciliation", _findings(scope, figure)),
        ("Protection", _protection(scope, figure)),
        ("Comparisons", _comparisons(scope, figure)),
        ("Released in", _editions(scope, figure)),
        ("Pages", _pages(scope, figure)),
    ]
    return "\n".join(f"{title}\n" + "\n".join(f"    {line}" for line in lines) for title, lines in sections)


def _in(scope: Scope, year: str) -> Scope:
    """The same council in the reporting year that a figure belongs to."""
    return scope_of(scope.project, scope.published, scope.council_name, year)


def _number(scope: Scope, figure: Figure, how: str) -> list[str]:
    words = _WAYS.get(how) or _WAYS.get(how.partition("_")[0], how)
    lines = [f"{describe(scope, figure)}: {figure.text}"]
    if how:
        relations = read_relations(scope.project.data / "relations.yaml", scope.published.context)
        ledger = read_ledger(ledger_path(scope.project, scope.council_name))
        marks = Marks(scope.published, scope.council, relations, ledger)
        made = marks.expected(figure, how) or []
        texts = list(dict.fromkeys(item.text for item in made))
        lines.append(f"the page shows {words}: {' or '.join(texts) or 'made by the page itself'}")
    else:
        lines.append(f"the page shows {words}")
    return lines


def describe(scope: Scope, figure: Figure) -> str:
    """What a figure is of: measure, part, area and period, with the measure's id."""
    return f"{figure.label} ({figure.measure.id}), {scope.name_of(figure.area)}, {figure.period.words}"


def _cell(scope: Scope, figure: Figure) -> list[str]:
    source = scope.published.context.register[figure.source]
    lines = [f"source: {source.title}, {source.publisher}, release {figure.release}, {source.licence}"]
    path = scope.project.root / figure.file
    if figure.line and path.is_file():
        content = path.read_bytes()
        text = content.decode("utf-8-sig").splitlines()
        # What protection hides is not said here either: whoever may see it opens the file
        row = "hidden" if figure.status == "c" and not source.public else text[figure.line - 1]
        lines.append(f"{figure.file}, line {figure.line}: {row}")
        lines.append(f"columns: {text[0]}")
        lines.append(f"SHA-256 {sha256(content).hexdigest()}")
    else:
        lines.append(figure.file)
    return lines


def _made_of(scope: Scope, figure: Figure) -> list[str]:
    calculation = calculations().get(figure.measure.id)
    if calculation is None:
        return ["nothing: it is not calculated"]
    said = (calculation.formula.__doc__ or "").strip()
    parts = [
        scope.published.find(need, figure.area, figure.period, figure.breakdown, figure.source)
        for need in calculation.needs
    ]
    return [f"formula {figure.measure.id}: {said}", *[_line(scope, part) for part in parts if part is not None]]


def _line(scope: Scope, figure: Figure) -> str:
    return f"{describe(scope, figure)}: {figure.text}, id {figure.id}, {figure.file}, line {figure.line}"


def _checks(scope: Scope, figure: Figure) -> list[str]:
    title = scope.published.context.register[figure.source].title
    notes = [
        f"{note.severity}: {note.what}"
        for note in scope.published.notes
        if note.source == title or (note.where and figure.file in note.where)
    ]
    return ["passed: known measure, area, source and period, one value or status, no second row", *notes]


def _identities(scope: Scope, figure: Figure) -> list[str]:
    found = [
        f"{type(item).__name__}: {', '.join(f'{key}={value}' for key, value in asdict(item).items() if value)}"
        for item in declared(scope.published.context.catalogue)
        if figure.measure.id in _named(asdict(item).values())
    ]
    return found or ["none is declared for its measure"]


def _named(values: object) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, Sequence) or hasattr(values, "__iter__"):
        for value in values:
            yield from _named(value)


def _findings(scope: Scope, figure: Figure) -> list[str]:
    found = [
        f"{item.key} {item.verdict} ({item.rule}): {item.says}. {item.words}"
        for item in of_all_years(scope)
        if figure.id in (item.stated.id, *[other.id for other in item.against])
    ]
    return found or ["no rule asks anything of it"]


def _protection(scope: Scope, figure: Figure) -> list[str]:
    source, policy = scope.published.context.register[figure.source], scope.project.policy
    if figure.value is None:
        return [f"shown as {figure.status}: {SYMBOL_MEANINGS[figure.status]}"]
    if source.public:
        return ["its source is public already, so it is shown as it stands"]
    if not figure.measure.counts_people:
        return ["its measure does not count people, so no rule hides it by itself"]
    rule = policy.rule(figure.measure.family)
    return [f"counts of {rule.smallest_hidden} to {rule.largest_hidden} are hidden, with what would give them away"]


def _comparisons(scope: Scope, figure: Figure) -> list[str]:
    item = scope.change(figure)
    lines = [f"direction: {travel(scope.published, figure)}"]
    if item.before is not None:
        lines.append(f"period before: {_line(scope, item.before)}")
    if item.difference is not None:
        p = f" (p = {item.chance.p:.4g})" if item.chance.p is not None else ""
        pct = f", {item.pct.text}" if item.pct else ""
        points = " points" if item.difference.unit == "points" else ""
        lines.append(f"change: {item.difference.text}{points}{pct}, {item.chance.words}{p}")
    if figure.area == scope.council.area and scope.is_compared(figure.measure) and not figure.measure.rolling:
        near = scope.neighbours(figure)
        if near.mean is not None:
            place = rank(scope.published, figure, near.figures)
            where = f", place {place.place} of {place.of}" if place else ""
            lines.append(f"neighbours ({near.model}): mean {near.mean.text} of {near.used} of {near.of}{where}")
        lines += [f"{name}: {other.text}, id {other.id}" for name, other in scope.comparators(figure)]
        lines += [f"among England's councils: {part}" for part in [quarter(scope.published, figure)] if part]
    return lines


def _editions(scope: Scope, figure: Figure) -> list[str]:
    ledger = read_ledger(ledger_path(scope.project, scope.council_name))
    end = str(figure.period.end or "")
    rows = ledger[
        (ledger["measure"] == figure.measure.id)
        & (ledger["area"] == figure.area)
        & (ledger["breakdown"] == figure.breakdown)
        & (ledger["source"] == figure.source)
    ].to_dict("records")
    found = [
        f"{row['edition']}, signed off by {row['signed_off_by']}: {row['status'] or row['value']}"
        for row in rows
        if (str(row["period_end"])[:10] if str(row["period_end"]) != "NaT" else "") == end
    ]
    return found or ["no edition yet"]


def _pages(scope: Scope, figure: Figure) -> list[str]:
    folder = scope.project.rendered / scope.council_name
    found = [
        path.relative_to(scope.project.root).as_posix()
        for path in _built(folder)
        if figure.id in path.read_text("utf-8")
    ]
    return found or ["no page that is built"]


def _built(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.html") if not any(part.startswith(".") for part in path.parts[-3:]))
