"""A build that has nothing to do says so before anything large is imported."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from panelpack.commands.exit_codes import NOTHING_TO_DO
from panelpack.project.children import can_fork

HEAVY = ("pandas", "numpy", "matplotlib", "IPython", "nbconvert", "typer", "yaml")
SCRIPT = (
    "import sys, runpy\n"
    "sys.argv = ['panelpack', *sys.argv[1:]]\n"
    "try:\n"
    "    runpy.run_module('panelpack.commands.entry', run_name='__main__')\n"
    "finally:\n"
    f"    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
)


@pytest.fixture(scope="module")
def root(project, tmp_path_factory):
    root = tmp_path_factory.mktemp("entry")
    for name in ("parameters", "data", "notebooks"):
        shutil.copytree(getattr(project, name), root / name)
    return root


def build(root, *words):
    """The command, and which large libraries it imported."""
    environment = os.environ | {"PANELPACK_HOME": str(root)}
    command = [sys.executable, "-c", SCRIPT, "build", "feedback", *words]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=root, timeout=120)
    return done, json.loads(done.stderr.splitlines()[-1].replace("'", '"'))


def test_the_second_time_there_is_nothing_to_do_and_nothing_large_is_imported(root):
    first, imported = build(root)
    assert (first.returncode, "pandas" in imported) == (0, True)
    again, imported = build(root)
    assert (again.returncode, imported) == (NOTHING_TO_DO, [])
    assert again.stdout == "Nothing to do: rendered/north-somerset/2022-23/index.html is as its sources say\n"


def test_what_was_touched_is_looked_at_and_what_was_forced_is_made(root):
    build(root)
    os.utime(root / "data" / "sources.yaml")
    looked, imported = build(root)
    assert (looked.returncode, "pandas" in imported) == (NOTHING_TO_DO, True)
    forced, _ = build(root, "--force", "--why")
    assert forced.returncode == 0
    assert "north-somerset 2022-23 feedback: asked for" in forced.stdout
    assert "north-somerset 2022-23 feedback: the same as before" in forced.stdout


THREADS = (
    "import os, sys\n"
    "from panelpack.project.threads import WITHOUT_THREADS\n"
    "os.environ.update(WITHOUT_THREADS)\n"
    "from pathlib import Path\n"
    "from panelpack.commands import building\n"
    "from panelpack.disclosure.prepare import prepared\n"
    "from panelpack.project.checkout import Project\n"
    "prepared(Project(Path(sys.argv[1])), 'north-somerset')\n"
    "print(len(os.listdir('/proc/self/task')))\n"
)


@pytest.mark.skipif(not can_fork(), reason="only where children are forked")
def test_no_thread_lives_when_children_are_forked(root):
    build(root)
    script = f"import sys\nsys.argv[0] = 'panelpack'\n{THREADS}"
    command = [sys.executable, "-c", script, str(root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.stdout == "1\n", done.stderr
