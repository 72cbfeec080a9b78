import csv
from datetime import date
from math import erfc
from pathlib import Path

import pandas as pd
import pytest

from panelpack.catalogue.numbers import half_away
from panelpack.catalogue.periods import parse
from panelpack.comparisons.chance import chance_of_shares
from panelpack.comparisons.change import change, travel
from panelpack.comparisons.england import national, quarter
from panelpack.comparisons.neighbours import Rank, neighbours, rank
from panelpack.comparisons.targets import rag
from panelpack.project.parameters import Target

NORTH_SOMERSET = "E06000024"
ENGLAND = "E92000001"
AVERAGES = Path(__file__).parents[1] / "data" / "neighbour_averages.csv"


@pytest.fixture
def changed(published_of, figure_in):
    """The change of a measure from the year before to 2022-23, both values given."""

    def compare(measure: str, before, now, *others: tuple):
        rows = [(measure, "2021-22", before), (measure, "2022-23", now)]
        published = published_of(*rows, *others)
        return change(published, figure_in(published, measure, "2022-23"))

    return compare


# Chance


def test_a_change_of_counts_in_a_year_is_tested(changed):
    assert changed("rereferrals", 292, 227).chance.words == "unlikely to be chance"
    assert changed("rereferrals", 109, 72).chance.words == "unlikely to be chance"
    assert changed("rereferrals", 210, 230).chance.words == "could be chance"


def test_where_even_a_doubling_could_be_chance_there_are_too_few_to_tell(changed):
    assert changed("rereferrals", 21, 26).chance.words == "too few to tell"
    assert changed("rereferrals", 8, 30).chance.words == "unlikely to be chance"
    bases = [("referrals", year, 20) for year in ("2021-22", "2022-23")]
    assert changed("rereferrals_pct", 20, 30, *bases).chance.words == "too few to tell"


def test_a_change_of_percentages_is_tested_where_both_bases_are_known(changed):
    bases = [("referrals", year, 100) for year in ("2021-22", "2022-23")]
    assert changed("rereferrals_pct", 40, 60, *bases).chance.p == pytest.approx(erfc(2))
    assert changed("rereferrals_pct", 40, 60, bases[0]).chance.words == "not tested"
    assert changed("rereferrals_pct", 40, 60).chance.words == "not tested"


def test_neither_a_rate_nor_a_count_on_a_day_is_tested(changed, published_of, figure_in):
    assert changed("referral_rate", 200, 300).chance.words == "not tested"
    published = published_of(("cpp_open", "31 March 2022", 100), ("cpp_open", "31 March 2023", 200))
    assert change(published, figure_in(published, "cpp_open", "31 March 2023")).chance.words == "not tested"


# Change


def test_a_change_is_a_signed_difference_and_a_percentage_to_one_decimal(changed):
    item = changed("referrals", 441, 422)
    assert (item.difference.text, item.pct.text) == ("\u221219", "\u22124.3%")
    assert item.difference.id == f"change-{item.now.id}"
    assert item.pct.id == f"change_pct-{item.now.id}"
    up = changed("referrals", 100, 106)
    assert (up.difference.text, up.pct.text) == ("+6", "+6.0%")


def test_a_half_in_a_change_goes_away_from_zero(changed):
    # 16 x 5 = 80 and 13 x 5 = 65: 15 of 80 are 18.75 in a hundred.
    assert changed("referrals", 80, 65).pct.text == "\u221218.8%"


def test_a_change_of_nothing_has_no_sign(changed):
    item = changed("referrals", 441, 441)
    assert (item.difference.text, item.pct.text, item.towards) == ("0", "0.0%", "unchanged")


def test_from_0_there_is_a_difference_and_no_percentage(changed):
    item = changed("referrals", 0, 5)
    assert (item.difference.text, item.pct, item.pct_reason) == ("+5", None, "n/a")


@pytest.mark.parametrize(("before", "reason"), [(19, "small numbers"), (20, "")])
def test_below_a_base_of_20_there_is_no_percentage(changed, before, reason):
    item = changed("referrals", before, 30)
    assert item.pct_reason == reason
    assert (item.pct is None) == bool(reason)


def test_a_small_rate_has_a_percentage_all_the_same(changed):
    assert changed("referral_rate", 10, 11).pct.text == "+10.0%"


def test_percentages_differ_by_points_and_not_by_per_cent(changed):
    item = changed("rereferrals_pct", 20, 18.5)
    assert (item.difference.text, item.difference.unit) == ("\u22121.5", "points")
    assert (item.pct, item.pct_reason) == (None, "")


