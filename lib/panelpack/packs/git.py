"""What git knows of a project: the commit, what is not committed, and a file as it was at a commit."""

import subprocess
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from panelpack.project.errors import InputError, Problem

RETURNS = "data/returns"
"""Where records of children lie, which git never keeps."""


def commit_of(root: Path) -> str:
    """The commit that is checked out; empty where there is none, or no git."""
    return _said(root, "rev-parse", "--verify", "--quiet", "HEAD").decode("ascii", "replace").strip()


def uncommitted(root: Path, paths: Iterable[str]) -> list[str]:
    """Those of some files, by path in the project, that the commit has not as they are now; all of them without git."""
    commit, wanted = commit_of(root), sorted(paths)
    then = digests_at(root, commit, wanted)
    return [path for path in wanted if then.get(path) != sha256((root / path).read_bytes()).hexdigest()]


def tracked_below(root: Path, folder: str) -> list[str]:
    """The files below a folder of the project that git keeps; none without git."""
    return _said(root, "ls-files", "-z", "--", f"{folder}/").decode("utf-8", "replace").split("\0")[:-1]


def refuse_records(root: Path) -> None:
    """Refuse a project whose git keeps records of children.

    Raises:
        InputError: how many files of `data/returns/` it keeps; their names are not repeated.
    """
    kept = tracked_below(root, RETURNS)
    if kept:
        todo = f"git rm -r --cached {RETURNS}, and ask who else has the commits that hold them"
        files = "a file" if len(kept) == 1 else f"{len(kept)} files"
        raise InputError([Problem(f"git keeps {files} of records of children", RETURNS, todo)])


def digests_at(root: Path, commit: str, paths: Iterable[str]) -> Mapping[str, str]:
    """The SHA-256 of files as they were at a commit, by their path in the project; without those that it has not."""
    wanted = list(paths)
    if not commit:
        return {}
    asked = "".join(f"{commit}:./{path}\n" for path in wanted)
    said = _said(root, "cat-file", "--batch", given=asked.encode("utf-8"))
    found: dict[str, str] = {}
    for path in wanted:
        head, _, said = said.partition(b"\n")
        if head.endswith(b" missing") or not head:
            continue
        size = int(head.split()[-1])
        found[path] = sha256(said[:size]).hexdigest()
        said = said[size + 1 :]
    return found


def text_at(root: Path, commit: str, path: str) -> str | None:
    """A text file as it was at a commit; None where it was not there."""
    if not digests_at(root, commit, [path]):
        return None
    return _said(root, "show", f"{commit}:./{path}").decode("utf-8", "replace")


def _said(root: Path, *words: str, given: bytes = b"") -> bytes:
    """What git says; nothing where it is not there, or refuses."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], input=given, capture_output=True, check=False)
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
