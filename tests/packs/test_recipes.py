"""README's recipes, followed to the letter on a copy of the project."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap

import pytest
from typer.testing import CliRunner

from docs_commands import RUN
from pages import rows, texts, values, words
from panelpack.commands import cli
from panelpack.project.checkout import Project

HEADINGS = {2: "## Families without a home", 3: "## About the figures"}


def blocks(project, language):
    """README's examples in a language, without the indentation of their step."""
    found = re.findall(rf"^   ```{language}\n(.*?)^   ```$", (project.root / "README.md").read_text(), re.S | re.M)
    return [textwrap.dedent(block) for block in found]


def notebook(cells):
    """A notebook of README's cells: the first tagged, headings between the others."""
    made = [
        {
            **{"cell_type": "code", "id": f"code-{place}", "execution_count": None, "outputs": []},
            **{"metadata": {"tags": ["parameters"]} if place == 0 else {}, "source": source.strip()},
        }
        for place, source in enumerate(cells)
    ]
    for place, heading in sorted(HEADINGS.items(), reverse=True):
        made.insert(place, {"cell_type": "markdown", "id": f"words-{place}", "metadata": {}, "source": heading})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps({"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="module")
def clone(project, tmp_path_factory):
    """A copy of the project, as a clone has it."""
    root = tmp_path_factory.mktemp("clone")
    for name in ("parameters", "data", "notebooks"):
        shutil.copytree(getattr(project, name), root / name)
    return Project(root)


def panelpack(clone, *arguments):
    command = [sys.executable, "-m", "panelpack.commands.entry", *arguments]
    environment = os.environ | {"PANELPACK_HOME": str(clone.root)}
    return subprocess.run(command, cwd=clone.root, env=environment, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def housing(project, clone):
    """The folder of a pack with a report more: a file of measures, a notebook and figures, and nothing else."""
    (measures,), (figures,) = blocks(project, "yaml"), blocks(project, "csv")
    (clone.data / "measures" / "housing.yaml").write_text(measures)
    (clone.data / "figures" / "north-somerset" / "housing.csv").write_text(figures)
    (clone.notebooks / "housing.ipynb").write_text(notebook(blocks(project, "python")))
    done = panelpack(clone, "build", "housing", "safeguarding", "--year", "2022-23")
    assert done.returncode == 0, done.stderr
    return clone.rendered / "north-somerset" / "2022-23"


def test_a_new_report_has_its_page_under_its_title(housing):
    page = (housing / "housing.html").read_text()
    assert texts(page, "h1") == ["Housing and homelessness of families 2022-23"]
    assert rows(page, "Families without a home")["Families without a home of their own"][:2] == ["171", "140"]
    assert "rose by 22.1%, or by 31, to 171" in words(page)


def test_the_other_pages_lead_to_it_in_its_order(housing):
    links = values((housing / "index.html").read_text(), "ul.links a", "href")
    assert links.index("safeguarding.html") < links.index("housing.html")
    assert "housing.html" in values((housing / "safeguarding.html").read_text(), "footer a", "href")


def test_every_command_knows_it(clone, housing):
    listed = panelpack(clone, "list", "reports").stdout.splitlines()
    assert listed[-1] == "housing\tHousing and homelessness of families"
    assert "families_homeless" in panelpack(clone, "list", "measures").stdout
    form = panelpack(clone, "template", "housing", "--year", "2024-25")
    assert form.returncode == 0, form.stderr
    assert panelpack(clone, "gate", str(housing)).returncode == 0


@pytest.fixture(scope="module")
def followed(clone, housing, tmp_path_factory):
    """What came of the commands of the guides, in their order: exit code and words of each."""
    folder = tmp_path_factory.mktemp("typed")
    identity = values((housing / "safeguarding.html").read_text(), "data", "data-fact")[0]
    done = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PANELPACK_HOME", str(clone.root))
        patch.setenv("PANELPACK_AUDIENCE", "public")
        patch.chdir(folder)
        assert CliRunner().invoke(cli.app, ["build", "adoption", "--year", "2024-25"]).exit_code == 0
        for line in RUN:
            words = [identity if word == "ID" else word for word in shlex.split(line)[1:]]
            done[line] = CliRunner().invoke(cli.app, words)
    return done


@pytest.mark.parametrize("line", RUN)
def test_a_command_of_the_guides_does_what_it_says(followed, line):
    done = followed[line]
    assert done.exit_code == RUN[line], done.output
    assert done.output.strip()
