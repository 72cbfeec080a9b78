"""The figures to see first, as tiles: each with how it moved, and whether it could be chance."""

from collections.abc import Iterable

from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page.pieces import EMPTY, Note, Piece, Tile, Tiles, together
from panelpack.page.verdicts import difference
from panelpack.page.words import defined, joined, number, say, text, words_of


def tiles(view: CouncilYear, names: Iterable[str]) -> Piece:
    """A tile for each measure that has a figure for the year, and a line that names the others."""
    shown, absent = [], []
    for name in names:
        figure = view.own(name)
        if figure is None:
            absent.append(defined(name, view.measure(name).label))
        else:
            shown.append(_tile(view, figure))
    lacking = Note(say("No figure for the year: {}.", joined(absent, "; ")), "missing") if absent else EMPTY
    return together(Tiles(tuple(shown)), lacking)


def _tile(view: CouncilYear, figure: Figure) -> Tile:
    item = view.change(figure)
    label = defined(figure.measure.id, figure.measure.label)
    moved = say("{} in a year", difference(item)) if item.difference else text("no change known")
    tested = item.chance.p is not None and item.towards != "unchanged"
    chance = text(f", {item.chance.words}" if tested else "")
    whose = text("" if figure.area == view.council.area else f"{view.name_of(figure.area)}: ")
    return Tile(label, number(figure), words_of(whose, moved, chance))
