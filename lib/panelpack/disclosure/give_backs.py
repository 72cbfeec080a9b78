"""What gives a hidden count back to who can reckon: percentages, rates, means, changes and repetitions of it."""

from collections.abc import Sequence

import pandas as pd

from panelpack.catalogue import breakdowns
from panelpack.catalogue.context import Context
from panelpack.catalogue.identities import ChangeOf, Identity, MeanOf, RateOf, RepeatedAs, ShareOf
from panelpack.disclosure.implied import PER, WHERE
from panelpack.facts.table import PLACE
from panelpack.project.parameters import DisclosurePolicy


def is_small(
    facts: pd.DataFrame, policy: DisclosurePolicy, context: Context, column: str = "value"
) -> "pd.Series[bool]":
    """Whether the numbers of a column are small counts by the rule of each measure's family."""
    # There are a few hundred measures, and a rule is made anew each time that it is asked for
    rules = {name: policy.rule(context.catalogue[name].family) for name in facts["measure"].unique()}
    least = facts["measure"].map({name: rule.smallest_hidden for name, rule in rules.items()}).astype(float)
    most = facts["measure"].map({name: rule.largest_hidden for name, rule in rules.items()}).astype(float)
    # A number that is not whole is as small as the whole number that a page would make of it
    whole = (facts[column] + 0.5).floordiv(1)
    return (whole >= least) & (whole <= most)


def gives_back(
    facts: pd.DataFrame,
    hidden: "pd.Series[bool]",
    identities: Sequence[Identity],
    policy: DisclosurePolicy,
    context: Context,
) -> "pd.Series[bool]":
    """Shares, rates, means, changes and repetitions from which a hidden count could be worked out."""
    result = pd.Series(False, index=facts.index)
    for identity in identities:
        for carrier, counts in _carried(identity):
            for count in counts:
                result |= _at_place_of(facts, carrier, hidden & (facts["measure"] == count))
        if isinstance(identity, ChangeOf):
            result |= _change_of(facts, identity, hidden)
        if isinstance(identity, MeanOf):
            few = (facts["measure"] == identity.count) & (is_small(facts, policy, context))
            result |= _at_place_of(facts, identity.mean, few)
            result |= (facts["measure"] == identity.mean) & is_small(facts, policy, context, "denominator")
    result |= _share_is_small(facts, policy, context)
    return result | _rest_of_hundred(facts, hidden | result, policy, context)


def _rest_of_hundred(
    facts: pd.DataFrame, hidden: "pd.Series[bool]", policy: DisclosurePolicy, context: Context
) -> "pd.Series[bool]":
    """Further shares of one whole: where the parts make a hundred, the others would tell a hidden one.

    The smallest go, until at least two are hidden and together they leave the room that the audit asks for.
    """
    result = pd.Series(False, index=facts.index)
    shares = facts[
        facts["measure"].map(lambda name: context.catalogue[name].unit == "percent" and _is_of_people(context, name))
        & facts["breakdown"].map(lambda words: len(breakdowns.parts_of(words)) == 1)
        & facts["value"].notna()
    ]
    place = [column for column in PLACE if column != "breakdown"]
    if shares.empty:
        return result
    names = shares["breakdown"].map(breakdowns.name_of).rename("dimension")
    for _, rows in shares.groupby([shares["measure"], *[shares[column] for column in place], names], dropna=False):
        gone = hidden[rows.index]
        if not gone.any() or abs(rows["value"].sum() - 100) > 0.6 * len(rows):
            continue
        counts = rows["value"] * rows["denominator"].fillna(float("inf")) / 100
        inside = list(rows.index[gone])
        cover = rows[~gone & (rows["value"] > 0)].sort_values(["value", "breakdown"])
        for row in cover.index:
            if len(inside) > 1 and sum(counts[one] - 1 for one in inside) >= policy.audit_apart:
                break
            inside.append(row)
        result.loc[inside] = True
    return result


def _carried(identity: Identity) -> list[tuple[str, list[str]]]:
    """The measures that give others back at the same place, each with the counts that it gives back."""
    if isinstance(identity, RateOf):
        return [(identity.rate, [identity.count])]
    if isinstance(identity, ShareOf):
        return [(identity.share, [count for count in (identity.numerator, identity.denominator) if count])]
    if isinstance(identity, MeanOf):
        return [(identity.mean, [count for count in (identity.total, identity.count) if count])]
    if isinstance(identity, RepeatedAs):
        return [(identity.measure, [identity.other]), (identity.other, [identity.measure])]
    return []


def _at_place_of(facts: pd.DataFrame, measure: str, rows: "pd.Series[bool]") -> "pd.Series[bool]":
    mine = facts["measure"] == measure
    if not rows.any() or not mine.any():
        return pd.Series(False, index=facts.index)
    # A rate of another source or release tells the count all the same
    places = pd.MultiIndex.from_frame(facts.loc[rows, WHERE])
    return mine & pd.MultiIndex.from_frame(facts[WHERE]).isin(places)


def _change_of(facts: pd.DataFrame, identity: ChangeOf, hidden: "pd.Series[bool]") -> "pd.Series[bool]":
    """Stated changes of a measure wherever one of its figures for the area and breakdown is hidden.

    A window that is current or previous is one end of the change, and no part of its breakdown.
    """
    changes, gone = facts["measure"] == identity.change, hidden & (facts["measure"] == identity.measure)
    if not changes.any() or not gone.any():
        return changes & False
    columns = ["area", "breakdown", "source"]
    ends = facts[columns].assign(breakdown=facts["breakdown"].map(lambda words: breakdowns.without(words, "window")))
    kinds = pd.MultiIndex.from_frame(ends[gone])
    return changes & pd.MultiIndex.from_frame(ends).isin(kinds)


def _share_is_small(facts: pd.DataFrame, policy: DisclosurePolicy, context: Context) -> "pd.Series[bool]":
    """Shares and rates of people whose part, base or rest is small. A part that did not arrive is worked out."""
    units = facts["measure"].map(lambda name: context.catalogue[name].unit).astype(str)
    bases = facts["denominator"].fillna(_populations(facts, context))
    parts = facts["numerator"].fillna(facts["value"] * bases / units.map(PER))
    judged = facts.assign(part=parts, base=bases, rest=(bases - parts).where(units == "percent"))
    of_people = facts["measure"].map(lambda name: _is_of_people(context, name)).astype(bool)
    small = is_small(judged, policy, context, "part") | is_small(judged, policy, context, "base")
    return of_people & units.isin(list(PER)) & (small | is_small(judged, policy, context, "rest"))


def _populations(facts: pd.DataFrame, context: Context) -> "pd.Series[float]":
    """The children whom a rate is of, where its row does not say: anyone can look them up."""
    rates = facts["measure"].map(lambda name: bool(context.catalogue[name].rate_of)).astype(bool)
    found = [
        context.areas.population(area, end.year) if is_rate and not pd.isna(end) else float("nan")
        for is_rate, area, end in zip(rates, facts["area"], facts["period_end"], strict=True)
    ]
    return pd.Series(found, index=facts.index, dtype=float)


def _is_of_people(context: Context, name: str) -> bool:
    """Whether a share is of people: its part or base counts them, or the catalogue does not say what they count."""
    measure = context.catalogue[name]
    named = [context.catalogue[part] for part in (measure.numerator, measure.denominator) if part]
    return not named or any(part.counts_people for part in named)
