"""Publishing a pack: written beside the old one and swapped at the end, so that a failure leaves the old one whole."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from panelpack.gate.pack_files import EDITIONS
from panelpack.project.files import make_readable, swap
from panelpack.project.held import patiently
from panelpack.project.locks import locked


@contextmanager
def staging(
    target: Path, say: Callable[[str], None] = lambda _: None, while_waiting: Callable[[], None] = lambda: None
) -> Iterator[Path]:
    """A folder beside a pack, to fill: it takes the pack's place when the block ends well, else it goes.

    One process at a time may do so. The editions that were released from the pack go with it as they are.

    Args:
        say: told who else builds the pack, when there is somebody to wait for.
        while_waiting: called now and then meanwhile; what it raises ends the waiting.

    Raises:
        LockedError: another process builds the pack and does not end.
        HeldError: another program has a file of the pack open and does not let go.
    """
    with locked(lock_of(target), f"building {target}", say, while_waiting=while_waiting):
        target.parent.mkdir(parents=True, exist_ok=True)
        _let_pass(target.parent)
        recover(target)
        beside = target.with_name(f".{target.name}.{os.getpid()}.new")
        try:
            beside.mkdir()
            yield beside
            if (target / EDITIONS).exists():
                shutil.copytree(target / EDITIONS, beside / EDITIONS, copy_function=_linked)
            make_readable(beside)
            swap(beside, target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _let_pass(folder: Path) -> None:
    """Let everybody into the folder of a council's packs and the one above, which a build may have made."""
    for place in (folder, folder.parent):
        with suppress(PermissionError):
            place.chmod(place.stat().st_mode | 0o555)


def lock_of(target: Path) -> Path:
    """The lock of a pack, or of a council's releases: who holds it may put another in its place.

    It stands in a folder of its own, two above: what is beside the packs is read by others.
    """
    return target.parent.parent / ".locks" / f"{target.parent.name}-{target.name}.lock"


def _linked(source: str, target: str) -> None:
    """A file under a second name, which takes no room; copied where the file system has no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def recover(target: Path) -> None:
    """Put back a pack that a killed run had moved aside, and clear what such runs left. The pack's lock must be held.

    Whoever holds the lock is alone, so that nothing of this is of a build that still runs.
    """
    for left in sorted(target.parent.glob(f".{target.name}.*.old")):
        if not target.exists():
            patiently(partial(left.rename, target), target)
        else:
            shutil.rmtree(left, ignore_errors=True)
    for left in target.parent.glob(f".{target.name}.*.new"):
        shutil.rmtree(left, ignore_errors=True)
