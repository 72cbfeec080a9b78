"""Files that are whole or not there: written beside the old one, then put in its place; and the digest of a file."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from hashlib import file_digest
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside a file, to write to: it takes the file's place when the block ends well, else it goes.

    A reader sees the old file or the new one, never a part. What a killed run left beside the file is cleared.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "figures.csv"
    ...     with replacing(path) as beside:
    ...         _ = beside.write_text("measure,value")
    ...         assert not path.exists()
    ...     path.read_text()
    'measure,value'
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear(path)
    beside = path.with_name(f".{path.stem}.{os.getpid()}-{threading.get_ident()}.new{path.suffix}")
    try:
        yield beside
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _clear(path: Path) -> None:
    """Remove what runs that no longer live left beside a file."""
    for left in path.parent.glob(f".{path.stem}.*.new{path.suffix}"):
        process = left.name.removeprefix(f".{path.stem}.").partition("-")[0]
        if process.isdigit() and not is_running(int(process)):
            left.unlink(missing_ok=True)


def is_running(process: int) -> bool:
    """Whether a process of this number runs; yes where that cannot be told."""
    if os.name == "nt":  # there a signal would end the process: what is left is left
        return True
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
