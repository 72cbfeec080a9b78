"""Counted from episodes, AD1 and decisions: how long adoption takes, who waits for it, and early permanence.

Timings are of the children adopted in the year, not over three years as in the old scorecards.
"""

from dataclasses import dataclass

import pandas as pd

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.counting import AMOUNT, COUNTED, Parts, count, mean, share
from panelpack.facts.returns.ssda903 import care, codes
from panelpack.facts.returns.ssda903.care import Care
from panelpack.facts.returns.tables import Records
from panelpack.project.parameters import ReturnChoices

MONTH_DAYS = 365.25 / 12

BANDS = {"0-3m": (0, 3), "3-6m": (3, 6), "6-12m": (6, 12), "12-18m": (12, 18), "18m+": (18, None)}
"""Months of waiting: the first of each belongs to the band, the second to the next one."""

YEARS_OF_JOURNEY = 3
"""Without so many earlier returns the children who entered care long ago would be left out of its mean."""


def journeys(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """The children adopted in the year, with the days of their way through care, missing where not known.

    `entered` care, `moved_in` with the adoptive family, with the carer of the end `since`, placement order made on
    `ordered`.
    """
    rows = care.ceased(records, span)
    rows = rows[rows["rec"].isin(codes.ADOPTED)]
    chain = Care.of(care.episodes_of(records, rows["child"], history=True), choices.temporary_placements_are_moves)
    place, before = chain.episodes["place"], chain.previous_place
    still = place.isin(codes.TEMPORARY) & before.isin(codes.ADOPTIVE)
    adoptive = (place.isin(codes.ADOPTIVE) | still).to_numpy()
    with_foster_carer = place.isin(codes.ADOPTIVE_WITH_FOSTER_CARER)
    moved_in = chain.days(chain.run_of(adoptive)).where(pd.Series(adoptive))
    ordered, known = chain.order_made()
    days = pd.DataFrame(
        {
            "entered": chain.entered,
            "moved_in": moved_in,
            "since": moved_in.mask(with_foster_carer, chain.days(chain.placed)),
            "ordered": ordered.where(pd.Series(known)),
        }
    )
    last = days[["entered", "moved_in", "since", "ordered"]].set_index(chain.episodes["child"])[chain.last]
    return rows.join(last, on="child")


@mean("adoption_entry_to_placement_days", "episodes", years_before=YEARS_OF_JOURNEY)
def entry_to_placement(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """The mean number of days from entering care (reason S of the last period) to moving in with the adoptive family
    (the first of the last placements A3 to A6), of the children adopted in the year whose entry is known: measure A1.
    """
    return _days(journeys(records, span, choices), "entered", "moved_in")


@mean("adoption_entry_to_carer_days", "episodes", years_before=YEARS_OF_JOURNEY)
def entry_to_carer(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """As from entering care to moving in with the adoptive family, but where foster carers adopt (A3, A5), to the day
    on which the child moved in with them: measure A10.
    """
    return _days(journeys(records, span, choices), "entered", "since")


@mean("adoption_care_to_placement_months", "episodes", years_before=YEARS_OF_JOURNEY)
def entry_to_placement_months(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """As the days from entering care to moving in with the adoptive family, in months of 30.4375 days (children looked
    after statistics).
    """
    rows = _days(journeys(records, span, choices), "entered", "moved_in")
    return rows.assign(**{AMOUNT: rows[AMOUNT] / MONTH_DAYS})


@count("adopted_entry_known", "episodes", each="child", years_before=YEARS_OF_JOURNEY)
def entry_known(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Of the children adopted in the year, those whose entry into care and move to the adoptive family are known: those
    over whom the days and months are a mean.
    """
    rows = entry_to_placement.rows(records, span, choices)
    return rows[rows[AMOUNT].notna()]


@mean("adoption_order_to_match_days", "episodes", "ad1", years_before=2)
def order_to_match(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """The mean number of days from the placement order (the first E1 of the last period) to the match with adopters
    (AD1), of the children adopted in the year with both; a match before the order is nought: measure A2, in the year.
    """
    rows = journeys(records, span, choices)
    matches = care.of_year(records, "ad1").drop_duplicates("child").set_index("child")["date_match"]
    found = _days(rows.assign(matched=care.of_children(matches, rows)), "ordered", "matched")
    return found.assign(**{AMOUNT: found[AMOUNT].clip(lower=0)})


@count("adopted_match_known", "episodes", "ad1", each="child", years_before=2)
def match_known(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Of the children adopted in the year, those whose placement order and match are known: those over whom the days
    are a mean.
    """
    rows = order_to_match.rows(records, span, choices)
    return rows[rows[AMOUNT].notna()]


def _days(rows: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    return rows.assign(**{AMOUNT: (rows[end] - rows[start]).dt.days.astype("float64")})


@count(
    "adoption_waiting",
    "episodes",
    "placed_adoption",
    each="child",
    parts={"wait_band": Parts("wait_band", {band: band for band in BANDS})},
)
def waiting(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Children in care at 31 March with a placement order (E1) who are not placed for adoption (A3 to A6) and whose
    plan was not changed, by months since the order: three months to the day are in the band from 3 to 6.
    """
    rows = care.in_care_at_end(records, span)
    rows = rows[(rows["ls"] == codes.PLACEMENT_ORDER) & ~rows["place"].isin(codes.ADOPTIVE)]
    rows = rows[~rows["child"].isin(_plans_changed(records, span))]
    chain = Care.of(care.episodes_of(records, rows["child"], history=True), choices.temporary_placements_are_moves)
    ordered, known = chain.order_made()
    bands = pd.Series("", index=ordered.index)
    for band, (least, most) in BANDS.items():
        waited = ordered <= span.end - pd.DateOffset(months=least)
        if most is not None:
            waited &= ordered > span.end - pd.DateOffset(months=most)
        # An order made at some time before the records begin has at least waited since then
        bands[waited & (pd.Series(known) | (most is None))] = band
    of_child = pd.Series(bands.to_numpy(), index=chain.episodes["child"])[chain.last]
    return rows.assign(wait_band=care.of_children(of_child, rows))


def _plans_changed(records: Records, span: Span) -> "pd.Series[int]":
    """The children whose latest decision for adoption by the day was reversed by then."""
    decisions = records["placed_adoption"]
    made = decisions[decisions["date_placed"] <= span.end].sort_values("date_placed", kind="stable")
    latest = made.drop_duplicates("child", keep="last")
    return latest.loc[latest["date_placed_ceased"] <= span.end, "child"]


@dataclass(frozen=True)
class _Newly:
    """Episodes of some placements that were begun in a span by children who were not in one before."""

    rows: pd.DataFrame
    previous_place: "pd.Series[str]"


def _newly_placed(records: Records, span: Span, places: tuple[str, ...]) -> _Newly:
    episodes = records["episodes"]
    begun = episodes["place"].isin(places) & span.holds(episodes["decom"]) & ~care.is_short_break(episodes)
    children = care.of_year(records, "episodes", begun)["child"]
    chain = Care.of(care.episodes_of(records, children, history=False), temporary_placements_are_moves=True)
    before = chain.previous_place
    new = chain.episodes["place"].isin(places) & span.holds(chain.episodes["decom"]) & ~before.isin(places)
    rows = care.one_each(chain.episodes[new], "decom", "first")
    return _Newly(rows, before[rows.index])


@count("adoption_placed", "episodes", each="child")
def placed_for_adoption(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children for whom a placement for adoption (A3 to A6) began in the year."""
    return _newly_placed(records, span, codes.ADOPTIVE).rows


@count("early_permanence_placed", "episodes", each="child")
def placed_early(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children for whom a foster placement with carers who may adopt began in the year: fostering for adoption or
    concurrent planning (U2, U5).
    """
    return _newly_placed(records, span, codes.EARLY_PERMANENCE).rows


@share("early_permanence_pct", "episodes", each="child")
def adoptive_after_early_permanence(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the children for whom a placement for adoption (A3 to A6) began in the year, those who came to it from early
    permanence (U2 or U5 directly before).
    """
    found = _newly_placed(records, span, codes.ADOPTIVE)
    return found.rows.assign(**{COUNTED: found.previous_place.isin(codes.EARLY_PERMANENCE)})
