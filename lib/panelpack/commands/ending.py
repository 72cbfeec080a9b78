"""How a command ends: in a message that advises and an exit code."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any

import typer

from panelpack.packs.processes import stop
from panelpack.project.errors import PanelpackError

_INTERRUPTED = threading.Event()


@contextmanager
def ending_well() -> Iterator[None]:
    """Every error that can be mended ends in its message and exit code 1, a stop in 130."""
    try:
        yield
    except (PanelpackError, KeyboardInterrupt) as error:
        if _INTERRUPTED.is_set() or isinstance(error, KeyboardInterrupt):
            print("stopped; the last good pack is as it was", file=sys.stderr)
            raise typer.Exit(130) from None
        print(error, file=sys.stderr)
        raise typer.Exit(1) from None


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
