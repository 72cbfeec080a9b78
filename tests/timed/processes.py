"""A command as a process of its own: how long it took, of how many seconds of processor, and the most memory."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

import psutil

_TESTS = Path(__file__).parents[1]
_FIRST_LOOK_SECONDS, _LONGEST_PAUSE_SECONDS = 0.005, 0.25


class BenchError(Exception):
    """A command failed, or did not do what it was measured for."""


@dataclass(frozen=True)
class Taken:
    """What one run of a command took.

    Attributes:
        seconds: on the clock.
        cpu_seconds: of processors, those of its children included.
        peak_mb: the most memory that it and all below it held at a look, what they share counted once.
        said: what it printed.
    """

    seconds: float
    cpu_seconds: float
    peak_mb: float
    said: str = ""


@dataclass(frozen=True)
class Work:
    """A piece of work, how many reports it is about, and what each run of it took."""

    name: str
    reports: int
    runs: list[Taken] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Those of the middle run."""
        return median(run.seconds for run in self.runs)

    @property
    def cpu_seconds(self) -> float:
        """Those of the middle run."""
        return median(run.cpu_seconds for run in self.runs)

    @property
    def peak_mb(self) -> float:
        """The most memory of any run."""
        return max(run.peak_mb for run in self.runs)


def take(command: Sequence[str], folder: Path, expected: Sequence[int] = (0,)) -> Taken:
    """Run a command in a folder to its end, and measure it.

    Args:
        expected: the exit codes that are no failure.

    Raises:
        BenchError: it ended with another; the message holds what it said.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as printed:
        started = perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(), stdout=printed, stderr=subprocess.STDOUT, text=True
        )
        with _watched(process.pid) as most:
            _, status, used = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        said = printed.read()
    if process.returncode not in expected:
        raise BenchError(f"{' '.join(command)}\nended with {process.returncode} and said:\n{said}")
    cpu_seconds = used.ru_utime + used.ru_stime
    print(f"{seconds:8.2f} s {cpu_seconds:8.2f} CPU s  {' '.join(command[1:])}", file=sys.stderr, flush=True)
    return Taken(seconds, cpu_seconds, max(most) / 1e6, said)


def program(module: str, *words: str) -> list[str]:
    """The command of a module of this interpreter."""
    return [sys.executable, "-m", module, *words]


def script(path: str, *words: str) -> list[str]:
    """The command of a file of tests."""
    return [sys.executable, str(_TESTS / path), *words]


def _environment() -> dict[str, str]:
    """Ours, without what would name another project or audience."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PANELPACK_")}


@contextmanager
def _watched(process: int) -> Iterator[list[int]]:
    """The bytes that a process and all below it hold, at every look while the block runs."""
    found, over = [0], threading.Event()

    def look() -> None:
        pause = _FIRST_LOOK_SECONDS
        while not over.wait(pause):
            found.append(_held(process))
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield found
    finally:
        over.set()
        looking.join()


def _held(process: int) -> int:
    """The bytes of a process and all below it; a page of memory that forked children share counts once among them."""
    total = 0
    with suppress(psutil.Error):
        top = psutil.Process(process)
        for one in (top, *top.children(recursive=True)):
            with suppress(psutil.Error):
                state = one.memory_full_info()
                total += getattr(state, "pss", state.uss)
    return total
