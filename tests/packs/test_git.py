"""What git keeps of a project, in a repository of its own."""

import subprocess

import pytest

from panelpack.packs.git import refuse_records, tracked_below
from panelpack.project.errors import InputError


@pytest.fixture
def repository(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    kept = tmp_path / "data" / "returns" / "kent" / "2022-23" / "episodes of A1.csv"
    kept.parent.mkdir(parents=True)
    kept.write_text("CHILD\n")
    return tmp_path


def test_records_that_git_does_not_keep_are_where_they_should_be(repository):
    refuse_records(repository)
    assert tracked_below(repository, "data/returns") == []


def test_records_that_git_keeps_are_refused_without_their_names(repository):
    subprocess.run(["git", "-C", repository, "add", "--force", "data"], check=True)
    with pytest.raises(InputError, match="git keeps a file of records of children") as refused:
        refuse_records(repository)
    assert "A1" not in str(refused.value)


def test_without_git_nothing_is_refused(tmp_path):
    refuse_records(tmp_path)
    assert tracked_below(tmp_path, "data/returns") == []
