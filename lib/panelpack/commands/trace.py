"""The whole way of one number of a page: the cell it was read from, what it was made of, checks, protection and use.

It is for the analyst, on the machine where the figures are: nothing of it is published.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from panelpack.catalogue.formulas import calculations
from panelpack.catalogue.identities import declared
from panelpack.catalogue.reporting_years import reporting_year
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.commands.remade import remade
from panelpack.comparisons.change import travel
from panelpack.comparisons.council_year import CouncilYear, council_year
from panelpack.comparisons.derived import WAYS, Way, way_named
from panelpack.comparisons.england import quarter
from panelpack.comparisons.neighbours import rank
from panelpack.disclosure.figure import Figure, way_and_base
from panelpack.disclosure.ledger import read_ledger
from panelpack.facts.figure_store import is_store, row_of_store
from panelpack.facts.returns.every_return import RETURNS
from panelpack.facts.table import day_of
from panelpack.facts.workbook import place_of_cell
from panelpack.project.errors import InputError, Problem
from panelpack.project.files import digest
from panelpack.reconciliation.all_findings import of_all_years


def trace(view: CouncilYear, name: str) -> str:
    """The way of a number by its id, as `data-fact` on a page gives it: one line a step.

    Raises:
        InputError: no figure that may be shown has that id.
    """
    how, base = way_and_base(name)
    figure = view.published.figures.get(base)
    if figure is None:
        what = f"no figure that may be shown has the id {base!r}"
        raise InputError([Problem(what, todo="take it from the data-fact of a number on a page of this council")])
    year = reporting_year(figure.period) or view.published.context.register[figure.source].reporting_year
    view = view if year not in view.project.years() else _in(view, str(year))
    if how:
        way, model = _way(how)
        made = remade(view, figure, way, model)
        shows, made_of = _derived(way, made), _derived_from(view, made)
    else:
        shows, made_of = "the page shows a figure as its source gives it", _made_of(view, figure)
    sections = [
        ("Number", [f"{describe(view, figure)}: {figure.text}", shows]),
        ("Read from", _cell(view, figure)),
        ("Made of", made_of),
        ("Checks", _checks(view, figure)),
        ("Identities", _identities(view, figure)),
        ("Reconciliation", _findings(view, figure)),
        ("Protection", _protection(view, figure)),
        ("Comparisons", _comparisons(view, figure)),
        ("Released in", _editions(view, figure)),
        ("Pages", _pages(view, figure)),
    ]
    return "\n".join(f"{title}\n" + "\n".join(f"    {line}" for line in lines) for title, lines in sections)


def _in(view: CouncilYear, year: str) -> CouncilYear:
    """The same council in the reporting year that a figure belongs to."""
    return council_year(view.project, view.published, view.council_name, year)


def _way(how: str) -> tuple[Way, str]:
    """The way of making a number, and the neighbour model that its name goes on with."""
    way, model = way_named(how)
    if way is None:
        todo = f"the ways are {', '.join(WAYS)}"
        raise InputError([Problem(f"no page makes a number in the way {how!r}", todo=todo)])
    return way, model


def _derived(way: Way, made: Sequence[Figure]) -> str:
    """What the page shows of a derived number."""
    texts = list(dict.fromkeys(item.text for item in made))
    return f"the page shows {way.words}: {' or '.join(texts) or 'nothing that is made now'}"


def _derived_from(view: CouncilYear, made: Sequence[Figure]) -> list[str]:
    """Each figure that a derived number is made of, with its file and row."""
    parts = {part.id: part for item in made for part in item.made_of}
    return [_line(view, part) for part in parts.values()] or ["no figure that there is now"]


def describe(view: CouncilYear, figure: Figure) -> str:
    """What a figure is of: measure, part, area and period, with the measure's id."""
    return f"{figure.label} ({figure.measure.id}), {view.name_of(figure.area)}, {figure.period.words}"


def _cell(view: CouncilYear, figure: Figure) -> list[str]:
    source = view.published.context.register[figure.source]
    lines = [f"source: {source.title}, {source.publisher}, release {figure.release}, {source.licence}"]
    path = view.project.root / figure.file
    if figure.line and is_store(path) and path.is_file():
        cells = row_of_store(path, figure.line)
        lines.append(f"{_place(figure)}: {','.join(cells.values())}")
        lines.append(f"columns: {','.join(cells)}")
        lines.append(f"SHA-256 {digest(path)}")
    elif figure.line and path.is_file():
        content = path.read_bytes()
        text = content.decode("utf-8-sig").splitlines()
        # What protection hides is not said here either: whoever may see it opens the file
        row = "hidden" if figure.is_hidden and not source.public else text[figure.line - 1]
        lines.append(f"{_place(figure)}: {row}")
        lines.append(f"columns: {text[0]}")
        lines.append(f"SHA-256 {sha256(content).hexdigest()}")
    else:
        lines.append(figure.file)
    return lines


