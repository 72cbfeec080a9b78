"""Could a difference be chance? Two counts, or two shares, and the probability of so large a difference."""

from dataclasses import dataclass
from math import ceil, comb, erfc, exp, floor, lgamma, log, sqrt

from panelpack.catalogue import breakdowns
from panelpack.disclosure.figure import Figure

CHANCE_LEVEL = 0.01
"""A change with a smaller probability under chance alone is called unlikely to be chance.

One in a hundred and not the usual one in twenty, since a pack asks it of dozens of changes at once.
"""

_NOTHING = 1e-17
"""What added to one leaves it as it is."""

UNLIKELY, COULD_BE, TOO_FEW, NOT_TESTED = "unlikely to be chance", "could be chance", "too few to tell", "not tested"


@dataclass(frozen=True)
class Chance:
    """Whether a change could be chance.

    Attributes:
        p: the probability that chance alone brings so large a difference; None when it was not tested.
        is_few: whether the numbers are so small that not even a doubling could have been told from chance.
    """

    p: float | None
    is_few: bool = False

    @property
    def words(self) -> str:
        """What the page says."""
        if self.p is None:
            return NOT_TESTED
        if self.is_sure:
            return UNLIKELY
        return TOO_FEW if self.is_few else COULD_BE

    @property
    def is_sure(self) -> bool:
        """Whether the change is unlikely to be chance."""
        return self.p is not None and self.p < CHANCE_LEVEL


def chance_of_counts(now: float, before: float) -> float:
    """Two-sided probability that two counts differ this much if each event fell in either period alike.

    The conditional binomial test: given the sum of both, each event is as likely in the one as in the other.

    >>> round(chance_of_counts(227, 292), 3)
    0.005
    >>> round(chance_of_counts(26, 21), 2)
    0.56
    """
    fewer, more = sorted((round(now), round(before)))
    if fewer == more:
        return 1.0
    total = fewer + more
    # So likely are just these two; then fewer and fewer of the total, until the rest adds nothing
    likely = exp(lgamma(total + 1) - lgamma(fewer + 1) - lgamma(more + 1) - total * log(2))
    tail = 0.0
    for count in range(fewer, -1, -1):
        tail += likely
        likely *= count / (total - count + 1)
        if likely < _NOTHING * tail:
            break
    # Either period may be the one with fewer
    return min(1.0, 2 * tail)


def chance_of_shares(part_now: float, base_now: float, part_before: float, base_before: float) -> float:
    """Two-sided probability that two shares differ this much if both came from one proportion.

    The two-proportion test with pooled variance; Fisher's exact test where a cell is expected to hold fewer than five.
    """
    base_now, base_before = round(base_now), round(base_before)
    part_now, part_before = min(round(part_now), base_now), min(round(part_before), base_before)
    pooled = (part_now + part_before) / (base_now + base_before)
    if min(pooled, 1 - pooled) * min(base_now, base_before) < 5:
        return _exactly(part_now, base_now, part_before, base_before)
    spread = sqrt(pooled * (1 - pooled) * (1 / base_now + 1 / base_before))
    # Twice the tail of the normal
    return erfc(abs(part_now / base_now - part_before / base_before) / spread / sqrt(2))


def _exactly(part_now: int, base_now: int, part_before: int, base_before: int) -> float:
    """Fisher's exact test: of all ways to deal the parts to the two bases, those no likelier than the one that is."""
    parts = part_now + part_before
    if 2 * parts > base_now + base_before:
        part_now, parts = base_now - part_now, base_now + base_before - parts
    possible = range(max(0, parts - base_before), min(parts, base_now) + 1)
    ways = {part: comb(base_now, part) * comb(base_before, parts - part) for part in possible}
    return sum(count for count in ways.values() if count <= ways[part_now]) / sum(ways.values())


def too_few_to_count(before: float) -> bool:
    """Whether a count is so small that its double could still be chance.

    >>> too_few_to_count(8), too_few_to_count(40)
    (True, False)
    """
    return chance_of_counts(2 * before, before) >= CHANCE_LEVEL


def too_few_to_share(before_pct: float, base_before: float, base_now: float) -> bool:
    """Whether a percentage rests on so few that it could double by chance; of one above 50%, what it lacks to 100%.

    >>> too_few_to_share(25.0, 20, 20), too_few_to_share(25.0, 200, 200), too_few_to_share(90.0, 30, 30)
    (True, False, True)
    """
    rarer_pct = min(before_pct, 100 - before_pct)
    part_before, part_now = rarer_pct * base_before / 100, 2 * rarer_pct * base_now / 100
    return chance_of_shares(part_now, base_now, part_before, base_before) >= CHANCE_LEVEL


def chance(now: Figure, before: Figure) -> Chance:
    """Whether a figure could differ from the one before by chance: asked of flows, and of shares with a known base."""
    if now.value is None or before.value is None:
        return Chance(None)
    if now.measure.is_flow and not breakdowns.is_statistic(now.breakdown):
        return Chance(chance_of_counts(now.value, before.value), too_few_to_count(before.value))
    if now.measure.is_share and now.denominator and before.denominator:
        found = [
            chance_of_shares(part, now.denominator, part_before, before.denominator)
            for part in _parts(now)
            for part_before in _parts(before)
        ]
        # A rounded percentage leaves its part open: where that decides, nothing is said
        agree = len({p < CHANCE_LEVEL for p in found}) == 1
        is_few = too_few_to_share(before.value, before.denominator, now.denominator)
        return Chance(max(found) if agree else None, is_few)
    return Chance(None)


def _parts(figure: Figure) -> tuple[int, ...]:
    """The part of a share: as it was given, or the least and the most that its rounded percentage allows."""
    if figure.numerator is not None:
        return (round(figure.numerator),)
    base, half = figure.denominator or 0.0, 0.5 * 10**-figure.decimals
    low, high = (figure.exact + step for step in (-half, half))
    least, most = max(0, ceil(base * low / 100)), min(round(base), floor(base * high / 100))
    return (least, most) if least <= most else (round(base * figure.exact / 100),)
