"""Measures of the SSDA903 return, each on children who stand on its boundaries, with values worked out by hand."""

import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.counting import counted
from panelpack.facts.returns.ssda903 import care
from panelpack.facts.returns.ssda903.the_return import SSDA903
from panelpack.project.parameters import ReturnChoices
from ssda903_returns import HEADINGS, WHOLE, YEAR, episode, figure, figures, files_of, read_files, records_of, source

FIRST_QUARTER = Span(pd.Timestamp("2022-04-01"), pd.Timestamp("2022-06-30"))


# In care, started, ceased


def test_in_care_at_31_march_are_open_episodes_but_for_short_breaks_each_child_once():
    records = records_of(
        episodes=[
            "A 01/06/2018 S C2 U4",
            "B 01/06/2018 S C2 U4 31/03/2023 E4A",
            "C 31/03/2023 S L1 U6",
            "D 01/06/2022 S V3 U6",
            "E 01/06/2022 S V4 U6",
            "F 01/06/2022 S C2 U4",
            "F 01/07/2022 P C2 U6",
            "G 01/06/2022 S C2 U4 01/04/2023 E8",
            "H 01/06/2022 S C2 U4 - E4A",
            "I 01/06/2022 S - U4",
        ]
    )
    assert figure(records, "cla_march") == (6,)  # A, C, F once, G, H, I
    assert figure(records, "cla_march", FIRST_QUARTER) == (6,)  # A, B, F, G, H, I


def test_of_two_open_episodes_the_one_begun_last_is_the_child_s():
    records = records_of(episodes=["F 01/06/2022 S C2 U4", "F 01/07/2022 P C2 K2"])
    assert list(care.in_care_at_end(records, YEAR)["place"]) == ["K2"]


def test_started_counts_the_first_start_of_a_child_in_the_year():
    records = records_of(
        episodes=[
            "A 01/04/2022 S C2 U4",
            "B 31/03/2022 S C2 U4",
            "C 31/03/2023 S C2 U4",
            "D 01/05/2022 S V2 U4 01/06/2022 E4A",
            "D 01/07/2022 S V2 U4",
            "E 01/05/2022 S V3 U6 08/05/2022 E8",
            "F 01/05/2022 P C2 U4",
        ]
    )
    assert figure(records, "cla_started") == (3,)  # A, C, D once
    assert care.started(records, YEAR)["decom"].max() == pd.Timestamp("2023-03-31")
    assert list(care.started(records, YEAR)["row"]) == [2, 4, 5]


def test_ceased_counts_the_last_end_of_a_child_in_the_year_and_no_episode_that_goes_on():
    records = records_of(
        episodes=[
            "A 01/06/2018 S C2 U4 01/04/2022 E4A",
            "B 01/06/2018 S C2 U4 31/03/2023 E45",
            "C 01/06/2018 S C2 U4 01/05/2022 X1",
            "C 01/05/2022 P C2 K2",
            "D 01/05/2022 S V2 U4 01/06/2022 E45",
            "D 01/07/2022 S V2 U4 01/08/2022 E4B",
            "E 01/05/2022 S V3 U6 08/05/2022 E8",
            "F 01/05/2022 S C2 U4 01/06/2022 E3",
            "G 01/05/2022 S C2 U4 01/06/2022 X1",
            "H 01/05/2022 S C2 U4 01/06/2022 -",
            "I 01/05/2022 S C2 U4 01/06/2022 -",
            "I 01/06/2022 P C2 U4",
            "J 01/05/2022 S C2 U4 - E4A",
            "K 01/05/2022 S C2 U4 01/06/2022 XXX",
        ]
    )
    assert figure(records, "cla_ceased") == (6,)  # A, B, D at the last time, F, H, K
    assert figure(records, "sgo_ceased_pct") == (1, 6)  # B; D's guardianship was not the last
    assert figure(records, "adopted") == (0,)


def test_adopted_are_those_who_left_care_by_either_kind_of_adoption():
    records = records_of(
        episodes=[
            "A 01/06/2021 S E1 A6 01/05/2022 E11",
            "B 01/06/2021 S E1 A3 01/05/2022 E12",
            "C 01/06/2021 S E1 U6 01/05/2022 E4A",
            "D 01/06/2021 S E1 A6 31/03/2022 E12",
        ]
    )
    assert figure(records, "adopted") == (2,)
    assert figure(records, "adopted_pct") == (2, 3)


