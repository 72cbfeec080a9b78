"""What `panelpack build` tells: to who looks, to a log, and as one last line to another program.

Only the standard library is imported here, so that a build with nothing to do is told in some milliseconds.
"""

import json
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from panelpack.commands.exit_codes import DONE, FAILED, MEANINGS
from panelpack.project.errors import PanelpackError


@dataclass
class Telling:
    """Words on their way out of a command, and what its last line will say.

    Attributes:
        quiet: whether nothing is printed but errors and the last line.
        log: an open file that takes a line with its time for everything said.
        built: packs that were built: council, year, each report made with why, how many were kept, and the folder.
        skipped: packs that were not built, though nothing failed, and why.
        failed: packs that could not be built, with the exit code of each.
    """

    quiet: bool = False
    log: TextIO | None = None
    built: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        """Print words unless this is quiet, and log them."""
        if not self.quiet:
            print(words, flush=True)
        self.note(words)

    def error(self, words: str) -> None:
        """Print an error, always, and log it."""
        print(words, file=sys.stderr)
        self.errors.append(words)
        self.note(words)

    def note(self, words: str) -> None:
        """Log words, each line with the time."""
        if self.log is not None:
            now = datetime.now().isoformat(" ", "seconds")
            self.log.write("".join(f"{now} {line}\n" for line in words.splitlines() if line))
            self.log.flush()

    def end(self, code: int, started: float) -> None:
        """Say in one line of JSON what came of the command: the last of what is printed quietly, and of the log."""
        line = {
            "exit_code": code,
            "meaning": "built" if code == DONE else MEANINGS.get(code, MEANINGS[FAILED]),
            "seconds": round(time.monotonic() - started, 2),
            "ended": datetime.now().astimezone().isoformat(timespec="seconds"),
            "built": self.built,
            "skipped": self.skipped,
            "failed": self.failed,
            "errors": self.errors,
        }
        written = json.dumps(line)
        if self.quiet:
            print(written, flush=True)
        if self.log is not None:
            self.log.write(f"{written}\n")
            self.log.flush()


@contextmanager
def telling_to(quiet: bool, log: str) -> Iterator[Telling]:
    """Tell while the block runs, and end with the last line, however the block ends.

    Args:
        log: the file to add to, empty when there is none; it and its folder are made if need be.

    Raises:
        PanelpackError: the log cannot be written to.
    """
    started = time.monotonic()
    telling = Telling(quiet, _opened(log) if log else None)
    code = DONE
    try:
        yield telling
    except BaseException as error:
        code = _code_of(error)
        if code is None:
            code = FAILED
            telling.errors.append(f"{type(error).__name__}: {error}")
            telling.note(traceback.format_exc())
        raise
    finally:
        telling.end(code, started)
        if telling.log is not None:
            telling.log.close()


def _opened(log: str) -> TextIO:
    path = Path(log)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a", encoding="utf-8", newline="\n")
    except OSError as error:
        said = f"cannot write the log {log}: {error.strerror or error}"
        raise PanelpackError(f"{said}\nname another file with --log, or close the program that holds it") from error


def _code_of(error: BaseException) -> Any:
    """The exit code that an exception carries: one of a command line, or of Python; None when it is none of these."""
    return getattr(error, "exit_code", getattr(error, "code", None))
