"""Counted from OC3: care leavers whose 19th, 20th or 21st birthday lies in the year, around that birthday."""

import pandas as pd

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.counting import COUNTED, share
from panelpack.facts.returns.schema import NOT_KNOWN
from panelpack.facts.returns.ssda903 import care, codes
from panelpack.facts.returns.tables import Records
from panelpack.project.parameters import ReturnChoices

AGES = (19, 21)


def cohort(records: Records, span: Span) -> pd.DataFrame:
    """The care leavers who became 19, 20 or 21 in the span: not those who died, went home for six months or more, or
    whose care another council took over.
    """
    leavers = care.of_year(records, "oc3").drop_duplicates("child")
    births = care.births_of(records, leavers)
    age, before = (care.ages(births, day) for day in (span.end, span.start - pd.Timedelta(days=1)))
    rows = leavers[age.between(*AGES) & (age > before) & ~leavers["in_touch"].isin(codes.LEFT_THE_COHORT)]
    return rows[~rows["child"].isin(_transferred(records, rows["child"]))]


def _transferred(records: Records, children: "pd.Series[int]") -> "pd.Series[int]":
    """The children whose latest episode ended as another council took over."""
    if "episodes" not in records:
        return children.iloc[:0]
    last = care.one_each(care.episodes_of(records, children, history=True), "decom", "last")
    return last.loc[last["rec"] == codes.CARE_TRANSFERRED, "child"]


@share("care_leavers_eet_19_21_pct", "oc3", quarterly="care_leavers_eet_quarterly_pct")
def in_education_or_work(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the care leavers with their 19th, 20th or 21st birthday in the year, those in education, employment or
    training: F1, P1, F2, P2, F4, P4, F5, P5 (LAIT). Those not in touch stay in the base; those who died, returned home
    for six months or more or moved to another council do not.
    """
    rows = cohort(records, span)
    return rows.assign(**{COUNTED: rows["activ"].isin(codes.IN_EDUCATION_OR_WORK)})


@share("care_leavers_suitable_19_21_pct", "oc3")
def in_suitable_homes(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the care leavers with their 19th, 20th or 21st birthday in the year, those whose home is suitable (LAIT). Who
    went abroad, was deported, or lives nobody knows where is not in the base; who is not in touch is.
    """
    rows = cohort(records, span)
    rows = rows[~rows["accom"].isin(codes.SUITABILITY_CANNOT_BE_KNOWN)]
    return rows.assign(**{COUNTED: rows["accom"].isin(codes.SUITABLE)})


@share("care_leavers_not_in_touch_pct", "oc3")
def not_in_touch(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the care leavers with their 19th, 20th or 21st birthday in the year, those with whom the council is not in
    touch, and of whose activity nobody told it (LAIT).
    """
    rows = cohort(records, span)
    untold = rows["activ"].isin(("", "0", NOT_KNOWN))
    return rows.assign(**{COUNTED: (rows["in_touch"] == "NO") & untold})
