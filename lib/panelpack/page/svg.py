"""Drawings as inline SVG: few bytes, ids of their own, the page's colours, and a written description."""

import re
from hashlib import sha256
from io import StringIO

import matplotlib.pyplot as plt
from matplotlib.figure import Figure as Canvas

from panelpack.page.markup import Html, text
from panelpack.page.style import themed

_SLACK_INCHES = 0.02


def svg_of(canvas: Canvas, name: str) -> str:
    """The SVG of a canvas, lean, with ids of its own and the page's colours; the canvas is closed.

    Raises:
        ValueError: a label would be cut off at the drawing's edge.
    """
    refuse_spill(canvas, name)
    out = StringIO()
    canvas.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(canvas)
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.S)
    return themed(_lean(_own_ids(svg, f"c{sha256((name + svg).encode()).hexdigest()[:8]}")))


def refuse_spill(canvas: Canvas, name: str) -> None:
    """Refuse a drawing of which a label or line reaches over the edge."""
    canvas.draw_without_rendering()
    box, (width, height) = canvas.get_tightbbox(), canvas.get_size_inches()
    if min(box.x0, box.y0, width - box.x1, height - box.y1) < -_SLACK_INCHES:
        raise ValueError(f"chart {name!r}: it does not fit its width; shorten its labels")


def _own_ids(svg: str, prefix: str) -> str:
    """Keep only ids that the drawing itself refers to, made unique within a page."""
    used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', svg))
    svg = re.sub(r' id="([^"]+)"', lambda m: f' id="{prefix}-{m[1]}"' if m[1] in used else "", svg)
    svg = re.sub(r"url\(#", f"url(#{prefix}-", svg)
    return re.sub(r'href="#', f'href="#{prefix}-', svg)


def _lean(svg: str) -> str:
    """The same drawing in fewer bytes: type from the page's style, one decimal, no invisible paths."""
    svg = re.sub(r'<path d="[^"]*" style="fill: none"/>|<path(?![^>]* d=)[^>]*/>', "", svg)
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", svg, flags=re.S)
    svg = re.sub(r"font-size: [\d.]+px; font-family: [^;\"]*;?\s*", "", svg)
    svg = re.sub(r"fill: #0b0c0c(?=[;\"])", "", svg)
    svg = re.sub(r'style="text-anchor: (\w+);? *"', r'text-anchor="\1"', svg)
    svg = re.sub(r'; ?"', '"', svg).replace(' style=""', "")
    svg = re.sub(r" transform=\"rotate\(-?0 [^)]*\)\"", "", svg)
    svg = re.sub(r"<[^>]+>", lambda tag: re.sub(r"-?\d+\.\d{2,}", _one_decimal, tag[0]), svg)
    svg = re.sub(r"stroke-dashoffset: 0; ?", "", svg)
    svg = re.sub(r'(?<= d=")[^"]+', lambda path: re.sub(r"\s*([A-Za-z])\s*", r"\1", path[0]), svg)
    svg = re.sub(r'(?<= style=")[^"]+', lambda style: style[0].replace("; ", ";").replace(": ", ":"), svg)
    svg = re.sub(r"\s+", " ", _without_bare_groups(svg))
    return re.sub(r"(?<=>) (?=<)| (?=\"/?>)", "", svg)


def _without_bare_groups(svg: str) -> str:
    """The same drawing without groups that have no attributes: they change nothing that is seen."""
    kept: list[bool] = []

    def keep(tag: re.Match[str]) -> str:
        if tag[0] == "</g>":
            return tag[0] if kept.pop() else ""
        bare = " " not in tag[0].rstrip("/> ")
        if not tag[0].endswith("/>"):
            kept.append(not bare)
        return "" if bare else tag[0]

    return re.sub(r"</?g(?: [^>]*)?/?>", keep, svg)


def _one_decimal(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


def captioned(svg: str, title: str, description: str, data: Html, note: str = "") -> Html:
    """A drawing as a figure: its title, its written description, a note, and its data as a table to unfold."""
    drawing = re.sub(
        r"<svg [^>]*viewBox=\"([^\"]+)\"[^>]*>",
        lambda m: f'<svg role="img" aria-label="{text(description)}" viewBox="{m[1]}" focusable="false">',
        svg,
        count=1,
    )
    return Html(
        f'<figure class="chart"><figcaption>{text(title)}</figcaption>{drawing}'
        + (f'<p class="note">{text(note)}</p>' if note else "")
        + f'<details><summary>View the data<span class="unseen">: {text(title)}</span></summary>'
        + f"{data}</details></figure>"
    )
