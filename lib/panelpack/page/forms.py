"""The forms in which a piece is written: as a file, by the end of its name, and as an output of a cell.

Forms are told of here by the modules that write them (`form_files`), so that pieces know none of them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import display, publish_display_data

from panelpack.project.errors import InputError, Problem, suggest
from panelpack.project.files import replacing

Form = Callable[[Any], bytes]
"""Writes a piece; raises InputError where that kind of piece has no such form."""

Output = Callable[[Any], dict[str, Any]]
"""What a cell shows of a piece, by the type of each of its forms."""

_FILES: dict[str, Form] = {}
_OUTPUTS: list[Output] = []
_SHOWN: tuple[int, list[object]] = (0, [])
"""The cell that ran last, and what it has shown."""


def told_of(suffix: str) -> Callable[[Form], Form]:
    """Tell of a form of files, by the end of their names, such as `.csv`."""

    def tell(form: Form) -> Form:
        _FILES[suffix] = form
        return form

    return tell


def output(form: Output) -> Output:
    """Tell of what a cell shows."""
    _OUTPUTS[:] = [form]
    return form


def save(piece: object, path: Path) -> Path:
    """Write a piece to a file, whole or not at all.

    Raises:
        InputError: there is no form of that name, or this kind of piece has none.
    """
    if path.suffix not in _FILES:
        todo = suggest(path.suffix, sorted(_FILES)) if path.suffix else f"end it in {', '.join(sorted(_FILES))}"
        raise InputError([Problem(f"a piece cannot be written as {path.name!r}", todo=todo)])
    content = _FILES[path.suffix](piece)
    with replacing(path) as beside:
        beside.write_bytes(content)
    return path


def bundle(piece: object) -> dict[str, Any]:
    """What a cell shows of a piece."""
    return {kind: content for form in _OUTPUTS for kind, content in form(piece).items()}


def show_in(piece: object, place: str, anew: bool = False) -> None:
    """Show a piece in a place of its own, which it can take again later.

    Args:
        anew: in place of what stands there.
    """
    if get_ipython() is None:
        print(bundle(piece)["text/plain"])
        return
    where = {"display_id": place}
    publish_display_data(bundle(piece), transient=where, update=anew)  # type: ignore[no-untyped-call]


def show_control(control: object) -> None:
    """Show controls above what they choose, where there are any and something to show them."""
    if control is not None and get_ipython() is not None:
        display(control)  # type: ignore[no-untyped-call]


def show(piece: object) -> None:
    """Show a piece in the cell that runs, once, if there is anything to show; outside of a notebook as plain text."""
    global _SHOWN
    if not piece:
        return
    shell = get_ipython()
    if shell is None:
        print(bundle(piece)["text/plain"])
        return
    cell = shell.execution_count
    if _SHOWN[0] != cell:
        _SHOWN = (cell, [])
    if not any(one is piece for one in _SHOWN[1]):
        _SHOWN[1].append(piece)
        publish_display_data(bundle(piece))  # type: ignore[no-untyped-call]
