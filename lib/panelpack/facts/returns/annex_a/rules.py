"""Rules that list 1 and list 8 of Annex A keep, chosen by what breaking them does to figures."""

from collections.abc import Sequence

import pandas as pd

from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.tables import Records

CONTACTS = ("contacts", "contacts_quarterly")
CONVERSION = ("contacts_to_referral", "contacts_to_referral_pct")
HEALTH = (
    "initial_health_assessments_due",
    "initial_health_assessments_on_time",
    "initial_health_assessments_on_time_pct",
)
MONTH, QUARTER, HALF_YEAR = pd.Timedelta(days=31), pd.Timedelta(days=92), pd.Timedelta(days=183)
MOST_IMPLAUSIBLE = 10
"""From how many rows on it is not chance that all of them are alike."""

_LOOK_UP = "look the case up, mend it, and export the list anew"
_WINDOW = "export the list with all twelve months of the reporting year"
_UNBORN = pd.Timedelta(days=300)
_MANY_CONTACTS = 12


def year_of(records: Records) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and last day of the reporting year."""
    return pd.Timestamp(records.collection.start), pd.Timestamp(records.collection.end)


def all_of(rows: pd.DataFrame, is_so: bool) -> "pd.Series[bool]":
    """A mask of every row of a table, or of none."""
    return pd.Series(is_so, index=rows.index)


def last_day(rows: pd.DataFrame, names: Sequence[str], end: pd.Timestamp) -> pd.Timestamp | None:
    """The last day up to the end of the year in any of the columns; None where there is none."""
    days = pd.concat([rows[name] for name in names]).dropna()
    days = days[days <= end]
    return None if days.empty else days.max()


def _spans_the_year(days: "pd.Series[pd.Timestamp]", records: Records) -> bool:
    """Whether days begin in the first month of the reporting year and end in its last, or lie further out."""
    start, end = year_of(records)
    return bool(days.min() <= start + MONTH and days.max() >= end - MONTH)


@rule("contacts", "contact_date", "stop", todo=_WINDOW, touches=CONTACTS)
def contacts_of_part_of_the_year(records: Records) -> "pd.Series[bool]":
    """The list does not span the reporting year; inspectors ask for six months, of which no year can be counted."""
    rows = records["contacts"]
    return all_of(rows, not _spans_the_year(rows["contact_date"], records))


@rule("contact_outcomes", "contact_date", "stop", todo=_WINDOW, touches=CONVERSION)
def outcomes_of_part_of_the_year(records: Records) -> "pd.Series[bool]":
    """The list does not span the reporting year, so that no outcomes of a year can be counted from it."""
    rows = records["contact_outcomes"]
    return all_of(rows, not _spans_the_year(rows["contact_date"], records))


@rule("contacts", "contact_date", "drop", todo=_LOOK_UP, touches=CONTACTS)
def contact_without_day(records: Records) -> "pd.Series[bool]":
    """Contacts without a day are in no year, and left out."""
    return records["contacts"]["contact_date"].isna()


@rule("contacts", "contact_date", "drop", todo="take the second one away", touches=CONTACTS)
def contact_twice(records: Records) -> "pd.Series[bool]":
    """A child has two contacts of one day from one source, of which the first counts."""
    rows = records["contacts"]
    return rows["contact_date"].notna() & rows.duplicated(["child", "contact_date", "source"])


@rule("contact_outcomes", "contact_date", "drop", todo="take the second one away", touches=CONVERSION)
def outcome_twice(records: Records) -> "pd.Series[bool]":
    """A child has two contacts of one day from one source, of which the outcome of the first counts."""
    rows = records["contact_outcomes"]
    return rows["contact_date"].notna() & rows.duplicated(["child", "contact_date", "source"])


@rule("contacts", "contact_date", "warn", todo="nothing to do", touches=CONTACTS)
def contact_of_another_year(records: Records) -> "pd.Series[bool]":
    """Contacts lie outside the reporting year, and are not counted in it."""
    days = records["contacts"]["contact_date"]
    return days.notna() & ~days.between(*year_of(records))


@rule("contacts", "birth_date", "warn", todo=_LOOK_UP, touches=CONTACTS)
def contact_long_before_birth(records: Records) -> "pd.Series[bool]":
    """Contacts lie more than ten months before the child's birth; they count by the day that is given."""
    rows = records["contacts"]
    return rows["birth_date"] - rows["contact_date"] > _UNBORN


