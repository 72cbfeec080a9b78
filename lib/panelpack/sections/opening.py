"""The front matter of a report: title, period, standing, and what was not supplied."""

from collections.abc import Iterable

from panelpack.catalogue.reporting_years import year_dates
from panelpack.comparisons.council_year import CouncilYear
from panelpack.page import markup
from panelpack.page.markup import Html, joined, text
from panelpack.project.checkout import PUBLIC, audience
from panelpack.project.standing import DRAFT, WATERMARK
from panelpack.sections.labels import code


def title(view: CouncilYear, report: str, topics: Iterable[str]) -> Html:
    """Title, period, status line, caveats, and which subjects were not supplied for the year."""
    entry = view.published.context.catalogue.report(report)
    start, end = year_dates(view.year_label)
    span = f"{markup.day(start)} to {markup.day(end)}"
    lines = [Html(f"<p>{text(view.area_name)}, for the {text(view.council.panel)}. It covers {span}.</p>")]
    if view.year.as_at:
        meets = markup.day(view.year.as_at)
        since = "What is later than year end is marked as since year end."
        lines.append(Html(f"<p>The panel meets on {meets}. {since}</p>"))
    if entry.also_about and view.council.adoption_agency:
        name = text(view.name_of(view.council.adoption_agency))
        lines.append(Html(f"<p>{name} is the council's adoption agency. Its figures are for all of its councils.</p>"))
    standing = DRAFT if audience() == PUBLIC else WATERMARK
    lines.append(Html(f'<p class="status-line">{text(standing)}</p>'))
    lines += [Html(f'<p class="caveat">{text(caveat)}</p>') for caveat in view.year.caveats]
    absent = [topic for topic in topics if not view.is_supplied(topic)]
    if absent:
        files = joined((code(view.figures_file(topic)) for topic in absent), ", ")
        what = f"Not supplied for {text(view.year_label)}: the figures of {files}."
        lines.append(Html(f'<p class="missing">{what}</p>'))
    return Html(f"<header><h1>{text(entry.title)} {text(view.year_label)}</h1>{joined(lines)}</header>")
