"""England's councils: the quartiles of their values, a council's place among them, and in which part it lies."""

from dataclasses import dataclass

from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require


@dataclass(frozen=True)
class National:
    """England's councils: quartiles of their values, how many had one, and the council's rank where it is known."""

    lower: Figure | None
    median: Figure | None
    upper: Figure | None
    councils: Figure | None
    rank: Figure | None


def national(published: Published, now: Figure) -> National:
    """England's middle half of councils for the figure's measure and period, and the council's rank, where shipped.

    It is that of the country in which the council lies, so an invented council's is its invented country's.
    """
    require(published, "comparisons.national")
    country = published.context.areas.country_of(now.area)

    def statistic(name: str, area: str) -> Figure | None:
        return published.find(now.measure.id, area, now.period, f"statistic={name}")

    return National(
        statistic("lower_quartile", country),
        statistic("median", country),
        statistic("upper_quartile", country),
        statistic("councils", country),
        statistic("national_rank", now.area),
    )


def standing(published: Published, now: Figure) -> float:
    """The part of England's councils that stand before a council, by the Department's ranking; nought if unknown."""
    of_england = national(published, now)
    if of_england.rank is None or of_england.councils is None or not of_england.councils.value:
        return 0.0
    return of_england.rank.number / of_england.councils.number


def quarter(published: Published, now: Figure) -> str:
    """In which part of England's councils a figure lies, in words; empty where their quartiles are not shipped.

    "best quarter", "middle half" or "worst quarter"; highest and lowest where no direction is better. A figure that
    is the quartile itself lies in the middle half.
    """
    of_england = national(published, now)
    low, high = of_england.lower, of_england.upper
    if now.value is None or low is None or high is None or low.value is None or high.value is None:
        return ""
    if low.number <= now.number <= high.number:
        return "middle half"
    nearest = high if now.number > high.number else low
    way = now.measure.way_of(now.number, nearest.number)
    sides = {"better": "best", "worse": "worst", "neither": "highest" if nearest is high else "lowest"}
    return f"{sides[way]} quarter"
