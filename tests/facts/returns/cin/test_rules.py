"""Rules of the children in need census: each is broken by a child made for it, and by no child without a fault."""

import pytest

from cin_census import assessment, census, child, cin_plan, enquiry, episode, plan, read
from panelpack.facts.returns.cin.the_return import CIN_CENSUS

CLEAN = [
    child(
        "CLEAN1",
        episode(
            "2022-05-10",
            assessment("2022-05-11", "2022-06-01", "1A", "11A"),
            enquiry("2022-05-11", "2022-05-25"),
            plan("2022-05-25", None, "2022-08-01", "2023-01-10"),
        ),
    ),
    child(
        "CLEAN2",
        episode("2022-05-10", assessment("2022-05-11", "2022-06-01", "21"), closed="2022-07-01", reason="RC8"),
        episode("2022-09-01", cin_plan("2022-09-10", "2022-12-01"), enquiry("2022-09-05", None, "true")),
    ),
    child("CLEAN3", episode("2022-05-10", conference="2022-06-07", nfa="false")),
    child("CLEAN4", episode("2023-02-10", nfa="true"), birth=None, ExpectedPersonBirthDate="2023-06-01", gender="0"),
]
"""Children without a fault, with something in every table."""

SAME = assessment("2022-05-11", "2022-06-01", "1A")
LEFT = {"closed": "2022-08-01", "reason": "RC7"}