def test_a_difference_is_that_of_the_numbers_as_shown(changed):
    # 20.04 and 20.16 are shown as 20.0% and 20.2%: what is shown differs by 0.2.
    assert changed("rereferrals_pct", 20.04, 20.16).difference.text == "+0.2"


@pytest.mark.parametrize(
    ("measure", "now", "towards"),
    [
        ("rereferrals_pct", 21, "worse"),
        ("rereferrals_pct", 19, "better"),
        ("rereferrals_pct", 20, "unchanged"),
        ("assessments_45d_pct", 21, "better"),
        ("assessments_45d_pct", 19, "worse"),
        ("referral_rate", 21, "neither"),
    ],
)
def test_a_change_goes_where_the_measure_says(changed, measure, now, towards):
    assert changed(measure, 20, now).towards == towards


def test_no_comparison_reaches_across_a_missing_year(published_of, figure_in):
    published = published_of(("referrals", "2020-21", 441), ("referrals", "2022-23", 422))
    item = change(published, figure_in(published, "referrals", "2022-23"))
    assert (item.before, item.difference, item.pct, item.towards) == (None, None, None, "not known")
    assert item.chance.words == "not tested"


@pytest.mark.parametrize("status", ["c", "x"])
def test_without_a_value_the_year_before_there_is_no_difference(published_of, figure_in, status):
    published = published_of(("referrals", "2021-22", None, {"status": status}), ("referrals", "2022-23", 422))
    item = change(published, figure_in(published, "referrals", "2022-23"))
    assert (item.before.status, item.difference, item.towards) == (status, None, "not known")


def test_money_has_its_sign_before_the_pound(published_of, figure_in):
    rows = [
        ("cla_weekly_unit_cost", year, value) for year, value in (("2020-21", 900), ("2021-22", 1500), ("2022-23", 400))
    ]
    published = published_of(*rows)
    changes = [change(published, figure_in(published, "cla_weekly_unit_cost", year)) for year in ("2021-22", "2022-23")]
    assert [item.difference.text for item in changes] == ["+£600", "\u2212£1,100"]


def test_a_hidden_count_of_the_year_before_gives_no_difference(published_of, figure_in, with_return):
    source = {"source": "own_return"}
    rows = [("referrals", "2021-22", 3, source), ("referrals", "2022-23", 422, source)]
    published = published_of(*rows, context=with_return)
    item = change(published, figure_in(published, "referrals", "2022-23"))
    assert (item.before.status, item.difference, item.pct) == ("c", None, None)


def test_a_document_is_not_compared_with_official_statistics(published_of, figure_in):
    document = {"source": "nsscp_annual_report"}
    published = published_of(("referrals", "2021-22", 441), ("referrals", "2022-23", 422, document))
    assert change(published, figure_in(published, "referrals", "2022-23")).before is None


def test_an_undated_figure_has_no_year_before(published_of, figure_in):
    published = published_of(("neglect_share_pct", "undated", 40, {"source": "nsscp_annual_report"}))
    assert change(published, figure_in(published, "neglect_share_pct", "undated")).before is None


def test_a_quarter_is_compared_with_the_quarter_before(published_of, figure_in, context_with):
    rows = [("visits", "2021-22 Q4", 50), ("visits", "2022-23 Q1", 60)]
    published = published_of(*rows, context=context_with(visits={"basis": "quarter"}))
    assert change(published, figure_in(published, "visits", "2022-23 Q1")).difference.text == "+10"


# Neighbours


@pytest.fixture
def ten(context):
    return context.areas.neighbours(NORTH_SOMERSET, "2021")


def test_neighbours_have_the_mean_and_median_of_those_with_a_value(published_of, figure_in, ten):
    rows = [
        ("rereferrals_pct", "2022-23", value, {"area": area}) for area, value in zip(ten, (10, 20, 60), strict=False)
    ]
    rows += [("rereferrals_pct", "2022-23", None, {"area": ten[3], "status": "x"})]
    published = published_of(("rereferrals_pct", "2022-23", 25), *rows)
    found = neighbours(published, figure_in(published, "rereferrals_pct", "2022-23"), ten, "2021")
    assert (found.mean.text, found.median.text) == ("30.0%", "20.0%")
    assert (found.used, found.of, found.model) == (3, 10, "2021")
    assert found.mean.id != found.median.id


