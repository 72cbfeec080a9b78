"""Colour and type of pages and charts, from one place; `template/` holds how they are laid out.

Colours are those of the Government Analysis Function, by way of afcharts. In a page they become custom properties, so
that dark mode and forced colours can change them.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
from afcharts.af_colours import get_af_colours
from minify_html import minify

_CATEGORICAL = get_af_colours("categorical", number_of_colours=6)

COLOURS = {
    "council": _CATEGORICAL[0],
    "neighbours": _CATEGORICAL[1],
    "region": _CATEGORICAL[2],
    "england": _CATEGORICAL[4],
    "other": get_af_colours("sequential", number_of_colours=5)[3],
    "band": "#E4E7EB",
    "ink": "#0B0C0C",
    "line": "#767B80",
    "paper": "#FFFFFF",
}
"""What each colour of a chart stands for."""

FONT_PX = 13.0
WIDTH_PX = 330
"""An analyst's own charts are drawn for a phone, 330 pixels wide with type of 13, and a page shows them from 288 to 430
pixels wide: so their type is never under 11 pixels, nor much larger than the page's own."""


TYPE = '"Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

LIGHT = {
    "ink": "#0b0c0c",
    "soft": "#484d52",
    "paper": "#ffffff",
    "wash": "#f3f4f6",
    "rule": "#767b80",
    "link": "#1a4f8f",
    "focus": "#ffdd00",
    **{f"chart-{name}": colour.lower() for name, colour in COLOURS.items()},
    # The palette's own teal and pale blue are too faint beside white: neighbours need 3:1 to it and to the council
    "chart-neighbours": "#1b7f77",
    "chart-other": "#5694ca",
    "better": "#00703c",
    "worse": "#a8200d",
    "amber": "#8a5a00",
}
DARK = {
    "ink": "#f3f4f6",
    "soft": "#c9ced3",
    "paper": "#14171a",
    "wash": "#23272b",
    "rule": "#8d949b",
    "link": "#9ecbff",
    "focus": "#ffdd00",
    "chart-council": "#8fc4f5",
    "chart-neighbours": "#5fd0c5",
    "chart-region": "#f29bc8",
    "chart-england": "#d5d9dd",
    "chart-other": "#46698f",
    "chart-band": "#30363c",
    "chart-ink": "#f3f4f6",
    "chart-line": "#8d949b",
    "chart-paper": "#14171a",
    "better": "#7bd6a0",
    "worse": "#ff9c90",
    "amber": "#ffc46b",
}
"""Custom properties of pages by day and by night."""

FORCED = {
    **dict.fromkeys([f"chart-{name}" for name in COLOURS] + ["better", "worse", "amber"], "CanvasText"),
    "chart-council": "LinkText",
    "chart-other": "GrayText",
    "chart-band": "color-mix(in srgb, GrayText 35%, Canvas)",
    "chart-paper": "Canvas",
}
"""The same where a reader has chosen colours: theirs. Lines stay apart by their dashes and labels."""

_HOSTS = (
    "[data-jp-theme-light] .panelpack, [data-vscode-theme-kind] .panelpack { color-scheme: light; }",
    '[data-jp-theme-light="false"] .panelpack, [data-vscode-theme-kind="vscode-dark"] .panelpack,'
    ' [data-vscode-theme-kind="vscode-high-contrast"] .panelpack { color-scheme: dark; }',
)
"""JupyterLab and Notebook 7, and VS Code, name their theme on the body; that is surer than the scheme that they set."""

_IN_THE_OPEN = (
    ".panelpack .definitions > [popover] { display: block; position: static; max-width: none; border: 0; padding: 0; }"
)
"""Definitions in a notebook: its outputs are far apart, so that none could open where it is asked for."""

_TEMPLATES = Path(__file__).parent / "template"


_ONLY_WITH = {"range": "ranges.css", "commentary": "commentary.css", "stacked": "stacked.css"}
"""Styles that a page needs only where it holds something of a class."""


def page_style(accent: str, html: str) -> str:
    """The style of a page, with the council's colour, in few bytes: everything in one place, nothing to load.

    Args:
        html: what stands on the page, for a page carries no style that it has no use for.
    """
    return _lean(accent, tuple(kind for kind in _ONLY_WITH if f'class="{kind}' in html))


