"""One period of care, day by day: how it ends, under which orders, in which homes, and the way to adoption."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from panelpack.commands.sample.days import NEVER, YEAR_DAYS, birthday
from panelpack.commands.sample.places import FAR, NEAR, OWN

HOME, GUARDIAN, ADOPTION, LONG, OTHER = "home", "guardian", "adoption", "long", "other"
_PATHS: dict[int, dict[str, float]] = {  # by the age, in years, under which they hold
    2: {ADOPTION: 42, GUARDIAN: 26, HOME: 20, LONG: 9, OTHER: 3},
    5: {ADOPTION: 27, GUARDIAN: 29, HOME: 25, LONG: 16, OTHER: 3},
    10: {ADOPTION: 3, GUARDIAN: 24, HOME: 38, LONG: 31, OTHER: 4},
    16: {GUARDIAN: 4, HOME: 46, LONG: 46, OTHER: 4},
    18: {HOME: 14, LONG: 80, OTHER: 6},
}
_HOMES: dict[int, dict[str, float]] = {
    10: {"U6": 66, "U3": 15, "U4": 11, "U1": 6, "K2": 2},
    16: {"U6": 50, "U4": 15, "U3": 9, "K2": 22, "R1": 1.5, "S1": 2.5},
    18: {"U6": 30, "U4": 7, "H5": 40, "P2": 8, "K2": 13, "K1": 1, "R5": 1},
}


@dataclass(frozen=True)
class Home:
    """A placement from a day on.

    Attributes:
        zone: where it lies, or -1 for the child's own home.
        same_carer: whether the child stays with whom it was and only the kind of placement changes.
    """

    start: int
    kind: str
    provider: str
    zone: int
    same_carer: bool = False


@dataclass
class Adoption:
    """The days on a child's way to adoption; what has not happened is NEVER."""

    decided: int
    ordered: int = NEVER
    matched: int = NEVER
    placed: int = NEVER
    adopted: int = NEVER
    reversed: int = NEVER
    why_reversed: str = ""
    foster_carer: bool = False
    early: int = NEVER

    @property
    def by_carer(self) -> bool:
        """Whether the child stays with its foster carers, who had it for fostering first or to adopt from the start."""
        return self.foster_carer or self.early < NEVER


@dataclass
class Path:
    """A period of care to its end, which may lie in the future.

    Attributes:
        orders: each legal status with the day from which it holds; the first day is the period's.
        end: the day the child leaves care, with the reason's code.
    """

    start: int
    end: int
    reason: str
    orders: list[tuple[int, str]]
    homes: list[Home]
    adoption: Adoption | None = None
    need: str = "N1"


def chosen(rng: Random, weights: Mapping[str, float]) -> str:
    """One code by its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def around(rng: Random, median: float, spread: float, least: int = 1) -> int:
    """A number of days around a median, with a long tail to the right."""
    return max(least, round(median * math.exp(spread * rng.gauss(0, 1))))


def _for_age(table: dict[int, dict[str, float]], years: float) -> dict[str, float]:
    return next((weights for under, weights in table.items() if years < under), table[max(table)])


def care_path(rng: Random, born: int, start: int, need: str, unaccompanied: bool = False) -> Path:
    """A child's way through care from a day on; it ends at eighteen at the latest."""
    years = (start - born) / YEAR_DAYS
    kind = LONG if unaccompanied else chosen(rng, _for_age(_PATHS, years))
    adult = birthday(born, 18)
    if kind == ADOPTION:
        return _towards_adoption(rng, born, start, need)
    end, reason = _ending(rng, kind, start, adult)
    orders = _orders(rng, kind, start, end, unaccompanied)
    homes = _homes(rng, born, start, end, unaccompanied)
    if reason in ("E4A", "E4B") and orders[-1][1] == "C2" and end - homes[-1].start > 150:
        homes.append(Home(max(end - around(rng, 100, 0.3), homes[-1].start + 30), "P1", "PR0", -1))
    if reason in ("E45", "E46") and homes[-1].kind[0] != "U":
        reason = "E47" if reason == "E45" else "E48"
    return Path(start, end, reason, orders, homes, need=need)


def _ending(rng: Random, kind: str, start: int, adult: int) -> tuple[int, str]:
    if kind == HOME:
        end, reason = start + around(rng, 110, 1.15, 3), chosen(rng, {"E4A": 70, "E4B": 22, "E13": 8})
    elif kind == GUARDIAN:
        end = start + around(rng, 400, 0.45, 60)
        reason = chosen(rng, {"E45": 22, "E46": 8, "E47": 46, "E48": 4, "E41": 20})
    elif kind == OTHER:
        end, reason = start + around(rng, 200, 0.9, 5), chosen(rng, {"E8": 60, "E3": 20, "E9": 12, "E16": 6, "E2": 2})
    else:
        end, reason = start + around(rng, 3900, 0.7, 200), "E4A"
    if end >= adult:
        end, reason = adult, chosen(rng, {"E17": 22, "E5": 25, "E6": 18, "E7": 8, "E8": 27})
    return end, reason


