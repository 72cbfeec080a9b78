"""Running a notebook with its parameters, by papermill in a process of its own. A cell that fails is named.

A process of its own keeps a kernel that dies, and papermill's own handling of signals, away from the build.
"""

import ast
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

import nbformat
from ipykernel.kernelspec import KERNEL_NAME, write_kernel_spec
from nbformat import NotebookNode
from nbformat.reader import NotJSONError

from panelpack.project.errors import PanelpackError, unknown

_PATIENCE_SECONDS = 5
_MOMENT_SECONDS = 0.2
_STOPPED = threading.Event()


def parameter_names(notebook: NotebookNode) -> list[str]:
    """The names that the cell tagged `parameters` sets, sorted; none when there is no such cell."""
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    try:
        statements = [statement for cell in tagged for statement in ast.parse(cell.source).body]
    except SyntaxError as error:
        raise PanelpackError(f"the cell tagged parameters is not Python: {error}") from error
    targets = [target for statement in statements if isinstance(statement, ast.Assign) for target in statement.targets]
    targets += [statement.target for statement in statements if isinstance(statement, ast.AnnAssign)]
    return sorted({node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)})


def check_parameters(path: Path, parameters: Mapping[str, str]) -> None:
    """Refuse a parameter that the notebook does not have: papermill would take it in silence.

    Raises:
        InputError: an unknown parameter; the message lists those of the notebook.
        PanelpackError: the notebook has no cell tagged `parameters`.
    """
    try:
        known = parameter_names(_read(path))
    except NotJSONError as error:
        raise PanelpackError(f"{path.name} is not a notebook: open it in JupyterLab, or take it from git") from error
    if not known:
        raise PanelpackError(f"{path.name} has no cell tagged parameters that sets council and year")
    for name in parameters:
        if name not in known:
            raise unknown(f"parameter of {path.name}", name, known)


def run(path: Path, parameters: Mapping[str, str], work: Path, log: Path) -> NotebookNode:
    """Execute a notebook in the interpreter that runs this, and give it back with its outputs.

    Args:
        parameters: values for the names of its cell tagged `parameters`.
        work: a private folder for the executed copy, which is never shipped.
        log: where the traceback goes if a cell fails.

    Raises:
        PanelpackError: a cell failed, in two lines: which cell of which notebook, and why; or the kernel did not run.
    """
    check_parameters(path, parameters)
    executed = work / path.name
    raw = [word for name, value in parameters.items() for word in ("--parameters_raw", name, value)]
    # Whichever kernel a notebook was saved with: an analyst's own is not there elsewhere, or has other versions
    kernel = ["--kernel", KERNEL_NAME, "--language", "python"]
    command = [sys.executable, "-m", "papermill", str(path), str(executed), *raw, *kernel]
    status, said = _wait_for(
        [*command, "--cwd", str(path.parent), "--no-progress-bar", "--no-log-output"],
        _with_own_kernel(work),
    )
    if status == 0:
        return _read(executed)
    failed = _failure(executed)
    kept = _keep(log, "\n".join(failed.traceback) if failed else said)
    if failed is None:
        last = (said.strip().splitlines() or ["nothing was said"])[-1]
        raise PanelpackError(f"{path.name}: the notebook did not run\n{last}; {kept}")
    raise PanelpackError(f"{path.name}: {failed.where}\n{failed.ename}: {_cause(failed.evalue)}; {kept}")


def _with_own_kernel(work: Path) -> dict[str, str]:
    """The environment in which Jupyter's usual kernel is this interpreter; what says so is written into a work folder.

    A machine or a user may have a kernel of the same name that is another Python: the first on this path is taken.
    """
    folder = mkdtemp(prefix="kernel-", dir=work)
    write_kernel_spec(Path(folder, "kernels", KERNEL_NAME))
    return os.environ | {"JUPYTER_PATH": folder}


def _keep(log: Path, words: str) -> str:
    """Write what went wrong to a log and say where; on a full disk, say that it could not be written."""
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(words, encoding="utf-8")
    except OSError as error:
        return f"no log could be written ({error.strerror})"
    return f"traceback in {log}"


def _wait_for(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Run a command to its end; if this process is stopped meanwhile, stop the command first."""
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            said = _said(process)
        except BaseException:
            process.terminate()
            try:
                process.wait(_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
            raise
    return process.returncode, said


def _said(process: subprocess.Popen[str]) -> str:
    """What a process says until it ends; a look every moment whether the build was stopped."""
    while True:
        try:
            return process.communicate(timeout=_MOMENT_SECONDS)[0]
        except subprocess.TimeoutExpired:
            refuse_when_stopped()


def stop() -> None:
    """Let every build of this process end before it puts anything in place."""
    _STOPPED.set()


def refuse_when_stopped() -> None:
    """End here if the build was stopped.

    Raises:
        PanelpackError: it was.
    """
    if _STOPPED.is_set():
        raise PanelpackError("stopped")


def _read(path: Path) -> NotebookNode:
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-any-return, no-untyped-call]


def _failure(executed: Path) -> NotebookNode | None:
    """The first error among the outputs, with `where`: which code cell, counted without the one papermill puts in.

    None when no cell failed, or when the executed copy was not written whole.
    """
    try:
        notebook = _read(executed)
    except (OSError, NotJSONError):
        return None
    count = 0
    for cell in notebook.cells:
        if cell.cell_type != "code" or "injected-parameters" in cell.metadata.get("tags", []):
            continue
        count += 1
        for output in cell.outputs:
            if output.output_type == "error":
                where = f"code cell {count} failed: {_first_line(cell.source)}"
                return NotebookNode(output, where=where)  # type: ignore[no-untyped-call]
    return None


def _first_line(source: str) -> str:
    return next((line.strip() for line in source.splitlines() if line.strip()), "an empty cell")


def _cause(words: str) -> str:
    first, *more = words.strip().splitlines() or [""]
    return f"{first} (and {len(more)} more lines)" if more else first
