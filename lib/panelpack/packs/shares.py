"""A share of a plan: packs of one council that are built one after another, on whatever machine, in a process alone.

That process is started anew, so that the warm engine can fork in it, which no process with threads may do.
"""

import os
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from signal import SIG_DFL, SIGTERM, signal

from panelpack.packs.confined import end_with_parent
from panelpack.packs.freshness import Asked
from panelpack.packs.making import Making
from panelpack.packs.many import Packs, build_each
from panelpack.packs.notebooks import chosen_engine
from panelpack.packs.other_pages import write_years
from panelpack.packs.pack import council_year_of, pack_folder
from panelpack.packs.plan import PackPlan
from panelpack.packs.processes import LONGEST_SECONDS, ended
from panelpack.project.checkout import PUBLIC, Project
from panelpack.project.children import ChildError
from panelpack.project.errors import PanelpackError
from panelpack.project.threads import WITHOUT_THREADS

_SHARE, _DONE = "share.pickle", "done.pickle"
_ENTRY = "from panelpack.packs.shares import main; main()"


@dataclass(frozen=True)
class Share:
    """What is built together.

    Attributes:
        plans: packs of one council, at least one.
        making: how; an engine that is not named is chosen where it is built.
        above: whether the page above the years is written when they are there.
        only_above: whether nothing but that page is.
    """

    plans: tuple[PackPlan, ...]
    asked: Asked
    making: Making
    draft: bool = False
    above: bool = False
    only_above: bool = False

    @property
    def council(self) -> str:
        """The council."""
        return self.plans[0].council


@dataclass
class Done:
    """What came of a share.

    Attributes:
        packs: what came of each pack.
        said: what was said meanwhile.
        fault: why the page above the years could not be written, if it could not.
    """

    packs: Packs = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    fault: PanelpackError | None = None

    @property
    def new(self) -> list[PackPlan]:
        """The packs that are other than they were."""
        return [item.item for item in self.packs if item.failed is None and not item.result().was_fresh]


def shares(plans: Sequence[PackPlan], asked: Asked, making: Making, draft: bool, at_once: int) -> Iterator[Share]:
    """A plan in shares: a council's packs stay together as far as all who build get several shares to do.

    Args:
        at_once: how many shares are built at a time.
    """
    most = max(1, -(-len(plans) // (_EACH * max(1, at_once))))
    for council in dict.fromkeys(item.council for item in plans):
        own = [item for item in plans if item.council == council]
        for start in range(0, len(own), most):
            part = tuple(own[start : start + most])
            yield Share(part, asked, making, draft, above=len(part) == len(own))


_EACH = 2
"""How many shares whoever builds gets at least: fewer cost less to begin, more end nearer to one another."""


def build_alone(share: Share, root: Path, work: Path) -> Done:
    """Build a share in a new process, which ends with this one.

    Args:
        root: the project, of which the packs are put into `rendered/`.
        work: a private folder for the process.

    Raises:
        ChildError: the process ended without an answer, or took longer than it may.
    """
    (work / _SHARE).write_bytes(pickle.dumps((share, root)))
    given = {name: value for name, value in os.environ.items() if name != "PANELPACK_HOME"}
    environment = WITHOUT_THREADS | given | {"PANELPACK_AUDIENCE": PUBLIC}
    longest_seconds = LONGEST_SECONDS * (1 + sum(len(item.reports) for item in share.plans))
    status, said = ended([sys.executable, "-c", _ENTRY, str(work)], environment, longest_seconds)
    if status or not (work / _DONE).exists():
        raise ChildError(f"the process that built {share.council} ended with status {status}\n{said}".rstrip())
    done: Done = pickle.loads((work / _DONE).read_bytes())
    return done


def main() -> None:
    """In that process: build what the folder named on the command line says, and leave there what came of it."""
    end_with_parent()
    signal(SIGTERM, SIG_DFL)
    work = Path(sys.argv[1])
    share, root = pickle.loads((work / _SHARE).read_bytes())
    done = _built(Project(root), share)
    beside = work / f"{_DONE}.new"
    beside.write_bytes(pickle.dumps(done))
    beside.rename(work / _DONE)


def _built(project: Project, share: Share) -> Done:
    done = Done()
    if not share.only_above:
        making = replace(share.making, engine=chosen_engine(share.making.engine))
        done.packs += build_each(project, share.plans, share.asked, done.said.append, share.draft, making)
    if share.only_above or (share.above and done.new):
        last = (done.new or share.plans)[-1]
        try:
            write_years(pack_folder(project, last).parent, council_year_of(project, last))
        except PanelpackError as error:
            done.fault = error
    return done
