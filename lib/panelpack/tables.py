"""Accessible tables: a caption, a scope on every header, numbers with their ids, symbols explained where they occur."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from panelpack.checks import SYMBOL_MEANINGS
from panelpack.comparisons import Change
from panelpack.markup import Html, defined, number, text
from panelpack.published import Published, require


@dataclass(frozen=True)
class Column:
    """A column of a table: its header as HTML, and whether it holds numbers."""

    header: str
    numeric: bool = False


def table(
    published: Published, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], note: str = ""
) -> Html:
    """A table whose first column heads its rows.

    Args:
        caption: what the table shows, as plain words.
        rows: cells as HTML, as `markup` makes them.
        note: a sentence beneath, as HTML.
    """
    require(published, "tables.table")
    head = "".join(f'<th scope="col"{_kind(column)}>{column.header}</th>' for column in columns)
    body = "".join(f"<tr>{_row(columns, cells)}</tr>" for cells in rows)
    notes = " ".join(part for part in (note, symbols_used(body)) if part)
    return Html(
        f'<div class="table" role="region" tabindex="0" aria-label="{text(caption)}"><table>'
        f"<caption>{text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        + (f'<p class="note">{notes}</p>' if notes else "")
    )


def _kind(column: Column) -> str:
    return ' class="number"' if column.numeric else ""


def _row(columns: Sequence[Column], cells: Sequence[str]) -> str:
    first, *rest = cells
    return f'<th scope="row">{first}</th>' + "".join(
        f"<td{_kind(column)}>{cell}</td>" for column, cell in zip(columns[1:], rest, strict=True)
    )


def symbols_used(html: str) -> str:
    """Words for the symbols that a piece of a page holds: "c: not shown, to protect people."."""
    used = sorted(set(re.findall(r'class="status" title="[^"]*">([a-z])<', html)))
    return " ".join(f"{symbol}: {text(SYMBOL_MEANINGS[symbol])}." for symbol in used)


def changes(published: Published, caption: str, changed: Sequence[Change], travels: Sequence[str]) -> Html:
    """What moved: this year, the year before, the difference, the percentage, and whether it could be chance."""
    require(published, "tables.changes")
    columns = [
        Column("Measure"),
        Column("This year", True),
        Column("Year before", True),
        Column("Change", True),
        Column("% change", True),
        Column("Direction"),
        Column("Could it be chance?"),
    ]
    rows = [
        [
            defined(item.now.measure.id, item.now.measure.label),
            number(item.now),
            number(item.before),
            difference(item),
            _pct(item),
            text(travel),
            text(item.chance.words if item.difference else "not known"),
        ]
        for item, travel in zip(changed, travels, strict=True)
    ]
    return table(published, caption, columns, rows)


def difference(item: Change) -> str:
    """The change of a figure, with "points" where it is of percentages."""
    if item.difference is None:
        hidden = any(figure is not None and figure.status == "c" for figure in (item.now, item.before))
        return text("not shown" if hidden else "not known")
    return number(item.difference) + (" points" if item.difference.unit == "points" else "")


def _pct(item: Change) -> str:
    if item.pct is not None:
        return number(item.pct)
    return text(item.pct_reason or "")
