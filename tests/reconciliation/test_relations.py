"""Declared relations, each rule by hand-checkable numbers."""

import pytest

from panelpack.catalogue.relations import Relation, read_relations
from panelpack.project.errors import InputError
from panelpack.reconciliation.findings import AGREES, DIFFERS, DISAGREES, ROUNDED, TRUNCATED, UNCHECKED
from panelpack.reconciliation.relations import related

SEND = {"source": "nsc_send_self_evaluation", "release": "2022-23"}
WEST = {"area": "RAA000001", "source": "adoption_west_annual_report", "release": "2022-23"}
YEAR = "2022-08-02 to 2023-08-01"


def of(measure, value, part="", period="undated", **more):
    return measure, period, value, SEND | {"breakdown": part} | more


def verdicts(published, **relation):
    return [
        (item.verdict, item.recomputed.text if item.recomputed else "")
        for item in related(published, (Relation(**relation),))
    ]


def test_terms_add(published_of):
    rows = [of("inclusion_panel_raised", 150, "phase=primary"), of("inclusion_panel_raised", 186, "phase=secondary")]
    terms = ("inclusion_panel_raised[phase=primary]", "inclusion_panel_raised[phase=secondary]")
    wrong = published_of(*rows, of("inclusion_panel_referrals", 384))
    assert verdicts(wrong, rule="sum", stated="inclusion_panel_referrals", of=terms) == [(DISAGREES, "336")]
    right = published_of(*rows, of("inclusion_panel_referrals", 336))
    assert verdicts(right, rule="sum", stated="inclusion_panel_referrals", of=terms) == [(AGREES, "336")]
    alone = published_of(rows[0], of("inclusion_panel_referrals", 336))
    assert verdicts(alone, rule="sum", stated="inclusion_panel_referrals", of=terms) == [(UNCHECKED, "")]


@pytest.mark.parametrize(("stated", "word"), [(10, DISAGREES), (25, AGREES)])
def test_a_difference_of_two_percentages_that_is_stated_in_per_cent_is_growth(published_of, stated, word):
    report = {"source": "nsc_send_self_evaluation", "release": "2022-23"}
    published = published_of(
        ("schools_good_or_outstanding_pct", "undated", 50, report),
        ("free_school_meals_pct", "undated", 40, report),
        ("ehc_demand_growth_pct", "undated", stated, report),
    )
    terms = ("schools_good_or_outstanding_pct", "free_school_meals_pct")
    (found,) = verdicts(published, rule="difference", stated="ehc_demand_growth_pct", of=terms)
    assert found[0] == word


def test_terms_may_come_from_another_document_only_where_a_relation_says_so(published_of):
    report = {"source": "nsscp_annual_report", "release": "2022-23"}
    roles = ("fss_planned_starters[role=permanent_social_worker]", "fss_planned_starters[role=locum_social_worker]")
    day = "2023-09-30 to 2023-09-30"
    published = published_of(
        ("new_social_workers_recruited", "2023-06-29 to 2023-06-29", 10, SEND),
        ("fss_planned_starters", day, 6, report | {"breakdown": "role=permanent_social_worker"}),
        ("fss_planned_starters", day, 2, report | {"breakdown": "role=locum_social_worker"}),
    )
    given = {"rule": "sum", "stated": "new_social_workers_recruited", "of": roles}
    assert verdicts(published, **given) == [(UNCHECKED, "")]
    assert verdicts(published, **given, across=True) == [(DISAGREES, "8")]


def test_what_a_person_called_unrelated_is_no_statement(published_of):
    published = published_of(of("mhst_schools", 38), of("mhst_schools_referring", 36))
    assert verdicts(published, rule="unrelated", stated="mhst_schools", of=("mhst_schools_referring",)) == []


def test_a_difference_may_be_to_another_area(published_of):
    days = ("placement_order_to_match_days", "2022-23")
    published = published_of(
        (*days, 173, WEST),
        (*days, 197, WEST | {"area": "E92000001"}),
        ("placement_order_to_match_gap_days", "2022-23", 24, WEST),
    )
    terms = (f"{days[0]}[area=England]", days[0])
    assert verdicts(published, rule="difference", stated="placement_order_to_match_gap_days", of=terms) == [
        (AGREES, "24")
    ]


def test_a_share_of_two_parts_can_be_truncated(published_of):
    published = published_of(
        of("maisey_children_in_depth", 44, period="2022-23"),
        of("maisey_children_social_care", 7, period="2022-23"),
        of("maisey_children_known", 143, period="2022-23"),
        of("maisey_in_depth_pct", 35, period="2022-23"),
    )
    relation = {"of": ("maisey_children_in_depth", "maisey_children_social_care"), "base": "maisey_children_known"}
    assert verdicts(published, rule="share", stated="maisey_in_depth_pct", **relation) == [(TRUNCATED, "35.66%")]


