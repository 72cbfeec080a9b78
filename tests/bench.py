"""`make bench`: what a pack takes, beside the command loop and the bare cells in the same run, as ratios.

Prints tables, and writes all of it to `bench/results.json`. Everything is built in a copy of the project. `--smoke`
measures as little as shows that all of it works, and writes nothing unless told where with `--to FILE`.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

import bench_returns
from timed.builds import SAMPLE, build_works, sampled_councils
from timed.loop import command_loop
from timed.processes import BenchError, Taken, Work, script, take
from timed.scratch import CHECKOUT, Scratch, scratch
from timed.sizes import COUNCIL, FULL, SMOKE, Size
from timed.targets import CELLS, LOOP, ratios

RESULTS = CHECKOUT / "bench" / "results.json"
BUSY = 0.5
"""Of processes that wait for a core beside ours: from here on seconds are not those of a quiet machine."""


def main() -> None:
    """Measure everything, print it, and write it."""
    words = argparse.ArgumentParser(description="Measure what packs take.")
    words.add_argument("--smoke", action="store_true", help="as little as shows that it works")
    words.add_argument("--to", type=Path, help=f"where results go; {RESULTS.relative_to(CHECKOUT)} if not given")
    given = words.parse_args()
    to = given.to or (None if given.smoke else RESULTS)
    try:
        results = measured(SMOKE if given.smoke else FULL)
    except BenchError as error:
        sys.exit(f"bench: {error}")
    print(*lines(results), sep="\n")
    if to is not None:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8", newline="")
        print(f"\nWritten to {to}")


def measured(size: Size) -> dict[str, Any]:
    """Everything, as plain values. The figures are prepared before anything is built of them."""
    began, machine = perf_counter(), about_machine()
    with scratch(size.years, [COUNCIL]) as place:
        protection = json.loads(take(script("timed/protection.py", COUNCIL, str(size.tables)), place.root).said)
        works = build_works(size, place)
        works[LOOP] = command_loop(size, place)
        works[CELLS], cells = bare_cells(size, place)
    works[SAMPLE] = sampled_councils(size)
    return {
        "machine": machine,
        "works": {name: _told(work) for name, work in works.items()},
        "ratios": [asdict(ratio) | {"is_met": ratio.is_met} for ratio in ratios(works, cells[size.one]["cpu_seconds"])],
        "cells": cells,
        "protection": protection,
        "returns": bench_returns.measured(size.returns),
        "seconds_in_all": perf_counter() - began,
    }


def about_machine() -> dict[str, Any]:
    """What seconds depend on."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "platform": platform.platform(),
    }


def bare_cells(size: Size, place: Scratch) -> tuple[Work, dict[str, dict[str, float]]]:
    """What the cells take in one warm process, together and each report's."""
    run = take(script("timed/cells.py", COUNCIL, size.year, *size.reports), place.root)
    cells = json.loads(run.said)
    seconds, cpu_seconds = (sum(of[name] for of in cells.values()) for name in ("seconds", "cpu_seconds"))
    return Work(f"bare cells of {len(cells)}, warm", len(cells), [Taken(seconds, cpu_seconds, run.peak_mb)]), cells


def _told(work: Work) -> dict[str, Any]:
    """What a piece of work took, as plain values."""
    return {
        "name": work.name,
        "reports": work.reports,
        "seconds": [run.seconds for run in work.runs],
        "cpu_seconds": [run.cpu_seconds for run in work.runs],
        "peak_mb": work.peak_mb,
    }


def lines(results: Mapping[str, Any]) -> Iterator[str]:
    """The results in tables, for people."""
    machine = results["machine"]
    yield f"\n{machine['cores']} cores, Python {machine['python']}, {machine['platform']}"
    if machine["load"] > BUSY:
        yield f"The machine was not quiet: its load was {machine['load']:.1f} at the start, so seconds are too many"
    yield f"\n{'work':44} {'least':>8} {'middle':>8} {'most':>8} {'CPU s':>8} {'MB':>6} {'s/report':>9}"
    for work in results["works"].values():
        times = sorted(work["seconds"])
        of_time = (times[0], times[len(times) // 2], times[-1], sorted(work["cpu_seconds"])[len(times) // 2])
        seconds = " ".join(f"{number:8.2f}" for number in of_time)
        yield f"{work['name']:44} {seconds} {work['peak_mb']:6.0f} {times[len(times) // 2] / work['reports']:9.2f}"
    yield f"\n{'ratio or number':76} {'measured':>8} {'target':>14}"
    for ratio in results["ratios"]:
        target = f"{'at least' if ratio['is_least'] else 'at most'} {ratio['target']:g}"
        yield f"{ratio['what']:76} {ratio['measured']:8.2f} {target:>14}  {'met' if ratio['is_met'] else 'not met'}"
    for name in ("protection", "returns"):
        yield f"\n{name}"
        yield from (f"{what:46} {number:12,.2f}" for what, number in results[name].items())
    yield f"\n{results['seconds_in_all']:.0f} seconds in all"


if __name__ == "__main__":
    main()
