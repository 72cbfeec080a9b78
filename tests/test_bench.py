"""`make bench` measures everything that it promises: its smallest size is run, and no time is held to anything."""

import json
import subprocess
import sys

import pytest

from timed.builds import CHANGED, FIFTY, FIFTY_ALONE, NOTHING, ONE, SAMPLE, TEN, TEN_ALONE
from timed.loop import facts_on
from timed.processes import BenchError, Taken, Work, program, take
from timed.scratch import sampled
from timed.sizes import FIRST_TEN, FULL
from timed.targets import CELLS, LOOP, ratios

WORKS = {ONE, TEN, TEN_ALONE, FIFTY, FIFTY_ALONE, NOTHING, CHANGED, LOOP, CELLS, SAMPLE}


@pytest.mark.skipif(sys.platform != "linux", reason="it measures the engine that needs Linux")
def test_a_smoke_run_measures_every_entry_and_leaves_the_checkout_alone(project, tmp_path):
    before = sorted(path.name for path in project.root.iterdir())
    command = [sys.executable, "tests/bench.py", "--smoke", "--to", str(tmp_path / "results.json")]
    run = subprocess.run(command, cwd=project.root, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stderr
    assert sorted(path.name for path in project.root.iterdir()) == before
    results = json.loads((tmp_path / "results.json").read_text())
    assert results["works"].keys() == WORKS
    for work in results["works"].values():
        assert all(0.001 < seconds < 600 for seconds in work["seconds"]), work
        assert all(0.001 < seconds < 600 for seconds in work["cpu_seconds"]), work
        assert 1 < work["peak_mb"] < 4_000, work
        assert work["name"] in run.stdout
    assert results["works"][NOTHING]["cpu_seconds"] < results["works"][TEN]["cpu_seconds"]
    assert len(results["ratios"]) == 11 and all(ratio["measured"] > 0 for ratio in results["ratios"])
    assert {"prepare_figures_s", "protect_40_by_20_s", "audit_40_by_20_s"} < results["protection"].keys()
    assert {"returns_files_to_figures_s", "indicators_peak_mb"} < results["returns"].keys()


def work(seconds, reports, peak_mb=100.0):
    return Work("some", reports, [Taken(each, each, peak_mb) for each in seconds])


def test_ratios_are_of_middle_runs_and_a_loop_of_ten_is_scaled_to_fifty():
    works = {
        ONE: work([3], 1),
        TEN: work([99, 5, 4], 10),
        TEN_ALONE: work([9], 10),
        FIFTY: work([20], 50),
        FIFTY_ALONE: work([40], 50),
        NOTHING: work([0.05], 50),
        CHANGED: work([2], 10),
        LOOP: work([100], 10),
        CELLS: work([10], 10),
        SAMPLE: work([39], 130, peak_mb=110.0),
    }
    found = ratios(works, 0.8)
    numbers = [20, 25, 50, 0.5, 0.4, 0.05, 0.75, 1.1, 1.8, 2, 0.8]
    assert [ratio.measured for ratio in found] == pytest.approx(numbers)
    assert [ratio.is_met for ratio in found] == [True, True, False, True, True, True, True, False, False, True, True]
    assert "10 scaled to 50" in found[1].what and "scaled" not in found[0].what


def test_fifty_reports_are_five_years_of_the_first_ten(project):
    assert FULL.reports == FIRST_TEN and len(FULL.reports) * len(FULL.years) == 50
    assert set(FULL.years) < set(project.years()) and all(project.notebook(name).exists() for name in FULL.reports)


@pytest.mark.parametrize(
    ("most", "chosen"), [(1, ["a"]), (2, ["a", "c"]), (5, ["a", "b", "c", "d", "e"]), (9, ["a", "b", "c", "d", "e"])]
)
def test_councils_are_chosen_evenly_from_all(most, chosen):
    assert sampled(["a", "b", "c", "d", "e"], most) == chosen


@pytest.mark.skipif(sys.platform == "win32", reason="os.wait4 needs POSIX")
def test_memory_counts_what_a_process_and_its_child_hold_and_time_what_both_use(tmp_path):
    hold = "held = b'x' * 60_000_000; import time; time.sleep(0.6)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}]); sum(range(3_000_000))"
    taken = take([sys.executable, "-c", code], tmp_path)
    assert 60 < taken.peak_mb < 300
    assert taken.seconds > 0.6 and 0 < taken.cpu_seconds < taken.seconds * 4


@pytest.mark.skipif(sys.platform == "win32", reason="os.wait4 needs POSIX")
def test_a_command_that_fails_ends_the_measuring_with_what_it_said(tmp_path):
    with pytest.raises(BenchError, match=r"ended with 1 and said:[\s\S]*No module named nonesuch"):
        take(program("nonesuch"), tmp_path)


def test_pages_differ_in_their_figures_where_a_value_or_its_fact_differs():
    page = '<p><data value="7" data-fact="a">7</data> of <data value="9" data-fact="b">9</data></p>'
    assert facts_on(page) == [("a", "7", "7"), ("b", "9", "9")]
    assert facts_on(page) != facts_on(page.replace('data-fact="b"', 'data-fact="c"'))
