"""Times what returns ask of a machine, each part as a process of its own, so that its peak of memory is its own.

`python tests/bench_returns.py [smoke]` makes up a county (or a small town), reads five years of its returns, counts
every figure, and counts each measure of SSDA903 on so many episodes. Nothing of a record is printed or written:
`measured` gives plain numbers, seconds and megabytes by what they are of.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from panelpack.catalogue.context import read_context
from panelpack.catalogue.reporting_years import in_reporting_year
from panelpack.commands.sample.places import AREA, COUNCIL, DFE_CODE
from panelpack.facts.records import CouncilReturns
from panelpack.facts.returns.collection import span_of
from panelpack.facts.returns.counting import counted
from panelpack.facts.returns.ssda903.the_return import SSDA903
from panelpack.facts.returns.tables import Records
from panelpack.project.checkout import find_project

SIZES = {
    # Some 60,000 referrals a year, 4,000 looked after at the end of a year, 12,000 EHC plans
    "county": ["--size", "600000", "--scale", "referrals=1.88", "--scale", "care=0.6", "--scale", "ehc=0.42"],
    "smoke": ["--size", "2000", "--years", "2"],
}
EPISODES = {"county": 10_000_000, "smoke": 10_000}


def measured(size: str = "county") -> dict[str, float]:
    """What a council's returns take, `county` or `smoke`: seconds and megabytes, by what they are of."""
    project = find_project(Path(__file__)).root
    with tempfile.TemporaryDirectory() as name:
        folder = str(Path(name) / "returns")
        sample = [sys.executable, "-m", "panelpack.commands.cli", "sample", *SIZES[size], "--to", folder]
        subprocess.run(sample, cwd=project, check=True, stdout=subprocess.DEVNULL)
        found: dict[str, float] = {}
        for part in (["county", folder], ["indicators", folder, str(EPISODES[size])]):
            command = [sys.executable, str(Path(__file__)), *part]
            found |= json.loads(subprocess.run(command, cwd=project, check=True, stdout=subprocess.PIPE).stdout)
    return found


def peak_mb() -> float:
    """The most memory that this process ever took, and the largest of those that it started."""
    own, others = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(own, others) / 1000


def returns_in(folder: Path) -> CouncilReturns:
    """The invented council's returns."""
    project = find_project(Path(__file__))
    return CouncilReturns(folder, COUNCIL, AREA, DFE_CODE, read_context(project), project.return_choices)


def cpu_seconds() -> float:
    """Those of this process and of those that it started and that have ended."""
    of = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(item.ru_utime + item.ru_stime for item in of)


def time_county(folder: Path) -> dict[str, float]:
    """How long files take to records, and records to figures."""
    returns = returns_in(folder)
    started, before = time.perf_counter(), cpu_seconds()
    read = returns.read(lambda values: None)
    records = time.perf_counter()
    figures = read.figures()
    ended = time.perf_counter()
    return {
        "returns_files_mb": sum(path.stat().st_size for path in returns.files) / 1e6,
        "returns_figures": len(figures),
        "returns_files_to_records_s": records - started,
        "returns_records_to_figures_s": ended - records,
        "returns_files_to_figures_s": ended - started,
        "returns_files_to_figures_cpu_s": cpu_seconds() - before,
        "returns_peak_of_a_process_mb": peak_mb(),
    }


def repeated(records: Records, rows: int) -> Records:
    """The records of many times as many children, until there are so many episodes, numbered without gaps."""
    times = -(-rows // len(records["episodes"]))
    children = pd.concat([table["child"] for table in records.tables.values()]).unique()
    numbers = pd.Series(range(len(children)), index=children)

    def of_all(table: pd.DataFrame) -> pd.DataFrame:
        made = pd.concat([table] * times, ignore_index=True)
        copies = pd.Series(range(times)).repeat(len(table)).to_numpy()
        return made.assign(child=made["child"].map(numbers) + len(children) * copies)

    return records.with_tables({name: of_all(table) for name, table in records.tables.items() if len(table)})


def time_indicators(folder: Path, rows: int) -> dict[str, float]:
    """How long each measure of SSDA903 takes on so many episodes."""
    returns = returns_in(folder)
    label = returns.years[-1]
    records = repeated(returns.read(lambda values: None).records["ssda903", label], rows)
    before, taken = peak_mb(), {}
    for item in SSDA903.counts:
        if all(need in records for need in item.needs):
            period = in_reporting_year(label, returns.context.catalogue[item.measure].basis)
            started = time.perf_counter()
            counted(item, records, span_of(period), returns.choices)
            taken[f"indicator_{item.measure}_s"] = time.perf_counter() - started
    return taken | {
        "indicators_episodes": len(records["episodes"]),
        "indicators_slowest_s": max(taken.values()),
        "indicators_memory_before_mb": before,
        "indicators_peak_mb": peak_mb(),
    }


def main(part: str = "county", folder: str = "", rows: str = "") -> None:
    """Print as JSON what one part takes on a folder of returns, or what all take on made up ones of a size."""
    if not folder:
        found = measured(part)
    elif part == "county":
        found = time_county(Path(folder))
    else:
        found = time_indicators(Path(folder), int(rows))
    print(json.dumps({name: round(number, 3) for name, number in found.items()}, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
