"""Every rule of SEN2 is broken by a row made for it, and by none of a clean return."""

from datetime import date

import pytest

from panelpack.facts.returns.sen2.the_return import SEN2
from sen2_returns import case, person, read, records, source, xml

RULES = {rule.name: rule for rule in SEN2.rules}
YEAR, OUTSIDE = "2022-05-09", "2021-05-09"
AFTER = "2023-02-01"

# What breaks each rule: the tables, and which of the rule's own rows it is
BROKEN = {
    "request_without_day": ({"requests": [{"outcome": "Y"}, {"outcome": "H"}]}, [0]),
    "request_twice": ({"requests": [{"child": 1, "received_date": YEAR}, {"child": 1, "received_date": YEAR}]}, [1]),
    "request_after_census": ({"requests": [{"received_date": "2023-01-19"}, {"received_date": "2023-01-20"}]}, [1]),
    "request_before_birth": (
        {"requests": [{"child": 1, "received_date": YEAR}], "persons": [{"child": 1, "birth_date": "2022-05-10"}]},
        [0],
    ),
    "no_request_of_the_year": ({"requests": [{"received_date": OUTSIDE}] * 10}, list(range(10))),
    "no_outcome_at_all": ({"requests": [{"received_date": YEAR, "outcome": "A"}] * 10}, list(range(10))),
    "request_without_outcome": ({"requests": [{"outcome": ""}, {"outcome": "A"}]}, [0]),
    "decision_without_day": ({"requests": [{"outcome": "N"}, {"outcome": "A"}]}, [0]),
    "day_without_decision": ({"requests": [{"outcome": "A", "outcome_date": YEAR}, {"outcome": "A"}]}, [0]),
    "decision_before_request": (
        {
            "requests": [
                {"received_date": YEAR, "outcome_date": "2022-05-08"},
                {"received_date": YEAR, "outcome_date": YEAR},
            ]
        },
        [0],
    ),
    "decision_after_census": ({"requests": [{"outcome_date": AFTER}, {"outcome_date": "2023-01-19"}]}, [0]),
    "pending_for_a_year": (
        {
            "requests": [
                {"outcome": "A", "received_date": "2022-01-18"},
                {"outcome": "A", "received_date": "2022-01-19"},
            ]
        },
        [0],
    ),
    "historical_in_the_year": ({"requests": [{"outcome": "H", "received_date": YEAR}, {"outcome": "H"}]}, [0]),
    "two_pending": (
        {"requests": [{"child": 1, "outcome": "A"}, {"child": 1, "outcome": "A"}, {"child": 1, "outcome": "Y"}]},
        [0, 1],
    ),
    "nobody_refused": ({"requests": [{"received_date": YEAR, "outcome": "Y"}] * 30}, list(range(30))),
    "assessed_though_refused": (
        {"assessments": [{"request_outcome": "N"}, {"request_outcome": "N", "other_tribunal": True}]},
        [0],
    ),
    "assessed_before_decision": ({"assessments": [{"request_outcome": "A"}, {"request_outcome": "Y"}]}, [0]),
    "two_assessments": ({"assessments": [{"request": 1}, {"request": 1}, {"request": 2}]}, [1]),
    "assessment_without_outcome": ({"assessments": [{"outcome": ""}, {"outcome": "A"}]}, [0]),
    "outcome_without_day": ({"assessments": [{"outcome": "Y"}, {"outcome": "A"}]}, [0]),
    "outcome_before_request": ({"assessments": [{"received_date": YEAR, "outcome_date": "2022-05-08"}]}, [0]),
    "outcome_after_census": ({"assessments": [{"outcome_date": AFTER}]}, [0]),
    "agreed_without_plan": (
        {
            "assessments": [{"request": n, "outcome": "Y", "outcome_date": YEAR} for n in (1, 2)],
            "plans": [{"request": 2}],
        },
        [0],
    ),
    "exception_not_said": ({"assessments": [{"outcome": "Y"}, {"outcome": "Y", "week_20": False}]}, [0]),
    "mostly_exceptions": (
        {"assessments": [{"outcome": "Y", "week_20": True}] * 6 + [{"outcome": "Y", "week_20": False}] * 5},
        list(range(6)),
    ),
    "dispute_without_day": ({"assessments": [{"tribunal": True}, {"tribunal": True, "outcome_date": YEAR}]}, [0]),
    "birth_not_known": ({"persons": [{}]}, [0]),
    "born_after_census": ({"persons": [{"birth_date": "2023-01-20"}, {"birth_date": "2023-01-19"}]}, [0]),
    "wrong_upn": ({"persons": [{"upn_state": "wrong"}, {"upn_state": "valid"}]}, [0]),
    "no_upn": ({"persons": [{"upn_state": "none"}, {"upn_state": "reason"}]}, [0]),
    "shared_upn": ({"persons": [{"upn_is_shared": True}, {"upn_is_shared": False}]}, [0]),
    "person_twice": ({"persons": [{"child": 1}, {"child": 1}, {"child": 2}]}, [1]),
    "person_without_request": ({"persons": [{"child": 1}, {"child": 2}], "requests": [{"child": 2}]}, [0]),
    "plan_without_start": ({"plans": [{}, {"start_date": YEAR}]}, [0]),
    "plan_twice": ({"plans": [{"child": 1, "start_date": YEAR}, {"child": 1, "start_date": YEAR}]}, [1]),
    "plan_after_census": ({"plans": [{"start_date": AFTER}]}, [0]),
    "plan_before_request": ({"plans": [{"start_date": OUTSIDE, "received_date": YEAR}]}, [0]),
    "plan_within_weeks": (
        {"plans": [{"start_date": day, "received_date": "2022-05-01"} for day in ("2022-05-28", "2022-05-29")]},
        [0],
    ),
    "plan_without_request_day": ({"plans": [{"start_date": YEAR}, {"start_date": OUTSIDE}]}, [0]),
    "no_plan_of_the_year": ({"plans": [{"start_date": OUTSIDE}] * 10}, list(range(10))),
    "plan_of_another_council": ({"plans": [{"start_date": YEAR, "transfer_la": "801"}, {"start_date": YEAR}]}, [0]),
    "plan_though_refused": ({"plans": [{"assessment_outcome": "N"}, {"assessment_outcome": "Y"}]}, [0]),
    "ceased_before_start": ({"plans": [{"start_date": YEAR, "cease_date": OUTSIDE}]}, [0]),
    "ceased_without_reason": ({"plans": [{"cease_date": YEAR}, {"cease_date": YEAR, "cease_reason": "1"}]}, [0]),
    "reason_without_end": ({"plans": [{"cease_reason": "1"}, {}]}, [0]),
    "two_plans_go_on": ({"plans": [{"child": 1}, {"child": 1}, {"child": 1, "cease_date": YEAR}]}, [0, 1]),
    "plan_neither_ended_nor_active": (
        {"plans": [{"child": n, "start_date": YEAR} for n in (1, 2)], "active_plans": [{"child": 2}]},
        [0],
    ),
    "active_though_ceased": ({"active_plans": [{"cease_date": "2023-01-19"}, {"cease_date": "2023-01-20"}]}, [0]),
    "active_twice": ({"active_plans": [{"child": 1}, {"child": 1}, {"child": 2}]}, [1]),
    "active_at_twenty_six": ({"active_plans": [{"birth_date": "1997-01-19"}, {"birth_date": "1997-01-20"}]}, [0]),
    "transfer_from_here": ({"active_plans": [{"transfer_la": "802"}, {"transfer_la": "801"}]}, [0]),
    "active_without_need": ({"active_plans": [{"needs": 0}, {"needs": 1}, {}]}, [0]),
    "active_without_placement": ({"active_plans": [{"placements": 0}, {"placements": 1}, {}]}, [0]),
    "need_without_type": ({"needs": [{"need": ""}, {"need": "not known"}, {"need": "HI"}]}, [0, 1]),
    "need_without_rank": ({"needs": [{}, {"rank": 1}]}, [0]),
    "two_primary_needs": (
        {"needs": [{"request": 1, "rank": 1}, {"request": 1, "rank": 1}, {"request": 2, "rank": 1}]},
        [0, 1],
    ),
    "no_primary_need": ({"needs": [{"request": 1, "rank": 2}, {"request": 2, "rank": 1}]}, [0]),
    "placement_nowhere": ({"placements": [{}, {"urn": "109001"}, {"setting": "EHE"}]}, [0]),
    "placement_in_two_places": ({"placements": [{"urn": "109001", "setting": "EHE"}, {"setting": "EHE"}]}, [0]),
    "wrong_urn": ({"placements": [{"urn": "nope"}, {"urn": "109001"}, {}]}, [0]),
    "left_before_entry": ({"placements": [{"entry_date": YEAR, "leaving_date": OUTSIDE}]}, [0]),
    "two_main_placements": (
        {"placements": [{"request": 1, "rank": 1}, {"request": 1, "rank": 1}, {"request": 2, "rank": 1}]},
        [0, 1],
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_marks_the_row_made_for_it_and_no_other(name):
    rule = RULES[name]
    tables, rows = BROKEN[name]
    made = records(**tables)
    bad = rule.broken(made)
    assert list(bad.index) == list(made[rule.table].index)
    assert [int(row) for row in bad[bad.astype(bool)].index] == rows
    assert set(rule.needs) <= set(tables)


def test_no_example_is_of_a_rule_that_is_not_there():
    assert set(BROKEN) == set(RULES)


def test_a_clean_return_breaks_no_rule():
    children = [person(n, case(date(2022, 2, 1), 130 + n)) for n in range(12)]
    faults = read(source("a.xml", xml(children)))[1]
    assert [str(fault) for fault in faults] == []


def test_every_rule_says_what_breaking_it_does_and_what_to_do():
    for rule in SEN2.rules:
        assert rule.what and rule.todo and rule.table in {table.name for table in SEN2.tables}
        assert set(rule.touches) <= set(SEN2.touched_by(""))


def test_no_rule_is_broken_by_tables_without_rows():
    made = records(**{table.name: [] for table in SEN2.tables})
    for rule in SEN2.rules:
        assert len(rule.broken(made)) == 0
