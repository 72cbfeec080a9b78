"""Rounding and the text of numbers. Halves go away from zero, as the field rounds: -18.75 is -18.8 to one decimal."""

from decimal import ROUND_HALF_UP, Decimal


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
