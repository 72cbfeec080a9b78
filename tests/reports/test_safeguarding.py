"""The safeguarding report as a page: its figures against the documents, for several years and councils."""

import subprocess
import sys

import pytest

from pages import parsed, rows, texts, values, words
from panelpack import Report
from panelpack.project.errors import InputError


def test_the_data_summary_is_as_the_annual_report_prints_it(page_of):
    table = rows(page_of("safeguarding", "north-somerset", "2022-23"), "Children known to the council")
    assert {name: cells[0] for name, cells in table.items() if name != "What"} == {
        "Children aged 0 to 17 who live in the area": "42,848",
        "Contacts received": "9,293",
        "Contacts about domestic violence": "654",
        "Contacts that progressed to referral": "549",
        "Referrals to children's social care": "1,024; DfE: 1,027",
        "Re-referrals within 12 months": "122; DfE: 152",
        "Children with a child in need plan open at 31 March": "268",
        "Children on a child protection plan at 31 March": "108",
        "Children on a plan for a second or subsequent time, as stated": "36%",
        "Children in care at 31 March": "226; DfE: 223",
        "Children who came into care in the year": "87; DfE: 100",
        "Children at risk of, or harmed by, sexual exploitation": "35",
        "Children at risk of, or harmed by, criminal exploitation": "27",
        "Children who went missing, counted by the council": "164",
        "Missing episodes, counted by the council": "495",
        "Contacts about domestic violence, as a percentage of contacts": "7.0%",
        "Missing episodes for each child who went missing": "3.0",
    }


def test_training_audits_and_services_keep_their_qualifiers_and_periods(page_of):
    page = page_of("safeguarding", "north-somerset", "2022-23")
    training = rows(page, "Multi-agency training")
    assert training["Multi-agency courses delivered"] == ["75", "2022-23"]
    assert training["Participants in multi-agency courses"] == ["1,260", "2022-23"]
    undated = rows(page, "Multi-agency training, printed without a date")
    assert undated["Span of the planned training programme"] == ["12 to 15 months"]
    assert training["New courses about neglect"] == ["2", "1 January 2022 to 31 March 2023"]
    audits = rows(page, "Audits and quality assurance, printed without a date")
    assert audits["Audits a month by front door managers"][0] == "9 to 12 a month"
    services = rows(page, "Family support and family services, printed without a date")
    assert services["Vacancy rate of family support and safeguarding"][0] == "about 40%"
    since = rows(page, "Family support and family services, since year end")
    assert since["Staff planned to start in family support and safeguarding, permanent social worker"] == [
        "6 (planned)",
    ]
    assert "since year end, 30 September 2023" in words(page) and "Year inferred: the document prints none." in words(
        page
    )


def test_council_and_department_stand_side_by_side_with_their_difference(page_of):
    told = texts(page_of("safeguarding", "north-somerset", "2022-23"), ".differences li")
    starts = [words.partition(". ")[0] for words in told]
    assert (
        "Referrals to children's social care 1,027 (DfE) is shown; the other figure is 1,024 (partnership's report) "
        "(difference −3)"
    ) in starts
    assert (
        "Children in need at 31 March 1,034 (DfE) is shown; the other figure is 268 (partnership's report): Children "
        "with a child in need plan open at 31 March; the two are not comparable"
    ) in starts
    assert not [words for words in starts if words.startswith("Children on a child protection plan at 31 March ")]


def test_what_changed_says_by_how_much_and_whether_it_could_be_chance(page_of):
    table = rows(page_of("safeguarding", "north-somerset", "2022-23"), "What changed in 2022-23")
    assert table["Referrals to children's social care"] == [
        "1,027",
        "759",
        "+268",
        "+35.3%",
        "▲ rising",
        "unlikely to be chance",
    ]
    assert table["Plans that were a second or subsequent plan"][:3] == ["36.1%", "26.7%", "+9.4 points"]
    assert table["Children on a plan for two years or more at 31 March"][0] == "c"


@pytest.mark.parametrize(
    ("council", "year", "sentence"),
    [
        (
            "north-somerset",
            "2022-23",
            "Children on a child protection plan at 31 March rose by 13.7%, or by 13, to 108 at 31 March 2023, "
            "compared with 95 a year earlier.",
        ),
        (
            "north-somerset",
            "2024-25",
            "Referrals to children's social care rose by 13.5%, or by 134, to 1,126 in 2024-25, compared with 992 in "
            "the previous year. This change is unlikely to be chance.",
        ),
        ("kent", "2019-20", "of 10 known"),
    ],
)
def test_sentences_for_other_years_and_councils(page_of, council, year, sentence):
    assert sentence in words(page_of("safeguarding", council, year))


def test_a_section_without_figures_names_the_file_that_would_fill_it(page_of):
    page = words(page_of("safeguarding", "kent", "2019-20"))
    assert "Multi-agency training: not supplied for 2019-20." in page


def test_every_chart_has_a_description_and_its_data(page_of):
    page = page_of("safeguarding", "north-somerset", "2022-23")
    charts = parsed(page).css("figure.chart")
    assert len(charts) == 11
    for chart in charts:
        for drawing in chart.css("svg"):
            assert len(drawing.attributes["aria-label"]) > 80
            assert drawing.attributes["role"] == "img"
        assert chart.css("details table td[data-fact]")


def test_no_id_stands_twice_on_a_page_and_every_link_within_it_leads_somewhere(page_of):
    page = page_of("safeguarding", "north-somerset", "2022-23")
    ids = values(page, "[id]", "id")
    assert len(ids) == len(set(ids)) > 100
    assert {href[1:] for href in values(page, "a", "href") if href.startswith("#")} <= set(ids)


def test_the_notebook_runs_by_plain_papermill_and_nbconvert_too(project, tmp_path):
    done = tmp_path / "done.ipynb"
    run = [sys.executable, "-m", "papermill", str(project.notebooks / "safeguarding.ipynb"), str(done)]
    options = ["-r", "year", "2016-17", "--cwd", str(project.notebooks), "--no-progress-bar"]
    subprocess.run([*run, *options], check=True, capture_output=True, timeout=120)
    convert = [sys.executable, "-m", "nbconvert", "--to", "panelpack", str(done)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    assert "annual report 2016-17" in (tmp_path / "done.html").read_text()
    assert len(list((tmp_path / "downloads" / "done").glob("*.csv"))) > 10


def test_plain_counts_of_different_areas_are_not_compared(project):
    report = Report("safeguarding", council="kent", year="2019-20", project=project)
    with pytest.raises(InputError, match="cin_march is a count"):
        report.compare("cin_march")


def test_what_is_missing_names_the_file_of_its_own_source(project):
    report = Report("safeguarding", council="kent", year="2019-20", project=project)
    assert report.view.series_file(report.view.measure("rereferrals_pct")) == "data/benchmarks/dfe_children_in_need.csv"
