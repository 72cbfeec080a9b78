"""Periods of care as a return holds them: episodes, a new one whenever the legal status or the placement changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import numpy as np
import pandas as pd

from panelpack.commands.sample.care_paths import Home, Path, chosen
from panelpack.commands.sample.places import FAR, NEAR, OWN, Places

EPISODE = [
    "child", "period", "start", "new", "legal", "need", "kind", "provider", "stay", "end", "ended", "moved",
    "home", "post", "urn",
]  # fmt: skip
"""Columns of an episode.

`new` and `ended` are the codes of why it began and ended, `moved` why the placement changed; `stay` numbers a
placement with one carer, which goes on while only the legal status or the kind of placement changes.
"""
_MOVED = {
    "CARPL": 42, "CLOSE": 3, "ALLEG": 2, "STAND": 3, "APPRR": 2, "CREQB": 12, "CREQO": 10, "CHILD": 8, "LAREQ": 10,
    "PLACE": 6, "OTHER": 2,
}  # fmt: skip
_BY_LEGAL_AND_PLACE = {
    (True, "move"): "B", (True, "kind"): "U", (True, ""): "L", (False, "move"): "P", (False, "kind"): "T",
}  # fmt: skip


@dataclass(frozen=True)
class _At:
    """Where a child lives: the number of a postcode, and the home's register number."""

    post: int
    urn: str


class Addresses:
    """Where placements are: postcodes of their zone, register numbers that no real home has."""

    def __init__(self, places: Places) -> None:
        self._zones = {zone: places.of_zone(zone).tolist() for zone in (OWN, NEAR, FAR)}

    def find(self, rng: Random, placed: Home, own_home: int) -> _At:
        """An address for a placement; a child placed with its parents lives at home."""
        if placed.zone < 0:
            return _At(own_home, "")
        registered = placed.kind[0] in "UAKHR"
        post = rng.choice(self._zones[placed.zone])
        while post == own_home:
            post = rng.choice(self._zones[placed.zone])
        return _At(post, f"SC99{rng.randint(1, 400):04d}" if registered else "")


def episodes(
    rng: Random, path: Path, child: int, period: int, home: int, addresses: Addresses
) -> Iterator[tuple[int | str, ...]]:
    """The episodes of a period of care, in the columns of EPISODE.

    Args:
        home: the number of the child's home postcode, -1 where none is known.
    """
    days = sorted({day for day, _ in path.orders} | {placed.start for placed in path.homes})
    days = [day for day in days if day < path.end]
    stay, at, before = 0, _At(-1, ""), ("", "")
    for number, day in enumerate(days):
        legal = next(code for start, code in reversed(path.orders) if start <= day)
        placed = next(item for item in reversed(path.homes) if item.start <= day)
        change = "" if placed.start != day else "kind" if placed.same_carer else "move"
        if change == "move" or number == 0:
            stay, at = stay + 1, addresses.find(rng, placed, home)
        new = "S" if number == 0 else _BY_LEGAL_AND_PLACE.get((legal != before[0], change), "")
        assert new, "an episode begins because something changes"
        last = number + 1 == len(days)
        end, ended = (path.end, path.reason) if last else (days[number + 1], "X1")
        moves = not last and any(item.start == end for item in path.homes)
        moved = chosen(rng, _MOVED) if moves else ""
        yield (
            child, period, day, new, legal, path.need, placed.kind, placed.provider, period * 1000 + stay,
            end, ended, moved, home, at.post, at.urn,
        )  # fmt: skip
        before = (legal, placed.kind)


def episode_table(rows: list[tuple[int | str, ...]]) -> pd.DataFrame:
    """Episodes as a table."""
    frame = pd.DataFrame(rows, columns=EPISODE)
    numbers = ["child", "period", "start", "stay", "end", "home", "post"]
    return frame.astype(dict.fromkeys(numbers, np.int64))
