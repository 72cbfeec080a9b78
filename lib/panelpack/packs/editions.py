"""Editions: what was released from a pack, each kept whole in a folder within that of the pack, as it is."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from panelpack.disclosure.ledger import released
from panelpack.gate.pack_files import EDITIONS, above
from panelpack.packs.manifest import NAME as MANIFEST
from panelpack.page.html_words import html_of
from panelpack.page.parts import Words
from panelpack.page.words import day, say
from panelpack.project.errors import PanelpackError
from panelpack.project.files import make_readable
from panelpack.project.held import HeldError, patiently
from panelpack.project.standing import DRAFT

_LINK_ABOVE = re.compile(r"(<a\b[^>]*?\bhref=[\"']?)\.\./")


def edition_name(year: str, number: int) -> str:
    """What an edition of a year is called.

    >>> edition_name("2022-23", 1)
    '2022-23 edition 1'
    """
    return f"{year} edition {number}"


def edition_folder(pack: Path, name: str) -> Path:
    """Where an edition of a pack is kept."""
    return pack / EDITIONS / name.rpartition(" ")[2]


def editions_in(pack: Path) -> list[Path]:
    """The folders of the editions that are kept of a pack, oldest first."""
    return sorted(
        (path for path in (pack / EDITIONS).glob("*") if path.name.isdecimal()), key=lambda path: int(path.name)
    )


def stamped(page: bytes, name: str, signed_off_by: str, signed_off_date: date, folder: Path) -> bytes:
    """A page of a draft as that of an edition: it says so, and its links lead out of the folder of the edition.

    Raises:
        PanelpackError: the page does not say that it is a draft.
    """
    stamp = html_of(_stamp(name, signed_off_by, signed_off_date))
    words = page.decode("utf-8")
    if DRAFT not in words:
        raise PanelpackError("a page does not say that it is a draft, so it cannot be stamped: build the pack anew")
    return _LINK_ABOVE.sub(rf"\g<1>{above(folder)}", words.replace(DRAFT, stamp)).encode("utf-8")


def stamp_of(name: str, signed_off_by: str, signed_off_date: date) -> str:
    """What the other forms of an edition say of it, as its pages do."""
    return _stamp(name, signed_off_by, signed_off_date).plain


def _stamp(name: str, signed_off_by: str, signed_off_date: date) -> Words:
    return say("{}, signed off by {} on {}.", name[:1].upper() + name[1:], signed_off_by, day(signed_off_date))


@contextmanager
def beside(folder: Path, files: Mapping[str, bytes], ledger: Path) -> Iterator[Path]:
    """A folder beside that of an edition, with its files; however the block ends, the ledger decides what it becomes.

    Raises:
        PanelpackError: the edition was released and its folder cannot be put in place.
    """
    left = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    try:
        for name, content in files.items():
            (left / name).parent.mkdir(parents=True, exist_ok=True)
            (left / name).write_bytes(content)
        make_readable(left.parent)
        yield left
    finally:
        finish_releases(folder.parent.parent, ledger)


def finish_releases(pack: Path, ledger: Path) -> None:
    """Bring to an end what a release began, also one that was killed. The lock of the pack must be held.

    An edition that the ledger holds is put in place; one that it does not hold was never released, and goes.

    Raises:
        PanelpackError: an edition cannot be put in place.
    """
    if not (pack / EDITIONS).is_dir():
        return
    entered = {item.pack_sha256 for item in released(ledger)}
    for left in sorted((pack / EDITIONS).glob(".*.new")):
        record = left / MANIFEST
        target = left.with_name(left.name.split(".")[1])
        if record.is_file() and sha256(record.read_bytes()).hexdigest() in entered and not target.exists():
            try:
                patiently(partial(left.rename, target), target)
            except (OSError, HeldError) as error:
                why = error.strerror if isinstance(error, OSError) else error
                said = f"{left} cannot be put in place as {target.name}: {why}"
                raise PanelpackError(f"{said}\nit is released, and the next command does it") from error
        else:
            shutil.rmtree(left, ignore_errors=True)
    with suppress(OSError):
        (pack / EDITIONS).rmdir()
