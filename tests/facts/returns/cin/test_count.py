"""Measures of the children in need census, each with its boundary, worked out by hand."""

import random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cin_census import assessment, census, child, cin_plan, enquiry, episode, figures, plan, values
from panelpack.facts.returns.cin.the_return import CIN_CENSUS
from panelpack.facts.returns.collection import Span
from panelpack.project.parameters import ReturnChoices

A_REFERRAL = child("C0", episode("2022-05-10"))
LAST_YEAR = {"year": "2022", "reference": "2022-03-31"}


def before(*children):
    return [("2021-22", census(*children, **LAST_YEAR))]


def test_every_measure_is_in_the_catalogue_and_says_its_rule(context):
    for item in CIN_CENSUS.counts:
        assert item.measure in context.catalogue, item.measure
        assert not item.quarterly or context.catalogue[item.quarterly].basis == "quarter"
        assert len(item.says) > 40, item.measure


def test_referrals_count_each_and_children_once_from_the_first_day_to_the_last():
    found = values(
        census(
            child("C1", episode("2022-04-01"), episode("2022-09-01", nfa="true")),
            child("C2", episode("2023-03-31")),
            child("C3", episode("2022-03-31")),
        )
    )
    assert (found["referrals"], found["children_referred"]) == (3, 2)
    assert found["referrals_nfa_pct"] == pytest.approx(100 / 3)


def test_referrals_of_a_quarter_are_those_of_its_days():
    content = census(child("C1", episode("2022-06-30")), child("C2", episode("2022-07-01")))
    first = Span(pd.Timestamp("2022-04-01"), pd.Timestamp("2022-06-30"))
    assert values(content, span=first)["referrals"] == 1


@pytest.mark.parametrize(
    ("earlier", "counted", "when_not_the_anniversary"),
    [("2021-05-11", 1, 1), ("2021-05-10", 1, 0), ("2021-05-09", 0, 0)],
)
def test_a_rereferral_is_within_twelve_months_of_the_start_of_the_one_before(
    earlier, counted, when_not_the_anniversary
):
    now = census(child("C1", episode("2022-05-10")), A_REFERRAL)
    past = before(child("C1", episode(earlier, closed="2021-06-01", reason="RC7", nfa="true")))
    found = values(now, before=past)
    assert (found["rereferrals"], found["rereferrals_pct"]) == (counted, counted * 50)
    strict = ReturnChoices(rereferral_on_the_anniversary=False)
    assert values(now, before=past, choices=strict)["rereferrals"] == when_not_the_anniversary


def test_every_rereferral_counts_and_its_child_once():
    found = values(
        census(child("C1", episode("2022-04-10"), episode("2022-07-01"), episode("2022-09-01"))),
        before=before(child("C9", episode("2021-05-10"))),
    )
    assert (found["rereferrals"], found["children_rereferred"]) == (2, 1)
    assert found["rereferrals_pct"] == pytest.approx(200 / 3)


def test_two_referrals_of_one_day_are_not_each_others_rereferral():
    twice = child("C1", episode("2022-05-10", source="1A"), episode("2022-05-10", source="6"))
    assert values(census(twice), before=before(child("C9", episode("2021-05-10"))))["rereferrals"] == 0


def test_the_other_childs_referral_is_none_of_this_ones():
    found = values(census(child("C1", episode("2022-05-10"))), before=before(child("C2", episode("2021-06-10"))))
    assert found["rereferrals"] == 0


def test_rereferrals_need_the_year_before():
    assert {item.measure for item in CIN_CENSUS.counts if item.years_before} == {
        "rereferrals",
        "children_rereferred",
        "rereferrals_pct",
        "cpp_reviewed_pct",
    }


@pytest.mark.parametrize(
    ("authorised", "in_time"),
    # From Tuesday 1 November: 21 working days to the end of November, 20 in December but for the 26th and the 27th,
    # then 3 to 6 January are the 42nd to 45th, since 2 January is a holiday
    [("2023-01-06", 100), ("2023-01-07", 100), ("2023-01-09", 0), ("2022-10-31", 0)],
)
def test_an_assessment_is_in_time_on_the_45th_working_day_across_christmas(authorised, in_time):
    found = values(census(child("C1", episode("2022-11-01", assessment("2022-11-02", authorised)))))
    assert (found["assessments"], found["assessments_45d_pct"]) == (1, in_time)


def test_the_clock_of_an_assessment_may_start_with_it():
    late = census(child("C1", episode("2022-11-01", assessment("2022-11-02", "2023-01-09"))))
    assert values(late)["assessments_45d_pct"] == 0
    assert values(late, choices=ReturnChoices(assessment_clock="assessment"))["assessments_45d_pct"] == 100


def test_assessments_count_in_the_year_in_which_they_are_authorised():
    found = values(
        census(
            A_REFERRAL,
            child("C1", episode("2022-03-20", assessment("2022-03-21", "2022-04-01"))),
            child("C2", episode("2022-03-20", assessment("2022-03-21", "2022-03-31"))),
            child("C3", episode("2023-03-20", assessment("2023-03-21"))),
        )
    )
    assert found["assessments"] == 1


