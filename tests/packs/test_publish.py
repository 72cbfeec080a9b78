"""Written beside, then swapped."""

import pytest

from panelpack.packs.publish import staging
from panelpack.project.files import write_whole


@pytest.fixture
def old_pack(tmp_path):
    target = tmp_path / "2022-23"
    target.mkdir()
    (target / "index.html").write_text("old")
    return target


def test_a_finished_pack_takes_the_place_of_the_old_one(old_pack):
    with staging(old_pack) as folder:
        (folder / "index.html").write_text("new")
    assert (old_pack / "index.html").read_text() == "new"
    assert [path.name for path in old_pack.parent.iterdir()] == ["2022-23"]


def fill_half(target, failure):
    with staging(target) as folder:
        (folder / "index.html").write_text("half")
        raise failure


@pytest.mark.parametrize("failure", [RuntimeError("no"), KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_failure_leaves_the_old_pack_whole_and_nothing_beside_it(old_pack, failure):
    with pytest.raises(type(failure)):
        fill_half(old_pack, failure)
    assert (old_pack / "index.html").read_text() == "old"
    assert [path.name for path in old_pack.parent.iterdir()] == ["2022-23"]


def test_what_a_killed_run_left_is_put_right(tmp_path):
    target = tmp_path / "2022-23"
    (tmp_path / ".2022-23.77.old").mkdir()
    (tmp_path / ".2022-23.77.old" / "index.html").write_text("old")
    (tmp_path / ".2022-23.77.new").mkdir()
    with pytest.raises(RuntimeError), staging(target):
        raise RuntimeError
    assert (target / "index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["2022-23"]


def test_a_file_is_swapped_and_nothing_stays_beside_it(tmp_path):
    path = tmp_path / "index.html"
    path.write_text("old")
    write_whole(path, "new")
    assert path.read_text() == "new"
    assert [item.name for item in tmp_path.iterdir()] == ["index.html"]
