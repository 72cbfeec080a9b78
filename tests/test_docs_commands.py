"""Every command in README and the guides is one that there is, and is run by a test or listed as not run, with why."""

import shlex

import pytest
from typer.main import get_command

from docs_commands import NOT_RUN, RUN, fenced, inline
from panelpack.commands.cli import app

COMMANDS = get_command(app).commands


@pytest.fixture(scope="module")
def given(project):
    return [*fenced(project), *inline(project)]


def test_every_fenced_command_is_run_or_listed_with_the_reason_why_not(project):
    there = set(fenced(project))
    assert len(there) > 15
    assert there - set(RUN) - set(NOT_RUN) == set(), "run it in tests/packs/test_recipes.py, or say why not"
    assert (set(RUN) | set(NOT_RUN)) - there == set(), "no guide gives it any more"
    assert not set(RUN) & set(NOT_RUN)


def test_every_command_and_option_that_is_named_is_one_that_there_is(given):
    named = [shlex.split(line)[1:] for line in given if line.startswith("panelpack ")]
    assert len(named) > 35
    for words in named:
        if words[0] == "--help":
            continue
        known = {option for item in COMMANDS[words[0]].params for option in item.opts} | {"--help"}
        asked = {word.partition("=")[0] for word in words if word.startswith("-")}
        assert asked <= known, " ".join(words)


def test_every_command_that_there_is_stands_in_a_guide(given):
    named = {shlex.split(line)[1] for line in given if line.startswith("panelpack ")}
    assert set(COMMANDS) - named == set()
