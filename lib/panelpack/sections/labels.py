"""What sections have in common: how a figure is called, and what is said where one was not supplied."""

from collections.abc import Iterable

from panelpack.catalogue.measures import Measure
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page.parts import Words
from panelpack.page.pieces import Note
from panelpack.page.words import NOTHING, defined, say, text
from panelpack.project.errors import InputError, Problem


def labelled(view: CouncilYear, figure: Figure, area: str = "") -> Words:
    """What a figure is of, leading to its definition, with the name of any other area than the council's.

    Args:
        area: the area that goes without saying, where it is not the council.
    """
    where = NOTHING if figure.area == (area or view.council.area) else in_brackets(view.name_of(figure.area))
    return say("{}{}", defined(figure.measure.id, figure.label), where)


def in_brackets(words: str) -> Words:
    """Words in brackets, after a space."""
    return text(f" ({words})")


def of_other_area(view: CouncilYear, figure: Figure) -> Words:
    """The name of a figure's area in brackets, where it is not the council."""
    return NOTHING if figure.area == view.council.area else in_brackets(view.name_of(figure.area))


def missing(what: str, view: CouncilYear, file: str, more: str = "") -> Note:
    """A line that says what was not supplied for the year.

    The file that would fill it, and more for whoever fills it, stand in the piece's rule: a panel has no use for them.
    """
    where = f"It would stand in {file}."
    return Note(text(f"{what} for {view.year_label}."), "missing", rule=" ".join(filter(None, (where, more))))


def not_supplied(view: CouncilYear, what: str, topic: str, more: str = "") -> Note:
    """A line that says what was not supplied for the year; its rule names the council's file that would fill it."""
    return missing(f"{what}: not supplied", view, view.figures_file(topic), more)


def used_measures(view: CouncilYear, names: Iterable[str]) -> list[Measure]:
    """Measures by name, each once, in the order of first use."""
    return [view.measure(name) for name in dict.fromkeys(names)]


def meaning(figures: Iterable[Figure | None]) -> Words:
    """The measure of some figures, whose name opens its definition, where one of them is there."""
    found = next((figure for figure in figures if figure is not None), None)
    return NOTHING if found is None else say("Measure: {}.", defined(found.measure.id, found.measure.label))


def cautions(figures: Iterable[Figure], are_marked: bool = False) -> list[Words]:
    """What to keep in mind about figures: cautions, breaks in the series, and years that nobody printed, each once.

    Args:
        are_marked: whether each inferred year is marked where it stands, or all of them are inferred.
    """
    figures = list(figures)
    words: dict[str, None] = {}
    for figure in figures:
        measure, notes = figure.measure, figure.context.notes
        breaks = [item.why for item in measure.breaks_of(figure.source)]
        words |= dict.fromkeys([*breaks, measure.caution, notes.caution(figure.source, measure.id)])
    inferred = dict.fromkeys(figure.measure.label for figure in figures if figure.year_is_inferred)
    if inferred and are_marked:
        words["Year inferred: the document prints none."] = None
    elif inferred:
        words[f"The document prints no year for: {'; '.join(inferred)}. The year was inferred."] = None
    return [text(said) for said in words if said]


def refuse_counts(view: CouncilYear, measure: Measure) -> None:
    """Refuse to set the plain counts of areas of different size side by side.

    Raises:
        InputError: it is a count; the message names the rate or share that compares.
    """
    if view.is_compared(measure):
        return
    measures = view.published.context.catalogue.measures.values()
    rate = next((item.id for item in measures if item.rate_of == measure.id), "")
    todo = f"take {rate}" if rate else "take a rate or a share"
    raise InputError([Problem(f"{measure.id} is a count: areas of different size are not compared by it", todo=todo)])
