"""Publishing a pack: written beside the old one and swapped at the end, so that a failure leaves the old one whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """A folder beside a pack, to fill: it takes the pack's place when the block ends well, else it goes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    recover(target)
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir()
        yield beside
        if target.exists():
            target.rename(old)
        try:
            beside.rename(target)
        except BaseException:
            if old.exists() and not target.exists():
                old.rename(target)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)


def recover(target: Path) -> None:
    """Put back a pack that a killed run had moved aside, and clear what such runs left."""
    for left in sorted(target.parent.glob(f".{target.name}.*.old")):
        if not target.exists():
            left.rename(target)
        else:
            shutil.rmtree(left, ignore_errors=True)
    for left in target.parent.glob(f".{target.name}.*.new"):
        shutil.rmtree(left, ignore_errors=True)
