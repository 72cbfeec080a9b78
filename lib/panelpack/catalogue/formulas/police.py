"""Calculated measures of the police report: how many of the children who went missing did so more than once."""

import pandas as pd

from panelpack.catalogue.calculations import measure


@measure(
    report="police",
    label="Children reported missing more than once, as a percentage of those reported missing",
    phrase="The share of missing children who were reported missing more than once",
    unit="percent",
    higher_is="worse",
    basis="window",
    rolling=True,
    topic="police_missing",
    numerator="children_missing_repeatedly_police",
    denominator="children_missing_police",
    definition="Children with two or more reports, of all children reported missing in the same twelve months.",
)
def children_missing_repeatedly_pct(
    children_missing_repeatedly_police: "pd.Series[float]", children_missing_police: "pd.Series[float]"
) -> "pd.Series[float]":
    """100 x children with two or more reports / children reported missing."""
    return 100 * children_missing_repeatedly_police / children_missing_police


@measure(
    report="police",
    label="Children reported missing from care more than once, as a percentage of those missing from care",
    phrase="The share of children missing from care who were reported missing more than once",
    unit="percent",
    higher_is="worse",
    basis="window",
    rolling=True,
    topic="police_missing",
    numerator="children_missing_from_care_repeatedly_police",
    denominator="children_missing_from_care_police",
    definition=(
        "Children in care with two or more reports, of all children reported missing from care in the same months."
    ),
)
def children_missing_from_care_repeatedly_pct(
    children_missing_from_care_repeatedly_police: "pd.Series[float]",
    children_missing_from_care_police: "pd.Series[float]",
) -> "pd.Series[float]":
    """100 x children in care with two or more reports / children reported missing from care."""
    return 100 * children_missing_from_care_repeatedly_police / children_missing_from_care_police


@measure(
    report="police",
    label="Reports for each child reported missing, counted by the police",
    phrase="The number of reports for each child reported missing",
    unit="per_person",
    higher_is="worse",
    basis="window",
    rolling=True,
    topic="police_missing",
    numerator="missing_reports_police",
    denominator="children_missing_police",
    definition="Reports to the police that a child is missing, divided by the children reported missing.",
)
def missing_reports_per_child(
    missing_reports_police: "pd.Series[float]", children_missing_police: "pd.Series[float]"
) -> "pd.Series[float]":
    """Reports / children."""
    return missing_reports_police / children_missing_police
