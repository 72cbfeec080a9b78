"""What may be shown, as DataFrames."""

import pandas as pd
import pytest

from panelpack import Report, areas, facts, measures
from panelpack.comparisons.council_year import council_year
from panelpack.comparisons.frames import COLUMNS, facts_frame
from panelpack.project.errors import InputError

OWN, KENT = "E06000024", "E10000016"
DOCUMENT = {"source": "nsscp_annual_report"}


@pytest.fixture
def frame_of(view_with):
    def build(*rows, of=("referrals",), **chosen):
        return facts_frame(view_with(*rows), of, **chosen)

    return build


def said(frame):
    return list(frame[["name", "period", "text"]].itertuples(index=False, name=None))


def test_a_figure_is_a_row_with_its_id_and_source(frame_of):
    frame = frame_of(("referrals", "2022-23", 1027))
    assert list(frame) == COLUMNS
    (row,) = frame.to_dict("records")
    assert (row["area"], row["name"], row["year"], row["value"], row["text"]) == (
        *(OWN, "North Somerset", "2022-23"),
        *(1027.0, "1,027"),
    )
    assert (row["start"], row["end"]) == (pd.Timestamp("2022-04-01"), pd.Timestamp("2023-03-31"))
    assert len(row["id"]) == 8


def test_areas_stand_in_the_order_asked_for_by_name_code_and_role(frame_of, of_neighbours):
    rows = [("referral_rate", "2022-23", 500), ("referral_rate", "2022-23", 400, {"area": KENT})]
    rows += of_neighbours("referral_rate", "2022-23", [301, 302])
    frame = frame_of(*rows, of=["referral_rate"], areas=["kent", OWN, "neighbours", "council"])
    assert frame["value"].tolist() == [400, 500, 301, 302]


@pytest.mark.parametrize(
    ("years", "periods"),
    [
        ("", ["2020-21", "2021-22", "2022-23"]),
        ("2021-22", ["2021-22"]),
        ("2021-22:", ["2021-22", "2022-23"]),
        (":2021-22", ["2020-21", "2021-22"]),
        ("2021-22:2021-22", ["2021-22"]),
        (["2020-21", "2022-23"], ["2020-21", "2022-23"]),
    ],
)
def test_years_are_one_a_span_or_several(frame_of, years, periods):
    rows = [("referrals", year, 100) for year in ("2022-23", "2020-21", "2021-22")]
    assert frame_of(*rows, years=years)["period"].tolist() == periods


def test_what_is_not_shown_has_its_symbol_and_no_value(frame_of):
    private = {"source": "council_figures"}
    rows = [("contacts", "2021-22", 3, private), ("contacts", "2022-23", "", {**private, "status": "x"})]
    frame = frame_of(*rows, of=["contacts"])
    assert said(frame) == [("North Somerset", "2021-22", "c"), ("North Somerset", "2022-23", "x")]
    assert frame["value"].isna().all()
    assert frame["status"].tolist() == ["c", "x"]


def test_a_percentage_on_a_small_base_gives_way_to_its_numbers(frame_of):
    rows = [("contacts", "2022-23", 15, DOCUMENT), ("contacts_domestic_violence", "2022-23", 7, DOCUMENT)]
    frame = frame_of(*rows, of=["contacts_domestic_violence_pct"])
    assert frame["text"].tolist() == ["7 of 15"]
    assert frame["value"].isna().all()


def test_the_preferred_source_stands_alone_and_all_give_rivals(frame_of):
    rows = [("referrals", "2022-23", 1024, DOCUMENT), ("referrals", "2022-23", 1027)]
    assert frame_of(*rows)["value"].tolist() == [1027]
    assert frame_of(*rows, source="all")["value"].tolist() == [1027, 1024]
    assert frame_of(*rows, source="nsscp_annual_report")["value"].tolist() == [1024]


