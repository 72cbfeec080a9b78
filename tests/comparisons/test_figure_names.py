"""The language in which prose names figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.catalogue.references import ASKED, Reference, read_reference
from panelpack.comparisons.figure_names import find, read_period, reference_to
from panelpack.project.errors import InputError

NEEDS = [
    ("ehc_plans_by_need", "January 2023", 523, {"breakdown": "primary_need=SEMH"}),
    ("ehc_plans_by_need", "January 2023", 40, {"breakdown": "primary_need=HI"}),
    ("ehc_plans_by_need", "January 2022", 480, {"breakdown": "primary_need=SEMH"}),
]
REFERRALS = [
    ("referrals", "2021-22", 441),
    ("referrals", "2022-23", 422),
    ("referrals", "2022-23", 640000, {"area": "E92000001"}),
    ("referrals", "2022-23", 900, {"area": "E06000023"}),
    ("referrals", "2023-24", 500),
]


@pytest.fixture(scope="module")
def view(view_with):
    return view_with(*NEEDS, *REFERRALS)


def value(view, words):
    return find(view, read_reference(words)).value


def refusal(view, words):
    with pytest.raises(InputError) as error:
        find(view, read_reference(words))
    return str(error.value)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (" referrals ", 422),
        ("referrals[period=2021-22]", 441),
        ("referrals[period=2021/22]", 441),
        ("referrals[area=England]", 640000),
        ("referrals[area=E92000001, period=2022-23]", 640000),
        ('referrals[area="Bristol, City of"]', 900),
        ("referrals[source=dfe_children_in_need]", 422),
        ("ehc_plans_by_need[primary_need=SEMH]", 523),
        ("ehc_plans_by_need[primary_need=semh, period=2023-01]", 523),
        ("ehc_plans_by_need[primary_need=SEMH, period=January 2022]", 480),
    ],
)
def test_a_reference_names_one_figure(view, words, expected):
    assert value(view, words) == expected


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("referals", "there is no measure 'referals' (did you mean referrals?)"),
        ("referrals[area=Engalnd]", "there is no area 'Engalnd' (did you mean England?)"),
        ("referrals[source=dfe_children_in_ned]", "did you mean dfe_children_in_need?"),
        ("referrals[perod=2021-22]", "referrals is not broken down by 'perod' (did you mean period?)"),
        ("referrals[period=spring]", "'spring' is not a period of this measure (write it as 2022-23)"),
        ("referrals[period=2019-20]", "there is no figure of referrals, North Somerset, 2019-20"),
        ("referrals[period=2023-24]", "2023-24 ends after the day of this report"),
        ("ehc_plans_by_need[primary_need=SEHM]", "has no primary_need 'SEHM' (did you mean SEMH?)"),
        ("ehc_plans_by_need", "it has parts: [primary_need="),
        ("referrals[area]", "what stands in brackets is not name=value"),
        ("referrals[period=2021-22, period=2022-23]", "period is given twice"),
        ("referrals.chance_of", "nothing called 'chance_of' can be asked of a figure"),
        ("422 referrals", "not the name of a figure"),
        ("", "not the name of a figure"),
    ],
)
def test_a_reference_that_names_no_figure_says_what_there_is(view, words, said):
    assert said in refusal(view, words)


def test_several_figures_of_a_year_have_to_be_told_apart(context_with, view_with):
    context = context_with(visits={"basis": "quarter", "counts_people": False})
    rows = [("visits", f"2022-23 Q{quarter}", 10 * quarter, {"source": "nsscp_annual_report"}) for quarter in (1, 2)]
    view = view_with(*rows, context=context)
    assert "name one by its period: 2022-23 Q1, 2022-23 Q2" in refusal(view, "visits")
    assert value(view, "visits[period=2022-23 Q2]") == 20


@pytest.mark.parametrize(
    ("named", "basis", "label"),
    [
        ("2023-01", "january", "January 2023"),
        ("2022-23", "january", "January 2023"),
        ("2023-03", "march", "31 March 2023"),
        ("2023-03-31", "march", "31 March 2023"),
        ("March 2023", "march", "31 March 2023"),
        ("2022-09-30", "september", "30 September 2022"),
        ("2021-22", "academic", "2021/22"),
        ("2021–22", "academic", "2021/22"),
        ("2021/22", "year", "2021-22"),
        ("2022-23 Q1", "quarter", "2022-23 Q1"),
        ("2022", "calendar", "2022"),
        ("2023-06-30", "window", "2023-06-30 to 2023-06-30"),
        ("undated", "undated", "undated"),
    ],
)
def test_a_period_may_be_written_in_forms_near_its_label(named, basis, label):
    assert read_period(named, basis).label == label


def test_a_day_that_is_not_the_measure_s_is_no_period_of_it():
    with pytest.raises(InputError, match="write it as 31 March 2023"):
        read_period("2023-03-30", "march")


def test_every_figure_up_to_the_day_of_the_report_has_a_reference_that_leads_back_to_it(view):
    figures = [item for item in view.published.figures.values() if item.period.end <= view.last_day]
    assert len(figures) == 7
    for figure in figures:
        assert find(view, read_reference(str(reference_to(view, figure))[2:-2])) == figure


NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
VALUES = st.text(st.sampled_from("abC19 ,'-/"), min_size=1, max_size=9).map(str.strip).filter(bool)


@given(NAMES, st.dictionaries(NAMES, VALUES, max_size=3), st.sampled_from(["", *ASKED]))
def test_a_reference_that_is_written_out_is_read_as_the_same(name, wanted, asked):
    reference = Reference(name, wanted, asked)
    assert read_reference(str(reference)[2:-2]) == reference
