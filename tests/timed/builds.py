"""What `panelpack build` takes: one report, ten, fifty, nothing to do, one figure changed, and some of all councils."""

import sys
from collections.abc import Callable

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
    """What builds of one council take; the pack of the one year stands afterwards, built anew."""
    five = [*size.reports, "--year", "all"]
    one_year = [*size.reports, "--year", size.year]
    count, many = len(size.reports), len(size.reports) * len(size.years)
    alone = ["--workers", "1"]

    def anew(*words: str) -> Callable[[], Taken]:
        def run() -> Taken:
            place.forget()
            return take(build(*words), place.root)

        return run

    return {
        ONE: _work(f"one report ({size.one})", 1, anew(size.one, "--year", size.year), size.runs),
        FIFTY_ALONE: _work(f"{_reports(many)}, one core", many, anew(*five, *alone), size.long_runs - 1),
        FIFTY: _work(_reports(many), many, anew(*five), size.long_runs),
        NOTHING: _work(f"{_reports(many)}, nothing to do", many, lambda: _nothing(place, five), size.runs),
        TEN_ALONE: _work(f"{_reports(count)}, one core", count, anew(*one_year, *alone), size.runs),
        TEN: _work(_reports(count), count, anew(*one_year), size.runs),
        CHANGED: _work(f"one figure of {_reports(count)} changed", count, lambda: _changed(place, size), size.runs),
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


def prepared_figures(place: Scratch) -> float:
    """The seconds of preparing a council's figures, or of opening what is kept of them."""
    code = "from pathlib import Path; from panelpack.disclosure.prepare import prepared; "
    code += f"from panelpack.project.checkout import find_project; prepared(find_project(Path.cwd()), {COUNCIL!r})"
    return take([sys.executable, "-c", code], place.root).seconds


def _nothing(place: Scratch, words: list[str]) -> Taken:
    return take(build(*words), place.root, expected=[NOTHING_TO_DO])


def _changed(place: Scratch, size: Size) -> Taken:
    """Change a figure that one report shows, and build: that report alone may be made anew."""
    place.change(*NEIGHBOURS_FIGURE)
    taken = take(build(*size.reports, "--year", size.year), place.root)
    made = size.reports.count(SHOWN_IN)
    expected = f"{made} reports made anew, {len(size.reports) - made} kept"
    if expected not in taken.said:
        raise BenchError(f"a figure that {SHOWN_IN} alone shows was changed, and not {expected}:\n{taken.said}")
    return taken


def _work(name: str, reports: int, run: Callable[[], Taken], times: int) -> Work:
    return Work(name, reports, [run() for _ in range(max(1, times))])


def _reports(count: int) -> str:
    return f"{count} report{'' if count == 1 else 's'}"
