"""Measures in two dimensions: a breakdown that there is not is refused, and one that was not supplied is no fault."""

import pytest

from panelpack.project.errors import InputError
from panelpack.sections.two_way import by_period


def test_a_breakdown_that_a_measure_has_not_is_refused_with_the_nearest(view_with):
    view = view_with(("ehc_plans_by_need", "January 2023", 30, {"breakdown": "primary_need=SEMH"}))
    with pytest.raises(InputError, match=r"ehc_plans_by_need is not broken down by 'need' \(.*primary_need"):
        by_period(view, "ehc_plans_by_need", "need")


@pytest.mark.parametrize("by", ["primary_need", "area"])
def test_a_breakdown_of_which_no_figure_came_was_not_supplied(view_with, by):
    assert "not supplied" in by_period(view_with(), "ehc_plans_by_need", by).plain


def test_every_table_that_a_notebook_asks_for_has_its_breakdown_whatever_came(view_with, project):
    asked = {"agency_children_waiting": "wait_band", "agency_budget": "category", "ofsted_judgement": "judgement"}
    for measure, by in asked.items():
        assert f'report.table(\\"{measure}\\", by=\\"{by}\\"' in "".join(
            path.read_text(encoding="utf-8") for path in project.notebooks.glob("*.ipynb")
        )
        assert "not supplied" in by_period(view_with(), measure, by).plain


def test_parts_and_whole_of_a_period_are_of_one_source(view_with):
    document = {"source": "nsc_send_self_evaluation", "release": "2022-23"}
    records = {"source": "sen2_return", "release": "2022-23"}
    view = view_with(
        ("ehc_plans_by_need", "January 2023", 30, document | {"breakdown": "primary_need=SEMH"}),
        ("ehc_plans_by_need", "January 2023", 20, document | {"breakdown": "primary_need=ASD"}),
        ("ehc_plans", "January 2023", 50, document),
        ("ehc_plans_by_need", "January 2023", 33, records | {"breakdown": "primary_need=SEMH"}),
        ("ehc_plans_by_need", "January 2023", 24, records | {"breakdown": "primary_need=ASD"}),
        ("ehc_plans", "January 2023", 57, records),
    )
    table = by_period(view, "ehc_plans_by_need", "primary_need", total="ehc_plans").plain
    assert "33" in table and "24" in table and "57" in table
    assert "30" not in table and "50" not in table
    assert "The parts add to the total in every period." in table
