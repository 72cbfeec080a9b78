"""The reconciliation page of a pack, beside its reports."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from panelpack.comparisons.council_year import Scope
from panelpack.packs.other_pages import definitions_in, led_to_reports
from panelpack.packs.publish import links_list, plain_page
from panelpack.page.table_csv import with_downloads
from panelpack.sections import reconciliation

NAME = "reconciliation"


def reconciliation_page(scope: Scope, names: Sequence[str], folder: Path, status: str) -> tuple[str, Mapping[str, str]]:
    """The page of all findings of a year, and its tables as CSV files by path.

    Args:
        names: the reports whose pages stand in the folder, to which definitions lead.
    """
    body = led_to_reports(reconciliation.page(scope), definitions_in(folder, names, scope))
    body, files = with_downloads(body, NAME)
    back = links_list([("index.html", "All reports of the year")])
    return plain_page(f"Reconciliation {scope.year_label}", back + body, scope.council.accent, status), files
