"""Drawings held against their tables: numbers, lengths of bars, points and lines, and the written description."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from panelpack.disclosure.published import Published
from panelpack.gate.allowed_text import AllowedText, holds_number
from panelpack.gate.drawn_bars import bar_findings
from panelpack.gate.drawn_lines import frame_of, line_findings
from panelpack.gate.drawn_panels import panel_findings
from panelpack.gate.shapes import SLACK, Column, Tick, columns_of, heads_of, kinds_of, place_of
from panelpack.page.html_tree import Node, attribute, words_of

_NUMBER = re.compile(r"[+−-]?£?\d[\d,]*(?:\.\d+)?[%km]?")
_COUNTED = re.compile(r"\d+ of \d+ (?:years|quarters) have no figure|(?:Bar|Scatter) chart of (\d+) (?:bars?|areas?)")
_SHORT_YEAR = re.compile(r"’\d\d")
_FEWEST_TICKS = 3


def disagreements(figure: Node, texts: AllowedText, published: Published) -> Iterator[str]:
    """Where the forms of one chart differ: drawing, description and table."""
    try:
        yield from _of_chart(figure, texts, published)
    except ValueError:
        yield "a drawing whose lines or places cannot be read"


def _of_chart(figure: Node, texts: AllowedText, published: Published) -> Iterator[str]:
    drawings, table = figure.css("svg"), figure.css_first("table")
    if not drawings or table is None:
        yield "a chart without its drawing or its table"
        return
    printed = {
        words_of(mark) for mark in figure.css("table data, table [data-fact], figcaption [data-fact], figcaption data")
    }
    title = words_of(figure.css_first("figcaption strong"))
    kind = attribute(drawings[0], "aria-label").partition(" ")[0]
    for drawing in drawings:
        # A title is judged by itself
        said = attribute(drawing, "aria-label").replace(title, " ") if title else attribute(drawing, "aria-label")
        yield from _description(said, printed, words_of(table.css_first("caption")), texts)
    drawing = drawings[0]
    labels = [item for item in drawing.css("text") if words_of(item).strip()]
    if kind == "Own":
        yield from _own_labels(labels, printed, texts)
    elif kind == "Small":
        for one in drawings:
            yield from _labels(one.css("text"), printed, texts)
        yield from panel_findings(drawings, table, columns_of(table, published))
    elif len(drawings) > 1:
        yield "a chart of several drawings that is none of small ones"
    elif kind == "Bar":
        yield from _labels(labels, printed, texts)
        yield from _number_of(_bars_in(drawing), attribute(drawing, "aria-label"))
        yield from bar_findings(drawing, columns_of(table, published)[0], heads_of(table))
    elif kind == "Scatter":
        yield from _scatter(drawing, labels, columns_of(table, published), printed, texts)
    else:
        yield from _trend(drawing, labels, columns_of(table, published), heads_of(table), printed, texts)


def _bars_in(drawing: Node) -> int:
    return sum(attribute(path, "d").count("M") for path in drawing.css("path") if "bar" in kinds_of(path))


def _trend(
    drawing: Node,
    labels: Sequence[Node],
    columns: Sequence[Column],
    heads: Sequence[str],
    printed: set[str],
    texts: AllowedText,
) -> Iterator[str]:
    """A line chart: its axis in even steps, its years beneath their rows, its lines through their numbers."""
    years = [item for item in labels if _is_year_label(item)]
    ticks = [item for item in labels if not kinds_of(item) and _NUMBER.fullmatch(words_of(item)) and item not in years]
    up = [(place_of(item)[1], _value(words_of(item))) for item in ticks]
    yield from _labels([item for item in labels if item not in years and item not in ticks], printed, texts)
    yield from _even(up)
    frame = frame_of(drawing, up, len(heads))
    for item in years:
        rows = [row for row, at in enumerate(frame.across) if abs(at - place_of(item)[0]) <= SLACK]
        said = words_of(item)
        end = said[1:] if _SHORT_YEAR.fullmatch(said) else said
        if not rows or not heads[rows[0]].endswith(end):
            yield "a year beneath a drawing that its row has not"
    yield from line_findings(drawing, columns, frame)


def _is_year_label(item: Node) -> bool:
    """Whether words stand in the row of years, which is moved down as a group."""
    parent = item.parent
    return parent is not None and parent.tag == "g" and "mid" in kinds_of(parent)


def _scatter(
    drawing: Node, labels: Sequence[Node], columns: Sequence[Column], printed: set[str], texts: AllowedText
) -> Iterator[str]:
    up, across = ([item for item in labels if _is_tick_of(item, kind)] for kind in ("end", "mid"))
    yield from _labels([item for item in labels if item not in up and item not in across], printed, texts)
    sides = [(place_of(item)[1], _value(words_of(item))) for item in up]
    feet = [(place_of(item)[0], _value(words_of(item))) for item in across]
    yield from _even(sides, feet)
    yield from _points(drawing, columns, attribute(drawing, "aria-label"), sides, feet)


def _is_tick_of(item: Node, kind: str) -> bool:
    parent = item.parent
    return parent is not None and kind in kinds_of(parent) and bool(_NUMBER.fullmatch(words_of(item)))


def _description(words: str, printed: set[str], caption: str, texts: AllowedText) -> Iterator[str]:
    rest = _without(texts.without(_COUNTED.sub(" ", words.replace(caption, " "))), printed)
    if holds_number(rest):
        yield "the description of a chart has a number that its table has not"


def _without(words: str, printed: set[str]) -> str:
    """Words without the numbers that a table prints."""
    for number in sorted((number for number in printed if number in words), key=len, reverse=True):
        words = re.sub(rf"(?<![\w.,]){re.escape(number)}(?![\w%]|[.,]\d)", " ", words)
    return words


def _labels(labels: Sequence[Node], printed: set[str], texts: AllowedText) -> Iterator[str]:
    """The words of a drawing, a label that is broken into lines as one text."""
    if holds_number(_without(texts.without(" ".join(words_of(item).strip() for item in labels)), printed)):
        yield "a drawing has a number that its table has not"


def _own_labels(labels: Sequence[Node], printed: set[str], texts: AllowedText) -> Iterator[str]:
    """The words of an analyst's own drawing; numbers alone are ticks where three or more stand in even steps."""
    bare = {number.rstrip("%") for number in printed} | printed
    numbers = [item for item in labels if _NUMBER.fullmatch(words_of(item).strip())]
    yield from _labels([item for item in labels if item not in numbers], printed, texts)
    strange = [item for item in numbers if words_of(item).strip() not in bare]
    for side, along in (("x", "y"), ("y", "x")):
        rows: dict[float, list[Node]] = {}
        for item in numbers:
            rows.setdefault(round(_place_of(item)[side]), []).append(item)
        ticks = [row for row in rows.values() if len(row) >= _FEWEST_TICKS]
        even = [
            row
            for row in ticks
            if not list(_even([(_place_of(item)[along], _value(words_of(item).strip())) for item in row]))
        ]
        strange = [item for item in strange if not any(item in row for row in even)]
    if strange:
        yield "a drawing has a number that its table has not"


