"""What the covers of a pack's PDF and workbooks may say beside the titles and the standing of its pages."""

from dataclasses import dataclass

from panelpack.catalogue.periods import long_date
from panelpack.comparisons.council_year import INVENTED
from panelpack.disclosure.published import Published
from panelpack.project.checkout import Project


@dataclass(frozen=True)
class Covers:
    """The lines that covers may have, the contact line, and the reports in the order of their pages."""

    lines: frozenset[str]
    contact: str
    council: str
    reports: tuple[str, ...]


def covers_of(project: Project, council: str, published: Published, year: str) -> Covers:
    """What the covers of a council's pack of a year may say."""
    settings = project.council(council)
    name = published.context.areas.by_code[settings.area].name
    as_at = project.year(year).as_at if year in project.years() else None
    lines = {name, f"For the {settings.panel}."}
    signed = f"{name}: {INVENTED}" if settings.invented else name
    lines |= {signed}
    lines |= {f"The panel meets on {long_date(as_at)}."} if as_at else set()
    return Covers(frozenset(lines), settings.contact, signed, tuple(published.context.catalogue.reports))
