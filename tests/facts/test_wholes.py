"""Figures held against what they are a part of, by hand-checkable numbers."""

import pandas as pd
import pytest

from panelpack.facts.plausible import questions

AREA = "E06000024"


def rows(*found):
    columns = ["measure", "period", "value", "breakdown"]
    cells = [(*row, "")[:4] for row in found]
    return pd.DataFrame(cells, columns=columns).assign(area=AREA, source="council_figures", release="2022-23")


def asked(context, *found):
    return [str(item) for item in questions(rows(*found), rows(), context.catalogue)]


def parts(*values):
    return [
        ("ehc_plans_by_need", "January 2023", value, f"primary_need={need}")
        for value, need in zip(values, ("ASD", "SEMH", "MLD"), strict=False)
    ]


def test_a_part_above_its_whole_is_asked_about(context):
    (said,) = asked(context, ("ehc_plans", "January 2023", "120"), *parts("400", "50"))
    assert "ehc_plans_by_need of E06000024, primary_need=ASD, January 2023: 400, beside 120" in said


@pytest.mark.parametrize("values", [("40", "50"), ("120",), ("0", "0"), ("120", "0")])
def test_a_part_up_to_its_whole_is_not(context, values):
    assert asked(context, ("ehc_plans", "January 2023", "120"), *parts(*values)) == []


@pytest.mark.parametrize(("spent", "is_asked"), [("2100", False), ("9000", False), ("21000", True), ("2100000", True)])
def test_spending_many_times_its_budget_is_asked_about(context, spent, is_asked):
    budget = ("service_budget", "2022-23", "2000", "service=fostering")
    found = asked(context, budget, ("service_spending", "2022-23", spent, "service=fostering"))
    assert ["many times the budget" in said for said in found if "budget" in said] == [True] * is_asked


def test_an_overspend_of_the_wrong_unit_is_told_by_the_budget(context):
    budget = ("service_budget", "2022-23", "60000")
    assert asked(context, budget, ("childrens_services_overspend", "2022-23", "2.256")) == []
    assert any("budget" in said for said in asked(context, budget, ("childrens_services_overspend", "2022-23", "999")))


def test_percentages_of_one_whole_add_to_all_of_it(context_with):
    by_outcome = {"unit": "percent", "parts_by": ["outcome"]}
    context = context_with(visits_pct=by_outcome)

    def of(*values):
        names = ("a", "b", "c")
        return [("visits_pct", "2022-23", value, f"outcome={name}") for value, name in zip(values, names, strict=False)]

    assert "do not add to all" in asked(context, *of("40", "40", "10"))[0]
    assert "They add to 90" in asked(context, *of("40", "40", "10"))[0]
    assert asked(context, *of("33", "33", "33")) == []
    assert asked(context, *of("40", "40", "20")) == []
    assert asked(context, *of("40")) == []
    apart = context_with(visits_pct={"unit": "percent"})
    assert asked(apart, *of("40", "40", "10")) == []


def test_a_percentage_that_is_not_what_its_numbers_give_is_asked_about(context):
    share = next(
        item
        for item in context.catalogue.measures.values()
        if item.is_share and item.numerator and item.denominator and item.basis == "year" and not item.calculated
    )
    numbers = [(share.numerator, "2022-23", "30"), (share.denominator, "2022-23", "200")]
    assert asked(context, *numbers, (share.id, "2022-23", "15")) == []
    assert asked(context, *numbers, (share.id, "2022-23", "18")) == []
    (said,) = asked(context, *numbers, (share.id, "2022-23", "51"))
    assert "not what its part and its base give" in said
    above = [(share.numerator, "2022-23", "2000"), (share.denominator, "2022-23", "200")]
    assert any("above it" in said for said in asked(context, *above))
