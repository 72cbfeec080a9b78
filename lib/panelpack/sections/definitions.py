"""What measures mean: beside the report that shows them, and all of a pack from A to Z."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from panelpack.catalogue import breakdowns
from panelpack.catalogue.measures import Measure
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import base_of, part_of
from panelpack.page.html_words import anchor
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Definition, Definitions, Fold, Heading, Note, Piece, Sentence, together
from panelpack.page.words import NOTHING, joined, link, number, say, text
from panelpack.sections.labels import used_measures

MEASURES_PAGE = "measures.html"
"""The page of a pack on which every measure stands with its definition, from A to Z."""

BASIS_WORDS = {
    "year": "the reporting year, 1 April to 31 March",
    "quarter": "a quarter of the reporting year",
    "march": "31 March, the last day of the reporting year",
    "january": "the census in January of the reporting year",
    "september": "30 September of the reporting year",
    "academic": "the academic year that ends in the reporting year",
    "calendar": "the calendar year that ends in the reporting year",
    "window": "the dates that stand beside each figure",
    "undated": "no date given",
}

_SAID_BESIDE = ("year", "window", "undated")
"""Bases that a definition need not say: the usual year, and those whose dates, or lack of them, stand by the figure."""


def definitions(view: CouncilYear, names: Iterable[str]) -> Piece:
    """What each measure of the page means, its base and period, and which way is better: it opens where it is asked."""
    measures = used_measures(view, names)
    entries = tuple(
        Definition(text(measure.label), joined(meaning_of(view, measure), " "), anchor(measure.id))
        for measure in measures
    )
    asked = "The name of a measure opens its definition; all stand, with their sources, under "
    where = say("{}{}.", asked, link("Measures, A to Z", MEASURES_PAGE))
    compared = any(_stands_beside(view, measure) for measure in measures)
    near = Fold((Note(text(_comparators(view))),), title="Who the comparators are", on_paper=True)
    return together(Sentence(where), near if compared else EMPTY, Definitions(entries, True))


def _stands_beside(view: CouncilYear, measure: Measure) -> bool:
    """Whether a page shows the measure beside other areas."""
    figure = view.own(measure.id)
    return figure is not None and view.is_compared(measure) and bool(view.neighbours(figure).used)


def _comparators(view: CouncilYear) -> str:
    """With whom rates and shares are compared, and on what basis."""
    near = ", ".join(view.name_of(code) for code in view.neighbour_codes)
    region = view.name_of(view.council.region)
    return (
        f"Rates and shares stand beside {region}, {view.country_name} and the statistical neighbours by the model of "
        f"{view.neighbour_model} ({near}): the plain {view.council.neighbours_by} of those that have a figure, "
        "for the same period and from the same source as the council's own."
    )


def meaning_of(view: CouncilYear, measure: Measure) -> list[Words]:
    """What a measure means, sentence by sentence: its definition, notes, period, base, and which way is better."""
    direction = {"better": "Higher is better.", "worse": "Lower is better.", "neither": ""}[measure.higher_is]
    parts = [
        text(measure.definition),
        *(text(note) for note in _notes(view, measure)),
        text("" if measure.basis in _SAID_BESIDE else f"Period: {BASIS_WORDS[measure.basis]}."),
        _base(view, measure),
        text(direction),
    ]
    return [part for part in parts if part]


def _notes(view: CouncilYear, measure: Measure) -> list[str]:
    """What the documents of the year say or leave open of their own figures of a measure, each once."""
    sources = dict.fromkeys(figure.source for figure in view.documents.visible(measure.id))
    notes = view.published.context.notes
    return list(dict.fromkeys(note for source in sources if (note := notes.note(source, measure.id))))


def _base(view: CouncilYear, measure: Measure) -> Words:
    """The numbers that the year's percentage or rate is made of, as far as they are known."""
    figure = view.own(measure.id)
    base = base_of(figure) if figure is not None else None
    if figure is None or base is None:
        return NOTHING
    part = part_of(figure)
    if part is None:
        return say("Base in {}: {}.", view.year_label, number(base))
    of = "of" if measure.is_share else "divided by"
    return say("In {}: {} {} {}.", view.year_label, number(part), of, number(base))


def sources_of(view: CouncilYear, measure: Measure) -> list[tuple[str, str]]:
    """The sources of a measure by id and title, that of the year's own figure first, then official ones."""
    figure = view.own(measure.id)
    found = view.published.official(measure.id) + view.published.stated(measure.id)
    named = dict.fromkeys(item.source for item in found if not breakdowns.is_statistic(item.breakdown))
    named = dict.fromkeys([figure.source, *named]) if figure is not None else named
    register = view.published.context.register
    return [(name, register[name].title) for name in named]


def from_a_to_z(view: CouncilYear, on: Mapping[str, str]) -> Piece:
    """Every measure that a pack shows by its name, with what it means, where it comes from, and where it stands.

    Args:
        on: by measure, the page on which it stands.
    """
    measures = sorted((view.measure(name) for name in on), key=lambda measure: (measure.label.casefold(), measure.id))
    usual = (
        f"Unless an entry says otherwise, a figure covers {BASIS_WORDS['year']}, and neither high nor low is better. "
        "A name leads to the report in which the measure stands. "
        "A browser finds a word on the page with Ctrl+F or, on a tablet, with Find on Page."
    )
    groups = groupby(measures, key=lambda measure: measure.label[0].upper())
    parts = [
        part
        for letter, found in groups
        for part in (
            Heading(text(letter), 2, letter.lower()),
            Definitions(tuple(_entry(view, measure, on[measure.id]) for measure in found)),
        )
    ]
    return together(Sentence(text(usual)), *parts)


def _entry(view: CouncilYear, measure: Measure, page: str) -> Definition:
    register = view.published.context.register
    sources = "; ".join(dict.fromkeys(register[name].short for name, _ in sources_of(view, measure)))
    parts = [*meaning_of(view, measure), text(f"Source: {sources}.")]
    return Definition(link(measure.label, page), joined(parts, " "), anchor(measure.id))