@rule("contacts", "birth_date", "warn", todo=_LOOK_UP, touches=CONTACTS)
def contact_of_an_adult(records: Records) -> "pd.Series[bool]":
    """Contacts are about somebody of 18 or more; they count."""
    rows = records["contacts"]
    return rows["contact_date"] >= rows["birth_date"] + pd.DateOffset(years=18)


@rule("contacts", "birth_date", "warn", todo="enter the date of birth", touches=CONTACTS)
def contact_without_birth(records: Records) -> "pd.Series[bool]":
    """Contacts have no date of birth; they count, and nobody can see whether they are about a child."""
    return records["contacts"]["birth_date"].isna()


@rule("contacts", "source", "warn", todo="enter the source", touches=CONTACTS)
def contact_without_source(records: Records) -> "pd.Series[bool]":
    """Contacts have no source; of two of one child on one day one alone counts."""
    return records["contacts"]["source"] == ""


@rule("contacts", "contact_date", "warn", todo="look whether a system was filled on that day", touches=CONTACTS)
def contacts_of_one_day(records: Records) -> "pd.Series[bool]":
    """More than a quarter of the contacts of the year have one and the same day."""
    days = records["contacts"]["contact_date"]
    of_year = days[days.between(*year_of(records))]
    numbers = of_year.value_counts()
    bulky = numbers.index[(numbers >= MOST_IMPLAUSIBLE) & (4 * numbers > len(of_year))]
    return days.isin(bulky)


@rule("contacts", "contact_date", "warn", todo="look whether a month is missing", touches=CONTACTS)
def month_without_contacts(records: Records) -> "pd.Series[bool]":
    """There is a month of the reporting year without a contact, though there are many in the others."""
    rows = records["contacts"]
    of_year = rows["contact_date"][rows["contact_date"].between(*year_of(records))]
    months = of_year.dt.to_period("M").nunique()
    return all_of(rows, len(of_year) >= 12 * MOST_IMPLAUSIBLE and months < 12)


@rule("contacts", "child", "warn", todo="look whether one identifier stands for many children", touches=CONTACTS)
def many_contacts_of_one_child(records: Records) -> "pd.Series[bool]":
    """A child has a dozen contacts or more in the year; all of them count."""
    rows = records["contacts"]
    of_year = rows["contact_date"].between(*year_of(records))
    return of_year & (rows["child"].map(rows.loc[of_year, "child"].value_counts()) >= _MANY_CONTACTS)


@rule("contact_outcomes", "led_to_referral", "warn", todo="enter the outcome", touches=CONVERSION)
def contact_without_outcome(records: Records) -> "pd.Series[bool]":
    """Contacts have no outcome; they count as without a referral."""
    return records["contact_outcomes"]["led_to_referral"] == ""


@rule("contact_outcomes", "led_to_referral", "warn", todo="enter what came of it", touches=CONVERSION)
def outcome_not_clear(records: Records) -> "pd.Series[bool]":
    """Outcomes say that nothing is decided or known; the contacts count as without a referral."""
    return records["contact_outcomes"]["led_to_referral"] == "UNCLEAR"


@rule("contact_outcomes", "led_to_referral", "warn", todo="look what the words mean here", touches=CONVERSION)
def every_contact_led_to_a_referral(records: Records) -> "pd.Series[bool]":
    """Every outcome is a referral, as if the list held referrals and not contacts."""
    rows = records["contact_outcomes"]
    return all_of(rows, len(rows) >= MOST_IMPLAUSIBLE and bool((rows["led_to_referral"] == "YES").all()))


@rule(
    "contact_outcomes", "led_to_referral", "stop", todo="name the outcome so that it says referral", touches=CONVERSION
)
def no_contact_led_to_a_referral(records: Records) -> "pd.Series[bool]":
    """No outcome says that a contact led to a referral, so that its words are not those that are known."""
    rows = records["contact_outcomes"]
    return all_of(rows, len(rows) >= MOST_IMPLAUSIBLE and not (rows["led_to_referral"] == "YES").any())


