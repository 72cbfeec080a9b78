"""What docs/install.md says to type is what there is: goals, recipes for CI and a container, words of errors."""

import re
import shlex

import pytest
import yaml

from goals import goals_of


@pytest.fixture
def guide(project):
    return (project.root / "docs" / "install.md").read_text(encoding="utf-8")


def said_to_make(project, text):
    """The words after `make` or `python make.py` in a text."""
    goals = goals_of(project)
    for found in re.findall(r"(?:\bmake\.py|`make)((?: [A-Za-z]+(?:=(?:\"[^\"]*\"|[^\s`\"]*))?)+)", text):
        yield goals, shlex.split(found)


def test_every_goal_and_variable_that_is_named_is_understood(project, guide):
    readme = (project.root / "README.md").read_text(encoding="utf-8")
    asked = [*said_to_make(project, guide), *said_to_make(project, readme)]
    assert len(asked) > 15
    for goals, words in asked:
        goals.understood([word for word in words if not word.startswith("PYTHON=")], {})


def test_the_readme_begins_with_the_two_commands_for_every_system(project):
    first = (project.root / "README.md").read_text(encoding="utf-8").split("\n## ")[1]
    for words in ("make pack", "make test", "python make.py pack", "python make.py test"):
        assert words in first


def test_the_recipe_for_ci_is_yaml_that_runs_what_there_is(project, guide):
    recipe = yaml.safe_load(re.search(r"```yaml\n(.*?)```", guide, re.S)[1])
    steps = {name: [step["run"] for step in job["steps"] if "run" in step] for name, job in recipe["jobs"].items()}
    assert steps["test"] == [".ci/run"]
    assert (project.root / ".ci" / "run").is_file()
    assert steps["windows"][0] == "python make.py pack"
    assert steps["windows"][-1] == "python make.py test"
    assert steps["windows"][1].split("\\")[-2:] == ["north-somerset", "2022-23"]


def test_the_container_holds_what_draws_a_pdf_and_nothing_of_a_council(project):
    recipe = (project.root / "docs" / "Containerfile").read_text(encoding="utf-8")
    wanted = re.search(r"for package in (.*?); do", (project.root / ".ci" / "run").read_text(encoding="utf-8"))[1]
    assert set(wanted.split()) <= set(recipe.split())
    copied = {word for line in re.findall(r"^COPY (.*)$", recipe, re.M) for word in line.split()[:-1]}
    assert all((project.root / name).exists() for name in copied)
    assert not {"data", "parameters", "rendered", "."} & copied
    assert "RUN python make.py install" in recipe


@pytest.mark.parametrize("words", ["panelpack needs Python 3.11, 3.12 or 3.13", "characters long, and Windows takes"])
def test_the_errors_that_the_guide_answers_are_those_that_are_said(project, guide, words):
    code = (project.root / "make.py").read_text(encoding="utf-8")
    assert words in code
    assert words in guide
