"""Calculated measures of the finance report: what services spent beyond their budget."""

import pandas as pd

from panelpack.catalogue.calculations import measure


@measure(
    report="finance",
    label="Spending beyond the budget, by service",
    phrase="Spending beyond the budget",
    unit="gbp_thousands",
    higher_is="worse",
    basis="year",
    topic="service_budgets",
    definition="Spending less budget of each service, in thousands of pounds. Below nought is an underspend.",
)
def service_variance(service_spending: "pd.Series[float]", service_budget: "pd.Series[float]") -> "pd.Series[float]":
    """Spending - budget."""
    return service_spending - service_budget
