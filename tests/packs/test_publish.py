"""Written beside, then swapped."""

import os
import subprocess
import sys

import pytest

from panelpack.packs.publish import lock_of, staging
from panelpack.project.files import write_whole


@pytest.fixture
def old_pack(tmp_path):
    target = tmp_path / "2022-23"
    target.mkdir()
    (target / "index.html").write_text("old")
    return target


def stand_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_finished_pack_takes_the_place_of_the_old_one(old_pack):
    with staging(old_pack) as folder:
        (folder / "index.html").write_text("new")
    assert (old_pack / "index.html").read_text() == "new"
    assert stand_in(old_pack.parent) == ["2022-23"]


def fill_half(target, failure):
    with staging(target) as folder:
        (folder / "index.html").write_text("half")
        raise failure


@pytest.mark.parametrize("failure", [RuntimeError("no"), KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_failure_leaves_the_old_pack_whole_and_nothing_beside_it(old_pack, failure):
    with pytest.raises(type(failure)):
        fill_half(old_pack, failure)
    assert (old_pack / "index.html").read_text() == "old"
    assert stand_in(old_pack.parent) == ["2022-23"]


def test_what_a_killed_run_left_is_put_right(tmp_path):
    target = tmp_path / "2022-23"
    (tmp_path / ".2022-23.77.old").mkdir()
    (tmp_path / ".2022-23.77.old" / "index.html").write_text("old")
    (tmp_path / ".2022-23.77.new").mkdir()
    with pytest.raises(RuntimeError), staging(target):
        raise RuntimeError
    assert (target / "index.html").read_text() == "old"
    assert stand_in(tmp_path) == ["2022-23"]


BUILD = """
import sys, time
from pathlib import Path
from panelpack.packs.publish import staging
with staging(Path(sys.argv[1])) as folder:
    (folder / "index.html").write_text(sys.argv[2])
    print("begun", flush=True)
    time.sleep(float(sys.argv[3]))
"""


def building(target, words, seconds):
    command = [sys.executable, "-c", BUILD, str(target), words, str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "begun\n"
    return process


def test_a_build_waits_for_one_that_runs_and_touches_nothing_of_it(old_pack):
    said = []
    with building(old_pack, "first", 1) as other, staging(old_pack, said.append) as folder:
        assert other.wait(5) == 0
        assert (old_pack / "index.html").read_text() == "first"
        (folder / "index.html").write_text("second")
    assert (old_pack / "index.html").read_text() == "second"
    assert len(said) == 1
    assert stand_in(old_pack.parent) == ["2022-23"]


def test_what_a_build_left_that_was_killed_goes_with_the_next(old_pack):
    with building(old_pack, "half", 60) as other:
        other.kill()
    assert [name for name in stand_in(old_pack.parent) if name.endswith(".new")]
    with staging(old_pack) as folder:
        (folder / "index.html").write_text("new")
    assert stand_in(old_pack.parent) == ["2022-23"]
    assert lock_of(old_pack).exists()


def test_editions_go_with_the_pack_as_they_are(old_pack):
    edition = old_pack / "editions" / "1"
    edition.mkdir(parents=True)
    (edition / "index.html").write_text("signed")
    for words in ("new", "newer"):
        with staging(old_pack) as folder:
            (folder / "index.html").write_text(words)
        assert (edition / "index.html").read_text() == "signed"
        assert (old_pack / "index.html").read_text() == words


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no umask: a folder's readers are those of the one above"
)
def test_everybody_may_read_a_pack_whatever_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        with staging(tmp_path / "rendered" / "kent" / "2022-23") as folder:
            (folder / "tables").mkdir()
            (folder / "tables" / "a.csv").write_text("new")
    finally:
        os.umask(before)
    made = [tmp_path / "rendered", *(tmp_path / "rendered").rglob("*")]
    made = [path for path in made if ".locks" not in path.parts]
    assert all(path.stat().st_mode & 0o004 for path in made)
    assert all(path.stat().st_mode & 0o001 for path in made if path.is_dir())


def test_a_file_is_swapped_and_nothing_stays_beside_it(tmp_path):
    path = tmp_path / "index.html"
    path.write_text("old")
    write_whole(path, "new")
    assert path.read_text() == "new"
    assert [item.name for item in tmp_path.iterdir()] == ["index.html"]
