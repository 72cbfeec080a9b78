"""Titles of charts against their figures: what a title says otherwise is found."""

import pytest

from pages import html, parsed
from panelpack.comparisons.council_year import council_year
from panelpack.gate.chart_titles import ChartTitles
from panelpack.sections.chosen import bars, small_multiples
from panelpack.sections.comparison import compare
from panelpack.sections.trends import trend

NOT_BORNE_OUT = "a title of a chart that its figures do not bear out"
OWN = {"source": "ssda903_return"}
NO_FORM = "a title of a chart of a form that no rule has"


@pytest.fixture(scope="module")
def findings(project, north_somerset):
    judge = ChartTitles(north_somerset, project.council("north-somerset"))
    return lambda page: [one for chart in parsed(page).css("figure") for one in judge.findings(chart)]


@pytest.fixture(scope="module")
def pages(project, north_somerset):
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    return {
        "rose": html(trend(view, "rereferrals_pct")),
        "run": html(trend(view, "cpp_repeat_pct")),
        "record": html(trend(view, "assessments_45d_pct")),
        "at least": html(trend(view, "sw_caseload")),
        "worsened": html(trend(view, "sw_turnover_pct")),
        "place": html(compare(view, "cpp_repeat_pct")),
        "hidden before": html(trend(view, "care_leavers_not_in_touch_pct")),
        "not available": html(trend(view, "adopted_pct")),
        "small": html(small_multiples(view, ["cla_dental_pct", "cla_sdq_score", "cla_same_carer_2yrs_pct"], "council")),
        "bars": html(bars(view, "cla_rate", ["neighbours", "england"], "")),
    }


def test_titles_that_say_what_their_figures_say_pass(findings, pages):
    assert {name: findings(page) for name, page in pages.items()} == dict.fromkeys(pages, [])


@pytest.mark.parametrize(
    ("name", "said", "otherwise", "finding"),
    [
        ("rose", "Re-referrals rose to", "Re-referrals fell to", NOT_BORNE_OUT),
        ("rose", "Re-referrals rose to", "Re-referrals worsened, rising to", NOT_BORNE_OUT),
        ("rose", "Re-referrals rose to", "Re-referrals soared to", NO_FORM),
        ("rose", ", below England and", ", above England and", NOT_BORNE_OUT),
        ("rose", ", below England and", ", below Wales and", NOT_BORNE_OUT),
        ("rose", "<strong>Re-referrals", "<strong>Referrals", "another subject"),
        ("run", "rose for", "fell for", NOT_BORNE_OUT),
        ("run", 'data-fact="running-', 'data-fact="known_2021-', NOT_BORNE_OUT),
        ("record", "the lowest since", "the highest since", NOT_BORNE_OUT),
        ("record", ">2018-19</time></strong>", ">2017-18</time></strong>", NOT_BORNE_OUT),
        ("record", "since <time", "since at least <time", NOT_BORNE_OUT),
        ("at least", "since at least 2016", "since 2016", NOT_BORNE_OUT),
        ("worsened", "worsened, rising", "improved, rising", NOT_BORNE_OUT),
        ("worsened", "worsened, rising", "worsened, falling", NOT_BORNE_OUT),
        ("place", "th of", "st of", NOT_BORNE_OUT),
        ("place", "th of", "th best of", NO_FORM),
        ("hidden before", "none shown the", "no figure the", NOT_BORNE_OUT),
        ("not available", "not available for", "not applicable for 2021-22, not", NO_FORM),
        ("not available", "for 2022-23</strong>", "for 2021-22</strong>", NOT_BORNE_OUT),
        ("small", "Behind England on two of three", "Behind England on all three", NOT_BORNE_OUT),
        ("small", "Behind England on two of three", "Ahead of England on two of three", NOT_BORNE_OUT),
        ("small", "Behind England on two of three", "Behind Sampleland on two of three", NOT_BORNE_OUT),
        ("bars", "</span>, below England", "</span>, the lowest of these councils", NOT_BORNE_OUT),
    ],
)
def test_a_title_that_says_something_else_is_found(findings, pages, name, said, otherwise, finding):
    assert said in pages[name]
    assert any(finding in found for found in findings(pages[name].replace(said, otherwise, 1)))


def test_a_chart_that_shows_none_of_its_figures_is_named_by_their_measure_and_says_why(project, view_with):
    view = view_with(("adopted", "2021-22", 2, OWN), ("adopted", "2022-23", 3, OWN))
    page = html(trend(view, "adopted"))
    said = "Adoptions from care: not shown, to protect people for"
    assert said in parsed(page).css_first("figcaption strong").text(), "nothing else is shown of it"
    judge = ChartTitles(view.published, project.council("north-somerset"))

    def findings(page):
        return [one for chart in parsed(page).css("figure") for one in judge.findings(chart)]

    assert findings(page) == []
    for otherwise in (
        said.replace("Adoptions", "Referrals"),
        said.replace("not shown, to protect people", "not available"),
    ):
        assert findings(page.replace(said, otherwise)) == [
            "a title of a chart that names another subject than its figures"
        ], otherwise
