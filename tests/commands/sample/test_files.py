"""The files of Sampleshire, read plainly and counted by hand: they say what its ledger says."""

import csv
import io
from collections import defaultdict
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from lxml import etree

from panelpack.commands.sample.annex_a_return import annex_a_return
from panelpack.commands.sample.cin_return import cin_return
from panelpack.commands.sample.files import as_files
from panelpack.commands.sample.ledger_counts import ledger_counts
from panelpack.commands.sample.sen2_return import sen2_return
from panelpack.commands.sample.ssda903_return import ssda903_return

FIRST, LAST = date(2024, 4, 1), date(2025, 3, 31)
YEAR = 2025


@pytest.fixture(scope="module")
def ledger(town):
    return {(entry.measure, entry.period, entry.breakdown): entry for entry in ledger_counts(town)}


@pytest.fixture(scope="module")
def modules(town):
    """Rows of each SSDA903 module of three years, the last one's first."""
    found = {}
    for year in (2025, 2024, 2023):
        for path, content in as_files(ssda903_return(town, year)).items():
            rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
            found[year, path.removeprefix("ssda903/").removesuffix(".csv")] = rows
    return found


@pytest.fixture(scope="module")
def census(town):
    """The CIN census of three years, as trees."""
    return {year: etree.fromstring(next(iter(as_files(cin_return(town, year)).values()))) for year in (2024, 2025)}


@pytest.fixture(scope="module")
def sen2(town):
    return etree.fromstring(next(iter(as_files(sen2_return(town, YEAR)).values())))


def british(text):
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None


def iso(node, path):
    text = node.findtext(path)
    return date.fromisoformat(text) if text else None


def lasting(rows):
    return [row for row in rows if row["LS"] not in ("V3", "V4")]


def stock(rows):
    """Children with an episode open at the end of the year, with that episode."""
    return {row["CHILD"]: row for row in lasting(rows) if not row["DEC"]}


def test_children_looked_after(modules, ledger):
    rows = lasting(modules[YEAR, "episodes"])
    started = {row["CHILD"] for row in rows if row["RNE"] == "S" and FIRST <= british(row["DECOM"]) <= LAST}
    ceased = {row["CHILD"]: row["REC"] for row in rows if row["REC"] not in ("", "X1")}
    assert ledger["cla_march", "31 March 2025", ""].value == len(stock(rows)) > 20
    assert ledger["cla_started", "2024-25", ""].value == len(started)
    assert ledger["cla_ceased", "2024-25", ""].value == len(ceased)
    assert ledger["adopted", "2024-25", ""].value == sum(rec in ("E11", "E12") for rec in ceased.values())


def test_placements(modules, ledger):
    rows = lasting(modules[YEAR, "episodes"])
    placements = defaultdict(int)
    for row in rows:
        new = row["RNE"] in ("S", "P", "B") and british(row["DECOM"]) >= FIRST
        open_at_start = british(row["DECOM"]) < FIRST and british(row["DEC"]) != FIRST
        placements[row["CHILD"]] += new or open_at_start
    entry = ledger["cla_3plus_placements_pct", "31 March 2025", ""]
    many = sum(placements[child] >= 3 for child in stock(rows))
    assert (entry.numerator, entry.denominator) == (many, len(stock(rows)))


def test_placements_far_from_home(modules, ledger, town):
    places = {code: number for number, code in enumerate(town.places.postcode)}
    far = 0
    for row in stock(modules[YEAR, "episodes"]).values():
        if row["HOME_POST"] and town.places.area[places[row["PL_POST"]]] != "X99000001":
            far += town.places.miles(places[row["HOME_POST"]], places[row["PL_POST"]]) > 20
    assert ledger["cla_20miles_outside_pct", "31 March 2025", ""].numerator == far > 0


