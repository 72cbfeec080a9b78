"""A whole pack, built for real by papermill in a copy of the project, and what happens when something is damaged."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from panelpack.project.checkout import Project

COMMAND = [sys.executable, "-m", "panelpack.commands.entry", "build"]
TWO = ["safeguarding", "adoption"]


@pytest.fixture
def copy(project, tmp_path):
    """A project of its own: parameters, data and notebooks of the real one."""
    for name in ("parameters", "data", "notebooks"):
        shutil.copytree(getattr(project, name), tmp_path / name)
    return Project(tmp_path)


def command(copy, *arguments, **options):
    """The build of two reports."""
    environment = os.environ | {"PANELPACK_HOME": str(copy.root)}
    return subprocess.run(
        [*COMMAND, *TWO, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        cwd=copy.root,
        timeout=300,
        **options,
    )


def edit(path, old, new):
    text = path.read_text()
    assert old in text, f"{path.name} no longer holds {old!r}"
    path.write_text(text.replace(old, new))


def pack_bytes(copy, year="2022-23"):
    folder = copy.rendered / "north-somerset" / year
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_one_command_builds_a_pack_and_the_same_inputs_give_the_same_bytes(copy):
    first = command(copy)
    assert first.returncode == 0, first.stderr
    assert "Open rendered/north-somerset/2022-23/index.html" in first.stdout
    built = pack_bytes(copy)
    pages = [name for name in built if not name.startswith("downloads/")]
    assert pages == [
        *("adoption.html", "glossary.html", "index.html", "manifest.json", "measures.html"),
        *("one-minute.html", "reconciliation.html", "safeguarding.html"),
    ]
    assert len(built) > 20
    assert (copy.rendered / "north-somerset" / "index.html").exists()
    shutil.rmtree(copy.cache)
    assert command(copy).returncode == 0
    assert pack_bytes(copy) == built
    by_content = quietly(copy, "panelpack.commands.cli")
    at_a_glance = quietly(copy, "panelpack.commands.entry")
    assert by_content == at_a_glance
    assert by_content["skipped"] == [
        {"council": "north-somerset", "year": "2022-23", "why": "it is as its sources say"}
    ]


def quietly(copy, module):
    """The last line of a build that finds nothing to do, but for its times."""
    words = [sys.executable, "-m", module, "build", *TWO, "--quiet", "--log", "build.log"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=copy.root, timeout=60)
    assert (done.returncode, done.stderr) == (3, "")
    assert (copy.root / "build.log").read_text().endswith(done.stdout)
    line = json.loads(done.stdout)
    assert line.pop("seconds") < 60 and line.pop("ended")
    return line


def test_the_manifest_names_version_parameters_inputs_and_reports_and_no_time(copy):
    assert command(copy, "--year", "2015-16", "--council", "kent").returncode == 0
    manifest = json.loads((copy.rendered / "kent" / "2015-16" / "manifest.json").read_text())
    assert manifest["parameters"] == {"council": "kent", "year": "2015-16"}
    assert manifest["reports"] == {"safeguarding": "built", "adoption": "built"}
    assert manifest["edition"] == "draft"
    assert "data/benchmarks/dfe_lait.csv" in manifest["inputs"]
    assert "parameters/councils/kent.yaml" in manifest["inputs"]
    assert "notebooks/safeguarding.ipynb" in manifest["inputs"]
    assert all(len(digest) == 64 for digest in manifest["inputs"].values())
    rows = manifest["figures"]["data/benchmarks/dfe_children_in_need.csv"]
    lines = (copy.root / "data/benchmarks/dfe_children_in_need.csv").read_text().splitlines()
    page = (copy.rendered / "kent" / "2015-16" / "safeguarding.html").read_text()
    assert len(rows) > 20
    assert all(name in page and "201" in lines[line - 1] for name, line in rows.items())


@pytest.fixture
def with_old_pack(copy):
    folder = copy.rendered / "north-somerset" / "2022-23"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("the last good pack")
    return copy


def assert_old_pack_is_whole(copy):
    assert pack_bytes(copy) == {"index.html": b"the last good pack"}
    assert sorted(path.name for path in (copy.rendered / "north-somerset").iterdir()) == ["2022-23"]


def test_a_cell_that_raises_is_named_in_two_lines_and_leaves_the_last_good_pack(with_old_pack):
    edit(with_old_pack.notebooks / "safeguarding.ipynb", "report.changes(", "1 / 0; report.changes(")
    done = command(with_old_pack)
    assert done.returncode == 6
    first, second = done.stderr.strip().splitlines()[-2:]
    assert first.startswith("safeguarding.ipynb: code cell 3 failed: 1 / 0; report.changes(")
    assert second.startswith("ZeroDivisionError: division by zero; traceback in ")
    assert_old_pack_is_whole(with_old_pack)
    log = with_old_pack.cache / "logs" / "north-somerset-2022-23-safeguarding.log"
    assert "ZeroDivisionError" in log.read_text()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("data/figures/north-somerset/training.csv", "measure,area,", "measur,area,", "unknown column 'measur'"),
        ("data/figures/north-somerset/training.csv", "multi_agency_courses,E06", "multi_agency_corses,E06", "line 2"),
        ("data/figures/north-somerset/training.csv", ",75,,", ",75,c,", "a fact has a value or a status"),
        ("parameters/councils/north-somerset.yaml", "neighbours:", "nieghbours:", "did you mean neighbours?"),
        ("data/measures/safeguarding.yaml", "higher_is: neither", "higher_si: neither", "did you mean higher_is?"),
    ],
)
def test_damaged_inputs_are_named_and_leave_the_last_good_pack(with_old_pack, file, old, new, message):
    edit(with_old_pack.root / file, old, new)
    done = command(with_old_pack)
    assert done.returncode == 4
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert_old_pack_is_whole(with_old_pack)


def test_a_fact_that_stands_twice_is_named_with_both_lines(with_old_pack):
    path = with_old_pack.data / "figures" / "north-somerset" / "training.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n")
    done = command(with_old_pack)
    assert done.returncode == 4
    assert "training.csv, line 2: the fact is there twice" in done.stderr
    assert f"training.csv, line {len(lines) + 1}: the fact is there twice" in done.stderr
    assert_old_pack_is_whole(with_old_pack)


def test_a_disk_that_takes_no_more_is_named_and_leaves_the_last_good_pack(with_old_pack):
    resource = pytest.importorskip("resource", reason="file size limits need a POSIX system")

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    # The figures are prepared first, so that the page itself is what does not fit.
    assert command(with_old_pack, "--year", "2015-16").returncode == 0
    shutil.rmtree(with_old_pack.rendered / "north-somerset" / "2015-16")
    (with_old_pack.rendered / "north-somerset" / "index.html").unlink()
    shutil.rmtree(with_old_pack.rendered / "north-somerset" / "officers")
    done = command(with_old_pack, preexec_fn=small_files)
    assert done.returncode == 6
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert_old_pack_is_whole(with_old_pack)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no interrupt to a group of processes so")
def test_a_stop_leaves_the_last_good_pack_and_nothing_beside_it(with_old_pack):
    environment = os.environ | {"PANELPACK_HOME": str(with_old_pack.root)}
    running = subprocess.Popen(
        [*COMMAND, *TWO],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=with_old_pack.root,
        start_new_session=True,
    )
    folder = with_old_pack.rendered / "north-somerset"
    deadline = time.monotonic() + 60
    while not list(folder.glob(".2022-23.*.new")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, stderr = running.communicate(timeout=60)
    # Python ends by the signal itself when it struck inside compiled text; a shell says 130 for both.
    assert running.returncode in (130, -signal.SIGINT)
    assert "the last good pack is as it was" in stderr
    assert_old_pack_is_whole(with_old_pack)


def test_a_mistyped_parameter_never_passes_silently(copy):
    done = command(copy, "-p", "yaer=2021-22")
    assert done.returncode == 4
    assert "there is no parameter of safeguarding.ipynb 'yaer' (did you mean year? valid: council, year)" in done.stderr
