"""One facts table from several: what arrived, what formulas make of it, and the bases of its shares."""

from collections.abc import Iterable, Mapping

import pandas as pd

from panelpack.catalogue.calculations import Calculation
from panelpack.catalogue.context import Context
from panelpack.catalogue.identities import Identity, ShareOf, declared
from panelpack.catalogue.sources import Register
from panelpack.facts.table import COLUMNS, PLACE, enforce


def combine(tables: Iterable[pd.DataFrame], context: Context, calculations: Mapping[str, Calculation]) -> pd.DataFrame:
    """One facts table from several checked ones, with calculated measures and bases, its rules enforced."""
    arrived = enforce(pd.concat(list(tables), ignore_index=True), context.catalogue)
    everything = enforce(calculated(arrived, calculations), context.catalogue)
    return with_bases(everything, declared(context.catalogue), context.register)


def calculated(facts: pd.DataFrame, calculations: Mapping[str, Calculation]) -> pd.DataFrame:
    """The facts of calculated measures: one wherever all measures that a formula needs have a value.

    They keep the source of what they are made of, so what is public and what is not stays told apart. `file` says which
    formula made them.
    """
    there = set(facts["measure"].unique())
    made = [_calculate(facts, name, item) for name, item in calculations.items() if there.issuperset(item.needs)]
    return pd.concat([facts, *made], ignore_index=True) if made else facts


def _calculate(facts: pd.DataFrame, name: str, calculation: Calculation) -> pd.DataFrame:
    needed = [facts[facts["measure"] == need].set_index(PLACE)["value"] for need in calculation.needs]
    joined = pd.concat(needed, axis=1, join="inner", keys=list(calculation.needs)).dropna()
    result = joined.reset_index()[PLACE].assign(measure=name, status="", qualifier="", line=0, file=f"formula {name}")
    measure = calculation.measure
    result["value"] = calculation(*(joined[need] for need in calculation.needs)).to_numpy()
    for column in ("numerator", "denominator"):
        source = getattr(measure, column)
        result[column] = joined[source].to_numpy() if source in joined else float("nan")
    finite = result["value"].abs() != float("inf")
    return result[finite & result["value"].notna()][COLUMNS]


def with_bases(facts: pd.DataFrame, identities: Iterable[Identity], register: Register) -> pd.DataFrame:
    """Fill numerator and denominator of shares from the counts that the same source gives, where it gives them.

    An official share whose own source does not give its base takes it from the official source that is preferred: the
    Department publishes its counts in one table and its shares in another. A numerator and a denominator that arrived
    with a fact stay as they are.
    """
    facts = facts.copy()
    # A number a place, since to hold six columns against six for each share takes most of the time
    places = facts.groupby(PLACE, dropna=False, sort=False).ngroup()
    for identity in identities:
        if isinstance(identity, ShareOf):
            facts = _fill(facts, places, identity.share, "denominator", identity.denominator)
            facts = _fill(facts, places, identity.share, "numerator", identity.numerator)
            facts = _fill_from_official(facts, identity.share, identity.denominator, register)
    return facts


def _fill_from_official(facts: pd.DataFrame, share: str, count: str, register: Register) -> pd.DataFrame:
    """Official shares without a base, with the count of the same place from another official source, the preferred one.

    Never from another release of their own source: that may have been revised.
    """
    lacking = (facts["measure"] == share) & facts["denominator"].isna()
    if not lacking.any() or not (facts["measure"] == count).any():
        return facts
    official = facts["source"].map(register.is_official).astype(bool)
    counts = facts[official & (facts["measure"] == count) & facts["value"].notna()]
    place = [column for column in PLACE if column not in ("source", "release")]
    counts = counts.assign(rank=counts["source"].map(register.rank)).sort_values("rank", kind="stable")
    lacking &= official
    for source in facts.loc[lacking, "source"].unique():
        base = counts[counts["source"] != source].drop_duplicates(place).set_index(place)["value"]
        rows = lacking & (facts["source"] == source)
        facts.loc[rows, "denominator"] = base.reindex(pd.MultiIndex.from_frame(facts.loc[rows, place])).to_numpy()
    return facts


def _fill(facts: pd.DataFrame, places: "pd.Series[int]", share: str, column: str, count: str) -> pd.DataFrame:
    rows, given = facts["measure"] == share, facts["measure"] == count
    if not count or not rows.any() or not given.any():
        return facts
    counts = facts.loc[given, "value"].set_axis(places[given])
    found = counts.reindex(places[rows]).set_axis(facts.index[rows])
    facts.loc[rows, column] = facts.loc[rows, column].fillna(found)
    return facts
