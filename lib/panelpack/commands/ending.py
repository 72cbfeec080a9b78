"""How a command ends: in a message that advises and an exit code."""

import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any

import typer

from panelpack.commands.exit_codes import DATA, FAILED, GATE, GRAVEST_FIRST, LOCKED, NOTEBOOK, STOPPED
from panelpack.gate.whole_pack import GateError
from panelpack.packs.notebooks import NotebookError
from panelpack.packs.processes import stop
from panelpack.project.errors import InputError, PanelpackError, SeveralError
from panelpack.project.held import HeldError
from panelpack.project.locks import LockedError

_INTERRUPTED = threading.Event()

_CODES: Sequence[tuple[type[PanelpackError], int]] = (
    (GateError, GATE),
    (NotebookError, NOTEBOOK),
    (LockedError, LOCKED),
    (HeldError, LOCKED),
    (InputError, DATA),
    (PanelpackError, FAILED),
)
"""The exit code of each kind of error; the first that fits."""


def code_of(error: Exception) -> int:
    """The exit code that an error ends a command with; of several, that of the gravest."""
    if isinstance(error, SeveralError):
        return gravest(code_of(one) for one in error.errors)
    return next((code for kind, code in _CODES if isinstance(error, kind)), FAILED)


def gravest(codes: Iterable[int]) -> int:
    """The code of the gravest of several failures.

    >>> gravest([7, 4, 6])
    6
    """
    return min(codes, key=GRAVEST_FIRST.index)


def _printed(words: str) -> None:
    print(words, file=sys.stderr)


@contextmanager
def ending_well(say: Callable[[str], None] = _printed) -> Iterator[None]:
    """Every error that can be mended ends in its message and the exit code of its kind, a stop in 130.

    Args:
        say: given the message.
    """
    try:
        yield
    except (PanelpackError, KeyboardInterrupt) as error:
        if _INTERRUPTED.is_set() or isinstance(error, KeyboardInterrupt):
            say("stopped; the last good pack is as it was")
            raise typer.Exit(STOPPED) from None
        say(str(error))
        raise typer.Exit(code_of(error)) from None


def speak_utf_8() -> None:
    """From now on, write UTF-8 also into a file or another program: Windows would write its own encoding there.

    In that, a sign such as \N{LESS-THAN OR EQUAL TO} would stop the command.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a notebook or a test may have put another in its place
            stream.reconfigure(encoding="utf-8")


def listen_for_a_stop() -> None:
    """From now on, take Ctrl-C and a signal to end alike."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _interrupted)


def _interrupted(_signum: int, _frame: Any) -> None:
    # Python drops a KeyboardInterrupt that strikes while it clears an object away: builds then end by the flag
    _INTERRUPTED.set()
    stop()
    raise KeyboardInterrupt