def test_only_this_year_s_return_says_who_is_in_care_though_an_earlier_one_left_an_episode_open():
    records = records_of(
        episodes=["A 01/06/2021 S C2 U4"],
        earlier={"2021-22": {"episodes": ["A 01/06/2021 S C2 U4", "B 01/06/2021 S C2 U4"]}},
    )
    assert figure(records, "cla_march") == (1,)


def test_unaccompanied_are_those_of_the_module_whose_status_had_not_ceased_by_31_march():
    records = records_of(
        episodes=[f"{child} 01/06/2022 S V2 U6" for child in "ABCD"] + ["E 01/06/2022 S V2 U6 01/07/2022 E8"],
        uasc=["A,1,01/01/2007,", "B,1,01/01/2007,01/04/2023", "C,1,01/01/2007,31/03/2023", "E,1,01/01/2007,"],
    )
    assert figure(records, "cla_uasc_pct") == (2, 4)


def test_reviews_count_those_of_children_of_four_or_over_who_came_or_gave_a_view():
    reviews = [f"A,01/01/2010,01/{month:02}/2022,PN{month - 4}" for month in range(4, 12)]
    records = records_of(reviews=[*reviews, "A,01/01/2010,31/03/2022,PN1", "B,01/01/2010,31/03/2023,"])
    assert figure(records, "care_reviews_with_child_pct") == (6, 8)  # PN1 to PN6, of those, PN7 and the one unsaid


# Placements


def placements(*rows):
    return records_of(episodes=[f"A {row}" for row in rows])


@pytest.mark.parametrize(
    ("rows", "many"),
    [
        # Open on 1 April, one in between, open on 31 March
        (("01/06/2021 S C2 U4 01/06/2022 X1", "01/06/2022 P C2 U6 01/09/2022 X1", "01/09/2022 P C2 K2"), True),
        # The first ended before the year
        (("01/06/2021 S C2 U4 31/03/2022 X1", "31/03/2022 P C2 U6 01/09/2022 X1", "01/09/2022 P C2 K2"), False),
        # It ended on its first day, so it was open then
        (("01/06/2021 S C2 U4 01/04/2022 X1", "01/04/2022 P C2 U6 01/09/2022 X1", "01/09/2022 P C2 K2"), True),
        # One in between of less than a day
        (("01/06/2021 S C2 U4 01/06/2022 X1", "01/06/2022 P C2 U6 01/06/2022 X1", "01/06/2022 P C2 K2"), False),
        # A change of legal status, or of placement with the same carer, is no move
        (("01/06/2021 S C1 U6 01/06/2022 X1", "01/06/2022 L C2 U6 01/09/2022 X1", "01/09/2022 T C2 U4"), False),
        (("01/06/2021 S C1 U6 01/06/2022 X1", "01/06/2022 U C2 U4 01/09/2022 X1", "01/09/2022 B C1 K2"), False),
        (("01/06/2021 S C1 U6 01/06/2022 X1", "01/06/2022 B C2 K2 01/09/2022 X1", "01/09/2022 P C2 U6"), True),
        # Two periods of care in one year
        (("01/05/2022 S V2 U6 01/06/2022 X1", "01/06/2022 P V2 K2 01/07/2022 E4A", "01/09/2022 S C2 U6"), True),
        # Going on with the foster carers for adoption is no move, whatever the reason says
        (("01/06/2021 S E1 U6 01/06/2022 X1", "01/06/2022 P E1 U5 01/09/2022 X1", "01/09/2022 P E1 A5"), False),
        (("01/06/2021 S E1 U6 01/06/2022 X1", "01/06/2022 P E1 U5 01/09/2022 X1", "01/09/2022 P E1 A6"), True),
    ],
)  # fmt: skip
def test_three_placements_of_a_day_or_more_are_many(rows, many):
    assert figure(placements(*rows), "cla_3plus_placements_pct") == (many, 1)


def test_a_temporary_placement_and_the_way_back_are_no_moves_unless_it_is_chosen():
    away = (
        "01/06/2021 S C2 U4 01/06/2022 X1 111",
        "01/06/2022 P C2 T3 10/06/2022 X1",
        "10/06/2022 P C2 U4 - - 111",
    )
    assert figure(placements(*away), "cla_3plus_placements_pct") == (0, 1)
    chosen = {"temporary_placements_are_moves": True}
    assert figure(placements(*away), "cla_3plus_placements_pct", **chosen) == (1, 1)
    elsewhere = (*away[:2], "10/06/2022 P C2 U4 01/09/2022 X1 222", "01/09/2022 P C2 K2")
    assert figure(placements(*elsewhere), "cla_3plus_placements_pct") == (1, 1)


