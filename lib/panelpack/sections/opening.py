"""The front matter of a report: title, period, standing, and what was not supplied."""

from collections.abc import Iterable
from datetime import date

from panelpack.catalogue.reporting_years import year_dates
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.knowledge import later_releases
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, FirstScreen, Fold, Heading, Note, Opening, Piece, Sentence
from panelpack.page.words import NOTHING, day, joined, month, say, text
from panelpack.project.checkout import PUBLIC, audience
from panelpack.project.standing import DRAFT, WATERMARK
from panelpack.sections.questions import report_questions
from panelpack.sections.summary import summary
from panelpack.sections.tiles import tiles


def title(view: CouncilYear, report: str, topics: Iterable[str], is_empty: bool = False) -> Opening:
    """Title, panel, period, status line, and what to know first, folded: a reader comes for the figures.

    Args:
        is_empty: whether the report has no figure of the year, which then is all that it says.
    """
    entry = view.published.context.catalogue.report(report)
    first, last = map(day, year_dates(view.year_label))
    met = say(", meeting on {}", day(view.year.as_at)) if view.year.as_at else NOTHING
    covered = say(" It covers {} to {}.", first, last) if entry.covers_year else NOTHING
    panel = say("For the {}{}.{}", view.council.panel, met, covered)
    standing = Note(text(DRAFT if audience() == PUBLIC else WATERMARK), "standing")
    nothing = Note(text(f"The council has not supplied figures for this report for {view.year_label}."), "missing")
    more = nothing if is_empty else _to_know(view, report, topics)
    return Opening((Sentence(panel), standing, more), title=f"{entry.title} {view.year_label}")


def _to_know(view: CouncilYear, report: str, topics: Iterable[str]) -> Piece:
    """Caveats of the year, what came out after the panel met, whose figures they are, and what was not supplied."""
    entry, as_at = view.published.context.catalogue.report(report), view.year.as_at
    later = _after_the_meeting(view, report, as_at) if as_at else NOTHING
    agency = view.council.adoption_agency if entry.also_about else None
    absent = [topic for topic in topics if not view.is_supplied(topic)]
    told: list[tuple[str, Words]] = [("caveats of the year", text(caveat)) for caveat in view.year.caveats]
    if later:
        told.append(("figures that came out after the meeting", later))
    if as_at:
        told.append(("", text("What is later than year end is marked as since year end.")))
    if agency:
        whose = f"{view.name_of(agency)} is the council's adoption agency. Its figures are for all of its councils."
        told.append(("whose figures they are", text(whose)))
    if absent:
        titles = "; ".join(view.published.context.catalogue.topics.get(topic, topic) for topic in absent)
        told.append(("what was not supplied", text(f"Not supplied for {view.year_label}: {titles}.")))
    named = ", ".join(dict.fromkeys(name for name, _ in told if name))
    return Fold(tuple(Note(said) for _, said in told), title=f"To know first: {named}") if named else EMPTY


def _after_the_meeting(view: CouncilYear, report: str, as_at: date) -> Words:
    """Which of the report's official figures of the year came out after the panel met; nothing where none did."""
    published = view.published
    own = (view.own(measure.id) for measure in published.context.catalogue.of_report(report))
    figures = [view.comparable(figure) for figure in own if figure is not None]
    found = later_releases(published, figures, as_at)
    if not found:
        return NOTHING
    named = joined([say("{} ({})", item.title, month(item.from_date)) for item in found], "; ")
    return say("Published or revised after the panel met, so that members could not read it that day: {}.", named)


def first_screen(view: CouncilYear, report: str, is_commented: bool) -> FirstScreen:
    """What matters, in three sentences; the figures to see first, as tiles; and what to ask.

    Args:
        is_commented: whether officers wrote about the report; where they did not, that is said.
    """
    shown = view.published.context.catalogue.report(report).tiles
    asked = report_questions(view, report)
    heading = Heading(text("What to ask")) if asked else EMPTY
    silent = EMPTY if is_commented else Note(text("Officers have not commented on these figures."), "missing")
    return FirstScreen((summary(view, view.summarised(report)), tiles(view, shown), heading, asked, silent))
