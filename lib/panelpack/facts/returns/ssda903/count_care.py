"""Counted from episodes: children in care at the end of a period, those who started and ceased, and why they ceased.

Definitions are the Department's, from its statistics of children looked after and its local authority interactive tool
(LAIT). Short breaks by agreement (V3 and V4) are in none of them.
"""

import pandas as pd

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.counting import COUNTED, count, share
from panelpack.facts.returns.ssda903 import care, codes
from panelpack.facts.returns.tables import Records
from panelpack.project.parameters import ReturnChoices


@count("cla_march", "episodes", each="child", quarterly="cla_quarterly")
def in_care(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children with an episode open at the end of the last day, legal status not V3 or V4, each once: of several open
    episodes the one begun last. An episode without an end date is open, whatever its reason for ceasing says (LAIT).
    """
    return care.in_care_at_end(records, span)


@count("cla_started", "episodes", each="child")
def started(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children with an episode begun in the year with reason S, legal status not V3 or V4; the first time only (LAIT,
    children looked after statistics).
    """
    return care.started(records, span)


@count("cla_ceased", "episodes", each="child")
def ceased(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children with an episode that ended in the year with a reason other than X1, legal status not V3 or V4; the last
    time only (LAIT). Care taken over by another council (E3) counts in each council. An end without a reason counts
    where no other episode begins on that day.
    """
    return care.ceased(records, span)


@share("sgo_ceased_pct", "episodes", each="child")
def ceased_by_special_guardianship(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the children who ceased to be looked after, at the last time, those with a special guardianship order: reasons
    E45 to E48, before 2017 E43 and E44 (LAIT).
    """
    return _for_reasons(records, span, codes.SPECIAL_GUARDIANSHIP)


@count("adopted", "episodes", each="child")
def adopted(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children who ceased to be looked after in the year, at the last time, by adoption: reasons E11 and E12 (LAIT)."""
    rows = _for_reasons(records, span, codes.ADOPTED)
    return rows[rows[COUNTED]]


@share("adopted_pct", "episodes", each="child")
def ceased_by_adoption(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the children who ceased to be looked after, at the last time, those adopted: reasons E11 and E12 (LAIT)."""
    return _for_reasons(records, span, codes.ADOPTED)


def _for_reasons(records: Records, span: Span, reasons: tuple[str, ...]) -> pd.DataFrame:
    rows = care.ceased(records, span)
    return rows.assign(**{COUNTED: rows["rec"].isin(reasons)})


@share("cla_uasc_pct", "uasc", "episodes", each="child")
def unaccompanied(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the children in care at 31 March, those of the module of unaccompanied asylum seekers whose status had not
    ceased by then (LAIT).
    """
    uasc = care.of_year(records, "uasc")
    still = uasc.loc[uasc["duc"].isna() | (uasc["duc"] > span.end), "child"]
    rows = care.in_care_at_end(records, span)
    return rows.assign(**{COUNTED: rows["child"].isin(still)})


@share("care_reviews_with_child_pct", "reviews")
def reviews_with_child(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the reviews in the year of children aged four or over (code not PN0), those to which the child came or gave a
    view, also through an advocate: PN1 to PN6. A review without a known code stays in the base.
    """
    reviews = care.of_year(records, "reviews")
    rows = reviews[span.holds(reviews["review"]) & (reviews["review_code"] != "PN0")]
    return rows.assign(**{COUNTED: rows["review_code"].isin(("PN1", "PN2", "PN3", "PN4", "PN5", "PN6"))})