def test_short_breaks_are_no_placements_and_their_children_in_no_base():
    rows = [f"A 0{month}/06/2022 S V3 U6 0{month}/06/2022 E8" for month in range(1, 8)]
    records = records_of(episodes=[*rows, "A 01/09/2022 S C2 U4", "B 01/06/2022 S V4 U6"])
    assert figure(records, "cla_3plus_placements_pct") == (0, 1)


def long_term(*rows, born="01/01/2012", before=()):
    earlier = {"2021-22": {"episodes": [f"A {row}" for row in before]}, "2020-21": {}}
    return records_of(header=[f"A,1,{born},WBRI,,,"], episodes=[f"A {row}" for row in rows], earlier=earlier)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("01/10/2020 S C2 U4", (1, 1)),  # 912 days with 31 March 2023
        ("02/10/2020 S C2 U4", None),  # 911 days
    ],
)
def test_long_in_care_is_more_than_911_days_with_the_last(row, expected):
    assert figure(long_term(row), "cla_same_carer_2yrs_pct") == expected


@pytest.mark.parametrize(
    ("moved", "counted"),
    [("01/04/2021", 1), ("02/04/2021", 0)],  # 730 and 729 days with 31 March 2023
)
def test_long_in_one_placement_is_more_than_729_days_with_the_last(moved, counted):
    before = (f"01/06/2018 S C2 U6 {moved} X1",)
    records = long_term(f"{moved} P C2 U4", before=before)
    assert figure(records, "cla_same_carer_2yrs_pct") == (counted, 1)


@pytest.mark.parametrize(("born", "expected"), [("01/04/2007", (1, 1)), ("31/03/2007", None), ("", None)])
def test_long_placements_are_of_children_under_16_at_31_march(born, expected):
    assert figure(long_term("01/06/2018 S C2 U4", born=born), "cla_same_carer_2yrs_pct") == expected


@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        (("01/06/2018 S E1 U6 01/09/2022 X1", "01/09/2022 P E1 A6"), 1),  # together with the placement before
        (("01/06/2018 S E1 U6 01/09/2022 X1", "01/09/2022 T E1 A5"), 1),  # with the same foster carers
        (("01/06/2018 S E1 U6 01/06/2021 X1", "01/06/2021 P E1 K2 01/09/2022 X1", "01/09/2022 P E1 A6"), 0),
        (("01/06/2018 S C1 U6 01/09/2022 X1", "01/09/2022 L C2 U6"), 1),  # a change of legal status alone
        (("01/06/2018 S C2 U6 01/09/2022 X1", "01/09/2022 P C2 K2"), 0),
        (("01/06/2018 S C2 U6 01/03/2023 X1", "01/03/2023 P C2 T1"), 1),  # in hospital for a while
    ],
)  # fmt: skip
def test_a_placement_for_adoption_counts_with_the_one_before(rows, counted):
    assert figure(long_term(*rows), "cla_same_carer_2yrs_pct") == (counted, 1)


def test_a_break_in_care_starts_the_years_anew():
    assert (
        figure(long_term("01/06/2018 S C2 U4 01/05/2022 E4A", "01/09/2022 S C2 U4"), "cla_same_carer_2yrs_pct") is None
    )


def test_the_years_before_are_read_for_how_long_a_child_was_in_care():
    now = "01/09/2022 P C2 U4"
    assert figure(long_term(now), "cla_same_carer_2yrs_pct") is None
    before = ("01/06/2018 S C2 U6 01/09/2022 X1",)
    assert figure(long_term(now, before=before), "cla_same_carer_2yrs_pct") == (0, 1)


def test_far_from_home_is_more_than_20_miles_and_outside_the_area_and_unknown_stays_in_the_base(tmp_path):
    (tmp_path / "postcodes.csv").write_text(
        "postcode,easting,northing,area\nH,0,0,E06000024\nM20,32186,0,E06000023\nM21,33795,0,E06000023\n"
        "IN,33795,0,E06000024\n"
    )
    posts = {"A": "H/M20", "B": "H/M21", "C": "H/IN", "D": "/M21", "E": "H/NOPE"}
    records = records_of(
        episodes=[
            *(f"{child} 01/06/2022 S C2 U4 - - - {post}" for child, post in posts.items()),
            "F 01/06/2022 S C2 U4 01/07/2022 E8 - H/M21",
            "G 01/06/2022 S V4 U4 - - - H/M21",
        ],
        lookups=tmp_path,
    )
    assert figure(records, "cla_20miles_outside_pct") == (1, 5)  # B


