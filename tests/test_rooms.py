"""The house: rooms import downwards only, and of another room only the modules that it lists as its public names.

The order of the rooms stands in `pyproject.toml`, as the contracts of import-linter.
"""

import ast
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import panelpack

PACKAGE = Path(panelpack.__file__).parent
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def imported_from_rooms(path):
    """Room and module of each import of a file, from whichever room."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("panelpack."):
            _, room, *module = node.module.split(".")
            yield from [(room, module[0])] if module else [(room, alias.name) for alias in node.names]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_and_lists_the_modules_that_other_rooms_use(room):
    of_room = import_module(f"panelpack.{room}")
    assert len(of_room.__doc__) > 150
    assert of_room.__all__ == sorted(of_room.__all__)
    others = [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != room]
    used = {module for path in others for place, module in imported_from_rooms(path) if place == room}
    assert set(of_room.__all__) == used, "list in __all__ what other rooms import, and nothing else"


def lint(root):
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, env={"PYTHONPATH": "lib"})


@pytest.fixture
def house(project, tmp_path):
    """A copy of the package with its contracts, to spoil."""
    shutil.copytree(project.root / "lib", tmp_path / "lib", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(project.root / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("project/errors.py", "from panelpack.facts.table import KEY"),
        ("page/words.py", "from panelpack.reconciliation import findings"),
        ("sections/labels.py", "from panelpack.commentary.files import read"),
        ("sections/labels.py", "def late():\n    from panelpack.disclosure.protect import protect"),
        ("page/tables.py", "import panelpack.facts.table"),
        ("attic/__init__.py", ""),
    ],
)
def test_an_import_against_the_order_and_a_room_without_a_place_are_found(house, module, line):
    path = house / "lib" / "panelpack" / module
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + f"\n\n{line}\n")
    done = lint(house)
    assert done.returncode == 1, done.stdout + done.stderr


def test_the_house_as_it_stands_keeps_its_contracts(house):
    done = lint(house)
    assert done.returncode == 0, done.stdout + done.stderr


def test_readme_s_map_has_a_line_for_each_room_and_its_paths_are_there(project):
    text = (project.root / "README.md").read_text(encoding="utf-8")
    mapped = re.findall(r"^\| `(\w+)/` \| ", text.partition("| room | what is in it |")[2], re.M)
    assert sorted(mapped) == ROOMS
    named = re.findall(r"`(lib/panelpack/[\w/.]+|parameters/[\w/]+\.yaml|docs/[\w.]+)`", text)
    assert named and all((project.root / path).exists() for path in named)


def test_a_notebook_that_draws_nothing_of_its_own_imports_nothing_heavy():
    heavy = {"matplotlib.figure", "matplotlib.pyplot", "scipy", "pandera", "openpyxl", "xlsxwriter", "nbconvert"}
    code = f"import sys, panelpack; print(sorted({heavy!r} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert found.stdout.strip() == "[]"
