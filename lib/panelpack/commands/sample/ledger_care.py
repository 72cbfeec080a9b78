"""The ledger of children looked after, care leavers and adoption."""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter

from panelpack.commands.sample.days import NEVER, age_on, as_date, birthday, day, year_label, year_of, year_span
from panelpack.commands.sample.ledger import Choices, Labels, Tally
from panelpack.commands.sample.places import OWN
from panelpack.commands.sample.town import Town

MEANS = frozenset(
    {
        "cla_sdq_score",
        "adoption_care_to_placement_months",
        "adoption_entry_to_placement_days",
        "adoption_entry_to_carer_days",
        "adoption_order_to_match_days",
    }
)
RETURNS_BEFORE = {"cla_same_carer_2yrs_pct": 2}
_FROM_ENTRY = ("adoption_care_to_placement_months", "adoption_entry_to_placement_days", "adoption_entry_to_carer_days")
_GUARDIANS = ("E45", "E46", "E47", "E48")
_ADOPTED = ("E11", "E12")
_EMPLOYED = ("F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5")
_NOWHERE_KNOWN = "GHR"
_DAYS_A_MONTH = 365.25 / 12
_WAITS = ((18, "18m+"), (12, "12-18m"), (6, "6-12m"), (3, "3-6m"), (0, "0-3m"))


@dataclass(frozen=True)
class Period:
    """A period of care that is no short break, with its placements: start, end, kind, home and post of each."""

    child: int
    start: int
    end: int
    reason: str
    stays: list[tuple[int, int, str, int, int]]


def periods_of(town: Town) -> list[Period]:
    """All periods of care but short breaks, by child and start."""
    stays: dict[int, dict[int, tuple[int, int, str, int, int]]] = defaultdict(dict)
    names = ("period", "stay", "start", "end", "kind", "home", "post")
    rows = zip(*(town["episodes"][name].tolist() for name in names), strict=True)
    for period, stay, start, end, kind, home, post in rows:
        first = stays[period].get(stay, (start,))[0]
        stays[period][stay] = (first, end, kind, home, post)
    columns = ("period", "child", "start", "end", "reason", "respite")
    found = [
        Period(child, start, end, reason, list(stays[period].values()))
        for period, child, start, end, reason, respite in zip(
            *(town["periods"][name].tolist() for name in columns), strict=True
        )
        if not respite
    ]
    return sorted(found, key=attrgetter("child", "start"))


def count_care(town: Town, choices: Choices) -> Tally:
    """Go through the periods of care, year by year."""
    tally, labels, periods = Tally(), Labels(town.years), periods_of(town)
    born = dict(zip(town.people["child"].tolist(), town.people["born"].tolist(), strict=True))
    _flows(tally, periods, labels)
    for year in town.years:
        first, last = year_span(year)
        here = [period for period in periods if period.start <= last and period.end >= first]
        stock = {period.child: period for period in here if period.end > last}
        _stock(town, tally, year, stock, here, choices)
        _long_term(tally, year, stock, born, choices)
        _missing(town, tally, year, {period.child for period in here})
        _health(town, tally, year, born, choices)
        _leavers(town, tally, year, choices)
        _adoptions(town, tally, year, periods)
    return tally


def _flows(tally: Tally, periods: list[Period], labels: Labels) -> None:
    started: dict[str, set[int]] = defaultdict(set)
    ceased: dict[str, dict[int, str]] = defaultdict(dict)
    for period in periods:
        for label in labels(period.start):
            started[label].add(period.child)
        for label in labels(period.end):
            ceased[label][period.child] = period.reason
    for label, children in started.items():
        tally.count("cla_started", label, by=len(children))
    for label, reasons in ceased.items():
        tally.count("cla_ceased", label, by=len(reasons))
        if "Q" not in label:
            tally.count("adopted", label, by=sum(reason in _ADOPTED for reason in reasons.values()))
        for reason in reasons.values():
            tally.part("sgo_ceased_pct", [label], reason in _GUARDIANS)
            tally.part("adopted_pct", [label], reason in _ADOPTED)


def _stock(town: Town, tally: Tally, year: int, stock: dict[int, Period], here: list[Period], choices: Choices) -> None:
    first, last = year_span(year)
    label, abroad, places = Labels.march(year), set(town.people.index[town.people["unaccompanied"]]), town.places
    placements: dict[int, int] = defaultdict(int)
    for period in here:
        placements[period.child] += sum(start <= last and end >= first for start, end, *_ in period.stays)
    tally.count("cla_march", label, by=len(stock))
    for child, period in stock.items():
        *_, home, post = next(stay for stay in reversed(period.stays) if stay[0] <= last)
        outside = home >= 0 and bool(places.zone[post] != OWN)
        far = outside and round(places.miles(home, post), 1) > choices.far_miles
        tally.part("cla_20miles_outside_pct", [label], far)
        tally.part("cla_3plus_placements_pct", [label], placements[child] >= choices.many_placements)
        tally.part("cla_uasc_pct", [label], child in abroad)


