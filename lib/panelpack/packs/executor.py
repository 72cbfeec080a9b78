"""Making several things at a time: in forked children where there are such, else in threads, each with a kernel."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from threading import Lock
from typing import TypeVar

from panelpack.packs.notebooks import WARM
from panelpack.packs.processes import refuse_when_stopped, stop
from panelpack.project.children import Outcome, Say, in_children
from panelpack.project.errors import InputError, PanelpackError, SeveralError

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[T, Say], R]


def side_by_side(
    work: Work[T, R], items: Sequence[T], workers: int, engine: str, say: Say = lambda _: None
) -> Iterator[Outcome[T, R]]:
    """What comes of each item as soon as it is there, some at a time. One that fails stops no other.

    Args:
        work: makes something of an item; it is also given a function by which to tell words.
        workers: how many at a time.
        engine: how notebooks are run: children are forked for the warm engine only.
        say: told what was told, a call at a time.
    """
    if engine == WARM:
        return in_children(work, items, workers, say, while_waiting=refuse_when_stopped)
    return _in_threads(work, items, workers, say)


def in_turn(work: Work[T, R], items: Sequence[T], say: Say = lambda _: None) -> Iterator[Outcome[T, R]]:
    """What comes of each item, one after another in this process, which saves a fork for each."""
    for item in items:
        refuse_when_stopped()
        try:
            yield Outcome(item, work(item, say))
        except Exception as error:  # noqa: BLE001 whoever asked for them sees it
            yield Outcome(item, failed=error)


def _in_threads(work: Work[T, R], items: Sequence[T], workers: int, say: Say) -> Iterator[Outcome[T, R]]:
    one_at_a_time = Lock()

    def tell(words: str) -> None:
        with one_at_a_time:
            say(words)

    with ThreadPoolExecutor(max_workers=max(1, min(len(items), workers))) as pool:
        items_of = {pool.submit(work, item, tell): item for item in items}
        try:
            for done in as_completed(items_of):
                yield _outcome(items_of[done], done)
        except BaseException:
            stop()
            raise
        finally:
            for waiting in items_of:
                waiting.cancel()


def _outcome(item: T, done: "Future[R]") -> Outcome[T, R]:
    error = done.exception()
    if error is None:
        return Outcome(item, done.result())
    if isinstance(error, Exception):
        return Outcome(item, failed=error)
    raise error


def raise_together(failed: Sequence[Exception]) -> None:
    """Raise what made several things fail as one error, if anything did.

    Raises:
        InputError: faults in inputs, all of them. SeveralError: what else can be mended. Exception: the first of any
            other kind.
    """
    foreseen = [error for error in failed if isinstance(error, PanelpackError)]
    for error in failed:
        if not isinstance(error, PanelpackError):
            raise error
    if len(foreseen) == 1:
        raise foreseen[0]
    inputs = [error for error in foreseen if type(error) is InputError]
    others = [error for error in foreseen if type(error) is not InputError]
    faults = InputError(problem for error in inputs for problem in error.problems)
    if others:
        raise SeveralError([*others, faults] if inputs else others)
    if inputs:
        raise faults
