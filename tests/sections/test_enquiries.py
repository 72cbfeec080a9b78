"""Lines of enquiry, each rule by hand-checkable numbers."""

from datetime import date

from pages import words
from panelpack.comparisons.council_year import council_year
from panelpack.project.parameters import Target
from panelpack.sections.enquiries import enquiries, lines

AREA = "E06000024"


def target(measure, at_least):
    return Target(
        measure=measure, council="north-somerset", at_least=at_least, from_date=date(2022, 4, 1), reference="made up"
    )


def test_a_missed_target_is_a_line_and_one_that_is_met_is_none(view_with):
    given = ("assessments_45d_pct", "2022-23", 80.0)
    missed = enquiries(view_with(given, targets=[target("assessments_45d_pct", 90)]))
    assert [item.rules for item in missed] == [("worse than target",)]
    assert "Assessments completed within 45 working days: 80.0%, 2022-23." in words(missed[0].words)
    assert enquiries(view_with(given, targets=[target("assessments_45d_pct", 80)])) == []


def test_most_neighbours_better_is_a_line_and_half_of_them_is_none(view_with, of_neighbours):
    own = ("assessments_45d_pct", "2022-23", 80.0)
    behind = of_neighbours("assessments_45d_pct", "2022-23", [90.0] * 6 + [70.0] * 2)
    found = enquiries(view_with(own, *behind))
    assert [item.rules for item in found] == [("worse than neighbours",)]
    assert "Of 8 statistical neighbours known, 6 do better (mean 85.0%)." in words(found[0].words)
    even = of_neighbours("assessments_45d_pct", "2022-23", [90.0] * 4 + [70.0] * 4)
    assert enquiries(view_with(own, *even)) == []


def test_too_few_neighbours_known_make_no_line(view_with, of_neighbours):
    given = of_neighbours("assessments_45d_pct", "2022-23", [90.0] * 4)
    assert enquiries(view_with(("assessments_45d_pct", "2022-23", 80.0), *given)) == []


def test_a_worsening_that_could_be_chance_is_no_line_and_a_sure_one_is(view_with, of_neighbours):
    near = of_neighbours("rereferrals_pct", "2022-23", [30.0] * 6)

    def of(now, before):
        share = {"denominator": 1000}
        return view_with(
            ("rereferrals_pct", "2021-22", before, share), ("rereferrals_pct", "2022-23", now, share), *near
        )

    assert [item.rules for item in enquiries(of(20.0, 10.0))] == [("worsening beyond chance",)]
    assert enquiries(of(11.0, 10.0)) == []
    assert enquiries(of(10.0, 20.0)) == []


def test_a_figure_of_the_year_before_that_is_missing_now_is_the_last_line(view_with):
    found = enquiries(
        view_with(
            ("cpp_started", "2021-22", 110),
            ("assessments_45d_pct", "2022-23", 80.0),
            targets=[target("assessments_45d_pct", 90)],
        )
    )
    assert [item.rules for item in found] == [("worse than target",), ("late or missing data",)]
    assert found[1].measures == ("cpp_started",)


def test_a_hidden_figure_is_not_called_missing(view_with):
    hidden = ("cpp_started", "2022-23", None, {"status": "c"})
    assert enquiries(view_with(("cpp_started", "2021-22", 110), hidden)) == []


def test_what_triggers_more_rules_comes_first(view_with, of_neighbours):
    twice = of_neighbours("assessments_45d_pct", "2022-23", [90.0] * 6)
    once = of_neighbours("rereferrals_pct", "2022-23", [10.0] * 6)
    given = [("rereferrals_pct", "2022-23", 40.0), ("assessments_45d_pct", "2022-23", 80.0), *once, *twice]
    found = enquiries(view_with(*given, targets=[target("assessments_45d_pct", 85)]))
    assert [len(item.rules) for item in found] == [2, 1]
    assert found[0].measures == ("assessments_45d_pct",)


def test_measures_of_one_rule_take_turns_so_that_each_rule_is_heard(view_with, of_neighbours):
    behind = [of_neighbours(name, "2022-23", [90.0] * 6) for name in ("assessments_45d_pct", "icpc_15d_pct")]
    share = {"denominator": 1000}
    found = enquiries(
        view_with(
            ("assessments_45d_pct", "2022-23", 10.0),
            ("icpc_15d_pct", "2022-23", 20.0),
            ("rereferrals_pct", "2021-22", 10.0, share),
            ("rereferrals_pct", "2022-23", 20.0, share),
            *of_neighbours("rereferrals_pct", "2022-23", [30.0] * 6),
            *behind[0],
            *behind[1],
        )
    )
    assert [item.measures[0] for item in found] == ["rereferrals_pct", "assessments_45d_pct", "icpc_15d_pct"]


def test_there_are_at_most_five_lines(north_somerset, project):
    for year in ("2018-19", "2022-23", "2024-25"):
        view = council_year(project, north_somerset, "north-somerset", year)
        assert 0 < len(enquiries(view)) <= 5, year


def test_nothing_is_asked_where_nothing_triggers(view_with):
    said = lines(view_with(("cpp_started", "2022-23", 110)))
    assert words(said) == "No rule finds a line of enquiry in the year's figures."
