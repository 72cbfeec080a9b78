"""The ledger of children in need: contacts, referrals, assessments, enquiries, conferences and plans."""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter

from panelpack.commands.sample.days import NEVER, WORKING, birthday, day, year_span
from panelpack.commands.sample.ledger import Choices, Labels, Tally
from panelpack.commands.sample.town import Town

RETURNS_BEFORE = {"rereferrals": 1, "rereferrals_pct": 1}
_CSE, _CCE = "11A", "24A"
_CCE_SINCE = day(2021, 4, 1)
_CATEGORIES = {
    "NEG": "neglect",
    "PHY": "physical_abuse",
    "SAB": "sexual_abuse",
    "EMO": "emotional_abuse",
    "MUL": "multiple",
}


@dataclass(frozen=True)
class Case:
    """What the ledger knows of a referral and what followed."""

    child: int
    day: int
    nfa: bool
    closed: int
    authorised: int
    factors: str
    enquiry: int
    conference: int
    transfer: int
    plan: int
    plan_end: int
    plan_first: str
    plan_latest: str
    category_changed: int


def cases_of(town: Town) -> list[Case]:
    """All cases, by child and day."""
    names = list(Case.__dataclass_fields__)
    rows = zip(*(town.cases[name].tolist() for name in names), strict=True)
    return sorted((Case(*row) for row in rows), key=attrgetter("child", "day"))


def count_need(town: Town, choices: Choices) -> Tally:
    """Go through all cases once and count."""
    tally, labels = Tally(), Labels(town.years)
    working = _working_days_up_to()
    earlier_plans = dict(zip(town.people["child"].tolist(), town.people["earlier_plans"].tolist(), strict=True))
    before: dict[int, int] = {}
    referred: dict[str, set[int]] = defaultdict(set)
    for case in cases_of(town):
        for period in labels(case.day)[:1]:
            referred[period].add(case.child)
        _referral(tally, labels, case, before.get(case.child), choices)
        before[case.child] = case.day
        if labels(case.authorised):
            passed = working[case.authorised] - working[case.day]
            tally.part("assessments_45d_pct", labels(case.authorised), passed <= choices.assessment_days)
            tally.count("assessments", labels(case.authorised)[0])
            _factors(tally, labels, case)
        _conference(tally, labels, case, working, choices)
        if case.plan < NEVER:
            for period in labels(case.plan):
                tally.count("cpp_started", period)
            tally.part("cpp_repeat_pct", labels(case.plan), earlier_plans[case.child] > 0)
            earlier_plans[case.child] += 1
    for period, children in referred.items():
        tally.count("children_referred", period, by=len(children))
    _stock(town, tally, choices)
    _contacts(town, tally, labels)
    return tally


def _working_days_up_to() -> dict[int, int]:
    """How many working days there were from the first one known up to each day."""
    working = set(WORKING.tolist())
    total, found = 0, {}
    for number in range(int(WORKING[0]), int(WORKING[-1]) + 1):
        total += number in working
        found[number] = total
    return found


def _referral(tally: Tally, labels: Labels, case: Case, before: int | None, choices: Choices) -> None:
    periods = labels(case.day)
    again = before is not None and (
        birthday(before, 1) >= case.day if choices.anniversary_counts else birthday(before, 1) > case.day
    )
    for period in periods:
        tally.count("referrals", period)
        tally.count("rereferrals", period, by=again)
    tally.part("rereferrals_pct", periods, again)
    tally.part("referrals_nfa_pct", periods, case.nfa)


def _factors(tally: Tally, labels: Labels, case: Case) -> None:
    """Of exploitation; that by criminals has had a code since 2021-22."""
    for measure, code in (("factor_cse", _CSE), ("factor_cce", _CCE)):
        if code == _CCE and case.authorised < _CCE_SINCE:
            continue
        for period in labels(case.authorised)[:1]:
            tally.count(measure, period, by=code in case.factors.split())


def _conference(tally: Tally, labels: Labels, case: Case, working: dict[int, int], choices: Choices) -> None:
    for period in labels(case.enquiry):
        tally.count("s47_enquiries", period)
    held = min(case.conference, case.transfer)
    for period in labels(held):
        tally.count("icpcs", period)
    if labels(held) and (case.conference < NEVER or choices.transfers_are_timed):
        timely = case.conference < NEVER and working[held] - working[case.enquiry] <= choices.conference_days
        tally.part("icpc_15d_pct", labels(held), timely)


def _stock(town: Town, tally: Tally, choices: Choices) -> None:
    """What stands on each 31 March."""
    all_cases = cases_of(town)
    for year in town.years:
        last, label = year_span(year)[1], Labels.march(year)
        tally.count("cin_march", label, by=sum(case.day <= last < case.closed and not case.nfa for case in all_cases))
        children: dict[int, Case] = {}
        for case in all_cases:
            if case.plan <= last < case.plan_end:
                children[case.child] = case
        tally.count("cpp_open", label, by=len(children))
        for case in children.values():
            tally.part("cpp_2yrs_pct", [label], last - case.plan > choices.long_plan_days)
            category = case.plan_latest if case.category_changed <= last else case.plan_first
            tally.count("cpp_by_category", label, f"category={_CATEGORIES[category]}")


def _contacts(town: Town, tally: Tally, labels: Labels) -> None:
    led: dict[str, int] = defaultdict(int)
    for number, referral in zip(town["contacts"]["day"].tolist(), town["contacts"]["referral"].tolist(), strict=True):
        for period in labels(number):
            tally.count("contacts", period)
            led[period] += referral >= 0
    for period, count in led.items():
        tally.count("contacts_to_referral", period, by=count)
