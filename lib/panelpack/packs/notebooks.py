"""Running a notebook with its parameters, by papermill in a process of its own. A cell that fails is named.

A process of its own keeps what a notebook does, and papermill's own handling of signals, away from the build.
"""

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import mkdtemp

import nbformat
from nbformat import NotebookNode
from nbformat.reader import NotJSONError

from panelpack.disclosure.reads import Read
from panelpack.packs.confined import LARGEST_FILE_MB
from panelpack.packs.engine import NAME, READS
from panelpack.packs.processes import LONGEST_SECONDS, StoppedError, ended, papermill, settings_for
from panelpack.packs.warm import execute_warm
from panelpack.project.children import ChildError, can_fork
from panelpack.project.errors import InputError, PanelpackError, unknown

WARM, KERNEL = "warm", "kernel"
ENGINES = (WARM, KERNEL)
"""How a notebook is run: in a forked child of this process, or in a kernel of its own, which is slower."""

_DIED_AT_START = ("Kernel died before replying to kernel_info", "Kernel didn't respond")


class NotebookError(PanelpackError):
    """A notebook did not run to its end."""


class ContentError(NotebookError, InputError):
    """A notebook ran, and holds or shows what may not stand on a page: every such thing."""


def parameter_names(notebook: NotebookNode) -> list[str]:
    """The names that the cell tagged `parameters` sets, sorted; none when there is no such cell."""
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    try:
        statements = [statement for cell in tagged for statement in ast.parse(cell.source).body]
    except SyntaxError as error:
        raise NotebookError(f"the cell tagged parameters is not Python: {error}") from error
    targets = [target for statement in statements if isinstance(statement, ast.Assign) for target in statement.targets]
    targets += [statement.target for statement in statements if isinstance(statement, ast.AnnAssign)]
    return sorted({node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)})


def check_parameters(path: Path, parameters: Mapping[str, str]) -> None:
    """Refuse a parameter that the notebook does not have: papermill would take it in silence.

    Raises:
        InputError: an unknown parameter; the message lists those of the notebook.
        NotebookError: it has no cell tagged `parameters`.
    """
    try:
        known = parameter_names(_read(path))
    except NotJSONError as error:
        raise NotebookError(f"{path.name} is not a notebook: open it in JupyterLab, or take it from git") from error
    if not known:
        raise NotebookError(f"{path.name} has no cell tagged parameters that sets council and year: tag its first cell")
    for name in parameters:
        if name not in known:
            raise unknown(f"parameter of {path.name}", name, known)


def run(
    path: Path,
    parameters: Mapping[str, str],
    work: Path,
    log: Path,
    longest_seconds: float = LONGEST_SECONDS,
    engine: str = "",
) -> NotebookNode:
    """Execute a notebook in the interpreter that runs this, and give it back with its outputs.

    Args:
        parameters: values for the names of its cell tagged `parameters`.
        work: a private folder for the executed copy, which is never shipped.
        log: where the traceback goes if a cell fails.
        longest_seconds: how long it may take.
        engine: `warm` or `kernel`; what is quickest here when not given.

    Raises:
        NotebookError: a cell failed, in two lines: which cell of which notebook, and why; or the notebook did not run,
            took too long, or its outputs are too large.
    """
    check_parameters(path, parameters)
    folder = Path(mkdtemp(prefix=f"{path.stem}-", dir=work))
    executed = folder / path.name
    execute = execute_warm if chosen_engine(engine) == WARM else _execute_in_kernel
    try:
        execute(path, parameters, executed, longest_seconds)
    except (PanelpackError, RuntimeError) as error:
        said = str(error)
        if isinstance(error, ChildError | StoppedError):
            raise NotebookError(f"{path.name}: {said}") from None
    else:
        said = ""
    failed = _failure(executed)
    if failed is None and not said:
        return _read(executed)
    if "File too large" in said:
        most = f"the most is {LARGEST_FILE_MB} MB, or what the system allows"
        raise NotebookError(f"{path.name}: File too large: its outputs did not fit ({most}); show less of them")
    kept = _keep(log, "\n".join(failed.traceback) if failed else said)
    if failed is None:
        last = (said.strip().splitlines() or ["nothing was said"])[-1]
        raise NotebookError(f"{path.name}: the notebook did not run\n{last}; {kept}")
    raise NotebookError(f"{path.name}: {failed.where}\n{failed.ename}: {_cause(failed.evalue)}; {kept}")


def reads_of(executed: NotebookNode) -> Iterable[Read]:
    """What an executed notebook has read of figures: all, where its engine does not tell."""
    told = executed.metadata.get(NAME, {}).get(READS)
    return [("", "")] if told is None else [(str(measure), str(area)) for measure, area in told]


def chosen_engine(name: str = "") -> str:
    """The engine of a name, or without one the quickest that works here.

    Raises:
        InputError: there is no engine of this name; PanelpackError: it does not work here.
    """
    if name not in ("", *ENGINES):
        raise unknown("engine", name, ENGINES)
    if name == WARM and not can_fork():
        raise PanelpackError(f"the engine {WARM} needs Linux: leave --engine out, or give --engine {KERNEL}")
    return name or (WARM if can_fork() else KERNEL)


def _execute_in_kernel(path: Path, parameters: Mapping[str, str], executed: Path, longest_seconds: float) -> None:
    """Have papermill run a notebook in a kernel, once more if the kernel dies before it runs anything.

    Raises:
        PanelpackError: what papermill said; a `ChildError` if it took longer than it may.
    """
    raw = [word for name, value in parameters.items() for word in ("--parameters_raw", name, value)]
    # Whichever kernel a notebook was saved with: an analyst's own is not there elsewhere, or has other versions
    command = papermill(str(path), str(executed), *raw, "--language", "python", "--cwd", str(path.parent))
    command += ["--no-progress-bar", "--no-log-output"]
    for is_last in (False, True):
        status, said = ended(command, settings_for(executed.parent), longest_seconds)
        if status == 0:
            return
        if is_last or not any(words in said for words in _DIED_AT_START):
            raise PanelpackError(said)


def _keep(log: Path, words: str) -> str:
    """Write what went wrong to a log and say where; on a full disk, say that it could not be written."""
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(words, encoding="utf-8", newline="")
    except OSError as error:
        return f"no log could be written ({error.strerror})"
    return f"traceback in {log}"


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
