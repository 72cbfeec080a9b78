"""What `panelpack build` takes: one report, ten, fifty, nothing to do, one figure changed, and some of all councils."""

from collections.abc import Sequence
from functools import cache

from timed.processes import BenchError, Taken, Work, program, take
from timed.scratch import Scratch, all_councils, sampled, scratch
from timed.sizes import COUNCIL, Size

ONE, TEN, TEN_ALONE, FIFTY, FIFTY_ALONE = "one", "ten", "ten_one_core", "fifty", "fifty_one_core"
NOTHING, CHANGED, SAMPLE = "nothing_to_do", "one_figure_changed", "councils"
NOTHING_TO_DO = 3
NEIGHBOURS_FIGURE = ("first_time_entrants_rate", "E10000011", "2022")
SHOWN_IN = "performance"
"""A benchmark of a neighbour, and the only report that shows it."""

Works = dict[str, Work]


def build(*words: str) -> list[str]:
    """The command of a build."""
    return program("panelpack.commands.entry", "build", *words)


def build_works(size: Size, place: Scratch) -> Works:
    """What builds of one council take, whose figures are prepared; the pack of the one year stands afterwards.

    What has the same command in a small size is measured once.
    """
    years, year = [*size.reports, "--year", "all"], [*size.reports, "--year", size.year]
    if size.years == (size.year,):
        years = year
    ten, fifty = len(size.reports), len(size.reports) * len(size.years)
    alone = ["--workers", "1"]

    @cache
    def anew(times: int, *words: str) -> list[Taken]:
        return [_anew(place, words) for _ in range(times)]

    return {
        FIFTY_ALONE: Work(f"{_reports(fifty)}, one core", fifty, anew(1, *years, *alone)),
        FIFTY: Work(_reports(fifty), fifty, anew(size.long_runs, *years)),
        NOTHING: Work(f"{_reports(fifty)}, nothing to do", fifty, [_nothing(place, years) for _ in range(size.runs)]),
        ONE: Work(f"one report ({size.one})", 1, anew(size.runs, size.one, "--year", size.year)),
        TEN_ALONE: Work(f"{_reports(ten)}, one core", ten, anew(size.long_runs, *year, *alone)),
        TEN: Work(_reports(ten), ten, anew(size.runs, *year)),
        CHANGED: Work(f"one figure of {_reports(ten)} changed", ten, [_changed(place, size) for _ in range(size.runs)]),
    }


def sampled_councils(size: Size) -> Work:
    """What the reports of some of all councils take, with what preparing the figures of each takes."""
    # Targets name this council, so that it must be there
    chosen = [COUNCIL, *sampled([name for name in all_councils() if name != COUNCIL], size.sampled - 1)]
    with scratch(size.years[-1:], chosen) as place:
        taken = take(build(*size.reports, "--council", "all", "--year", size.year), place.root)
        built = len(list((place.root / "rendered").glob(f"*/{size.year}/index.html")))
    if built != len(chosen):
        raise BenchError(f"{built} packs of {len(chosen)} were built")
    reports = len(chosen) * len(size.reports)
    return Work(f"{_reports(reports)}, {len(chosen)} of {len(all_councils())} councils", reports, [taken])


def _anew(place: Scratch, words: Sequence[str]) -> Taken:
    place.forget()
    return take(build(*words), place.root)


def _nothing(place: Scratch, words: list[str]) -> Taken:
    return take(build(*words), place.root, expected=[NOTHING_TO_DO])


def _changed(place: Scratch, size: Size) -> Taken:
    """Change a figure that one report shows, and build: that report alone may be made anew, and must be another."""
    before = {report: place.page(COUNCIL, size.year, report) for report in size.reports}
    place.change(*NEIGHBOURS_FIGURE)
    taken = take(build(*size.reports, "--year", size.year), place.root)
    made = {report for report in size.reports if f"{COUNCIL} {size.year} {report}: " in taken.said}
    others = {report for report in size.reports if place.page(COUNCIL, size.year, report) != before[report]}
    expected = {SHOWN_IN} & set(size.reports)
    if made != expected or others != expected:
        raise BenchError(f"a figure of {expected} was changed; made anew: {made}; others than before: {others}")
    return taken


def _reports(count: int) -> str:
    return f"{count} report{'' if count == 1 else 's'}"