def _orders(rng: Random, kind: str, start: int, end: int, unaccompanied: bool) -> list[tuple[int, str]]:
    """Legal statuses from the first day on: accommodation by agreement, or an interim and then a full care order."""
    if unaccompanied or (kind in (HOME, OTHER) and rng.random() < 0.7) or rng.random() < 0.16:
        return [(start, "V2")]
    first = chosen(rng, {"C1": 55, "V2": 33, "L2": 5, "L1": 7})
    orders, at = [(start, first)], start
    if first != "C1":
        at += {"V2": around(rng, 60, 0.6, 5), "L2": rng.randint(3, 8), "L1": rng.randint(1, 3)}[first]
        orders.append((at, "C1"))
    orders.append((at + around(rng, 230, 0.25, 120), "C2"))
    return [(day, code) for day, code in orders if day < end]


def _homes(rng: Random, born: int, start: int, end: int, unaccompanied: bool) -> list[Home]:
    """Placements until the end: a settled child stays for years, an unsettled one moves every few months."""
    unsettled = rng.random() < 0.2
    homes, at = [], start
    while at < end:
        homes.append(a_home(rng, born, at, unaccompanied))
        if unsettled:
            at += around(rng, 125, 0.7, 2)
        else:
            at += around(rng, 190, 1.0, 3) if len(homes) < 2 else around(rng, 3000, 0.9, 30)
    return homes


def a_home(rng: Random, born: int, start: int, unaccompanied: bool = False) -> Home:
    """A placement such as children of this age get."""
    years = (start - born) / YEAR_DAYS
    kind = chosen(rng, {"H5": 50, "U6": 40, "P2": 10} if unaccompanied else _for_age(_HOMES, years))
    far = kind[0] != "U"
    zone = int(chosen(rng, {str(OWN): 58 if far else 74, str(NEAR): 20 if far else 17, str(FAR): 22 if far else 9}))
    own = kind in ("U1", "U3") or (zone == OWN and rng.random() < (0.35 if far else 0.75))
    return Home(start, kind, "PR1" if own and zone == OWN else chosen(rng, {"PR4": 85, "PR5": 15}), zone)


def _towards_adoption(rng: Random, born: int, start: int, need: str) -> Path:
    """From care through decision, placement order, match and placement to the adoption order, or back from it."""
    decided = start + around(rng, 215, 0.25, 90)
    course = Adoption(decided, ordered=decided + rng.randint(0, 60))
    kind = chosen(rng, {"new": 73, "early": 15, "foster_carer": 12})
    course.foster_carer = kind == "foster_carer"
    orders = [(start, "C1")] if rng.random() < 0.7 else [(start, "V2"), (start + rng.randint(10, 70), "C1")]
    if rng.random() < 0.12:
        return _turned_back(rng, born, start, need, course, orders)
    wait = {"new": around(rng, 175, 0.75, 8), "early": rng.randint(20, 90), "foster_carer": around(rng, 220, 0.4, 60)}
    course.matched = course.ordered + wait[kind]
    if rng.random() < 0.03:
        course.matched = max(decided, course.ordered - rng.randint(0, 25))
    course.placed = max(course.matched + rng.randint(7, 40), course.ordered + 1)
    course.adopted = course.placed + around(rng, 210, 0.35, 75)
    if rng.random() < 0.04:  # parents who gave up their child: no placement order, and a placement with consent
        course.ordered, orders = NEVER, [(start, "V2")]
    else:
        orders.append((course.ordered, "E1"))
    homes = _homes_before_adoption(rng, born, start, course, kind)
    with_order = course.ordered < NEVER
    same = kind != "new"
    code = ("A5" if with_order else "A3") if same else ("A6" if with_order else "A4")
    last = homes[-1]
    zone = last.zone if same else int(chosen(rng, {str(OWN): 45, str(NEAR): 30, str(FAR): 25}))
    provider = last.provider if same else ("PR1" if zone == OWN and rng.random() < 0.7 else "PR5")
    homes.append(Home(course.placed, code, provider, zone, same_carer=same))
    reason = chosen(rng, {"E11": 60, "E12": 40})
    return Path(start, course.adopted, reason, orders, homes, course, need)


def _homes_before_adoption(rng: Random, born: int, start: int, course: Adoption, kind: str) -> list[Home]:
    homes = [home for home in _homes(rng, born, start, course.placed, False) if home.start < course.placed - 20]
    homes = [home if home.kind[0] == "U" else Home(home.start, "U6", "PR1", OWN) for home in homes]
    if kind == "early":
        course.early = start + (0 if rng.random() < 0.5 else rng.randint(20, 150))
        homes = [home for home in homes if home.start < course.early]
        homes.append(Home(course.early, chosen(rng, {"U5": 92, "U2": 8}), "PR1", OWN))
    if kind == "foster_carer":
        homes = homes[:1]
    return homes


def _turned_back(
    rng: Random, born: int, start: int, need: str, course: Adoption, orders: list[tuple[int, str]]
) -> Path:
    """The plan for adoption is given up, before or after the placement order; the child stays in care."""
    before_order = rng.random() < 0.2
    if before_order:
        course.reversed = course.decided + rng.randint(10, 40)
        course.ordered = NEVER
    else:
        course.reversed = course.ordered + around(rng, 330, 0.4, 90)
        orders.append((course.ordered, "E1"))
    course.why_reversed = chosen(rng, {"RD1": 25, "RD2": 15, "RD3": 35, "RD4": 25})
    orders.append((course.reversed + (around(rng, 40, 0.4, 5)), "C2"))
    end, reason = _ending(rng, LONG, course.reversed + 60, birthday(born, 18))
    orders = [(day, code) for day, code in orders if day < end]
    return Path(start, end, reason, orders, _homes(rng, born, start, end, False), course, need)
