"""One return of one year, from its files to records: read, typed, joined where a table comes in parts, and judged."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from panelpack.facts.returns.collection import Collection
from panelpack.facts.returns.faults import Fault
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.kinds import Return
from panelpack.facts.returns.rules import judged, schema_of
from panelpack.facts.returns.schema import Table
from panelpack.facts.returns.tables import FILE, Records
from panelpack.facts.returns.typed import Numbering, Remember, Typing
from panelpack.project.errors import InputError


def read_return(
    kind: Return, sources: Sequence[Source], collection: Collection, numbering: Numbering, remember: Remember
) -> tuple[Records, list[Fault]]:
    """The records of one return of one year, and its quality list.

    Args:
        sources: the files that are of this kind.
        numbering: gives children their numbers; the same for all returns and years of a run.
        remember: takes identifiers, dates of birth and names for the private store.
    """
    nothing = Records(collection, {})
    try:
        reading = kind.read(sources, collection)
    except InputError as error:
        return nothing, [
            Fault(
                kind.name,
                "cannot_be_read",
                "stop",
                problem.where,
                "",
                problem.what,
                problem.todo,
                touches=kind.touched_by(""),
            )
            for problem in error.problems
        ]
    faults = [
        fault if fault.touches else replace(fault, touches=kind.touched_by(fault.table)) for fault in reading.faults
    ]
    if any(fault.severity == "stop" and not fault.table for fault in faults):
        return nothing, faults
    typing = Typing(kind.name, collection.year, numbering, remember, kind.touched_by)
    parts: dict[str, list[pd.DataFrame]] = {}
    files: list[str] = []
    stopped = {fault.table for fault in faults if fault.severity == "stop"}
    for table, text in reading.texts:
        typed = typing.typed(text, table)
        if typed is None:
            stopped.add(table.name)
            continue
        if text.file not in files:
            files.append(text.file)
        parts.setdefault(table.name, []).append(typed.assign(**{FILE: files.index(text.file)}))
    faults += typing.faults
    tables: dict[str, pd.DataFrame] = {}
    for table in kind.tables:
        if table.name in parts and table.name not in stopped:
            joined, fault = _joined(kind, table, parts[table.name], files)
            faults += fault
            if joined is not None:
                tables[table.name] = schema_of(table).validate(joined)
    headings = {(table.name, column.name): column.spelt[0] for table in kind.tables for column in table.columns}
    records, broken = judged(Records(collection, tables, tuple(files)), kind.rules, kind.name, headings)
    return records, faults + broken


def _joined(
    kind: Return, table: Table, parts: Sequence[pd.DataFrame], files: Sequence[str]
) -> tuple[pd.DataFrame | None, list[Fault]]:
    """A table from its files: one, or several that hold other rows. Two that hold the same rows are two for one."""
    joined = pd.concat(parts, ignore_index=True)
    if len(parts) == 1:
        return joined, []
    keys = [part[list(table.key)].drop_duplicates() for part in parts]
    named = " and ".join(files[int(part[FILE].iloc[0])] for part in parts if len(part))
    touches = kind.touched_by(table.name)
    if pd.concat(keys).duplicated().any():
        said = "two files give the same rows of one table"
        todo = "keep the newest export and take the other away"
        return None, [
            Fault(kind.name, "two_files_for_one_table", "stop", named, table.name, said, todo, touches=touches)
        ]
    said = f"{table.title} comes in {len(parts)} files without a row in common, which are taken together"
    return joined, [
        Fault(kind.name, "table_in_parts", "warn", named, table.name, said, "nothing to do", touches=touches)
    ]
