"""Files that another program holds: on Windows, Excel, a preview or OneDrive keeps others from changing what it reads.

Such a program lets go after a moment, or must be closed; so a change is tried again for a while, then the message says
which file is held and what may hold it.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from panelpack.project.errors import PanelpackError

PATIENCE_SECONDS = 10.0
_FIRST_SECONDS, _LONGEST_SECONDS = 0.05, 1.0

# Windows' numbers for: access denied, sharing violation, lock violation
_HELD = {5, 32, 33}

Given = TypeVar("Given")

_HOLDERS = {
    ".xlsx": "Excel",
    ".csv": "Excel",
    ".html": "the browser",
    ".pdf": "the PDF reader",
    ".md": "the editor",
    ".yaml": "the editor",
    ".ipynb": "JupyterLab",
}


class HeldError(PanelpackError):
    """Another program holds a file or folder, and did not let go."""


def patiently(change: Callable[[], Given], path: Path, patience_seconds: float = PATIENCE_SECONDS) -> Given:
    """Make a change to a file or folder; where another program holds it, try again until it lets go.

    Only Windows holds files so. Elsewhere, what is refused is refused at once.

    Args:
        change: what is tried, whole each time.
        path: what it changes, for the message.

    Raises:
        HeldError: it was still held at the end.
        OSError: it failed for another reason.
    """
    end, pause = time.monotonic() + patience_seconds, _FIRST_SECONDS
    while True:
        try:
            return change()
        except OSError as error:
            if not is_held(error):
                raise
            if time.monotonic() >= end:
                raise HeldError(_words(path)) from error
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_SECONDS)


def is_held(error: OSError) -> bool:
    """Whether an error is Windows' word that another program holds a file."""
    return getattr(error, "winerror", None) in _HELD


def _words(path: Path) -> str:
    """What is held, by what perhaps, and what to do."""
    path = _held_in(path) if path.is_dir() else path
    holder = _HOLDERS.get(path.suffix.lower(), "the program or Explorer window that shows it")
    seen = f"{path} cannot be changed: another program holds it, or it may only be read"
    return f"{seen}\nclose it in {holder}, or wait until OneDrive has taken it, and start again"


def _held_in(folder: Path) -> Path:
    """The file for which a folder is held: a name that its own file may not take again; else the folder."""
    for path in sorted(folder.rglob("*")):
        try:
            os.rename(path, path)
        except OSError as error:
            if is_held(error):
                return path
    return folder