def _counted(figure: Figure) -> list[str]:
    """The rule by which a figure is counted from records; of a rate, that of its count."""
    count = figure.measure.rate_of or figure.measure.id
    rules = [item for kind in RETURNS if kind.source == figure.source for item in kind.counts]
    said = [f"{item.kind}: {item.says}" for item in rules if count in (item.measure, item.quarterly)]
    base = figure.denominator if figure.measure.rate_of else None
    per = [f"for every 10,000 of {base:,.0f} children"] if base else []
    return [*said, *per, f"panelpack rows {figure.id} lists the files and rows: it is private"]


def _made_of(view: CouncilYear, figure: Figure) -> list[str]:
    calculation = calculations().get(figure.measure.id)
    if figure.is_counted:
        return _counted(figure)
    if calculation is None:
        return ["nothing: it is not calculated"]
    parts = [
        view.published.find(need, figure.area, figure.period, figure.breakdown, figure.source)
        for need in calculation.needs
    ]
    return [
        f"formula {figure.measure.id}: {calculation.says}",
        *[_line(view, part) for part in parts if part is not None],
    ]


def _line(view: CouncilYear, figure: Figure) -> str:
    return f"{describe(view, figure)}: {figure.text}, id {figure.id}, {_place(figure)}"


def _place(figure: Figure) -> str:
    """Where a figure was read: its file, and the line or row of it."""
    return place_of_cell(figure.file, figure.line)


def _checks(view: CouncilYear, figure: Figure) -> list[str]:
    title = view.published.context.register[figure.source].title
    notes = [
        f"{note.severity}: {note.what}"
        for note in view.published.notes
        if note.source == title or (note.where and figure.file in note.where)
    ]
    return ["passed: known measure, area, source and period, one value or status, no second row", *notes]


def _identities(view: CouncilYear, figure: Figure) -> list[str]:
    found = [
        f"{type(item).__name__}: {', '.join(f'{key}={value}' for key, value in asdict(item).items() if value)}"
        for item in declared(view.published.context.catalogue)
        if figure.measure.id in _named(asdict(item).values())
    ]
    return found or ["none is declared for its measure"]


def _named(values: object) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, Sequence) or hasattr(values, "__iter__"):
        for value in values:
            yield from _named(value)


def _findings(view: CouncilYear, figure: Figure) -> list[str]:
    found = [
        f"{item.key} {item.verdict} ({item.rule}): {item.says}. {item.words}"
        for item in of_all_years(view.published)
        if figure.id in (item.stated.id, *[other.id for other in item.against])
    ]
    return found or ["no rule asks anything of it"]


def _protection(view: CouncilYear, figure: Figure) -> list[str]:
    source, policy = view.published.context.register[figure.source], view.project.policy
    if figure.value is None:
        return [f"shown as {figure.status}: {STATUS_WORDS[figure.status]}"]
    if source.public:
        return ["its source is public already, so it is shown as it stands"]
    if not figure.measure.counts_people:
        return ["its measure does not count people, so no rule hides it by itself"]
    rule = policy.rule(figure.measure.family)
    return [f"counts of {rule.smallest_hidden} to {rule.largest_hidden} are hidden, with what would give them away"]


def _comparisons(view: CouncilYear, figure: Figure) -> list[str]:
    item = view.change(figure)
    lines = [f"direction: {travel(view.published, figure).words}"]
    if item.before is not None:
        lines.append(f"period before: {_line(view, item.before)}")
    if item.difference is not None:
        p = f" (p = {item.chance.p:.4g})" if item.chance.p is not None else ""
        pct = f", {item.pct.text}" if item.pct else ""
        points = " points" if item.difference.unit == "points" else ""
        lines.append(f"change: {item.difference.text}{points}{pct}, {item.chance.words}{p}")
    if figure.area == view.council.area and view.is_compared(figure.measure) and not figure.measure.rolling:
        near, own = view.neighbours(figure), view.comparable(figure)
        if near.mean is not None:
            place = rank(view.published, own, near.figures)
            where = f", place {place.place} of {place.of}" if place else ""
            lines.append(f"neighbours ({near.model}): mean {near.mean.text} of {near.used} of {near.of}{where}")
        lines += [f"{name}: {other.text}, id {other.id}" for name, other in view.comparators(figure)]
        lines += [f"among England's councils: {part}" for part in [quarter(view.published, own)] if part]
    return lines


def _editions(view: CouncilYear, figure: Figure) -> list[str]:
    ledger = read_ledger(view.project.ledger_of(view.council_name))
    place = {"measure": figure.measure.id, "area": figure.area, "breakdown": figure.breakdown, "source": figure.source}
    for column, value in place.items():
        ledger = ledger[ledger[column] == value]
    found = [
        f"{row['edition']}, signed off by {row['signed_off_by']}: {row['status'] or row['value']}"
        for row in ledger.to_dict("records")
        if (day_of(row["period_start"]), day_of(row["period_end"])) == (figure.period.start, figure.period.end)
    ]
    return found or ["no edition yet"]


def _pages(view: CouncilYear, figure: Figure) -> list[str]:
    folder = view.project.rendered / view.council_name
    found = [
        path.relative_to(view.project.root).as_posix()
        for path in _built(folder)
        if figure.id in path.read_text("utf-8")
    ]
    return found or ["no page that is built"]


def _built(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.html") if not any(part.startswith(".") for part in path.parts[-3:]))
