"""Pieces as files (HTML, CSV, SVG, PNG) and as the output of a cell."""

from collections.abc import Mapping
from typing import Any

from panelpack.page.charts import Chart
from panelpack.page.forms import output, told_of
from panelpack.page.html import written
from panelpack.page.marks import Written
from panelpack.page.pieces import Piece, every
from panelpack.page.skeleton import Frame, plain_page
from panelpack.page.style import notebook_style
from panelpack.page.svg import drawing_of, png_of
from panelpack.page.table_csv import csv_of
from panelpack.page.tables import Table
from panelpack.project.errors import InputError, Problem

PAGE = "application/vnd.panelpack.page+json"
"""The type of what a page needs beside the HTML of an output: its marks."""

_OPEN, _MIDDLE, _CLOSE = '<div class="panelpack"><style>', "</style>", "</div>"
_ACCENT = "#1d4f76"


@output
def as_output(piece: Piece) -> dict[str, Any]:
    """What a cell shows: HTML in a style of its own, plain text, and the marks for a page."""
    found = written(piece)
    html = f"{_OPEN}{notebook_style()}{_MIDDLE}{found.html}{_CLOSE}"
    return {"text/html": html, "text/plain": piece.plain, PAGE: found.to_json()}


def of_output(data: Mapping[str, Any]) -> Written | None:
    """The piece that a cell has shown, without the style; None when the output is none of ours."""
    html = data.get("text/html", "")
    if PAGE not in data or not html.startswith(_OPEN):
        return None
    inner = html[html.index(_MIDDLE) + len(_MIDDLE) :].removesuffix(_CLOSE)
    return Written.of(inner, data[PAGE])


@told_of(".html")
def as_html(piece: Piece) -> bytes:
    """A page of its own, which loads nothing; measures stand as plain words, since no definition is on the page."""
    title = next((words for words in piece.plain.splitlines() if words), "panelpack")
    return plain_page(title, written(piece).html, Frame(_ACCENT)).encode()


@told_of(".csv")
def as_csv(piece: Piece) -> bytes:
    """Its table; of a piece with none, or with several, its figures as they stand in its frame."""
    tables = [one for one in (piece, *every(piece)) if isinstance(one, Table)]
    content = csv_of(tables[0]) if len(tables) == 1 else piece.frame.to_csv(index=False, lineterminator="\r\n")
    return content.encode("utf-8-sig")


@told_of(".svg")
def as_svg(piece: Piece) -> bytes:
    """The drawing of its chart, with title and description."""
    chart = _chart(piece)
    return drawing_of(chart).alone(chart.heading, chart.description).encode()


@told_of(".png")
def as_png(piece: Piece) -> bytes:
    """The drawing of its chart as a picture of points."""
    return png_of(_chart(piece))


def _chart(piece: Piece) -> Chart:
    """The one chart of a piece."""
    charts = [one for one in (piece, *every(piece)) if isinstance(one, Chart)]
    if len(charts) != 1:
        what = "no chart" if not charts else f"{len(charts)} charts"
        raise InputError([Problem(f"a picture is of one chart, and this piece has {what}", todo="save it as .html")])
    return charts[0]
