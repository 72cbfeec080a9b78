"""The inputs of packs as they go to another machine: which files, their digests, and how they are laid out there."""

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from panelpack.facts.records import files_of_returns
from panelpack.packs.git import RETURNS
from panelpack.project.checkout import Project
from panelpack.project.errors import PanelpackError
from panelpack.project.files import digest, replacing
from panelpack.project.stores import Store

_FOLDERS = ("parameters", "data", "notebooks")
_FILES = ("requirements.lock",)
_OF_A_COUNCIL = ("parameters/commentary", "data/figures")
_LEDGERS = "data/published"


class Inputs:
    """Every file of a project that packs are made of, with its digest; records of children are never among them."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._digests = {name: digest(project.root / name) for name in _names(project.root)}

    def of(self, council: str) -> dict[str, str]:
        """The digests of the files that a council's packs may be made of, by path: nothing that is another council's.

        Raises:
            PanelpackError: there are returns of the council.
        """
        refuse_returns(self._project, council)
        return {name: known for name, known in self._digests.items() if _may_need(name, council)}


def refuse_returns(project: Project, council: str) -> None:
    """Refuse a council with returns: its figures are counted from records of children, which stay where they are.

    Raises:
        PanelpackError: there are some.
    """
    if project.council(council).invented or files_of_returns(project.returns_of(council)):
        raise PanelpackError(
            f"{council} is made of {RETURNS}/{council}, and what lies there, records of children, is never sent to "
            "other machines: build it here, without --executor"
        )


def _names(root: Path) -> Iterator[str]:
    for name in _FOLDERS:
        for folder, inside, files in os.walk(root / name, followlinks=True):
            there = Path(folder).relative_to(root).as_posix()
            inside[:] = sorted(item for item in inside if is_input(f"{there}/{item}/"))
            yield from (f"{there}/{item}" for item in sorted(files) if is_input(f"{there}/{item}"))
    yield from (name for name in _FILES if (root / name).is_file())


def is_input(path: str) -> bool:
    """Whether a path in a project is of a file that packs may be made of, or with `/` at its end of such a folder.

    >>> is_input("data/returns/kent/2022-23/children.csv"), is_input("data/sources.yaml"), is_input("rendered/a.html")
    (False, True, False)
    """
    parts = path.rstrip("/").split("/")
    is_named = path in _FILES or parts[0] in _FOLDERS
    is_hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
    return is_named and not is_hidden and not f"{path}/".startswith(f"{RETURNS}/")


def _may_need(path: str, council: str) -> bool:
    above, _, name = path.rpartition("/")
    if above == _LEDGERS:
        return name == f"{council}.csv"
    own = next((folder for folder in _OF_A_COUNCIL if path.startswith(f"{folder}/")), None)
    is_another = own is not None and "/" in path.removeprefix(f"{own}/")
    return not is_another or path.startswith(f"{own}/{council}/")


def fetch_project(store: Store, root: Path) -> Project:
    """A copy of a project's inputs, without records, in a folder of this machine.

    Raises:
        PanelpackError: there is no project.
    """
    store.check()
    names = [name for folder in (*_FOLDERS, *_FILES) for name in store.names(folder) if is_input(name)]
    for name in names:
        store.fetch(name, root / name)
    if not ((root / "parameters").is_dir() and (root / "data").is_dir()):
        raise PanelpackError(f"no panelpack project at {store.address}: it has no parameters/ and data/")
    return Project(root)


def lay_out(store: Store, wanted: Mapping[str, str], kept: Path, root: Path) -> None:
    """Lay out the inputs of a project as they were when a build began. A file is fetched once, whoever needs it next.

    Args:
        wanted: digests by path in the project.
        kept: a private folder where files are kept by their digest.
        root: where they are laid out.

    Raises:
        PanelpackError: a file is not there, or has changed.
    """
    kept.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, known in wanted.items():
        if not (kept / known).exists():
            _fetch(store, name, known, kept)
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(kept / known, root / name)
        except OSError:  # a file system without second names
            (root / name).write_bytes((kept / known).read_bytes())


def _fetch(store: Store, name: str, known: str, kept: Path) -> None:
    todo = "give the address of a folder or store that every worker reaches with --project-at"
    try:
        content = store.read(name)
    except FileNotFoundError:
        raise PanelpackError(f"{store.address}/{name} is not there for this worker: {todo}") from None
    if sha256(content).hexdigest() != known:
        raise PanelpackError(f"{store.address}/{name} is not as it was when the build began: build again")
    with replacing(kept / known) as beside:
        beside.write_bytes(content)
        beside.chmod(0o400)
