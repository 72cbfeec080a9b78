"""What stands beneath a trend, with figures that can be checked by hand."""

import pytest

from panelpack.sections.trends import trend

NAME = "rereferrals_pct"


def note(view, name=NAME):
    return trend(view, name).note.plain


def test_a_missing_and_a_hidden_year_are_named_each_with_its_reason(view_with):
    rows = [(NAME, "2017-18", 20.0), (NAME, "2019-20", None, {"status": "x"}), (NAME, "2020-21", 21.0)]
    rows += [(NAME, "2022-23", 22.0)]
    said = note(view_with(*rows))
    assert "No figure for 2018-19 and 2021-22." in said
    assert "x, not available: 2019-20." in said
    assert "Dotted over years without a figure: no trend is known there." in said


def test_whole_series_have_no_note_of_gaps(view_with):
    assert note(view_with((NAME, "2021-22", 20.0), (NAME, "2022-23", 22.0))) == ""


def test_a_series_that_changed_is_said_with_the_reason(view_with, context_with):
    broken = {"breaks": [{"from": "2022-04-01", "why": "Counted otherwise since then."}]}
    view = view_with(("visits", "2021-22", 20), ("visits", "2022-23", 22), context=context_with(visits=broken))
    assert "The series changed: Counted otherwise since then." in note(view, "visits")


@pytest.mark.parametrize(("base", "said"), [(49, "A small group: 5 of 49 in the last year"), (50, "")])
def test_a_percentage_of_few_people_says_of_how_many(view_with, base, said):
    rows = [(NAME, year, 100 * 5 / base, {"numerator": 5, "denominator": base}) for year in ("2021-22", "2022-23")]
    assert note(view_with(*rows)).startswith(said) and bool(note(view_with(*rows))) is bool(said)


def test_small_counts_of_people_say_so(view_with):
    rows = [("adopted", "2021-22", 12), ("adopted", "2022-23", 9)]
    assert note(view_with(*rows), "adopted") == "Small numbers: a few more or fewer change the line much."
    assert note(view_with(("adopted", "2021-22", 120), ("adopted", "2022-23", 9)), "adopted") == ""


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((18.0, 19.0, 20.0), "Rose for two years running, the worse direction."),
        ((22.0, 21.0, 20.0, 19.0, 18.0), "Fell for four years running, the better direction."),
        ((18.0, 17.0, 20.0), ""),
    ],
)
def test_the_description_says_the_finding_and_the_run(view_with, values, said):
    years = [f"{year}-{year - 1999}" for year in range(2023 - len(values), 2023)]
    chart = trend(view_with(*[(NAME, year, value) for year, value in zip(years, values, strict=True)]), NAME)
    assert chart.description.startswith(f"Line chart. {chart.finding.plain}.")
    assert said in chart.description and ("running, the" in chart.description) is bool(said)
