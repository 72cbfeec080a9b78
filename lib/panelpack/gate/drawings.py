"""Drawings held against their tables: numbers, lengths of bars, points of lines, and the written description."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bs4 import Tag

from panelpack.gate.allowed_text import CheckedTexts

_NUMBER = re.compile(r"[+−-]?£?\d[\d,]*(?:\.\d+)?[%km]?")
_SLACK_PX = 0.35


def disagreements(figure: Tag, texts: CheckedTexts) -> Iterator[str]:
    """Where the forms of one chart differ: drawing, description and table."""
    drawing, table = figure.find("svg"), figure.find("table")
    if drawing is None or table is None:
        yield "a chart without its drawing or its table"
        return
    printed = {mark.get_text() for mark in table.find_all("data")}
    caption = table.caption.get_text() if table.caption else ""
    yield from _description(str(drawing.get("aria-label", "")), printed, caption, texts)
    labels = [item for item in drawing.find_all("text") if item.get_text().strip()]
    yield from _labels(labels, printed, texts, is_bars=str(drawing.get("aria-label", "")).startswith("Bar chart"))
    yield from _bars(drawing, table)
    yield from _line(drawing, table)


def _description(words: str, printed: set[str], caption: str, texts: CheckedTexts) -> Iterator[str]:
    rest = re.sub(r"\d+ of \d+ years have no figure|Bar chart of \d+ councils", " ", words.replace(caption, " "))
    for number in sorted(printed, key=len, reverse=True):
        rest = re.sub(rf"(?<![\w.,]){re.escape(number)}(?![\w%]|[.,]\d)", " ", rest)
    if texts.free_digits(rest):
        yield "the description of a chart has a number that its table has not"


def _labels(labels: Sequence[Tag], printed: set[str], texts: CheckedTexts, is_bars: bool) -> Iterator[str]:
    ticks: list[tuple[float, float]] = []
    for label in labels:
        words = label.get_text().strip()
        numbers = _NUMBER.findall(words)
        if not numbers:
            continue
        if not is_bars and numbers[0] == words and label.get("text-anchor") == "end":
            ticks.append((float(str(label["y"])), _value(words)))
        elif texts.free_digits(words) and not all(number in printed for number in numbers):
            yield "a drawing has a number that its table has not"
    heights = sorted(ticks)
    steps = [(below - above, high - low) for (above, high), (below, low) in pairwise(heights)]
    if any(abs(step[0] - steps[0][0]) > _SLACK_PX or abs(step[1] - steps[0][1]) > 1e-6 for step in steps):
        yield "the axis of a drawing does not run in even steps"


def _value(words: str) -> float:
    return float(re.sub(r"[£,%km+]", "", words).replace("−", "-"))


def _rows(table: Tag) -> list[float]:
    """The first number of each row that is a bar's, by value; rows of means and wider areas stand after the bars."""
    found = []
    for row in table.tbody.find_all("tr") if table.tbody else []:
        cell = row.find("td")
        mark = cell.find("data") if cell is not None else None
        found.append(float(str(mark["value"])) if mark is not None else float("nan"))
    return found


def _bars(drawing: Tag, table: Tag) -> Iterator[str]:
    paths = [
        path
        for path in drawing.find_all("path")
        if re.search(r"^fill:var\(--chart-(?:other|council)\)$", str(path.get("style", "")))
    ]
    if not paths:
        return
    lengths = []
    for path in paths:
        across = [float(pair.split()[0]) for pair in re.findall(r"[-\d.]+ [-\d.]+", str(path["d"]))]
        lengths.append(max(across) - min(across))
    values = [abs(value) for value in _rows(table)[: len(paths)]]
    if len(values) < len(paths) or not max(values):
        return
    scale = max(lengths) / max(values)
    if any(abs(length - value * scale) > 2 * _SLACK_PX for length, value in zip(lengths, values, strict=True)):
        yield "a bar is not as long as its number"


def _line(drawing: Tag, table: Tag) -> Iterator[str]:
    """The council's line goes through its numbers, on the scale of the axis."""
    styles = [path for path in drawing.find_all("path") if "stroke:var(--chart-council)" in str(path.get("style", ""))]
    lines = [path for path in styles if "fill:none" in str(path.get("style", ""))]
    if not lines:
        return
    points = [float(pair.split()[1]) for pair in re.findall(r"[-\d.]+ [-\d.]+", str(lines[0]["d"]))]
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
