"""Which figures are asked for, so that a report is made anew when one of them changed, and not when others did.

A read is named by measure and area. In place of an area it can name all of one kind that a measure has, `STATED` or
`OFFICIAL`; without a measure it is a whole area, and without both all figures.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from hashlib import sha256
from typing import Any, ParamSpec, TypeVar

import pandas as pd

P = ParamSpec("P")
R = TypeVar("R")

Read = tuple[str, str]
STATED, OFFICIAL = "@stated", "@official"

_ASKED: list[set[Read]] = []
_REMEMBERED: list[Callable[[], None]] = []


@contextmanager
def recording() -> Iterator[set[Read]]:
    """What is read of figures while the block runs, in this process."""
    asked: set[Read] = set()
    _ASKED.append(asked)
    try:
        yield asked
    finally:
        # Not by value: one within another may hold the same
        _ASKED[:] = [other for other in _ASKED if other is not asked]


@contextmanager
def unnoted() -> Iterator[None]:
    """Note nothing that is read while the block runs: who asks says what the answer hangs on."""
    noting = list(_ASKED)
    _ASKED.clear()
    try:
        yield
    finally:
        _ASKED[:] = noting


def note_read(measure: str = "", area: str = "") -> None:
    """Note that figures were asked for."""
    for asked in _ASKED:
        asked.add((measure, area))


def note_reads(reads: Iterable[Read]) -> None:
    """Note what was asked for when something that is remembered was made."""
    for asked in _ASKED:
        asked.update(reads)


class States:
    """Digests of figures by read: equal where everything that the read gives is equal, in the same order.

    In which line of its file a figure stands is left out: it moves when another is put in above.
    """

    def __init__(self, facts: pd.DataFrame, official: "pd.Series[bool]") -> None:
        # Days are of another unit when they were kept in a file
        days = {name: facts[name].astype("datetime64[s]") for name in ("period_start", "period_end")}
        rows = pd.util.hash_pandas_object(facts.drop(columns="line").assign(**days), index=False)
        kinds = official.map({True: OFFICIAL, False: STATED})
        table = pd.DataFrame({"measure": facts["measure"], "area": facts["area"], "kind": kinds, "row": rows})
        table = table.loc[facts.sort_values(["file", "line"], kind="stable").index]
        self._everything = table["row"].to_numpy().tobytes()
        self._by: dict[Read, bytes] = {}
        for names in (["measure", "area"], ["measure", "kind"]):
            for (measure, other), part in table.groupby(names, sort=False)["row"]:
                self._by[str(measure), str(other)] = part.to_numpy().tobytes()
        for area, part in table.groupby("area", sort=False)["row"]:
            self._by["", str(area)] = part.to_numpy().tobytes()

    def of_each(self, reads: Iterable[Read]) -> dict[Read, str]:
        """A short digest of what each of some reads gives, to say later which of them changed."""
        return {read: sha256(self._state(read)).hexdigest()[:12] for read in sorted(reads)}

    def _state(self, read: Read) -> bytes:
        return self._by.get(read, b"") if any(read) else self._everything


def forget_all() -> None:
    """Forget everything that functions have been asked: for when what they work with is another now."""
    for forget in _REMEMBERED:
        forget()


def remembered(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember what a function gave, and what it read of figures: whoever is given it again has read that too.

    Args:
        most: for how many of the latest arguments, which must be hashable.
    """

    def around(function: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=most)
        def made(*given: Any) -> tuple[R, frozenset[Read]]:
            with recording() as asked:
                found = function(*given)  # type: ignore[call-arg]
            return found, frozenset(asked)

        _REMEMBERED.append(made.cache_clear)

        @wraps(function)
        def again(*given: P.args, **_named: P.kwargs) -> R:
            found, asked = made(*given)
            note_reads(asked)
            return found

        return again

    return around
