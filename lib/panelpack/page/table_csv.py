"""The tables of a page as CSV files beside it, made from the finished page: so they hold what it shows and no more."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from bs4 import BeautifulSoup, Tag

FOLDER = "downloads"
_TABLE = re.compile(r'(<div class="table".*?</table></div>(?:<p class="note">.*?</p>)?)', re.S)
_LONGEST_NAME = 48


def with_downloads(html: str, report: str) -> tuple[str, dict[str, str]]:
    """A page with a link under each table, and the CSV files that the links lead to, by path.

    Numbers stand plain, without unit or thousands' comma, a hidden or absent one as its symbol; where there is no
    figure the cell is empty.

    Args:
        report: the report's name, the folder of its files.
    """
    files: dict[str, str] = {}

    def linked(found: re.Match[str]) -> str:
        table = BeautifulSoup(found[1], "html.parser").table
        assert table is not None, "the pattern holds a table"
        caption = table.caption.get_text() if table.caption else "table"
        path = _free(f"{FOLDER}/{report}/{_slug(caption)}", files)
        files[path] = table_csv(table)
        return f'{found[1]}<p class="csv"><a href="{path}" download>CSV<span class="unseen">: {caption}</span></a></p>'

    return _TABLE.sub(linked, html), files


def _free(stem: str, taken: dict[str, str]) -> str:
    tries = (f"{stem}{suffix}.csv" for suffix in ("", *(f"-{count}" for count in range(2, 1000))))
    return next(path for path in tries if path not in taken)


def _slug(words: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower().replace("'", "")).strip("-")
    return slug if len(slug) <= _LONGEST_NAME else slug[:_LONGEST_NAME].rpartition("-")[0]


def table_csv(table: Tag) -> str:
    """A table's cells as CSV, headers of two levels joined to one line."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_headers(table))
    body = table.tbody or table
    writer.writerows([_plain(cell) for cell in _cells(row)] for row in body.find_all("tr"))
    return out.getvalue()


def _headers(table: Tag) -> list[str]:
    rows = table.thead.find_all("tr") if table.thead else []
    if len(rows) < 2:
        return [_words(cell) for row in rows for cell in _cells(row)]
    lower = _cells(rows[1])
    headers: list[str] = []
    for cell in _cells(rows[0]):
        if cell.get("rowspan"):
            headers.append(_words(cell))
            continue
        inside = [lower.pop(0) for _ in range(int(str(cell.get("colspan", "1"))))]
        headers += [f"{_words(cell)}: {_words(under)}" for under in inside]
    return headers


def _cells(row: Tag) -> list[Tag]:
    return list(row.find_all(["th", "td"]))


def _plain(cell: Tag) -> str:
    inside = [part for part in cell.children if str(part).strip()]
    if len(inside) == 1 and isinstance(inside[0], Tag):
        only = inside[0]
        if only.name == "data":
            return str(only["value"])
        if only.get("class") == ["none"]:
            return ""
    return _words(cell)


def _words(cell: Tag) -> str:
    shown: Iterator[str] = (
        str(part) for part in cell.find_all(string=True) if not part.find_parent(attrs={"aria-hidden": "true"})
    )
    return " ".join("".join(shown).split())
