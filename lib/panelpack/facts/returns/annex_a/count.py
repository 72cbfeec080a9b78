"""How the measures of Annex A are counted: what other returns do not give."""

import pandas as pd

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.counting import COUNTED, count, share
from panelpack.facts.returns.tables import Records
from panelpack.facts.working_days import working_days
from panelpack.project.parameters import ReturnChoices

HEALTH_WORKING_DAYS = 20
"""An initial health assessment is due within so many working days of coming into care."""

STAGE_1_MONTHS, STAGE_2_MONTHS = 2, 4
"""How long the stages of an adopter's approval take at most, by the statutory guidance on adoption."""

_SHORT_BREAKS = ("V3", "V4")
_YEAR = pd.Timedelta(days=366)


def _in(records: Records, table: str, column: str, span: Span) -> pd.DataFrame:
    """The rows of this year's return whose day lies in a span."""
    rows = records.own(table)
    return rows[span.holds(rows[column])]


@count("contacts", "contacts", quarterly="contacts_quarterly")
def contacts(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Every contact of list 1 with its day in the year; there is no national definition of a contact."""
    return _in(records, "contacts", "contact_date", span)


@count("contacts_to_referral", "contact_outcomes")
def contacts_to_referral(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Contacts of the year whose outcome says that they led to a referral; referrals themselves are not compared."""
    rows = _in(records, "contact_outcomes", "contact_date", span)
    return rows[rows["led_to_referral"] == "YES"]


@share("contacts_to_referral_pct", "contact_outcomes")
def conversion(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of all contacts of the year, those whose outcome says that they led to a referral."""
    rows = _in(records, "contact_outcomes", "contact_date", span)
    return rows.assign(**{COUNTED: rows["led_to_referral"] == "YES"})


@count("initial_health_assessments_due", "looked_after")
def health_assessments_due(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children who came into care in the year and were in care on the 20th working day after.

    Short breaks (V3, V4) are left out, and those whose 20th working day lies after the year.
    """
    return _due(records, span)


@count("initial_health_assessments_on_time", "looked_after")
def health_assessments_on_time(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of those due, the assessments at most 20 working days after the day of coming into care."""
    rows = _due(records, span)
    return rows[rows[COUNTED]]


@share("initial_health_assessments_on_time_pct", "looked_after")
def health_assessments_share(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Assessments at most 20 working days after the day of coming into care, of all that were due."""
    return _due(records, span)


def _due(records: Records, span: Span) -> pd.DataFrame:
    rows = _in(records, "looked_after", "started", span)
    rows = rows[~rows["legal_status"].isin(_SHORT_BREAKS)]
    end = pd.Series(span.end, index=rows.index)
    # Days far from the start are no day of a first assessment, and may lie outside the known bank holidays
    left, assessed = (rows[name].where(rows[name] - rows["started"] < _YEAR) for name in ("ceased", "assessed"))
    stayed = rows["ceased"].isna() | (rows["ceased"] - rows["started"] >= _YEAR)
    stayed |= working_days(rows["started"], left) >= HEALTH_WORKING_DAYS
    rows = rows[stayed & (working_days(rows["started"], end) >= HEALTH_WORKING_DAYS)]
    assessed = assessed.reindex(rows.index).where(lambda days: days >= rows["started"])
    return rows.assign(**{COUNTED: working_days(rows["started"], assessed) <= HEALTH_WORKING_DAYS})


@count("early_permanence_placed", "adoption", each="child")
def early_permanence(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children of list 10 placed in the year for fostering for adoption or in concurrent planning."""
    return _in(records, "adoption", "early_placed", span)


@share("early_permanence_pct", "adoption", each="child")
def early_permanence_share(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of children of list 10 placed for adoption in the year, those who came to it from early permanence."""
    rows = _in(records, "adoption", "placed", span)
    return rows.assign(**{COUNTED: rows["early_placed"] <= rows["placed"]})


@count("adopter_stage_1_started", "adopters", each="child")
def stage_1_started(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Households of list 11 in which stage one started in the year; two adopters of a family are one."""
    return _in(records, "adopters", "stage_1_started", span)


@count("adopter_stage_2_started", "adopters", each="child")
def stage_2_started(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Households of list 11 in which stage two started in the year."""
    return _in(records, "adopters", "stage_2_started", span)


@count("adopter_approved", "adopters", each="child")
def approved(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Households of list 11 that were approved in the year."""
    return _in(records, "adopters", "approved", span)


@count("adopter_matched", "adopters", each="child")
def matched(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Households of list 11 that were matched with a child in the year."""
    return _in(records, "adopters", "matched", span)


@count("adopter_placed", "adopters", each="child")
def placed(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Households of list 11 with whom a child was placed in the year."""
    return _in(records, "adopters", "placed", span)


@share("adopter_stage_1_in_time_pct", "adopters", each="child")
def stage_1_in_time(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of households whose stage one ended in the year, those in which it took two months or less."""
    return _stage(records, span, "stage_1", STAGE_1_MONTHS)


@share("adopter_stage_2_in_time_pct", "adopters", each="child")
def stage_2_in_time(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of households whose stage two ended in the year, those in which it took four months or less."""
    return _stage(records, span, "stage_2", STAGE_2_MONTHS)


def _stage(records: Records, span: Span, stage: str, months: int) -> pd.DataFrame:
    """One row a household whose stage ended in the span: from the first start of its adopters to their last end.

    A stage that took exactly the months is in time; one without a start, or that ended before it, is not.
    """
    rows = _in(records, "adopters", f"{stage}_ended", span)
    households = rows.groupby("child")
    start, end = households[f"{stage}_started"].transform("min"), households[f"{stage}_ended"].transform("max")
    in_time = (start <= end) & (end <= start + pd.DateOffset(months=months))
    return rows.assign(**{COUNTED: in_time}).drop_duplicates("child")
