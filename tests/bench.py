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

from panelpack.settings import find_project

RUNS = 3
PREPARE = "from panelpack.prepare import prepared; from panelpack.settings import find_project; "
PREPARE += "prepared(find_project(), 'north-somerset')"


def seconds(command: list[str], folder: Path) -> float:
    """How long a command takes in a folder."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """Time preparing the figures, cold and warm, one report, and all years of a council."""
    project = find_project(Path(__file__))
    build = [sys.executable, "-m", "panelpack.cli", "build"]
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for folder in (project.parameters, project.data, project.notebooks):
            shutil.copytree(folder, copy / folder.name)
        taken: dict[str, list[float]] = {"prepare, cold": [], "prepare, warm": [], "one year": [], "all years": []}
        for _ in range(RUNS):
            shutil.rmtree(copy / ".cache", ignore_errors=True)
            taken["prepare, cold"].append(seconds([sys.executable, "-c", PREPARE], copy))
            taken["prepare, warm"].append(seconds([sys.executable, "-c", PREPARE], copy))
            taken["one year"].append(seconds(build, copy))
            taken["all years"].append(seconds([*build, "--year", "all"], copy))
    for step, times in taken.items():
        least, middle, greatest = min(times), statistics.median(times), max(times)
        print(f"{step:15} {least:6.1f} {middle:6.1f} {greatest:6.1f} s")


if __name__ == "__main__":
    main()
