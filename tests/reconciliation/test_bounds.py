"""What a figure cannot be, by hand-checkable numbers."""

import pytest

from panelpack.catalogue.identities import PartsOf, ShareOf, WindowsOf
from panelpack.reconciliation.bounds import longer_holds_less, part_beyond_base, parts_beyond_whole
from panelpack.reconciliation.findings import DISAGREES

OWN = {"source": "council_figures", "release": "2022-23"}
REPORT = {"source": "nsscp_annual_report", "release": "2022-23"}
WEST = {"area": "RAA000001", "source": "adoption_west_annual_report", "release": "2022-23"}
FIFTEEN_MONTHS, YEAR = "2022-01-01 to 2023-03-31", "2022-04-01 to 2023-03-31"


def said(findings):
    assert all(item.verdict == DISAGREES for item in findings)
    return [item.says for item in findings]


def reviews(period, value, **more):
    return "rapid_reviews", period, value, REPORT | more


def test_fifteen_months_cannot_hold_less_than_the_year_within_them(published_of):
    published = published_of(reviews(FIFTEEN_MONTHS, 10), reviews(YEAR, 12))
    assert said(list(longer_holds_less(published, []))) == ["10 beside 12"]


@pytest.mark.parametrize("longer", [12, 15])
def test_fifteen_months_may_hold_as_much_or_more(published_of, longer):
    assert list(longer_holds_less(published_of(reviews(FIFTEEN_MONTHS, longer), reviews(YEAR, 12)), [])) == []


def test_windows_that_only_overlap_are_not_held_together(published_of):
    published = published_of(reviews("2022-01-01 to 2022-12-31", 10), reviews(YEAR, 12))
    assert list(longer_holds_less(published, [])) == []


def test_a_count_on_one_day_is_of_no_time(published_of):
    published = published_of(reviews(FIFTEEN_MONTHS, 10), reviews("2023-03-31 to 2023-03-31", 12))
    assert list(longer_holds_less(published, [])) == []


def test_another_source_may_count_otherwise(published_of):
    published = published_of(reviews(FIFTEEN_MONTHS, 10), reviews(YEAR, 12, source="council_figures"))
    assert list(longer_holds_less(published, [])) == []


@pytest.mark.parametrize(("longer", "shorter"), [("at least", ""), ("about", ""), ("", "up to"), ("", "planned")])
def test_words_beside_a_figure_leave_room(published_of, longer, shorter):
    published = published_of(reviews(FIFTEEN_MONTHS, 10, qualifier=longer), reviews(YEAR, 12, qualifier=shorter))
    assert list(longer_holds_less(published, [])) == []


def test_a_year_cannot_hold_less_than_one_of_its_halves(published_of):
    def half(value):
        return "agency_complaints_half_year", "2022-04-01 to 2022-09-30", value, WEST

    identity = WindowsOf("agency_complaints", "agency_complaints_half_year")
    year = ("agency_complaints", "2022-23", 8, WEST)
    assert said(list(longer_holds_less(published_of(year, half(9)), [identity]))) == ["8 beside 9"]
    assert list(longer_holds_less(published_of(year, half(6)), [identity])) == []


def by_outcome(part, value, **more):
    return "complaints_by_outcome", "2022-23", value, REPORT | {"breakdown": f"outcome={part}"} | more


def test_known_parts_that_are_more_than_their_whole_are_found_though_another_is_missing(published_of):
    identity = PartsOf("complaints_by_outcome", "outcome", "complaints")
    whole = ("complaints", "2022-23", 90, REPORT)
    missing = by_outcome("withdrawn", None, status="x")
    too_much = published_of(whole, by_outcome("upheld", 40), by_outcome("not_upheld", 60), missing)
    (item,) = parts_beyond_whole(too_much, [identity])
    assert (item.verdict, item.says) == (DISAGREES, "90 beside 100")
    enough = published_of(whole, by_outcome("upheld", 40), by_outcome("not_upheld", 50), missing)
    assert list(parts_beyond_whole(enough, [identity])) == []


def test_one_part_alone_that_is_more_than_its_whole_is_found(published_of):
    identity = PartsOf("complaints_by_outcome", "outcome", "complaints")
    published = published_of(("complaints", "2022-23", 90, REPORT), by_outcome("upheld", 91))
    assert said(list(parts_beyond_whole(published, [identity]))) == ["90 beside 91"]


def test_a_part_of_a_percentage_is_no_more_than_its_base(published_of):
    names = ("agency_early_permanence_pct", "agency_early_permanence_placements", "agency_children_placed")
    part = (names[1], "2022-23", 36, WEST)
    small = published_of(part, (names[2], "2022-23", 30, WEST))
    assert said(list(part_beyond_base(small, [ShareOf(*names)]))) == ["36 beside 30"]
    assert list(part_beyond_base(published_of(part, (names[2], "2022-23", 36, WEST)), [ShareOf(*names)])) == []
    assert list(part_beyond_base(small, [ShareOf(*names, of_whole=False)])) == []
