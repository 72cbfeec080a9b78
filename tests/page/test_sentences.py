import re
from html import unescape

import pandas as pd
import pytest

from pages import html, numbers, value_of
from panelpack.comparisons.change import change
from panelpack.comparisons.neighbours import neighbours
from panelpack.page import sentences
from panelpack.page.descriptions import comparison_description, trend_description
from panelpack.page.sentences import sentence

NORTH_SOMERSET = "E06000024"
ENGLAND = "E92000001"
REFERRALS = "Referrals to children's social care"


def plain(page: str) -> str:
    """What a reader sees of a piece of a page."""
    return unescape(re.sub(r"<[^>]*>", "", html(page)))


@pytest.fixture
def said(published_of, figure_in):
    """The sentence for a measure's last year; a text in place of a value is a status."""

    def say(measure: str, *pairs: tuple, compared: dict | None = None, model: str = "2021", context=None) -> str:
        last = pairs[-1][0]
        rows = [
            (measure, year, None, {"status": value}) if isinstance(value, str) else (measure, year, value)
            for year, value in pairs
        ]
        rows += [
            (measure, last, None if isinstance(value, str) else value, {"area": area, "status": value})
            if isinstance(value, str)
            else (measure, last, value, {"area": area})
            for area, value in (compared or {}).items()
        ]
        published = published_of(*rows, **({"context": context} if context else {}))
        now = figure_in(published, measure, last)
        codes = published.context.areas.neighbours(NORTH_SOMERSET, model)
        near = neighbours(published, now, codes, model) if compared else None
        others = [("England", figure_in(published, measure, last, ENGLAND))] if ENGLAND in (compared or {}) else []
        return html(sentence(published, change(published, now), near, others))

    return say


def test_a_fall_reads_as_the_field_writes_it(said):
    assert plain(said("referrals", ("2021-22", 441), ("2022-23", 422))) == (
        f"{REFERRALS} fell by 4.3%, or by 19, to 422 in 2022-23, compared with 441 in the previous year. "
        "This change could be chance."
    )


def test_a_rise_that_is_unlikely_to_be_chance_says_so(said):
    assert plain(said("referrals", ("2021-22", 1000), ("2022-23", 1200))) == (
        f"{REFERRALS} rose by 20.0%, or by 200, to 1,200 in 2022-23, compared with 1,000 in the previous year. "
        "This change is unlikely to be chance."
    )


def test_a_count_is_spoken_of_in_the_plural_and_a_share_in_the_singular(said):
    assert f"{REFERRALS} were 422 in 2022-23;" in plain(said("referrals", ("2022-23", 422)))
    assert "The rate of referrals was 200.0 per 10,000 in 2022-23;" in plain(said("referral_rate", ("2022-23", 200)))


def test_no_change_reads_as_unchanged_and_nothing_is_said_of_chance(said):
    assert (
        plain(said("referrals", ("2021-22", 441), ("2022-23", 441))) == f"{REFERRALS} were unchanged at 441 in 2022-23."
    )


def test_from_0_the_change_is_a_number_and_no_percentage(said):
    expected = f"{REFERRALS} rose by 5, to 5 in 2022-23, compared with 0 in the previous year."
    assert plain(said("referrals", ("2021-22", 0), ("2022-23", 5))).startswith(expected)


def test_from_a_small_base_the_change_is_a_number_and_no_percentage(said):
    expected = f"{REFERRALS} fell by 9, to 10 in 2022-23, compared with 19 in the previous year."
    assert plain(said("referrals", ("2021-22", 19), ("2022-23", 10))).startswith(expected)


def test_percentages_move_by_points(said):
    assert plain(said("rereferrals_pct", ("2021-22", 20), ("2022-23", 18.5))) == (
        "The share of referrals that were re-referrals fell by 1.5 percentage points, to 18.5% in 2022-23, "
        "compared with 20.0% in the previous year."
    )


def test_one_point_is_singular(said):
    assert " fell by 1.0 percentage point, " in plain(said("rereferrals_pct", ("2021-22", 20), ("2022-23", 19)))
    assert " rose by 1.0 percentage point, " in plain(said("rereferrals_pct", ("2021-22", 20), ("2022-23", 21)))