def test_neighbours_are_compared_by_the_source_of_the_council_s_own_figure(published_of, figure_in, ten):
    other = ("rereferrals_pct", "2022-23", 50, {"area": ten[0], "source": "dfe_lait"})
    published = published_of(("rereferrals_pct", "2022-23", 25), other)
    found = neighbours(published, figure_in(published, "rereferrals_pct", "2022-23"), ten, "2021")
    assert (found.used, found.mean, found.median) == (0, None, None)


def test_neighbours_of_other_years_are_not_compared(published_of, figure_in, ten):
    published = published_of(("rereferrals_pct", "2022-23", 25), ("rereferrals_pct", "2021-22", 50, {"area": ten[0]}))
    assert neighbours(published, figure_in(published, "rereferrals_pct", "2022-23"), ten, "2021").used == 0


def test_how_many_neighbours_are_known_is_a_figure_to_show(published_of, figure_in, ten):
    rows = [("rereferrals_pct", "2022-23", 10, {"area": area}) for area in ten[:4]]
    published = published_of(("rereferrals_pct", "2022-23", 25), *rows)
    assert neighbours(published, figure_in(published, "rereferrals_pct", "2022-23"), ten, "2021").known.text == "4"


def test_how_many_neighbours_are_known_has_an_id_of_its_own_in_each_model(published_of, figure_in, context):
    published = published_of(("rereferrals_pct", "2022-23", 25))
    now = figure_in(published, "rereferrals_pct", "2022-23")
    models = {model: context.areas.neighbours(NORTH_SOMERSET, model) for model in ("2021", "2025")}
    found = [neighbours(published, now, codes, model) for model, codes in models.items()]
    assert found[0].known.id != found[1].known.id


def test_our_neighbours_means_are_those_that_were_published(north_somerset):
    wrong, compared = [], 0
    for row in csv.DictReader(AVERAGES.read_text(encoding="utf-8").splitlines()):
        if not row["mean"]:
            continue
        period = parse(row["period"], north_somerset.context.catalogue[row["measure"]].basis)
        now = north_somerset.find(row["measure"], row["area"], period)
        assert now is not None, f"no own figure to start from: {row}"
        codes = north_somerset.context.areas.neighbours(row["area"], row["model"])
        found = neighbours(north_somerset, now, codes, row["model"])
        compared += 1
        # The published means have four decimals at most.
        ours = None if found.mean is None else half_away(found.mean.value, 4)
        if ours != pytest.approx(float(row["mean"]), rel=1e-6) or found.used != int(row["councils_used"]):
            wrong.append((row, ours, found.used))
    assert compared == 900
    assert not wrong, wrong[:5]


# Rank


@pytest.fixture
def place(published_of, figure_in):
    def find(measure: str, mine, *others) -> Rank | None:
        areas = [f"E0900000{number}" for number in range(1, 1 + len(others))]
        given = {"status": "c"} if mine is None else {}
        rows = [(measure, "2022-23", value, {"area": area}) for area, value in zip(areas, others, strict=True)]
        published = published_of((measure, "2022-23", mine, given), *rows)
        figures = [figure_in(published, measure, "2022-23", area) for area in areas]
        return rank(published, figure_in(published, measure, "2022-23"), figures)

    return find


def test_where_lower_is_better_the_lowest_is_first(place):
    assert place("rereferrals_pct", 20, 10, 30, 40) == Rank(2, 4, best_first=True)


def test_where_higher_is_better_the_highest_is_first(place):
    assert place("assessments_45d_pct", 20, 10, 30, 40) == Rank(3, 4, best_first=True)


def test_where_neither_is_better_the_highest_is_first_and_is_not_called_best(place):
    assert place("referral_rate", 20, 10, 30, 40) == Rank(3, 4, best_first=False)


def test_ties_share_the_better_place(place):
    assert place("rereferrals_pct", 20, 20, 20, 30).place == 1
    assert place("rereferrals_pct", 20, 10, 20, 20).place == 2


def test_figures_that_look_alike_on_the_page_are_a_tie(place):
    assert place("rereferrals_pct", 20.04, 19.96).place == 1


def test_a_figure_that_is_not_shown_has_no_place(place):
    assert place("rereferrals_pct", None, 10) is None


# England