@rule("looked_after", "ceased", "stop", todo=_WINDOW, touches=HEALTH)
def leavers_of_part_of_the_year(records: Records) -> "pd.Series[bool]":
    """The list lacks those who left care in the first months of the year; inspectors ask for six months of leavers."""
    rows = records["looked_after"]
    ceased = rows["ceased"].dropna()
    return all_of(rows, ceased.empty or bool(ceased.min() > year_of(records)[0] + QUARTER))


@rule("looked_after", "started", "stop", todo=_WINDOW, touches=HEALTH)
def starters_end_before_the_year(records: Records) -> "pd.Series[bool]":
    """Nobody came into care in the last three months of the year, so that the list seems to end before it."""
    rows = records["looked_after"]
    return all_of(rows, not rows["started"].max() >= year_of(records)[1] - QUARTER)


@rule("looked_after", "started", "drop", todo=_LOOK_UP, touches=HEALTH)
def care_without_start(records: Records) -> "pd.Series[bool]":
    """Children without the day on which they came into care are left out."""
    return records["looked_after"]["started"].isna()


@rule("looked_after", "child", "drop", todo="keep one row for each time in care", touches=HEALTH)
def care_twice(records: Records) -> "pd.Series[bool]":
    """A child is there twice with one start of care, of which the first counts."""
    rows = records["looked_after"]
    return rows["started"].notna() & rows.duplicated(["child", "started"])


@rule("looked_after", "started", "warn", todo=_LOOK_UP, touches=HEALTH)
def care_starts_after_year(records: Records) -> "pd.Series[bool]":
    """Children came into care after the end of the reporting year, and are not counted in it."""
    return records["looked_after"]["started"] > year_of(records)[1]


@rule("looked_after", "ceased", "warn", todo=_LOOK_UP, touches=HEALTH)
def care_ends_before_start(records: Records) -> "pd.Series[bool]":
    """Children left care before they came into it; they do not count as still in care."""
    rows = records["looked_after"]
    return rows["ceased"] < rows["started"]


@rule("looked_after", "started", "warn", todo=_LOOK_UP, touches=HEALTH)
def care_before_birth(records: Records) -> "pd.Series[bool]":
    """Children came into care before they were born; they count by the day that is given."""
    rows = records["looked_after"]
    return rows["started"] < rows["birth_date"]


@rule("looked_after", "birth_date", "warn", todo=_LOOK_UP, touches=HEALTH)
def care_of_an_adult(records: Records) -> "pd.Series[bool]":
    """Somebody of 18 or more came into care; they count."""
    rows = records["looked_after"]
    return rows["started"] >= rows["birth_date"] + pd.DateOffset(years=18)


@rule("looked_after", "legal_status", "warn", todo="enter the legal status", touches=HEALTH)
def care_without_status(records: Records) -> "pd.Series[bool]":
    """Children have no legal status, so that short breaks cannot be told; they count."""
    return records["looked_after"]["legal_status"].isin(["", "not known"])


@rule("looked_after", "assessed", "warn", todo=_LOOK_UP, touches=HEALTH)
def assessed_before_care(records: Records) -> "pd.Series[bool]":
    """Initial health assessments lie before the child came into care; they do not count as in time."""
    rows = records["looked_after"]
    return rows["assessed"] < rows["started"]


@rule("looked_after", "assessed", "warn", todo="look whether it is a yearly one", touches=HEALTH)
def assessed_a_year_later(records: Records) -> "pd.Series[bool]":
    """Initial health assessments lie a year or more after the start of care, as a yearly one does; they are late."""
    rows = records["looked_after"]
    return rows["assessed"] - rows["started"] >= pd.Timedelta(days=365)


@rule("looked_after", "assessed", "stop", todo="export the days of initial health assessments", touches=HEALTH)
def nobody_assessed(records: Records) -> "pd.Series[bool]":
    """No child has an initial health assessment, so that all would be late."""
    rows = records["looked_after"]
    return all_of(rows, len(rows) >= MOST_IMPLAUSIBLE and bool(rows["assessed"].isna().all()))