# Missing


def test_missing_counts_children_in_care_with_a_period_open_in_the_year_and_each_period():
    records = records_of(
        episodes=[
            *(f"{child} 01/06/2018 S C2 U4" for child in "ABCDE"),
            "F 01/06/2018 S C2 U4 01/05/2022 E8",
            "G 01/06/2018 S V4 U6",
        ],
        missing=[
            "A,01/01/2010,M,30/03/2022,01/04/2022",
            "A,01/01/2010,M,31/03/2023,",
            "B,01/01/2010,M,01/03/2022,31/03/2022",
            "C,01/01/2010,A,01/05/2022,02/05/2022",
            "C,01/01/2010,M,01/06/2022,02/06/2022",
            "D,01/01/2010,A,01/05/2022,02/05/2022",
            "F,01/01/2010,M,01/04/2022,02/04/2022",
            "G,01/01/2010,M,01/05/2022,02/05/2022",
            "Z,01/01/2010,M,01/05/2022,02/05/2022",
        ],
    )
    assert figure(records, "cla_missing_pct") == (3, 6)  # A, C, F of A to F
    assert figure(records, "cla_missing_incidents") == (4,)  # A twice, C, F
    assert figure(records, "cla_away_pct") == (2, 6)  # C, D
    assert figure(records, "cla_away_incidents") == (2,)
    assert figure(records, "cla_missing_pct", absences_are_missing=True) == (4, 6)
    assert figure(records, "cla_missing_incidents", absences_are_missing=True) == (6,)


# Health


def test_health_is_of_children_in_care_all_year_and_those_without_oc2_count_as_not_done():
    records = records_of(
        header=[
            *(f"{child},1,01/04/2010,WBRI,,," for child in "ABCDEFG"),
            "H,1,31/03/2018,WBRI,,,", "I,1,01/04/2018,WBRI,,,", "J,1,31/03/2006,WBRI,,,", "K,1,01/04/2005,WBRI,,,",
        ],
        episodes=[
            "A 01/06/2018 S C2 U4",
            "B 01/04/2022 S C2 U4",  # from the first day
            "C 02/04/2022 S C2 U4",  # a day too late
            "D 01/06/2018 S C2 U4 01/09/2022 E4A", "D 02/09/2022 S C2 U4",  # not without a break
            "E 01/06/2018 S C2 U4 01/09/2022 X1", "E 01/09/2022 P C2 K2",
            "F 01/06/2018 S V4 U4 01/09/2022 X1", "F 01/09/2022 L C2 U4",  # partly a short break
            "G 01/06/2018 S C2 U4 31/03/2023 E8",
            *(f"{child} 01/06/2018 S C2 U4" for child in "HIJK"),
        ],
        oc2=[
            "A,01/04/2010,0,,,,1,1,1,,,", "C,01/04/2010,40,,,,1,1,1,,,", "E,01/04/2010,41,,,,0,1,,,,",
            "H,31/03/2018,10,,,,1,0,1,,,", "I,01/04/2018,30,,,,1,0,0,,,", "J,31/03/2006,20,,,,1,0,0,,,",
            "K,01/04/2005,30,,,,0,0,0,,,",
        ],
    )  # fmt: skip
    # A, B, E, H, I, J, K were in care all year
    assert figure(records, "cla_health_assessment_pct") == (2, 7)
    assert figure(records, "cla_dental_pct") == (2, 7)
    assert figure(records, "cla_immunisations_pct") == (4, 7)
    # From 5 to 16: A 0, H 10 and five that day; I is 4, J 17 and K 17; E's 41 is no score
    assert figure(records, "cla_sdq_score") == (10, 2)
    assert figure(records, "cla_sdq_children") == (2,)


# Care leavers


