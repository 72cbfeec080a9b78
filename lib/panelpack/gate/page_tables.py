"""The tables of a finished page as CSV, read from what a browser would show: what the files beside it must say."""

import csv
from io import StringIO

from panelpack.gate.marks import is_number, value_of
from panelpack.page.html_tree import Node, attribute, words_of
from panelpack.page.table_csv import as_cell


def table_csv(table: Node) -> str:
    """A table's cells as CSV, headers of two levels joined to one line."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headers_of(table))
    writer.writerows([_plain(cell) for cell in cells_of_row(row)] for row in table.css("tbody tr"))
    return out.getvalue()


def headers_of(table: Node) -> list[str]:
    """A header a column, those of two levels in one line."""
    rows = table.css("thead tr")
    if len(rows) < 2:
        return [read_words(cell) for row in rows for cell in cells_of_row(row)]
    lower = cells_of_row(rows[1])
    headers: list[str] = []
    for cell in cells_of_row(rows[0]):
        if attribute(cell, "rowspan"):
            headers.append(read_words(cell))
            continue
        inside = [lower.pop(0) for _ in range(int(attribute(cell, "colspan", "1")))]
        headers += [f"{read_words(cell)}: {read_words(under)}" for under in inside]
    return headers


def cells_of_row(row: Node) -> list[Node]:
    """The cells of a row, headers and others."""
    return [node for node in row.iter() if node.tag in ("th", "td")]


def _plain(cell: Node) -> str:
    if is_number(cell):
        return f"{value_of(cell):.10g}"
    inside = [node for node in cell.iter(include_text=True) if not node.is_text_node or words_of(node).strip()]
    if len(inside) == 1 and inside[0].is_element_node:
        only = inside[0]
        if is_number(only):
            return f"{value_of(only):.10g}"
        if attribute(only, "class") == "none":
            return ""
    return read_words(cell)


def read_words(cell: Node) -> str:
    """The words of a cell, without what is only for the eye."""
    return as_cell("".join(_read_out(cell)))


def _read_out(node: Node) -> list[str]:
    if node.is_text_node:
        return [words_of(node)]
    if attribute(node, "aria-hidden") == "true":
        return []
    if node.tag == "br":
        return [" "]
    return [words for child in node.iter(include_text=True) for words in _read_out(child)]


def note_beneath(table: Node) -> str:
    """The note beneath a table of a page; empty where there is none."""
    after = table.parent.next if table.parent is not None else None
    return " ".join(words_of(after).split()) if after is not None and attribute(after, "class") == "note" else ""
