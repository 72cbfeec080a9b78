"""The ledger of a town so small that its figures can be counted on one's fingers."""

import numpy as np
import pandas as pd
import pytest

from panelpack.commands.sample.days import NEVER, day
from panelpack.commands.sample.ledger import Choices, Entry, written
from panelpack.commands.sample.ledger_counts import ledger_counts
from panelpack.commands.sample.places import FAR, NEAR, OWN, Places
from panelpack.commands.sample.town import Town

STEPS = ("authorised", "enquiry", "conference", "transfer", "plan", "plan_end", "category_changed")
DAY = {"before": day(2021, 6, 1)}


def case(child, on, closed=NEVER, nfa=False, **steps):
    return {
        "child": child, "day": on, "nfa": nfa, "closed": closed, "factors": "21", "plan_first": "NEG",
        "plan_latest": "EMO", **dict.fromkeys(STEPS, NEVER), **steps,
    }  # fmt: skip


def town(cases=(), periods=(), stays=(), **tables):
    """A town of 20,000 with children born on 1 January 2010 and one reporting year, 2022-23."""
    children = np.arange(10)
    people = pd.DataFrame(
        {"child": children, "born": day(2010, 1, 1), "unaccompanied": children == 9, "earlier_plans": 0}, index=children
    )
    empty = {
        "contacts": ["day", "referral"],
        "missing": ["child", "start", "end", "kind"],
        "health": ["year"],
        "leavers": ["on"],
        "adoptions": ["adopted"],
        "ehc": ["received"],
        "families": ["enquiry", "stage1", "stage2", "approved"],
    }
    found = {name: pd.DataFrame(columns=columns) for name, columns in empty.items()}
    found["periods"] = pd.DataFrame(periods, columns=["period", "child", "start", "end", "reason", "respite"])
    columns = ["period", "stay", "start", "end", "kind", "home", "post"]
    found["episodes"] = pd.DataFrame(stays, columns=columns)
    places = Places(
        zone=np.array([OWN, NEAR, FAR]),
        postcode=np.array(["XS1 1CC", "XN1 1CC", "XF1 1CC"]),
        area=np.array(["X99000001", "X99000011", "X99000014"]),
        easting=np.array([0, 32_000, 33_000]),
        northing=np.array([0, 0, 0]),
    )
    frame = pd.DataFrame(list(cases), columns=list(case(0, 0)))
    return Town(20_000, range(2023, 2024), places, people, frame, found | tables)


def figures(made, choices=None):
    found = ledger_counts(made, choices)
    return {(entry.measure, entry.breakdown): entry for entry in found if "Q" not in entry.period}


@pytest.mark.parametrize(("on", "again"), [(day(2022, 6, 1), 1), (day(2022, 6, 2), 0)])
def test_a_referral_on_the_anniversary_of_the_one_before_is_a_rereferral(on, again):
    made = town([case(1, day(2021, 6, 1), closed=day(2021, 9, 1)), case(1, on), case(2, on, closed=on, nfa=True)])
    found = figures(made)
    assert found["referrals", ""].value == 2
    assert (found["rereferrals_pct", ""].numerator, found["rereferrals_pct", ""].denominator) == (again, 2)
    assert found["referrals_nfa_pct", ""].value == 50
    assert found["cin_march", ""].value == 1, "the second case of the first child; the other led to nothing"
    assert found["referral_rate", ""].value == 10_000 * 2 / found["referral_rate", ""].denominator


def test_the_anniversary_can_be_left_out_by_choice():
    made = town([case(1, day(2021, 6, 1), closed=day(2021, 9, 1)), case(1, day(2022, 6, 1))])
    assert figures(made, Choices(anniversary_counts=False))["rereferrals", ""].value == 0


@pytest.mark.parametrize(
    ("authorised", "in_time"),
    [
        (day(2023, 1, 4), 1),  # 1 in October, 22 in November, 20 in December, 2 in January
        (day(2023, 1, 5), 0),
    ],
)
def test_assessments_within_45_working_days(authorised, in_time):
    found = figures(town([case(1, day(2022, 10, 28), authorised=authorised)]))["assessments_45d_pct", ""]
    assert (found.numerator, found.denominator) == (in_time, 1)


def test_conferences_within_15_working_days_of_those_that_followed_an_enquiry():
    made = town(
        [
            case(1, day(2022, 9, 1), enquiry=day(2022, 9, 1), conference=day(2022, 9, 23)),  # 15: 19 September was none
            case(2, day(2022, 9, 1), enquiry=day(2022, 9, 1), conference=day(2022, 9, 26)),
            case(3, day(2022, 9, 1), transfer=day(2022, 9, 5)),
            case(4, day(2022, 9, 1), enquiry=day(2022, 9, 1)),
        ]
    )
    found = figures(made)
    assert found["s47_enquiries", ""].value == 3
    assert found["icpcs", ""].value == 3
    assert (found["icpc_15d_pct", ""].numerator, found["icpc_15d_pct", ""].denominator) == (1, 2)


