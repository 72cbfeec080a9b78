"""What a person should look at before figures are published; nothing is hidden for it."""

from collections.abc import Callable, Sequence

import pandas as pd

from panelpack.catalogue.context import Context
from panelpack.catalogue.identities import Identity, ShareOf
from panelpack.facts.quality import Note
from panelpack.facts.table import KEY, PLACE
from panelpack.project.parameters import DisclosurePolicy

_PLACES = ("ward", "home", "school", "provider")


def flags(
    shown: pd.DataFrame,
    private: "pd.Series[bool]",
    identities: Sequence[Identity],
    policy: DisclosurePolicy,
    ledger: pd.DataFrame,
    context: Context,
) -> list[Note]:
    """Notes of severity `look`, with numbers of figures and never their values.

    Args:
        shown: the figures as they would be published.
        private: those of the council's own.
        ledger: what released editions said.
    """
    units = shown["measure"].map(lambda name: context.catalogue[name].unit)
    people = shown["measure"].map(lambda name: context.catalogue[name].counts_people).astype(bool)
    ends = (units == "percent") & shown["value"].isin([0.0, 100.0]) & (shown["denominator"] < policy.small_base)
    places = shown["breakdown"].str.contains(rf"(?:^|;)(?:{'|'.join(_PLACES)})=", regex=True)
    found: list[tuple[pd.Series[bool], Callable[[int], str]]] = [
        (private & ends, lambda count: f"{count} percentages are 0 or 100 of a small group: they speak of all in it."),
        (
            private & _everyone(shown, identities, policy),
            lambda count: f"{count} counts of a small group are all of it, as 8 of 8: they speak of everyone in it.",
        ),
        (
            private & people & (units == "count") & _revised_by_one(shown, ledger),
            lambda count: f"{count} counts differ by a single child from what an earlier edition printed.",
        ),
        (
            private & places,
            lambda count: f"{count} figures are of a single place: see that nobody there can be known by them.",
        ),
    ]
    return [Note("look", say(int(rows.sum()))) for rows, say in found if rows.any()]


def _everyone(shown: pd.DataFrame, identities: Sequence[Identity], policy: DisclosurePolicy) -> "pd.Series[bool]":
    """Parts that are as large as their whole, where that is a small group."""
    result = pd.Series(False, index=shown.index)
    small = shown[shown["value"].between(1, policy.small_base, inclusive="left")]
    for item in identities:
        if isinstance(item, ShareOf) and item.of_whole and item.numerator:
            parts, wholes = (small[small["measure"] == name] for name in (item.numerator, item.denominator))
            columns = [*[column for column in PLACE if column not in ("source", "release")], "value"]
            whole = pd.MultiIndex.from_frame(wholes[columns])
            result.loc[parts.index] |= pd.MultiIndex.from_frame(parts[columns]).isin(whole)
    return result


def _revised_by_one(shown: pd.DataFrame, ledger: pd.DataFrame) -> "pd.Series[bool]":
    """Figures that an earlier edition printed one higher or lower, whatever the release."""
    columns = [column for column in KEY if column != "release"]
    printed = ledger[ledger["value"].notna()]
    known = set(pd.MultiIndex.from_frame(printed[[*columns, "value"]])) if not printed.empty else set()
    result = pd.Series(False, index=shown.index)
    for step in (-1, 1):
        moved = pd.MultiIndex.from_frame(shown[columns].assign(value=shown["value"] + step))
        result |= pd.Series([key in known for key in moved], index=shown.index)
    same = pd.MultiIndex.from_frame(shown[[*columns, "value"]])
    return result & ~pd.Series([key in known for key in same], index=shown.index)
