"""The town's own count of every measure, in plain Python over its events: what the readers of returns are held to.

It shares no code with those readers. Where a definition leaves a choice, the choice stands in `Choices`.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import StringIO

from panelpack.commands.sample.days import day, year_label, year_span

COLUMNS = ("measure", "period", "breakdown", "numerator", "denominator", "value", "returns_before")


@dataclass(frozen=True)
class Choices:
    """What the ledger takes definitions to say where they leave it open.

    Attributes:
        anniversary_counts: a referral on the very anniversary of the one before is within 12 months of it.
        transfers_are_timed: conferences for plans taken over, which follow no enquiry, count as not in time.
        assessment_days, conference_days: working days, the first of them the day after the start.
        long_plan_days: a plan is of two years where 31 March is more than so many days after its start.
        long_care_days, long_stay_days: two and a half and two years with one carer are more days, 31 March counted.
        far_miles: further than this by miles to one decimal, and outside the council, is far from home.
        twenty_weeks: days after the day of receipt, up to and with the last.
        scored_ages: ages at 31 March at which a difficulties score counts.
        not_in_touch_unless_known: who is not in touch but whose activity is known is not counted as out of touch.
    """

    anniversary_counts: bool = True
    transfers_are_timed: bool = False
    assessment_days: int = 45
    conference_days: int = 15
    long_plan_days: int = 729
    long_care_days: int = 911
    long_stay_days: int = 729
    many_placements: int = 3
    far_miles: float = 20.0
    twenty_weeks: int = 140
    scored_ages: tuple[int, int] = (5, 16)
    not_in_touch_unless_known: bool = True


@dataclass(frozen=True)
class Entry:
    """A line of the ledger.

    Attributes:
        returns_before: how many returns of earlier years a reader needs besides the year's own to count the same.
    """

    measure: str
    period: str
    breakdown: str
    numerator: float | None
    denominator: float | None
    value: float | None
    returns_before: int = 0


@dataclass
class Tally:
    """Counts while events go by: of how many something is true, by measure, period and breakdown.

    Attributes:
        back: how many reporting years before a period what is counted of it began, by measure and period.
    """

    hits: dict[tuple[str, str, str], float] = field(default_factory=lambda: defaultdict(float))
    bases: dict[tuple[str, str, str], float] = field(default_factory=lambda: defaultdict(float))
    back: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def count(self, measure: str, period: str, breakdown: str = "", by: float = 1) -> None:
        """One more."""
        self.hits[measure, period, breakdown] += by

    def part(self, measure: str, periods: Iterable[str], true: bool) -> None:
        """One more of the base, and of the part if it is true."""
        for period in periods:
            self.bases[measure, period, ""] += 1
            self.hits[measure, period, ""] += true

    def mean(self, measure: str, period: str, amount: float) -> None:
        """One more value of a mean."""
        self.bases[measure, period, ""] += 1
        self.hits[measure, period, ""] += amount

    def reach(self, measure: str, period: str, years: int) -> None:
        """What was counted of a period began so many reporting years before it."""
        self.back[measure, period] = max(self.back[measure, period], years)

    def entries(self, before: dict[str, int], means: frozenset[str]) -> list[Entry]:
        """Lines in order; a part is a percentage of its base, to all decimals."""
        lines = []
        for key in sorted({*self.hits, *self.bases}):
            hit, base = self.hits.get(key, 0.0), self.bases.get(key)
            times = 1 if key[0] in means else 100
            value = hit if base is None else times * hit / base
            returns_before = max(before.get(key[0], 0), self.back.get(key[:2], 0))
            lines.append(Entry(*key, None if base is None else hit, base, value, returns_before))
        return lines


class Labels:
    """The reporting year and quarter of a day, for the years of a town."""

    def __init__(self, years: range) -> None:
        self.years = {year: year_label(year) for year in years}
        self.of_day: dict[int, tuple[str, str]] = {}
        for year in years:
            for number in range(year_span(year)[0], year_span(year)[1] + 1):
                self.of_day[number] = (year_label(year), f"{year_label(year)} Q{_quarter(number, year)}")

    def __call__(self, number: int) -> tuple[str, ...]:
        """Year and quarter, or nothing for a day outside."""
        return self.of_day.get(int(number), ())

    @staticmethod
    def march(year: int) -> str:
        """The label of a 31 March."""
        return f"31 March {year}"


def _quarter(number: int, year: int) -> int:
    starts = (day(year - 1, 7, 1), day(year - 1, 10, 1), day(year, 1, 1))
    return 1 + sum(number >= start for start in starts)


def written(entries: Iterable[Entry]) -> str:
    """The ledger as CSV."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        cells = [getattr(entry, column) for column in COLUMNS]
        writer.writerow(["" if cell is None else f"{cell:.10g}" if isinstance(cell, float) else cell for cell in cells])
    return out.getvalue()
