"""Counted from OC2: the health of children who were in care for twelve months or more at 31 March."""

import pandas as pd

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.counting import AMOUNT, COUNTED, count, mean, share
from panelpack.facts.returns.ssda903 import care, codes
from panelpack.facts.returns.tables import Records, among
from panelpack.project.parameters import ReturnChoices

SDQ_AGES = (5, 16)
SDQ_MOST = 40
"""The highest score of the strengths and difficulties questionnaire."""


def in_care_for_a_year(records: Records, span: Span) -> pd.DataFrame:
    """The children in care at the end who were so all year: who began by the first day, without a start after it, an
    end of care, or a short break in the year.
    """
    rows = care.in_care_at_end(records, span)
    episodes = records["episodes"]
    since_start = span.overlaps(episodes["decom"], episodes["dec"]) & among(episodes["child"], rows["child"])
    found = care.of_year(records, "episodes", since_start, ("child", "decom", "rne", "ls", "dec", "rec"))
    begun_later = (found["rne"] == "S") & (found["decom"] > span.start)
    ended = found["dec"].between(span.start, span.end, inclusive="left") & ~found["rec"].isin(
        ("", codes.STILL_LOOKED_AFTER)
    )
    broken = found.loc[begun_later | ended | care.is_short_break(found), "child"]
    from_start = found.loc[found["decom"] <= span.start, "child"]
    return rows[among(rows["child"], from_start) & ~among(rows["child"], broken)]


def _with_flag(records: Records, span: Span, column: str) -> pd.DataFrame:
    health = care.of_year(records, "oc2")
    done = health.loc[health[column].fillna(False).astype(bool), "child"]
    rows = in_care_for_a_year(records, span)
    return rows.assign(**{COUNTED: among(rows["child"], done)})


@share("cla_health_assessment_pct", "oc2", "episodes", each="child")
def health_assessments(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the children in care for twelve months or more at 31 March, those whose health was assessed in the year (OC2,
    children looked after statistics). A child of whom OC2 says nothing stays in the base.
    """
    return _with_flag(records, span, "health_assessment")


@share("cla_dental_pct", "oc2", "episodes", each="child")
def dental_checks(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the children in care for twelve months or more at 31 March, those whose teeth a dentist checked in the year
    (OC2, children looked after statistics). A child of whom OC2 says nothing stays in the base.
    """
    return _with_flag(records, span, "teeth_check")


@share("cla_immunisations_pct", "oc2", "episodes", each="child")
def immunisations(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the children in care for twelve months or more at 31 March, those whose immunisations were up to date (OC2,
    children looked after statistics). A child of whom OC2 says nothing stays in the base.
    """
    return _with_flag(records, span, "immunisations")


@mean("cla_sdq_score", "oc2", "episodes", "header")
def difficulties_score(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """The mean score of the strengths and difficulties questionnaire of the children in care for twelve months or more
    at 31 March and aged 5 to 16 then, of those with a score from 0 to 40 (OC2, children looked after statistics).
    """
    rows = in_care_for_a_year(records, span)
    rows = rows[care.ages(care.births_of(records, rows), span.end).between(*SDQ_AGES)]
    health = care.of_year(records, "oc2")
    scores = health[health["sdq_score"].between(0, SDQ_MOST)].drop_duplicates("child").set_index("child")["sdq_score"]
    return rows.assign(**{AMOUNT: care.of_children(scores, rows)})


@count("cla_sdq_children", "oc2", "episodes", "header", each="child")
def scored(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """The children in care for twelve months or more at 31 March and aged 5 to 16 then with a score from 0 to 40: those
    over whom the score is a mean (OC2).
    """
    rows = difficulties_score.rows(records, span, choices)
    return rows[rows[AMOUNT].notna()]
