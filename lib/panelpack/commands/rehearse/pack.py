"""A pack built in a private copy, beside the last edition or the last pack of the checkout."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from panelpack.commands.private_copy import copy_packs
from panelpack.commands.rehearse.numbers import Changed, changed, numbers_of
from panelpack.disclosure.prepare import prepared
from panelpack.packs.editions import editions_in
from panelpack.packs.executor import raise_together
from panelpack.packs.freshness import Asked, freshness_of
from panelpack.packs.making import Making, Progress
from panelpack.packs.many import build_packs
from panelpack.packs.pack import pack_folder
from panelpack.packs.plan import plan
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem

HOME = "PANELPACK_HOME"
"""The variable that names the project."""


@dataclass(frozen=True)
class Compared:
    """What a pack would say otherwise.

    Attributes:
        against: the edition or pack that it is compared with.
        notes: what a reader of the list should know.
    """

    against: str
    changed: tuple[Changed, ...]
    notes: tuple[str, ...] = ()


def compared(
    project: Project, private: Project, council: str, year: str, making: Making, progress: Progress
) -> Compared:
    """Build a year's pack in a private copy, and hold its numbers beside those of the last edition, or the last pack.

    Raises:
        InputError: there is neither.
        PanelpackError: the pack cannot be built with these files.
    """
    (wanted,) = plan(private, council, year)
    target = pack_folder(project, wanted)
    last = last_of(target, council, year)
    copy_packs(project, private, council, year)
    with _at_home(private):
        built = build_packs(private, [wanted], Asked(), progress, True, making)
    raise_together([item.failed for item in built if item.failed is not None])
    published = prepared(project, council)
    before, unknown = numbers_of(last, published.figures)
    new = prepared(private, council)
    now, _ = numbers_of(pack_folder(private, wanted), new.figures)
    notes = []
    if unknown:
        notes.append(f"{unknown} numbers of it stand for figures that the project no longer has, and are not compared")
    why = "" if last != target else freshness_of(project, wanted, published, Asked(), target).pack
    if why:
        notes.append(f"that pack is not as its sources say ({why}): what comes of that is among these")
    against = last.relative_to(project.root).as_posix()
    return Compared(against, tuple(changed(before, now, new.context.areas)), tuple(notes))


@contextmanager
def _at_home(private: Project) -> Iterator[None]:
    """While the block runs, what looks for the project finds a private copy, also where the user named another."""
    before = os.environ.get(HOME)
    os.environ[HOME] = str(private.root)
    try:
        yield
    finally:
        if before is None:
            del os.environ[HOME]
        else:
            os.environ[HOME] = before


def last_of(target: Path, council: str, year: str) -> Path:
    """What a new pack is compared with: the last edition of a pack, or the pack where nothing was released.

    Raises:
        InputError: there is neither.
    """
    editions = editions_in(target)
    if not editions and not (target / "index.html").exists():
        todo = f"panelpack build --council {council} --year {year}, then rehearse again"
        raise InputError([Problem(f"there is no pack and no edition of {council} {year} to compare with", todo=todo)])
    return editions[-1] if editions else target
