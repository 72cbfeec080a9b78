"""The command line."""

import subprocess
import sys

import pytest


def panelpack(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "panelpack.commands.cli", *arguments], capture_output=True, text=True, timeout=60
    )


def test_help_explains_the_command():
    done = panelpack("--help")
    assert done.returncode == 0
    assert "Builds the yearly reports" in done.stdout
    assert "build" in done.stdout
    assert "list" in done.stdout


@pytest.mark.parametrize(
    ("kind", "one"), [("councils", "kent"), ("years", "2022-23"), ("reports", "safeguarding"), ("measures", "cpp_rate")]
)
def test_the_lists_name_what_there_is(kind, one):
    assert one in panelpack("list", kind).stdout


def test_an_unknown_list_is_refused_with_the_valid_ones():
    done = panelpack("list", "counsils")
    assert done.returncode == 1
    assert "valid: councils, years, reports, measures" in done.stderr


def test_an_unknown_option_is_refused():
    assert panelpack("build", "--yaer", "2022-23").returncode == 2


def test_make_refuses_a_variable_that_it_does_not_know(project):
    done = subprocess.run(["make", "-n", "pack", "YAER=2024-25"], capture_output=True, text=True, cwd=project.root)
    assert done.returncode != 0
    assert "there is no variable YAER" in done.stderr
