"""The tables of a page as CSV files beside it, made from the finished page: so they hold what it shows and no more."""

import csv
import re
from io import StringIO

from panelpack.page.html_tree import Node, Tree, attribute, words_of
from panelpack.page.markup import slug, text

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
        tree = Tree(found[1])
        caption = words_of(tree.first("caption")) or "table"
        path = _free(f"{FOLDER}/{report}/{_file_name(caption)}", files)
        files[path] = table_csv(tree.select("table")[0])
        unseen = f'<span class="unseen">: {text(caption)}</span>'
        return f'{found[1]}<p class="csv"><a href="{path}" download>CSV{unseen}</a></p>'

    return _TABLE.sub(linked, html), files


def _free(stem: str, taken: dict[str, str]) -> str:
    tries = (f"{stem}{suffix}.csv" for suffix in ("", *(f"-{count}" for count in range(2, 1000))))
    return next(path for path in tries if path not in taken)


def _file_name(words: str) -> str:
    name = slug(words.replace("'", ""))
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rpartition("-")[0]


def table_csv(table: Node) -> str:
    """A table's cells as CSV, headers of two levels joined to one line."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_headers(table))
    writer.writerows([_plain(cell) for cell in _cells(row)] for row in table.css("tbody tr"))
    return out.getvalue()


def _headers(table: Node) -> list[str]:
    rows = table.css("thead tr")
    if len(rows) < 2:
        return [_words(cell) for row in rows for cell in _cells(row)]
    lower = _cells(rows[1])
    headers: list[str] = []
    for cell in _cells(rows[0]):
        if attribute(cell, "rowspan"):
            headers.append(_words(cell))
            continue
        inside = [lower.pop(0) for _ in range(int(attribute(cell, "colspan", "1")))]
        headers += [f"{_words(cell)}: {_words(under)}" for under in inside]
    return headers


def _cells(row: Node) -> list[Node]:
    return [node for node in row.iter() if node.tag in ("th", "td")]


def _plain(cell: Node) -> str:
    inside = [node for node in cell.iter(include_text=True) if not node.is_text_node or words_of(node).strip()]
    if len(inside) == 1 and inside[0].is_element_node:
        only = inside[0]
        if only.tag == "data":
            return attribute(only, "value")
        if attribute(only, "class") == "none":
            return ""
    return _words(cell)


def _words(cell: Node) -> str:
    """The words of a cell, without what is only for the eye."""
    return " ".join("".join(_read_out(cell)).split())


def _read_out(node: Node) -> list[str]:
    if node.is_text_node:
        return [words_of(node)]
    if attribute(node, "aria-hidden") == "true":
        return []
    return [words for child in node.iter(include_text=True) for words in _read_out(child)]
