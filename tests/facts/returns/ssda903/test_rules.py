"""Rules of the SSDA903 return: a clean return breaks none, and each is broken by a row that is made for it."""

import pandas as pd
import pytest

from panelpack.facts.returns.ssda903.the_return import SSDA903
from ssda903_returns import WHOLE, files_of, read_files

RULES = {rule.name: rule for rule in SSDA903.rules}

NEW = 90
"""A child that the clean return does not have."""

USUAL = {
    "header": {"dob": "2010-01-01", "sex": "1", "ethnic": "WBRI"},
    "episodes": {
        "decom": "2022-07-01", "rne": "S", "ls": "C2", "cin": "N1", "place": "U6", "place_provider": "PR1", "rec": "",
        "urn": "",
    },
    "reviews": {"review": "2022-07-01", "review_code": "PN1"},
    "oc2": {"sdq_reason": "", "immunisations": True, "teeth_check": True, "health_assessment": True},
    "oc3": {"dob": "2003-01-01", "in_touch": "YES", "activ": "F1", "accom": "B1"},
    "ad1": {"date_match": "2022-05-01"},
    "placed_adoption": {"date_placed": "2022-05-01", "reason_placed_ceased": ""},
    "prev_perm": {"prev_perm": "Z1"},
    "missing": {"missing": "M", "mis_start": "2022-05-01", "mis_end": "2022-05-02"},
}  # fmt: skip
"""What a row holds where an example does not say otherwise."""

FIRST = {"decom": "2022-05-01", "dec": "2022-07-01", "rec": "X1"}
"""An episode of the new child that another follows on."""

