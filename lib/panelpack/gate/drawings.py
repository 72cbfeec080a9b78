"""Drawings held against their tables: numbers, lengths of bars, points of lines, and the written description."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from panelpack.gate.allowed_text import AllowedText
from panelpack.page.html_tree import Node, attribute, words_of

_NUMBER = re.compile(r"[+−-]?£?\d[\d,]*(?:\.\d+)?[%km]?")
_SLACK_PX = 0.35


def disagreements(figure: Node, texts: AllowedText) -> Iterator[str]:
    """Where the forms of one chart differ: drawing, description and table."""
    drawing, table = figure.css_first("svg"), figure.css_first("table")
    if drawing is None or table is None:
        yield "a chart without its drawing or its table"
        return
    printed = {words_of(mark) for mark in table.css("data")}
    description = attribute(drawing, "aria-label")
    yield from _description(description, printed, words_of(table.css_first("caption")), texts)
    labels = [item for item in drawing.css("text") if words_of(item).strip()]
    yield from _labels(labels, printed, texts, is_bars=description.startswith("Bar chart"))
    yield from _bars(drawing, table)
    yield from _line(drawing, table)


def _description(words: str, printed: set[str], caption: str, texts: AllowedText) -> Iterator[str]:
    rest = re.sub(r"\d+ of \d+ years have no figure|Bar chart of \d+ councils", " ", words.replace(caption, " "))
    for number in sorted(printed, key=len, reverse=True):
        rest = re.sub(rf"(?<![\w.,]){re.escape(number)}(?![\w%]|[.,]\d)", " ", rest)
    if texts.free_digits(rest):
        yield "the description of a chart has a number that its table has not"


def _labels(labels: Sequence[Node], printed: set[str], texts: AllowedText, is_bars: bool) -> Iterator[str]:
    ticks: list[tuple[float, float]] = []
    for label in labels:
        words = words_of(label).strip()
        numbers = _NUMBER.findall(words)
        if not numbers:
            continue
        if not is_bars and numbers[0] == words and attribute(label, "text-anchor") == "end":
            ticks.append((float(attribute(label, "y")), _value(words)))
        elif texts.free_digits(words) and not all(number in printed for number in numbers):
            yield "a drawing has a number that its table has not"
    heights = sorted(ticks)
    steps = [(below - above, high - low) for (above, high), (below, low) in pairwise(heights)]
    if any(abs(step[0] - steps[0][0]) > _SLACK_PX or abs(step[1] - steps[0][1]) > 1e-6 for step in steps):
        yield "the axis of a drawing does not run in even steps"


def _value(words: str) -> float:
    return float(re.sub(r"[£,%km+]", "", words).replace("−", "-"))


def _rows(table: Node) -> list[float]:
    """The first number of each row that is a bar's, by value; rows of means and wider areas stand after the bars."""
    firsts = [row.css_first("td") for row in table.css("tbody tr")]
    marks = [cell.css_first("data") if cell is not None else None for cell in firsts]
    return [float(attribute(mark, "value")) if mark is not None else float("nan") for mark in marks]


def _points(path: Node) -> list[tuple[float, float]]:
    """The points that a path goes through."""
    pairs = re.findall(r"[-\d.]+ [-\d.]+", attribute(path, "d"))
    return [(float(x), float(y)) for x, y in (pair.split() for pair in pairs)]


def _bars(drawing: Node, table: Node) -> Iterator[str]:
    paths = [
        path
        for path in drawing.css("path")
        if re.search(r"^fill:var\(--chart-(?:other|council)\)$", attribute(path, "style"))
    ]
    if not paths:
        return
    across = [[x for x, _ in _points(path)] for path in paths]
    lengths = [max(places) - min(places) for places in across]
    values = [abs(value) for value in _rows(table)[: len(paths)]]
    if len(values) < len(paths) or not max(values):
        return
    scale = max(lengths) / max(values)
    if any(abs(length - value * scale) > 2 * _SLACK_PX for length, value in zip(lengths, values, strict=True)):
        yield "a bar is not as long as its number"


def _line(drawing: Node, table: Node) -> Iterator[str]:
    """The council's line goes through its numbers, on the scale of the axis."""
    styles = [path for path in drawing.css("path") if "stroke:var(--chart-council)" in attribute(path, "style")]
    lines = [path for path in styles if "fill:none" in attribute(path, "style")]
    if not lines:
        return
    points = [y for _, y in _points(lines[0])]
    values = [value for value in _rows(table) if value == value]
    if len(points) != len(values):
        # A value between two gaps is a mark and no part of the line
        return
    spread = max(values) - min(values)
    if not spread:
        return
    scale = (max(points) - min(points)) / spread
    top, least = min(points), max(values)
    wanted = [top + (least - value) * scale for value in values]
    if any(abs(point - place) > 2 * _SLACK_PX for point, place in zip(points, wanted, strict=True)):
        yield "a line does not go through its numbers"
