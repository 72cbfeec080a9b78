"""Accessible tables: a caption, a scope on every header, numbers with their ids, symbols explained where they occur."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from panelpack.catalogue.periods import long_date
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.comparisons.change import Change, Travel
from panelpack.comparisons.derived import RUNNING
from panelpack.comparisons.targets import Rag
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require
from panelpack.page.markup import Html, defined, joined, number, safe, text

_MOST_COLUMNS = 9
"""With more, a table is wide: on paper its headers may break within words."""

_ARROWS = {1: "▲", -1: "▼", 0: "="}
_LIGHTS = {"green": "●", "amber": "◆", "red": "■"}
_NOTHING = Html("")


@dataclass(frozen=True)
class Column:
    """A column of a table: its header as HTML, whether it holds numbers, and the header that it shares with others."""

    header: Html
    numeric: bool = False
    group: Html | None = None


def table(
    published: Published, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Html]], note: Html = _NOTHING
) -> Html:
    """A table whose first column heads its rows. Columns of one group stand under a header of their own.

    Args:
        caption: what the table shows, as plain words.
        rows: cells, as `markup` makes them.
        note: a sentence beneath.
    """
    require(published, "tables.table")
    # One class for a table of numbers, not one for each of its cells, keeps a page small
    numbers = all(column.numeric for column in columns[1:])
    plain = [replace(column, numeric=False) for column in columns] if numbers else columns
    names = [name for name, holds in (("numbers", numbers), ("wide", len(columns) > _MOST_COLUMNS)) if holds]
    kinds = f' class="{" ".join(names)}"' if names else ""
    body = joined(Html(f"<tr>{_row(plain, cells)}</tr>") for cells in rows)
    notes = joined([part for part in (safe(note), symbols_used(body)) if part], " ")
    return Html(
        f'<div class="table" role="region" tabindex="0" aria-label="{text(caption)}">'
        f"<table{kinds}><caption>{text(caption)}</caption>"
        f"{_head(plain)}<tbody>{body}</tbody></table></div>" + (f'<p class="note">{notes}</p>' if notes else "")
    )


def _head(columns: Sequence[Column]) -> Html:
    if not any(column.group for column in columns):
        return Html(f"<thead><tr>{joined(_header(column) for column in columns)}</tr></thead>")
    groups = [(name, list(inside)) for name, inside in groupby(columns, key=lambda column: column.group)]
    spans = joined(Html(f'<colgroup span="{len(inside)}"></colgroup>') for _, inside in groups)
    upper = joined(
        Html(f'<th scope="colgroup" colspan="{len(inside)}">{safe(name)}</th>')
        if name
        else joined(_header(column, ' rowspan="2"') for column in inside)
        for name, inside in groups
    )
    lower = joined(_header(column) for column in columns if column.group)
    return Html(f"{spans}<thead><tr>{upper}</tr><tr>{lower}</tr></thead>")


def _header(column: Column, span: str = "") -> Html:
    return Html(f'<th scope="col"{span}{_kind(column)}>{safe(column.header)}</th>')


def _kind(column: Column) -> str:
    return ' class="number"' if column.numeric else ""


def _row(columns: Sequence[Column], cells: Sequence[Html]) -> Html:
    first, *rest = cells
    others = (Html(f"<td{_kind(column)}>{safe(cell)}</td>") for column, cell in zip(columns[1:], rest, strict=True))
    return Html(f'<th scope="row">{safe(first)}</th>{joined(others)}')


def symbols_used(html: Html) -> Html:
    """Words for the symbols that a piece of a page holds: "c: not shown, to protect people."."""
    used = sorted(set(re.findall(r'class="status" title="[^"]*">([a-z])<', html)))
    return joined((text(f"{symbol}: {STATUS_WORDS[symbol]}.") for symbol in used), " ")


def change_table(
    published: Published, caption: str, changed: Sequence[Change], travels: Sequence[Travel], rags: Sequence[Rag] = ()
) -> Html:
    """What moved: this year, the year before, the difference, the percentage, and whether it could be chance.

    Args:
        travels: the direction of each.
        rags: each against its target; the column is there only when one of them has a target.
    """
    require(published, "tables.change_table")
    with_targets = any(found.target for found in rags)
    columns = [
        Column(text("Measure")),
        Column(text("This year"), True),
        Column(text("Year before"), True),
        Column(text("Change"), True),
        Column(text("% change"), True),
        Column(text("Direction")),
        Column(text("Could it be chance?")),
    ]
    rows = [
        [
            defined(item.now.measure.id, item.now.measure.label),
            number(item.now),
            number(item.before),
            difference(item),
            _pct(item),
            direction(item, found),
            text(item.chance.words if item.difference else "not known"),
        ]
        for item, found in zip(changed, travels, strict=True)
    ]
    if with_targets:
        columns.append(Column(text("Against target")))
        rows = [[*cells, light(found)] for cells, found in zip(rows, rags, strict=True)]
    return table(published, caption, columns, rows)


def direction(item: Change, found: Travel) -> Html:
    """A direction of travel by word, by shape (up, down, level) and by colour where one direction is better."""
    if item.difference is None:
        return text(found.words)
    before, run, after = found.form.partition("{run}")
    years = number(RUNNING.of(item.now, found.run, found.figures)) if run else text("")
    gap = item.difference.number
    arrow = _ARROWS[(gap > 0) - (gap < 0)]
    kind = f' class="{item.towards}"' if item.towards in ("better", "worse") else ""
    said = f"{text(before)}{years}{text(after)}"
    return Html(f'<span{kind}><span aria-hidden="true">{arrow} </span>{said}</span>')


def light(found: Rag) -> Html:
    """Red, amber or green by word, by shape and by colour, with its target; "no target set" where there is none."""
    if found.target is None:
        return text(found.level)
    bound, words = found.target.bound
    target = f" (target from {long_date(found.target.from_date)}: {words} {bound:g})"
    if found.level not in _LIGHTS:
        return text(found.level + target)
    return Html(f"{coloured(found.level, found.level)}{text(target)}")


def coloured(level: str, words: str) -> Html:
    """Words in red, amber or green, with the shape of the colour before them."""
    return Html(f'<span class="{level}"><span aria-hidden="true">{_LIGHTS[level]} </span>{text(words)}</span>')


def difference(item: Change) -> Html:
    """The change of a figure, with "points" where it is of percentages."""
    if item.difference is None:
        hidden = any(figure is not None and figure.is_hidden for figure in (item.now, item.before))
        return text("not shown" if hidden else item.pct_reason or "not known")
    return with_points(item.difference)


def with_points(figure: Figure) -> Html:
    """A difference, with "points" where it is of percentages."""
    return Html(f"{number(figure)} points") if figure.unit == "points" else number(figure)


def _pct(item: Change) -> Html:
    if item.pct is not None:
        return number(item.pct)
    return text(item.pct_reason if item.difference else "")
