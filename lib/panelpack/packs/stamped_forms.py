"""The files of a draft as those of an edition: pages and workbooks are stamped, the PDF is made anew of the pages."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from panelpack.comparisons.council_year import CouncilYear
from panelpack.gate.pack_files import PDF
from panelpack.packs.editions import stamp_of, stamped
from panelpack.packs.whole_pdf import whole_pdf
from panelpack.page.workbook import restated
from panelpack.project.standing import DRAFT


def stamped_forms(
    view: CouncilYear, files: Mapping[str, bytes], name: str, signed_off_by: str, signed_off_date: date, folder: Path
) -> dict[str, bytes]:
    """The files of an edition, by path.

    Args:
        files: those of the draft; an edition has a PDF where its draft has one.
        folder: where the edition will stand.

    Raises:
        PanelpackError: a page does not say that it is a draft, or this machine cannot draw the PDF.
    """
    stamp = stamp_of(name, signed_off_by, signed_off_date)
    made = dict(files)
    for path, content in files.items():
        if path.endswith(".html"):
            made[path] = stamped(content, name, signed_off_by, signed_off_date, folder)
        elif path.endswith(".xlsx"):
            made[path] = restated(content, DRAFT, stamp)
    if PDF in files:
        pages = {Path(path).stem: content for path, content in made.items() if path.endswith(".html")}
        made[PDF] = whole_pdf(view, {page: content.decode("utf-8") for page, content in pages.items()})
    return made
