"""A file that Excel or OneDrive holds is waited for, and named when it is not let go: Windows' rules, acted out."""

import os

import pytest

from panelpack.project import held as module
from panelpack.project.files import replacing, swap, write_whole
from panelpack.project.held import HeldError, patiently
from windows import MAY_NOT_LINK, HeldByWindowsError, held, link_or_copy

FOR_EVER = 10**6


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Nobody waits in a test: the clock goes on by what would be slept."""
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(module.time, "sleep", lambda seconds: now.__setitem__(0, now[0] + seconds))
    return now


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_that_is_let_go_after_a_while_is_changed(tmp_path, monkeypatch, quick, number):
    write_whole(tmp_path / "send.xlsx", "old")
    with held(monkeypatch, tmp_path / "send.xlsx", times=4, number=number) as left:
        write_whole(tmp_path / "send.xlsx", "new")
    assert left == [0]
    assert 0 < quick[0] < module.PATIENCE_SECONDS
    assert (tmp_path / "send.xlsx").read_text() == "new"
    assert os.listdir(tmp_path) == ["send.xlsx"]


def test_one_that_is_held_on_is_named_with_what_to_close_and_left_as_it_was(tmp_path, monkeypatch, quick):
    path = tmp_path / "send.xlsx"
    write_whole(path, "old")
    with held(monkeypatch, path, FOR_EVER), pytest.raises(HeldError) as caught:
        write_whole(path, "new")
    assert str(path) in str(caught.value)
    assert "close it in Excel, or wait until OneDrive has taken it" in str(caught.value)
    assert module.PATIENCE_SECONDS <= quick[0] < module.PATIENCE_SECONDS + 2
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["send.xlsx"]


def test_a_refusal_that_is_no_holding_is_told_at_once(tmp_path, quick):
    tried = []

    def refused():
        tried.append(1)
        raise PermissionError(13, "Permission denied")

    with pytest.raises(PermissionError):
        patiently(refused, tmp_path)
    assert len(tried) == 1
    assert quick[0] == 0


@pytest.fixture
def folders(tmp_path):
    for name in ("old", "new"):
        write_whole(tmp_path / name / "send.html", name)
    return tmp_path / "new", tmp_path / "old"


def test_a_folder_takes_the_place_of_one_that_is_let_go(folders, monkeypatch):
    new, target = folders
    with held(monkeypatch, target / "send.html", times=3):
        swap(new, target)
    assert (target / "send.html").read_text() == "new"
    assert os.listdir(target.parent) == ["old"]


def test_the_file_for_which_a_folder_cannot_move_is_named(folders, monkeypatch):
    new, target = folders
    with held(monkeypatch, target / "send.html", FOR_EVER), pytest.raises(HeldError) as caught:
        swap(new, target)
    assert str(target / "send.html") in str(caught.value)
    assert "the browser" in str(caught.value)
    assert (target / "send.html").read_text() == "old"


def test_the_old_folder_comes_back_when_the_new_one_is_held(folders, monkeypatch):
    new, target = folders
    with held(monkeypatch, new / "send.html", FOR_EVER), pytest.raises(HeldError):
        swap(new, target)
    assert (target / "send.html").read_text() == "old"
    assert sorted(os.listdir(target.parent)) == ["new", "old"]


def test_a_scanner_that_holds_what_is_left_over_stops_nothing(tmp_path, monkeypatch):
    def held_left(*_, **__):
        raise HeldByWindowsError("left")

    def fail_half_way():
        with replacing(tmp_path / "a.csv") as beside:
            monkeypatch.setattr(type(beside), "unlink", held_left)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()


def test_where_windows_lets_nobody_link_the_tests_copy(tmp_path):
    def refused(*_, **__):
        raise HeldByWindowsError(tmp_path, MAY_NOT_LINK)

    write_whole(tmp_path / "data" / "a.csv", "a")
    link_or_copy(tmp_path / "copied", tmp_path / "data", link=refused)
    link_or_copy(tmp_path / "linked", tmp_path / "data")
    assert [(tmp_path / name / "a.csv").read_text() for name in ("copied", "linked")] == ["a", "a"]
