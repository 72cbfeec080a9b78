"""What a worker of a cluster does: bring the inputs of a share, have it built in a process alone, put its packs."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from platform import python_version_tuple

from panelpack.packs.freshness import kept_in
from panelpack.packs.inputs import lay_out
from panelpack.packs.manifest import code_digests, versions
from panelpack.packs.shares import Done, Share, build_alone
from panelpack.packs.stored import ABOVE, bring, put_file, put_pack
from panelpack.project.checkout import Project
from panelpack.project.children import Outcome
from panelpack.project.errors import InputError, PanelpackError, some
from panelpack.project.stores import Store, of_the_extra


@dataclass(frozen=True)
class Task:
    """A share with all that a worker needs to know.

    Attributes:
        inputs: the digests of the inputs, by path in the project.
        about: panelpack and libraries where the build began, as `about_this_machine` tells them.
        project_at: the address of the project.
        to: the address of the folder of packs.
    """

    share: Share
    inputs: Mapping[str, str]
    about: Mapping[str, str]
    project_at: str
    to: str


def about_this_machine() -> dict[str, str]:
    """What decides the bytes of a page beside the inputs: panelpack's own files, Python and the libraries it names."""
    code = sha256("\n".join(f"{name} {known}" for name, known in code_digests().items()).encode()).hexdigest()
    return {**versions(), "python": ".".join(python_version_tuple()[:2]), "panelpack": code[:12]}


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What a worker has in another version, in words; empty when nothing."""
    other = sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
    return some([f"{name} {there.get(name, 'none')} in place of {here.get(name, 'none')}" for name in other])


def work_on(task: Task) -> Done:
    """Build a share on this worker. It may be done again, here or elsewhere: the same packs come of it.

    Raises:
        PanelpackError: this worker's panelpack or libraries are others.
        ChildError, OSError: something failed that may go well when it is tried again.
    """
    if other := differences(task.about, about_this_machine()):
        raise PanelpackError(f"a worker has {other}: install the same there and start it again")
    project_at, to = Store(task.project_at), Store(task.to)
    with _place() as (kept, work):
        project = Project(work / "project")
        try:
            lay_out(project_at, task.inputs, kept, project.root)
        except PanelpackError as error:
            return Done([Outcome(item, failed=error) for item in task.share.plans])
        share = task.share
        bring(to, share.council, {item.year for item in share.plans if not share.only_above}, project.rendered)
        _bring_freshness(project, share, project_at)
        done = build_alone(share, project.root, work)
        _put(project, done, project_at, to)
        above = project.rendered / share.council / ABOVE
        if above.exists():
            put_file(above, to, f"{share.council}/{ABOVE}")
        done.packs = [_as_seen_there(outcome, project, project_at) for outcome in done.packs]
        return done


@contextmanager
def _place() -> Iterator[tuple[Path, Path]]:
    """Where files are kept by their digest, and a folder for this share alone: both go with the worker."""
    place = Path(of_the_extra("distributed").get_worker().local_directory) / "panelpack"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    work = Path(tempfile.mkdtemp(prefix="share-", dir=place))
    try:
        yield place / "inputs", work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _bring_freshness(project: Project, share: Share, store: Store) -> None:
    for item in share.plans:
        path = kept_in(project, item)
        with suppress(FileNotFoundError):
            store.fetch(path.relative_to(project.root).as_posix(), path)


def _put(project: Project, done: Done, project_at: Store, to: Store) -> None:
    """Put away the packs that are new, what the next build compares with, and what notebooks that failed have said."""
    for item in done.new:
        put_pack(project.rendered / item.council / item.year, to, f"{item.council}/{item.year}")
    private = [kept_in(project, item) for item in done.new]
    for path in (*private, *(project.cache / "logs").glob("*.log")):
        put_file(path, project_at, path.relative_to(project.root).as_posix(), readable=False)


def _as_seen_there(outcome: Outcome, project: Project, store: Store) -> Outcome:  # type: ignore[type-arg]
    """A failure whose message names files where they stay, and not in the worker's own folder."""
    error = outcome.failed
    if error is None or isinstance(error, InputError):
        return outcome
    return Outcome(outcome.item, failed=PanelpackError(str(error).replace(str(project.root), store.address)))
