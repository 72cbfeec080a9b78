"""What of a project goes to another machine, and what never does."""

import shutil

import pytest

from panelpack.packs.inputs import Inputs, fetch_project, lay_out
from panelpack.project.checkout import Project
from panelpack.project.errors import PanelpackError
from panelpack.project.files import digest
from panelpack.project.stores import Store

pytest.importorskip("fsspec", reason="the extra cluster is not installed")


@pytest.fixture
def small(project, tmp_path):
    """A project of a few files, of two councils, one of which has records."""
    (tmp_path / "parameters" / "councils").mkdir(parents=True)
    for name in ("kent", "essex"):
        shutil.copy(project.parameters / "councils" / f"{name}.yaml", tmp_path / "parameters" / "councils")
    for name in (
        *("parameters/commentary/allowed.yaml", "parameters/commentary/kent/2022-23/send.md", "data/sources.yaml"),
        *("parameters/commentary/essex/2022-23/send.md", "data/figures/kent/a.csv", "data/figures/essex/a.csv"),
        *("data/published/kent.csv", "data/published/essex.csv", "data/returns/essex/2022-23/children.csv"),
        *("notebooks/send.ipynb", "notebooks/.ipynb_checkpoints/send.ipynb", "rendered/kent/index.html"),
        *("requirements.lock", ".cache/private/kent.csv", "secrets.txt"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return Project(tmp_path)


OF_KENT = [
    *("data/figures/kent/a.csv", "data/published/kent.csv", "data/sources.yaml", "notebooks/send.ipynb"),
    *("parameters/commentary/allowed.yaml", "parameters/commentary/kent/2022-23/send.md"),
    *("parameters/councils/essex.yaml", "parameters/councils/kent.yaml", "requirements.lock"),
]


def test_a_council_takes_what_is_its_own_or_everybodys_and_no_record_of_anybody(small):
    assert sorted(Inputs(small).of("kent")) == OF_KENT


def test_a_council_with_records_is_not_built_elsewhere(small):
    with pytest.raises(PanelpackError, match="data/returns/essex.*never sent to other machines: build it here"):
        Inputs(small).of("essex")


def test_inputs_lie_elsewhere_as_they_were_and_are_fetched_once(small, tmp_path):
    wanted, kept = Inputs(small).of("kent"), tmp_path / "elsewhere" / "kept"
    for name in ("one", "two"):
        lay_out(Store(f"file://{small.root}"), wanted, kept, tmp_path / "elsewhere" / name)
        (small.root / "data" / "sources.yaml").unlink(missing_ok=True)
        there = tmp_path / "elsewhere" / name
        assert {item: digest(there / item) for item in wanted} == wanted
    assert sorted(path.name for path in kept.iterdir()) == sorted(set(wanted.values()))


def test_inputs_that_changed_or_cannot_be_seen_are_named_with_what_to_do(small, tmp_path):
    wanted = Inputs(small).of("kent")
    (small.root / "data" / "sources.yaml").write_text("changed")
    with pytest.raises(PanelpackError, match=r"data/sources.yaml is not as it was when the build began: build again"):
        lay_out(Store(f"file://{small.root}"), wanted, tmp_path / "kept", tmp_path / "one")
    with pytest.raises(PanelpackError, match="is not there for this worker: .*--project-at"):
        lay_out(Store(f"file://{tmp_path}/nowhere"), wanted, tmp_path / "kept", tmp_path / "two")


def test_a_project_in_a_store_comes_without_records_and_packs(small, tmp_path):
    here = tmp_path / "here"
    found = fetch_project(Store(f"file://{small.root}"), here)
    assert not (here / "data" / "returns").exists()
    assert not (here / "rendered").exists()
    assert sorted(Inputs(found).of("kent")) == OF_KENT


def test_a_store_without_a_project_is_named(tmp_path):
    with pytest.raises(PanelpackError, match="no panelpack project at memory://nothing"):
        fetch_project(Store("memory://nothing"), tmp_path)
