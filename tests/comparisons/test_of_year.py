"""What is there of a council's own figures for a year."""

from panelpack.comparisons.council_year import council_year
from panelpack.comparisons.of_year import asked_for, figures_of_year, measures_in, without_figures


def test_a_figure_counts_in_the_year_in_which_its_period_ends(view_with):
    view = view_with(("referrals", "2022-23", 90), ("contacts", "2021-22", 80))
    assert [(figure.measure.id, figure.value) for figure in figures_of_year(view)] == [("referrals", 90)]
    assert measures_in(view) == {"referrals"}


def test_reports_without_a_figure_of_the_year_are_named(view_with):
    view = view_with(("referrals", "2022-23", 90))
    assert without_figures(view, ["police", "safeguarding"]) == ["police"]


def test_what_is_calculated_is_not_asked_for(project, north_somerset):
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    assert not any(measure.calculated for measure in asked_for(view, "safeguarding"))
    assert len(asked_for(view, "safeguarding")) > 80
