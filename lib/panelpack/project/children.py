"""Work in forked children, some at a time: each begins with all that this process has read, and ends alone.

A child costs some milliseconds where a new interpreter costs seconds, because nothing has to be imported or read again.
What one does to its memory no other sees. One that fails, is killed or does not end is reported, and the others go on.
Only on Linux: elsewhere a fork is missing, or libraries of the system do not stand it.
"""

import ctypes
import gc
import json
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NoReturn, TypeVar

from panelpack.project.errors import PanelpackError

T = TypeVar("T")
R = TypeVar("R")
Say = Callable[[str], None]

_MOMENT_SECONDS = 0.2
_DIE_WITH_PARENT = 1
_SAYS, _MADE, _FAILED, _BROKE = "says", "made", "failed", "broke"


class ChildError(PanelpackError):
    """A child was ended from outside, or took longer than it may."""


@dataclass(frozen=True)
class Outcome(Generic[T, R]):
    """What came of one item: what was made of it, or why nothing was."""

    item: T
    made: R | None = None
    failed: Exception | None = None

    def result(self) -> R:
        """What was made.

        Raises:
            Exception: what the child raised, or a `ChildError`.
        """
        if self.failed is not None:
            raise self.failed
        return self.made  # type: ignore[return-value]


def can_fork() -> bool:
    """Whether children can be had here."""
    return sys.platform == "linux"


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def in_children(
    work: Callable[[T, Say], R],
    items: Iterable[T],
    at_once: int,
    say: Say = lambda _: None,
    longest_seconds: float = float("inf"),
    while_waiting: Callable[[], None] = lambda: None,
    trusted: bool = True,
) -> Iterator[Outcome[T, R]]:
    """What comes of each item, as soon as it is there.

    Args:
        work: makes something of an item in a child; it is also given a function by which to tell this process words.
        items: taken one by one as children become free.
        at_once: how many children run at a time.
        say: told what children say.
        longest_seconds: how long a child may take; one that takes longer is ended.
        while_waiting: called now and then; what it raises ends all children.
        trusted: whether children run our own code alone. What others send is read as JSON, which can do nothing.
    """
    running = dict[Connection, _Child[T]]()
    begun = _begun(partial(_Worker(work, pickle if trusted else json).begin, running), iter(items), running)
    try:
        while True:
            while len(running) < max(1, at_once) and next(begun, False):
                pass
            if not running:
                return
            while_waiting()
            ready = [pipe for pipe in wait(list(running), _MOMENT_SECONDS) if isinstance(pipe, Connection)]
            for pipe in ready:
                child = running[pipe]
                kind, content = child.message()
                if kind == _SAYS:
                    say(content)
                    continue
                del running[pipe]
                yield _outcome(child, kind, content)
            now = time.monotonic()
            for pipe in [pipe for pipe, child in running.items() if now - child.began > longest_seconds]:
                child = running.pop(pipe)
                child.kill()
                said = f"it ran for more than {longest_seconds:g} seconds and was ended: look for a loop without an end"
                yield Outcome(child.item, failed=ChildError(said))
    finally:
        for child in running.values():
            child.kill()


def _begun(
    begin: "Callable[[T], _Child[T]]", waiting: Iterator[T], running: "dict[Connection, _Child[T]]"
) -> Iterator[bool]:
    """Begin the next child each time one is asked for, as long as there are items."""
    for item in waiting:
        child = begin(item)
        running[child.pipe] = child
        yield True


@dataclass(frozen=True)
class _Child(Generic[T]):
    item: T
    process: int
    pipe: Connection
    began: float
    form: Any

    def message(self) -> tuple[str, Any]:
        """The next thing that it sends; how it ended, if it ended without having sent what it made."""
        try:
            kind, content = self.form.loads(self.pipe.recv_bytes())
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            kind, content = "", _ended(self._reap())
        else:
            if kind != _SAYS:
                self._reap()
        return kind, content

    def kill(self) -> None:
        """End it at once; its own children end with it."""
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        self._reap()

    def _reap(self) -> int:
        self.pipe.close()
        with suppress(ChildProcessError):
            return os.waitpid(self.process, 0)[1]
        return 0


def _outcome(child: _Child[T], kind: str, content: Any) -> Outcome[T, Any]:
    if kind == _MADE:
        return Outcome(child.item, content)
    if kind == _FAILED:
        return Outcome(child.item, failed=content if isinstance(content, Exception) else PanelpackError(str(content)))
    return Outcome(child.item, failed=RuntimeError(content) if kind == _BROKE else ChildError(content))


def _ended(status: int) -> str:
    """How a child ended that sent nothing, in words."""
    if not os.WIFSIGNALED(status):
        return f"its process ended by itself with status {os.waitstatus_to_exitcode(status)}"
    number = os.WTERMSIG(status)
    why = "; the machine may have too little memory" if number == signal.SIGKILL else ""
    return f"its process was ended by {signal.Signals(number).name}{why}"


@dataclass(frozen=True)
class _Worker(Generic[T, R]):
    """What children do, and how what they send is written: by `pickle`, or by `json`."""

    work: Callable[[T, Say], R]
    form: Any

    def begin(self, running: Iterable[Connection], item: T) -> _Child[T]:
        """Begin a child."""
        receive, send = Pipe(duplex=False)
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        process = os.fork()
        if process == 0:
            receive.close()
            # Else a brother that lives on would hold the pipe of one that died
            for other in running:
                other.close()
            self._run(item, send, parent)
        send.close()
        return _Child(item, process, receive, time.monotonic(), self.form)

    def _run(self, item: T, send: Connection, parent: int) -> NoReturn:
        """In the child: do the work, send what came of it, and end without what the parent has planned for its end."""
        status = 1
        try:
            _become_a_child(parent)
            self._send(send, self._worked(item, lambda words: self._send(send, (_SAYS, words))))
            send.close()
            status = 0
        finally:
            os._exit(status)

    def _send(self, send: Connection, message: tuple[str, Any]) -> None:
        written = self.form.dumps(message)
        send.send_bytes(written.encode() if isinstance(written, str) else written)

    def _worked(self, item: T, say: Say) -> tuple[str, Any]:
        try:
            return _MADE, self.work(item, say)
        except (PanelpackError, OSError) as error:
            return _FAILED, error if self.form is pickle else str(error)
        except Exception:  # noqa: BLE001 the parent raises it again, with its traceback
            return _BROKE, traceback.format_exc()


def _become_a_child(parent: int) -> None:
    """End with the parent, in a session of its own; and leave what the parent made out of what is cleared away."""
    os.setsid()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)
    gc.freeze()
