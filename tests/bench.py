"""Times the steps of a pack, each as a whole process, several times in turn: `make bench`.

Prints the least, middle and greatest seconds of each step, so that two states of the code can be held side by side; and
once, with memory, what a large county's five years of returns take, and each measure of care on ten million episodes.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

import bench_returns
from panelpack.disclosure.attack import Width, bounds
from panelpack.disclosure.equations import equations
from panelpack.disclosure.suppression import Rule, suppress
from panelpack.project.checkout import find_project

RUNS = 3
TABLES = 300
PREPARE = "from panelpack.disclosure.prepare import prepared; from panelpack.project.checkout import find_project; "
PREPARE += "prepared(find_project(), 'north-somerset')"


def seconds(command: list[str], folder: Path) -> float:
    """How long a command takes in a folder."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def invented_year() -> pd.DataFrame:
    """Three hundred two-way tables of eight by six counts with their margins, about one cell in ten small."""
    random = np.random.default_rng(7)
    tables = []
    for _ in range(TABLES):
        cells = random.integers(0, 60, (8, 6))
        small = random.random(cells.shape) < 0.1
        cells[small] = random.integers(1, 6, int(small.sum()))
        tables.append(cells)
    return with_margins(tables)


def with_margins(tables: "list[np.ndarray]") -> pd.DataFrame:
    """Facts of two-way tables with their totals, an area each."""
    rows = []
    for table, cells in enumerate(tables):
        area = f"E{table:08d}"
        rows.append(("", cells.sum(), area))
        rows += [(f"row={place}", line.sum(), area) for place, line in enumerate(cells)]
        rows += [(f"column={place}", line.sum(), area) for place, line in enumerate(cells.T)]
        rows += [
            (f"column={column};row={row}", cells[row, column], area)
            for row in range(cells.shape[0])
            for column in range(cells.shape[1])
        ]
    facts = pd.DataFrame(rows, columns=["breakdown", "value", "area"]).assign(measure="x", source="own", release="1")
    facts["value"] = facts["value"].astype(float)
    return facts.assign(period_start=pd.Timestamp("2022-04-01"), period_end=pd.Timestamp("2023-03-31"))


def one_table(rows: int, columns: int) -> pd.DataFrame:
    """A two-way table of which a few rows and columns hold most, and about one cell in three is small."""
    random = np.random.default_rng(7)
    share, other = random.dirichlet(np.full(rows, 0.5)), random.dirichlet(np.full(columns, 0.5))
    return with_margins([random.poisson(np.outer(share, other) * 15 * rows * columns)])


def seconds_to_protect(facts: pd.DataFrame) -> tuple[float, float]:
    """How long the equations, the pattern and its audit of some tables take; and the audit of what is shown alone."""
    started = time.perf_counter()
    system = equations(facts, [], {"x"})
    small = [place for place, value in enumerate(system.values) if 1 <= value <= 5]
    pattern = suppress(system, small, small, Rule(lambda place: True, range(len(system.values)), Width()))
    protected = time.perf_counter()
    hidden = {*small, *pattern.secondary}
    bounds(system, hidden, hidden)
    return protected - started, time.perf_counter() - protected


def main() -> None:
    """Time preparing the figures, cold and warm, one report, all years of a council, and hiding small counts."""
    project = find_project(Path(__file__))
    build = [sys.executable, "-m", "panelpack.commands.cli", "build"]
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for folder in (project.parameters, project.data, project.notebooks):
            shutil.copytree(folder, copy / folder.name)
        taken: dict[str, list[float]] = {"prepare, cold": [], "prepare, warm": [], "one year": [], "all years": []}
        tables = {"300 tables": invented_year(), "20 by 10": one_table(20, 10), "40 by 20": one_table(40, 20)}
        taken |= {f"{step}, {name}": [] for name in tables for step in ("protect", "audit")}
        for _ in range(RUNS):
            shutil.rmtree(copy / ".cache", ignore_errors=True)
            taken["prepare, cold"].append(seconds([sys.executable, "-c", PREPARE], copy))
            taken["prepare, warm"].append(seconds([sys.executable, "-c", PREPARE], copy))
            taken["one year"].append(seconds(build, copy))
            taken["all years"].append(seconds([*build, "--year", "all"], copy))
            for name, facts in tables.items():
                protect, audit = seconds_to_protect(facts)
                taken[f"protect, {name}"].append(protect)
                taken[f"audit, {name}"].append(audit)
    for step, times in taken.items():
        least, middle, greatest = min(times), statistics.median(times), max(times)
        print(f"{step:20} {least:6.2f} {middle:6.2f} {greatest:6.2f} s")
    for name, number in bench_returns.measured().items():
        print(f"{name:46} {number:10,.2f}")


if __name__ == "__main__":
    main()
