"""What preparing a council's figures takes, and hiding small counts of invented tables.

`python tests/timed/protection.py COUNCIL TABLES` in a project prints it as JSON; importing panelpack is not among it.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from panelpack.disclosure.attack import Width, bounds
from panelpack.disclosure.equations import equations
from panelpack.disclosure.prepare import prepared_anew
from panelpack.disclosure.suppression import Rule, suppress
from panelpack.project.checkout import find_project


def main(council: str, tables: str) -> None:
    """Print the seconds of preparing, of protecting so many small tables and two large ones, and of auditing these."""
    invented = {
        f"{tables}_tables": invented_year(int(tables)),
        "20_by_10": one_table(20, 10),
        "40_by_20": one_table(40, 20),
    }
    started = perf_counter()
    prepared_anew(find_project(Path.cwd()), council)
    found = {"prepare_figures_s": perf_counter() - started}
    for name, facts in invented.items():
        found[f"protect_{name}_s"], found[f"audit_{name}_s"] = seconds_to_protect(facts)
    print(json.dumps(found))


def invented_year(count: int) -> pd.DataFrame:
    """So many two-way tables of eight by six counts with their margins, about one cell in ten small."""
    random = np.random.default_rng(7)
    tables = []
    for _ in range(count):
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
    started = perf_counter()
    system = equations(facts, [], {"x"})
    small = [place for place, value in enumerate(system.values) if 1 <= value <= 5]
    pattern = suppress(system, small, small, Rule(lambda place: True, range(len(system.values)), Width()))
    protected = perf_counter()
    hidden = {*small, *pattern.secondary}
    bounds(system, hidden, hidden)
    return protected - started, perf_counter() - protected


if __name__ == "__main__":
    main(*sys.argv[1:])
