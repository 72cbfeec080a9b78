"""Running a notebook in a forked child, which has all that this process has imported and read, and keeps nothing."""

import os
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from ipykernel.kernelspec import KERNEL_NAME
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook

import panelpack
from panelpack.packs.confined import confine, limit
from panelpack.packs.engine import NAME, WarmEngine
from panelpack.packs.processes import own_folders, refuse_when_stopped
from panelpack.project.children import Say, in_children


def execute_warm(path: Path, parameters: Mapping[str, str], executed: Path, longest_seconds: float) -> None:
    """Write a notebook with its outputs, as far as it came; a cell that failed has its error among them.

    Args:
        parameters: values for the names of its cell tagged `parameters`.
        executed: where it is written, in a private folder, the only one in which the notebook may write.

    Raises:
        ChildError: its process was ended, or took longer than it may.
        PanelpackError: it could not be run, or not be written.
    """
    work = partial(_execute, parameters=dict(parameters), executed=executed)
    for outcome in in_children(
        work, [path], 1, longest_seconds=longest_seconds, while_waiting=refuse_when_stopped, trusted=False
    ):
        outcome.result()


def _execute(path: Path, _say: Say, parameters: dict[str, str], executed: Path) -> None:
    """In the child: confine it, and have papermill run the notebook there."""
    panelpack.open_for_notebooks()
    papermill_engines.register(NAME, WarmEngine)
    limit()
    _keep_to(executed.parent)
    confine(str(executed.parent))
    try:
        execute_notebook(
            path,
            executed,
            parameters,
            engine_name=NAME,
            request_save_on_cell_execute=False,
            kernel_name=KERNEL_NAME,
            language="python",
            progress_bar=False,
            cwd=path.parent,
        )
    except PapermillExecutionError:
        return  # it stands in the notebook, too


def _keep_to(folder: Path) -> None:
    """Have whatever asks for a folder of the user's, or for a temporary one, use one within the private folder."""
    os.environ.update(own_folders(folder))
    tempfile.tempdir = None
