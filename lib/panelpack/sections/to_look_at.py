"""Figures that look like a slip and that nobody has answered for yet: on the reconciliation page, and for a build."""

from collections.abc import Sequence

from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.facts.plausible import questions_about
from panelpack.facts.questions import ACCEPTED, Question, Row, read_accepted, still_open
from panelpack.page import tables, words
from panelpack.page.parts import Words
from panelpack.page.pieces import Heading, Piece, Sentence, together
from panelpack.page.tables import Column
from panelpack.page.words import code, joined, say, text
from panelpack.sections.labels import labelled

_INTRODUCTION = (
    "Each of these figures is possible, and looks like a slip beside another one. It is shown as it was given until "
    "somebody has looked at it. An answer, with name and date, stands in {}."
)


def open_questions(view: CouncilYear) -> list[Question]:
    """The questions about a year's figures that nobody has answered, of what may be shown.

    They are asked of the council's own areas, beside other years and wider areas.
    """
    asked = view.once("questions about figures", lambda: _asked_of(view))
    return still_open(asked, read_accepted(view.project.parameters))


def _asked_of(view: CouncilYear) -> list[Question]:
    published, catalogue = view.published, view.published.context.catalogue
    around = dict.fromkeys([*view.council.own_areas, *view.wider])
    figures = [figure for area in around for figure in published.figures_of(area)]
    pairs = [(figure, row) for figure in figures if (row := _row(figure)) is not None]
    fresh = [row for figure, row in pairs if _is_asked(view, figure)]
    there = [row for figure, row in pairs if not _is_asked(view, figure)]
    return questions_about(fresh, there, catalogue)


def _is_asked(view: CouncilYear, figure: Figure) -> bool:
    """Whether it is a figure of the council's own for the year."""
    return figure.area in view.own_areas and view.documents.is_of_year(figure)


def _row(figure: Figure) -> Row | None:
    """A figure that is not calculated, as it is asked about."""
    if figure.value is None or figure.measure.calculated or figure.unit != figure.measure.unit:
        return None
    place = (figure.period, figure.source, figure.release)
    return Row(figure.measure, figure.area, figure.breakdown, *place, figure.value)


def to_look_at(view: CouncilYear) -> Piece:
    """The open questions of a year, each with its figure and those beside it."""
    heading = Heading(text("To look at"))
    asked = open_questions(view)
    if not asked:
        return together(
            heading, Sentence(text("No figure looks like a slip, but for those that somebody has answered for."))
        )
    columns = [Column(text(head)) for head in ("What is stated", "Stated", "Beside", "What to look at")]
    rows = [_cells(view, item) for item in asked]
    table = tables.table(view.published, f"To look at, {view.year_label}", columns, rows)
    return together(heading, Sentence(say(_INTRODUCTION, code(f"parameters/{ACCEPTED}"))), table)


def _cells(view: CouncilYear, item: Question) -> list[Words]:
    figure, beside = _figure(view, item.row), [_figure(view, row) for row in item.against]
    return [labelled(view, figure), _stated(view, figure), _all_stated(view, figure, beside), text(item.asked)]


def _figure(view: CouncilYear, row: Row) -> Figure:
    """The figure that a row was made of."""
    found = view.published.all_of(row.measure.id, row.area, row.period, row.breakdown)
    return next(item for item in found if (item.source, item.release) == (row.source, row.release))


def _stated(view: CouncilYear, figure: Figure) -> Words:
    source = view.published.context.register[figure.source]
    return say("{} ({}, {})", words.qualified(figure), source.short, words.period(figure.period))


def _all_stated(view: CouncilYear, figure: Figure, beside: Sequence[Figure]) -> Words:
    """The figures beside another one; each with its name where it is of another measure, part or area."""
    said = []
    for other in beside:
        is_alike = (other.measure, other.breakdown, other.area) == (figure.measure, figure.breakdown, figure.area)
        said.append(_stated(view, other) if is_alike else say("{}: {}", labelled(view, other), _stated(view, other)))
    return joined(said, "; ")
