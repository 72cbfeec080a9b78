"""Disclosure control: from facts to what may be shown.

The primary rule: a count of people from 1 to 5 (see `parameters/disclosure.yaml`) becomes a symbol, nought stays, and a
percentage or rate that gives a hidden count back goes with it. Figures of a public source are public already: they pass
unchanged, and a note says how many of them are small.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

from panelpack.checks import Context, Note
from panelpack.facts import KEY, PLACE
from panelpack.identities import Identity, RateOf
from panelpack.published import _PROTECTED, Published
from panelpack.settings import DisclosurePolicy

_PER = {"percent": 100.0, "rate_per_10000": 10_000.0, "rate_per_100000": 100_000.0, "per_person": 1.0}


def protect(
    facts: pd.DataFrame,
    identities: Sequence[Identity],
    policy: DisclosurePolicy,
    ledger: pd.DataFrame,
    context: Context,
) -> Published:
    """Hide what may not be shown.

    Args:
        facts: a facts table, as `facts.combine` gives it.
        identities: the declared relations, by which one figure gives another back.
        policy: which counts are hidden, and by which symbol.
        ledger: what released editions said, as `published.read_ledger` gives it. What was hidden once stays hidden.
        context: catalogue, areas and register of sources.

    Returns:
        The figures that may be shown. No hidden value is in it.
    """
    private = ~facts["source"].map(lambda source: context.register[source].public).astype(bool)
    people = facts["measure"].map(lambda name: context.catalogue[name].counts_people).astype(bool)
    hidden = private & people & _is_small(facts["value"], policy)
    hidden |= private & _was_hidden(facts, ledger, policy)
    hidden |= private & _gives_back(facts, hidden, identities, policy, context)
    shown = facts.copy()
    shown.loc[hidden, ["value", "numerator", "denominator"]] = float("nan")
    shown.loc[hidden, "status"] = policy.symbol
    small_public = ~private & people & _is_small(facts["value"], policy)
    return Published(shown, context, policy, _notes(facts, hidden, small_public, policy, context), _PROTECTED)


def _is_small(numbers: "pd.Series[float]", policy: DisclosurePolicy) -> "pd.Series[bool]":
    # A number that is not whole is as small as the whole number that a page would make of it
    return (numbers + 0.5).floordiv(1).between(policy.smallest_hidden, policy.largest_hidden)


def _was_hidden(facts: pd.DataFrame, ledger: pd.DataFrame, policy: DisclosurePolicy) -> "pd.Series[bool]":
    before = ledger.loc[ledger["status"] == policy.symbol, KEY[:-1]]
    if before.empty:
        return pd.Series(False, index=facts.index)
    held = pd.MultiIndex.from_frame(before)
    return pd.Series(pd.MultiIndex.from_frame(facts[KEY[:-1]]).isin(held), index=facts.index)


def _gives_back(
    facts: pd.DataFrame,
    hidden: "pd.Series[bool]",
    identities: Iterable[Identity],
    policy: DisclosurePolicy,
    context: Context,
) -> "pd.Series[bool]":
    """Shares and rates from which a hidden count could be worked out."""
    result = pd.Series(False, index=facts.index)
    for identity in identities:
        if isinstance(identity, RateOf):
            result |= _at_place_of(facts, identity.rate, hidden & (facts["measure"] == identity.count))
        else:
            for count in (identity.numerator, identity.denominator):
                if count:
                    result |= _at_place_of(facts, identity.share, hidden & (facts["measure"] == count))
    return result | _share_is_small(facts, policy, context)


def _at_place_of(facts: pd.DataFrame, measure: str, rows: "pd.Series[bool]") -> "pd.Series[bool]":
    places = pd.MultiIndex.from_frame(facts.loc[rows, PLACE])
    return (facts["measure"] == measure) & pd.MultiIndex.from_frame(facts[PLACE]).isin(places)


def _share_is_small(facts: pd.DataFrame, policy: DisclosurePolicy, context: Context) -> "pd.Series[bool]":
    """Shares and rates of people whose part, base or rest is small. A part that did not arrive is worked out."""
    units = facts["measure"].map(lambda name: context.catalogue[name].unit).astype(str)
    parts = facts["numerator"].fillna(facts["value"] * facts["denominator"] / units.map(_PER))
    rest = (facts["denominator"] - parts).where(units == "percent")
    of_people = facts["measure"].map(lambda name: _is_of_people(context, name)).astype(bool)
    small = _is_small(parts, policy) | _is_small(facts["denominator"], policy) | _is_small(rest, policy)
    return of_people & units.isin(list(_PER)) & small


def _is_of_people(context: Context, name: str) -> bool:
    """Whether a share is of people: its part or base counts them, or the catalogue does not say what they count."""
    measure = context.catalogue[name]
    named = [context.catalogue[part] for part in (measure.numerator, measure.denominator) if part]
    return not named or any(part.counts_people for part in named)


def _notes(
    facts: pd.DataFrame,
    hidden: "pd.Series[bool]",
    small_public: "pd.Series[bool]",
    policy: DisclosurePolicy,
    context: Context,
) -> list[Note]:
    span = f"{policy.smallest_hidden} to {policy.largest_hidden}"
    notes = []
    if hidden.any():
        notes.append(
            Note(
                "warn", f"{int(hidden.sum())} figures are not shown, because they are or would reveal counts of {span}."
            )
        )
    for source, rows in facts[small_public].groupby("source"):
        what = "count of people is" if len(rows) == 1 else "counts of people are"
        title = context.register[str(source)].title
        said = f"{len(rows)} {what} small ({span}) and shown as this public source prints them: {title}."
        notes.append(Note("warn", said, source=title))
    return notes
