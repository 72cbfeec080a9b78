"""Making several things at a time, and ending early together: reports of a pack, and packs."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def _nothing() -> None:
    """What is done when one fails, unless something else is asked for."""


def side_by_side(
    make: Callable[[T], R], items: Sequence[T], workers: int, when_one_fails: Callable[[], None] = _nothing
) -> Iterator[R]:
    """What is made of each item, in their order, some at a time; when one fails, those that wait are not begun.

    Args:
        when_one_fails: called before those that run are waited for, so that it can end them.

    >>> list(side_by_side(str.upper, ["a", "b", "c"], workers=2))
    ['A', 'B', 'C']
    """
    with ThreadPoolExecutor(max_workers=max(1, min(len(items), workers))) as pool:
        waiting = [pool.submit(make, item) for item in items]
        try:
            yield from (item.result() for item in waiting)
        except BaseException:
            when_one_fails()
            raise
        finally:
            for item in waiting:
                item.cancel()
