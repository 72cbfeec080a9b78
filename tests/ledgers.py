"""Ledgers to test with, chained as a release chains them."""

from collections.abc import Sequence
from pathlib import Path

from panelpack.disclosure.ledger import entered


def write_ledger(path: Path, *editions: Sequence[str], pack_sha256: str = "0" * 64) -> Path:
    """A ledger of some editions, each a list of rows as CSV without the columns of the chain."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for rows in editions:
        path.write_text(entered(path, [row.split(",") for row in rows], pack_sha256), encoding="utf-8")
    return path