def _place_of(label: Node) -> dict[str, float]:
    """Where a label stands: by its place, or by that to which it is moved."""
    moved = attribute(label, "transform")
    if moved.startswith("translate("):
        x, y = moved.removeprefix("translate(").removesuffix(")").split()
        return {"x": float(x), "y": float(y)}
    return {"x": _at(label, "x"), "y": _at(label, "y")}


def _at(label: Node, side: str) -> float:
    return float(attribute(label, side) or "nan")


def _even(*axes: Sequence[Tick]) -> Iterator[str]:
    for ticks in axes:
        places = sorted(ticks)
        steps = [(place - before, value - last) for (before, last), (place, value) in pairwise(places)]
        if any(abs(step[0] - steps[0][0]) > SLACK or abs(step[1] - steps[0][1]) > 1e-6 for step in steps):
            yield "the axis of a drawing does not run in even steps"


def _value(words: str) -> float:
    return float(re.sub(r"[£,%km+]", "", words).replace("−", "-"))


def _number_of(drawn: int, description: str) -> Iterator[str]:
    """How many a description says that there are must be how many are drawn."""
    said = _COUNTED.search(description)
    if said is not None and said[1] is not None and int(said[1]) != drawn:
        yield "the description of a chart does not say how many it draws"


def _points(
    drawing: Node, columns: Sequence[Column], description: str, up: Sequence[Tick], across: Sequence[Tick]
) -> Iterator[str]:
    """The points of a scatter stand where their numbers are on the axes, in the order of the rows."""
    marks = drawing.css("circle")
    own = [mark for mark in marks if "council" in kinds_of(mark)]
    places = [place_of(mark, "cx", "cy") for mark in (*own, *(mark for mark in marks if mark not in own))]
    values = list(zip(columns[0].values, columns[1].values, strict=True))[: len(places)]
    yield from _number_of(len(places), description)
    fits = len(values) == len(places)
    fits = fits and _fits([x for x, _ in places], [value for value, _ in values], across)
    if not (fits and _fits([y for _, y in places], [value for _, value in values], up)):
        yield "a point does not stand where its numbers are"
    if any(kinds_of(path) not in ({"grid"}, {"lead"}) for path in drawing.css("path")):
        yield "a path in a scatter that is no part of one"


def _fits(places: Sequence[float], values: Sequence[float], ticks: Sequence[Tick]) -> bool:
    """Whether places run as values do, on the scale of an axis; a tick's number stands a little beside its line."""
    if len(ticks) < 2 or any(value != value for value in values):
        return False
    (first, low), *_, (last, high) = sorted(ticks)
    scale = (last - first) / (high - low)
    offsets = [place - first - (value - low) * scale for place, value in zip(places, values, strict=True)]
    return max(offsets) - min(offsets) <= 4 * SLACK and abs(offsets[0]) <= 12 * SLACK
