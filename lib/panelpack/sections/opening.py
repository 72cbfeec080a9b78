"""The front matter of a report: title, period, standing, and what was not supplied."""

from collections.abc import Iterable
from datetime import date

from panelpack.catalogue.reporting_years import year_dates
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.knowledge import later_releases
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, FirstScreen, Heading, Note, Opening, Piece, Sentence
from panelpack.page.words import NOTHING, day, joined, month, say, text
from panelpack.project.checkout import PUBLIC, audience
from panelpack.project.standing import DRAFT, WATERMARK
from panelpack.sections.questions import report_questions
from panelpack.sections.summary import summary
from panelpack.sections.tiles import tiles


def title(view: CouncilYear, report: str, topics: Iterable[str]) -> Opening:
    """Title, period, status line, caveats, and which subjects were not supplied for the year."""
    entry = view.published.context.catalogue.report(report)
    span = say("{} to {}", *map(day, year_dates(view.year_label)))
    lines: list[Piece] = [Sentence(say("{}, for the {}. It covers {}.", view.area_name, view.council.panel, span))]
    if view.year.as_at:
        since = "What is later than year end is marked as since year end."
        lines.append(Sentence(say("The panel meets on {}. {}", day(view.year.as_at), since)))
        lines += [Note(said, "caveat") for said in (_after_the_meeting(view, report, view.year.as_at),) if said]
    if entry.also_about and view.council.adoption_agency:
        name = view.name_of(view.council.adoption_agency)
        said = f"{name} is the council's adoption agency. Its figures are for all of its councils."
        lines.append(Sentence(text(said)))
    lines.append(Note(text(DRAFT if audience() == PUBLIC else WATERMARK), "standing"))
    lines += [Note(text(caveat), "caveat") for caveat in view.year.caveats]
    absent = [topic for topic in topics if not view.is_supplied(topic)]
    if absent:
        topic_titles = view.published.context.catalogue.topics
        titles = "; ".join(topic_titles.get(topic, topic) for topic in absent)
        lines.append(Note(text(f"Not supplied for {view.year_label}: {titles}."), "missing"))
    return Opening(tuple(lines), title=f"{entry.title} {view.year_label}")


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
