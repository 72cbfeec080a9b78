"""The page for officers: what would fill which gap. It stands beside the packs and within none."""

from collections.abc import Sequence
from pathlib import Path

from panelpack.comparisons.council_year import CouncilYear
from panelpack.gate.whole_pack import check_page_apart
from panelpack.page.accessible import refuse
from panelpack.page.html import written
from panelpack.page.skeleton import Frame, plain_page
from panelpack.project.checkout import OFFICER, audience
from panelpack.project.files import write_whole
from panelpack.project.standing import FOR_OFFICERS, WATERMARK, watermarked
from panelpack.sections.officers import officers_list

FOLDER = "officers"
"""The folder beside a council's packs that holds the pages for officers, a folder a year."""

_ABOVE = "../../"


def officers_path(pack: Path) -> Path:
    """Where the page for officers of a pack stands.

    >>> officers_path(Path("rendered/kent/2024-25")).as_posix()
    'rendered/kent/officers/2024-25/index.html'
    """
    return pack.parent / FOLDER / pack.name / "index.html"


def officers_page(view: CouncilYear, names: Sequence[str]) -> str:
    """What officers could supply, by file and form, as the gate has passed it.

    It is judged as the pages of the pack are, although nobody is to publish it; an officers' copy is not.

    Args:
        names: the reports of the pack, to which the page leads.

    Raises:
        InputError: a page that a reader could not read, or that holds something that may not be shown.
    """
    where = f"{FOLDER}/{view.year_label}/index.html"
    page = plain_page(
        "For officers: what was not supplied",
        written(officers_list(view, names)).html,
        _frame(view, names),
        FOR_OFFICERS,
    )
    refuse(page, where)
    if audience() == OFFICER:
        return watermarked(page.replace(FOR_OFFICERS, WATERMARK))
    check_page_apart(view.project, view.council_name, view.year_label, page, where, _ABOVE)
    return page


def write_officers_page(pack: Path, page: str) -> None:
    """Write the page for officers of a pack; whoever may read it is as the system has it, not everybody."""
    write_whole(officers_path(pack), page)


def _frame(view: CouncilYear, names: Sequence[str]) -> Frame:
    """What stands around the page: links into the pack."""
    reports, pack = view.published.context.catalogue.reports, f"{_ABOVE}{view.year_label}"
    banner = [(f"{pack}/index.html", "All reports of the year"), (f"{pack}/reconciliation.html", "Reconciliation")]
    footer = [("Reports of the year", "", [(f"{pack}/{name}.html", reports[name].title) for name in names])]
    return Frame(view.council.accent, view.signed_name, view.council.contact, banner, footer)
