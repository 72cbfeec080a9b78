"""Declared relations between measures, used by disclosure and by reconciliation alike."""

from dataclasses import dataclass

from panelpack.measures import Catalogue


@dataclass(frozen=True)
class ShareOf:
    """`share` is 100 x numerator / denominator (or the plain ratio, when its unit is not per cent).

    `numerator` is empty where no measure counts it.
    """

    share: str
    numerator: str
    denominator: str


@dataclass(frozen=True)
class RateOf:
    """`rate` is `count` divided by a population: who knows the population knows the count."""

    rate: str
    count: str


Identity = ShareOf | RateOf


def declared(catalogue: Catalogue) -> tuple[Identity, ...]:
    """All identities that the measures of a catalogue declare."""
    shares = [
        ShareOf(item.id, item.numerator, item.denominator) for item in catalogue.measures.values() if item.denominator
    ]
    rates = [RateOf(item.id, item.rate_of) for item in catalogue.measures.values() if item.rate_of]
    return (*shares, *rates)