def test_care_leavers_are_those_with_their_19th_to_21st_birthday_in_the_year():
    records = records_of(
        episodes=["J 01/06/2018 S C2 U4 01/05/2020 E3", "A 01/06/2018 S C2 U4 01/05/2020 E17"],
        oc3=[
            "A,01/04/2003,YES,F1,B1",  # 19 on the first day
            "B,31/03/2002,YES,P5,Z2",  # 21 on the last day
            "C,01/04/2004,YES,F2,U1",  # 19 a day after
            "D,31/03/2001,YES,F2,U1",  # 21 before, 22 on the last day
            "E,01/07/2002,NO,0,0",
            "F,01/07/2002,NO,G5,R1",  # somebody else told of the activity
            "G,01/07/2002,DIED,0,0",
            "H,01/07/2002,RHOM,F1,B1",
            "I,29/02/2004,REFU,0,G1",  # 19 on 1 March
            "J,01/07/2002,YES,F1,B1",  # moved to another council
            "K,01/09/2002,YES,G4,X2",
            "L,01/09/2002,YES,F9,U1",
        ],
    )
    # The cohort: A, B, E, F, I, K, L
    assert figure(records, "care_leavers_eet_19_21_pct") == (2, 7)
    assert figure(records, "care_leavers_suitable_19_21_pct") == (2, 5)  # without F, where nobody knows, and I, abroad
    assert figure(records, "care_leavers_not_in_touch_pct") == (1, 7)
    assert figure(records, "care_leavers_eet_19_21_pct", FIRST_QUARTER) == (1, 1)  # A


# Adoption


def test_timings_run_through_earlier_returns_and_stop_at_the_foster_carer_only_where_she_adopts():
    before = {
        "episodes": [
            "A 01/01/2021 S C1 U6 01/03/2021 X1 1",
            "A 01/03/2021 L E1 U6 01/09/2021 X1 1",
            "A 01/09/2021 P E1 A6 - - 2",
            "B 01/01/2021 S C1 U6 01/02/2021 X1 1",
            "B 01/02/2021 P C1 U4 01/05/2021 X1 3",
            "B 01/05/2021 L E1 U4 01/11/2021 X1 3",
            "B 01/11/2021 T E1 A5 - - 3",
        ]
    }
    records = records_of(
        episodes=[
            "A 01/09/2021 P E1 A6 01/06/2022 E12 2",
            "B 01/11/2021 T E1 A5 01/07/2022 E11 3",
            "C 01/12/2021 P C1 A4 01/07/2022 E11 4",  # when C entered care is not known
        ],
        ad1=[
            "A,01/01/2020,01/08/2021,01/08/2021,0,2,MF,L11",
            "B,01/01/2020,01/04/2021,01/04/2021,1,2,MF,L11",
            "C,01/01/2020,01/10/2021,01/10/2021,0,2,MF,L11",
        ],
        earlier={"2020-21": before},
    )
    assert figure(records, "adopted") == (3,)
    # A: 1 January to 1 September 2021, 243 days; B: to 1 November, 304 days
    assert figure(records, "adoption_entry_to_placement_days") == (547, 2)
    # B moved in with the foster carers on 1 February, after 31 days
    assert figure(records, "adoption_entry_to_carer_days") == (274, 2)
    months, number = figure(records, "adoption_care_to_placement_months")
    assert (round(months, 3), number) == (round(547 / 30.4375, 3), 2)
    # A: 1 March to 1 August, 153 days; B was matched before the order; C has none
    assert figure(records, "adoption_order_to_match_days") == (153, 2)
    assert figure(records, "adopted_entry_known") == figure(records, "adopted_match_known") == (2,)


def test_after_a_disrupted_placement_the_clock_stops_at_the_last_one():
    records = records_of(
        episodes=[
            "A 01/04/2022 S E1 U6 01/05/2022 X1",
            "A 01/05/2022 P E1 A6 01/06/2022 X1",
            "A 01/06/2022 P E1 U6 01/07/2022 X1",
            "A 01/07/2022 P E1 A6 01/02/2023 E12",
        ]
    )
    assert figure(records, "adoption_entry_to_placement_days") == (91, 1)
    assert figure(records, "adoption_placed") == (1,)


def test_waiting_bands_are_half_open_and_leave_out_those_placed_and_whose_plan_changed():
    orders = {
        "A": "31/03/2023", "B": "01/01/2023", "C": "31/12/2022", "D": "01/10/2022", "E": "30/09/2022",
        "F": "31/03/2022", "G": "30/09/2021", "H": "01/10/2021",
    }  # fmt: skip
    records = records_of(
        episodes=[
            *(f"{child} {day} S E1 U6" for child, day in orders.items()),
            "I 01/06/2022 S E1 A6",
            "J 01/06/2022 S C2 U6",
            "K 01/06/2022 S E1 U5",
            "L 01/06/2022 P E1 U6",  # the order came before the records
            "M 01/06/2019 P E1 U6",  # and here has lasted long all the same
            "N 01/06/2022 S E1 U6",
        ],
        placed_adoption=[
            "K,01/01/2020,01/02/2022,01/03/2023,RD3",
            "N,01/01/2020,01/02/2022,01/03/2022,RD3",
            "N,01/01/2020,01/05/2022,,",
        ],
    )
    assert figures(records, "adoption_waiting") == {
        "": (11,),
        "wait_band=0-3m": (2,),  # A, B
        "wait_band=3-6m": (2,),  # C, D
        "wait_band=6-12m": (2,),  # E, and N, whose plan is for adoption again
        "wait_band=12-18m": (2,),  # F, H
        "wait_band=18m+": (2,),  # G, M
        "wait_band=not_known": (1,),  # L
    }


