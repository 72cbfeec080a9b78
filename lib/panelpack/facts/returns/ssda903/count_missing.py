"""Counted from periods missing: children in care who went missing or were away, and how often.

The two are kept apart, as the Department keeps them: some councils record everything as missing.
"""

import pandas as pd

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.counting import COUNTED, count, share
from panelpack.facts.returns.ssda903 import care
from panelpack.facts.returns.tables import Records, among
from panelpack.project.parameters import ReturnChoices


def _kinds(choices: ReturnChoices) -> tuple[str, ...]:
    return ("M", "A") if choices.absences_are_missing else ("M",)


def _periods(records: Records, span: Span, kinds: tuple[str, ...]) -> pd.DataFrame:
    """The periods of some kinds that were open on any day of the span."""
    missing = care.of_year(records, "missing")
    return missing[span.overlaps(missing["mis_start"], missing["mis_end"]) & missing["missing"].isin(kinds)]


def _incidents(records: Records, span: Span, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Those of children in care on any day of the span."""
    periods = _periods(records, span, kinds)
    return periods[among(periods["child"], care.in_care_during(records, span)["child"])]


def _children(records: Records, span: Span, kinds: tuple[str, ...]) -> pd.DataFrame:
    rows = care.in_care_during(records, span)
    return rows.assign(**{COUNTED: among(rows["child"], _periods(records, span, kinds)["child"])})


@share("cla_missing_pct", "missing", "episodes", each="child")
def missing_children(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Of the children in care on any day of the year, those with one or more periods missing (M) open in it, those
    carried over from before 1 April among them (LAIT). Absences (A) count too if absences_are_missing is set.
    """
    return _children(records, span, _kinds(choices))


@count("cla_missing_incidents", "missing", "episodes")
def missing_incidents(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Periods missing (M) of children in care that were open on any day of the year, each counted (children looked
    after statistics). Absences (A) count too if absences_are_missing is set.
    """
    return _incidents(records, span, _kinds(choices))


@share("cla_away_pct", "missing", "episodes", each="child")
def away_children(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the children in care on any day of the year, those with one or more periods away from placement without
    authorisation (A) open in it, those carried over from before 1 April among them (LAIT).
    """
    return _children(records, span, ("A",))


@count("cla_away_incidents", "missing", "episodes")
def away_incidents(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Periods away from placement without authorisation (A) of children in care that were open on any day of the year,
    each counted (children looked after statistics).
    """
    return _incidents(records, span, ("A",))
