"""What a life in Sampleshire never is: out of order."""

import numpy as np
import pytest

from panelpack.commands.sample.days import NEVER, birthday
from panelpack.commands.sample.people import FORENAMES, SURNAMES, identifier
from panelpack.commands.sample.places import AREA, DFE_CODE
from panelpack.gate.identifiers import identifiers


def born(town, frame):
    return town.people.loc[frame["child"], "born"].to_numpy()


def test_nobody_is_in_care_before_birth_or_after_eighteen(town):
    periods = town["periods"]
    assert (periods["start"] >= born(town, periods)).all()
    adult = np.array([birthday(day, 18) for day in born(town, periods)])
    assert (periods["end"] <= adult).all()
    assert (periods["start"] < periods["end"]).all()


def test_the_episodes_of_a_period_follow_one_another_without_a_gap(town):
    for _, episodes in town["episodes"].groupby("period"):
        assert episodes["end"].tolist()[:-1] == episodes["start"].tolist()[1:]
        assert episodes["new"].iloc[0] == "S" and "S" not in episodes["new"].tolist()[1:]
        assert set(episodes["ended"][:-1]) <= {"X1"} and episodes["ended"].iloc[-1] != "X1"
        assert (episodes["start"] < episodes["end"]).all()


def test_an_episode_begins_because_what_it_says_has_changed(town):
    episodes = town["episodes"]
    before = episodes.groupby("period").shift()
    legal, stay = episodes["legal"] != before["legal"], episodes["stay"] != before["stay"]
    later = episodes["new"] != "S"
    assert (legal[later] == episodes["new"].isin(["L", "B", "U"])[later]).all()
    assert (stay[later] == episodes["new"].isin(["P", "B"])[later]).all()


def test_the_periods_of_a_child_do_not_overlap(town):
    ordered = town["periods"].sort_values(["child", "start"])
    before = ordered.groupby("child")["end"].shift()
    assert (ordered["start"][before.notna()] >= before[before.notna()]).all()


def test_a_child_has_one_open_case_at_a_time(town):
    ordered = town.cases.sort_values(["child", "day"])
    before = ordered.groupby("child")["closed"].shift()
    assert (ordered["day"][before.notna()] > before[before.notna()]).all()


@pytest.mark.parametrize(
    ("start", "end"),
    [("enquiry", "conference"), ("assessment", "authorised"), ("plan", "plan_end"), ("cin_plan", "cin_plan_end")],
)
def test_each_step_of_a_case_lies_within_it_and_ends_after_it_began(town, start, end):
    cases = town.cases[town.cases[start] < NEVER]
    assert (cases[start] >= cases["day"]).all() and (cases[start] <= cases[end]).all()
    ended = cases[cases[end] < NEVER]
    assert (ended[end] <= ended["closed"]).all()


def test_a_plan_starts_on_the_day_of_its_conference_and_a_need_plan_never_beside_it(town):
    plans = town.cases[town.cases["plan"] < NEVER]
    assert (plans["plan"] == plans[["conference", "transfer"]].min(axis=1)).all()
    both = plans[plans["cin_plan"] < NEVER]
    assert len(both) and (both["cin_plan"] > both["plan_end"]).all()


def test_care_lies_within_its_case(town):
    cases = town.cases.set_index("referral")
    periods = town["periods"]
    own = cases.loc[periods["referral"]]
    assert (periods["start"].to_numpy() >= own["day"].to_numpy()).all()
    assert (periods["end"].to_numpy() <= own["closed"].to_numpy()).all()
    assert (own["child"].to_numpy() == periods["child"].to_numpy()).all()


def test_the_way_to_adoption_goes_forward(town):
    ways = town["adoptions"]
    adopted = ways[ways["adopted"] < NEVER]
    assert len(adopted)
    for before, after in (("entered", "decided"), ("decided", "matched"), ("matched", "placed"), ("placed", "adopted")):
        assert (adopted[before] <= adopted[after]).all()
    assert (adopted["reversed"] == NEVER).all()
    assert ((adopted["ordered"] < adopted["placed"]) | (adopted["ordered"] == NEVER)).all()


def test_nobody_is_missing_from_a_home_they_have_left(town):
    periods = town["periods"]
    inside = {child: list(zip(own["start"], own["end"], strict=True)) for child, own in periods.groupby("child")}
    for row in town["missing"].itertuples():
        assert any(start <= row.start <= row.end < end for start, end in inside[row.child])


def test_missing_episodes_of_a_child_do_not_overlap(town):
    ordered = town["missing"].sort_values(["child", "start"])
    before = ordered.groupby("child")["end"].shift()
    assert (ordered["start"][before.notna()] > before[before.notna()]).all()


def test_an_ehc_plan_comes_after_the_decision_and_a_refused_request_has_none(town):
    rows = town["ehc"]
    planned = rows[rows["issued"] < NEVER]
    assert (planned["decided"] > planned["received"]).all() and (planned["issued"] > planned["received"]).all()
    assert (planned["ceased"] > planned["issued"]).all()
    assert (rows[rows["outcome"] != "Y"]["issued"] == NEVER).all()
    this_way = planned[planned["received"] >= town["ehc"]["received"].max() - 900]
    assert (this_way["issued"] > this_way["decided"]).all()


def test_some_referrals_come_back_on_the_very_anniversary(town):
    ordered = town.cases.sort_values(["child", "day"])
    before = ordered.groupby("child")["day"].shift()
    back = ordered[before.notna()]
    exact = [birthday(int(day), 1) == on for day, on in zip(before.dropna(), back["day"], strict=True)]
    assert any(exact)


def test_no_identifier_has_the_form_of_a_real_one(town):
    names = [identifier(child) for child in town.people["child"]]
    urns = [*town["episodes"]["urn"].unique(), *town["ehc"]["urn"].unique()]
    for text in [*names, *town.places.postcode, *town["workers"]["worker"].unique(), *urns, *FORENAMES, *SURNAMES]:
        assert not list(identifiers(str(text))), text


def test_its_council_and_its_places_lie_in_no_real_country(context, town):
    areas = context.areas.by_code
    assert {area.code for area in areas.values() if area.dfe_code == DFE_CODE} == {AREA}
    for code in set(town.places.area):
        region = areas[areas[code].within]
        assert areas[region.within].name == "Sampleland"
