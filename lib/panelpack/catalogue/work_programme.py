"""The panel's work programme: its working groups, briefings, meetings, recommendations and what it asked for.

It is a live plan in `data/figures/<council>/work_programme.yaml`, kept up after each meeting. Every entry carries the
day on which it was on record, so that a pack shows what was known when its panel met, and nothing later. What is
overdue is judged by that day too, never by the clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from panelpack.catalogue.periods import long_date
from panelpack.project.checkout import Project
from panelpack.project.files import write_whole
from panelpack.project.yaml_files import load


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    recorded_date: date


class WorkingGroup(_Entry):
    """A group of members that looks into one subject, and how far it is."""

    topic: str
    reason: str
    method: str
    timeline: str
    progress: str = ""


class Briefing(_Entry):
    """A briefing, workshop or informal meeting, and what came of it."""

    topic: str
    reason: str
    held_date: date | None = None
    outcome: str = ""


class AgendaItem(BaseModel):
    """A report on the agenda of a meeting, what it is for, and what came of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    purpose: str = ""
    outcome: str = ""
    report: str = ""


class Meeting(_Entry):
    """A meeting of the panel with the reports on its agenda; `recorded_date` is when the agenda was first on record."""

    meeting_date: date
    items: tuple[AgendaItem, ...]


class Asked(_Entry):
    """Something that somebody is to answer or do: a recommendation, what follows from one, or an ask of a meeting.

    Attributes:
        what: what was asked.
        who: who is to answer.
        where: where it is on record, such as the item of the minutes.
        due_date: the day by which an answer was promised or expected; None when the record names none.
        answered_date: the day on which the answer was on record; None while there is none.
        answer: the answer, or how far it is.
        question: the question of a pack that it is, such as `2022-23/cpp_repeat_pct`: year and measure.
    """

    what: str
    who: str
    where: str
    due_date: date | None = None
    answered_date: date | None = None
    answer: str = ""
    question: str = Field(default="", pattern=r"^(\d{4}-\d{2}/[a-z0-9_]+)?$")


class Programme(BaseModel):
    """The whole work programme of a council's panel."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    working_groups: tuple[WorkingGroup, ...] = ()
    briefings: tuple[Briefing, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    recommendations: tuple[Asked, ...] = ()
    follow_up: tuple[Asked, ...] = ()
    asks: tuple[Asked, ...] = Field(default=())


E = TypeVar("E", bound=_Entry)


def programme_path(project: Project, council: str) -> Path:
    """Where a council's work programme stands."""
    return project.figures_of(council) / "work_programme.yaml"


def read_programme(project: Project, council: str) -> Programme | None:
    """A council's work programme, or None when it has not supplied one.

    Raises:
        InputError: every unknown, missing or misspelt key, by name.
    """
    path = programme_path(project, council)
    return load(path, Programme) if path.exists() else None


def known(entries: Sequence[E], as_at: date) -> list[E]:
    """The entries that were on record on a day."""
    return [item for item in entries if item.recorded_date <= as_at]


def next_meeting(programme: Programme, as_at: date) -> Meeting | None:
    """The first meeting after a day, of those that were on record by then."""
    later = [item for item in known(programme.meetings, as_at) if item.meeting_date > as_at]
    return min(later, key=lambda item: item.meeting_date, default=None)


@dataclass(frozen=True)
class Standing:
    """How an ask stands on a day: `answered`, `overdue`, `due` or `open`, with its words."""

    kind: str
    words: str


def standing(item: Asked, as_at: date) -> Standing:
    """How an ask stands on a day, whatever day it is read on.

    >>> asked, due = date(2023, 6, 29), date(2023, 8, 31)
    >>> ask = Asked(recorded_date=asked, what="A report", who="Officers", where="Item 11", due_date=due)
    >>> standing(ask, date(2023, 10, 19)).words
    'overdue since 31 August 2023'
    >>> standing(ask, date(2023, 7, 1)).words
    'due by 31 August 2023'
    """
    if item.answered_date is not None and item.answered_date <= as_at:
        return Standing("answered", f"answered by {long_date(item.answered_date)}")
    if item.due_date is None:
        return Standing("open", "unanswered, no date set")
    if item.due_date < as_at:
        return Standing("overdue", f"overdue since {long_date(item.due_date)}")
    return Standing("due", f"due by {long_date(item.due_date)}")


SKELETON = """\
# The panel's work programme. Keep it up after each meeting: an entry carries the day on which it was on record
# (recorded_date), so that a pack of an earlier meeting shows what was known then. Dates are written 2024-02-22.
# Copy an example below, take the # away and fill it in. Write no child's name here.
working_groups: []
#  - recorded_date: 2024-02-22
#    topic: What the group looks into
#    reason: Why
#    method: How, and to whom it reports
#    timeline: When
#    progress: How far it is
briefings: []
#  - recorded_date: 2024-02-22
#    topic: What it is about
#    reason: Why
#    held_date: 2024-03-05
meetings: []
#  - recorded_date: 2024-02-22
#    meeting_date: 2024-06-27
#    items:
#      - title: The report's title
#        purpose: What the panel is to do with it
#        outcome: What came of it
recommendations: []
#  - recorded_date: 2024-02-22
#    what: What the panel recommended to the executive
#    who: Executive member
#    where: Minutes of the meeting, item 7
#    due_date: 2024-06-27
follow_up: []
asks: []
"""
"""An empty work programme to fill in."""


def write_skeleton(project: Project, council: str) -> Path:
    """Write an empty work programme for a council that has none."""
    path = programme_path(project, council)
    write_whole(path, SKELETON)
    return path
