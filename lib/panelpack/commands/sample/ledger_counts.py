"""The whole ledger of a town, with the rates for which its population is needed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from panelpack.commands.sample.days import census_day, day, year_label
from panelpack.commands.sample.ledger import Choices, Entry, Labels, Tally
from panelpack.commands.sample.ledger_care import MEANS, count_care
from panelpack.commands.sample.ledger_care import RETURNS_BEFORE as CARE_BEFORE
from panelpack.commands.sample.ledger_need import RETURNS_BEFORE as NEED_BEFORE
from panelpack.commands.sample.ledger_need import count_need
from panelpack.commands.sample.sen2_return import FIRST_YEAR
from panelpack.commands.sample.town import Town

_RATES = {
    "referrals": "referral_rate", "s47_enquiries": "s47_rate", "icpcs": "icpc_rate", "cin_march": "cin_rate",
    "cpp_open": "cpp_rate", "cla_march": "cla_rate",
}  # fmt: skip
_ADOPTERS = {
    "adopter_enquiries": "enquiry",
    "adopter_stage_1_started": "stage1",
    "adopter_stage_2_started": "stage2",
    "adopter_approved": "approved",
}
_SIX_WEEKS = 42
_NEEDS = {"SPLD": "SpLD"}


def population(size: int, mid_year: int) -> int:
    """Children aged 0 to 17 in the middle of a year: the town grows a little.

    >>> population(40_000, 2022), population(40_000, 2024)
    (40000, 40320)
    """
    return round(size * (1 + 0.004 * (mid_year - 2022)))


def ledger_counts(town: Town, choices: Choices | None = None) -> list[Entry]:
    """Every measure that returns hold, counted from the town's events, by measure and period."""
    settled = choices or Choices()
    entries = [
        *count_need(town, settled).entries(NEED_BEFORE, MEANS),
        *count_care(town, settled).entries(CARE_BEFORE, MEANS),
        *_count_send(town, settled).entries({}, MEANS),
        *_count_adopters(town).entries({}, MEANS),
    ]
    entries = [_by_quarter(entry) for entry in [*entries, *_rates(town, entries)]]
    return sorted(entries, key=lambda entry: (entry.measure, entry.period, entry.breakdown))


def _by_quarter(entry: Entry) -> Entry:
    """What is counted in a quarter is a measure of its own, such as `referrals_quarterly`."""
    if " Q" not in entry.period:
        return entry
    stem = entry.measure.removesuffix("_pct")
    return replace(entry, measure=f"{stem}_quarterly{'_pct' if stem != entry.measure else ''}")


def _rates(town: Town, entries: list[Entry]) -> Iterator[Entry]:
    """Counts of a year or a 31 March for every 10,000 children of the middle of the year before."""
    ending = {label: year for year in town.years for label in (year_label(year), Labels.march(year))}
    for entry in entries:
        if entry.measure in _RATES and entry.period in ending and not entry.breakdown and entry.value is not None:
            children = population(town.size, ending[entry.period] - 1)
            rate = 10_000 * entry.value / children
            yield Entry(_RATES[entry.measure], entry.period, "", entry.value, children, rate, entry.returns_before)


def _count_send(town: Town, choices: Choices) -> Tally:
    tally, rows = Tally(), town["ehc"].to_dict("records")
    for year in town.years:
        if year < FIRST_YEAR:
            continue
        census, first, last = census_day(year), day(year - 1, 1, 1), day(year - 1, 12, 31)
        before, january = str(year - 1), f"January {year}"
        for row in rows:
            if first <= row["received"] <= last:
                tally.count("ehc_requests", before)
                refused = row["outcome"] == "N" and row["decided"] <= census
                tally.part("ehc_requests_refused_pct", [before], refused)
                tally.count("ehc_requests_refused", before, by=refused)
            _decisions(tally, row, before, range(first, last + 1))
            if first <= row["issued"] <= last and not row["transfer"]:
                in_time = row["issued"] - row["received"] <= choices.twenty_weeks
                tally.count("ehc_plans_issued", before)
                tally.part("ehc_20wk_all_pct", [before], in_time)
                if not row["exception"]:
                    tally.part("ehc_20wk_exc_pct", [before], in_time)
            if row["issued"] <= census < row["ceased"]:
                need = "OTH" if row["need"] == "DS" else row["need"]
                tally.count("ehc_plans", january)
                tally.count("ehc_plans_by_need", january, f"primary_need={_NEEDS.get(need, need)}")
                tally.part("ehc_need_semh_pct", [january], need == "SEMH")
    return tally


def _decisions(tally: Tally, row: Mapping[Any, Any], before: str, year: range) -> None:
    """Decisions of a calendar year: whether to assess, within six weeks, and whether to give a plan."""
    if row["transfer"]:
        return
    if row["decided"] in year and row["outcome"] in ("Y", "N"):
        tally.part("ehc_decisions_6wk_pct", [before], row["decided"] - row["received"] <= _SIX_WEEKS)
    if row["assessed"] in year and row["found"] in ("Y", "N"):
        tally.count("ehc_assessments_completed", before)


def _count_adopters(town: Town) -> Tally:
    """Families, not people, as list 11 of Annex A has them."""
    tally, labels = Tally(), Labels(town.years)
    for row in town["families"].to_dict("records"):
        for measure, step in _ADOPTERS.items():
            for period in labels(row[step])[:1]:
                tally.count(measure, period)
    return tally
