"""An IPython shell in this process that collects what cells show, as Jupyter's usual kernel would send it."""

import atexit
import builtins
import io
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import nbformat.v4 as v4
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.pylabtools import select_figure_formats
from matplotlib_inline.config import InlineBackend
from nbformat import NotebookNode
from traitlets.config import Config

Began = Callable[[NotebookNode, int], None]
Ended = Callable[[NotebookNode, int, bool], None]
INLINE = "module://matplotlib_inline.backend_inline"


class Outputs:
    """What a notebook has shown so far; the outputs of the cell that runs are the last."""

    def __init__(self) -> None:
        self.of_cell: list[NotebookNode] = []
        self._named: dict[str, list[NotebookNode]] = {}
        self._is_to_clear = False

    def begin(self) -> list[NotebookNode]:
        """Begin a cell, and give the list to which its outputs come."""
        self.of_cell = []
        self._is_to_clear = False
        return self.of_cell

    def add(self, output: NotebookNode, name: str = "") -> None:
        """Add an output, by its display id if it has one."""
        self._clear_if_asked()
        self.of_cell.append(output)
        if name:
            self._named.setdefault(name, []).append(output)

    def update(self, data: Any, metadata: Any, name: str) -> None:
        """Put other content in place of every output of a display id, in whichever cell."""
        for output in self._named.get(name, []):
            output["data"], output["metadata"] = _as_saved(data), NotebookNode(metadata or {})  # type: ignore[no-untyped-call]

    def text(self, stream: str, words: str) -> None:
        """Add printed text to the stream's last output, or begin one."""
        if not words:
            return
        self._clear_if_asked()
        last = self.of_cell[-1] if self.of_cell else None
        if last is not None and last.output_type == "stream" and last.name == stream:
            last["text"] += words
        else:
            self.of_cell.append(v4.new_output("stream", name=stream, text=words))  # type: ignore[no-untyped-call]

    def clear(self, wait: bool) -> None:
        """Clear the outputs of the cell, at once or when the next comes."""
        self._is_to_clear = wait
        if not wait:
            self.of_cell.clear()

    def _clear_if_asked(self) -> None:
        if self._is_to_clear:
            self.clear(wait=False)


def _as_saved(data: Any) -> NotebookNode:
    """What an output holds, as a notebook is saved: pictures as letters."""
    saved = {kind: b64encode(held).decode() if isinstance(held, bytes) else held for kind, held in data.items()}
    return NotebookNode(saved)  # type: ignore[no-untyped-call]


class _Publisher(DisplayPublisher):
    outputs: Outputs

    def publish(  # type: ignore[override]
        self, data: Any, metadata: Any = None, *, transient: Any = None, update: bool = False, **_kwargs: Any
    ) -> None:
        name = (transient or {}).get("display_id", "")
        if update:
            self.outputs.update(data, metadata, name)
        else:
            made = v4.new_output("display_data", data=_as_saved(data), metadata=metadata or {})  # type: ignore[no-untyped-call]
            self.outputs.add(made, name)

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear(wait)


class _Hook(DisplayHook):
    """Shows the value of a cell's last line."""

    outputs: Outputs
    shown: tuple[Any, Any] = ({}, {})

    def write_output_prompt(self) -> None: ...

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        self.shown = (format_dict, md_dict or {})

    def finish_displayhook(self) -> None:
        data, metadata = self.shown
        if data:
            count = self.prompt_count
            made = v4.new_output("execute_result", data=_as_saved(data), metadata=metadata, execution_count=count)  # type: ignore[no-untyped-call]
            self.outputs.add(made)
        self.shown = ({}, {})
        self._is_active = False


class _Stream(io.TextIOBase):
    """A stream of printed text."""

    encoding = "utf-8"

    def __init__(self, outputs: Outputs, name: str, descriptor: int) -> None:
        self._outputs, self._name, self._descriptor = outputs, name, descriptor

    def write(self, words: str) -> int:
        self._outputs.text(self._name, words)
        return len(words)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor


class CollectingShell(InteractiveShell):
    """A shell whose cells show into `outputs`. Nothing of a user's own settings is read, and nothing is kept."""

    outputs: Outputs

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        made = v4.new_output("error", ename=str(etype.__name__), evalue=str(evalue), traceback=list(stb))  # type: ignore[no-untyped-call]
        self.outputs.add(made)

    def enable_gui(self, gui: Any = None) -> None:
        """Drawings stand in the notebook: there is no window."""


@contextmanager
def new_shell(folder: Path) -> Iterator[CollectingShell]:
    """A shell of its own for a notebook, set up as Jupyter's kernel sets one up, while the block runs.

    Args:
        folder: where it may write.
    """
    CollectingShell.clear_instance()
    # IPython puts a module of its own in this place, and leaves it there
    main, drawn_by = sys.modules["__main__"], mpl.get_backend(auto_select=False)
    shell = CollectingShell.instance(
        ipython_dir=str(folder),
        display_pub_class=_Publisher,
        displayhook_class=_Hook,
        config=Config({"HistoryManager": {"enabled": False}}),
    )
    atexit.unregister(shell.atexit_operations)
    shell.outputs = Outputs()
    shell.display_pub.outputs = shell.outputs  # type: ignore[attr-defined]
    shell.displayhook.outputs = shell.outputs  # type: ignore[attr-defined]
    _draw_in_the_notebook(shell)
    kept = sys.stdout, sys.stderr, builtins.input
    sys.stdout, sys.stderr = (_Stream(shell.outputs, name, at) for name, at in (("stdout", 1), ("stderr", 2)))
    builtins.input = _no_input
    try:
        yield shell
    finally:
        sys.stdout, sys.stderr, builtins.input = kept
        sys.modules["__main__"] = main
        mpl.interactive(False)
        if drawn_by:
            mpl.rcParams["backend"] = drawn_by
        CollectingShell.clear_instance()


def _no_input(*_words: object) -> str:
    raise StdinNotImplementedError("nobody is there to answer while a pack is built")


def _draw_in_the_notebook(shell: CollectingShell) -> None:
    """Have drawings made as in a notebook, whatever the user's own settings or an earlier drawing chose."""
    mpl.rcdefaults()
    mpl.rcParams["backend"] = INLINE
    mpl.interactive(True)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].switch_backend(INLINE)
    # It looks for a shell when it is imported: one that was imported before has found none, or another
    inline = sys.modules.get("matplotlib_inline.backend_inline")
    if inline is not None:
        inline.configure_inline_support(shell, INLINE)
        settings = InlineBackend.instance()
        select_figure_formats(shell, settings.figure_formats, **settings.print_figure_kwargs)  # type: ignore[no-untyped-call]


def run_cells(shell: CollectingShell, notebook: NotebookNode, began: Began, ended: Ended) -> None:
    """Run a notebook's code cells in their order until one fails.

    Args:
        began: told of each cell, with its place, before it runs.
        ended: told of each cell, with its place and whether it failed, when it has run.
    """
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        began(cell, place)
        cell.outputs = shell.outputs.begin()
        cell.execution_count = shell.execution_count
        result = shell.run_cell(cell.source, store_history=True, cell_id=cell.get("id"))  # type: ignore[no-untyped-call]
        ended(cell, place, not result.success)
        if not result.success:
            return
