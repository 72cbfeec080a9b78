"""Times what returns ask of a machine, each part as a process of its own, so that its peak of memory is its own.

`county FOLDER` reads five years of a council's returns and counts every figure; `indicators FOLDER ROWS` counts each
measure of SSDA903 on so many episodes. Nothing of a record is printed or written.
"""

import resource
import sys
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


def peak_mb() -> float:
    """The most memory that this process ever took, and the largest of those that it started."""
    own, others = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(own, others) / 1000


def returns_in(folder: Path) -> CouncilReturns:
    """The invented council's returns."""
    project = find_project(Path(__file__))
    return CouncilReturns(folder, COUNCIL, AREA, DFE_CODE, read_context(project), project.return_choices)


def time_county(folder: Path) -> None:
    """Print how long files take to records, and records to figures."""
    returns = returns_in(folder)
    started = time.perf_counter()
    read = returns.read(lambda values: None)
    records = time.perf_counter()
    figures = read.figures()
    ended = time.perf_counter()
    size = sum(path.stat().st_size for path in returns.files) / 1e6
    print(f"returns, files to records   {records - started:6.2f} s   {size:6.0f} MB of files")
    print(f"returns, records to figures {ended - records:6.2f} s   {len(figures):6} figures")
    print(f"returns, most memory of a process   {peak_mb():6.0f} MB")


def repeated(records: Records, rows: int) -> Records:
    """The records of many times as many children, until there are so many episodes."""
    times = -(-rows // len(records["episodes"]))
    children = max(int(table["child"].max()) for table in records.tables.values()) + 1

    def of_all(table: pd.DataFrame) -> pd.DataFrame:
        made = pd.concat([table] * times, ignore_index=True)
        copies = pd.Series(range(times)).repeat(len(table)).to_numpy()
        return made.assign(child=made["child"] + children * copies)

    return records.with_tables({name: of_all(table) for name, table in records.tables.items() if len(table)})


def time_indicators(folder: Path, rows: int) -> None:
    """Print how long the slowest measures of SSDA903 take on so many episodes."""
    returns = returns_in(folder)
    label = returns.years[-1]
    records = repeated(returns.read(lambda values: None).records["ssda903", label], rows)
    before, taken = peak_mb(), {}
    for item in SSDA903.counts:
        if all(need in records for need in item.needs):
            period = in_reporting_year(label, returns.context.catalogue[item.measure].basis)
            started = time.perf_counter()
            counted(item, records, span_of(period), returns.choices)
            taken[item.measure] = time.perf_counter() - started
    for name, seconds in sorted(taken.items(), key=lambda pair: -pair[1])[:5]:
        print(f"{len(records['episodes']):,} episodes, {name:34} {seconds:6.2f} s")
    print(f"{len(taken)} indicators {sum(taken.values()):6.2f} s")
    print(f"indicators, memory {before:,.0f} MB before and {peak_mb():,.0f} MB at most")


if __name__ == "__main__":
    if sys.argv[1] == "county":
        time_county(Path(sys.argv[2]))
    else:
        time_indicators(Path(sys.argv[2]), int(sys.argv[3]))
