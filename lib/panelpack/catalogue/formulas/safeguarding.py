"""Calculated measures of the safeguarding report.

Contacts that progressed to referral get no percentage: the council's report leaves open what they are a part of.
"""

import pandas as pd

from panelpack.catalogue.calculations import measure


@measure(
    report="safeguarding",
    label="Contacts about domestic violence, as a percentage of contacts",
    phrase="The share of contacts about domestic violence",
    unit="percent",
    higher_is="neither",
    basis="year",
    topic="data_summary",
    numerator="contacts_domestic_violence",
    denominator="contacts",
    definition="Contacts in which domestic violence was the concern, as a percentage of all contacts in the year.",
)
def contacts_domestic_violence_pct(
    contacts_domestic_violence: "pd.Series[float]", contacts: "pd.Series[float]"
) -> "pd.Series[float]":
    """100 x contacts about domestic violence / contacts."""
    return 100 * contacts_domestic_violence / contacts


@measure(
    report="safeguarding",
    label="Missing episodes for each child who went missing",
    phrase="The number of missing episodes for each child who went missing",
    unit="per_person",
    higher_is="worse",
    basis="year",
    topic="data_summary",
    numerator="missing_episodes_council",
    denominator="children_missing_council",
    definition="Missing episodes that the council counted in the year, divided by the children who went missing.",
)
def missing_episodes_per_child(
    missing_episodes_council: "pd.Series[float]", children_missing_council: "pd.Series[float]"
) -> "pd.Series[float]":
    """Episodes / children."""
    return missing_episodes_council / children_missing_council


@measure(
    report="safeguarding",
    label="Participants for each course",
    phrase="The number of participants for each course",
    unit="per_person",
    higher_is="neither",
    basis="year",
    topic="training",
    numerator="multi_agency_participants",
    denominator="multi_agency_courses",
    definition="Participants in the year's multi-agency courses, divided by the courses.",
)
def participants_per_course(
    multi_agency_participants: "pd.Series[float]", multi_agency_courses: "pd.Series[float]"
) -> "pd.Series[float]":
    """Participants / courses."""
    return multi_agency_participants / multi_agency_courses