BREAKS = {
    "episode_without_start": ("episodes", [{"decom": None}]),
    "end_before_start": ("episodes", [{"dec": "2022-06-30", "rec": "E8"}]),
    "start_after_year": ("episodes", [{"decom": "2023-04-01"}]),
    "start_before_1991": ("episodes", [{"decom": "1991-10-13"}]),
    "end_after_year": ("episodes", [{"dec": "2023-04-01", "rec": "E8"}]),
    "end_without_reason": ("episodes", [{"dec": "2022-08-01"}]),
    "reason_without_end": ("episodes", [{"rec": "E8"}]),
    "open_with_another_after": ("episodes", [{}, {"decom": "2022-05-01"}]),
    "overlaps_one_before": ("episodes", [FIRST | {"dec": "2022-07-02"}, {"rne": "P"}]),
    "nothing_follows": ("episodes", [{"dec": "2022-08-01", "rec": "X1"}]),
    "start_where_it_goes_on": ("episodes", [FIRST, {}]),
    "goes_on_after_end": ("episodes", [FIRST | {"rec": "E8"}, {"rne": "P"}]),
    "gap_before": ("episodes", [FIRST | {"dec": "2022-06-30"}, {"rne": "P"}]),
    "first_is_no_start": ("episodes", [{"rne": "P"}]),
    "legal_status_unchanged": ("episodes", [FIRST, {"rne": "L"}]),
    "legal_status_changed": ("episodes", [FIRST, {"rne": "T", "ls": "C1"}]),
    "both_unchanged": ("episodes", [FIRST, {"rne": "B"}]),
    "placement_changed": ("episodes", [FIRST, {"rne": "L", "ls": "C1", "place": "K2"}]),
    "after_the_last": ("episodes", [FIRST | {"rec": "E2"}, {"decom": "2022-07-02"}]),
    "no_reason_for_episode": ("episodes", [{"rne": ""}]),
    "no_legal_status": ("episodes", [{"ls": ""}]),
    "no_placement": ("episodes", [{"place": ""}]),
    "adoption_by_carer_as_move": ("episodes", [{"place": "A3", "rne": "P"}]),
    "placed_without_order": ("episodes", [{"place": "A6"}]),
    "adopted_without_placement": ("episodes", [{"dec": "2022-08-01", "rec": "E11"}]),
    "with_parents_in_single_period": ("episodes", [{"place": "P1", "ls": "V2"}]),
    "starts_in_temporary_placement": ("episodes", [{"place": "T1"}]),
    "ends_in_temporary_placement": ("episodes", [{"place": "T1", "rne": "P", "dec": "2022-08-01", "rec": "E8"}]),
    "long_in_hospital": ("episodes", [{"place": "T1", "dec": "2022-08-13", "rec": "X1"}]),
    "long_holiday": ("episodes", [{"place": "T3", "dec": "2022-07-23", "rec": "X1"}]),
    "long_temporary_placement": ("episodes", [{"place": "T4", "dec": "2022-07-09", "rec": "X1"}]),
    "long_short_break": ("episodes", [{"ls": "V3", "dec": "2022-07-19", "rec": "E8"}]),
    "short_break_with_move": ("episodes", [{"ls": "V3", "rne": "P"}]),
    "short_break_in_temporary_placement": ("episodes", [{"ls": "V4", "place": "T0"}]),
    "short_break_in_long_placement": ("episodes", [{"ls": "V3", "place": "U4"}]),
    "no_birth_date": ("header", [{"dob": None}]),
    "born_after_year": ("header", [{"dob": "2023-04-01"}]),
    "no_sex": ("header", [{"sex": ""}]),
    "no_ethnicity": ("header", [{"ethnic": ""}]),
    "starts_before_birth": ("episodes", [{"child": 5, "decom": "2006-08-07"}]),
    "starts_at_18": ("episodes", [{"child": 7, "decom": "2022-07-01"}]),
    "adopted_at_18": ("episodes", [{"child": 7, "dec": "2022-08-01", "rec": "E11"}]),
    "special_guardianship_at_18": ("episodes", [{"child": 7, "dec": "2022-08-01", "rec": "E45"}]),
    "stayed_with_carers_before_18": ("episodes", [{"child": 0, "dec": "2022-08-01", "rec": "E17"}]),
    "adopted_without_details": ("episodes", [{"dec": "2022-08-01", "rec": "E12"}]),
    "placed_without_decision": ("episodes", [{"place": "A4"}]),
    "order_without_decision": ("episodes", [{"ls": "E1"}]),
    "missing_without_start": ("missing", [{"mis_start": None}]),
    "missing_of_no_kind": ("missing", [{"missing": ""}]),
    "missing_ends_before_start": ("missing", [{"mis_end": "2022-04-30"}]),
    "missing_after_year": ("missing", [{"mis_start": "2023-04-01", "mis_end": None}]),
    "missing_ends_outside_year": ("missing", [{"mis_start": "2022-03-01", "mis_end": "2022-03-31"}]),
    "missing_overlaps": ("missing", [{"mis_end": "2022-05-03"}, {"mis_start": "2022-05-02", "mis_end": "2022-05-03"}]),
    "missing_and_not_in_care": ("missing", [{}]),
    "score_out_of_range": ("oc2", [{"sdq_score": 41.0}]),
    "score_and_reason": ("oc2", [{"sdq_score": 12.0, "sdq_reason": "SDQ4"}]),
    "health_in_part": ("oc2", [{"teeth_check": pd.NA}]),
    "health_of_less_than_a_year": ("oc2", [{"child": 1}]),
    "no_health": ("episodes", [{"decom": "2022-04-01"}]),
    "leaver_not_said_in_touch": ("oc3", [{"in_touch": ""}]),
    "leaver_without_activity": ("oc3", [{"activ": ""}]),
    "leaver_without_home": ("oc3", [{"accom": ""}]),
    "leaver_too_young": ("oc3", [{"dob": "2006-04-01"}]),
    "leaver_too_old": ("oc3", [{"dob": "1996-04-01"}]),
    "leaver_left_with_activity": ("oc3", [{"in_touch": "DIED", "accom": "0"}]),
    "leaver_in_touch_and_unknown": ("oc3", [{"activ": "0"}]),
    "leaver_activity_not_known": ("oc3", [{"activ": "not known"}]),
    "leaver_still_in_care": ("oc3", [{"child": 0}]),
    "no_match": ("ad1", [{"date_match": None}]),
    "details_without_adoption": ("ad1", [{"child": 0}]),
    "match_after_placement": ("ad1", [{"child": 3, "date_match": "2021-08-02"}]),
    "no_decision_day": ("placed_adoption", [{"date_placed": None}]),
    "decision_reversed_before": ("placed_adoption", [{"date_placed_ceased": "2022-04-30"}]),
    "reversal_in_part": ("placed_adoption", [{"reason_placed_ceased": "RD1"}]),
    "reversed_and_adopted": ("placed_adoption", [{"child": 3, "date_placed_ceased": "2022-06-01"}]),
    "review_without_day": ("reviews", [{"review": None}]),
    "review_without_code": ("reviews", [{"review_code": ""}]),
    "review_after_year": ("reviews", [{"review": "2023-04-01"}]),
    "asylum_status_after_18": ("uasc", [{"child": 0, "duc": "2028-05-06"}]),
    "asylum_seeker_without_episode": ("uasc", [{}]),
    **{
        f"{table}_child_not_in_header": (table, [{}])
        for table in ("ad1", "placed_adoption", "episodes", "missing", "oc2", "oc3", "prev_perm", "reviews", "uasc")
    },
    **{
        f"{table}_other_birth_date": (table, [{"child": 0, "dob": "2010-05-06"}])
        for table in ("ad1", "placed_adoption", "missing", "oc2", "oc3", "prev_perm", "reviews", "uasc")
    },
    **{
        f"{table}_child_twice": (table, [{"child": child}])
        for table, child in (("ad1", 3), ("header", 0), ("oc2", 0), ("oc3", 7), ("prev_perm", 1), ("uasc", 5))
    },
}
"""For each rule the table and the rows that break it, the last of them the one that is marked."""

