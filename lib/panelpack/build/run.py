"""Running a notebook with its parameters, by papermill. A cell that fails is named, with its cause."""

import warnings
from collections.abc import Mapping
from pathlib import Path

import nbformat
import papermill
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from panelpack.errors import PanelpackError, unknown


class CellError(PanelpackError):
    """A notebook's cell failed. The message has two lines: which cell of which notebook, and why."""

    def __init__(self, notebook: Path, error: PapermillExecutionError, log: Path) -> None:
        self.traceback = "\n".join(error.traceback)
        cause = str(error.evalue).strip().splitlines() or [""]
        more = f" (and {len(cause) - 1} more lines)" if len(cause) > 1 else ""
        super().__init__(
            f"{notebook.name}: code cell {error.exec_count} failed: {first_line(error.source)}\n"
            f"{error.ename}: {cause[0]}{more}; traceback in {log}"
        )


def first_line(source: str) -> str:
    """The first line of a cell that says something."""
    return next((line.strip() for line in source.splitlines() if line.strip()), "an empty cell")


def check_parameters(notebook: Path, parameters: Mapping[str, str]) -> None:
    """Refuse a parameter that the notebook does not have: papermill alone would take it in silence.

    Raises:
        InputError: an unknown parameter; the message lists those of the notebook.
        PanelpackError: the notebook has no cell tagged `parameters`.
    """
    known = sorted(papermill.inspect_notebook(str(notebook)))
    if not known:
        raise PanelpackError(f"{notebook.name} has no cell tagged parameters that sets council and year")
    for name in parameters:
        if name not in known:
            raise unknown(f"parameter of {notebook.name}", name, known)


def run(notebook: Path, parameters: Mapping[str, str], work: Path, log: Path) -> NotebookNode:
    """Execute a notebook and give it back with its outputs.

    Args:
        parameters: values for the names of its cell tagged `parameters`.
        work: a private folder for the executed copy, which is never shipped.
        log: where the traceback goes if a cell fails.

    Raises:
        CellError: a cell raised.
    """
    check_parameters(notebook, parameters)
    executed = work / notebook.name
    try:
        with warnings.catch_warnings():
            # papermill 2.7 still calls a function that datetime has deprecated
            warnings.simplefilter("ignore", DeprecationWarning)
            papermill.execute_notebook(
                str(notebook),
                str(executed),
                dict(parameters),
                cwd=str(notebook.parent),
                progress_bar=False,
                extra_arguments=["--IPKernelApp.log_level=ERROR"],
            )
    except PapermillExecutionError as error:
        failure = CellError(notebook, error, log)
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(failure.traceback, encoding="utf-8")
        raise failure from None
    return nbformat.reads(executed.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-any-return, no-untyped-call]
