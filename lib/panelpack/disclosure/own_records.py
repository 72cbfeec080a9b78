"""A council's own records on their way to what may be shown: figures and notes go on, hashes go to the private store.

What was found in the records is written in full to a private file; the notes for pages hold protected counts alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pandas as pd

from panelpack.catalogue.context import Context
from panelpack.catalogue.reporting_years import year_dates
from panelpack.disclosure.known_people import store_of
from panelpack.facts.quality import Note
from panelpack.facts.records import RECORDS, CouncilReturns, files_of_returns, years_of_returns
from panelpack.facts.returns.every_return import RETURNS
from panelpack.facts.returns.faults import Fault, quality_list
from panelpack.project.checkout import Project
from panelpack.project.files import digest, write_whole
from panelpack.project.parameters import DisclosurePolicy

_MOST_LABELS = 3


@dataclass(frozen=True)
class OwnRecords:
    """What a council's records give: figures as tidy text, and notes for those who read or sign."""

    figures: pd.DataFrame
    notes: tuple[Note, ...] = ()


def returns_of(project: Project, council: str, context: Context) -> CouncilReturns:
    """A council's returns of all years, by its parameters."""
    area = project.council(council).area
    code = context.areas[area].dfe_code
    return CouncilReturns(project.returns_of(council), council, area, code, context, project.return_choices)


def digests_of_records(project: Project, council: str) -> dict[str, str]:
    """A digest of each year's returns, under the name by which figures know them; names of files are in none."""
    folder = project.returns_of(council)
    of_file = {path.relative_to(folder).parts: digest(path) for path in files_of_returns(folder)}
    found = {}
    for label in years_of_returns(folder):
        everything = sha256()
        for parts, known in of_file.items():
            # What stands beside the years, such as postcodes, bears on each; so do earlier years
            if len(parts) == 1 or parts[0] <= label:
                everything.update(known.encode())
        found[RECORDS.format(council=council, label=label)] = everything.hexdigest()
    return found


def private_list(project: Project, council: str) -> Path:
    """Where everything that was found in a council's records is listed: private, never in a pack."""
    return project.private / f"{council}-quality.csv"


def keep_list(project: Project, council: str, faults: Mapping[str, Iterable[Fault]]) -> None:
    """Write the quality list of all years to the private list, where it says something else than before."""
    tables = [quality_list(found).assign(year=label) for label, found in faults.items()]
    path = private_list(project, council)
    words = pd.concat(tables, ignore_index=True).to_csv(index=False, lineterminator="\n")
    if not path.exists() or path.read_text(encoding="utf-8") != words:
        write_whole(path, words)


def own_records(project: Project, council: str, context: Context) -> OwnRecords:
    """The figures that a council's returns give, with notes; hashes of who is in them go to the private store."""
    returns = returns_of(project, council, context)
    if not returns.years:
        return OwnRecords(pd.DataFrame())
    met: list[object] = []
    read = returns.read(lambda values: met.extend(values))
    figures = read.figures()
    if met:
        store_of(project.private, council).remember(met)  # type: ignore[arg-type]
    keep_list(project, council, read.faults)
    notes = [note for label, found in read.faults.items() for note in notes_of(found, label, project.policy, context)]
    return OwnRecords(figures, (*notes, *_vintages(figures, context)))


def _vintages(figures: pd.DataFrame, context: Context) -> list[Note]:
    """On which population the rates of each year stand, by its middle and its vintage."""
    rates = figures[figures["measure"].map(lambda name: bool(context.catalogue[name].rate_of)).astype(bool)]
    notes = []
    for (label, area), rows in rates.groupby(["release", "area"]):
        middle = year_dates(str(label))[1].year - 1
        vintage = context.areas.vintages[str(area), middle]
        said = f"Rates counted from records stand on the estimate of mid-{middle}, vintage {vintage}."
        notes.append(Note("warn", said, year=str(label), measures=" ".join(sorted(set(rows["measure"])))))
    return notes


def notes_of(faults: Iterable[Fault], label: str, policy: DisclosurePolicy, context: Context) -> list[Note]:
    """The faults of a year as notes for pages: how many rows is said only where that tells of no few children."""
    titles = {kind.name: (kind.title, context.register[kind.source].title) for kind in RETURNS}
    notes = []
    for fault in faults:
        title, source = titles.get(fault.return_name, ("", ""))
        place = ", ".join(filter(None, (title, fault.table.replace("_", " "), fault.column)))
        measures = " ".join(fault.touches)
        said = f"{place or 'A file of the returns'}: {fault.what}{_rows(fault, policy)}. {_effect(fault, context)}"
        notes.append(Note("warn", said.strip(), source=source, year=label, measures=measures, todo=fault.todo))
    return notes


def _rows(fault: Fault, policy: DisclosurePolicy) -> str:
    if not fault.rows:
        return ""
    few = fault.rows <= policy.largest_hidden
    return f" ({policy.largest_hidden} rows or fewer)" if few else f" ({fault.rows:,} rows)"


def _effect(fault: Fault, context: Context) -> str:
    """What a fault does to figures, in words."""
    touched = [context.catalogue[name].label for name in fault.touches if name in context.catalogue.measures]
    if fault.severity == "drop":
        return f"The rows are left out of: {_few(touched)}." if touched else "The rows are left out."
    if fault.severity == "warn" and fault.rule != "no_history":
        return f"It bears on: {_few(touched)}." if touched else ""
    return f"So these are not supplied: {'; '.join(touched)}." if touched else "So nothing of it is counted."


def _few(labels: Sequence[str]) -> str:
    """The first labels, and that there are others; each page that shows one of these measures repeats the line."""
    return "; ".join([*labels[:_MOST_LABELS], *(["and others"] if len(labels) > _MOST_LABELS else [])])
