"""Accessible tables: a caption, a scope on every header, numbers with their ids, symbols explained where they occur."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from panelpack.catalogue.periods import long_date
from panelpack.comparisons.change import Change, Rag
from panelpack.disclosure.published import Published, require
from panelpack.facts.checks import SYMBOL_MEANINGS
from panelpack.page.markup import Html, defined, number, text

_MOST_COLUMNS = 9
"""With more, a table is wide: on paper its headers may break within words."""

_ARROWS = {1: "▲", -1: "▼", 0: "="}
_LIGHTS = {"green": "●", "amber": "◆", "red": "■"}


@dataclass(frozen=True)
class Column:
    """A column of a table: its header as HTML, whether it holds numbers, and the header that it shares with others."""

    header: str
    numeric: bool = False
    group: str = ""


def table(
    published: Published, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], note: str = ""
) -> Html:
    """A table whose first column heads its rows. Columns of one group stand under a header of their own.

    Args:
        caption: what the table shows, as plain words.
        rows: cells as HTML, as `markup` makes them.
        note: a sentence beneath, as HTML.
    """
    require(published, "tables.table")
    # One class for a table of numbers, not one for each of its cells, keeps a page small
    numbers = all(column.numeric for column in columns[1:])
    plain = [replace(column, numeric=False) for column in columns] if numbers else columns
    names = " ".join([*["numbers"] * numbers, *["wide"] * (len(columns) > _MOST_COLUMNS)])
    kinds = f' class="{names}"' if names else ""
    body = "".join(f"<tr>{_row(plain, cells)}</tr>" for cells in rows)
    notes = " ".join(part for part in (note, symbols_used(body)) if part)
    return Html(
        f'<div class="table" role="region" tabindex="0" aria-label="{text(caption)}">'
        f"<table{kinds}><caption>{text(caption)}</caption>"
        f"{_head(plain)}<tbody>{body}</tbody></table></div>" + (f'<p class="note">{notes}</p>' if notes else "")
    )


def _head(columns: Sequence[Column]) -> str:
    if not any(column.group for column in columns):
        return f"<thead><tr>{''.join(_header(column) for column in columns)}</tr></thead>"
    groups = [(name, list(inside)) for name, inside in groupby(columns, key=lambda column: column.group)]
    spans = "".join(f'<colgroup span="{len(inside)}"></colgroup>' for _, inside in groups)
    upper = "".join(
        f'<th scope="colgroup" colspan="{len(inside)}">{name}</th>'
        if name
        else "".join(_header(column, ' rowspan="2"') for column in inside)
        for name, inside in groups
    )
    lower = "".join(_header(column) for column in columns if column.group)
    return f"{spans}<thead><tr>{upper}</tr><tr>{lower}</tr></thead>"


def _header(column: Column, span: str = "") -> str:
    return f'<th scope="col"{span}{_kind(column)}>{column.header}</th>'


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


def changes(
    published: Published, caption: str, changed: Sequence[Change], travels: Sequence[str], rags: Sequence[Rag] = ()
) -> Html:
    """What moved: this year, the year before, the difference, the percentage, and whether it could be chance.

    Args:
        travels: the direction of each, in words.
        rags: each against its target; the column is there only when one of them has a target.
    """
    require(published, "tables.changes")
    with_targets = any(found.target for found in rags)
    columns = [
        Column("Measure"),
        Column("This year", True),
        Column("Year before", True),
        Column("Change", True),
        Column("% change", True),
        Column("Direction"),
        Column("Could it be chance?"),
        *[Column("Against target")] * with_targets,
    ]
    rows = [
        [
            defined(item.now.measure.id, item.now.measure.label),
            number(item.now),
            number(item.before),
            difference(item),
            _pct(item),
            direction(published, item, travel),
            text(item.chance.words if item.difference else "not known"),
        ]
        for item, travel in zip(changed, travels, strict=True)
    ]
    if with_targets:
        rows = [[*cells, light(found)] for cells, found in zip(rows, rags, strict=True)]
    return table(published, caption, columns, rows)


def direction(published: Published, item: Change, words: str) -> str:
    """A direction of travel by word, by shape (up, down, level) and by colour where one direction is better."""
    if item.difference is None or item.difference.shown is None:
        return text(words)
    run = re.search(r"\d+", words)
    said = text(words)
    if run:
        years = number(published.derive("running", item.now, float(run[0]), unit="count", decimals=0))
        said = said.replace(run[0], years, 1)
    gap = item.difference.shown
    arrow = _ARROWS[(gap > 0) - (gap < 0)]
    kind = f' class="{item.towards}"' if item.towards in ("better", "worse") else ""
    return f'<span{kind}><span aria-hidden="true">{arrow} </span>{said}</span>'


def light(found: Rag) -> str:
    """Red, amber or green by word, by shape and by colour, with its target; "no target set" where there is none."""
    if found.target is None:
        return text(found.level)
    bound, words = (
        (found.target.at_least, "at least") if found.target.at_least is not None else (found.target.at_most, "at most")
    )
    target = f" (target from {long_date(found.target.from_date)}: {words} {bound:g})"
    if found.level not in _LIGHTS:
        return text(found.level + target)
    mark = f'<span aria-hidden="true">{_LIGHTS[found.level]} </span>'
    return f'<span class="{found.level}">{mark}{text(found.level)}</span>{text(target)}'


def difference(item: Change) -> str:
    """The change of a figure, with "points" where it is of percentages."""
    if item.difference is None:
        hidden = any(figure is not None and figure.status == "c" for figure in (item.now, item.before))
        return text("not shown" if hidden else item.pct_reason or "not known")
    return number(item.difference) + (" points" if item.difference.unit == "points" else "")


def _pct(item: Change) -> str:
    if item.pct is not None:
        return number(item.pct)
    return text(item.pct_reason if item.difference else "")
