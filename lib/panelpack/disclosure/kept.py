"""What may be shown, kept in private files between two runs: whole and as it was written, or made anew."""

import json
from contextlib import suppress
from pathlib import Path

from panelpack.catalogue.context import Context
from panelpack.disclosure.published import Published, load_published
from panelpack.project.files import digest, replacing, write_whole
from panelpack.project.parameters import DisclosurePolicy


def open_kept(folder: Path, state: str, context: Context, policy: DisclosurePolicy) -> Published | None:
    """What was kept for a state of everything that it is made of; None where nothing was, or not as it was written.

    Args:
        state: a name for that state, from which the files have theirs.
    """
    figures, notes, seal = _files(folder, state)
    try:
        sealed = json.loads(seal.read_text(encoding="utf-8"))
        if sealed == {"figures": digest(figures), "notes": digest(notes)}:
            return load_published(figures, notes, context, policy)
    except (OSError, ValueError):
        pass
    return None


def keep(published: Published, folder: Path, state: str) -> None:
    """Keep what may be shown, and remove what was kept for other states; on a full or read-only disk, do without."""
    figures, notes, seal = _files(folder, state)
    with suppress(OSError):
        with replacing(notes) as beside:
            published.notes_table().to_parquet(beside)
        with replacing(figures) as beside:
            published.save(beside)
        write_whole(seal, json.dumps({"figures": digest(figures), "notes": digest(notes)}))
        for old in folder.glob("[!.]*"):
            if old not in (figures, notes, seal) and old.suffix in (".parquet", ".json"):
                old.unlink(missing_ok=True)


def _files(folder: Path, state: str) -> tuple[Path, Path, Path]:
    """The figures, the notes, and the digests of both, which are written last."""
    return folder / f"{state}.parquet", folder / f"{state}.notes.parquet", folder / f"{state}.json"
