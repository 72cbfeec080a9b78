"""What Annex A counts, on lists small enough to be counted by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annex_a_returns import HEADINGS, read, records, workbook
from panelpack.catalogue.periods import parse
from panelpack.facts.returns.annex_a.the_return import ANNEX_A
from panelpack.facts.returns.collection import span_of
from panelpack.facts.returns.counting import counted
from panelpack.project.parameters import ReturnChoices

COUNTS = {item.measure: item for item in ANNEX_A.counts}
IN, BEFORE, AFTER = "2022-06-01", "2022-03-31", "2023-04-01"


def figure(measure, made, period="2022-23", basis="year"):
    """The figure of a measure; a share as its part and base; None where there is none."""
    found = counted(COUNTS[measure], made, span_of(parse(period, basis)), ReturnChoices())
    if COUNTS[measure].kind == "share":
        return next(((item.numerator, item.denominator) for item in found), None)
    return found[0].value


def test_contacts_count_in_the_year_with_its_first_and_last_day_and_in_their_quarter():
    days = [BEFORE, "2022-04-01", "2022-06-30", "2022-07-01", "2023-03-31", AFTER]
    made = records(contacts=[{"child": 1, "contact_date": day} for day in days])
    assert figure("contacts", made) == 4
    assert [figure("contacts", made, f"2022-23 Q{n}", "quarter") for n in range(1, 5)] == [2, 1, 0, 1]


def test_a_contact_led_to_a_referral_by_its_outcome_and_blank_ones_stay_in_the_base():
    said = ["YES", "NO", "", "UNCLEAR", "not known", "YES"]
    rows = [{"contact_date": IN, "led_to_referral": one} for one in said]
    made = records(contact_outcomes=[*rows, {"contact_date": BEFORE, "led_to_referral": "YES"}])
    assert figure("contacts_to_referral", made) == 2
    assert figure("contacts_to_referral_pct", made) == (2, 6)


HEALTH = "initial_health_assessments_on_time_pct"


@pytest.mark.parametrize(
    ("assessed", "part"),
    [
        # 1 December 2022 is a Thursday; 26 and 27 December and 2 January are bank holidays
        ("2023-01-03", 1),
        ("2023-01-04", 0),
        ("2022-12-01", 1),
        ("2022-11-30", 0),
        ("2203-01-03", 0),
        (None, 0),
    ],
)
def test_a_health_assessment_is_in_time_on_the_20th_working_day_across_christmas(assessed, part):
    made = records(looked_after=[{"started": "2022-12-01", "assessed": assessed, "legal_status": "C2"}])
    assert figure(HEALTH, made) == (part, 1)
    assert figure("initial_health_assessments_due", made) == 1
    assert figure("initial_health_assessments_on_time", made) == part


@pytest.mark.parametrize(
    ("row", "is_due"),
    [
        ({"ceased": "2023-01-03"}, True),
        ({"ceased": "2022-12-30"}, False),
        ({"ceased": "2022-11-01"}, False),
        ({"ceased": "2024-06-01"}, True),
        ({"legal_status": "V3"}, False),
        ({"legal_status": "V4"}, False),
        ({"legal_status": "not known"}, True),
        ({"started": "2022-03-31"}, False),
        ({"started": "2022-04-01"}, True),
        # The 20th working day after 3 March 2023 is 31 March, after 6 March it is 3 April
        ({"started": "2023-03-03"}, True),
        ({"started": "2023-03-06"}, False),
    ],
)
def test_an_assessment_is_due_for_who_came_into_care_in_the_year_and_was_there_on_the_20th_day(row, is_due):
    made = records(looked_after=[{"started": "2022-12-01", **row}])
    assert figure("initial_health_assessments_due", made) == is_due


def test_early_permanence_counts_children_by_the_day_of_the_move_and_of_those_placed():
    made = records(
        adoption=[
            {"child": 1, "early_placed": IN, "placed": AFTER},
            {"child": 2, "early_placed": BEFORE, "placed": IN},
            {"child": 3, "placed": IN},
            {"child": 4, "early_placed": "2022-06-02", "placed": IN},
        ]
    )
    assert figure("early_permanence_placed", made) == 2
    assert figure("early_permanence_pct", made) == (1, 3)


PIPELINE = ["stage_1_started", "stage_2_started", "approved", "matched", "placed"]


@pytest.mark.parametrize("step", PIPELINE)
def test_households_count_once_for_two_adopters_in_the_year_of_each_step(step):
    rows = [(1, IN), (1, IN), (2, "2022-04-01"), (3, "2023-03-31"), (4, BEFORE), (5, AFTER), (6, None)]
    made = records(adopters=[{"child": child, "adopter": n, step: day} for n, (child, day) in enumerate(rows)])
    assert figure(f"adopter_{step}", made) == 3
    assert all(figure(f"adopter_{other}", made) == 0 for other in PIPELINE if other != step)


@pytest.mark.parametrize(
    ("stage", "start", "end", "part"),
    [
        ("stage_1", "2022-06-01", "2022-08-01", 1),
        ("stage_1", "2022-06-01", "2022-08-02", 0),
        ("stage_1", "2022-12-31", "2023-02-28", 1),
        ("stage_1", "2022-12-31", "2023-03-01", 0),
        ("stage_1", "2022-03-01", "2022-04-01", 1),
        ("stage_1", "2022-06-02", "2022-06-01", 0),
        ("stage_1", None, "2022-06-01", 0),
        ("stage_2", "2022-06-01", "2022-10-01", 1),
        ("stage_2", "2022-06-01", "2022-10-02", 0),
        ("stage_2", "2022-10-31", "2023-02-28", 1),
    ],
)
def test_a_stage_is_in_time_after_exactly_its_months_and_not_a_day_later(stage, start, end, part):
    made = records(adopters=[{"child": 1, f"{stage}_started": start, f"{stage}_ended": end}])
    assert figure(f"adopter_{stage}_in_time_pct", made) == (part, 1)


def test_a_stage_of_two_adopters_runs_from_the_first_start_to_the_last_end():
    rows = [("2022-06-01", "2022-07-20"), ("2022-06-10", "2022-08-05")]
    made = records(
        adopters=[{"child": 1, "adopter": n, "stage_1_started": s, "stage_1_ended": e} for n, (s, e) in enumerate(rows)]
    )
    assert figure("adopter_stage_1_in_time_pct", made) == (0, 1)


def test_without_a_stage_that_ended_there_is_no_share():
    made = records(adopters=[{"child": 1, "stage_1_started": IN}])
    assert figure("adopter_stage_1_in_time_pct", made) is None


BORN, START = date(2015, 2, 3), date(2022, 4, 1)
CONTACTS = [
    (n % 7, "F", "WBRI", BORN, 7, START + timedelta(days=28 * n), f"source {n}", ("Referral", "NFA")[n % 2])
    for n in range(14)
]
AWAY = [(90 + n, "F", "WBRI", BORN, 7, date(2021, 5, 1 + n), "x", "Referral") for n in range(3)]


def every_figure(*parts):
    heads = (*HEADINGS[1], "Contact outcome")
    files = [workbook(("1", [heads, *rows]), name=f"{place}.xlsx") for place, rows in enumerate(parts)]
    made = read(*files)[0]
    return {name: figure(name, made) for name in ("contacts", "contacts_to_referral", "contacts_to_referral_pct")}


def test_a_workbook_is_counted_by_hand():
    # The days are 1 April 2022 and every 28 days after, the last on 31 March 2023
    assert every_figure(CONTACTS) == {
        "contacts": 14,
        "contacts_to_referral": 7,
        "contacts_to_referral_pct": (7, 14),
    }


@settings(max_examples=4)
@given(st.permutations(CONTACTS), st.integers(0, len(CONTACTS)), st.integers(100, 10_000))
def test_order_numbers_files_and_children_of_other_years_change_no_figure(rows, cut, first):
    renamed = [(first + row[0], *row[1:]) for row in rows]
    assert every_figure(renamed[:cut], [*renamed[cut:], *AWAY]) == every_figure(CONTACTS)


def test_tables_without_rows_count_nothing():
    made = records(**{table.name: [] for table in ANNEX_A.tables})
    for measure in COUNTS:
        assert figure(measure, made) in (None, 0)
