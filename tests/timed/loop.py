"""The command loop that a build replaces: papermill, then nbconvert, a report after the other."""

from selectolax.lexbor import LexborHTMLParser

from timed.processes import BenchError, Taken, Work, program, take
from timed.scratch import Scratch
from timed.sizes import COUNCIL, Size

Facts = list[tuple[str | None, str | None, str]]


def command_loop(size: Size, place: Scratch) -> Work:
    """What the loop takes for reports of which the pack stands there, built; its pages must have the same facts.

    Raises:
        BenchError: a page of the loop has other facts than that of the pack.
    """
    work = Work(f"{len(size.looped)} by papermill and nbconvert", len(size.looped))
    (place.root / "loop").mkdir()
    runs = [_one_by_one(report, size.year, place) for report in size.looped]
    seconds, cpu_seconds = (sum(of) for of in zip(*((run.seconds, run.cpu_seconds) for run in runs), strict=True))
    work.runs.append(Taken(seconds, cpu_seconds, max(run.peak_mb for run in runs)))
    for report in size.looped:
        looped = (place.root / "loop" / f"{report}.html").read_text(encoding="utf-8")
        if not (facts := facts_on(looped)) or facts != facts_on(place.page(COUNCIL, size.year, report)):
            raise BenchError(
                f"the page of {report} by papermill and nbconvert has other figures than that of the build"
            )
    return work


def _one_by_one(report: str, year: str, place: Scratch) -> Taken:
    """The two commands of one report, as one."""
    executed = f"loop/{report}.ipynb"
    values = ["-p", "council", COUNCIL, "-p", "year", year]
    run = take(program("papermill", f"notebooks/{report}.ipynb", executed, *values), place.root)
    export = take(program("nbconvert", "--to", "panelpack", executed), place.root)
    peak_mb = max(run.peak_mb, export.peak_mb)
    return Taken(run.seconds + export.seconds, run.cpu_seconds + export.cpu_seconds, peak_mb)


def facts_on(page: str) -> Facts:
    """Every figure of a page, in order: its fact, its value and how it is written.

    Example:
        >>> facts_on('<p>Some <data value="7" data-fact="a">seven</data></p>')
        [('a', '7', 'seven')]
    """
    found = LexborHTMLParser(page).css("[data-fact]")
    return [(node.attributes.get("data-fact"), node.attributes.get("value"), node.text()) for node in found]
