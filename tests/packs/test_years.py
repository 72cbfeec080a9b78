"""Which year is the current one, and which is too early to build."""

import pytest

from panelpack.packs import years
from panelpack.packs.years import NoFigureError, current_year, newest_year

OFFICIAL = ("rereferrals_pct", "2022-23", 20.0)
SEPTEMBER = ("sw_agency_pct", "30 September 2023", 10.0, {"source": "dfe_social_work_workforce"})


@pytest.fixture
def of(project, published_of, monkeypatch):
    """A rule for years, asked of a council that has a few figures only."""

    def asked(rule, *rows, name="north-somerset"):
        monkeypatch.setattr(years, "prepared", lambda *_: published_of(*rows))
        return rule(project, name)

    return asked


def test_the_current_year_is_the_newest_with_a_figure_of_the_whole_year(of):
    assert of(current_year, OFFICIAL) == "2022-23"
    assert of(current_year, OFFICIAL, ("cpp_open", "31 March 2024", 90)) == "2023-24"


def test_an_official_figure_of_september_is_of_its_year_but_does_not_make_it_current(of):
    assert of(current_year, OFFICIAL, SEPTEMBER) == "2022-23"
    assert of(newest_year, OFFICIAL, SEPTEMBER) == "2023-24"


def test_what_the_council_states_of_a_part_of_a_year_makes_it_current(of):
    stated = ("contacts", "2023-24", 300, {"source": "nsscp_annual_report"})
    assert of(current_year, OFFICIAL, stated) == "2023-24"


def test_a_figure_of_another_council_is_none_of_its_own(of):
    with pytest.raises(NoFigureError, match="kent: no year in parameters/years has a figure"):
        of(current_year, OFFICIAL, name="kent")