def test_parts_stand_by_the_breakdown_asked_for_and_the_whole_by_none(frame_of):
    rows = [("referrals", "2022-23", 30)]
    rows += [
        ("referrals", "2022-23", value, {"breakdown": f"sex={sex}"}) for sex, value in (("female", 10), ("male", 20))
    ]
    assert frame_of(*rows)["value"].tolist() == [30]
    assert frame_of(*rows, by="sex")["value"].tolist() == [10, 20]
    assert frame_of(*rows, by="all")["value"].tolist() == [30, 10, 20]
    with pytest.raises(InputError, match=r"not broken down by 'sx' \(did you mean sex\?\)"):
        frame_of(*rows, by="sx")


def test_a_wide_table_has_a_row_a_period_and_a_column_an_area(frame_of):
    rows = [("referral_rate", year, value, {"area": KENT}) for year, value in (("2021-22", 1), ("2022-23", 2))]
    rows += [("referral_rate", "2022-23", 3)]
    table = frame_of(*rows, of=["referral_rate"], areas=["council", "Kent"], wide=True)
    assert table.index.to_list() == ["2021-22", "2022-23"]
    assert table["Kent"].to_list() == [1, 2]
    assert table["North Somerset"].isna().to_list() == [True, False]


def test_a_wide_table_of_periods_of_two_kinds_has_a_row_a_reporting_year(frame_of):
    rows = [("referrals", "2022-23", 100), ("cla_march", "31 March 2023", 200)]
    table = frame_of(*rows, of=["referrals", "cla_march"], wide=True)
    assert table.index.to_list() == ["2022-23"]
    assert table.loc["2022-23"].to_list() == [100, 200]


def test_every_wrong_name_is_named_with_the_nearest(frame_of):
    with pytest.raises(InputError) as caught:
        frame_of(of=["referals"], areas=["Kant", "neigbours"], years="2022", source="dfe_lai")
    advice = [problem.todo for problem in caught.value.problems]
    assert advice == [
        *("did you mean referrals?", "did you mean Kent?", "did you mean neighbours?"),
        *("write it as 2022-23 or 2015-16:2024-25", "did you mean dfe_lait?"),
    ]
    with pytest.raises(InputError, match="no measure is named"):
        frame_of(of=[])
    with pytest.raises(InputError, match="one figure a place"):
        frame_of(wide=True, source="all")


def test_no_council_s_hidden_number_is_in_any_frame(project, north_somerset):
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    every = facts_frame(view, list(north_somerset.context.catalogue.measures), areas="all", source="all", by="all")
    assert len(every) == len(north_somerset.figures)
    assert (every["value"].isna() == ((every["status"] != "") | every["text"].str.contains(" of "))).all()


def test_a_report_and_no_report_give_the_same_frames():
    report = Report("safeguarding", council="north-somerset", year="2022-23")
    chosen = {"areas": ["Kent", "council"], "years": "2020-21:2022-23"}
    pd.testing.assert_frame_equal(report.facts("referral_rate", **chosen), facts("referral_rate", **chosen))


def test_measures_and_areas_are_tables_to_look_in():
    found = measures()
    assert found.loc[found["id"] == "rereferrals_pct", ["unit", "report"]].to_numpy().tolist() == [
        ["percent", "safeguarding"]
    ]
    assert "Kent" in areas().query("kind == 'council'")["name"].to_list()


def test_an_area_of_all_england_that_was_not_read_says_how_to_have_it(of_england, leeds):
    view = council_year(of_england, leeds, "leeds", "2024-25")
    with pytest.raises(
        InputError, match=r"Bradford are not read for Leeds.*further_areas: \[E08000032\] in .*leeds\.yaml"
    ):
        facts_frame(view, ["referrals"], areas=["Leeds", "Bradford"])
    assert list(facts_frame(view, ["referrals"], areas=["council", "region"], years="2024-25")["value"])[1:] == [
        20000.0
    ]
    # Kent's figures are here too, by the files of few councils
    assert len(facts_frame(view, ["cla_rate"], areas="Kent"))
