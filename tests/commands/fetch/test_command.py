"""`panelpack fetch` as it is typed: what it asks for, and how it ends."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from ees_server import C1, DataSetVersion, c1_file
from panelpack.commands.cli import app


@pytest.fixture
def run(small_project, ees, monkeypatch):
    monkeypatch.setenv("PANELPACK_HOME", str(small_project.root))
    monkeypatch.setenv("PANELPACK_EES", ees.base)
    return lambda *words: CliRunner().invoke(app, ["fetch", *words])


def test_nothing_else_waits_for_what_speaks_to_a_network():
    code = "import sys, panelpack.commands.cli; print('panelpack.commands.fetch.api' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_what_is_new_comes_in_and_then_there_is_nothing_to_do(run, ees):
    ees.sets[C1] = [DataSetVersion("2.0", c1_file((2026, 1200, 15.5)))]
    first = run()
    assert first.exit_code == 0
    assert "version 2.0, Reporting year 2026, of 2026-10-29" in first.stdout
    assert "dfe_ehc_plans, " in first.stdout and "invented" not in first.stdout
    assert run().exit_code == 3


def test_a_source_without_a_known_data_set_and_one_that_is_none_are_refused(run):
    done = run("dfe_ehc_plans")
    assert done.exit_code == 4
    assert "no data set id is known for dfe_ehc_plans: put it into data/sources.yaml" in done.stderr
    assert "did you mean dfe_ehc_plans" in run("dfe_ehc_plan").stderr


def test_what_somebody_must_look_at_ends_in_4_and_what_cannot_be_had_in_1(run, ees):
    ees.sets[C1] = [DataSetVersion("2.0", c1_file((2026, 1200, 148)))]
    assert run("dfe_children_in_need").exit_code == 4
    done = run("dfe_children_in_need", "--from", f"{ees.base}/none")
    assert done.exit_code == 1
    assert "there is nothing at" in done.stderr