def _long_term(tally: Tally, year: int, stock: dict[int, Period], born: dict[int, int], choices: Choices) -> None:
    """Under sixteen and two and a half years in care; two years with one carer, or that and placed for adoption."""
    last = year_span(year)[1]
    since, two_years = last - choices.long_care_days, last - choices.long_stay_days
    for child, period in stock.items():
        if birthday(born[child], 16) <= last or period.start > since:
            continue
        until_now = [stay for stay in period.stays if stay[0] <= last]
        settled = until_now[-1][0] <= two_years
        if until_now[-1][2].startswith("A") and len(until_now) > 1:
            settled |= until_now[-2][0] <= two_years
        tally.part("cla_same_carer_2yrs_pct", [Labels.march(year)], settled)


def _missing(town: Town, tally: Tally, year: int, here: set[int]) -> None:
    first, last = year_span(year)
    names = ("child", "start", "end", "kind")
    went = {
        child
        for child, start, end, kind in zip(*(town["missing"][name].tolist() for name in names), strict=True)
        if kind == "M" and start <= last and end >= first
    }
    for child in here:
        tally.part("cla_missing_pct", [year_label(year)], child in went)


def _health(town: Town, tally: Tally, year: int, born: dict[int, int], choices: Choices) -> None:
    label, last = year_label(year), year_span(year)[1]
    for row in town["health"].to_dict("records"):
        if row["year"] != year:
            continue
        tally.part("cla_health_assessment_pct", [label], row["assessed"] == "1")
        tally.part("cla_dental_pct", [label], row["teeth"] == "1")
        tally.part("cla_immunisations_pct", [label], row["immunised"] == "1")
        youngest, oldest = choices.scored_ages
        if row["score"] and youngest <= age_on(born[row["child"]], last) <= oldest:
            tally.mean("cla_sdq_score", label, float(row["score"]))


def _leavers(town: Town, tally: Tally, year: int, choices: Choices) -> None:
    label, (first, last) = year_label(year), year_span(year)
    for row in town["leavers"].to_dict("records"):
        if not first <= row["on"] <= last or row["touch"] in ("DIED", "RHOM"):
            continue
        ages = "19_21" if row["age"] >= 19 else "17_18"
        known = row["activity"] != "0"
        tally.part(f"care_leavers_eet_{ages}_pct", [label], row["activity"] in _EMPLOYED)
        if row["living"][0] not in _NOWHERE_KNOWN:
            tally.part(f"care_leavers_suitable_{ages}_pct", [label], row["living"].endswith("1"))
        if ages == "19_21":
            out = row["touch"] == "NO" and not (known and choices.not_in_touch_unless_known)
            tally.part("care_leavers_not_in_touch_pct", [label], out)


def _adoptions(town: Town, tally: Tally, year: int, periods: list[Period]) -> None:
    (first, last), label = year_span(year), year_label(year)
    moved_in = {(period.child, period.start): period.stays[-1][0] for period in periods}
    for row in town["adoptions"].to_dict("records"):
        if first <= row["adopted"] <= last:
            stopped = moved_in[row["child"], row["entered"]] if row["by_carer"] else row["placed"]
            waited = row["placed"] - row["entered"]
            tally.mean("adoption_care_to_placement_months", label, waited / _DAYS_A_MONTH)
            tally.mean("adoption_entry_to_placement_days", label, waited)
            tally.mean("adoption_entry_to_carer_days", label, stopped - row["entered"])
            for measure in _FROM_ENTRY:
                tally.reach(measure, label, year - year_of(row["entered"]))
            if row["ordered"] < NEVER:
                tally.reach("adoption_order_to_match_days", label, year - year_of(row["ordered"]))
                tally.mean("adoption_order_to_match_days", label, max(0, row["matched"] - row["ordered"]))
        if row["ordered"] <= last and row["placed"] > last and row["reversed"] > last:
            months = next(words for number, words in _WAITS if _later(row["ordered"], number) <= last)
            tally.reach("adoption_waiting", Labels.march(year), year - year_of(row["ordered"]))
            tally.count("adoption_waiting", Labels.march(year), f"wait_band={months}")
            tally.count("adoption_waiting", Labels.march(year))
        if first <= row["early"] <= last:
            tally.count("adoption_early_permanence", label)


def _later(start: int, months: int) -> int:
    """The day so many months after another, or the first of the month after where there is no such day."""
    of = as_date(start)
    years, month = divmod(of.month - 1 + months, 12)
    try:
        return day(of.year + years, month + 1, of.day)
    except ValueError:
        return day(of.year + years, month + 2, 1)