BREAKING = {
    "child_twice": [child("TWICE", episode("2022-05-10")), child("TWICE", episode("2022-09-10"))],
    "child_without_episode": child("E"),
    "born_after_the_year": child("E", episode("2022-05-10"), birth="2023-04-01"),
    "no_birth_date": child("E", episode("2022-05-10"), birth=None),
    "born_and_expected": child("E", episode("2022-05-10"), ExpectedPersonBirthDate="2023-06-01"),
    "expected_at_another_time": child("E", episode("2022-05-10"), birth=None, ExpectedPersonBirthDate="2023-02-28"),
    "sex_of_an_unborn_child": child("E", episode("2022-05-10"), birth=None, ExpectedPersonBirthDate="2023-06-01"),
    "died_before_birth": child("E", episode("2022-05-10"), PersonDeathDate="2012-05-31"),
    "over_25": child("E", episode("2022-05-10"), birth="1997-03-31"),
    "referral_twice": child("E", episode("2022-05-10"), episode("2022-05-10")),
    "no_referral_date": child("E", episode("")),
    "referred_after_the_year": child("E", episode("2023-04-01")),
    "two_referrals_on_a_day": child("E", episode("2022-05-10"), episode("2022-05-10", source="6")),
    "referred_before_conception": child("E", episode("2022-05-10"), birth="2023-02-15"),
    "referred_after_death": child("E", episode("2022-05-10"), PersonDeathDate="2022-05-09"),
    "no_referral_source": child("E", episode("2022-05-10", source="")),
    "further_action_not_said": child("E", episode("2022-05-10", nfa="")),
    "closed_case_without_action": child("E", episode("2022-05-10", nfa="1", closed="2022-05-20", reason="RC1")),
    "action_without_action": child("E", episode("2022-05-10", enquiry("2022-05-11"), nfa="1")),
    "plan_without_action": child("E", episode("2022-05-10", plan("2022-05-25"), nfa="1")),
    "no_primary_need": child("E", episode("2022-05-10", need=None)),
    "closed_before_referral": child("E", episode("2022-05-10", closed="2022-05-09", reason="RC7")),
    "closed_outside_the_year": child("E", episode("2022-05-10", closed="2023-04-01", reason="RC7")),
    "closed_without_reason": child("E", episode("2022-05-10", closed="2022-06-01")),
    "reason_without_closure": child("E", episode("2022-05-10", reason="RC7")),
    "several_open_episodes": child("E", episode("2022-05-10"), episode("2022-09-01")),
    "open_episode_before_another": child(
        "E", episode("2022-05-10"), episode("2022-09-01", **(LEFT | {"closed": "2022-10-01"}))
    ),
    "overlapping_episodes": child("E", episode("2022-05-10", **LEFT), episode("2022-07-31")),
    "conference_before_referral": child("E", episode("2022-05-10", conference="2022-05-09")),
    "conference_outside_the_year": child("E", episode("2022-05-10", conference="2023-04-03")),
    "conference_at_weekend": child("E", episode("2022-05-10", conference="2022-05-21")),
    "conference_in_two_places": child(
        "E", episode("2022-05-10", enquiry("2022-05-11", "2022-05-25"), conference="2022-05-25")
    ),
    "action_after_assessment_only": child(
        "E", episode("2022-05-10", enquiry("2022-05-11", None, "1"), closed="2022-08-01", reason="RC8")
    ),
    "assessment_twice": child("E", episode("2022-05-10", SAME, SAME)),
    "assessment_without_start": child("E", episode("2022-05-10", assessment("", "2022-06-01", "1A"))),
    "assessment_before_referral": child("E", episode("2022-05-10", assessment("2022-05-09", "2022-06-01", "1A"))),
    "authorised_before_referral": child("E", episode("2022-05-10", assessment("2022-05-01", "2022-05-09", "1A"))),
    "assessment_cannot_be_timed": child("E", episode("", assessment("2022-05-01", "2022-05-09", "1A"))),
    "authorised_before_start": child("E", episode("2022-05-10", assessment("2022-05-20", "2022-05-19", "1A"))),
    "authorised_outside_the_year": child("E", episode("2022-05-10", assessment("2022-05-20", "2023-04-01", "1A"))),
    "unfinished_from_another_year": child("E", episode("2022-03-10", assessment("2022-03-31"))),
    # From 25 January to 31 March 2023 are 46 and 47 working days
    "assessment_overdue": child("E", episode("2023-01-20", assessment("2023-01-25"))),
    "closed_before_authorised": child("E", episode("2022-05-10", assessment("2022-05-11"), **LEFT)),
    "assessed_after_closure": child("E", episode("2022-05-10", assessment("2022-05-11", "2022-08-02", "1A"), **LEFT)),
    "several_open_assessments": child("E", episode("2023-03-01", assessment("2023-03-02"), assessment("2023-03-03"))),
    "overlapping_assessments": child(
        "E",
        episode(
            "2022-05-10", assessment("2022-05-11", "2022-06-01", "1A"), assessment("2022-05-31", "2022-07-01", "1A")
        ),
    ),
    "authorised_without_factors": child("E", episode("2022-05-10", assessment("2022-05-11", "2022-06-01"))),
    "factors_before_authorised": child("E", episode("2023-03-01", assessment("2023-03-02", None, "1A"))),
    "no_factor_beside_others": child("E", episode("2022-05-10", assessment("2022-05-11", "2022-06-01", "21", "1A"))),
    "factor_twice": child("E", episode("2022-05-10", assessment("2022-05-11", "2022-06-01", "1A", "1A"))),
    "enquiry_twice": child("E", episode("2022-05-10", enquiry("2022-05-11"), enquiry("2022-05-11"))),
    "enquiry_without_start": child("E", episode("2022-05-10", enquiry("", "2022-05-25"))),
    "enquiry_before_referral": child("E", episode("2022-05-10", enquiry("2022-05-09", "2022-05-25"))),
    "unfinished_enquiry_of_another_year": child("E", episode("2022-03-10", enquiry("2022-03-31", None, "1"))),
    "overlapping_enquiries": child(
        "E", episode("2022-05-10", enquiry("2022-05-11", "2022-06-01"), enquiry("2022-05-31", "2022-06-10"))
    ),
    "several_open_enquiries": child("E", episode("2023-03-20", enquiry("2023-03-21"), enquiry("2023-03-22"))),
    "conference_before_enquiry": child("E", episode("2022-05-10", enquiry("2022-05-20", "2022-05-19"))),
    "enquiry_conference_before_referral": child("E", episode("2022-05-10", enquiry("2022-05-04", "2022-05-09"))),
    "enquiry_conference_outside_the_year": child("E", episode("2022-05-10", enquiry("2023-03-20", "2023-04-03"))),
    "enquiry_conference_at_weekend": child("E", episode("2022-05-10", enquiry("2022-05-11", "2022-05-21"))),
    # From 9 to 31 March 2023 are 16 working days
    "conference_overdue": child("E", episode("2023-03-01", enquiry("2023-03-09"))),
    "conference_held_and_not_needed": child("E", episode("2022-05-10", enquiry("2022-05-11", "2022-05-25", "true"))),
    "conference_of_two_enquiries": child(
        "E", episode("2022-05-10", enquiry("2022-05-11", "2022-05-25"), enquiry("2022-05-12", "2022-05-25"))
    ),
    "closed_before_conference": child("E", episode("2022-05-10", enquiry("2022-05-11"), **LEFT)),
    "enquiry_after_closure": child("E", episode("2022-05-10", enquiry("2022-08-02", "2022-08-10"), **LEFT)),
    "plan_twice": child("E", episode("2022-05-10", plan("2022-05-25", "2022-07-01"), plan("2022-05-25", "2022-07-01"))),
    "plan_without_start": child("E", episode("2022-05-10", plan(""))),
    "plan_after_the_year": child("E", episode("2022-05-10", plan("2023-04-03"))),
    "plan_before_referral": child("E", episode("2022-05-10", plan("2022-05-09"))),
    "plan_ends_before_start": child("E", episode("2022-05-10", plan("2022-05-25", "2022-05-24"))),
    "plan_of_one_day": child("E", episode("2022-05-10", plan("2022-05-25", "2022-05-25"))),
    "plan_ends_outside_the_year": child("E", episode("2022-05-10", plan("2022-05-25", "2023-04-01"))),
    "several_open_plans": child("E", episode("2022-05-10", plan("2022-05-25"), plan("2022-06-25"))),
    "overlapping_plans": child("E", episode("2022-05-10", plan("2022-05-25", "2022-08-01"), plan("2022-07-31"))),
    "no_initial_category": child("E", episode("2022-05-10", plan("2022-05-25", first=""))),
    "no_latest_category": child("E", episode("2022-05-10", plan("2022-05-25", latest=""))),
    "previous_plans_not_said": child("E", episode("2022-05-10", plan("2022-05-25", previous=""))),
    "previous_plans_hardly_so": child("E", episode("2022-05-10", plan("2022-05-25", previous="21"))),
    "previous_plan_not_counted": child(
        "E", episode("2022-05-10", plan("2022-05-25", "2022-06-01"), plan("2022-12-01"))
    ),
    "plan_without_conference_that_day": child(
        "E", episode("2022-05-10", enquiry("2022-05-11", "2022-05-25"), plan("2022-05-26"))
    ),
    "plan_after_death": child(
        "E", episode("2022-05-10", plan("2022-05-25", "2022-06-01")), PersonDeathDate="2022-05-24"
    ),
    "plan_open_after_death": child("E", episode("2022-05-10", plan("2022-05-25")), PersonDeathDate="2022-07-01"),
    "plan_open_after_closure": child("E", episode("2022-05-10", plan("2022-05-25"), **LEFT)),
    "review_without_date": child("E", episode("2022-05-10", plan("2022-05-25", None, ""))),
    "review_before_plan": child("E", episode("2022-05-10", plan("2022-05-25", None, "2022-05-25"))),
    "review_after_the_year": child("E", episode("2022-05-10", plan("2022-05-25", None, "2023-04-01"))),
    "cin_plan_twice": child(
        "E", episode("2022-05-10", cin_plan("2022-06-01", "2022-07-01"), cin_plan("2022-06-01", "2022-07-01"))
    ),
    "cin_plan_without_start": child("E", episode("2022-05-10", cin_plan("", "2022-07-01"))),
    "cin_plan_ends_before_start": child("E", episode("2022-05-10", cin_plan("2022-06-01", "2022-05-31"))),
    "cin_plan_ends_outside_the_year": child("E", episode("2022-05-10", cin_plan("2022-06-01", "2023-04-01"))),
    "several_open_cin_plans": child("E", episode("2022-05-10", cin_plan("2022-06-01"), cin_plan("2022-07-01"))),
    "overlapping_cin_plans": child(
        "E", episode("2022-05-10", cin_plan("2022-06-01", "2022-08-01"), cin_plan("2022-07-31"))
    ),
    "cin_plan_before_referral": child("E", episode("2022-05-10", cin_plan("2022-05-09"))),
    "cin_plan_without_action": child("E", episode("2022-05-10", cin_plan("2022-06-01"), nfa="true")),
    "cin_plan_after_death": child("E", episode("2022-05-10", cin_plan("2022-06-01")), PersonDeathDate="2022-05-31"),
    "cin_plan_open_after_closure": child("E", episode("2022-05-10", cin_plan("2022-06-01"), **LEFT)),
    "two_kinds_of_plan": child("E", episode("2022-05-10", plan("2022-06-01"), cin_plan("2022-05-20", "2022-06-02"))),
}
"""For each rule a child that breaks it."""

