"""What was asked a year ago: each question again, what its figure is now, and the answer that is on record."""

from dataclasses import replace

from panelpack.catalogue.breakdowns import is_statistic
from panelpack.catalogue.reporting_years import year_before
from panelpack.catalogue.work_programme import Asked, known, read_programme
from panelpack.comparisons.change import travel
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Listing, Note, Piece, together
from panelpack.page.verdicts import direction
from panelpack.page.words import NOTHING, defined, number, period, say, strong, text
from panelpack.sections.enquiries import Enquiry, of_pack
from panelpack.sections.questions import question_of

_RULE = (
    "These are the questions that the rules ask of the year before, from the figures as they are now. "
    "An answer is the one that the work programme records under the question, as it was on record when the panel met."
)


def asked_before(view: CouncilYear) -> Piece:
    """The questions of the year before, whether their figures moved, and their answers; nothing where there is none."""
    label = year_before(view.year_label)
    if label not in view.project.years():
        return EMPTY
    before = replace(view, year_label=label, year=view.project.year(label))
    answers = _answers(view)
    lines = tuple(_line(view, item, answers.get(question_id(label, item))) for item in of_pack(before))
    return together(Listing(lines, "differences", rule=_RULE), Note(text(_RULE))) if lines else EMPTY


def question_id(year: str, item: Enquiry) -> str:
    """What a question is called from year to year, such as `2022-23/cpp_repeat_pct`."""
    return f"{year}/{item.measure.id}"


def _answers(view: CouncilYear) -> dict[str, Asked]:
    """What the work programme records of questions, as it was on record on the panel's day, by the question."""
    plan = read_programme(view.project, view.council_name)
    if plan is None:
        return {}
    asked = known((*plan.recommendations, *plan.follow_up, *plan.asks), view.last_day)
    return {item.question: item for item in asked if item.question}


def _line(view: CouncilYear, item: Enquiry, asked: Asked | None) -> Words:
    then, now = item.row.figure, _now(view, item.row.figure)
    label = defined(item.measure.id, item.measure.label)
    was = say("{} {}: {} ({})", strong(question_of(item)), label, number(then), period(then.period))
    answer = _answer(view, asked)
    return say("{}; {}.{}", was, _since(view, now), say(" {}", answer) if answer else NOTHING)


def _now(view: CouncilYear, then: Figure) -> Figure | None:
    """The figure of the year for what a question was about."""
    if then.breakdown and not is_statistic(then.breakdown):
        return next(
            (item for item in view.documents.visible(then.measure.id) if item.breakdown == then.breakdown), None
        )
    return view.own(then.measure.id)


def _since(view: CouncilYear, now: Figure | None) -> Words:
    if now is None:
        return text("no figure of this year")
    item = view.change(now)
    if item.difference is None:
        return say("now {}", number(now))
    tested = f", {item.chance.words}" if item.chance.p is not None and item.difference.value else ""
    return say("now {}, {}{}", number(now), direction(item, travel(view.published, now)), tested)


def _answer(view: CouncilYear, asked: Asked | None) -> Words:
    if asked is None:
        return NOTHING
    is_answered = asked.answered_date is not None and asked.answered_date <= view.last_day
    if not asked.answer or not is_answered:
        return text(f"Put to {asked.who}; no answer is on record.")
    return text(f"The answer: {asked.answer.rstrip('.')}.")
