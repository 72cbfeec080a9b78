import pandas as pd
import pytest

from panelpack.catalogue.calculations import Calculation
from panelpack.catalogue.formulas import calculations
from panelpack.catalogue.measures import build_measure
from panelpack.facts.calculate import combine
from panelpack.facts.checks import check_figures
from panelpack.facts.table import COLUMNS, KEY, enforce
from panelpack.project.errors import InputError

DOCUMENT = {"source": "nsscp_annual_report", "release": "2022-23"}


@pytest.fixture
def faults_of(facts_of):
    def check(*rows) -> list[str]:
        with pytest.raises(InputError) as caught:
            facts_of(*rows)
        return [str(problem) for problem in caught.value.problems]

    return check


def value_of(facts: pd.DataFrame, measure: str, column: str = "value"):
    """The only cell of a measure in a column."""
    (cell,) = facts.loc[facts["measure"] == measure, column]
    return cell


def test_a_fact_keeps_its_key_and_the_line_that_it_came_from(facts_of):
    facts = facts_of(("referrals", "2021-22", 1), ("referrals", "2022-23", 1024, DOCUMENT))
    assert list(facts.columns) == COLUMNS
    assert list(facts["line"]) == [2, 3]
    assert facts["source"][1] == "nsscp_annual_report"


def test_a_duplicate_fact_is_refused_with_file_and_line(faults_of):
    assert faults_of(("referrals", "2022-23", 5), ("cpp_rate", "31 March 2023", 5), ("referrals", "2022-23", 6)) == [
        "small.csv, line 2: the fact is there twice: measure referrals, area E06000024 "
        "(keep one row, or give them different breakdowns or releases)",
        "small.csv, line 4: the fact is there twice: measure referrals, area E06000024 "
        "(keep one row, or give them different breakdowns or releases)",
    ]


@pytest.mark.parametrize(
    "difference",
    [{"breakdown": "age=under_five"}, {"source": "dfe_lait"}, {"area": "E92000001"}],
)
def test_facts_that_differ_in_their_key_may_stand_together(facts_of, difference):
    assert len(facts_of(("referrals", "2022-23", 5), ("referrals", "2022-23", 6, difference))) == 2


def test_an_undated_fact_that_is_there_twice_is_refused(faults_of):
    faults = faults_of(("neglect_share_pct", "undated", 40), ("neglect_share_pct", "undated", 41))
    assert len(faults) == 2
    assert "the fact is there twice" in faults[0]


def test_a_fact_with_value_and_status_is_refused(faults_of):
    assert faults_of(("referrals", "2022-23", 5, {"status": "c"})) == [
        "small.csv, line 2: a fact has a value or a status, never both or neither: measure referrals, area E06000024 "
        "(empty the value, or the status)"
    ]


def test_a_fact_with_neither_value_nor_status_is_refused(faults_of):
    (fault,) = faults_of(("referrals", "2022-23", None))
    assert "a fact has a value or a status, never both or neither" in fault


def test_an_unknown_status_is_refused_with_those_there_are(faults_of):
    (fault,) = faults_of(("referrals", "2022-23", None, {"status": "n/a"}))
    assert fault.startswith("small.csv, line 2: unknown status: measure referrals")
    assert "x not available" in fault


@pytest.mark.parametrize("value", [100.1, 124, -0.1])
def test_a_percentage_outside_0_to_100_is_refused(faults_of, value):
    assert faults_of(("rereferrals_pct", "2022-23", value)) == [
        "small.csv, line 2: a percentage is outside 0 to 100: measure rereferrals_pct, area E06000024 "
        "(check the figure, or the measure's unit)"
    ]


def test_0_and_100_per_cent_are_percentages(facts_of):
    assert len(facts_of(("rereferrals_pct", "2021-22", 0), ("rereferrals_pct", "2022-23", 100))) == 2


def test_a_place_in_a_ranking_of_a_percentage_may_be_over_100(facts_of):
    facts = facts_of(("rereferrals_pct", "2022-23", 124, {"breakdown": "statistic=national_rank"}))
    assert value_of(facts, "rereferrals_pct") == 124


