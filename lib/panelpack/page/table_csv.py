"""Tables as CSV files beside a page, written from their values."""

import csv
import re
from io import StringIO

from panelpack.page.parts import Absent, Number, Own, Words
from panelpack.page.tables import Table
from panelpack.page.words import slug

FOLDER = "downloads"
_LONGEST_NAME = 48
_RUNS = re.compile(r"[=@\uff1d\uff20]|[+-](?!\s?\d)")


def csv_of(table: Table) -> str:
    """A table as CSV, headers of two levels joined to one line.

    Numbers stand plain, without unit or thousands' comma, a hidden one as its symbol; where there is no figure the cell
    is empty.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([as_cell(column.plain) for column in table.columns])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _cell(cell: Words) -> str:
    only = cell.parts[0] if len(cell.parts) == 1 else None
    if isinstance(only, Number):
        return f"{only.figure.number:.10g}"
    if isinstance(only, Own):
        return f"{only.value:.10g}"
    return "" if isinstance(only, Absent) else as_cell(cell.plain)


def as_cell(words: str) -> str:
    """Words without line ends and double spaces, and with an apostrophe before what a spreadsheet would run.

    >>> [as_cell(words) for words in ("=2+3", "@sum", "-shire", "+15.4%, by chance", "Kent  and Essex")]
    ["'=2+3", "'@sum", "'-shire", '+15.4%, by chance', 'Kent and Essex']
    """
    line = " ".join(words.split())
    return f"'{line}" if _RUNS.match(line) else line


def path_of(report: str, caption: str, taken: set[str]) -> str:
    """Where the CSV of a table stands beside a page: in the folder of its report, named by its caption.

    Args:
        taken: paths that are there already; tables of one name are counted.

    >>> path_of("send", "Children's plans, 2023", {"downloads/send/childrens-plans-2023.csv"})
    'downloads/send/childrens-plans-2023-2.csv'
    """
    name = slug(caption.replace("'", ""))
    name = name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rpartition("-")[0]
    stem = f"{FOLDER}/{report}/{name or 'table'}"
    tries = (f"{stem}{suffix}.csv" for suffix in ("", *(f"-{count}" for count in range(2, 1000))))
    return next(path for path in tries if path not in taken)
