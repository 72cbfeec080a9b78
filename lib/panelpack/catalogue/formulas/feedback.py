"""Calculated measures of the feedback report: how many of those asked answered."""

import pandas as pd

from panelpack.catalogue.calculations import measure


@measure(
    report="feedback",
    label="People who answered a survey, of those asked",
    phrase="The share of people asked who answered a survey",
    unit="percent",
    higher_is="better",
    basis="year",
    topic="surveys",
    numerator="survey_answers",
    denominator="survey_people_asked",
    definition="People who answered a survey of the year, of those whom it asked.",
)
def survey_response_pct(
    survey_answers: "pd.Series[float]", survey_people_asked: "pd.Series[float]"
) -> "pd.Series[float]":
    """100 x people who answered / people asked."""
    return 100 * survey_answers / survey_people_asked
