"""What prose says of a figure that it names; each number can be checked by hand."""

import re

import pytest

from pages import html
from panelpack.commentary.inserts import resolve
from panelpack.project.errors import InputError

ROWS = [
    ("referrals", "2021-22", 441),
    ("referrals", "2022-23", 300),
    ("cpp_open", "31 March 2022", 95),
    ("cpp_open", "31 March 2023", 108),
    ("cpp_started", "2021-22", None, {"status": "c"}),
    ("cpp_started", "2022-23", 122),
    ("rereferrals", "2021-22", 12),
    ("rereferrals", "2022-23", 15),
    ("factor_cse", "2022-23", None, {"status": "c"}),
    ("factor_cce", "2022-23", None, {"status": "x"}),
    ("cpp_2yrs_pct", "31 March 2022", 4.0),
    ("cpp_2yrs_pct", "31 March 2023", 5.0),
    ("referral_rate", "2022-23", 236.8),
    ("cin_rate", "31 March 2023", 200),
]


@pytest.fixture(scope="module")
def view(view_with):
    return view_with(*ROWS)


def said(view, words):
    return resolve(view, words).words.plain


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("cpp_open", "108"),
        ("cpp_open.before", "95"),
        ("cpp_open.change", "+13"),
        ("cpp_open.change_pct", "+13.7%"),
        ("cpp_open.chance", "is not tested"),
        ("referrals.change", "−141"),
        ("referrals.chance", "is unlikely to be chance"),
        ("rereferrals.chance", "rests on too few to tell it from chance"),
        ("cpp_2yrs_pct.change", "+1.0 percentage point"),
        ("referral_rate", "236.8 per 10,000"),
        ("factor_cse", "a small number"),
        ("factor_cce", "not available"),
        ("cpp_started.before", "a small number"),
    ],
)
def test_a_figure_is_said_as_the_rest_of_the_page_says_it(view, words, expected):
    assert said(view, words) == expected


def test_the_neighbours_are_their_mean(view_with):
    neighbours = view_with().neighbour_codes[:2]
    rows = [
        ("referral_rate", "2022-23", rate, {"area": area}) for rate, area in zip((500, 401), neighbours, strict=True)
    ]
    assert said(view_with(*rows, ("referral_rate", "2022-23", 236.8)), "referral_rate.neighbours") == "450.5 per 10,000"


def test_numbers_are_marked_with_their_fact_and_lead_nowhere(view):
    shown = html(resolve(view, "cpp_open.change").words)
    assert re.fullmatch(r'<span data-fact="change-[a-z0-9]{8}">\+13</span>', shown)


def test_a_verb_says_the_sign(view):
    assert resolve(view, "referrals.change").without_sign.plain == "141"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("factor_cse.change", "there is no change to state: the figure is not shown, to protect people"),
        ("cpp_started.change", "there is no change to state: the figure of the period before is not shown"),
        ("cin_rate.change", "there is no change to state: there is no figure of the period before"),
        ("cin_rate.change_pct", "there is no change in per cent to state: there is no figure of the period before"),
        ("cin_rate.chance", "there is no change to state: there is no figure of the period before"),
        ("cin_rate.before", "there is no figure of the period before"),
        ("cin_rate.neighbours", "no statistical neighbour has this figure"),
        ("rereferrals.change_pct", "there is no change in per cent to state: the numbers are small"),
        ("cpp_2yrs_pct.change_pct", "of a percentage it is stated in points, with .change"),
        (
            "cpp_open.neighbours",
            "a plain count is not compared: areas differ in size (write {{ cpp_rate.neighbours }})",
        ),
    ],
)
def test_what_cannot_be_stated_is_refused_with_the_reason(view, words, why):
    with pytest.raises(InputError) as error:
        resolve(view, words)
    assert why in str(error.value)