WHOLE_FILES = {
    "no_referral_in_the_year": census(child("E1", episode("2021-05-10"))),
    "nothing_ever_followed": census(*(child(f"E{number}", episode("2022-05-10", nfa="1")) for number in range(10))),
    "more_plans_than_conferences": census(child("E1", episode("2022-05-10", plan("2022-05-25")))),
}
"""For each rule about a whole file one that breaks it."""


def judged(content):
    """The records of a file after its rules, and the faults."""
    return read(content, rules=CIN_CENSUS.rules)


@pytest.fixture(scope="module")
def numbered():
    """All children that break a rule in one file behind those that break none, with the number of each."""
    children, numbers = list(CLEAN), {}
    for place, (name, made) in enumerate(BREAKING.items()):
        for one in made if isinstance(made, list) else [made]:
            children.append(one.replace(">E<", f">E{place}<"))
        numbers[name] = len(children)
    return read(census(*children))[0], numbers


def test_every_rule_has_an_example_and_every_example_a_rule():
    assert {*BREAKING, *WHOLE_FILES} == {item.name for item in CIN_CENSUS.rules}
    assert len(CIN_CENSUS.rules) == len({item.name for item in CIN_CENSUS.rules})


def test_children_without_a_fault_break_no_rule():
    records, faults = judged(census(*CLEAN))
    assert [fault.rule for fault in faults] == []
    assert all(len(records[table.name]) for table in CIN_CENSUS.tables)


