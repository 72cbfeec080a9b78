"""Every rule of Annex A is broken by a row made for it, and by none of a clean workbook."""

from datetime import date, timedelta

import pytest

from annex_a_returns import HEADINGS, read, records, workbook
from panelpack.facts.returns.annex_a.the_return import ANNEX_A

RULES = {rule.name: rule for rule in ANNEX_A.rules}
IN, EARLIER, LATER = "2022-06-01", "2022-05-01", "2022-07-01"
BORN, AFTER = "2015-02-03", "2023-04-01"


def contacts(*days, **more):
    return {"contacts": [{"contact_date": day, "birth_date": BORN, "source": "x", **more} for day in days]}


def outcomes(*said):
    return {
        "contact_outcomes": [{"child": n, "contact_date": IN, "led_to_referral": one} for n, one in enumerate(said)]
    }


def care(*rows):
    return {
        "looked_after": [{"child": n, "birth_date": BORN, "legal_status": "C2", **row} for n, row in enumerate(rows)]
    }


def children(*rows):
    return {"adoption": [{"child": n, "decided": EARLIER, **row} for n, row in enumerate(rows)]}


def adopters(*rows):
    return {"adopters": [{"child": n, "adopter": n, "has_family": True, **row} for n, row in enumerate(rows)]}