def test_a_figure_that_is_not_shown_now_says_so(said):
    assert plain(said("referrals", ("2021-22", 441), ("2022-23", "c"))) == (
        f"{REFERRALS}, 2022-23: not shown, to protect people."
    )


def test_a_figure_that_was_not_shown_before_says_so(said):
    assert plain(said("referrals", ("2021-22", "c"), ("2022-23", 422))) == (
        f"{REFERRALS} were 422 in 2022-23; the figure for the year before is not shown, to protect people."
    )


def test_a_figure_that_was_missing_before_says_so(said):
    assert plain(said("referrals", ("2020-21", 441), ("2022-23", 422))) == (
        f"{REFERRALS} were 422 in 2022-23; there is no figure for the year before."
    )


def test_a_day_is_compared_with_a_year_earlier(said):
    assert plain(said("cpp_open", ("31 March 2022", 100), ("31 March 2023", 110))) == (
        "Children on a child protection plan at 31 March rose by 10.0%, or by 10, to 110 at 31 March 2023, "
        "compared with 100 a year earlier."
    )


@pytest.mark.parametrize(
    ("mean", "england", "expected"),
    [
        (
            10,
            30,
            "It was above its neighbours' mean (10.0%, model of 2021, all 10 known) and below England (30.0%).",
        ),
        (
            20,
            20,
            "It was the same as its neighbours' mean (20.0%, model of 2021, all 10 known) and England (20.0%).",
        ),
    ],
)
def test_a_figure_is_above_below_or_the_same_as_those_it_is_compared_with(said, context, mean, england, expected):
    compared = dict.fromkeys(context.areas.neighbours(NORTH_SOMERSET, "2021"), mean) | {ENGLAND: england}
    assert expected in plain(said("rereferrals_pct", ("2022-23", 20), compared=compared))


def test_neighbours_without_a_figure_are_counted(said, context):
    compared = dict.fromkeys(context.areas.neighbours(NORTH_SOMERSET, "2021")[:4], 10)
    expected = "It was above its neighbours' mean (10.0%, model of 2021, 4 of 10 known)."
    assert expected in plain(said("rereferrals_pct", ("2022-23", 20), compared=compared))


def test_an_area_whose_figure_is_missing_is_named_with_the_reason(said):
    said_of_it = plain(said("rereferrals_pct", ("2022-23", 20), compared={ENGLAND: "x"}))
    assert "There is no figure to compare it with for England (not available)." in said_of_it


def test_where_nothing_can_be_compared_the_sentence_is_whole_all_the_same(said):
    assert "was with no" not in plain(said("rereferrals_pct", ("2022-23", 20), compared={ENGLAND: "x"}))


def test_a_figure_that_is_not_shown_is_compared_with_nothing(said):
    assert "England" not in plain(said("rereferrals_pct", ("2022-23", "c"), compared={ENGLAND: 20}))


def test_money_rises_by_an_amount_without_a_sign(said):
    rise, fall = (("2021-22", 1000), ("2022-23", 1500)), (("2021-22", 1500), ("2022-23", 1000))
    assert "rose by £500, to £1,500 in 2022-23" in plain(said("cla_weekly_unit_cost", *rise))
    assert "fell by £500, to £1,000 in 2022-23" in plain(said("cla_weekly_unit_cost", *fall))


def test_a_quarter_is_not_compared_with_the_previous_year(said, context_with):
    quarters = (("2021-22 Q4", 50), ("2022-23 Q1", 60))
    assert "previous year" not in plain(said("visits", *quarters, context=context_with(visits={"basis": "quarter"})))


def bare_digits(html: str) -> list[str]:
    """Digits that are neither a figure with its id nor a date; a unit's and a neighbour model's own are no figures."""
    rest = re.sub(r'<(span|data) (?:value="[^"]+" )?data-fact="[^"]+">[^<]*</\1>|<time [^>]*>[^<]*</time>', "", html)
    return re.findall(r"\d[\d,.]*", re.sub(r"per 10,000|model of \d{4}|of 10 known", "", plain(rest)))