def test_england_s_middle_half_and_the_rank_are_found_where_they_are_shipped(published_of, figure_in):
    source = {"source": "dfe_lait_distribution"}
    names = {"lower_quartile": 15, "median": 20, "upper_quartile": 25, "councils": 151}
    rows = [
        ("rereferrals_pct", "2022-23", value, {**source, "area": ENGLAND, "breakdown": f"statistic={name}"})
        for name, value in names.items()
    ]
    rows.append(("rereferrals_pct", "2022-23", 97, {**source, "breakdown": "statistic=national_rank"}))
    published = published_of(("rereferrals_pct", "2022-23", 22), ("rereferrals_pct", "2021-22", 22), *rows)
    found = national(published, figure_in(published, "rereferrals_pct", "2022-23"))
    texts = [item.text for item in (found.lower, found.median, found.upper, found.councils, found.rank)]
    assert texts == ["15.0%", "20.0%", "25.0%", "151", "97"]
    before = national(published, figure_in(published, "rereferrals_pct", "2021-22"))
    assert vars(before) == dict.fromkeys(("lower", "median", "upper", "councils", "rank"))


@pytest.mark.parametrize(
    ("value", "words"),
    [(14, "best quarter"), (15, "middle half"), (20, "middle half"), (25, "middle half"), (26, "worst quarter")],
)
def test_a_figure_lies_in_a_quarter_or_the_middle_half_of_england_s_councils(published_of, figure_in, value, words):
    source = {"source": "dfe_lait_distribution", "area": ENGLAND}
    names = {"lower_quartile": 15, "upper_quartile": 25}
    rows = [
        ("rereferrals_pct", "2022-23", bound, {**source, "breakdown": f"statistic={name}"})
        for name, bound in names.items()
    ]
    published = published_of(("rereferrals_pct", "2022-23", value), *rows)
    assert quarter(published, figure_in(published, "rereferrals_pct", "2022-23")) == words


def test_without_quartiles_no_quarter_is_named(published_of, figure_in):
    published = published_of(("rereferrals_pct", "2022-23", 20))
    assert quarter(published, figure_in(published, "rereferrals_pct", "2022-23")) == ""


# Direction of travel


@pytest.fixture
def direction(published_of, figure_in):
    """The words for a series that ends in 2022-23; None is a year without a row."""

    def words(measure: str, *values) -> str:
        years = [f"{year}-{year - 1999}" for year in range(2023 - len(values), 2023)]
        rows = []
        for year, value in zip(years, values, strict=True):
            if isinstance(value, str):
                rows.append((measure, year, None, {"status": value}))
            elif value is not None:
                rows.append((measure, year, value))
        published = published_of(*rows)
        return travel(published, figure_in(published, measure, "2022-23")).words

    return words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((25, 24), "better than a year ago"),
        ((24, 25), "worse than a year ago"),
        ((25, 24, 23), "better for 2 years running"),
        ((22, 23, 24, 25), "worse for 3 years running"),
        ((20, 25, 24), "better than a year ago"),
        ((25, 24, 24), "unchanged"),
        ((24, 24, 24), "unchanged"),
        ((25, 24, None, 23, 22), "better than a year ago"),
        ((25, 24, "x", 23, 22), "better than a year ago"),
        ((25, None, 22), "no figure a year ago"),
        ((22,), "no figure a year ago"),
        (("x", 22), "no figure a year ago"),
        (("c", 22), "not shown a year ago"),
        ((25, "c"), "not shown"),
        ((25, "x"), "no figure"),
    ],
)
def test_the_direction_of_travel_follows_consecutive_years_and_stops_at_a_gap(direction, values, words):
    assert direction("rereferrals_pct", *values) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((20, 21), "rising"),
        ((21, 20), "falling"),
        ((20, 21, 22), "rising for 2 years running"),
        ((21, 21), "unchanged"),
    ],
)
def test_a_measure_without_a_better_rises_or_falls(direction, values, words):
    assert direction("referral_rate", *values) == words


def test_the_direction_of_a_quarter_does_not_speak_of_a_year(published_of, figure_in, context_with):
    rows = [("visits", "2021-22 Q4", 50), ("visits", "2022-23 Q1", 60)]
    published = published_of(*rows, context=context_with(visits={"basis": "quarter", "higher_is": "better"}))
    assert "year" not in travel(published, figure_in(published, "visits", "2022-23 Q1")).words


# Targets


def target(**bounds) -> Target:
    usual = {
        "measure": "assessments_45d_pct",
        "council": "north-somerset",
        "from": date(2020, 4, 1),
        "reference": "Plan",
    }
    return Target(**usual | bounds)


