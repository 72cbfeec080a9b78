"""The front matter of a report: title, period, standing, and what was not supplied."""

from collections.abc import Iterable

from panelpack.catalogue.reporting_years import year_dates
from panelpack.comparisons.council_year import CouncilYear
from panelpack.page.pieces import Note, Opening, Piece, Sentence
from panelpack.page.words import code, day, joined, say, text
from panelpack.project.checkout import PUBLIC, audience
from panelpack.project.standing import DRAFT, WATERMARK


def title(view: CouncilYear, report: str, topics: Iterable[str]) -> Opening:
    """Title, period, status line, caveats, and which subjects were not supplied for the year."""
    entry = view.published.context.catalogue.report(report)
    span = say("{} to {}", *map(day, year_dates(view.year_label)))
    lines: list[Piece] = [Sentence(say("{}, for the {}. It covers {}.", view.area_name, view.council.panel, span))]
    if view.year.as_at:
        since = "What is later than year end is marked as since year end."
        lines.append(Sentence(say("The panel meets on {}. {}", day(view.year.as_at), since)))
    if entry.also_about and view.council.adoption_agency:
        name = view.name_of(view.council.adoption_agency)
        said = f"{name} is the council's adoption agency. Its figures are for all of its councils."
        lines.append(Sentence(text(said)))
    lines.append(Note(text(DRAFT if audience() == PUBLIC else WATERMARK), "standing"))
    lines += [Note(text(caveat), "caveat") for caveat in view.year.caveats]
    absent = [topic for topic in topics if not view.is_supplied(topic)]
    if absent:
        files = joined((code(view.figures_file(topic)) for topic in absent), ", ")
        lines.append(Note(say("Not supplied for {}: the figures of {}.", view.year_label, files), "missing"))
    return Opening(tuple(lines), title=f"{entry.title} {view.year_label}")
