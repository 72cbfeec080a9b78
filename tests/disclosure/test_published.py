import re

import pandas as pd
import pytest

from ledgers import write_ledger
from panelpack.catalogue.periods import parse
from panelpack.disclosure.ledger import LEDGER_COLUMNS, read_ledger
from panelpack.disclosure.published import Published, load_published, require
from panelpack.project.errors import InputError

NORTH_SOMERSET = "E06000024"
DOCUMENT = {"source": "nsscp_annual_report", "release": "2022-23"}


def test_only_protect_makes_a_published(facts_of, context, project):
    facts = facts_of(("referrals", "2022-23", 1027))
    with pytest.raises(TypeError, match=r"only disclosure\.protect makes a Published"):
        Published(facts, context, project.policy, [], object())


def test_every_fact_has_an_id_of_its_own(north_somerset, tmp_path):
    north_somerset.save(tmp_path / "published.parquet")
    assert len(north_somerset.figures) == len(pd.read_parquet(tmp_path / "published.parquet")) > 10_000
    assert all(re.fullmatch("[a-z2-7]{8}", key) for key in north_somerset.figures)


def test_an_id_depends_on_the_fact_alone_and_not_on_what_stands_around_it(published_of, figure_in):
    alone = published_of(("referrals", "2022-23", 1027))
    among = published_of(("referrals", "2021-22", 900), ("referrals", "2022-23", 1028))
    assert figure_in(alone, "referrals", "2022-23").id == figure_in(among, "referrals", "2022-23").id
    assert figure_in(among, "referrals", "2021-22").id != figure_in(among, "referrals", "2022-23").id


def test_a_derived_number_has_an_id_that_says_how_and_from_what(published_of, figure_in):
    published = published_of(("referrals", "2022-23", 1027, {"qualifier": "about"}))
    base = figure_in(published, "referrals", "2022-23")
    derived = base.derived("change", 3.0, (base,), signed=True)
    assert derived.id == f"change-{base.id}"
    assert (derived.text, derived.qualifier, derived.made_of) == ("+3", "", (base,))
    assert derived.id not in published.figures


def test_the_preferred_source_is_found_first(published_of, figure_in):
    published = published_of(("referrals", "2022-23", 1024, DOCUMENT), ("referrals", "2022-23", 1027))
    assert figure_in(published, "referrals", "2022-23").value == 1027
    assert figure_in(published, "referrals", "2022-23", source="nsscp_annual_report").value == 1024
    assert published.find("referrals", NORTH_SOMERSET, parse("2022-23", "year"), source="dfe_lait") is None


def test_the_newest_release_of_a_source_is_found_first_by_its_day_and_never_by_its_name(
    published_of, figure_in, context_released
):
    days = {"v9": "2025-10-02", "v10": "2025-11-06", "Provisional": "2025-06-05", "Final": "2025-12-04"}
    context = context_released(**days)
    for names, newest in ((("v9", "v10"), "v10"), (("Provisional", "Final"), "Final"), (tuple(days), "Final")):
        rows = [("referrals", "2022-23", 1000 + place, {"release": name}) for place, name in enumerate(names)]
        assert figure_in(published_of(*rows, context=context), "referrals", "2022-23").release == newest


def test_both_sources_of_a_figure_are_kept(north_somerset):
    found = north_somerset.all_of("referrals", NORTH_SOMERSET, parse("2022-23", "year"))
    assert [(figure.source, figure.text) for figure in found] == [
        ("dfe_children_in_need", "1,027"),
        ("nsscp_annual_report", "1,024"),
    ]


def test_what_no_source_says_is_not_found(published_of):
    published = published_of(("referrals", "2022-23", 1027))
    assert published.find("referrals", NORTH_SOMERSET, parse("2021-22", "year")) is None
    assert published.all_of("referrals", "E92000001", parse("2022-23", "year")) == []


def test_a_series_is_of_one_kind_of_source_and_oldest_first(published_of):
    rows = [("referrals", year, value) for year, value in [("2022-23", 3), ("2020-21", 1), ("2021-22", 2)]]
    published = published_of(*rows, ("referrals", "2019-20", 9, DOCUMENT), ("referrals", "2022-23", 9, DOCUMENT))
    assert [figure.value for figure in published.over_time("referrals", NORTH_SOMERSET)] == [1, 2, 3]
    assert [figure.value for figure in published.over_time("referrals", NORTH_SOMERSET, source=DOCUMENT["source"])] == [
        9,
        9,
    ]


def test_an_undated_figure_is_in_no_series(published_of, figure_in):
    published = published_of(("neglect_share_pct", "undated", 40, DOCUMENT))
    assert figure_in(published, "neglect_share_pct", "undated").value == 40
    assert published.over_time("neglect_share_pct", NORTH_SOMERSET, source=DOCUMENT["source"]) == []


def test_all_figures_of_a_measure_come_in_the_order_of_their_file(published_of):
    rows = [("fss_teams", "undated", number, {"breakdown": f"n={9 - number}", **DOCUMENT}) for number in range(4)]
    published = published_of(*rows, ("fss_teams", "undated", 9))
    assert [figure.value for figure in published.stated("fss_teams")] == [0, 1, 2, 3]
    assert [figure.value for figure in published.official("fss_teams")] == [9]
    assert [figure.value for figure in published.of_measure("fss_teams")] == [0, 1, 2, 3, 9]


def test_figures_are_made_when_they_are_asked_for_and_only_once(published_of, figure_in):
    published = published_of(("referrals", "2021-22", 900), ("referrals", "2022-23", 1028))
    figure = figure_in(published, "referrals", "2022-23")
    assert len(published.figures) == 2
    assert len(published._made) == 1
    assert published.figures[figure.id] is figure


