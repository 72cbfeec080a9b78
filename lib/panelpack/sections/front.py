"""The front page of a year's pack: what to ask, where the council stands in England, and what each report says."""

from collections.abc import Sequence

from panelpack.comparisons.change import travel
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.england import national
from panelpack.disclosure.figure import Figure
from panelpack.page import tables
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Heading, Listing, Piece, Sentence, together
from panelpack.page.sentences import moved
from panelpack.page.tables import Column
from panelpack.page.verdicts import direction
from panelpack.page.words import NOTHING, defined, joined, link, number, period, say, slug, text, toned
from panelpack.sections.asked_before import asked_before
from panelpack.sections.enquiries import of_report
from panelpack.sections.questions import brief, front_questions
from panelpack.sections.reconciliation import most_apart
from panelpack.sections.summary import summed
from panelpack.sections.supplied import is_empty

MOST_NAMED = 5
"""How many measures stand at each end of England's councils."""

_NEARLY = 0.1
_MONITOR, _ASKED = "performance", "What the rules asked of the year before"
"""The report that tells what became of earlier questions, and under which heading."""


def front(view: CouncilYear, names: Sequence[str]) -> Piece:
    """The pack in one screen: questions, places in England, contradictions, and a line a report.

    Args:
        names: the reports whose pages are there.
    """
    return together(
        *(Heading(text("What to ask")), front_questions(view, names), _asked_before(view, names)),
        *_in_england(view, names),
        *_which_is_right(view, names),
        *(Heading(text("Reports")), Listing(tuple(_line(view, name) for name in names), "links")),
    )


def _asked_before(view: CouncilYear, names: Sequence[str]) -> Piece:
    """The way to what was asked a year ago, where the monitor is in the pack and tells it."""
    if _MONITOR not in names or not asked_before(view):
        return EMPTY
    return Sentence(
        link(
            "What the same rules asked of the year before, and how those figures moved",
            f"{_MONITOR}.html#{slug(_ASKED)}",
        )
    )


def _which_is_right(view: CouncilYear, names: Sequence[str]) -> tuple[Piece, ...]:
    """Published figures that contradict each other, as questions; nothing where there are none."""
    asked = most_apart(view, names)
    return (Heading(text("Which figure is right?")), asked) if asked else ()


def _in_england(view: CouncilYear, names: Sequence[str]) -> tuple[Piece, ...]:
    """The measures in the last and in the first tenth of England's councils; nothing where no place is known."""
    placed = sorted(
        ((view.standing(figure), figure) for figure in _ranked(view, names)), key=lambda pair: (-pair[0], pair[1].id)
    )
    if not placed:
        return ()
    last = [figure for place, figure in placed if place >= 1 - _NEARLY]
    first = [figure for place, figure in reversed(placed) if place <= _NEARLY]
    heading = Heading(text("Among England's councils"))
    if not last and not first:
        return heading, Sentence(text("No measure is in the first or in the last tenth of England's councils."))
    rows = [_row(view, figure, "worse", "nearly last") for figure in last[:MOST_NAMED]]
    rows += [_row(view, figure, "better", "nearly first") for figure in first[:MOST_NAMED]]
    heads = (
        "Measure",
        "Place in England",
        "Figure",
        f"Neighbours' {view.council.neighbours_by}",
        "Direction",
    )
    columns = [Column(text(words), words in ("Figure", heads[3])) for words in heads]
    note = text(
        "Places are the Department's, where 1 is the best. Named is what stands in the last or the first tenth of "
        "councils, at most five measures of each. "
        f"Neighbours: the council's statistical neighbours, model of {view.neighbour_model}."
    )
    caption = f"Nearly last and nearly first in England, {view.year_label}"
    return heading, tables.table(view.published, caption, columns, rows, note, stacks=True)


def _ranked(view: CouncilYear, names: Sequence[str]) -> list[Figure]:
    """The council's figures of the year that have a place in England, where one direction is better."""
    measures = [item for name in names for item in view.published.context.catalogue.of_report(name)]
    figures = [view.own(item.id) for item in measures if item.has_direction and not item.rolling]
    return [item for item in figures if item is not None and item.value is not None and view.standing(item)]


def _row(view: CouncilYear, figure: Figure, tone: str, words: str) -> list[Words]:
    of_england = national(view.published, view.comparable(figure))
    place = say("{} of {}", number(of_england.rank), number(of_england.councils))
    label = defined(figure.measure.id, figure.measure.label)
    if figure.period.label != view.year_label:
        label = say("{} ({})", label, period(figure.period))
    return [
        label,
        joined([toned(words, tone, "\u25b2" if tone == "better" else "\u25bc"), place], " "),
        number(figure),
        number(view.neighbours(figure).middle),
        direction(view.change(figure), travel(view.published, figure)),
    ]


def _line(view: CouncilYear, name: str) -> Words:
    """A report with what matters most in it: its first question's figures, else its surest change."""
    title = link(view.published.context.catalogue.reports[name].title, f"{name}.html")
    asked = of_report(view, name)
    if asked:
        figure = asked[0].row.figure
        part = figure.measure.breakdown_label(figure.breakdown) if asked[0].row.standard else ""
        label = f"{figure.measure.label} ({part})" if part else figure.measure.label
        return say("{}. {}: {}.", title, label, brief(view, asked[0].row))
    found = summed(view, view.summarised(name))
    if found.changed:
        first = min(found.changed, key=lambda item: item.chance.p if item.chance.p is not None else 2.0)
        return say("{}. {}", title, moved(first))
    return say("{}{}", title, _what_there_is(view, name))


def _what_there_is(view: CouncilYear, name: str) -> Words:
    """That a report holds no figure of the year, where that is so."""
    return text(f". No figure was supplied for {view.year_label}.") if is_empty(view, name) else NOTHING
