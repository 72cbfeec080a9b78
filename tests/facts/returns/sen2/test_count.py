"""What SEN2 counts, on returns small enough to be counted by hand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelpack.catalogue.periods import parse
from panelpack.facts.returns.collection import Collection, span_of
from panelpack.facts.returns.counting import counted
from panelpack.facts.returns.sen2.schema import TABLES
from panelpack.facts.returns.sen2.the_return import SEN2
from panelpack.facts.returns.tables import with_history
from panelpack.facts.returns.typed import Numbering
from panelpack.project.parameters import ReturnChoices
from sen2_returns import case, element, person, read, records, source, xml

COUNTS = {item.measure: item for item in SEN2.counts}
BASES = {"ehc_plans": "january", "ehc_plans_by_need": "january", "ehc_plans_by_setting": "january"}
BASES |= {"ehc_need_semh_pct": "january"}
IN, BEFORE = "2022-06-01", "2021-12-31"


def figures(measure, made, period="", choices=None):
    """The figures of a measure by their breakdown, without parts of nought; a share as its part and base."""
    basis = BASES.get(measure, "calendar")
    days = parse(period, "quarter") if period else parse({"january": "January 2023"}.get(basis, "2022"), basis)
    found = counted(COUNTS[measure], made, span_of(days), choices or ReturnChoices())
    if COUNTS[measure].kind == "share":
        return {item.breakdown: (item.numerator, item.denominator) for item in found}
    return {item.breakdown: item.value for item in found if item.value or not item.breakdown}


def test_requests_count_in_the_calendar_year_with_its_first_and_last_day():
    days = ["2021-12-31", "2022-01-01", "2022-12-31", "2023-01-01", None]
    made = records(requests=[{"received_date": day, "outcome": "W"} for day in days])
    assert figures("ehc_requests", made) == {"": 2}


def test_refusals_are_of_all_requests_pending_and_withdrawn_ones_too():
    outcomes = ["N", "Y", "A", "W", "H", "", "not known", "N"]
    rows = [{"received_date": IN, "outcome": outcome} for outcome in outcomes]
    made = records(requests=[*rows, {"received_date": BEFORE, "outcome": "N"}])
    assert figures("ehc_requests_refused", made) == {"": 2}
    assert figures("ehc_requests_refused_pct", made) == {"": (2, 8)}


def test_a_refusal_decided_after_the_year_is_of_the_request_s_year():
    made = records(requests=[{"received_date": "2022-12-20", "outcome": "N", "outcome_date": "2023-01-10"}])
    assert figures("ehc_requests_refused", made) == {"": 1}


@pytest.mark.parametrize(("decided", "part"), [("2022-03-15", 1), ("2022-03-16", 0), ("2022-01-31", 0)])
def test_a_decision_in_six_weeks_takes_42_days_and_not_43(decided, part):
    row = {"received_date": "2022-02-01", "outcome": "N", "outcome_date": decided}
    assert figures("ehc_decisions_6wk_pct", records(requests=[row])) == {"": (part, 1)}


def test_assessments_are_completed_by_the_day_of_their_outcome():
    rows = [("Y", IN), ("N", "2022-12-31"), ("Y", BEFORE), ("W", IN), ("A", None)]
    made = records(assessments=[{"outcome": outcome, "outcome_date": day} for outcome, day in rows])
    assert figures("ehc_assessments_completed", made) == {"": 2}


def plan(start=IN, days=140, **more):
    received = date.fromisoformat(start).toordinal() - days
    return {"start_date": start, "received_date": str(date.fromordinal(received)), "week_20": False, **more}


@pytest.mark.parametrize(("days", "part"), [(139, 1), (140, 1), (141, 0), (0, 1), (-1, 0)])
def test_a_plan_is_in_time_after_140_days_and_not_after_141(days, part):
    assert figures("ehc_20wk_exc_pct", records(plans=[plan(days=days)])) == {"": (part, 1)}


def test_the_limit_is_a_choice():
    assert figures("ehc_20wk_exc_pct", records(plans=[plan(days=141)]), "", ReturnChoices(ehc_limit_days=141)) == {
        "": (1, 1)
    }


def test_a_plan_with_an_exception_is_in_neither_number_and_in_both_of_all():
    made = records(plans=[plan(), plan(days=200), plan(days=100, week_20=True), plan(days=300, week_20=True)])
    assert figures("ehc_20wk_exc_pct", made) == {"": (1, 2)}
    assert figures("ehc_20wk_all_pct", made) == {"": (2, 4)}


def test_an_exception_that_nobody_said_is_none_and_an_unknown_request_is_not_in_time():
    made = records(plans=[{"start_date": IN}, {**plan(), "week_20": None}])
    assert figures("ehc_20wk_exc_pct", made) == {"": (1, 2)}


def test_new_plans_are_those_that_started_in_the_year_and_came_from_no_other_council():
    made = records(plans=[plan(), plan("2022-01-01"), plan("2022-12-31"), plan(BEFORE), plan(transfer_la="801")])
    assert figures("ehc_plans_issued", made) == {"": 3}
    assert figures("ehc_20wk_all_pct", made) == {"": (3, 3)}


def test_quarters_count_the_plans_that_started_in_them():
    made = records(plans=[plan("2022-03-31"), plan("2022-04-01", 150), plan("2022-06-30")])
    assert figures("ehc_20wk_exc_pct", made, "2021-22 Q4") == {"": (1, 1)}
    assert figures("ehc_20wk_exc_pct", made, "2022-23 Q1") == {"": (1, 2)}
    assert figures("ehc_20wk_exc_pct", made, "2022-23 Q2") == {}


def test_a_plan_is_maintained_until_it_has_ended_by_the_day_of_the_census():
    ends = [None, "2023-01-20", "2023-01-19", BEFORE]
    made = records(active_plans=[{"child": n, "cease_date": day} for n, day in enumerate(ends)])
    assert figures("ehc_plans", made) == {"": 2}


def test_a_child_with_two_active_plans_counts_once_by_the_newest_request():
    made = records(
        active_plans=[
            {"child": 1, "request": 1, "received_date": "2020-01-01"},
            {"child": 1, "request": 2, "received_date": "2019-01-01"},
        ],
        needs=[{"request": 1, "need": "HI", "rank": 1}, {"request": 2, "need": "VI", "rank": 1}],
    )
    assert figures("ehc_plans", made) == {"": 1}
    assert figures("ehc_plans_by_need", made) == {"": 1, "primary_need=HI": 1}


def test_needs_are_by_rank_1_with_down_syndrome_within_other():
    needs = [
        (1, "SPLD", 1),
        (1, "SEMH", 2),
        (2, "DS", 1),
        (3, "OTH", 1),
        (4, "ASD", None),
        (5, "ASD", 2),
        (6, "not known", 1),
        (7, "VI", 1),
        (7, "HI", 1),
        (8, "SEMH", 1),
    ]
    made = records(
        active_plans=[{"child": n, "request": n} for n in range(1, 10)],
        needs=[{"request": request, "need": need, "rank": rank} for request, need, rank in needs],
    )
    assert figures("ehc_plans_by_need", made) == {
        "": 9,
        "primary_need=SpLD": 1,
        "primary_need=OTH": 2,
        "primary_need=ASD": 1,
        "primary_need=HI": 1,
        "primary_need=SEMH": 1,
        "primary_need=unknown": 3,
    }
    assert figures("ehc_need_semh_pct", made) == {"": (1, 9)}


def test_settings_are_those_of_the_main_placement_open_on_the_day():
    places = [
        {"request": 1, "urn": "109001", "rank": 1},
        {"request": 1, "setting": "EHE", "rank": 2},
        {"request": 2, "urn": "109001", "in_sen_unit": True},
        {"request": 3, "urn": "109001", "in_resourced_provision": True},
        {"request": 4, "ukprn": "10001234"},
        {"request": 5, "setting": "NEET"},
        {"request": 6, "urn": "109001", "leaving_date": "2023-01-19"},
        {"request": 7, "urn": "109001", "entry_date": "2023-01-20"},
        {"request": 8, "urn": "109001", "entry_date": "2023-01-19", "leaving_date": "2023-01-20"},
        {"request": 9, "setting": "not known"},
    ]
    made = records(active_plans=[{"child": n, "request": n} for n in range(1, 10)], placements=places)
    assert figures("ehc_plans_by_setting", made) == {
        "": 9,
        "setting=school": 2,
        "setting=sen_unit": 1,
        "setting=resourced_provision": 1,
        "setting=post_16": 1,
        "setting=NEET": 1,
        "setting=not_known": 3,
    }


def test_children_with_mediation_or_an_appeal_count_once_by_the_decision_s_year():
    made = records(
        requests=[
            {"child": 1, "outcome_date": IN, "tribunal": True, "mediation": True},
            {"child": 2, "outcome_date": BEFORE, "tribunal": True},
            {"child": 3, "outcome_date": IN},
        ],
        assessments=[
            {"child": 1, "outcome_date": IN, "tribunal": True},
            {"child": 4, "outcome_date": IN, "other_tribunal": True},
            {"child": 5, "tribunal": True},
        ],
    )
    assert figures("ehc_tribunal_children", made) == {"": 2}
    assert figures("ehc_mediation_children", made) == {"": 1}


def test_a_plan_that_only_the_year_before_s_return_holds_is_maintained_no_longer():
    old, numbering = Collection("sampleshire", "802", "E06000024", "2021-22"), Numbering()
    before = source("old.xml", xml([person(7, case(date(2021, 2, 1), 100))], year="2022", day="2022-01-20"))
    of_old = read(before, collection=old, numbering=numbering)[0]
    new = read(source("new.xml", xml([person(8, case(date(2022, 2, 1), 100))])), numbering=numbering)[0]
    both = with_history(new, [of_old], TABLES)
    assert len(both["active_plans"]) == 2
    assert figures("ehc_plans", both) == {"": 1}
    assert figures("ehc_requests", both) == {"": 1}


CHILDREN = [
    *((n, case(date(2022, 1, 1 + n), 130 + n, week_20=n % 2, need=("HI", "SEMH", "ASD")[n % 3])) for n in range(9)),
    (20, case(date(2022, 3, 1), None)),
    (21, case(date(2021, 3, 1), 150, ceased="2022-08-01")),
    (22, element("Requests", ReceivedDate="2022-04-01", RequestOutcome="N", RequestOutcomeDate="2022-05-01")),
]
AWAY = [(40 + n, case(date(2019, 1, 1 + n), 100, ceased="2021-01-01")) for n in range(3)]


def every_figure(*files):
    made = read(*files)[0]
    return {measure: figures(measure, made) for measure in COUNTS}


EXPECTED = every_figure(source("a.xml", xml([person(n, inside) for n, inside in CHILDREN])))


def test_the_return_of_twelve_children_is_counted_by_hand():
    assert EXPECTED["ehc_requests"] == {"": 11}
    assert EXPECTED["ehc_requests_refused_pct"] == {"": (1, 11)}
    # Children 0 to 8 took 130 to 138 days; every other one has an exception
    assert EXPECTED["ehc_20wk_exc_pct"] == {"": (5, 5)}
    assert EXPECTED["ehc_20wk_all_pct"] == {"": (9, 9)}
    assert EXPECTED["ehc_plans_by_need"] == {
        "": 9,
        "primary_need=ASD": 3,
        "primary_need=HI": 3,
        "primary_need=SEMH": 3,
    }


@settings(max_examples=4)
@given(st.permutations(CHILDREN), st.integers(0, len(CHILDREN)), st.integers(100, 10_000))
def test_order_numbers_files_and_children_of_other_years_change_no_figure(children, cut, first):
    parts = [children[:cut], [*children[cut:], *AWAY]]
    files = [
        source(f"{place}.xml", xml([person(first + number, inside) for number, inside in part]))
        for place, part in enumerate(parts)
    ]
    assert every_figure(*files) == EXPECTED


def test_tables_without_rows_count_nothing():
    made = records(**{table.name: [] for table in SEN2.tables})
    for measure in COUNTS:
        assert figures(measure, made) in ({}, {"": 0})
