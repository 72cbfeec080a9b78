"""The work programme on a page: working groups, briefings, meetings, recommendations, asks, as at the panel's day."""

from collections.abc import Callable, Mapping
from datetime import date

from panelpack.catalogue.periods import long_date
from panelpack.catalogue.work_programme import (
    AgendaItem,
    Asked,
    Meeting,
    Programme,
    known,
    next_meeting,
    programme_path,
    read_programme,
    standing,
)
from panelpack.comparisons.council_year import CouncilYear
from panelpack.page import tables
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Listing, Note, Piece, Sentence, together
from panelpack.page.tables import Column, Table
from panelpack.page.words import day, link, say, text, toned
from panelpack.project.errors import unknown

Section = Callable[[CouncilYear, Programme, date], Piece]
"""Makes a section of the programme's page, as at a day."""

_MARKS = {"answered": ("green", "●"), "overdue": ("red", "■"), "due": ("", "○"), "open": ("amber", "◆")}


def programme(view: CouncilYear, section: str) -> Piece:
    """A section of the work programme, as it was on record on the day the panel meets.

    Args:
        section: working_groups, briefings, meetings, recommendations, follow_up or asks.
    """
    if section not in _SECTIONS:
        raise unknown("section of the work programme", section, sorted(_SECTIONS))
    plan, as_at = read_programme(view.project, view.council_name), view.year.as_at
    if plan is None:
        path = programme_path(view.project, view.council_name).relative_to(view.project.root).as_posix()
        rule = f"It would stand in {path}. panelpack template work_programme writes a form for it."
        return Note(text("The work programme was not supplied."), "missing", rule=rule)
    if as_at is None:
        unknown_day = f"The day on which the panel met is not known for {view.year_label}"
        said = f"{unknown_day}, so it cannot be said what was on record then."
        return Note(text(said), "missing", rule=f"It would stand in parameters/years/{view.year_label}.yaml.")
    return _SECTIONS[section](view, plan, as_at)


def _working_groups(view: CouncilYear, plan: Programme, as_at: date) -> Piece:
    rows = [
        [text(item.topic), text(item.reason), text(item.method), text(item.timeline), text(item.progress)]
        for item in known(plan.working_groups, as_at)
    ]
    return _table(view, "Working groups", ["Subject", "Reason", "How", "When", "Progress"], rows, as_at)


def _briefings(view: CouncilYear, plan: Programme, as_at: date) -> Piece:
    rows = [
        [text(item.topic), text(item.reason), _day(item.held_date), text(item.outcome)]
        for item in known(plan.briefings, as_at)
    ]
    return _table(view, "Briefings and workshops", ["Subject", "Reason", "Date", "Outcome"], rows, as_at)


def _meetings(view: CouncilYear, plan: Programme, as_at: date) -> Piece:
    meetings = sorted(known(plan.meetings, as_at), key=lambda item: item.meeting_date)
    if not meetings:
        return _none("No meeting", as_at)
    return together(*(_meeting(view, item, as_at) for item in meetings))


def _meeting(view: CouncilYear, item: Meeting, as_at: date) -> Table:
    held = "held" if item.meeting_date < as_at else "this meeting" if item.meeting_date == as_at else "planned"
    rows = [
        [_report(view, entry), text(entry.purpose), text(entry.outcome if item.meeting_date < as_at else "")]
        for entry in item.items
    ]
    caption = f"Meeting of {long_date(item.meeting_date)}, {held}"
    columns = [Column(text(words)) for words in ("Report", "Purpose", "Outcome")]
    return tables.table(view.published, caption, columns, rows)


def _report(view: CouncilYear, entry: AgendaItem) -> Words:
    """The title of a report, which leads to its page where the pack holds it."""
    if entry.report not in view.published.context.catalogue.reports:
        return text(entry.title)
    return link(entry.title, f"{entry.report}.html")


def _asked(title: str, choose: Callable[[Programme], tuple[Asked, ...]]) -> Section:
    def piece(view: CouncilYear, plan: Programme, as_at: date) -> Piece:
        found = known(choose(plan), as_at)
        rows = [_ask(item, as_at) for item in found]
        columns = ["What", "Who", "On record in", "How it stands", "Answer"]
        note = "How it stands is judged by what was on record on that day: what is not there may still have been done."
        return _table(view, title, columns, rows, as_at, note)

    return piece


def _ask(item: Asked, as_at: date) -> list[Words]:
    found = standing(item, as_at)
    kind, mark = _MARKS[found.kind]
    told = toned(found.words, kind, mark)
    answer = item.answer if found.kind == "answered" else ""
    return [text(item.what), text(item.who), text(item.where), told, text(answer)]


_SECTIONS: Mapping[str, Section] = {
    "working_groups": _working_groups,
    "briefings": _briefings,
    "meetings": _meetings,
    "recommendations": _asked("Recommendations to the executive", lambda plan: plan.recommendations),
    "follow_up": _asked("Follow-up of recommendations", lambda plan: plan.follow_up),
    "asks": _asked("What the panel asked for", lambda plan: plan.asks),
}


def _table(
    view: CouncilYear, title: str, columns: list[str], rows: list[list[Words]], as_at: date, note: str = ""
) -> Piece:
    if not rows:
        return _none(title, as_at)
    caption = f"{title}, as at {long_date(as_at)}"
    return tables.table(view.published, caption, [Column(text(words)) for words in columns], rows, text(note))


def _none(what: str, as_at: date) -> Sentence:
    return Sentence(say("{}: none on record at {}.", what, day(as_at)))


def _day(when: date | None) -> Words:
    return day(when) if when else text("no date set")


def upcoming(view: CouncilYear) -> Piece:
    """The next meeting after the panel's day with its reports, and how many asks are overdue or unanswered."""
    plan, as_at = read_programme(view.project, view.council_name), view.year.as_at
    found = next_meeting(plan, as_at) if plan and as_at else None
    if plan is None or as_at is None or found is None:
        return Note(text("No next meeting is on record."), "missing")
    titles = "; ".join(entry.title for entry in found.items)
    late = [item for item in known(plan.asks, as_at) if standing(item, as_at).kind in ("overdue", "open")]
    waiting = tuple(text(f"{item.what} ({standing(item, as_at).words})") for item in late)
    form = "Overdue or unanswered by what was on record on {}; what is not there may still have been done:"
    asks = Sentence(say(form, day(as_at))) if late else EMPTY
    return together(Sentence(say("{}: {}.", day(found.meeting_date), titles)), asks, Listing(waiting))
