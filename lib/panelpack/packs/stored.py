"""Packs in a store: brought from there before a build, and put there afterwards, the old one in place until the end."""

import shutil
import uuid
from pathlib import Path

from panelpack.gate.pack_files import EDITIONS, files_of
from panelpack.packs.manifest import NAME as MANIFEST
from panelpack.packs.publish import staging
from panelpack.project.files import make_readable, write_whole
from panelpack.project.stores import Store

ABOVE = "index.html"


def bring(store: Store, council: str, years: set[str], rendered: Path) -> None:
    """Lay out a council's packs as builds look at them: whole those to be built, of all others the names of pages.

    Args:
        store: where packs stand.
        years: the years whose packs are to be built.
    """
    for name in store.names(council):
        year, _, rest = name.removeprefix(f"{council}/").partition("/")
        target = rendered / name
        if year.startswith(".") or not rest:
            continue
        if rest.startswith(f"{EDITIONS}/"):
            # Of an edition it matters only that it is there
            (rendered / council / year / EDITIONS / rest.split("/")[1]).mkdir(parents=True, exist_ok=True)
        elif year in years:
            store.fetch(name, target)
        elif "/" not in rest and target.suffix == ".html":
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch()


def put_pack(folder: Path, store: Store, place: str) -> None:
    """Put a finished pack in place of the old one; editions that were released from it stay.

    In a folder, a reader sees the old pack or the new one. In a store such as S3, which cannot rename, all files are
    first brought beside the old ones and then copied over them, the record of the build last: until then the record
    there does not hold the digests of what is there, by which a pack in between is told.

    Args:
        place: its path in the store, `COUNCIL/YEAR`.
    """
    names = [path.relative_to(folder).as_posix() for path in files_of(folder)]
    if store.folder is not None:
        with staging(store.folder / place) as beside:
            for name in names:
                (beside / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / name, beside / name)
        return
    council, _, year = place.rpartition("/")
    store.remove([name for name in store.names(council) if name.startswith(f"{council}/.{year}.")])
    beside_of = {name: f"{council}/.{year}.{uuid.uuid4().hex}.new/{name}" for name in names}
    for name, at in beside_of.items():
        store.put(folder / name, at)
    for name in sorted(names, key=lambda item: (item == MANIFEST, item)):
        store.copy(beside_of[name], f"{place}/{name}")
    new = {f"{place}/{name}" for name in names}
    gone = [name for name in store.names(place) if name not in new and not name.startswith(f"{place}/{EDITIONS}/")]
    store.remove([*gone, *beside_of.values()])


def put_file(source: Path, store: Store, path: str, readable: bool = True) -> None:
    """Put a text file in place of the old one.

    Args:
        readable: whether everybody may read it.
    """
    if store.folder is None:
        store.put(source, path)
        return
    write_whole(store.folder / path, source.read_text(encoding="utf-8"))
    if readable:
        make_readable(store.folder / path)
