"""The bare cells of notebooks, one after the other in one warm process: no export, no gate, no pack.

`python tests/timed/cells.py COUNCIL YEAR REPORT...` in a project: what the cells of each report take, as JSON. What
importing panelpack and opening the prepared figures takes is not among it.
"""

import json
import sys
from pathlib import Path
from time import perf_counter, process_time

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from panelpack.disclosure.prepare import prepared
from panelpack.project.checkout import find_project


def main(council: str, year: str, *reports: str) -> None:
    """Print what the cells of each report take: seconds on the clock and of the processor."""
    prepared(find_project(Path.cwd()), council)
    print(json.dumps({report: seconds_of(report, council, year) for report in reports}))


def seconds_of(report: str, council: str, year: str) -> dict[str, float]:
    """What the cells of a report take in a fresh shell, shown to nobody: on the clock and of the processor.

    Raises:
        RuntimeError: a cell failed, or nothing was shown.
    """
    notebook = json.loads(Path("notebooks", f"{report}.ipynb").read_text(encoding="utf-8"))
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    shown = 0
    began, used = perf_counter(), process_time()
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        with capture_output() as captured:
            result = shell.run_cell("".join(cell["source"]))
            if "parameters" in cell["metadata"].get("tags", []):
                shell.push({"council": council, "year": year})
        if not result.success:
            raise RuntimeError(f"a cell of {report} failed: {result.error_in_exec or result.error_before_exec}")
        shown += len(captured.outputs)
    if not shown:
        raise RuntimeError(f"the cells of {report} showed nothing")
    return {"seconds": perf_counter() - began, "cpu_seconds": process_time() - used}


if __name__ == "__main__":
    main(*sys.argv[1:])
