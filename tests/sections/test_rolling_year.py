"""Twelve months that roll, by hand-checkable numbers."""

from pages import rows, words
from panelpack.sections.rolling_year import beside, rolling

FORCE = "E23000036"
DOCUMENT = {"source": "nsscp_annual_report", "release": "2022-23"}


def undated(measure, window, value):
    return measure, "undated", value, DOCUMENT | {"breakdown": f"window={window}" if window else ""}


def test_undated_windows_stand_side_by_side_with_their_change(view_with):
    view = view_with(undated("child_victims", "current", 1115), undated("child_victims", "previous", 1048))
    page = rolling(view, ["child_victims"], "Victims")
    row = rows(page, "Victims")["Children who were victims of a crime"]
    assert row == ["1,115", "1,048", "+67", "+6.4%", "could be chance"]
    assert "The source does not say which twelve months they are." in words(page)


def test_a_stated_change_is_shown_as_printed_with_sign_and_one_decimal(view_with):
    view = view_with(
        undated("children_missing_repeatedly_police", "current", 69),
        undated("children_missing_repeatedly_police", "previous", 75),
        undated("children_missing_repeatedly_police_change", "", -6),
        undated("children_missing_repeatedly_police_change_pct", "", -8),
    )
    row = rows(rolling(view, ["children_missing_repeatedly_police"], "Missing"), "Missing")
    assert list(row.values())[1][2:4] == ["−6", "−8.0%"]


def test_the_force_areas_change_stands_in_a_column_of_its_own(view_with):
    view = view_with(
        undated("child_victims", "current", 1115),
        undated("child_victims", "previous", 1048),
        ("child_victims_change_pct", "undated", 3.5, DOCUMENT | {"area": FORCE}),
    )
    table = rows(rolling(view, ["child_victims"], "Victims"), "Victims")
    assert table["Measure"][4] == "% change, force area"
    assert table["Children who were victims of a crime"][4] == "+3.5%"


def test_dated_windows_are_compared_with_the_same_months_a_year_earlier(view_with):
    view = view_with(
        ("child_suspects", "2022-04-01 to 2023-03-31", 824, DOCUMENT),
        ("child_suspects", "2021-04-01 to 2022-03-31", 720, DOCUMENT),
    )
    page = rolling(view, ["child_suspects"], "Suspects")
    assert rows(page, "Suspects")["Children suspected of a crime"][:4] == ["824", "720", "+104", "+14.4%"]
    assert "Current: 1 April 2022 to 31 March 2023." in words(page)


def test_overlapping_measures_are_never_added(view_with):
    view = view_with(
        undated("domestic_abuse_crimes", "current", 2669), undated("domestic_abuse_crimes_victim_16_17", "current", 72)
    )
    page = rolling(view, ["domestic_abuse_crimes", "domestic_abuse_crimes_victim_16_17"], "Domestic abuse")
    assert "they are never added" in words(page)
    assert not any(number in words(page) for number in ("2,741", "2741"))


def test_police_and_council_stand_side_by_side_and_a_missing_one_stays_missing(view_with):
    view = view_with(
        undated("children_missing_police", "current", 154), ("children_missing_council", "2022-23", 164, DOCUMENT)
    )
    pairs = {
        "Children": ("children_missing_police", "children_missing_council"),
        "Reports": ("missing_reports_police", "missing_episodes_council"),
    }
    page = beside(view, pairs, ("Police", "Council"), "Missing children")
    table = rows(page, "Missing children")
    assert table["Children"] == ["154 (definition; twelve months without dates)", "164 (definition; 2022-23)"]
    assert table["Reports"] == ["no figure", "no figure"]
    assert "never added or merged" in words(page) and "318" not in words(page)
