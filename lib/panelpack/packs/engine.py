"""A papermill engine that runs a notebook in this process, warm: `papermill --engine panelpack`.

papermill's usual engine starts a kernel for each notebook, which imports pandas, matplotlib and panelpack anew.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager

from panelpack.disclosure.reads import recording
from panelpack.packs.shell import new_shell, run_cells

NAME = "panelpack"
"""What papermill knows the engine by, and under which the metadata of an executed notebook say what it read."""
READS = "reads"


class WarmEngine(Engine):  # type: ignore[misc]
    """Runs cells in a fresh IPython shell of this process, and collects what they show as a kernel would send it."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        **_kwargs: Any,
    ) -> None:
        """Run the cells of papermill's notebook in order until one fails."""

        def ended(cell: NotebookNode, place: int, failed: bool) -> None:
            if failed:
                nb_man.cell_exception(cell, place)
            nb_man.cell_complete(cell, place)

        with TemporaryDirectory() as folder, new_shell(Path(folder)) as shell, recording() as reads:
            run_cells(shell, nb_man.nb, nb_man.cell_start, ended)
        nb_man.nb.metadata[NAME] = {READS: sorted(reads)}

    @classmethod
    def nb_kernel_name(cls, nb: NotebookNode, name: str | None = None) -> str:
        """Whatever a notebook was saved with: this interpreter runs it."""
        return name or "python3"

    @classmethod
    def nb_language(cls, nb: NotebookNode, language: str | None = None) -> str:
        """Python."""
        return language or "python"
