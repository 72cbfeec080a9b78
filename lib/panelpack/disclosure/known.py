"""What a reader has: every count of the council's areas that is printed or was, and what rates and shares tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from panelpack.catalogue import breakdowns
from panelpack.catalogue.context import Context
from panelpack.catalogue.identities import Identity
from panelpack.catalogue.statuses import HIDDEN, NONE
from panelpack.disclosure.implied import implied_counts
from panelpack.facts.table import KEY
from panelpack.project.parameters import DisclosurePolicy


@dataclass(frozen=True)
class Known:
    """Counts that a reader has, one row a variable of the audit's system.

    Attributes:
        table: `KEY`, `value`, `status`, `hidden_before` (an earlier edition hid it, and it is not among the figures),
            `low` and `high` (of a count that only a rate or share tells).
        rows: the rows of the facts that the first rows of the table are: the council's own counts.
        counts: the measures that they are of.
        may_go: the rows of the facts that tell a count which nobody prints, by its place in the table.
        public: the places of figures that nothing can hide.
        printed_before: for each of `rows`, whether an earlier edition printed the figure as it is now.
    """

    table: pd.DataFrame
    rows: Sequence[Any]
    counts: set[str]
    may_go: Mapping[int, Sequence[int]]
    public: frozenset[int]
    printed_before: Sequence[bool]

    def may_hide(self, place: int) -> bool:
        """Whether hiding a figure hides anything: it is the council's own and no earlier edition printed it."""
        return place in self.may_go or (place < len(self.rows) and not self.printed_before[place])

    def facts_of(self, place: int) -> Sequence[Any]:
        """The rows of the facts to hide for a place of the table."""
        return self.may_go[place] if place in self.may_go else [self.rows[place]]

    def alike(self, place: int) -> list[int]:
        """The council's own table that holds one: of its measure, time, source and dimensions, noughts too."""
        if place >= len(self.rows):
            return []
        own = self.table.iloc[: len(self.rows)]
        columns = ["measure", "area", "period_start", "period_end", "source", "release"]
        names = own["breakdown"].map(lambda words: tuple(breakdowns.names_of(words)))
        same = names == names[place]
        for column in columns:
            same &= (own[column] == own[column][place]) | (own[column].isna() & pd.isna(own[column][place]))
        return [int(one) for one in own.index[same]]


def what_is_known(
    facts: pd.DataFrame,
    private: "pd.Series[bool]",
    identities: Sequence[Identity],
    policy: DisclosurePolicy,
    ledger: pd.DataFrame,
    context: Context,
) -> Known:
    """All counts of the areas of the council's own that a reader has, its own first.

    Then public ones, those of earlier editions, and those that a rate, share or mean tells.
    """
    catalogue = context.catalogue.measures
    counts = {
        name
        for name, measure in catalogue.items()
        if measure.counts_people and measure.unit == "count" and not policy.rule(measure.family).round_to
    }
    rows = facts.index[private & facts["measure"].isin(counts)]
    areas = set(facts.loc[rows, "area"])
    others = facts["measure"].isin(counts) & facts["area"].isin(areas)
    others.loc[rows] = False
    both = facts.loc[[*rows, *facts.index[others]], [*KEY, "value", "status"]]
    both["value"] = both["value"].mask(both["status"] == NONE, 0.0)
    both["hidden_before"] = False
    public = frozenset(range(len(rows), len(both)))
    editions = _of_editions(ledger, both, counts, areas)
    told = implied_counts(facts[facts["area"].isin(areas)], identities, counts, context)
    table = pd.concat([both, editions, told.assign(status="", hidden_before=False)], ignore_index=True)
    first = len(both) + len(editions)
    may_go = {
        first + place: carriers for place, carriers in enumerate(told["carriers"]) if private[list(carriers)].all()
    }
    by_public = {first + place for place in range(len(told))} - may_go.keys()
    return Known(table, list(rows), counts, may_go, public | by_public, _printed_before(facts.loc[rows], ledger))


def _of_editions(ledger: pd.DataFrame, both: pd.DataFrame, counts: set[str], areas: set[str]) -> pd.DataFrame:
    """What earlier editions said and the figures do not say now. What they hid and the figures hold is hidden there."""
    if ledger.empty:
        return both.iloc[:0]
    old = ledger[ledger["measure"].isin(counts) & ledger["area"].isin(areas)].drop_duplicates(KEY, keep="last")
    gone = old[~pd.MultiIndex.from_frame(old[KEY]).isin(pd.MultiIndex.from_frame(both[KEY]))]
    held = pd.MultiIndex.from_frame(gone[KEY[:-1]]).isin(pd.MultiIndex.from_frame(both[KEY[:-1]]))
    return gone.assign(hidden_before=(gone["status"] == HIDDEN) & ~held)[both.columns]


def _printed_before(rows: pd.DataFrame, ledger: pd.DataFrame) -> list[bool]:
    """Whether an earlier edition printed a figure as it is now: hiding it would hide nothing."""
    printed = ledger[ledger["value"].notna()]
    known = set(pd.MultiIndex.from_frame(printed[[*KEY[:-1], "value"]]))
    return [key in known for key in pd.MultiIndex.from_frame(rows[[*KEY[:-1], "value"]])]