def test_the_same_carer_for_two_years_from_three_returns(modules, ledger):
    """Episodes of three returns together say how long a child has been where it is."""
    every = defaultdict(dict)
    for year in (2023, 2024, 2025):
        for row in lasting(modules[year, "episodes"]):
            every[row["CHILD"]][british(row["DECOM"])] = row
    birthdays = {row["CHILD"]: british(row["DOB"]) for row in modules[YEAR, "header"]}
    settled = long_term = 0
    for child in stock(modules[YEAR, "episodes"]):
        of_child = sorted(every[child].items())
        entered = max((day for day, row in of_child if row["RNE"] == "S"), default=date.min)
        moved = [day for day, row in of_child if row["RNE"] in ("S", "P", "B")]
        adopting = of_child[-1][1]["PLACE"].startswith("A")
        since = (
            moved[-2 if adopting and of_child[-1][1]["RNE"] == "P" and len(moved) > 1 else -1] if moved else date.min
        )
        if birthdays[child] > date(2009, 3, 31) and entered <= date(2022, 9, 30):
            long_term += 1
            settled += since <= date(2023, 3, 31)
    entry = ledger["cla_same_carer_2yrs_pct", "31 March 2025", ""]
    assert (entry.numerator, entry.denominator, entry.returns_before) == (settled, long_term, 2)


def test_health_and_missing(modules, ledger):
    rows = modules[YEAR, "oc2"]
    assert ledger["cla_dental_pct", "2024-25", ""].numerator == sum(row["TEETH_CHECK"] == "1" for row in rows)
    assert ledger["cla_health_assessment_pct", "2024-25", ""].denominator == len(rows) > 10
    went = {row["CHILD"] for row in modules[YEAR, "missing"] if row["MISSING"] == "M"}
    entry = ledger["cla_missing_pct", "2024-25", ""]
    in_care = {row["CHILD"] for row in lasting(modules[YEAR, "episodes"])}
    assert (entry.numerator, entry.denominator) == (len(went), len(in_care))


def test_care_leavers(modules, ledger):
    employed = ("F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5")
    rows = [row for row in modules[YEAR, "oc3"] if row["IN_TOUCH"] not in ("DIED", "RHOM")]
    older = [row for row in rows if 19 <= 2024 + (british(row["DOB"]).month < 4) - british(row["DOB"]).year <= 21]
    entry = ledger["care_leavers_eet_19_21_pct", "2024-25", ""]
    assert (entry.numerator, entry.denominator) == (sum(row["ACTIV"] in employed for row in older), len(older))


def test_referrals_and_plans(census, ledger):
    details = [(child, case) for child in census[YEAR].iter("Child") for case in child.iter("CINdetails")]
    cases = [case for _, case in details]
    now = [case for case in cases if FIRST <= iso(case, "CINreferralDate") <= LAST]
    assert ledger["referrals", "2024-25", ""].value == len(now) > 200
    nfa = sum(case.findtext("ReferralNFA") == "true" for case in now)
    assert ledger["referrals_nfa_pct", "2024-25", ""].numerator == nfa
    open_now = [
        case for case in cases if iso(case, "CINclosureDate") is None and case.findtext("ReferralNFA") != "true"
    ]
    assert ledger["cin_march", "31 March 2025", ""].value == len(open_now)
    plans = [plan for case in cases for plan in case.iter("ChildProtectionPlans")]
    started = [plan for plan in plans if FIRST <= iso(plan, "CPPstartDate") <= LAST]
    assert ledger["cpp_started", "2024-25", ""].value == len(started)
    again = sum(plan.findtext("NumberOfPreviousCPP") != "0" for plan in started)
    assert ledger["cpp_repeat_pct", "2024-25", ""].numerator == again
    still = [plan for plan in plans if iso(plan, "CPPendDate") is None]
    assert ledger["cpp_open", "31 March 2025", ""].value == len(still)
    assert ledger["cpp_2yrs_pct", "31 March 2025", ""].numerator == sum(
        (LAST - iso(plan, "CPPstartDate")).days > 729 for plan in still
    )


def test_rereferrals_from_two_returns(census, ledger):
    days = defaultdict(set)
    for tree in census.values():
        for child in tree.iter("Child"):
            days[child.findtext("ChildIdentifiers/LAchildID")] |= {
                iso(case, "CINreferralDate") for case in child.iter("CINdetails")
            }
    again = 0
    for own in days.values():
        ordered = sorted(own)
        for before, after in zip(ordered, ordered[1:], strict=False):
            anniversary = before.replace(year=before.year + 1) if (before.month, before.day) != (2, 29) else None
            again += FIRST <= after <= LAST and after <= (anniversary or date(before.year + 1, 3, 1))
    assert ledger["rereferrals", "2024-25", ""].value == again > 20