@pytest.fixture
def level(published_of, figure_in):
    def find(value, *targets: Target) -> str:
        given = {} if not isinstance(value, str) else {"status": value}
        row = ("assessments_45d_pct", "2022-23", None if given else value, given)
        published = published_of(row)
        figure = figure_in(published, "assessments_45d_pct", "2022-23")
        return rag(published, figure, targets, "north-somerset", date(2023, 10, 19)).level

    return find


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (80, "green"),
        (81, "green"),
        (79.9, "amber"),
        (75, "amber"),
        (74.9, "red"),
        ("c", "not shown"),
        ("x", "no figure"),
    ],
)
def test_a_figure_is_green_amber_or_red_against_a_target_to_reach(level, value, expected):
    assert level(value, target(at_least=80, amber_within=5)) == expected


@pytest.mark.parametrize(("value", "expected"), [(20, "green"), (20.5, "amber"), (21, "amber"), (21.5, "red")])
def test_a_figure_is_green_amber_or_red_against_a_target_not_to_exceed(level, value, expected):
    assert level(value, target(at_most=20, amber_within=1)) == expected


def test_the_edge_of_amber_is_amber_in_decimals_too(level):
    assert level(1.1, target(at_most=1.0, amber_within=0.1)) == "amber"


def test_without_a_band_of_amber_what_is_not_green_is_red(level):
    assert level(79.9, target(at_least=80)) == "red"


def test_without_a_target_there_is_no_colour(level):
    assert level(80) == "no target set"
    assert level(80, target(at_least=80, council="kent")) == "no target set"
    assert level(80, target(at_least=80, measure="cpp_rate")) == "no target set"


def test_a_target_counts_from_its_first_day_to_its_last(level):
    assert level(80, target(at_least=80, until=date(2023, 3, 31))) == "green"
    assert level(80, target(at_least=80, until=date(2023, 3, 30))) == "no target set"
    assert level(80, target(at_least=80, **{"from": date(2023, 3, 31)})) == "green"


def test_a_target_from_a_later_day_than_the_figures_gives_no_colour_and_is_named(published_of, figure_in):
    published = published_of(("assessments_45d_pct", "2022-23", 80))
    figure = figure_in(published, "assessments_45d_pct", "2022-23")
    later = target(at_least=80, **{"from": date(2023, 4, 1)})

    def found(known_by):
        return rag(published, figure, [later], "north-somerset", known_by)

    known = found(date(2023, 10, 19))
    assert (known.level, known.target, known.later) == ("no target set", None, later)
    assert found(date(2023, 3, 31)).later is None
    assert found(None).says_something is False


def test_a_figure_without_dates_is_of_the_last_day_of_its_documents_year(published_of, figure_in):
    row = ("ehc_timeliness_target_pct", "undated", 60, {"source": "nsc_send_self_evaluation", "release": "2022-23"})
    published = published_of(row)
    (figure,) = published.stated("ehc_timeliness_target_pct")

    def level_from(day):
        asked = target(measure="ehc_timeliness_target_pct", at_least=70, **{"from": day})
        return rag(published, figure, [asked], "north-somerset", None).level

    assert (level_from(date(2023, 3, 31)), level_from(date(2023, 4, 1))) == ("red", "no target set")


def test_the_latest_target_in_force_counts(level):
    assert level(80, target(at_least=70), target(at_least=90, **{"from": date(2022, 4, 1)})) == "red"


# What may be shown


def test_comparisons_take_what_may_be_shown_and_nothing_else(published_of, figure_in):
    figure = figure_in(published_of(("referrals", "2022-23", 5)), "referrals", "2022-23")
    facts = pd.DataFrame()
    calls = {
        "change": lambda: change(facts, figure),
        "neighbours": lambda: neighbours(facts, figure, [], "2021"),
        "rank": lambda: rank(facts, figure, []),
        "national": lambda: national(facts, figure),
        "travel": lambda: travel(facts, figure),
        "rag": lambda: rag(facts, figure, [], "north-somerset", None),
    }
    for name, call in calls.items():
        with pytest.raises(TypeError, match=rf"comparisons\.{name} .* takes a Published, not DataFrame"):
            call()


def test_a_change_whose_rounding_decides_about_chance_is_not_tested(published_of, figure_in):
    rows = [("referrals", "2021-22", 20000), ("referrals", "2022-23", 20000)]
    shares = [("referrals_nfa_pct", "2021-22", 1.0), ("referrals_nfa_pct", "2022-23", 1.2)]
    published = published_of(*rows, *shares)
    now = figure_in(published, "referrals_nfa_pct", "2022-23")
    # 1.15% against 1.05% could be chance, 1.25% against 0.95% hardly
    assert chance_of_shares(230, 20000, 210, 20000) > 0.01 > chance_of_shares(249, 20000, 190, 20000)
    assert change(published, now).chance.words == "not tested"