def page_styles(accent: str) -> frozenset[str]:
    """Every style that a page may have."""
    both = range(len(_ONLY_WITH) + 1)
    return frozenset(_lean(accent, kinds) for count in both for kinds in combinations(_ONLY_WITH, count))


@cache
def _lean(accent: str, kinds: tuple[str, ...]) -> str:
    lean = minify(f"<style>{full_style(accent, kinds)}</style>", minify_css=True)
    return str(lean).removeprefix("<style>").removesuffix("</style>")


def full_style(accent: str, kinds: Iterable[str] = tuple(_ONLY_WITH)) -> str:
    """The same, a rule a line, with the styles of these kinds."""
    by_day = f":root {{ color-scheme: light dark; --accent: {accent}; --type: {TYPE}; {_properties(LIGHT)} }}"
    # Paper is white whatever the screen was
    by_night = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_properties(DARK)} }} }}"
    on_paper = "@media print { :root { color-scheme: light; } }"
    chosen = f"@media (forced-colors: active) {{ :root {{ {_properties(FORCED)} }} }}"
    files = ["page.css", "pieces.css", "drawing.css", *(_ONLY_WITH[kind] for kind in kinds)]
    return "\n".join([by_day, by_night, on_paper, chosen, *map(_read, files)])


@cache
def notebook_style() -> str:
    """The style of the same pieces in a notebook, kept to themselves and readable whatever they stand on."""
    # A piece brings its own ground with its ink: a host that is not known here may be of any colour. It is light or
    # dark as the page around it, which `color-scheme` tells; the reader's system may prefer what the page is not
    both = _properties({name: f"light-dark({LIGHT[name]}, {DARK[name]})" for name in LIGHT})
    ground = "padding: .25rem .75rem; background: var(--paper); color: var(--ink);"
    piece = f".panelpack {{ --accent: #1d4f76; --type: {TYPE}; {both} {ground} }}"
    # The class stands twice below, so that these rules outweigh those that JupyterLab has for all tables
    on_paper = "@media print { .panelpack.panelpack { color-scheme: light; } }"
    chosen = f"@media (forced-colors: active) {{ .panelpack.panelpack {{ {_properties(FORCED)} }} }}"
    return "\n".join(
        [
            *(piece, *_HOSTS, on_paper, chosen, _IN_THE_OPEN),
            f".panelpack.panelpack {{ {' '.join(map(_read, ['pieces.css', 'drawing.css', *_ONLY_WITH.values()]))} }}",
        ]
    )


@cache
def drawing_style() -> str:
    """The style of a drawing that stands alone, in the colours of the day."""
    style = _read("drawing.css").replace("var(--type)", TYPE)
    for name, colour in LIGHT.items():
        style = style.replace(f"var(--{name})", colour)
    return style


def _properties(colours: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8").strip()


@contextmanager
def chart_style() -> Iterator[None]:
    """The look of every chart while it is drawn. The same figures give the same bytes on any day."""
    points = FONT_PX * 72 / 96
    with mpl.rc_context(
        {
            "font.family": "sans-serif",
            "font.sans-serif": ["DejaVu Sans"],
            "font.size": points,
            "axes.edgecolor": COLOURS["line"],
            "axes.labelcolor": COLOURS["ink"],
            "text.color": COLOURS["ink"],
            "xtick.color": COLOURS["ink"],
            "ytick.color": COLOURS["ink"],
            "xtick.labelsize": points,
            "ytick.labelsize": points,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.spines.left": False,
            "axes.axisbelow": True,
            "xtick.major.size": 0,
            "xtick.major.pad": 6,
            "ytick.major.size": 0,
            "svg.fonttype": "none",
            "svg.hashsalt": "panelpack",
            "figure.facecolor": "none",
            "axes.facecolor": "none",
            "path.simplify": True,
        }
    ):
        yield


def themed(svg: str) -> str:
    """An SVG whose colours are custom properties of the page, so that dark mode and forced colours reach it."""
    for name, colour in COLOURS.items():
        svg = svg.replace(colour.lower(), f"var(--chart-{name})")
    return svg