def test_a_factor_counts_assessments_and_not_codes_or_children():
    found = values(
        census(
            child("C1", episode("2022-05-10", assessment("2022-05-11", "2022-06-01", "11A", "11A", "24A"))),
            child(
                "C2",
                episode(
                    "2022-05-10",
                    assessment("2022-05-11", "2022-06-01", "11A"),
                    assessment("2022-07-01", "2022-08-01", "11A"),
                ),
            ),
            child("C3", episode("2022-05-10", assessment("2022-05-11", None, "11A"))),
        )
    )
    assert (found["factor_cse"], found["factor_cce"]) == (3, 1)


def test_criminal_exploitation_is_not_counted_before_it_had_a_code():
    assert {item.measure: item.since for item in CIN_CENSUS.counts if item.since} == {"factor_cce": 2022}


def test_every_enquiry_that_started_in_the_year_counts():
    record = child("C1", episode("2022-03-01", enquiry("2022-03-31"), enquiry("2022-04-01"), enquiry("2022-08-01")))
    assert values(census(record, A_REFERRAL))["s47_enquiries"] == 2


@pytest.mark.parametrize(
    ("held", "in_time"),
    # From Monday 12 December: 9 days to Friday 23, 28 to 30 December are the 10th to 12th, 3 to 5 January the rest
    [("2023-01-05", 100), ("2023-01-06", 0)],
)
def test_a_conference_is_in_time_on_the_15th_working_day(held, in_time):
    found = values(census(child("C1", episode("2022-12-01", enquiry("2022-12-12", held)))))
    assert (found["icpcs"], found["icpc_15d_pct"]) == (1, in_time)


def test_conferences_moved_in_or_before_the_enquiry_count_and_are_not_timed():
    found = figures(
        census(
            child("C1", episode("2022-05-10", enquiry("2022-05-11", "2022-05-25"))),
            child("C2", episode("2022-05-10", enquiry("2022-05-11", "2022-05-10"))),
            child("C3", episode("2022-05-10", conference="2022-06-07")),
        )
    )
    assert found["icpcs"].value == 3
    assert (found["icpc_15d_pct"].numerator, found["icpc_15d_pct"].denominator) == (1, 1)


def test_a_conference_in_two_places_counts_once_and_two_days_count_twice():
    once = child("C1", episode("2022-05-10", enquiry("2022-05-11", "2022-05-25"), conference="2022-05-25"))
    twice = child("C2", episode("2022-05-10", enquiry("2022-05-11", "2022-05-25"), conference="2022-06-07"))
    assert values(census(once))["icpcs"] == 1
    assert values(census(once, twice))["icpcs"] == 3


def test_children_in_need_are_episodes_open_when_31_march_ends():
    found = values(
        census(
            child("C1", episode("2022-05-10"), episode("2023-03-31")),
            child("C2", episode("2022-05-10", closed="2023-03-31", reason="RC7")),
            child("C3", episode("2022-05-10", closed="2023-04-01", reason="RC7")),
            child("C4", episode("2022-05-10", nfa="1")),
            child("C5", episode("2022-05-10", nfa="")),
            child("C6", episode("2023-02-10"), birth=None, ExpectedPersonBirthDate="2023-06-01"),
        )
    )
    assert found["cin_march"] == 5


def test_plans_of_children_in_need_are_another_measure_than_children_in_need():
    found = values(
        census(
            child("C1", episode("2022-05-10", cin_plan("2022-06-01"), cin_plan("2022-07-01"))),
            child("C2", episode("2022-05-10", cin_plan("2022-06-01", "2023-03-31"))),
            child("C3", episode("2022-05-10")),
        )
    )
    assert (found["cin_march"], found["cin_plans_open"]) == (3, 1)


def test_an_earlier_census_adds_nothing_to_a_stock():
    past = before(child("C9", episode("2021-05-10", plan("2021-06-01"), cin_plan("2021-06-01"))))
    now = census(child("C1", episode("2022-05-10", plan("2022-06-01"), cin_plan("2022-06-01"))))
    other = before(child("C8", episode("2020-05-10"), episode("2021-04-01")))
    assert dict(values(now, before=past)) == dict(values(now, before=other))


def test_second_plans_are_of_the_plans_that_started():
    found = figures(
        census(
            child(
                "C1",
                episode("2022-04-10", plan("2022-05-01", "2022-08-01", previous="1"), plan("2023-01-10", previous="2")),
            ),
            child("C2", episode("2022-04-10", plan("2022-05-01", previous="0"))),
            child("C3", episode("2022-04-10", plan("2022-05-01", previous=""))),
            child("C4", episode("2021-04-10", plan("2022-03-31", previous="3"))),
        )
    )
    assert found["cpp_started"].value == 4
    assert (found["cpp_repeat_pct"].numerator, found["cpp_repeat_pct"].denominator) == (2, 4)