def test_what_was_saved_is_loaded_again(north_somerset, project, tmp_path):
    path, notes = tmp_path / "published.parquet", tmp_path / "notes.parquet"
    north_somerset.save(path)
    north_somerset.notes_table().to_parquet(notes)
    again = load_published(path, notes, north_somerset.context, project.policy)
    assert dict(again.figures) == dict(north_somerset.figures)
    assert again.notes == north_somerset.notes


def test_a_ledger_that_is_not_there_yet_is_empty(tmp_path):
    ledger = read_ledger(tmp_path / "none.csv")
    assert ledger.empty
    assert list(ledger.columns) == LEDGER_COLUMNS


def test_a_ledger_is_read_with_its_dates_and_numbers(tmp_path):
    path = tmp_path / "ledger.csv"
    rows = ["referrals,E06000024,2022-04-01,2023-03-31,,dfe_lait,2025,1027,,2023-10,A Name,2023-10-19"]
    rows += ["neglect_share_pct,E06000024,,,,nsscp_annual_report,2022-23,,c,2023-10,A Name,2023-10-19"]
    ledger = read_ledger(write_ledger(path, rows))
    assert ledger["period_end"][0] == pd.Timestamp("2023-03-31")
    assert ledger["value"][0] == 1027
    assert ledger[["period_end", "value"]].loc[1].isna().all()
    assert ledger["status"][1] == "c"


def test_a_file_with_other_columns_is_no_ledger(tmp_path):
    (tmp_path / "ledger.csv").write_text("measure,value\nreferrals,5\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"ledger\.csv: not a ledger \(its columns are measure, area, period_start"):
        read_ledger(tmp_path / "ledger.csv")


def test_a_data_frame_is_refused_by_name_with_what_to_call_first():
    expected = (
        "charts.trend_chart shows only what may be shown: it takes a Published, not DataFrame. "
        "Give the facts to disclosure.protect first."
    )
    with pytest.raises(TypeError) as caught:
        require(pd.DataFrame(), "charts.trend_chart")
    assert str(caught.value) == expected


def test_a_document_s_own_percentage_is_shown_as_it_is_printed(north_somerset, figure_in):
    assert figure_in(north_somerset, "cpp_open_repeat_pct", "31 March 2023").text == "36%"


def test_an_official_percentage_is_shown_to_one_decimal(published_of, figure_in):
    published = published_of(("rereferrals_pct", "2022-23", 20))
    assert figure_in(published, "rereferrals_pct", "2022-23").text == "20.0%"


def test_a_document_s_percentage_that_is_not_whole_keeps_its_decimal(published_of, figure_in):
    published = published_of(("rereferrals_pct", "2022-23", 20.5, DOCUMENT))
    assert figure_in(published, "rereferrals_pct", "2022-23").text == "20.5%"


@pytest.mark.parametrize(
    ("measure", "period", "value", "shown"),
    [
        ("referrals", "2022-23", 1027, "1,027"),
        ("cpp_rate", "31 March 2023", 30.25, "30.3"),
        ("spend_per_child", "2022-23", 1462.4, "£1,462"),
        ("rereferrals_pct", "2022-23", 18.75, "18.8%"),
    ],
)
def test_a_figure_is_shown_in_its_unit_and_decimals(published_of, figure_in, measure, period, value, shown):
    figure = figure_in(published_of((measure, period, value)), measure, period)
    assert figure.text == shown
    assert figure.text.strip("£%").replace(",", "") == f"{figure.shown:.{figure.decimals}f}"


def test_a_number_of_councils_is_a_count_whatever_the_measure(published_of, figure_in):
    breakdown = "statistic=national_rank"
    published = published_of(("rereferrals_pct", "2022-23", 124, {"breakdown": breakdown}))
    assert figure_in(published, "rereferrals_pct", "2022-23", breakdown=breakdown).text == "124"


def test_a_figure_without_a_value_shows_its_symbol(published_of, figure_in):
    figure = figure_in(published_of(("referrals", "2022-23", None, {"status": "x"})), "referrals", "2022-23")
    assert (figure.text, figure.value, figure.shown) == ("x", None, None)


def calculated_share(published_of, figure_in, part: int, base: int):
    rows = [("contacts", "2022-23", base, DOCUMENT), ("contacts_domestic_violence", "2022-23", part, DOCUMENT)]
    return figure_in(published_of(*rows), "contacts_domestic_violence_pct", "2022-23")


def test_a_calculated_percentage_on_a_base_under_20_gives_way_to_the_numbers(published_of, figure_in):
    assert calculated_share(published_of, figure_in, 7, 19).text == "7 of 19"
    assert calculated_share(published_of, figure_in, 7, 20).text == "35.0%"
    assert calculated_share(published_of, figure_in, 654, 9293).text == "7.0%"


def test_a_stated_percentage_stays_stated_on_a_small_base(published_of, figure_in):
    rows = [("referrals", "2022-23", 10, DOCUMENT), ("rereferrals_pct", "2022-23", 50, DOCUMENT)]
    assert figure_in(published_of(*rows), "rereferrals_pct", "2022-23").text == "50%"


def test_a_share_that_is_not_public_is_shown_to_its_unit_s_decimals_since_more_would_give_its_numbers(
    published_of, figure_in, with_return
):
    rows = [
        ("rereferrals_pct", "2022-23", 14.28571429, {"source": source})
        for source in ("own_return", "nsscp_annual_report")
    ]
    shown = [figure_in(published_of(row, context=with_return), "rereferrals_pct", "2022-23").text for row in rows]
    assert shown == ["14.3%", "14.28571429%"]
