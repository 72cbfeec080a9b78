"""Drawings as SVG: few bytes, no id, every look a class of the page, so that dark and forced colours reach it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from itertools import pairwise
from textwrap import fill

from panelpack.page.charts import Chart, SmallMultiples
from panelpack.page.descriptions import multiples_description
from panelpack.page.drawing import sketched
from panelpack.page.drawing_points import panels_of
from panelpack.page.own import OwnPicture
from panelpack.page.sketch import FONT, Dot, Label, Mark, Moved, Place, Sketch, Stroke
from panelpack.page.style import COLOURS, FONT_PX, TYPE, chart_style, drawing_style, themed
from panelpack.page.words import words_of

_PNG_DOTS_PER_INCH = 192
_LETTERS, _LETTERS_BOLD, _LINE_INCHES = 48, 40, 0.17


@dataclass(frozen=True)
class Drawing:
    """A drawing: its size, as SVG has it, what stands in it, and whether the page's classes give it its look."""

    view_box: str
    body: str
    by_classes: bool = True

    def inline(self, description: str) -> str:
        """The drawing within a page, in the page's colours and type."""
        said = escape(description, quote=False).replace('"', "&quot;")
        kind = ' class="drawing"' if self.by_classes else ""
        body = self.body if self.by_classes else themed(self.body)
        return f'<svg{kind} role="img" aria-label="{said}" viewBox="{self.view_box}">{body}</svg>'

    def alone(self, title: str, description: str) -> str:
        """The drawing as a file, with a title and description, on white paper."""
        *_, width, height = self.view_box.split()
        look = f"<style>{drawing_style()}</style>" if self.by_classes else ""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
            f'class="drawing" viewBox="{self.view_box}" width="{width}pt" height="{height}pt" '
            f'style="font: {FONT}px {escape(TYPE)};fill:{COLOURS["ink"]};stroke-linejoin:round">'
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{look}"
            f'<rect width="100%" height="100%" fill="{COLOURS["paper"]}"/>{self.body}</svg>\n'
        )


def drawing_of(chart: Chart) -> Drawing:
    """The drawing of a chart.

    Raises:
        ValueError: a label would be cut off at the drawing's edge.
    """
    if not isinstance(chart, OwnPicture):
        return written(sketched(chart))
    # Only an analyst's own drawings, and pictures of points, need what takes a third of a second to import
    import matplotlib.pyplot as plt

    from panelpack.page.own_svg import lean, refuse_spill

    with chart_style():
        canvas = chart.canvas()
        try:
            refuse_spill(canvas, chart.heading)
            return Drawing(*lean(canvas, chart.heading), by_classes=False)
        finally:
            plt.close(canvas)


def inline(chart: Chart) -> str:
    """The drawing of a chart within a page; small charts stand beside one another as the page has room for them."""
    if not isinstance(chart, SmallMultiples):
        return drawing_of(chart).inline(chart.description)
    said = [multiples_description([(panel.label, panel.figures)]) for panel in chart.panels]
    drawn = (written(panel).inline(words) for panel, words in zip(panels_of(chart), said, strict=True))
    return f'<div class="panels">{"".join(drawn)}</div>'


def png_of(chart: Chart) -> bytes:
    """The drawing of a chart as a picture of points, on white paper, with its title, note and sources."""
    import matplotlib.pyplot as plt

    from panelpack.page.raster import canvas_of

    out = BytesIO()
    sources = dict.fromkeys(figure.source_title for figure in chart.figures)
    beneath = [words_of(chart.note).plain, f"Source: {'; '.join(sources)}." if sources else ""]
    above, below = (
        "\n".join(fill(said, most) for said in lines if said)
        for lines, most in (((chart.finding.plain, chart.measured), _LETTERS_BOLD), (beneath, _LETTERS))
    )
    with chart_style():
        canvas = chart.canvas() if isinstance(chart, OwnPicture) else canvas_of(sketched(chart))
        width, height = canvas.get_size_inches()
        canvas.set_size_inches(width, height + _LINE_INCHES * (above.count("\n") + below.count("\n") + 3))
        # Without a ground, what is transparent is drawn over what an earlier drawing left
        canvas.patch.set_visible(True)
        canvas.suptitle(above, x=0.02, ha="left", fontsize=FONT_PX * 72 / 96, fontweight="bold")
        canvas.supxlabel(below, x=0.02, ha="left", fontsize=FONT_PX * 60 / 96, color=COLOURS["ink"])
        canvas.savefig(out, format="png", dpi=_PNG_DOTS_PER_INCH, facecolor=COLOURS["paper"])
        plt.close(canvas)
    return out.getvalue()


def written(sketch: Sketch) -> Drawing:
    """A sketch as SVG."""
    body = "".join(_mark(mark) for mark in sketch.marks)
    return Drawing(f"0 0 {_number(sketch.width)} {_number(sketch.height)}", body)


def _mark(mark: Mark) -> str:
    match mark:
        case Stroke(kind, runs, closed):
            return f'<path class="{kind}" d="{"".join(_run(run, closed) for run in runs)}"/>'
        case Dot(kind, x, y, radius):
            return f'<circle class="{kind}" cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"/>'
        case Label(said, x, y, kind):
            return f"<text{_class(kind)}{_at('x', x)}{_at('y', y)}>{escape(said, quote=False)}</text>"
        case Moved(x, y, marks, kind):
            inside = "".join(_mark(one) for one in marks)
            moved = f"{_number(x)} {_number(y)}" if round(y, 1) else _number(x)
            return f'<g{_class(kind)} transform="translate({moved})">{inside}</g>' if inside else ""


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _at(name: str, place: float) -> str:
    """A place of words; none where it is the start."""
    return f' {name}="{_number(place)}"' if round(place, 1) else ""


def _run(run: Sequence[Place], closed: bool) -> str:
    """The steps of a path from its start: along or down by one number, all else by two; a letter where it changes.

    >>> _run([(30.0, 80.94), (48.0, 76.0), (66.0, 77.0), (84.0, 77.0)], False)
    'M30 80.9l18-4.9 18 1h18'
    >>> _run([(30.0, 8.0), (48.5, 8.0), (48.5, 20.0), (30.0, 20.0)], True)
    'M30 8h18.5v12H30z'
    """
    rounded = [(round(x, 1), round(y, 1)) for x, y in run]
    steps, letter = ["M" + _pair(*rounded[0])], ""
    for (x, y), (next_x, next_y) in pairwise(rounded):
        across, down = round(next_x - x, 1), round(next_y - y, 1)
        kind = "l" if across and down else "v" if down else "h"
        if closed and kind == "h" and next_x == rounded[0][0]:
            # Back to the start: the same place for every bar
            steps.append(f"H{_number(next_x)}")
            letter = "H"
            continue
        said = {"h": _number(across), "v": _number(down)}.get(kind, _pair(across, down))
        steps.append((said if said.startswith("-") else f" {said}") if kind == letter else kind + said)
        letter = kind
    return "".join(steps) + ("z" if closed else "")


def _pair(one: float, other: float) -> str:
    """Two numbers; where the second is below nought its sign parts them."""
    first, second = _number(one), _number(other)
    return first + second if second.startswith("-") else f"{first} {second}"


def _number(value: float) -> str:
    """A number with one decimal: 12.345 as 12.3, 12.01 as 12.

    >>> [_number(value) for value in (12.345, 12.01, -0.04)]
    ['12.3', '12', '0']
    """
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