ELSEWHERE = {"episode_twice", "independent_living_retired"}
"""Rules whose example is a test of its own."""


@pytest.fixture(scope="module")
def clean():
    return read_files(files_of(WHOLE))


def with_rows(records, table, rows):
    """Records with rows more at the end of a table, and the places of these."""
    old = records[table]
    made = pd.DataFrame([{"child": NEW, "row": 1000, "file": 0} | USUAL.get(table, {}) | row for row in rows])
    made = made.reindex(columns=old.columns)
    for name in old:
        empty = made[name].isna() & (old[name].dtype == "str")
        made[name] = made[name].mask(empty, "").astype(old[name].dtype)
    joined = pd.concat([old, made], ignore_index=True)
    return records.with_tables({**records.tables, table: joined}), list(range(len(old), len(joined)))


def test_every_rule_has_an_example_that_breaks_it():
    assert set(RULES) == set(BREAKS) | ELSEWHERE


def test_there_are_more_than_45_rules_each_with_a_name_of_its_own_and_words():
    assert len(SSDA903.rules) == len(RULES) >= 45
    for rule in SSDA903.rules:
        assert rule.what[0].islower() or rule.what[0].isdigit(), rule.name
        assert not rule.what.endswith("."), rule.name
        assert rule.todo, rule.name


@pytest.mark.parametrize("name", RULES)
def test_a_clean_return_breaks_no_rule(clean, name):
    assert not RULES[name].broken(clean[0]).any()


@pytest.mark.parametrize("name", BREAKS)
def test_a_row_made_for_a_rule_breaks_it(clean, name):
    table, rows = BREAKS[name]
    assert RULES[name].table == table
    broken, places = with_rows(clean[0], table, rows)
    marked = RULES[name].broken(broken)
    assert marked.index.equals(broken[table].index)
    assert list(marked.index[marked.astype(bool)]) == places[-1:]


def test_of_an_episode_sent_twice_one_is_left_out():
    rows = ["QX1 01/06/2018 S C2 U4", "QX1 01/06/2018 S C2 U4", "QX2 01/06/2022 S C2 U4"]
    records, faults = read_files(files_of({"episodes": rows}))
    assert len(records["episodes"]) == 2
    fault = next(fault for fault in faults if fault.rule == "episode_twice")
    assert (fault.severity, fault.rows, fault.first_row, fault.column) == ("drop", 1, 3, "DECOM")


@pytest.mark.parametrize(("dec", "broken"), [("28/10/2023", False), ("29/10/2023", True), ("-", True)])
def test_independent_living_ended_in_october_2023(dec, broken):
    rows = [f"QX1 01/05/2023 S C2 P2 {dec} {'-' if dec == '-' else 'E8'}"]
    _, faults = read_files(files_of({"episodes": rows}), "2023-24")
    assert ("independent_living_retired" in {fault.rule for fault in faults}) is broken


def test_rows_that_rules_drop_are_left_out_and_counted():
    rows = ["QX1 01/06/2022 S C2 U4", "QX2 01/06/2022 S C2 U4 01/05/2022 E8", "QX3 01/04/2023 S C2 U4", "QX4 - S C2 U4"]
    records, faults = read_files(files_of({"episodes": rows}))
    assert len(records["episodes"]) == 1
    dropped = {fault.rule: (fault.rows, fault.first_row, fault.number) for fault in faults if fault.severity == "drop"}
    assert dropped == {
        "end_before_start": (1, 3, "356"), "start_after_year": (1, 4, ""), "episode_without_start": (1, 5, "141"),
    }  # fmt: skip


def test_every_measure_that_a_rule_touches_is_in_the_catalogue(context):
    for rule in SSDA903.rules:
        for measure in rule.touches:
            assert measure in context.catalogue, (rule.name, measure)


def test_every_measure_that_is_counted_is_in_the_catalogue_with_its_base(context):
    for item in SSDA903.counts:
        measure = context.catalogue[item.measure]
        assert item.says.endswith("."), item.measure
        assert (measure.unit == "percent") is (item.kind == "share"), item.measure
        assert not item.quarterly or context.catalogue[item.quarterly].basis == "quarter"
        for name, parts in item.parts.items():
            labels = measure.breakdown_labels
            assert {f"{name}={value}" for value in (*parts.values.values(), parts.other)} <= set(labels)


def test_every_mean_says_over_whom_it_is_so_that_one_over_few_can_be_hidden(context):
    for item in SSDA903.counts:
        if item.kind == "mean":
            of = context.catalogue[item.measure].mean_of
            assert of in {other.measure for other in SSDA903.counts if other.each == "child"}, item.measure