@pytest.mark.parametrize(
    "item", [item for item in CIN_CENSUS.rules if item.name in BREAKING], ids=lambda item: item.name
)
def test_a_rule_is_broken_by_the_child_made_for_it_and_not_by_those_without_a_fault(item, numbered):
    records, numbers = numbered
    broken = item.broken(records)
    assert broken.index.equals(records[item.table].index)
    rows = set(records[item.table].loc[broken.fillna(True).astype(bool), "row"])
    assert numbers[item.name] in rows
    assert not rows & set(range(1, len(CLEAN) + 1))


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_rule_about_a_whole_file_is_broken_by_one_made_for_it(name):
    assert name in {fault.rule for fault in judged(WHOLE_FILES[name])[1]}


def test_every_rule_says_what_is_wrong_what_to_do_and_which_measures_it_touches(context):
    tables = {table.name: table for table in CIN_CENSUS.tables}
    for item in CIN_CENSUS.rules:
        assert len(item.what) > 30, item.name
        assert item.todo, item.name
        assert all(name in context.catalogue for name in item.touches), item.name
        spelt = {column.name for column in tables[item.table].columns} | {"LAchildID"}
        assert item.column in spelt, item.name


def test_what_is_dropped_is_left_out_and_the_rest_stays():
    records, faults = judged(
        census(*CLEAN, child("E", episode("2022-05-10"), episode("2022-05-10"), episode("2023-04-01")))
    )
    assert len(records["referrals"]) == 6
    assert {(fault.rule, fault.rows, fault.first_row) for fault in faults if fault.severity == "drop"} == {
        ("referral_twice", 1, 5),
        ("referred_after_the_year", 1, 5),
    }


def test_a_file_without_a_referral_of_its_year_loses_everything():
    records, _ = judged(WHOLE_FILES["no_referral_in_the_year"])
    assert records.tables == {}


def test_a_fault_never_repeats_an_identifier():
    _, faults = judged(census(child("SECRET99", episode("2022-05-10"), episode("2022-05-10"), birth="1990-01-02")))
    assert faults
    assert "SECRET99" not in str(faults)
    assert "1990" not in str(faults)
