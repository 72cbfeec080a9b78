"""A papermill engine that runs a notebook in this process, warm: `papermill --engine panelpack`.

papermill's usual engine starts a kernel for each notebook, which imports pandas, matplotlib and panelpack anew. This
module is imported by papermill itself as soon as it is imported, so that nothing of it is imported here at first.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbformat import NotebookNode

from panelpack.disclosure.reads import recording
from panelpack.packs.shell import new_shell, run_cells

NAME = "panelpack"
"""What papermill knows the engine by, and under which the metadata of an executed notebook say what it read."""
READS = "reads"


class WarmEngine:
    """Runs cells in a fresh IPython shell of this process, and collects what they show as a kernel would send it."""

    @classmethod
    def execute_notebook(
        cls,
        nb: NotebookNode,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: bool | dict[str, Any] = True,
        log_output: bool = False,
        **_others: Any,
    ) -> NotebookNode:
        """Run a notebook's cells in order until one fails, as papermill asks an engine to."""
        from papermill.engines import NotebookExecutionManager

        papermills = NotebookExecutionManager(nb, output_path, log_output, progress_bar)
        papermills.notebook_start()

        def ended(cell: NotebookNode, place: int, failed: bool) -> None:
            if failed:
                papermills.cell_exception(cell, place)
            papermills.cell_complete(cell, place)

        try:
            with TemporaryDirectory() as folder, new_shell(Path(folder)) as shell, recording() as reads:
                run_cells(shell, nb, papermills.cell_start, ended)
        finally:
            papermills.cleanup_pbar()
            papermills.notebook_complete()
        nb.metadata[NAME] = {READS: sorted(reads)}
        return nb

    @classmethod
    def nb_kernel_name(cls, nb: NotebookNode, name: str | None = None) -> str:
        """Whatever a notebook was saved with: this interpreter runs it."""
        return name or "python3"

    @classmethod
    def nb_language(cls, nb: NotebookNode, language: str | None = None) -> str:
        """Python."""
        return language or "python"