def test_plans_that_repeat_and_plans_of_two_years():
    last = day(2023, 3, 31)
    made = town(
        [
            case(1, last - 900, plan=last - 729, plan_end=NEVER),
            case(2, last - 900, plan=last - 730, plan_end=NEVER, category_changed=last - 10),
            case(3, day(2021, 5, 1), closed=day(2022, 3, 1), plan=day(2021, 5, 10), plan_end=day(2022, 3, 1)),
            case(3, day(2022, 5, 1), plan=day(2022, 5, 10), plan_end=last),
            case(4, day(2022, 5, 1), plan=day(2022, 5, 10), plan_end=last + 1),
        ]
    )
    found = figures(made)
    assert found["cpp_started", ""].value == 2
    assert found["cpp_repeat_pct", ""].value == 50
    assert found["cpp_open", ""].value == 3, "a plan that ends on 31 March is not open at its end"
    assert (found["cpp_2yrs_pct", ""].numerator, found["cpp_2yrs_pct", ""].denominator) == (1, 3)
    assert (
        found["cpp_by_category", "category=emotional_abuse"].value == 1
        and found["cpp_by_category", "category=neglect"].value == 2
    )


def test_children_looked_after_without_short_breaks():
    last = day(2023, 3, 31)
    periods = [
        (0, 1, day(2019, 1, 1), NEVER, "E4A", False),
        (1, 2, day(2022, 5, 1), day(2022, 8, 1), "E4A", False),
        (2, 2, day(2022, 9, 1), day(2023, 2, 1), "E45", False),
        (3, 3, day(2022, 5, 1), NEVER, "E4A", True),
        (4, 9, last, NEVER, "E17", False),
    ]
    stays = [
        (0, 0, day(2019, 1, 1), day(2021, 3, 31), "U6", 0, 0),
        (0, 1, day(2021, 3, 31), day(2022, 4, 1), "U6", 0, 0),
        (0, 1, day(2022, 4, 1), day(2022, 6, 1), "U4", 0, 0),
        (0, 2, day(2022, 6, 1), day(2022, 6, 2), "K2", 0, 1),
        (0, 3, day(2022, 6, 2), NEVER, "U6", 0, 2),
        (1, 1000, day(2022, 5, 1), day(2022, 8, 1), "U6", 0, 0),
        (2, 2000, day(2022, 9, 1), day(2023, 2, 1), "U6", 0, 0),
        (3, 3000, day(2022, 5, 1), NEVER, "U6", 0, 0),
        (4, 4000, last, NEVER, "U6", -1, 2),
    ]
    missing = pd.DataFrame(
        [(2, day(2022, 3, 30), day(2022, 4, 1), "M"), (1, day(2022, 5, 1), day(2022, 5, 2), "A")],
        columns=["child", "start", "end", "kind"],
    )
    found = figures(town(periods=periods, stays=stays, missing=missing))
    assert found["cla_march", ""].value == 2
    assert found["cla_started", ""].value == 2 and found["cla_ceased", ""].value == 1
    assert found["sgo_ceased_pct", ""].value == 100, "only the last time counts"
    three = found["cla_3plus_placements_pct", ""]
    assert (three.numerator, three.denominator) == (1, 2)
    assert found["cla_20miles_outside_pct", ""].numerator == 1, "the home of the other is not known"
    long_term = found["cla_same_carer_2yrs_pct", ""]
    assert (long_term.numerator, long_term.denominator) == (0, 1)
    went = found["cla_missing_pct", ""]
    assert (went.numerator, went.denominator) == (1, 3)


def test_ehc_plans_in_140_days_and_not_in_141():
    row = {
        "child": 1,
        "assessed": NEVER,
        "found": "Y",
        "transfer": False,
        "outcome": "Y",
        "need": "DS",
        "exception": False,
        "ceased": NEVER,
    }
    received = day(2022, 3, 1)
    rows = [
        row | {"received": received, "decided": received + 40, "issued": received + 140},
        row | {"received": received, "decided": received + 40, "issued": received + 141, "need": "SEMH"},
        row | {"received": received, "decided": received + 40, "issued": received + 300, "exception": True},
        row | {"received": received, "decided": received + 40, "issued": NEVER, "outcome": "N"},
    ]
    found = figures(town(ehc=pd.DataFrame(rows)))
    timely = found["ehc_20wk_exc_pct", ""]
    assert (timely.numerator, timely.denominator) == (1, 2)
    assert found["ehc_20wk_all_pct", ""].denominator == 3
    assert found["ehc_requests_refused_pct", ""].value == 25
    assert found["ehc_plans", ""].value == 3
    assert found["ehc_plans_by_need", "primary_need=OTH"].value == 2


def test_the_ledger_as_csv_leaves_cells_empty_that_do_not_apply():
    lines = written(
        [Entry("referrals", "2022-23", "", None, None, 12.0), Entry("a_pct", "2022-23", "", 1.0, 3.0, 100 / 3)]
    )
    assert lines.splitlines()[1:] == ["referrals,2022-23,,,,12,0", "a_pct,2022-23,,1,3,33.33333333,0"]
