"""What a file of the Department has otherwise than the one before: columns and values renamed, dropped and added."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.reader import Catalogue
from panelpack.catalogue.renamings import Renaming, Renamings
from panelpack.commands.rehearse.likeness import nearest_pairs
from panelpack.commands.rehearse.recognise import own_columns
from panelpack.commands.source_files import SourceFile, header_of
from panelpack.facts.known_file import NAME

RENAMED, LOOKS_RENAMED, DROPPED, ADDED = "renamed", "looks renamed", "dropped", "added"

_MOST_VALUES = 60


@dataclass(frozen=True)
class Difference:
    """One thing that a file has otherwise than the one before.

    Attributes:
        what: renamed (by a renaming that is known), looks renamed, dropped or added.
        was, now: its name in the file before and in this one; empty where it has none.
        column: of which column it is a value; empty of a column.
        mends: the renaming that is known.
        measures: those that cannot be read by it.
    """

    what: str
    was: str
    now: str
    column: str = ""
    mends: Renaming | None = None
    measures: tuple[str, ...] = ()

    @property
    def breaks(self) -> bool:
        """Whether measures are lost by it."""
        return bool(self.measures)

    @property
    def words(self) -> str:
        """What it is, in a line."""
        of = f" of the column {self.column!r}" if self.column else ""
        kind = "value" if self.column else "column"
        if self.what == RENAMED:
            return f"the {kind} {self.was!r}{of} is now {self.now!r}: mended, since {self.mends} (data/renamings.yaml)"
        if self.what == LOOKS_RENAMED:
            return f"the {kind} {self.was!r}{of} is gone, and {self.now!r} looks like its new name"
        return f"the {kind} {(self.was or self.now)!r}{of} is {'new' if self.what == ADDED else 'gone'}"

    def line_for(self, source: str, name: str) -> str:
        """The lines of data/renamings.yaml that would mend it."""
        what = f"what: value, of: {self.column}" if self.column else "what: column"
        return (
            f"- {{source: {source}, {what}, was: {_quoted(self.was)}, now: {_quoted(self.now)}, "
            f"since: YYYY-MM, seen: {name}}}"
        )


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_][\w ]*", name) else f'"{name}"'


def differences(file: Path, before: SourceFile, catalogue: Catalogue, renamings: Renamings) -> list[Difference]:
    """What a file has otherwise than the one before, the columns first, then the values that tell rows apart."""
    columns = list(_columns(header_of(file), before, catalogue, renamings))
    new_names = {item.was.casefold(): item.now for item in columns if item.now and item.was}
    return [*columns, *_values(file, before, catalogue, renamings, new_names)]


def measures_of(before: SourceFile, catalogue: Catalogue) -> list[Measure]:
    """The measures that are read from a file."""
    there = {name.casefold() for name in before.columns}
    return [
        item
        for item in catalogue.measures.values()
        if item.source_name.casefold() in there and item.source_file.get(NAME, before.name) == before.name
    ]


def _columns(
    columns: Sequence[str], before: SourceFile, catalogue: Catalogue, renamings: Renamings
) -> Iterator[Difference]:
    here = {name.casefold(): name for name in columns}
    then = {name.casefold(): name for name in before.columns}
    gone = [name for folded, name in then.items() if folded not in here]
    new = [name for folded, name in here.items() if folded not in then]
    readers = measures_of(before, catalogue)
    for name in list(gone):
        known = next(((now, item) for now, item in renamings.columns(before.source, name) if now in new), None)
        if known:
            gone.remove(name)
            new.remove(known[0])
            yield Difference(RENAMED, name, known[0], mends=known[1])
    pairs = nearest_pairs(own_columns(gone), own_columns(new))
    for name in gone:
        read_by = tuple(item.id for item in readers if name.casefold() in map(str.casefold, item.source_columns))
        yield Difference(LOOKS_RENAMED if name in pairs else DROPPED, name, pairs.get(name, ""), measures=read_by)
    for name in new:
        if name not in pairs.values():
            yield Difference(ADDED, "", name)


def _values(
    file: Path, before: SourceFile, catalogue: Catalogue, renamings: Renamings, new_names: dict[str, str]
) -> Iterator[Difference]:
    """Values by which measures tell their rows, and that the file has no more."""
    wanted: dict[tuple[str, str], list[str]] = {}
    for measure in measures_of(before, catalogue):
        for column, value in {**measure.source_file, **measure.source_where}.items():
            if column != NAME:
                wanted.setdefault((column, value), []).append(measure.id)
    if not wanted:
        return
    try:
        table = pd.read_csv(file, dtype=str, na_filter=False, encoding="utf-8-sig")
    except ValueError:  # its reader says what is wrong with it
        return
    here = {str(name).casefold(): str(name) for name in table.columns}
    for (column, value), measures in wanted.items():
        name = here.get(new_names.get(column.casefold(), column).casefold())
        if name is None:
            continue
        there = sorted({str(each).strip() for each in table[name].unique()})
        if value in there or (value.casefold() in {each.casefold() for each in there} and len(there) == 1):
            continue
        known = next(
            ((now, item) for now, item in renamings.values(before.source, column, value) if now in there), None
        )
        if known:
            yield Difference(RENAMED, value, known[0], column, known[1])
            continue
        near = nearest_pairs([value], there[:_MOST_VALUES])
        lost = tuple(item for item in measures if column in catalogue[item].source_where)
        yield Difference(LOOKS_RENAMED if near else DROPPED, value, near.get(value, ""), column, measures=lost)
