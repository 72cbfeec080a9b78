"""Counted from episodes: how settled children's placements are, and how far from home."""

import numpy as np
import pandas as pd

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.counting import COUNTED, share
from panelpack.facts.returns.ssda903 import care, codes
from panelpack.facts.returns.ssda903.care import Care
from panelpack.facts.returns.tables import Records, among
from panelpack.project.parameters import ReturnChoices

MANY = 3
"""So many placements in a year are many."""

LONG_IN_CARE_DAYS, LONG_PLACED_DAYS = 912, 730
"""Two and a half years, and two: more than 911 and more than 729 days, the last day counted."""

GROWING_UP = 16
"""From this age on, children are not in the measure of long placements."""

FAR_MILES = 20


@share("cla_3plus_placements_pct", "episodes", each="child")
def many_placements(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Of the children in care at 31 March, those with three or more placements in the year, each of 24 hours or more,
    the one open on 1 April and the one open on 31 March among them (LAIT). A placement begins with reason S, P or B.
    Going on with the same foster carers for adoption (A3, A5) is no move. A temporary placement (T0 to T4) with the
    way back from it is none either, unless temporary_placements_are_moves is set.
    """
    rows = care.in_care_at_end(records, span)
    episodes = records["episodes"]
    # The measure stands on 31 March, and its placements are those of the year to it
    in_year = records.collection.span.overlaps(episodes["decom"], episodes["dec"])
    asked = in_year & among(episodes["child"], rows["child"]) & ~care.is_short_break(episodes)
    chain = Care.of(care.in_order(records, asked), choices.temporary_placements_are_moves)
    begins = np.flatnonzero(chain.moves)
    if not len(begins):
        return rows.assign(**{COUNTED: False})
    ends = np.append(begins[1:], len(chain.moves)) - 1
    starts, stops = (chain.episodes[name].to_numpy() for name in ("decom", "dec"))
    lasted = np.isnat(stops[ends]) | (stops[ends] > starts[begins])
    settled = np.logical_or.reduceat(~chain.temporary, begins)
    children = chain.episodes["child"].to_numpy()[begins[lasted & settled]]
    number = np.bincount(children, minlength=int(rows["child"].max()) + 1)
    return rows.assign(**{COUNTED: number[rows["child"]] >= MANY})


@share("cla_same_carer_2yrs_pct", "episodes", "header", each="child", years_before=2)
def same_carer(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Of the children in care at 31 March, under 16, and in care without a break for two and a half years or more (more
    than 911 days, 31 March counted), those in the same placement for two years or more (more than 729 days), or placed
    for adoption where that and the placement before last as long together (LAIT, national indicator 63).
    """
    rows = care.in_care_at_end(records, span)
    rows = rows[care.ages(care.births_of(records, rows), span.end) < GROWING_UP]
    chain = Care.of(care.episodes_of(records, rows["child"], history=True), choices.temporary_placements_are_moves)
    # What came after the day, in a return that holds more than its year, is not asked
    last = _last_begun(chain, span)
    long_in_care = _days(chain.days(chain.first[last]), span) >= LONG_IN_CARE_DAYS
    placed = chain.placed[last]
    adoptive = chain.episodes["place"].isin(codes.ADOPTIVE).to_numpy()[placed] & (placed > chain.first[last])
    since = np.where(adoptive, chain.placed[np.maximum(placed - 1, 0)], placed)
    long_placed = _days(chain.days(since), span) >= LONG_PLACED_DAYS
    children = chain.episodes["child"].to_numpy()[last]
    base = rows[rows["child"].isin(children[long_in_care])]
    return base.assign(**{COUNTED: base["child"].isin(children[long_in_care & long_placed])})


def _last_begun(chain: Care, span: Span) -> care.Numbers:
    """The place of the last episode of each child that had begun by the end of the span."""
    begun = np.flatnonzero((chain.episodes["decom"] <= span.end).to_numpy())
    child = chain.episodes["child"].to_numpy()[begun]
    return begun[np.append(child[1:] != child[:-1], True)] if len(begun) else begun


def _days(since: "pd.Series[pd.Timestamp]", span: Span) -> care.Numbers:
    """Days from one day to the end of the span, both counted."""
    return (span.end - since).dt.days.to_numpy() + 1


@share("cla_20miles_outside_pct", "distances", "episodes", each="child")
def far_from_home(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the children in care at 31 March, those placed more than 20 miles from home, to one decimal, and outside the
    council's area (LAIT). Those whose distance is not known stay in the base.
    """
    rows = care.in_care_at_end(records, span)
    distances = care.of_year(records, "distances")
    far = distances[(distances["miles"] > FAR_MILES) & distances["outside"].fillna(False).astype(bool)]
    return rows.assign(**{COUNTED: care.begun(rows).isin(care.begun(far))})
