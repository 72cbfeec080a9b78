"""Verdicts on stated figures, by hand-checkable numbers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.catalogue.numbers import half_away
from panelpack.catalogue.periods import parse
from panelpack.reconciliation.findings import AGREES, DISAGREES, ROUNDED, TRUNCATED, Finding, judged, slack_of, verdict

AREA = "E06000024"


@pytest.fixture(scope="module")
def figure(published_of):
    """A figure to give values to."""
    published = published_of(("rereferrals_pct", "2022-23", 35.0))
    return published, published.find("rereferrals_pct", AREA, parse("2022-23", "year"))


def stated(figure, value, decimals=0, qualifier=""):
    return replace(figure[1], value=value, decimals=decimals, qualifier=qualifier)


@pytest.mark.parametrize(
    ("said", "decimals", "given_value", "word"),
    [
        (36.0, 0, 36.0, AGREES),
        (36.0, 0, 35.664, ROUNDED),
        (35.0, 0, 35.664, TRUNCATED),
        (79.97, 2, 79.9666, ROUNDED),
        (79.96, 2, 79.9666, TRUNCATED),
        (-18.8, 1, -18.75, ROUNDED),
        (66.0, 0, 67.0, DISAGREES),
        (29.0, 0, 41.8, DISAGREES),
    ],
)
def test_a_stated_figure_agrees_is_rounded_truncated_or_differs(figure, said, decimals, given_value, word):
    assert verdict(stated(figure, said, decimals), given_value) == word


@pytest.mark.parametrize(
    ("qualifier", "said", "value", "word"),
    [
        ("more than", 4.0, 4.7, ROUNDED),
        ("more than", 4.0, 3.63, DISAGREES),
        ("nearly half", 50.0, 46.15, ROUNDED),
        ("about", 50.0, 40.0, DISAGREES),
        ("up to", 10.0, 9.0, ROUNDED),
        ("within", 20.0, 21.0, DISAGREES),
        ("overall", 20.0, 40.0, DISAGREES),
        ("under review", 20.0, 19.0, DISAGREES),
    ],
)
def test_words_beside_a_number_widen_or_bound_it(figure, qualifier, said, value, word):
    assert verdict(stated(figure, said, 0, qualifier), value) == word


def test_the_rounding_of_parts_can_carry_a_total_of_pounds_and_never_a_count(figure):
    part = replace(figure[1], unit="gbp_thousands", decimals=0)
    assert slack_of([part] * 7) == 3.5
    assert verdict(stated(figure, 3629.0), 3628.0, slack_of([part] * 7)) == ROUNDED
    assert slack_of([replace(part, unit="count")] * 7) == 0


@given(st.floats(0, 1000), st.integers(0, 3))
def test_what_is_rounded_as_the_project_rounds_never_differs(value, decimals):
    said = half_away(value, decimals)
    # A stand-in with the two fields that the verdict reads
    figure = type("Stated", (), {"exact": said, "decimals": decimals, "qualifiers": []})()
    assert verdict(figure, value) in (AGREES, ROUNDED)


def test_a_finding_keeps_its_key_when_its_values_change_and_says_the_values(figure):
    _, one = figure
    first = judged("sum", one, 34.0, (), "")
    second = judged("sum", replace(one, value=40.0), 34.0, (), "")
    assert first.key == second.key and first.says == "35.0% beside 34.0%"
    assert first.says != second.says
    assert Finding("other rule", one, DISAGREES).key != first.key
