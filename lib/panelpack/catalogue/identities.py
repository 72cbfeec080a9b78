"""Declared relations between measures, used by disclosure and by reconciliation alike.

Each is exact: it holds for the true figures by the way they are counted. What holds only nearly, such as children in
care at the start of a year plus those who came less those who left, is not an identity.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from panelpack.catalogue.context import Context
from panelpack.catalogue.reader import Catalogue
from panelpack.catalogue.relations import Relation, Term, term


@dataclass(frozen=True)
class ShareOf:
    """`share` is 100 x numerator / denominator (or the plain ratio, when its unit is not per cent).

    `numerator` is empty where no measure counts it; `of_whole` says whether it is a part of the denominator.
    """

    share: str
    numerator: str
    denominator: str
    of_whole: bool = True


@dataclass(frozen=True)
class RateOf:
    """`rate` is `count` divided by a population: who knows the population knows the count."""

    rate: str
    count: str


@dataclass(frozen=True)
class PartsOf:
    """The values of the breakdown `by` of a measure add to `whole`: the measure without it, or another measure."""

    measure: str
    by: str
    whole: str


@dataclass(frozen=True)
class SubtotalOf:
    """The parts of a measure's breakdown that add to another part: `phase=primary` is Reception to Year 6."""

    measure: str
    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class SumOf:
    """`total` is the sum of other measures, for the same area, period and breakdown."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class MeanOf:
    """`mean` is a mean over as many people as `count` says; `total` may be empty."""

    mean: str
    total: str
    count: str


@dataclass(frozen=True)
class ChangeOf:
    """`change` is what `measure` is now less what it was a period before, in number or in per cent."""

    change: str
    measure: str


@dataclass(frozen=True)
class WindowsOf:
    """The periods of `measure` and of `finer` (the same where its own windows overlap) count the same events."""

    measure: str
    finer: str


@dataclass(frozen=True)
class RangesOf:
    """The values of the breakdown `by` are ranges, such as `0-17`, of which one may hold another."""

    measure: str
    by: str


@dataclass(frozen=True)
class Adds:
    """A declared relation that may hold exactly: `stated` is `plus` less `minus`, of a stock with itself before.

    It is no identity: where the figures do not bear it out, nothing follows.
    """

    stated: Term
    plus: tuple[Term, ...]
    minus: tuple[Term, ...] = ()
    is_stock: bool = False


@dataclass(frozen=True)
class RepeatedAs:
    """Two measures that are one figure by two names."""

    measure: str
    other: str


_Between = ShareOf | RateOf | SumOf | MeanOf | ChangeOf | RepeatedAs | Adds
Identity = _Between | PartsOf | SubtotalOf | WindowsOf | RangesOf


def declared(catalogue: Catalogue) -> tuple[Identity, ...]:
    """All identities that the measures of a catalogue declare."""
    found: list[Identity] = []
    for item in catalogue.measures.values():
        if item.denominator:
            found.append(ShareOf(item.id, item.numerator, item.denominator, item.is_share))
        if item.rate_of:
            found.append(RateOf(item.id, item.rate_of))
        found += [PartsOf(item.id, by, item.whole or item.id) for by in item.parts_by]
        found += [SubtotalOf(item.id, whole, tuple(parts)) for whole, parts in item.subtotals.items()]
        if item.sum_of:
            found.append(SumOf(item.id, item.sum_of))
        if item.mean_of:
            found.append(MeanOf(item.id, item.numerator, item.mean_of))
        if item.change_of:
            found.append(ChangeOf(item.id, item.change_of))
        if item.windows_of:
            found.append(WindowsOf(item.id, item.windows_of))
        found += [RangesOf(item.id, by) for by in item.ranges_by]
        if item.repeats:
            found.append(RepeatedAs(item.id, item.repeats))
    return tuple(found)


def known_to_a_reader(context: Context) -> tuple[Identity, ...]:
    """All identities of the measures, and the declared relations that may hold exactly besides."""
    found = [_adds(relation, context) for relation in context.relations]
    return *declared(context.catalogue), *filter(None, found)


def _adds(relation: Relation, context: Context) -> Adds | None:
    def terms(names: Iterable[str]) -> tuple[Term, ...]:
        return tuple(term(words, context.catalogue, context.areas) for words in names)

    (stated,), of = terms([relation.stated]), terms(relation.of)
    if relation.across:
        return None
    if relation.rule == "stock":
        return Adds(stated, terms(relation.came), terms(relation.went), is_stock=True)
    if relation.rule in {"sum", "same"}:
        return Adds(stated, of)
    return Adds(stated, of[:1], of[1:]) if relation.rule == "difference" else None