def test_conferences_and_enquiries(census, ledger):
    cases = list(census[YEAR].iter("CINdetails"))
    enquiries = [enquiry for case in cases for enquiry in case.iter("Section47")]
    started = sum(FIRST <= iso(enquiry, "S47ActualStartDate") <= LAST for enquiry in enquiries)
    assert ledger["s47_enquiries", "2024-25", ""].value == started
    held = sum(iso(enquiry, "DateOfInitialCPC") is not None for enquiry in enquiries)
    moved_in = sum(iso(case, "DateOfInitialCPC") is not None for case in cases)
    assert ledger["icpcs", "2024-25", ""].value == held + moved_in


def test_ehc_requests_and_plans(sen2, ledger):
    requests = list(sen2.iter("Requests"))
    received = [item for item in requests if (day := iso(item, "ReceivedDate")) and day.year == 2024]
    assert ledger["ehc_requests", "2024", ""].value == len(received) > 50
    refused = sum(item.findtext("RequestOutcome") == "N" for item in received)
    assert ledger["ehc_requests_refused_pct", "2024", ""].numerator == refused
    active = [plan for item in requests for plan in item.iter("ActivePlans")]
    assert ledger["ehc_plans", "January 2025", ""].value == len(active)
    issued = [
        (
            (iso(item, "Assessment/NamedPlan/StartDate") - iso(item, "ReceivedDate")).days,
            item.findtext("Assessment/Week20"),
        )
        for item in requests
        if (start := iso(item, "Assessment/NamedPlan/StartDate")) and start.year == 2024
    ]
    entry = ledger["ehc_20wk_exc_pct", "2024", ""]
    timed = [days <= 140 for days, exception in issued if exception != "1"]
    assert (entry.numerator, entry.denominator) == (sum(timed), len(timed))
    needs = sum(
        need.findtext("SENtype") == "ASD" for plan in active for need in plan.iter("SENneed") if need[1].text == "1"
    )
    assert ledger["ehc_plans_by_need", "January 2025", "primary_need=ASD"].value == needs


def test_the_lists_of_annex_a(town, ledger):
    content = as_files(annex_a_return(town, YEAR))["annex_a/annex_a_2025.xlsx"]
    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    assert book.sheetnames == [f"List {number}" for number in range(1, 12)]
    rows = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    assert [len(rows[f"List {number}"][0]) for number in range(1, 12)] == [8, 8, 11, 12, 14, 14, 17, 34, 13, 16, 19]
    assert ledger["contacts", "2024-25", ""].value == len(rows["List 1"]) - 1
    assert ledger["referrals", "2024-25", ""].value == len(rows["List 3"]) - 1
    referred = defaultdict(list)
    for row in rows["List 3"][1:]:
        referred[row[0]].append(row[5])
    led = sum(any(0 <= (on - row[5]).days <= 10 for on in referred[row[0]]) for row in rows["List 1"][1:])
    assert ledger["contacts_to_referral", "2024-25", ""].value == led
    open_plans = [row for row in rows["List 7"][1:] if row[12] is None]
    assert ledger["cpp_open", "31 March 2025", ""].value == len({row[0] for row in open_plans})


def test_codes_are_those_of_the_year_of_the_return(modules, town):
    assert {row["SEX"] for row in modules[2024, "header"]} == {"1", "2"}
    assert {row["SEX"] for row in modules[2025, "header"]} == {"M", "F"}
    kinds = {year: {row["PLACE"] for row in modules[year, "episodes"]} for year in (2023, 2024, 2025)}
    assert "K3" in kinds[2025] and not {"H5", "P2"} & kinds[2025]
    assert "H5" in kinds[2024] and not {"K3", "P2"} & kinds[2024]
    assert (2023, "sw_episodes") not in modules and (2024, "sw_episodes") in modules
    trees = {year: as_files(cin_return(town, year))[f"cin/cin_{year}.xml"] for year in (2024, 2025)}
    assert b"<GenderCurrent>" in trees[2024] and b"<Sex>" not in trees[2024]
    assert b"<Sex>" in trees[2025] and b"<GenderCurrent>" not in trees[2025]