@pytest.mark.parametrize(
    ("measure", "pairs"),
    [
        ("referrals", (("2021-22", 441), ("2022-23", 422))),
        ("referrals", (("2021-22", 0), ("2022-23", 5))),
        ("referrals", (("2021-22", 441), ("2022-23", 441))),
        ("referrals", (("2022-23", 441),)),
        ("rereferrals_pct", (("2021-22", 20), ("2022-23", 18.5))),
        ("referral_rate", (("2021-22", 200), ("2022-23", 210))),
    ],
)
def test_every_number_of_a_sentence_stands_in_a_figure_with_its_id(said, context, measure, pairs):
    compared = dict.fromkeys(context.areas.neighbours(NORTH_SOMERSET, "2021"), 10) | {ENGLAND: 11}
    html = said(measure, *pairs, compared=compared)
    assert bare_digits(html) == []
    assert html.count("data-fact=") >= 3


def test_how_many_neighbours_are_known_is_a_figure_with_its_id_too(said, context):
    compared = dict.fromkeys(context.areas.neighbours(NORTH_SOMERSET, "2021")[:4], 10)
    assert "4" not in bare_digits(said("rereferrals_pct", ("2022-23", 20), compared=compared))


def test_the_ids_of_a_sentence_are_those_of_its_figures(published_of, figure_in):
    published = published_of(("referrals", "2021-22", 441), ("referrals", "2022-23", 422))
    now, before = (figure_in(published, "referrals", year) for year in ("2022-23", "2021-22"))
    said = html(sentence(published, change(published, now), None, []))
    facts = {node.attributes["data-fact"]: value_of(node) for node in numbers(said)}
    assert facts == {f"change_pct-{now.id}": -4.3, f"change-{now.id}": -19, now.id: 422, before.id: 441}


def test_a_sentence_escapes_what_it_did_not_make(published_of, figure_in, context_with):
    context = context_with(visits={"phrase": "Visits <b>& more</b>"})
    published = published_of(("visits", "2022-23", 5), context=context)
    said = html(sentence(published, change(published, figure_in(published, "visits", "2022-23")), None, []))
    assert "Visits &lt;b&gt;&amp; more&lt;/b&gt;" in said


def test_a_trend_is_described_by_first_last_highest_lowest_and_what_is_missing(published_of, figure_in):
    years = ["2019-20", "2021-22", "2022-23"]
    rows = [("rereferrals_pct", year, value) for year, value in zip(years, (20, 30, 25), strict=True)]
    published = published_of(*rows)
    own = [figure_in(published, "rereferrals_pct", year) for year in years]
    words = trend_description("Re-referrals", "North Somerset", [own[0], None, *own[1:]], [("England", own[1])], True)
    assert words == (
        "Line chart. Re-referrals. North Somerset: 20.0% in 2019-20, 25.0% in 2022-23; "
        "highest 30.0% in 2021-22, lowest 20.0% in 2019-20. 1 of 4 years have no figure and leave a gap. "
        "England: 30.0% in 2021-22. A band shows the middle half of England's councils."
    )


def test_a_trend_without_figures_says_that_there_are_none():
    assert trend_description("Re-referrals", "North Somerset", [None], [], False) == (
        "Re-referrals: no figures to draw for North Somerset."
    )


def test_a_comparison_is_described_by_highest_and_lowest_in_whichever_order_they_stand(published_of, figure_in):
    published = published_of(
        ("cpp_rate", "31 March 2023", 30), ("cpp_rate", "31 March 2023", 50, {"area": "E10000016"})
    )
    own, kent = (figure_in(published, "cpp_rate", "31 March 2023", area) for area in (NORTH_SOMERSET, "E10000016"))
    expected = "Bar chart of 2 bars. Plans. North Somerset: 30.0. Highest: Kent, 50.0. Lowest: North Somerset, 30.0."
    for areas in ([("North Somerset", own), ("Kent", kent)], [("Kent", kent), ("North Somerset", own)]):
        assert comparison_description("Plans", "North Somerset", "30.0", areas, None) == expected


def test_a_sentence_takes_what_may_be_shown_and_nothing_else(published_of, figure_in):
    published = published_of(("referrals", "2022-23", 422))
    item = change(published, figure_in(published, "referrals", "2022-23"))
    with pytest.raises(TypeError, match=r"sentences\.sentence .* takes a Published, not DataFrame"):
        sentences.sentence(pd.DataFrame(), item, None, [])
