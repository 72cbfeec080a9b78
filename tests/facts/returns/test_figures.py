"""From a folder with a council's SEN2 and Annex A to figures of measures, through all that is between."""

from datetime import date

import pytest

from annex_a_returns import HEADINGS, workbook
from panelpack.facts.records import CouncilReturns
from panelpack.facts.returns.annex_a.the_return import ANNEX_A
from panelpack.facts.returns.sen2.the_return import SEN2
from panelpack.project.parameters import ReturnChoices
from sen2_returns import case, element, person, xml


@pytest.fixture
def figures(tmp_path, context):
    """What the two returns of an invented year give, by measure, period and breakdown."""
    year = tmp_path / "2022-23"
    year.mkdir()
    children = [person(n, case(date(2022, 1, 3 + n), 140 + n % 2)) for n in range(4)]
    children += [person(9, case(date(2021, 9, 20), 150)), person(8, element("Requests", ReceivedDate="2022-06-01"))]
    (year / "a name that says nothing").write_text(xml(children))
    rows = [
        (n, "F", "WBRI", date(2015, 2, 3), 7, day, "x") for n, day in enumerate((date(2022, 4, 1), date(2023, 3, 31)))
    ]
    with workbook(("Sheet1", [HEADINGS[1], *rows])).open() as stream:
        (year / "another").write_bytes(stream.read())
    returns = CouncilReturns(tmp_path, "sampleshire", "E06000024", "802", context, ReturnChoices())
    table = returns.read(lambda values: list(values)).figures()
    return table.set_index(["measure", "period", "breakdown"]).sort_index()


def test_figures_come_with_their_period_parts_source_and_release(figures):
    requests = figures.loc["ehc_requests", "2022", ""]
    assert (requests["value"], requests["source"], requests["release"]) == ("5", "sen2_return", "2022-23")
    in_time = figures.loc["ehc_20wk_exc_pct", "2022", ""]
    assert (in_time["value"], in_time["numerator"], in_time["denominator"]) == ("40", "2", "5")
    assert figures.loc["contacts", "2022-23", ""]["source"] == "annex_a_return"


def test_the_quarters_are_those_of_the_calendar_year_that_the_survey_holds(figures):
    quarters = figures.loc["ehc_20wk_quarterly_pct"]
    # One plan was issued on 17 February 2022 after 150 days, the others in May and June
    assert {period: row["denominator"] for (period, _), row in quarters.iterrows()} == {
        "2021-22 Q4": "1",
        "2022-23 Q1": "4",
    }
    assert list(figures.loc["contacts_quarterly"].index.get_level_values(0)) == [f"2022-23 Q{n}" for n in range(1, 5)]


def test_a_whole_that_another_measure_counts_is_not_given_twice(figures):
    needs = figures.loc["ehc_plans_by_need", "January 2023"]
    assert "" not in needs.index and needs.loc["primary_need=SEMH"]["value"] == "5"
    assert figures.loc["ehc_plans", "January 2023", ""]["value"] == "5"


def test_every_measure_that_is_counted_stands_in_the_catalogue(context):
    for kind in (SEN2, ANNEX_A):
        for measure in kind.touched_by(""):
            assert measure in context.catalogue.measures
            for item in (found for found in kind.counts if found.measure == measure):
                labels = context.catalogue[measure].breakdown_labels
                said = {
                    f"{name}={value}"
                    for name, parts in item.parts.items()
                    for value in (*parts.values.values(), parts.other)
                }
                assert said <= set(labels)
