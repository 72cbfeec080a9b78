"""Council and year are chosen in one way by every command."""

import inspect

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from panelpack.commands import cli
from panelpack.commands.chosen import chosen, known
from panelpack.project.errors import InputError

ABOUT_A_COUNCIL_AND_YEAR = ("build", "template", "reconcile", "coverage", "release", "verify", "check-returns")


def options(name):
    return {word for item in get_command(cli.app).commands[name].params for word in item.opts}


@pytest.mark.parametrize("name", ABOUT_A_COUNCIL_AND_YEAR)
def test_a_command_about_a_council_and_year_takes_both_by_name(name):
    assert {"--council", "--year"} <= options(name)


@pytest.mark.parametrize("name", sorted(get_command(cli.app).commands))
def test_no_command_asks_for_a_council_in_a_place_alone(name):
    asked = {item.name for item in get_command(cli.app).commands[name].params if item.param_type_name == "argument"}
    assert name == "new-council" or "council" not in asked


def test_both_may_be_given_in_short_and_one_of_them_by_name():
    assert chosen(["kent", "2024-25"], "", "") == ("kent", "2024-25")
    assert chosen(["kent"], "", "2024-25") == ("kent", "2024-25")
    assert chosen(None, "", "") == ("", "")


def test_what_is_given_twice_or_is_too_much_is_refused_all_at_once():
    with pytest.raises(InputError) as refused:
        chosen(["kent", "2024-25", "x"], "essex", "")
    assert str(refused.value) == (
        "the council is given twice: kent and essex (leave kent or --council out)\n"
        "'x' is one word too many (give council and year)"
    )


def test_where_nothing_is_given_the_usual_council_and_year_are_meant(project):
    assert known(project, "", "") == ("north-somerset", "2022-23")
    assert known(project, "kent", "current") == ("kent", "2024-25")
    with pytest.raises(InputError, match="there is no year '2022-24'"):
        known(project, "", "2022-24")


def test_a_release_says_which_pack(monkeypatch, project):
    monkeypatch.setenv("PANELPACK_HOME", str(project.root))
    words = ["release", "--council", "kent", "--signed-off-by", "A. Director", "--date", "2025-10-16"]
    done = CliRunner().invoke(cli.app, words)
    assert done.exit_code == 4
    assert "panelpack release --council kent --year YEAR" in done.stderr


def test_the_usual_council_of_a_build_is_that_of_other_commands():
    usual = inspect.signature(cli.build_command).parameters
    assert (usual["council"].default, usual["year"].default) == ("north-somerset", "2022-23")
