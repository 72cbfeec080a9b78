"""The ledger: every figure of every released edition of a council, in `data/published/<council>.csv`.

Its rows are a chain: each carries a digest over itself, the record of its edition's pack and the row before, so that
one that was edited, moved, doubled or taken out is found by its line. The record holds the digests of the edition's
files and of its inputs. Somebody who makes all digests anew leaves a ledger that holds by itself: what shows that is
git, in which it is committed after each release.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pandas as pd

from panelpack.facts.table import KEY
from panelpack.project.errors import InputError, Problem

LEDGER_COLUMNS = [*KEY, "value", "status", "edition", "signed_off_by", "signed_off_date"]
CHAIN_COLUMNS = ["pack_sha256", "row", "chain"]
"""The digest of the record of the edition's pack, which row of the edition it is, such as `2/140`, and its link."""

_EDITION, _BY, _DAY = (LEDGER_COLUMNS.index(name) for name in ("edition", "signed_off_by", "signed_off_date"))
_PACK, _ROW = len(LEDGER_COLUMNS), len(LEDGER_COLUMNS) + 1
_LINK_DIGITS = 32
_TODO = "put the ledger back as git has it; a figure is corrected by a new edition"


@dataclass(frozen=True)
class Released:
    """An edition as the ledger has it: its name, sign-off, the digest of its pack's record, and its number of rows."""

    name: str
    signed_off_by: str
    signed_off_date: str
    pack_sha256: str
    figures: int


def read_ledger(path: Path) -> pd.DataFrame:
    """Every figure of every released edition of a council, or an empty ledger when nothing was released yet.

    Raises:
        InputError: the file has other columns than a ledger has, or rows that are not as they were entered, by line.
    """
    if not path.exists():
        return pd.DataFrame(columns=LEDGER_COLUMNS)
    rows = _rows(path)
    problems = list(broken(rows, str(path)))
    if problems:
        raise InputError(problems)
    ledger = pd.DataFrame([row[:_PACK] for row in rows], columns=LEDGER_COLUMNS, dtype=str)
    for column in ("period_start", "period_end"):
        ledger[column] = pd.to_datetime(ledger[column]).astype("datetime64[s]")
    ledger["value"] = pd.to_numeric(ledger["value"])
    return ledger


def released(path: Path) -> list[Released]:
    """The editions that a ledger holds, in the order of their release.

    Raises:
        InputError: it is no ledger.
    """
    found: dict[str, Released] = {}
    for row in _rows(path) if path.exists() else []:
        before = found.get(row[_EDITION])
        count = before.figures + 1 if before else 1
        found[row[_EDITION]] = Released(row[_EDITION], row[_BY], row[_DAY], row[_PACK], count)
    return list(found.values())


def entered(path: Path, rows: Sequence[Sequence[str]], pack_sha256: str) -> str:
    """The text of a ledger with the rows of one edition more, by the columns of a ledger, linked to those before.

    Args:
        pack_sha256: the digest of the record of the edition's pack.
    """
    known = path.read_text(encoding="utf-8") if path.exists() else f"{','.join(LEDGER_COLUMNS + CHAIN_COLUMNS)}\n"
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    link = next((row[-1] for row in reversed(_rows(path))), "") if path.exists() else ""
    for number, row in enumerate(rows, start=1):
        cells = [*row, pack_sha256, f"{number}/{len(rows)}"]
        link = _link(link, cells)
        writer.writerow([*cells, link])
    return known + written.getvalue()


def broken(rows: Sequence[Sequence[str]], where: str) -> Iterator[Problem]:
    """Every row that does not follow the one before as it was entered, and rows that are missing, by line.

    Args:
        rows: the rows of a ledger with their chain, without the line of the columns.
        where: the ledger's file, for messages.
    """
    lines = {row[-1]: line for line, row in reversed(list(enumerate(rows, start=2)))}
    before: Sequence[str] | None = None
    for line, row in enumerate(rows, start=2):
        if _link(before[-1] if before else "", row[:-1]) != row[-1]:
            yield Problem(_what_broke(row, line, before, lines), f"{where}, line {line}", _TODO)
        elif _gap(before, row):
            yield Problem(f"{_gap(before, row)} are missing before it", f"{where}, line {line}", _TODO)
        before = row
    if _gap(before, None):
        yield Problem(f"{_gap(before, None)} are missing at the end", where, _TODO)


def _what_broke(row: Sequence[str], line: int, before: Sequence[str] | None, lines: dict[str, int]) -> str:
    """Why a row does not follow: it is there twice, stands elsewhere, lost those before it, or was edited."""
    if lines[row[-1]] < line:
        return f"the row repeats that of line {lines[row[-1]]}"
    former = next((link for link in ["", *lines] if _link(link, row[:-1]) == row[-1]), None)
    if former is not None:
        return f"the row was moved: it follows {f'line {lines[former]}' if former else 'the line of the columns'}"
    gap = _gap(before, row)
    if gap:
        return f"{gap} are missing before it"
    is_first = _numbered(row)[0] == 1
    return "the row is not as it was entered" + (", or an edition before it is missing" if is_first else "")


def _gap(before: Sequence[str] | None, row: Sequence[str] | None) -> str:
    """The rows of an edition that are missing between two rows, by their numbers; empty where none is."""
    number, count = _numbered(before) if before else (0, 0)
    following, _ = _numbered(row) if row else (1, 0)
    same = before is not None and row is not None and before[_EDITION] == row[_EDITION]
    if same and following > number + 1:
        return _span(number + 1, following - 1, before)
    if before is not None and not same and number < count:
        return _span(number + 1, count, before)
    return _span(1, following - 1, row) if row is not None and not same and following > 1 else ""


def _span(first: int, last: int, like: Sequence[str] | None) -> str:
    return f"rows {first} to {last} of {like[_EDITION]}" if like is not None else ""


def _numbered(row: Sequence[str]) -> tuple[int, int]:
    number, _, count = row[_ROW].partition("/")
    return (int(number), int(count)) if number.isdecimal() and count.isdecimal() else (0, 0)


def _link(former: str, cells: Sequence[str]) -> str:
    return sha256("\x1f".join([former, *cells]).encode("utf-8")).hexdigest()[:_LINK_DIGITS]


def _rows(path: Path) -> list[list[str]]:
    """The rows of a ledger as they are written, without the line of the columns.

    Raises:
        InputError: other columns than a ledger has, or a row with more or fewer cells, or no text.
    """
    columns = LEDGER_COLUMNS + CHAIN_COLUMNS
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file)) or [[]]
    except (UnicodeDecodeError, csv.Error):
        raise InputError([Problem("not a ledger: it is no CSV", str(path), _TODO)]) from None
    if header != columns:
        raise InputError([Problem("not a ledger", str(path), f"its columns are {', '.join(columns)}")])
    problems = [
        Problem("a row with more or fewer cells than a ledger has", f"{path}, line {line}", _TODO)
        for line, row in enumerate(rows, start=2)
        if len(row) != len(columns)
    ]
    if problems:
        raise InputError(problems)
    return rows
