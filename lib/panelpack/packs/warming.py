"""What a process does once before it forks, so that no child does it for itself: imports, patterns, type, findings."""

from functools import cache

import nbformat.v4 as v4
from nbformat import validate

import panelpack
from panelpack.comparisons.council_year import CouncilYear
from panelpack.packs.exporter import PanelpackExporter
from panelpack.packs.processes import private_folder
from panelpack.packs.shell import new_shell, run_cells
from panelpack.page.skeleton import Frame
from panelpack.page.sketch import width_of
from panelpack.reconciliation.all_findings import of_all_years
from panelpack.sections import enquiries


def warm(view: CouncilYear) -> None:
    """Work out what all reports of a council ask for, and have every library used once."""
    warm_libraries()
    of_all_years(view.published)
    enquiries.of_pack(view)


@cache
def warm_libraries() -> None:
    """Run, validate and export a notebook that shows one heading."""
    panelpack.open_for_notebooks()
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# Warm"), v4.new_code_cell("1")])  # type: ignore[no-untyped-call]
    with private_folder() as folder, new_shell(folder) as shell:
        run_cells(shell, notebook, lambda *_: None, lambda *_: None)
    notebook.cells.pop()
    validate(notebook)
    exporter = PanelpackExporter(frame=Frame("#1d4f76"), phrases=[])  # type: ignore[no-untyped-call]
    exporter.from_notebook_node(notebook)
    for bold in (False, True):
        width_of("Warm", bold)
