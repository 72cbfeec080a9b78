"""Times the steps of a pack, each as a whole process, several times in turn: `make bench`.

Prints the least, middle and greatest seconds of each step, so that two states of the code can be held side by side.
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

from panelpack.disclosure.attack import Width
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
    rows = []
    for table in range(TABLES):
        cells = random.integers(0, 60, (8, 6))
        small = random.random(cells.shape) < 0.1
        cells[small] = random.integers(1, 6, int(small.sum()))
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


def seconds_to_protect(facts: pd.DataFrame) -> float:
    """How long the equations, the pattern and the audit of a year take."""
    started = time.perf_counter()
    system = equations(facts, [], {"x"})
    small = [place for place, value in enumerate(system.values) if 1 <= value <= 5]
    suppress(system, small, small, Rule(lambda place: True, range(len(system.values)), Width()))
    return time.perf_counter() - started


def main() -> None:
    """Time preparing the figures, cold and warm, one report, all years of a council, and hiding small counts."""
    project = find_project(Path(__file__))
    build = [sys.executable, "-m", "panelpack.commands.cli", "build"]
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for folder in (project.parameters, project.data, project.notebooks):
            shutil.copytree(folder, copy / folder.name)
        taken: dict[str, list[float]] = {"prepare, cold": [], "prepare, warm": [], "one year": [], "all years": []}
        taken["protect, 300"] = []
        for _ in range(RUNS):
            shutil.rmtree(copy / ".cache", ignore_errors=True)
            taken["prepare, cold"].append(seconds([sys.executable, "-c", PREPARE], copy))
            taken["prepare, warm"].append(seconds([sys.executable, "-c", PREPARE], copy))
            taken["one year"].append(seconds(build, copy))
            taken["all years"].append(seconds([*build, "--year", "all"], copy))
            taken["protect, 300"].append(seconds_to_protect(invented_year()))
    for step, times in taken.items():
        least, middle, greatest = min(times), statistics.median(times), max(times)
        print(f"{step:15} {least:6.1f} {middle:6.1f} {greatest:6.1f} s")


if __name__ == "__main__":
    main()
