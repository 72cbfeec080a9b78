"""Files that are whole or not there: written beside the old one, then put in its place; and the digest of a file."""

import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from hashlib import file_digest
from pathlib import Path

from panelpack.project.file_names import refuse_name
from panelpack.project.held import patiently


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside a file, to write to: it takes the file's place when the block ends well, else it goes.

    A reader sees the old file or the new one, never a part. What a killed run left beside the file is cleared. Where
    another program holds the file, as Excel does on Windows, it is waited for.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "figures.csv"
    ...     with replacing(path) as beside:
    ...         _ = beside.write_text("measure,value")
    ...         assert not path.exists()
    ...     path.read_text()
    'measure,value'

    Raises:
        HeldError: another program holds the file and does not let go.
        InputError: no file can have this name on Windows.
    """
    refuse_name(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear(path)
    beside = path.with_name(f".{path.stem}.{os.getpid()}-{threading.get_ident()}.new{path.suffix}")
    try:
        yield beside
        patiently(lambda: os.replace(beside, path), path)
    finally:
        _remove(beside)


def _clear(path: Path) -> None:
    """Remove what runs that no longer live left beside a file."""
    for left in path.parent.glob(f".{path.stem}.*.new{path.suffix}"):
        process = left.name.removeprefix(f".{path.stem}.").partition("-")[0]
        if process.isdigit() and not is_running(int(process)):
            _remove(left)


def _remove(left: Path) -> None:
    """Remove what is of no use; where a virus scanner or the like holds it, the next run does so."""
    with suppress(PermissionError):
        left.unlink(missing_ok=True)


def is_running(process: int) -> bool:
    """Whether a process of this number runs, also one of another user."""
    if os.name == "nt":  # there a signal would end the process
        import psutil  # only here: elsewhere a command waits for no import

        return bool(psutil.pid_exists(process))
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def write_whole(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a text file whole, lines ended as the text has them on every platform."""
    write_all({path: text}, encoding)


def write_all(texts: Mapping[Path, str], encoding: str = "utf-8") -> None:
    """Write several text files; none takes its place before all are written."""
    with ExitStack() as stack:
        for path, text in texts.items():
            beside = stack.enter_context(replacing(path))
            beside.write_text(text, encoding=encoding, newline="")


def swap(new: Path, target: Path) -> None:
    """Put a finished folder in the place of an older one, or where none is; the old one goes.

    Raises:
        HeldError: another program has something open in one of them. The old folder is where it was.
    """
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    if target.exists():
        patiently(lambda: target.rename(old), target)
    try:
        patiently(lambda: new.rename(target), target)
    except BaseException:
        if old.exists() and not target.exists():
            patiently(lambda: old.rename(target), target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def make_readable(*paths: Path) -> None:
    """Let everybody read files, and folders with what is in them, whatever the umask, as a web server must."""
    for path in [*paths, *(inside for folder in paths for inside in folder.rglob("*"))]:
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def digests(root: Path, paths: list[Path]) -> dict[str, str]:
    """The SHA-256 of files, by their path within a folder, with `/` on every platform."""
    return {path.relative_to(root).as_posix(): digest(path) for path in paths}
