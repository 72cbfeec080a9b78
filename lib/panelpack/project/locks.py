"""Locks: one process at a time builds a pack, or releases; another waits, and says for whom.

The operating system holds the lock itself, so that one whose holder was killed is free again.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from panelpack.project.errors import PanelpackError
from panelpack.project.files import write_whole

LONGEST_WAIT_SECONDS = 900.0
_LOOK_SECONDS = 0.2


class LockedError(PanelpackError):
    """Another process holds a lock, and did not end while this one waited."""


@contextmanager
def locked(
    path: Path,
    doing: str,
    say: Callable[[str], None] = lambda _: None,
    patience_seconds: float = LONGEST_WAIT_SECONDS,
    while_waiting: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """Hold a lock while the block runs; wait for another holder, and say who that is.

    Args:
        path: the file of the lock. It stays, empty: to remove it would let two in at once.
        doing: what this process does meanwhile, for others who wait.
        say: told once, when there is somebody to wait for.
        while_waiting: called at every look whether the lock is free; what it raises ends the waiting.

    Raises:
        LockedError: the holder did not end in time; the message names it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    _acquire(lock, path, say, patience_seconds, while_waiting)
    holder = _holder_of(path)
    try:
        started = datetime.now().strftime("%H:%M on %Y-%m-%d")
        write_whole(holder, json.dumps({"process": os.getpid(), "doing": doing, "since": started}))
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _acquire(
    lock: FileLock, path: Path, say: Callable[[str], None], patience_seconds: float, while_waiting: Callable[[], None]
) -> None:
    end, is_said = time.monotonic() + patience_seconds, False
    while True:
        try:
            lock.acquire(blocking=False)
        except Timeout:
            who = _who_holds(path)
            if time.monotonic() >= end:
                raise LockedError(f"{who}\nwait until it ends, or end it, and start again") from None
            if not is_said:
                say(f"waiting: {who}")
                is_said = True
            while_waiting()
            time.sleep(_LOOK_SECONDS)
        else:
            return


def _holder_of(path: Path) -> Path:
    """The file that says who holds a lock: beside it, since some systems let nobody read a locked file."""
    return path.with_suffix(".holder")


def _who_holds(path: Path) -> str:
    try:
        held = json.loads(_holder_of(path).read_text(encoding="utf-8"))
        return f"process {held['process']} has been {held['doing']} since {held['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return f"another process holds {path}"
