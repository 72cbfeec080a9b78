"""The title of small charts, worked out again from the last row of their table; and the words for small counts."""

from itertools import pairwise

from panelpack.disclosure.figure import Figure

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""Counts in words, by what they count."""


def is_beside_country(title: str, last: list[Figure | None], country: str) -> bool:
    """Whether small charts are ahead of a country, and behind it, on as many measures as their title says."""
    good = {"better": 1, "worse": -1, "neither": 0}
    leads = [
        good[own.measure.higher_is] * ((own.number > other.number) - (own.number < other.number))
        for own, other in pairwise(last)
        if own is not None and other is not None and own.measure.id == other.measure.id
        if good[own.measure.higher_is] and own.value is not None and other.value is not None
    ]
    if not 2 <= len(leads) < len(COUNTS):
        return False
    of = f"{COUNTS[len(leads)]} measures"
    ahead, behind = ("all" if leads.count(way) == len(leads) else COUNTS[leads.count(way)] for way in (1, -1))
    said = {
        (True, True): f"Ahead of {country} on {ahead} of {of}, behind on {behind}",
        (True, False): f"Ahead of {country} on {ahead} of {of}",
        (False, True): f"Behind {country} on {behind} of {of}",
    }.get((1 in leads, -1 in leads), "")
    return title == said.replace("all of two", "both").replace("all of", "all")
