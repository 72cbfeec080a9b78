"""The figures to see first, as tiles: how each moved, with its small trend line, its neighbours and its place."""

from collections.abc import Iterable

from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Note, Piece, Tile, Tiles, together
from panelpack.page.sparklines import spark
from panelpack.page.verdicts import difference
from panelpack.page.words import NOTHING, capital, defined, joined, number, say, text, words_of
from panelpack.sections.questions import placed


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
    label = defined(figure.measure.id, figure.measure.label)
    lines = (_moved(view, figure), _neighbours(view, figure), _placed(view, figure))
    return Tile(label, number(figure), tuple(line for line in lines if line))


def _moved(view: CouncilYear, figure: Figure) -> Words:
    """How a figure moved in a year, whether that could be chance, and the line of its years."""
    item = view.change(figure)
    moved = say("{} in a {}", difference(item), figure.measure.step) if item.difference else text("no change known")
    tested = item.chance.p is not None and item.towards != "unchanged"
    chance = text(f", {item.chance.words}" if tested else "")
    whose = text("" if figure.area == view.council.area else f"{view.name_of(figure.area)}: ")
    line = spark(view.published, figure)
    said = words_of(whose, moved, chance)
    return say("{} {}", said, line) if line else said


def _neighbours(view: CouncilYear, figure: Figure) -> Words:
    if figure.measure.rolling or not view.is_compared(figure.measure):
        return NOTHING
    near = view.neighbours(figure)
    return say("Neighbours: {}", number(near.middle)) if near.middle is not None else NOTHING


def _placed(view: CouncilYear, figure: Figure) -> Words:
    if figure.measure.rolling or not view.is_compared(figure.measure):
        return NOTHING
    where = placed(view, figure)
    return words_of(capital(str(where.parts[0])), *where.parts[1:]) if where else NOTHING