def test_plans_open_count_children_and_those_that_end_on_the_day_are_not_open():
    content = census(
        A_REFERRAL,
        child("C1", episode("2022-04-10", plan("2022-05-01"), plan("2022-06-01", latest="EMO"))),
        child("C2", episode("2022-04-10", plan("2022-05-01", "2023-03-31"))),
        child("C3", episode("2022-04-10", plan("2022-05-01", "2023-04-01"))),
        child("C4", episode("2023-03-01", plan("2023-03-31", latest="MUL"))),
        child("C5", episode("2023-03-01", plan("2023-03-31", latest=""))),
    )
    found = values(content)
    assert found["cpp_open"] == 4
    parts = {name: value for name, value in found.items() if name.startswith("cpp_by_category;")}
    assert {name.partition("=")[2]: value for name, value in parts.items()} == {
        "neglect": 1,
        "emotional_abuse": 1,
        "physical_abuse": 0,
        "sexual_abuse": 0,
        "multiple": 1,
        "not_known": 1,
    }
    second = Span(pd.Timestamp("2022-07-01"), pd.Timestamp("2022-09-30"))
    assert values(content, span=second)["cpp_open"] == 3, "at the end of a quarter"


@pytest.mark.parametrize(("started", "long"), [("2021-04-01", 0), ("2021-03-31", 100)])
def test_a_plan_of_more_than_729_days_is_one_of_two_years(started, long):
    assert values(census(A_REFERRAL, child("C1", episode("2021-03-01", plan(started)))))["cpp_2yrs_pct"] == long


@pytest.mark.parametrize(
    ("started", "reviews", "in_time"),
    [
        ("2022-07-01", ("2022-09-30", "2023-03-31"), 100),  # 91 and 182 days
        ("2022-07-01", ("2022-10-01", "2023-03-31"), 0),  # 92 days
        ("2022-07-01", ("2022-09-20", "2023-03-22"), 100),  # 183 days
        ("2022-07-01", ("2022-09-20", "2023-03-23"), 0),  # 184 days
        ("2022-07-01", ("2022-09-28",), 0),  # 184 days to 31 March
        ("2022-07-01", ("2022-09-29",), 100),  # 183 days to 31 March
        ("2022-07-01", (), 0),
        ("2022-12-30", ("2023-03-31",), 100),
        ("2022-12-31", (), None),  # 90 days: not three months yet
    ],
)
def test_a_plan_is_reviewed_in_time_at_three_months_and_then_at_six(started, reviews, in_time):
    content = census(
        A_REFERRAL,
        child("C1", episode("2022-06-10", plan(started, None, *reviews))),
        child("C2", episode("2022-06-10", plan("2023-03-01", None, "2023-03-30"))),
    )
    assert values(content).get("cpp_reviewed_pct") == in_time


def test_reviews_of_the_year_before_come_from_its_census():
    now = census(A_REFERRAL, child("C1", episode("2021-06-10", plan("2021-07-01", None, "2022-06-15", "2022-12-10"))))
    assert values(now)["cpp_reviewed_pct"] == 100, "judged from the first review that is known"
    past = child("C1", episode("2021-06-10", plan("2021-07-01", None, "2021-09-20", "2022-02-01")))
    assert values(now, before=before(past))["cpp_reviewed_pct"] == 100
    late = child("C1", episode("2021-06-10", plan("2021-07-01", None, "2021-12-20")))
    assert values(now, before=before(late))["cpp_reviewed_pct"] == 0


CHILDREN = [
    child("C1", episode("2022-04-01", assessment("2022-04-02", "2022-05-01", "11A"), nfa="0"), episode("2022-09-01")),
    child("C2", episode("2022-05-10", enquiry("2022-05-11", "2022-05-25"), plan("2022-05-25", None, "2022-08-01"))),
    child("C3", episode("2021-05-10", plan("2021-03-01", previous="2"), cin_plan("2022-01-01"))),
    child("C4", episode("2022-06-10", conference="2022-06-20"), episode("2022-12-10", nfa="true")),
]
OUTSIDE = child(
    "C7",
    episode(
        "2020-05-10",
        assessment("2020-05-11", "2020-06-01", "11A"),
        enquiry("2020-05-12", "2020-05-25"),
        closed="2020-12-01",
        reason="RC7",
    ),
)
PAST = before(child("C1", episode("2021-10-01", closed="2021-12-01", reason="RC7")))


@pytest.fixture(scope="module")
def expected():
    """The figures of the four children as they stand."""
    return dict(values(census(*CHILDREN), before=PAST))


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(4)), split=st.integers(0, 3), extra=st.booleans())
def test_order_files_names_and_children_outside_the_year_change_no_figure(expected, order, split, extra):
    shuffled = [CHILDREN[place] for place in order] + [OUTSIDE] * extra
    files = [part for part in (shuffled[:split], shuffled[split:]) if part]
    assert dict(values(*(census(*part) for part in files), before=PAST)) == expected


def test_other_names_change_no_figure(expected):
    renamed = [
        text.replace(f"C{place}<", f"X{random.Random(place).random()}<") for place, text in enumerate(CHILDREN, 1)
    ]
    past = [(label, content.replace(b"C1<", f"X{random.Random(1).random()}<".encode())) for label, content in PAST]
    assert dict(values(census(*renamed), before=past)) == expected
