"""How much is measured: in full by `make bench`, or as little as shows that all of it works."""

from dataclasses import dataclass

COUNCIL = "north-somerset"
FIVE_YEARS = ("2018-19", "2019-20", "2020-21", "2021-22", "2022-23")
FIRST_TEN = (
    "safeguarding",
    "police",
    "children_in_care",
    "adoption",
    "send",
    "workforce",
    "finance",
    "performance",
    "feedback",
    "work_programme",
)


@dataclass(frozen=True)
class Size:
    """What is built, and how often.

    Attributes:
        one: the report that is built alone.
        reports: those of one year, `one` among them.
        years: those of the many, the last of them the one year.
        looped: those of `reports` that the command loop makes.
        sampled: how many councils are chosen from all, at most.
        runs: how often what is quick is measured.
        long_runs: how often what is slow is.
        tables: how many two-way tables are protected at once.
        returns: of which size the returns are, as `bench_returns` names them.
    """

    one: str
    reports: tuple[str, ...]
    years: tuple[str, ...]
    looped: tuple[str, ...]
    sampled: int
    runs: int
    long_runs: int
    tables: int
    returns: str

    @property
    def year(self) -> str:
        """The one year."""
        return self.years[-1]


FULL = Size("children_in_care", FIRST_TEN, FIVE_YEARS, FIRST_TEN, 13, runs=3, long_runs=2, tables=300, returns="county")
SMOKE = Size("feedback", ("feedback",), ("2022-23",), ("feedback",), 1, runs=1, long_runs=1, tables=3, returns="smoke")
