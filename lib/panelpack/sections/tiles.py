"""The figures to see first, as tiles: each with how it moved, and whether it could be chance."""

from collections.abc import Iterable

from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page.markup import Html, defined, joined, number, text
from panelpack.page.tables import difference
from panelpack.sections.labels import NOTHING


def tiles(view: CouncilYear, names: Iterable[str]) -> Html:
    """A tile for each measure that has a figure for the year, and a line that names the others."""
    shown, absent = [], []
    for name in names:
        figure = view.own(name)
        if figure is None:
            absent.append(defined(name, view.measure(name).label))
        else:
            shown.append(_tile(view, figure))
    listed = Html(f'<ul class="headlines">{joined(shown)}</ul>') if shown else NOTHING
    lacking = Html(f'<p class="missing">No figure for the year: {joined(absent, "; ")}.</p>') if absent else NOTHING
    return joined([listed, lacking])


def _tile(view: CouncilYear, figure: Figure) -> Html:
    item = view.change(figure)
    label = defined(figure.measure.id, figure.measure.label)
    moved = Html(f"{difference(item)} in a year") if item.difference else text("no change known")
    tested = item.chance.p is not None and item.towards != "unchanged"
    chance = text(f", {item.chance.words}" if tested else "")
    whose = text("" if figure.area == view.council.area else f"{view.name_of(figure.area)}: ")
    return Html(f"<li>{label}<strong>{number(figure)}</strong><span>{whose}{moved}{chance}</span></li>")
