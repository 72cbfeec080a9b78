"""The lists of dependencies agree with each other, and nothing in them names where packages come from."""

import re
import tomllib

import yaml

from panelpack.packs.git import tracked_below


def declared(project):
    content = tomllib.loads((project.root / "pyproject.toml").read_text())["project"]
    extras = [item for extra in content["optional-dependencies"].values() for item in extra]
    return set(content["dependencies"]) | set(extras)


def test_conda_and_pip_get_the_same_dependencies(project):
    environment = yaml.safe_load((project.root / "environment.yml").read_text())
    listed = next(item["pip"] for item in environment["dependencies"] if isinstance(item, dict))
    assert set(listed) == declared(project)
    assert "python>=3.11,<3.14" in environment["dependencies"]


def test_the_lock_pins_every_dependency_with_a_hash_and_no_address(project):
    lock = (project.root / "requirements.lock").read_text()
    pinned = dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==([^ ]+)", lock, re.M | re.I))
    missing = [item for item in declared(project) if re.split(r"[\[<>=]", item)[0] not in pinned]
    assert not missing
    assert "://" not in lock
    blocks = re.split(r"\n(?=[a-z0-9])", lock, flags=re.I)
    assert all("--hash=sha256:" in block for block in blocks if "==" in block.split("\n")[0])


def test_notebooks_hold_no_outputs_and_no_functions(project):
    for path in project.notebooks.glob("*.ipynb"):
        text = path.read_text()
        assert '"outputs": []' in text
        assert '"output_type"' not in text, f"{path.name} holds outputs: run nbstripout"
        assert '"def ' not in text, f"{path.name} defines a function"


def test_no_record_level_data_is_in_git(project):
    assert "data/returns/" in (project.root / ".gitignore").read_text()
    assert tracked_below(project.root, "data/returns") == []
