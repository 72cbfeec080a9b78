"""Questions about figures that look like a slip, by hand-checkable numbers."""

import pandas as pd
import pytest

from panelpack.facts.plausible import questions

AREA = "E06000024"


def rows(*found):
    columns = ["measure", "period", "value", "breakdown", "area"]
    return pd.DataFrame([(*row, "", AREA)[:5] if len(row) == 3 else (*row, AREA) for row in found], columns=columns)


PAST = rows(
    ("referrals", "2019-20", "1000"),
    ("referrals", "2020-21", "1100"),
    ("referrals", "2021-22", "1050"),
    ("rereferrals_pct", "2020-21", "15.3"),
    ("rereferrals_pct", "2021-22", "18"),
    ("sendias_families", "2021-22", "4"),
)


@pytest.mark.parametrize(
    ("measure", "value", "asked"),
    [
        ("referrals", "10271", "a factor of 10 off"),
        ("referrals", "103", "a factor of 10 off"),
        ("referrals", "105000", "a factor of 100 off"),
        ("rereferrals_pct", "0.153", "a fraction of 1"),
        ("rereferrals_pct", "1", "a fraction of 1"),
        ("referrals", "1500", ""),
        ("referrals", "3000", ""),
        ("referrals", "0", ""),
        ("rereferrals_pct", "9.5", ""),
        ("cla_march", "12", ""),
    ],
)
def test_a_figure_far_from_its_own_past_is_asked_about(context, measure, value, asked):
    found = questions(rows((measure, "2022-23", value)), PAST, context.catalogue)
    assert len(found) == bool(asked)
    assert asked in "".join(found)


def test_a_revision_with_the_same_digits_in_another_order_is_asked_about(context):
    (found,) = questions(rows(("referrals", "2021-22", "1005")), PAST, context.catalogue)
    assert found == f"referrals of {AREA}, 2021-22: 1005, where 1050 stood; are two digits the wrong way round?"


def test_a_year_of_which_every_figure_is_that_of_the_year_before_is_asked_about(context):
    kinds = [f"kind={letter}" for letter in "abcde"]
    past = rows(*[("referrals", "2021-22", str(30 + place), kind) for place, kind in enumerate(kinds)])
    same = rows(*[("referrals", "2022-23", str(30 + place), kind) for place, kind in enumerate(kinds)])
    (found,) = questions(same, past, context.catalogue)
    assert found == f"5 figures of {AREA}, 2022-23, are those of the period before; were they filled in anew?"
    other = same.assign(value=[*same["value"][:4], "77"])
    assert questions(other, past, context.catalogue) == []


def test_small_counts_may_be_anything(context):
    past = rows(("referrals", "2021-22", "1"), ("referrals", "2020-21", "1"))
    assert questions(rows(("referrals", "2022-23", "10")), past, context.catalogue) == []
