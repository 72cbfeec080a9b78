"""The same command has nothing to do while sizes and times of files are as they were."""

import os

import pytest

from panelpack.project.unchanged import remember, root_of, signature_of_sources, would_change_nothing

WORDS = ["build", "--year", "2022-23"]


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.delenv("PANELPACK_HOME", raising=False)
    for name in ("data", "parameters", "notebooks", "pack"):
        (tmp_path / name).mkdir()
    (tmp_path / "data" / "figures.csv").write_text("measure,value\n")
    (tmp_path / "pack" / "index.html").write_text("<p>")
    return tmp_path


def kept(root, words=WORDS):
    remember(root, words, signature_of_sources(root), [root / "pack"], {"said": "nothing"})


def test_it_is_said_again_as_long_as_nothing_changed(root):
    assert would_change_nothing(root, WORDS) == {}
    kept(root)
    assert would_change_nothing(root, WORDS) == {"said": "nothing"}
    assert would_change_nothing(root, ["build"]) == {}


CHANGES = {
    "a source that is longer": lambda root: (root / "data" / "figures.csv").write_text("measure,value,\n"),
    "a source that was touched": lambda root: os.utime(root / "data" / "figures.csv", ns=(1, 1)),
    "a new source": lambda root: (root / "parameters" / "new.yaml").write_text(""),
    "a source that is gone": lambda root: (root / "data" / "figures.csv").unlink(),
    "a page that was touched": lambda root: os.utime(root / "pack" / "index.html", ns=(1, 1)),
    "a page that is gone": lambda root: (root / "pack" / "index.html").unlink(),
    "a new file in the pack": lambda root: (root / "pack" / "more.csv").write_text(""),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_other_size_or_time_means_that_nothing_is_known(root, change):
    kept(root)
    CHANGES[change](root)
    assert would_change_nothing(root, WORDS) == {}


def test_a_release_in_the_pack_s_folder_changes_nothing(root):
    kept(root)
    (root / "pack" / "editions").mkdir()
    (root / "pack" / "editions" / "1.html").write_text("")
    assert would_change_nothing(root, WORDS) == {"said": "nothing"}


def test_nothing_is_kept_when_a_source_changed_while_the_command_ran(root):
    before = signature_of_sources(root)
    (root / "data" / "figures.csv").write_text("measure,value,\n")
    remember(root, WORDS, before, [root / "pack"], {"said": "nothing"})
    assert would_change_nothing(root, WORDS) == {}


def test_settings_of_the_environment_are_part_of_the_command(root, monkeypatch):
    kept(root)
    monkeypatch.setenv("PANELPACK_SOMETHING", "1")
    assert would_change_nothing(root, WORDS) == {}


def test_the_project_is_found_from_a_folder_within(root):
    assert root_of(root / "data") == root.resolve()
