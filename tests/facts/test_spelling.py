"""One spelling for each part that figures are of."""

import pytest

from panelpack.facts.checks import check_figures
from panelpack.facts.spelling import one_spelling
from panelpack.project.errors import InputError

MEASURE = "ehc_plans_by_need"


def spelt(context, table_of, *breakdowns, measure=MEASURE, there=()):
    rows = [(measure, "January 2023", 30, {"breakdown": breakdown}) for breakdown in breakdowns]
    found, problems = one_spelling(table_of(*rows), context.catalogue, there)
    return list(found), [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "typed", ["primary_need=SEMH", "Primary_Need = SEMH", " primary_need=semh ", "primary_need =Semh"]
)
def test_spaces_and_capitals_make_no_other_part_where_the_catalogue_knows_it(context, table_of, typed):
    assert spelt(context, table_of, typed) == (["primary_need=SEMH"], [])


def test_a_part_that_differs_by_capitals_spaces_and_hyphens_from_one_that_is_there_is_that_one(context, table_of):
    there = [(MEASURE, "gender=not_known")]
    assert spelt(context, table_of, "gender=Not known", "gender=not-known", there=there)[0] == ["gender=not_known"] * 2


def test_two_spellings_of_one_part_are_a_fault_that_names_the_more_usual(context, table_of):
    _, faults = spelt(context, table_of, "gender=girls", "gender=Girls", "gender=girls")
    assert len(faults) == 1
    assert "line 3: the part 'gender=Girls' is also written 'gender=girls'" in faults[0]


@pytest.mark.parametrize(
    "right", ["theme=Yr1;gender=girls", "kind=ASD", "kind=0-3m", "kind=18m+", "kind=caf\u00e9", ""]
)
def test_parts_of_all_kinds_are_no_fault_when_they_are_written_one_way(context, table_of, right):
    assert spelt(context, table_of, right, right)[1] == []


def test_a_name_given_twice_a_name_near_a_known_one_and_a_letter_of_another_script_are_faults(context, table_of):
    assert "gives 'gender' twice" in spelt(context, table_of, "gender=boys;gender=girls")[1][0]
    assert "did you mean primary_need?" in spelt(context, table_of, "primary_ned=SEMH")[1][0]
    assert "CYRILLIC SMALL LETTER DZE" in spelt(context, table_of, "gender=girl\u0455")[1][0]


def test_rows_whose_breakdowns_are_one_are_there_twice(facts_of):
    one, other = (
        (MEASURE, "January 2023", 30, {"breakdown": words}) for words in ("primary_need=ASD", "Primary_need = asd")
    )
    with pytest.raises(InputError, match="the fact is there twice") as caught:
        facts_of(one, other)
    assert [problem.where for problem in caught.value.problems] == ["small.csv, line 2", "small.csv, line 3"]


@pytest.mark.parametrize("words", ["about", "More than; planned", "since March 2024", "planned for 2025-26", ""])
def test_known_qualifiers_may_stand_whatever_their_capitals(context, table_of, words):
    checked = check_figures(table_of(("referrals", "2022-23", 5, {"qualifier": words})), context)
    assert checked["qualifier"][0].casefold() == words.casefold()


@pytest.mark.parametrize(
    ("words", "todo"),
    [("abuot", "did you mean about?"), ("about; Jane Doe", "data/qualifiers.yaml"), ("since Mach 2024", "since MONTH")],
)
def test_a_qualifier_that_is_not_known_is_refused_with_the_nearest(context, table_of, words, todo):
    with pytest.raises(InputError, match=r"small\.csv, line 2: unknown qualifier") as caught:
        check_figures(table_of(("referrals", "2022-23", 5, {"qualifier": words})), context)
    assert todo in str(caught.value)
