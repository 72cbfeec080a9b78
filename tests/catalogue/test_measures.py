"""Measures: what each carries, and the formulas of those that are calculated."""

import pytest

from panelpack.catalogue.formulas import calculations
from panelpack.catalogue.measures import build_measure
from panelpack.catalogue.numbers import UNIT_DECIMALS
from panelpack.catalogue.periods import BASES

VALID = {"label": "Visits", "unit": "count", "higher_is": "neither", "basis": "year", "definition": "Visits."}


def test_calculated_measures_carry_their_formula_and_what_it_needs():
    calculation = calculations()["contacts_domestic_violence_pct"]
    assert calculation.measure.calculated
    assert calculation.needs == ("contacts_domestic_violence", "contacts")
    assert calculation.formula(654, 9293) == pytest.approx(7.0375, abs=0.0001)


def test_every_formula_needs_measures_that_arrive(context):
    for name, calculation in calculations().items():
        assert all(need in context.catalogue for need in calculation.needs), name


def test_every_real_measure_has_a_unit_a_basis_and_a_definition_that_ends_as_a_sentence(context):
    for measure in context.catalogue.measures.values():
        assert measure.unit in UNIT_DECIMALS, measure.id
        assert measure.basis in BASES, measure.id
        assert measure.definition.endswith("."), measure.id


def test_chance_is_asked_of_counts_in_a_period_and_not_of_counts_on_a_day(context):
    assert context.catalogue["referrals"].is_flow
    assert not context.catalogue["cpp_open"].is_flow
    assert not context.catalogue["referral_rate"].is_flow


def test_a_breakdown_reads_as_words():
    measure = build_measure("x", VALID | {"report": "r", "breakdown_labels": {"need=semh": "SEMH"}}, "a test")
    assert measure.breakdown_label("need=semh;age=under_five") == "SEMH, under five"
    assert measure.breakdown_label("") == ""


def test_a_judgement_is_shown_by_the_words_of_its_level(published_of):
    part = {"source": "nsc_panel_papers", "release": "2022-23", "breakdown": "judgement=overall"}
    published = published_of(("ofsted_judgement", "2023-03-13 to 2023-03-13", 3, part))
    (figure,) = published.stated("ofsted_judgement")
    assert (figure.value, figure.text) == (3, "Requires improvement to be good")
