"""Drawings held against their tables: numbers, lengths of bars, points and lines, and the written description."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from panelpack.gate.allowed_text import AllowedText, holds_number
from panelpack.gate.drawn_lines import BARS, bar_findings, line_findings, small_line_findings
from panelpack.gate.shapes import SLACK_PX, Tick, column_of
from panelpack.page.html_tree import Node, attribute, words_of

_NUMBER = re.compile(r"[+−-]?£?\d[\d,]*(?:\.\d+)?[%km]?")
_COUNTED = re.compile(r"\d+ of \d+ years have no figure|(?:Bar|Scatter) chart of (\d+) (?:councils|areas)")
_FEWEST_TICKS = 3


def disagreements(figure: Node, texts: AllowedText) -> Iterator[str]:
    """Where the forms of one chart differ: drawing, description and table."""
    try:
        yield from _of_chart(figure, texts)
    except ValueError:
        yield "a drawing whose lines or places cannot be read"


def _of_chart(figure: Node, texts: AllowedText) -> Iterator[str]:
    drawing, table = figure.css_first("svg"), figure.css_first("table")
    if drawing is None or table is None:
        yield "a chart without its drawing or its table"
        return
    printed = {words_of(mark) for mark in table.css("data")}
    description = attribute(drawing, "aria-label")
    kind = description.partition(" ")[0]
    yield from _description(description, printed, words_of(table.css_first("caption")), texts)
    labels = [item for item in drawing.css("text") if words_of(item).strip()]
    if kind == "Own":
        yield from _own_labels(labels, printed, texts)
        return
    up, across = ([], []) if kind in ("Bar", "Small") else _ticks(labels, kind)
    yield from _labels([item for item in labels if not _is_tick(item, up, across)], printed, texts)
    yield from _even(up, across)
    if kind == "Bar":
        drawn = [path for path in drawing.css("path") if attribute(path, "style") in BARS]
        yield from _number_of(len(drawn), description)
        yield from bar_findings(drawn, drawing, table)
    elif kind == "Scatter":
        yield from _points(drawing, table, description, up, across)
    elif kind == "Small":
        yield from small_line_findings(drawing, table)
    else:
        yield from line_findings(drawing, table, up)


def _description(words: str, printed: set[str], caption: str, texts: AllowedText) -> Iterator[str]:
    rest = _without(texts.without(_COUNTED.sub(" ", words.replace(caption, " "))), printed)
    if holds_number(rest):
        yield "the description of a chart has a number that its table has not"


def _without(words: str, printed: set[str]) -> str:
    """Words without the numbers that a table prints."""
    for number in sorted(printed, key=len, reverse=True):
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


def _ticks(labels: Sequence[Node], kind: str) -> tuple[list[Tick], list[Tick]]:
    """The numbers along the axes: up the side, and in a scatter along the foot."""
    numbers = [(item, words) for item in labels if _NUMBER.fullmatch(words := words_of(item).strip())]
    up = [(_at(item, "y"), _value(words)) for item, words in numbers if attribute(item, "text-anchor") == "end"]
    foot = [(item, words) for item, words in numbers if attribute(item, "text-anchor") == "middle"]
    return up, [(_at(item, "x"), _value(words)) for item, words in foot] if kind == "Scatter" else []


def _is_tick(label: Node, up: Sequence[Tick], across: Sequence[Tick]) -> bool:
    words = words_of(label).strip()
    if not _NUMBER.fullmatch(words):
        return False
    return (_at(label, "y"), _value(words)) in up or (_at(label, "x"), _value(words)) in across


def _at(label: Node, side: str) -> float:
    return float(attribute(label, side) or "nan")


def _even(*axes: Sequence[Tick]) -> Iterator[str]:
    for ticks in axes:
        places = sorted(ticks)
        steps = [(place - before, value - last) for (before, last), (place, value) in pairwise(places)]
        if any(abs(step[0] - steps[0][0]) > SLACK_PX or abs(step[1] - steps[0][1]) > 1e-6 for step in steps):
            yield "the axis of a drawing does not run in even steps"


def _value(words: str) -> float:
    return float(re.sub(r"[£,%km+]", "", words).replace("−", "-"))


def _number_of(drawn: int, description: str) -> Iterator[str]:
    """How many a description says that there are must be how many are drawn."""
    said = _COUNTED.search(description)
    if said is not None and said[1] is not None and int(said[1]) != drawn:
        yield "the description of a chart does not say how many it draws"


def _points(drawing: Node, table: Node, description: str, up: Sequence[Tick], across: Sequence[Tick]) -> Iterator[str]:
    """The points of a scatter stand where their numbers are on the axes, in the order of the rows."""
    marks = drawing.css("use")
    own = [mark for mark in marks if "fill:var(--chart-council)" in attribute(mark, "style")]
    others = [mark for mark in marks if mark not in own]
    places = [(float(attribute(mark, "x")), float(attribute(mark, "y"))) for mark in (*own, *others)]
    values = list(zip(column_of(table, 0), column_of(table, 1), strict=True))[: len(places)]
    yield from _number_of(len(places), description)
    fits = len(values) == len(places)
    fits = fits and _fits([x for x, _ in places], [value for value, _ in values], across)
    if not (fits and _fits([y for _, y in places], [value for _, value in values], up)):
        yield "a point does not stand where its numbers are"


def _fits(places: Sequence[float], values: Sequence[float], ticks: Sequence[Tick]) -> bool:
    """Whether places run as values do, on the scale of an axis; a tick's number stands a little beside its line."""
    if len(ticks) < 2 or any(value != value for value in values):
        return False
    (first, low), *_, (last, high) = sorted(ticks)
    scale = (last - first) / (high - low)
    offsets = [place - first - (value - low) * scale for place, value in zip(places, values, strict=True)]
    return max(offsets) - min(offsets) <= 4 * SLACK_PX and abs(offsets[0]) <= 12 * SLACK_PX
