"""The table of an area profile: the words beside each drawing say what it shows."""

import pytest

from pages import html, parsed, rows, texts
from panelpack.page.area_profile import AreaProfile, ProfileRow, area_profile, range_key
from panelpack.page.parts import EnglandRange
from panelpack.page.verdicts import among_england
from panelpack.page.words import NOTHING, text

NAME, COUNTRY = "rereferrals_pct", "E92000001"


@pytest.fixture
def profile(published_of, figure_in, of_england_range):
    published = published_of(*of_england_range(NAME, 36.0, (20.0, 26.0), 24.0, place=147))

    def of(area="E06000024", **more):
        return figure_in(published, NAME, "2022-23", area, **more)

    lower, upper = (of(COUNTRY, breakdown=f"statistic={name}_quartile") for name in ("lower", "upper"))
    drawn = EnglandRange(of(), lower, upper, of(COUNTRY), None, "worst quarter")
    return area_profile(published, "In England", [ProfileRow(text("Re-referrals"), drawn, NOTHING, text("Here"))])


def test_the_place_stands_in_words_beside_the_drawing(profile):
    row = rows(profile, "In England")["Re-referrals"]
    assert row == ["▼ worst quarter, 147 of 150", "36.0%", "no figure", "24.0%", "Here"]
    assert len(parsed(profile).css("td svg.range")) == 1


def test_its_plain_words_have_no_drawing_and_no_shape(profile):
    assert profile.plain.splitlines()[-1].startswith("Re-referrals |  worst quarter, 147 of 150 | 36.0%")


def test_the_frame_has_the_quartiles_that_are_drawn(profile):
    assert isinstance(profile, AreaProfile)
    listed = profile.frame[["column", "value"]].to_numpy().tolist()
    assert ["Lower quartile", 20.0] in listed and ["Upper quartile", 26.0] in listed
    assert list(profile.frame["id"]) == [figure.id for figure in profile.figures]


def test_the_key_has_the_marks_that_are_drawn_and_no_other(profile):
    key = range_key(profile.ranges)
    said = [line.strip() for line in texts(key, "li")]
    assert said == ["Better is to the right:", "middle half of England's councils", "England", "in the worst quarter"]
    assert "neighbours" not in html(key)


def test_a_figure_without_place_has_its_quarter_alone_and_one_without_quartiles_nothing(
    published_of, figure_in, of_england_range
):
    published = published_of(*of_england_range(NAME, 36.0, (20.0, 26.0), 24.0))
    assert among_england(published, figure_in(published, NAME, "2022-23")).plain == "worst quarter"
    alone = published_of((NAME, "2022-23", 36.0))
    assert not among_england(alone, figure_in(alone, NAME, "2022-23"))
