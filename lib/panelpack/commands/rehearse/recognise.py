"""What a file is: a file of the Department and of which source, tidy figures, a council's filled form, or a return."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from panelpack.catalogue.renamings import Renamings, names_of
from panelpack.commands.official_file import is_tidy
from panelpack.commands.rehearse.likeness import nearest_pairs
from panelpack.commands.source_files import SourceFile, header_of, plain_name
from panelpack.facts.official_csv import REQUIRED
from panelpack.facts.returns.files import Source
from panelpack.facts.tidy_csv import read_figures
from panelpack.project.errors import InputError, Problem

Kind = Literal["official", "tidy", "form", "return"]

_ENOUGH = 0.5
_BY_NAME = 0.5
_NEARLY = 0.8
_MOST_WANTED = 3


@dataclass(frozen=True)
class Recognised:
    """What a file is.

    Attributes:
        source: of an official file, whose it is.
        before: of the Department's file, the one that came in last; None of tidy figures.
    """

    kind: Kind
    source: str = ""
    before: SourceFile | None = None


def recognised(file: Path, known: Sequence[SourceFile], renamings: Renamings, source: str = "") -> Recognised:
    """What a file is, by its columns and only then by its name.

    Args:
        known: the Department's files as they last came in.
        source: whose file it is, where somebody says so.

    Raises:
        InputError: it is nothing that the project takes; the message names what it is nearest to.
    """
    form = Source(file.name, file.stat().st_size, lambda: file.open("rb")).form
    if form == "workbook":
        return Recognised("form")
    if form == "xml" or form == "zip":
        return Recognised("return")
    if form != "csv":
        raise InputError([Problem(f"the file is {form}, not a CSV or a workbook", file.name, "download it again")])
    if is_tidy(file):
        return Recognised("tidy", source or _source_of_tidy(file))
    columns = header_of(file)
    if not {name.casefold() for name in columns} & set(REQUIRED):
        return Recognised("return")
    ranked = sorted(
        ((_likeness(file, columns, item, renamings), item) for item in known if source in ("", item.source)),
        key=lambda pair: -pair[0],
    )
    if ranked and (ranked[0][0] >= _ENOUGH or source):
        return Recognised("official", ranked[0][1].source, ranked[0][1])
    near = ", ".join(f"{item.name} of {item.source}" for _, item in ranked[:_MOST_WANTED])
    todo = f"name its source with --source; nearest: {near or 'none'}"
    raise InputError([Problem("its columns are those of no file that came in before", file.name, todo)])


def _source_of_tidy(file: Path) -> str:
    named = sorted({str(name) for name in read_figures(file)["source"]})
    if len(named) != 1:
        raise InputError([Problem(f"its rows are of {len(named)} sources", file.name, "one file, one source")])
    return named[0]


def own_columns(columns: Collection[str]) -> list[str]:
    """The columns that say neither when nor where a row is."""
    return [name for name in columns if name.casefold() not in REQUIRED and not name.casefold().endswith(_PLACE)]


_PLACE = ("_code", "_name")


def _likeness(file: Path, columns: Sequence[str], before: SourceFile, renamings: Renamings) -> float:
    """How like a file is to one of before, from 0 to 1: the share of its columns that were there, by whatever name."""
    then, now = own_columns(before.columns), own_columns(columns)
    folded = {name.casefold() for name in then}
    strange = [name for name in now if not {name.casefold(), *_others(before.source, name, renamings)} & folded]
    here = {name.casefold() for name in now}
    near = nearest_pairs([name for name in then if name.casefold() not in here], strange)
    share = (len(now) - len(strange) + _NEARLY * len(near)) / max(len(now), 1)
    named = plain_name(file).casefold() == before.name.casefold()
    return max(share, _BY_NAME if named else 0.0)


def _others(source: str, name: str, renamings: Renamings) -> set[str]:
    return {other.casefold() for other in names_of(renamings.columns(source, name))}
