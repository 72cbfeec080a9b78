"""Numbers as people read them: rounding, text, and units. Halves go away from zero: -18.75 is -18.8 to one decimal."""

from decimal import ROUND_HALF_UP, Decimal

UNIT_DECIMALS = {
    "count": 0,
    "percent": 1,
    "percent_change": 1,
    "count_change": 0,
    "rate_per_10000": 1,
    "rate_per_100000": 1,
    "score": 1,
    "judgement": 0,
    "gbp": 0,
    "gbp_thousands": 0,
    "gbp_millions": 3,
    "months": 0,
    "weeks": 0,
    "years": 0,
    "days": 0,
    "hours": 0,
    "hours_per_week": 0,
    "full_time_posts": 0,
    "ratio": 1,
    "days_per_week": 0,
    "per_month": 0,
    "per_week": 0,
    "per_year": 0,
    "per_person": 1,
}
"""Every unit, with the decimals that a value of it is shown to unless its measure says otherwise."""

UNIT_WORDS = {
    "gbp": "pounds",
    "gbp_thousands": "thousand pounds",
    "gbp_millions": "million pounds",
    "months": "months",
    "weeks": "weeks",
    "years": "years",
    "days": "days",
    "hours": "hours",
    "hours_per_week": "hours a week",
    "full_time_posts": "full-time posts",
    "days_per_week": "days a week",
    "per_month": "a month",
    "per_week": "a week",
    "per_year": "a year",
    "rate_per_10000": "per 10,000",
    "rate_per_100000": "per 100,000",
}


def half_away(value: float, decimals: int) -> float:
    """Round a number, halves away from zero, on the decimal digits that a person sees.

    >>> half_away(-18.75, 1)
    -18.8
    >>> half_away(2.675, 2)
    2.68
    """
    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP)) + 0.0


def written(value: float, decimals: int, sign: bool = False) -> str:
    """A number as people read it: thousands separated, decimals fixed, a minus sign and not a hyphen.

    >>> written(1027, 0)
    '1,027'
    >>> written(-4.3083, 1, sign=True)
    '−4.3'
    >>> written(17, 0, sign=True)
    '+17'
    >>> written(-0.04, 1, sign=True)
    '0.0'
    """
    rounded = half_away(value, decimals)
    text = f"{abs(rounded):,.{decimals}f}"
    if rounded < 0:
        return f"−{text}"
    return f"+{text}" if sign and rounded > 0 else text
