"""Whether the same command would do the same again: known from sizes and times of files, in some milliseconds.

Only the standard library is imported here: to import pandas takes longer than to look at a thousand files. Where a
size or a time differs, nothing is known, and whoever asks must look at what files hold.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

_SOURCES = ("data", "parameters", "notebooks")
_FILES = ("requirements.lock",)
_VARIABLES, _SET_BY_WORDS = "PANELPACK_", "PANELPACK_AUDIENCE"
_NOT_OF_A_PACK = "editions"


def signature_of_sources(root: Path) -> str:
    """A digest of the size and time of every file that packs are made of: of a project, of panelpack, of libraries."""
    found = sha256(sys.version.encode())
    for folder in (*(root / name for name in _SOURCES), Path(__file__).parents[1]):
        for line in _files_in(str(folder)):
            found.update(line.encode())
    for name in _FILES:
        with suppress(OSError):
            found.update(_line(str(root / name), os.stat(root / name)).encode())
    for place in sys.path:
        with suppress(OSError):
            found.update("\0".join(sorted(name for name in os.listdir(place) if name.endswith("-info"))).encode())
    return found.hexdigest()


def signature_of_packs(folders: Sequence[Path]) -> str:
    """A digest of the size and time of every file of some packs; of one that is not there too."""
    found = sha256()
    for folder in folders:
        for line in _files_in(str(folder)):
            found.update(line.encode())
    return found.hexdigest()


def _files_in(folder: str) -> Iterator[str]:
    """A line for each file in a folder and the folders within, in a fixed order."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda item: item.name):
            if entry.name == "__pycache__" or entry.name == _NOT_OF_A_PACK:
                continue
            if entry.is_dir():
                yield from _files_in(entry.path)
            else:
                yield _line(entry.path, entry.stat())


def _line(path: str, state: os.stat_result) -> str:
    return f"{path}\0{state.st_size}\0{state.st_mtime_ns}\0{state.st_ino}\n"


def would_change_nothing(root: Path, words: Sequence[str]) -> dict[str, Any]:
    """What was kept to tell when the same command last left everything as it should be, if nothing changed since.

    Args:
        words: those of the command line.

    Returns:
        Empty, where it is not known.
    """
    try:
        kept = json.loads(_kept_in(root, words).read_text(encoding="utf-8"))
        is_same = kept["sources"] == signature_of_sources(root)
        is_same = is_same and kept["packs"] == signature_of_packs([*map(Path, kept["folders"])])
        return dict(kept["told"]) if is_same else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def remember(root: Path, words: Sequence[str], sources: str, folders: Sequence[Path], told: Mapping[str, Any]) -> None:
    """Keep that everything is as it should be.

    Args:
        words: those of the command line.
        sources: the signature of sources from before anything was read; nothing is kept if it is another now.
        folders: the packs that the command was about.
        told: what to tell next time, as JSON takes it.
    """
    if sources != signature_of_sources(root):
        return
    places = [str(folder) for folder in folders]
    kept = {"sources": sources, "folders": places, "packs": signature_of_packs(folders), "told": dict(told)}
    path = _kept_in(root, words)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.new")
        beside.write_text(json.dumps(kept), encoding="utf-8", newline="")
        os.replace(beside, path)


def _kept_in(root: Path, words: Sequence[str]) -> Path:
    names = {name for name in os.environ if name.startswith(_VARIABLES)} - {_SET_BY_WORDS}
    told = sorted(f"{name}={os.environ[name]}" for name in names)
    name = sha256("\0".join([*words, *told]).encode()).hexdigest()[:20]
    return root / ".cache" / "commands" / f"{name}.json"


def root_of(start: Path) -> Path | None:
    """The project around a folder, as `find_project` finds it when it looks upwards; None when there is none."""
    place = Path(os.environ.get("PANELPACK_HOME") or start).resolve()
    folders = (folder for folder in (place, *place.parents) if (folder / "parameters").is_dir())
    return next((folder for folder in folders if (folder / "data").is_dir()), None)