@pytest.mark.parametrize(
    ("said", "word", "base"), [(29, DISAGREES, True), (42, ROUNDED, False), (35, DISAGREES, False)]
)
def test_growth_is_of_what_was_there_before_and_a_share_of_the_total_is_named(published_of, said, word, base):
    published = published_of(
        of("ehc_requests_ahead_of_schedule", 138, period=YEAR),
        of("ehc_requests_year_to_date", 468, period=YEAR),
        of("ehc_requests_growth_pct", said, period=YEAR),
    )
    relation = Relation(
        rule="growth",
        stated="ehc_requests_growth_pct",
        of=("ehc_requests_ahead_of_schedule",),
        base="ehc_requests_year_to_date",
    )
    (item,) = related(published, (relation,))
    assert item.verdict == word and round(item.recomputed.value, 2) == 41.82
    assert ("another base" in item.words) == base


def test_a_part_is_no_more_than_its_whole(published_of):
    published = published_of(
        of("inclusion_panel_raised", 15, "year_group=Yr2"),
        of("inclusion_panel_advice", 16, "year_group=Yr2"),
        of("inclusion_panel_raised", 24, "year_group=Yr1"),
        of("inclusion_panel_advice", 24, "year_group=Yr1"),
    )
    found = verdicts(published, rule="at_most", stated="inclusion_panel_advice", of=("inclusion_panel_raised",))
    assert [word for word, _ in found] == [DISAGREES, AGREES]


@pytest.mark.parametrize(("now", "word"), [(221, AGREES), (223, ROUNDED), (235, DISAGREES)])
def test_stock_and_flow_fit_within_a_tolerance(published_of, now, word):
    published = published_of(
        ("cla_march", "31 March 2022", 200),
        ("cla_started", "2022-23", 100),
        ("cla_ceased", "2022-23", 79),
        ("cla_march", "31 March 2023", now),
    )
    relation = {"came": ("cla_started",), "went": ("cla_ceased",), "tolerance_pct": 5}
    found = dict.fromkeys(verdicts(published, rule="stock", stated="cla_march", **relation))
    assert (word, "221") in found


def test_a_documents_stock_is_held_against_official_flows_where_it_gives_none(published_of):
    report = {"source": "nsscp_annual_report", "release": "2022-23"}
    published = published_of(
        ("cla_march", "31 March 2022", 200),
        ("cla_ceased", "2022-23", 79),
        ("cla_started", "2022-23", 87, report),
        ("cla_march", "31 March 2023", 226, report),
    )
    relation = {"came": ("cla_started",), "went": ("cla_ceased",), "tolerance_pct": 5}
    assert (DISAGREES, "208") in verdicts(published, rule="stock", stated="cla_march", **relation)


@pytest.mark.parametrize(
    ("value", "words", "verdict"),
    [
        (87.43, "met November predicted trajectory", DISAGREES),
        (98.1, "exceeded predicted trajectory", AGREES),
        (0, "did not reach predicted trajectory", AGREES),
        (95, "did not reach predicted trajectory", DISAGREES),
        (87.43, "", UNCHECKED),
    ],
)
def test_a_goal_that_is_called_met_must_be_met(published_of, value, words, verdict):
    part = "service=physiotherapy"
    published = published_of(
        of("health_kpi_milestone_pct", 90, part, "2022-11-01 to 2022-11-30"),
        of("health_kpi_latest_pct", value, part, "2023-04-01 to 2023-06-30", qualifier=words),
    )
    relation = {"of": ("health_kpi_milestone_pct",), "base": "health_kpi_standard_pct"}
    assert [word for word, _ in verdicts(published, rule="claim", stated="health_kpi_latest_pct", **relation)] == [
        verdict
    ]


def test_the_same_thing_by_two_names_is_held_together(published_of):
    relation = {"rule": "same", "stated": "mhst_children_supported", "of": ("mhst_school_population",)}
    apart = published_of(of("mhst_children_supported", 20000), of("mhst_school_population", 16000))
    alike = published_of(of("mhst_children_supported", 16000), of("mhst_school_population", 16000))
    assert [word for word, _ in verdicts(apart, **relation)] == [DIFFERS]
    assert [word for word, _ in verdicts(alike, **relation)] == [AGREES]


def test_a_figure_of_another_year_never_stands_in_for_a_dated_one(published_of):
    march = "31 March 2022"
    published = published_of(
        ("agency_children_waiting", march, 69, WEST), ("agency_waiting_linked", "31 March 2023", 29, WEST)
    )
    found = verdicts(published, rule="sum", stated="agency_children_waiting", of=("agency_waiting_linked",))
    assert found == [(UNCHECKED, "")]


def test_names_in_the_file_are_checked_with_the_nearest_known(tmp_path, context):
    path = tmp_path / "relations.yaml"
    path.write_text("relations:\n- {rule: same, stated: ehc_plan, of: ['schools[area=Englnd]', 'no term!']}\n")
    with pytest.raises(InputError) as caught:
        read_relations(path, context.catalogue, context.areas)
    message = str(caught.value)
    assert "ehc_plans" in message and "England" in message and "no term!" in message


def test_the_shipped_relations_name_only_what_there_is(project, context):
    assert len(read_relations(project.data / "relations.yaml", context.catalogue, context.areas)) > 20
