"""What a comparison of figures finds: a stated figure, what it was held against, and the verdict in one word.

| verdict | the stated figure |
|---|---|
| agrees | is what its parts give |
| rounded | is what they give once rounded, or within the rounding of the parts, a tolerance or its words |
| truncated | is what they give with the further digits cut off |
| does not agree | differs by more |
| differs | is said otherwise by another source, or at another place |
| cannot be checked | has parts that are not there |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import fsum, trunc

from panelpack.catalogue.numbers import half_away
from panelpack.comparisons.derived import RECOMPUTED
from panelpack.disclosure.figure import Figure

AGREES, ROUNDED, TRUNCATED = "agrees", "rounded", "truncated"
DISAGREES, DIFFERS, UNCHECKED = "does not agree", "differs", "cannot be checked"
VERDICTS = (DISAGREES, DIFFERS, TRUNCATED, UNCHECKED, ROUNDED, AGREES)
"""Every verdict, what needs a look first."""

UNEXPLAINED = "no reason is given"
_TINY = 1e-9
_NEARLY = 0.1
_MEASURED = ("gbp_thousands", "gbp_millions", "percent", "percent_change", "score", "ratio", "months", "years")
"""Units whose values are rounded when they are printed; counts are not."""


@dataclass(frozen=True)
class Finding:
    """One stated figure held against something.

    Attributes:
        rule: the name of the rule that made it.
        stated: the figure as stated.
        verdict: one of `VERDICTS`.
        recomputed: what its parts give, as a number to show; None where it cannot be checked or is not computed.
        against: the figures that it was held against.
        words: what was done, in plain words without numbers.
        reason: why they differ, where the data gives it; else `UNEXPLAINED`.
    """

    rule: str
    stated: Figure
    verdict: str
    recomputed: Figure | None = None
    against: tuple[Figure, ...] = ()
    words: str = ""
    reason: str = ""

    @property
    def key(self) -> str:
        """A short name that stays while the figures change: of the rule and of what was held against what."""
        others = self.against if self.recomputed is None else ()
        if self.rule == "revised":
            others = ()
        about = [place_of(figure) for figure in (self.stated, *others)]
        # A letter first, so that YAML never takes it for a number
        return f"r{sha256('|'.join([self.rule, *about]).encode()).hexdigest()[:9]}"

    @property
    def says(self) -> str:
        """The values in a line: another one means that the difference changed. For periods, the periods."""
        if self.rule == "period":
            return " beside ".join(dict.fromkeys(figure.period.words for figure in (self.stated, *self.against)))
        other = [self.recomputed] if self.recomputed is not None else list(self.against)
        return " beside ".join(figure.text for figure in (self.stated, *other))

    @property
    def weight(self) -> float:
        """How much it could change a reader's mind: by how much two figures lie apart, as a part of the larger one.

        What another source says of the same weighs most; of periods and of growth across a break no number lies apart.
        """
        other = self.recomputed or (self.against[0] if self.against else None)
        if other is None or other.value is None or self.stated.value is None:
            return 0.0
        if self.rule in ("period", "across a break"):
            return 0.0
        larger = max(abs(self.stated.number), abs(other.number))
        return (self.rule == "two sources") + (abs(self.stated.number - other.number) / larger if larger else 0.0)

    @property
    def is_difference(self) -> bool:
        """Whether it is more than agreement, or a check that could not be made."""
        return self.verdict in (DISAGREES, DIFFERS, TRUNCATED)


def place_of(figure: Figure) -> str:
    """What a figure is of, whatever its value: measure, area, period, breakdown and source."""
    return ":".join([figure.measure.id, figure.area, figure.period.label, figure.breakdown, figure.source])


def verdict(stated: Figure, value: float, slack: float = 0.0) -> str:
    """How a stated figure stands to what its parts give.

    Args:
        value: what the parts give.
        slack: how far the rounding of the parts can carry it.
    """
    said, gap = stated.exact, abs(stated.exact - value)
    if gap < _TINY:
        return AGREES
    worded = as_worded(stated, value)
    if worded is not None:
        return ROUNDED if worded else DISAGREES
    if abs(half_away(value, stated.decimals) - said) < _TINY:
        return ROUNDED
    if abs(trunc(round(value * 10**stated.decimals, 6)) / 10**stated.decimals - said) < _TINY:
        return TRUNCATED
    return ROUNDED if gap <= slack + _TINY else DISAGREES


def as_worded(stated: Figure, value: float) -> bool | None:
    """Whether a value fits the words that a document puts beside a number: "more than", "up to", "about", "nearly".

    None where there are no such words.
    """
    said, words = stated.exact, {word.lower() for word in stated.qualifiers}
    if words & {"more than", "at least", "over"}:
        return value >= said
    if words & {"up to", "under", "within", "less than"}:
        return value <= said
    if words & {"about", "nearly", "around", "nearly half", "doubled"}:
        return abs(value - said) <= _NEARLY * abs(said)
    return None


def slack_of(parts: Sequence[Figure]) -> float:
    """How far the rounding of parts can carry their sum: half a step each, for units that are rounded in print."""
    return fsum(0.5 / 10**part.decimals for part in parts if part.unit in _MEASURED)


def judged(
    rule: str,
    stated: Figure,
    value: float,
    against: tuple[Figure, ...],
    words: str,
    slack: float = 0.0,
) -> Finding:
    """A finding of a stated figure and what its parts give; what is given has more decimals where they differ."""
    found = verdict(stated, value, slack)
    exact = abs(half_away(value, stated.decimals) - value) < _TINY
    decimals = stated.decimals if exact else stated.decimals + 2
    made = RECOMPUTED.of(stated, value, against, decimals=decimals, signed=stated.signed)
    reasons = {DISAGREES: UNEXPLAINED, TRUNCATED: "its further digits were cut off and not rounded"}
    return Finding(rule, stated, found, made, against, words, reasons.get(found, ""))


def unchecked(rule: str, stated: Figure, words: str) -> Finding:
    """A finding that a figure cannot be checked, and what is missing."""
    return Finding(rule, stated, UNCHECKED, None, (), words)