BROKEN = {
    "contacts_of_part_of_the_year": (contacts("2022-10-01", "2023-03-31"), [0, 1]),
    "outcomes_of_part_of_the_year": (
        {"contact_outcomes": [{"contact_date": "2022-04-01"}, {"contact_date": "2023-02-27"}]},
        [0, 1],
    ),
    "contact_without_day": (contacts(None, IN), [0]),
    "contact_twice": (contacts(IN, IN, LATER), [1]),
    "outcome_twice": ({"contact_outcomes": [{"contact_date": IN}, {"contact_date": IN}]}, [1]),
    "contact_of_another_year": (contacts("2022-03-31", "2022-04-01", "2023-03-31", AFTER, None), [0, 3]),
    "contact_long_before_birth": (contacts("2014-04-01", "2014-05-01"), [0]),
    "contact_of_an_adult": (contacts("2033-02-03", "2033-02-02"), [0]),
    "contact_without_birth": (contacts(IN, birth_date=None), [0]),
    "contact_without_source": (contacts(IN, source=""), [0]),
    "contacts_of_one_day": (contacts(*[IN] * 10, *[f"2022-08-{day:02d}" for day in range(1, 30)]), list(range(10))),
    "month_without_contacts": (
        contacts(*[f"2022-{month:02d}-{day:02d}" for month in range(4, 13) for day in range(1, 15)]),
        list(range(126)),
    ),
    "many_contacts_of_one_child": (contacts(*[f"2022-06-{day:02d}" for day in range(1, 13)], AFTER), list(range(12))),
    "contact_without_outcome": (outcomes("", "NO"), [0]),
    "outcome_not_clear": (outcomes("UNCLEAR", "NO"), [0]),
    "every_contact_led_to_a_referral": (outcomes(*["YES"] * 10), list(range(10))),
    "no_contact_led_to_a_referral": (outcomes(*["NO"] * 9, ""), list(range(10))),
    "leavers_of_part_of_the_year": (care({"ceased": "2022-10-01"}, {"ceased": "2022-07-03"}), [0, 1]),
    "starters_end_before_the_year": (care({"started": "2022-12-01"}, {}), [0, 1]),
    "care_without_start": (care({}, {"started": IN}), [0]),
    "care_twice": (care({"child": 1, "started": IN}, {"child": 1, "started": IN}, {"child": 1, "started": LATER}), [1]),
    "care_starts_after_year": (care({"started": AFTER}, {"started": "2023-03-31"}), [0]),
    "care_ends_before_start": (care({"started": IN, "ceased": EARLIER}, {"started": IN, "ceased": IN}), [0]),
    "care_before_birth": (care({"started": "2015-02-02"}, {"started": BORN}), [0]),
    "care_of_an_adult": (care({"started": "2033-02-03"}, {"started": "2033-02-02"}), [0]),
    "care_without_status": (care({"legal_status": ""}, {"legal_status": "not known"}, {}), [0, 1]),
    "assessed_before_care": (care({"started": IN, "assessed": EARLIER}, {"started": IN, "assessed": IN}), [0]),
    "assessed_a_year_later": (
        care({"started": IN, "assessed": "2023-06-01"}, {"started": IN, "assessed": "2023-05-31"}),
        [0],
    ),
    "nobody_assessed": (care(*[{"started": IN}] * 10), list(range(10))),
    "children_end_before_the_year": (children({}, {"placed": "2022-09-28"}), [0, 1]),
    "child_twice": (children({"child": 1}, {"child": 1}, {"child": 1, "decided": IN}), [1]),
    "child_without_decision": (children({"decided": None}, {}), [0]),
    "child_in_care_before_birth": (children({"entered_care": IN, "birth_date": LATER}, {"entered_care": IN}), [0]),
    "early_before_care": (children({"entered_care": IN, "early_placed": EARLIER}), [0]),
    "early_after_placement": (children({"early_placed": LATER, "placed": IN}, {"early_placed": IN, "placed": IN}), [0]),
    "placed_before_match": (children({"placed": EARLIER, "matched": IN}, {"placed": IN, "matched": IN}), [0]),
    "placed_without_match": (children({"placed": IN}, {"placed": IN, "matched": IN}), [0]),
    "placed_after_plan_ended": (children({"placed": LATER, "plan_ended": IN}, {"placed": IN}), [0]),
    "adopted_without_placement": (children({"adopted": IN}, {"adopted": IN, "placed": IN}), [0]),
    "child_day_after_year": (children({"placed": AFTER}, {"early_placed": AFTER}, {"placed": IN}), [0, 1]),
    "adopters_end_before_the_year": (adopters({"approved": "2022-09-28"}, {"approved": AFTER}), [0, 1]),
    "adopter_twice": (adopters({"adopter": 1, "enquired": IN}, {"adopter": 1, "enquired": IN}, {"adopter": -1}), [1]),
    "adopter_without_family": (adopters({"has_family": False}, {}), [0]),
    "household_approved_twice": (adopters({"child": 1, "approved": IN}, {"child": 1, "approved": LATER}, {}), [0, 1]),
    "adopter_without_days": (adopters({"enquired": IN}, {"placed": IN}), [0]),
    "stage_1_ends_before_start": (adopters({"stage_1_started": IN, "stage_1_ended": EARLIER}), [0]),
    "stage_1_ends_without_start": (adopters({"stage_1_ended": IN}, {}), [0]),
    "stage_1_never_ends": (adopters({"stage_2_started": IN}, {}), [0]),
    "stage_1_before_enquiry": (adopters({"stage_1_started": EARLIER, "enquired": IN}), [0]),
    "stage_2_before_end_of_stage_1": (adopters({"stage_2_started": EARLIER, "stage_1_ended": IN}), [0]),
    "stage_2_ends_before_start": (adopters({"stage_2_started": IN, "stage_2_ended": EARLIER}), [0]),
    "stage_2_ends_without_start": (adopters({"stage_2_ended": IN}, {}), [0]),
    "approved_without_stage_2": (adopters({"approved": IN}, {"approved": IN, "stage_2_started": EARLIER}), [0]),
    "approved_within_stage_1": (adopters({"approved": EARLIER, "stage_1_ended": IN}), [0]),
    "matched_before_approval": (
        adopters({"matched": IN}, {"matched": IN, "approved": LATER}, {"matched": IN, "approved": IN}),
        [0, 1],
    ),
    "placed_before_adopters_matched": (adopters({"placed": IN}, {"placed": IN, "matched": IN}), [0]),
    "placed_without_number": (
        adopters({"placed": IN}, {"placed": IN, "children_placed": 0}, {"placed": IN, "children_placed": 1}),
        [0, 1],
    ),
    "goes_on_after_leaving": (adopters({"left": IN, "approved": LATER}, {"left": IN, "approved": IN}), [0]),
    "stage_2_never_ends": (adopters(*[{"approved": IN}] * 10, {}), list(range(10))),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_marks_the_row_made_for_it_and_no_other(name):
    rule = RULES[name]
    tables, rows = BROKEN[name]
    made = records(**tables)
    bad = rule.broken(made)
    assert list(bad.index) == list(made[rule.table].index)
    assert [int(row) for row in bad[bad.astype(bool)].index] == rows


def test_no_example_is_of_a_rule_that_is_not_there():
    assert set(BROKEN) == set(RULES)


def test_every_rule_says_what_breaking_it_does_and_what_to_do():
    for rule in ANNEX_A.rules:
        assert rule.what and rule.todo and rule.table in {table.name for table in ANNEX_A.tables}
        assert set(rule.touches) <= set(ANNEX_A.touched_by(rule.table))


def test_a_clean_workbook_breaks_no_rule():
    born, start = date(2015, 2, 3), date(2022, 4, 1)
    days = [start + timedelta(days=30 * n) for n in range(13)]
    one = [(n, "a) Female", "a) WBRI", born, "7", day, "q) 6: Police", "b) NFA") for n, day in enumerate(days)]
    one[0] = (*one[0][:7], "a) Referral")
    eight = [
        (1, "F", born, days[1], "C2", None, days[2], days[1] + timedelta(days=9), "A Worker"),
        (2, "F", born, days[11], "C2", None, None, days[12], "A Worker"),
    ]
    ten = [(1, "F1", born, days[0], days[2], days[3], days[7], days[8], None, None, days[1])]
    eleven = [("A1", "F1", *days[:6], days[7], days[8], days[9], 1, None, None)]
    source = workbook(
        ("List 1", [(*HEADINGS[1], "Contact outcome"), *one]),
        ("List 8", [HEADINGS[8], *eight]),
        ("List 10", [HEADINGS[10], *ten]),
        ("List 11", [HEADINGS[11], *eleven]),
    )
    made, faults = read(source)
    assert [str(fault) for fault in faults] == []
    assert {name: len(table) for name, table in made.tables.items()} == {
        "contacts": 13,
        "contact_outcomes": 13,
        "looked_after": 2,
        "adoption": 1,
        "adopters": 1,
    }


def test_no_rule_is_broken_by_tables_without_rows():
    made = records(**{table.name: [] for table in ANNEX_A.tables})
    for rule in ANNEX_A.rules:
        assert len(rule.broken(made)) == 0