@pytest.mark.parametrize("breakdown", ["", "primary_need=SEMH", "age=0 to 4;need=SEMH", "band=1-2"])
def test_a_breakdown_is_name_and_value_or_several(facts_of, breakdown):
    assert facts_of(("referrals", "2022-23", 5, {"breakdown": breakdown}))["breakdown"][0] == breakdown


@pytest.mark.parametrize("breakdown", ["SEMH", "need=", "=SEMH", "need=SEMH;", "a=1;;b=2", "a=1=2", "a=1;b"])
def test_a_breakdown_of_another_form_is_refused(faults_of, breakdown):
    assert faults_of(("referrals", "2022-23", 5, {"breakdown": breakdown})) == [
        "small.csv, line 2: breakdown is not name=value: measure referrals, area E06000024 "
        "(write name=value, several joined by ;)"
    ]


def test_the_same_breakdown_in_another_order_is_no_other_fact(faults_of):
    rows = [("referrals", "2022-23", 5, {"breakdown": words}) for words in ("age=4;need=SEMH", "need=SEMH;age=4")]
    assert faults_of(*rows)


def test_faults_of_all_kinds_arrive_together(faults_of):
    faults = faults_of(
        ("referrals", "2022-23", 5),
        ("referrals", "2022-23", 6),
        ("rereferrals_pct", "2022-23", 101),
        ("cpp_open", "31 March 2023", None),
        ("cpp_rate", "31 March 2023", None, {"status": "?"}),
        ("s47_rate", "2022-23", 5, {"breakdown": "all"}),
    )
    assert sorted(fault.split(":")[0] for fault in faults) == [f"small.csv, line {line}" for line in range(2, 8)]


def test_a_calculated_measure_is_made_with_its_numerator_and_denominator(facts_of):
    facts = facts_of(("contacts", "2022-23", 9293, DOCUMENT), ("contacts_domestic_violence", "2022-23", 654, DOCUMENT))
    name = "contacts_domestic_violence_pct"
    assert value_of(facts, name) == pytest.approx(7.0375, abs=0.0001)
    assert (value_of(facts, name, "numerator"), value_of(facts, name, "denominator")) == (654, 9293)
    assert value_of(facts, name, "source") == "nsscp_annual_report"
    assert value_of(facts, name, "file") == f"formula {name}"


@pytest.mark.parametrize(
    "other",
    [
        ("contacts_domestic_violence", "2021-22", 654, DOCUMENT),
        ("contacts_domestic_violence", "2022-23", 654, {**DOCUMENT, "area": "E92000001"}),
        ("contacts_domestic_violence", "2022-23", 654, {**DOCUMENT, "source": "dfe_lait"}),
        ("contacts_domestic_violence", "2022-23", 654, {**DOCUMENT, "breakdown": "age=4"}),
        ("contacts_domestic_violence", "2022-23", None, {**DOCUMENT, "status": "x"}),
    ],
)
def test_nothing_is_calculated_where_a_part_is_missing(facts_of, other):
    facts = facts_of(("contacts", "2022-23", 9293, DOCUMENT), other)
    assert "contacts_domestic_violence_pct" not in set(facts["measure"])


@pytest.mark.parametrize("part", [0, 3])
def test_nothing_is_calculated_on_a_base_of_0(facts_of, part):
    facts = facts_of(("contacts", "2022-23", 0, DOCUMENT), ("contacts_domestic_violence", "2022-23", part, DOCUMENT))
    assert "contacts_domestic_violence_pct" not in set(facts["measure"])


def test_a_calculated_measure_keeps_the_rules_too(facts_of):
    with pytest.raises(InputError, match="formula contacts_domestic_violence_pct.*outside 0 to 100"):
        facts_of(("contacts", "2022-23", 10, DOCUMENT), ("contacts_domestic_violence", "2022-23", 11, DOCUMENT))


def test_a_share_takes_its_base_from_the_counts_of_the_same_source(facts_of):
    facts = facts_of(
        ("rereferrals_pct", "2022-23", 20), ("referrals", "2022-23", 1000), ("rereferrals", "2022-23", 200)
    )
    assert value_of(facts, "rereferrals_pct", "numerator") == 200
    assert value_of(facts, "rereferrals_pct", "denominator") == 1000


