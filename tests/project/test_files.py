"""Files are whole or not there, whatever happens while they are written."""

import os
import subprocess
import sys
from pathlib import PureWindowsPath

import pytest

from panelpack.project import files
from panelpack.project.files import digest, digests, replacing, write_all, write_whole


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_takes_its_place_when_the_block_ends_and_nothing_stays_beside_it(tmp_path):
    path = tmp_path / "deep" / "figures.csv"
    with replacing(path) as beside:
        beside.write_text("new")
        assert not path.exists()
    assert path.read_text() == "new"
    assert names(path.parent) == ["figures.csv"]


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("old")

    def fail_half_way():
        with replacing(path) as beside:
            beside.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert path.read_text() == "old"
    assert names(tmp_path) == ["figures.csv"]


def test_of_several_files_none_changes_when_one_cannot_be_written(tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_all({first: "new", second: "\ud800"})
    assert first.read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


KILLED = """
import os, signal, sys
from pathlib import Path
from panelpack.project.files import replacing
with replacing(Path(sys.argv[1])) as beside:
    beside.write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="a kill by signal needs a POSIX system")
def test_what_a_killed_run_left_is_cleared_by_the_next_and_a_living_one_s_is_not(tmp_path):
    path = tmp_path / "figures.csv"
    write_whole(path, "old")
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False, timeout=60)
    assert path.read_text() == "old"
    assert len(names(tmp_path)) == 2
    living = tmp_path / f".figures.{os.getpid()}-1.new.csv"
    living.write_text("being written")
    write_whole(path, "new")
    assert path.read_text() == "new"
    assert names(tmp_path) == [living.name, "figures.csv"]


def test_lines_end_as_the_text_has_them(tmp_path):
    write_whole(tmp_path / "table.csv", "a\r\nb\n")
    assert (tmp_path / "table.csv").read_bytes() == b"a\r\nb\n"


def test_a_digest_is_named_by_the_path_within_the_folder(tmp_path):
    write_whole(tmp_path / "data" / "a.csv", "abc")
    path = tmp_path / "data" / "a.csv"
    assert digests(tmp_path, [path]) == {"data/a.csv": digest(path)}
    assert digest(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_path_within_a_folder_is_told_with_slashes_on_windows_too(monkeypatch):
    monkeypatch.setattr(files, "digest", lambda path: path.name)
    root = PureWindowsPath(r"C:\Users\an analyst\panelpack")
    assert digests(root, [root / "data" / "figures" / "a.csv"]) == {"data/figures/a.csv": "a.csv"}
