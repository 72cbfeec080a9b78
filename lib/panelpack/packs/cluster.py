"""Builds on a Dask cluster: the same plan in shares, each built by a worker that brings its inputs and puts its packs.

Nothing of Dask is imported before a build asks for it, so that one machine alone needs none.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from panelpack.packs.freshness import Asked
from panelpack.packs.inputs import Inputs
from panelpack.packs.making import Making, Progress
from panelpack.packs.many import Packs
from panelpack.packs.plan import PackPlan
from panelpack.packs.shares import Done, Share, shares
from panelpack.packs.worker import Task, about_this_machine, differences, work_on
from panelpack.project.checkout import PUBLIC, Project, audience
from panelpack.project.children import Outcome
from panelpack.project.errors import PanelpackError
from panelpack.project.stores import Store, of_the_extra

PREFIX = "dask://"
_PATIENCE_SECONDS = 20
_SAME = "install the same there and start the workers again"


@dataclass(frozen=True)
class Cluster:
    """Where a plan is built.

    Attributes:
        executor: `dask://HOST:PORT`, the address of the scheduler.
        project_at: the address of the project, at which every worker reads it.
        to: the address of the folder of packs.
        retries: how often a share is tried again that failed, but for what inputs are to blame for.
    """

    executor: str
    project_at: str
    to: str
    retries: int = 2

    @property
    def scheduler(self) -> str:
        """The scheduler's address, as Dask takes it: tcp, or tls where Dask is set to it.

        Raises:
            PanelpackError: the executor is no address of a scheduler.
        """
        place = self.executor.removeprefix(PREFIX)
        if not self.executor.startswith(PREFIX) or not place.rpartition(":")[2].isdecimal():
            raise PanelpackError(
                f"{self.executor!r} is no executor: give {PREFIX}HOST:PORT, such as {PREFIX}sched:8786"
            )
        return place


def build_on_cluster(
    project: Project,
    plans: Sequence[PackPlan],
    asked: Asked,
    progress: Progress,
    draft: bool,
    making: Making,
    cluster: Cluster,
) -> Packs:
    """What came of each pack, as `build_packs` tells it; a pack's index is its path among the packs.

    Args:
        progress: told what was said of each share when it is done, so that nothing is told twice.

    Raises:
        PanelpackError: a council has records of children, an unsuppressed copy was asked for, or no scheduler or worker
            answers.
    """
    if audience() != PUBLIC:
        raise PanelpackError("an unsuppressed copy never leaves this machine: build it without --executor")
    inputs = Inputs(project)
    inputs_of = {council: inputs.of(council) for council in dict.fromkeys(item.council for item in plans)}
    with _client(cluster) as client:
        at_once = _threads(client)
        about = about_this_machine()

        def done_of(wanted: Sequence[Share]) -> Iterator[tuple[Share, Done]]:
            tasks = [Task(item, inputs_of[item.council], about, cluster.project_at, cluster.to) for item in wanted]
            for task, done in _done(client, tasks, cluster):
                for words in done.said:
                    progress(words)
                yield task.share, done

        # The page for officers is for nobody else: it is not sent anywhere
        packs_alone = replace(asked, officers=False)
        return _packs(done_of, plans, list(shares(plans, packs_alone, making, draft, at_once)))


def _packs(done_of: Any, plans: Sequence[PackPlan], wanted: Sequence[Share]) -> Packs:
    """What came of packs, in the order of the plan; the page above a council's years is written when all are there."""
    found: dict[PackPlan, Outcome[PackPlan, Any]] = {}
    faults: list[PanelpackError] = []
    apart: dict[str, Share] = {}
    for share, done in done_of(wanted):
        found |= {outcome.item: outcome for outcome in done.packs}
        faults += [done.fault] if done.fault else []
        if not share.above and done.new:
            apart[share.council] = replace(share, plans=tuple(done.new), only_above=True)
    for _, done in done_of(list(apart.values())):
        faults += [outcome.failed for outcome in done.packs if isinstance(outcome.failed, PanelpackError)]
        faults += [done.fault] if done.fault else []
    if faults:
        raise faults[0]
    return [found[item] for item in plans]


@contextmanager
def _client(cluster: Cluster) -> Iterator[Any]:
    """A connection to the scheduler, whose workers have the same panelpack."""
    distributed = of_the_extra("distributed")
    Store(cluster.to).check()
    try:
        client = distributed.Client(cluster.scheduler, timeout=_PATIENCE_SECONDS, set_as_default=False)
    except OSError as error:
        start = f"start one there: dask scheduler --port {cluster.scheduler.rpartition(':')[2]}"
        raise PanelpackError(f"no Dask scheduler answers at {cluster.executor}: {start}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE_SECONDS)
        except TimeoutError as error:
            start = f"start some: dask worker {cluster.scheduler}"
            raise PanelpackError(f"the scheduler at {cluster.executor} has no workers: {start}") from error
        _refuse_others(client)
        yield client


def _refuse_others(client: Any) -> None:
    """Refuse workers whose pages could be other than this machine's, before any has work."""
    here = about_this_machine()
    wrong = []
    for address, there in client.run(about_this_machine, on_error="return").items():
        if isinstance(there, OSError):
            continue  # it went meanwhile
        other = f"no panelpack that answers: {there}" if isinstance(there, Exception) else differences(here, there)
        wrong += [f"the worker {address} has {other}"] if other else []
    if wrong:
        raise PanelpackError("\n".join([*wrong, _SAME]))


def _threads(client: Any) -> int:
    return sum(client.nthreads().values())


def _done(client: Any, tasks: Sequence[Task], cluster: Cluster) -> Iterator[tuple[Task, Done]]:
    """What came of tasks, each once, as they end. Dask gives those of a worker that is gone to another."""
    distributed = of_the_extra("distributed")
    task_of = {client.submit(work_on, task, retries=cluster.retries, pure=False): task for task in tasks}
    try:
        for future in distributed.as_completed(list(task_of), loop=client.loop, raise_errors=False):
            task = task_of[future]
            yield task, future.result() if future.status == "finished" else _failed(task, future, distributed)
            future.release()
    finally:
        client.cancel(list(task_of))


def _failed(task: Task, future: Any, distributed: Any) -> Done:
    """Each pack of a share failed, and why."""
    why: BaseException = future.exception() if future.status == "error" else ConnectionError("the scheduler is gone")
    if isinstance(why, distributed.KilledWorker):
        words = "workers ended one after another while they built it; they may have too little memory"
    else:
        words = str(why) if isinstance(why, PanelpackError) else f"{type(why).__name__}: {why}"
    return Done([Outcome(item, failed=PanelpackError(words)) for item in task.share.plans])