def test_an_official_share_takes_its_base_from_another_official_source_where_its_own_gives_none(facts_of):
    lait = {"source": "dfe_lait", "release": "2026-04"}
    facts = facts_of(
        ("cla_20miles_outside_pct", "31 March 2023", 20, lait),
        ("cla_march", "31 March 2023", 250, {"source": "dfe_children_looked_after"}),
    )
    assert value_of(facts, "cla_20miles_outside_pct", "denominator") == 250


@pytest.mark.parametrize(
    ("period", "other"),
    [
        ("2022-23", DOCUMENT),
        ("2022-23", {"area": "E92000001"}),
        ("2022-23", {"breakdown": "age=4"}),
        ("2022-23", {"release": "2024"}),
        ("2021-22", {}),
    ],
)
def test_a_share_takes_no_base_from_anywhere_else(facts_of, context_released, period, other):
    context = context_released(**{"2024": "2024-10-31", "2025": "2025-10-30"})
    facts = facts_of(("rereferrals_pct", "2022-23", 20), ("referrals", period, 1000, other), context=context)
    assert pd.isna(value_of(facts, "rereferrals_pct", "denominator"))


def test_a_base_that_arrived_with_its_share_stays(facts_of):
    facts = facts_of(("rereferrals_pct", "2022-23", 20, {"denominator": 990}), ("referrals", "2022-23", 1000))
    assert value_of(facts, "rereferrals_pct", "denominator") == 990


def test_a_status_never_becomes_0(facts_of):
    facts = facts_of(("rereferrals_pct", "2022-23", 20), ("referrals", "2022-23", None, {"status": "x"}))
    assert pd.isna(value_of(facts, "referrals"))
    assert value_of(facts, "referrals", "status") == "x"
    assert pd.isna(value_of(facts, "rereferrals_pct", "denominator"))


def test_a_value_of_0_stays_0_and_has_no_status(facts_of):
    facts = facts_of(("referrals", "2022-23", 0))
    assert (value_of(facts, "referrals"), value_of(facts, "referrals", "status")) == (0, "")


def test_an_undated_share_takes_its_undated_base(facts_of, context_with):
    context = context_with(
        teams={"basis": "undated"}, full_pct={"basis": "undated", "unit": "percent", "denominator": "teams"}
    )
    facts = facts_of(("full_pct", "undated", 50), ("teams", "undated", 6), context=context)
    assert value_of(facts, "full_pct", "denominator") == 6


def test_tables_from_several_files_are_one(table_of, context):
    first = check_figures(table_of(("referrals", "2021-22", 5)), context)
    second = check_figures(table_of(("referrals", "2022-23", 6)), context)
    assert list(combine([first, second], context, calculations())["value"]) == [5, 6]
    with pytest.raises(InputError, match="the fact is there twice"):
        combine([first, first], context, calculations())


def test_a_formula_of_one_measure_is_calculated(table_of, context_with):
    context = context_with(visits_doubled={})
    doubled = build_measure(
        "visits_doubled",
        {"report": "r", "label": "L", "unit": "count", "basis": "year", "higher_is": "neither", "definition": "D."},
        "a test",
    )
    table = check_figures(table_of(("referrals", "2022-23", 21)), context)
    facts = combine([table], context, {"visits_doubled": Calculation(doubled, lambda referrals: 2 * referrals)})
    assert value_of(facts, "visits_doubled") == 42


def test_enforcing_the_rules_twice_changes_nothing(facts_of, context):
    facts = facts_of(("referrals", "2021-22", 5), ("referrals", "2022-23", None, {"status": "x"}))
    pd.testing.assert_frame_equal(enforce(facts, context.catalogue), facts)


def test_the_key_is_all_that_tells_facts_apart(facts_of):
    assert KEY == ["measure", "area", "period_start", "period_end", "breakdown", "source", "release"]
    assert not facts_of(("referrals", "2021-22", 5), ("referrals", "2022-23", 5)).duplicated(KEY).any()