def test_early_permanence_counts_new_placements_and_those_from_which_a_child_is_adopted():
    records = records_of(
        episodes=[
            "A 01/05/2022 S C1 U5 01/09/2022 X1", "A 01/09/2022 L E1 U5 01/12/2022 X1", "A 01/12/2022 U E1 A5",
            "B 01/05/2022 S E1 U6 01/12/2022 X1", "B 01/12/2022 P E1 A6",
            "C 01/03/2022 S C1 U2 01/06/2022 X1", "C 01/06/2022 L C2 U2",
            "D 01/03/2022 S E1 A6 01/06/2022 X1", "D 01/06/2022 P E1 T1 02/06/2022 X1", "D 02/06/2022 P E1 A6",
            "E 01/05/2022 S E1 U2 01/06/2022 X1", "E 01/06/2022 P E1 T3 10/06/2022 X1", "E 10/06/2022 P E1 A4",
        ]
    )  # fmt: skip
    assert figure(records, "adoption_placed") == (3,)  # A, B, E; D went on after a stay in hospital
    assert figure(records, "early_permanence_placed") == (2,)  # A, E; C's began in March
    assert figure(records, "early_permanence_pct") == (2, 3)  # A, E


def test_a_module_without_rows_breaks_no_count_and_no_rule():
    whole, _ = read_files(files_of(WHOLE))
    for module in HEADINGS:
        records = whole.with_tables({**whole.tables, module: whole[module].iloc[:0]})
        for item in SSDA903.counts:
            if module in item.needs and all(need in records for need in item.needs):
                found = counted(item, records, YEAR, ReturnChoices())
                assert all(one.value >= 0 for one in found), item.measure
        for rule in SSDA903.rules:
            if module in (rule.table, *rule.needs):
                assert len(rule.broken(records)) == len(records[rule.table]), rule.name


# Whatever the order, the names and the files


def every_figure(files, label="2022-23"):
    records, _ = read_files(files, label)
    found = {}
    for item in SSDA903.counts:
        if all(need in records for need in item.needs):
            found[item.measure] = counted(item, records, YEAR, ReturnChoices())
    return found


OUTSIDE = {
    "header": ["ZZ1,1,01/01/1995,WBRI,,,"],
    "episodes": ["ZZ1 01/06/2012 S C2 U4 01/01/2013 E17"],
    "missing": ["ZZ1,01/01/1995,M,01/07/2012,02/07/2012"],
    "oc3": ["ZZ1,01/01/1995,YES,F1,B1"],
}
"""A child who left long before the year."""


@settings(max_examples=2)
@given(st.integers(min_value=0, max_value=10_000))
def test_no_figure_changes_with_order_names_files_or_children_of_other_years(seed):
    chance = random.Random(seed)
    whole = every_figure(files_of(WHOLE))
    assert len(whole) > 20
    files = []
    for name, rows in WHOLE.items():
        known = {child: f"N{place}X{seed}" for place, child in enumerate(["QX1", "QX2", "QX3", "QX4", "QX5", "QX6"])}
        made = [episode(row) if name == "episodes" else row for row in [*rows, *OUTSIDE.get(name, ())]]
        made = [f"{known.get(row.split(',')[0], row.split(',')[0])},{row.partition(',')[2]}" for row in made]
        of_child = sorted(made, key=lambda row: row.split(",")[0])
        cut = next(
            (at for at in range(1, len(made)) if of_child[at].split(",")[0] != of_child[at - 1].split(",")[0]), 1
        )
        parts = [of_child[:cut], of_child[cut:]]
        for part in parts:
            chance.shuffle(part)
        files += [
            source(f"{name}-{number}.csv", "\n".join([HEADINGS[name], *part]))
            for number, part in enumerate(parts)
            if part
        ]
    chance.shuffle(files)
    assert every_figure(files) == whole
