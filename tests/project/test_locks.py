"""One process at a time: another waits and says for whom, and a dead holder holds nothing."""

import subprocess
import sys
import time

import pytest

from panelpack.project.locks import LockedError, locked

HOLD = """
import sys, time
from pathlib import Path
from panelpack.project.locks import locked
with locked(Path(sys.argv[1]), "building a pack"):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holding(path, seconds):
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    return holder


def test_who_waits_says_for_whom_and_goes_on_when_it_is_free(tmp_path):
    said = []
    with holding(tmp_path / "a.lock", 1) as holder, locked(tmp_path / "a.lock", "building", said.append):
        assert holder.wait(5) == 0
    assert len(said) == 1
    assert said[0].startswith(f"waiting: process {holder.pid} has been building a pack since ")


def test_who_waited_long_enough_names_the_holder(tmp_path):
    with holding(tmp_path / "a.lock", 60) as holder:
        with (
            pytest.raises(LockedError, match=rf"process {holder.pid} .*\nwait until it ends"),
            locked(tmp_path / "a.lock", "building", patience_seconds=0.1),
        ):
            pytest.fail("two at once")
        holder.kill()


def test_the_lock_of_a_killed_holder_is_free_at_once(tmp_path):
    with holding(tmp_path / "a.lock", 60) as holder:
        holder.kill()
        holder.wait(5)
        begun = time.monotonic()
        with locked(tmp_path / "a.lock", "building"):
            assert time.monotonic() - begun < 5


def test_what_is_asked_while_waiting_can_end_it(tmp_path):
    def stop():
        raise KeyboardInterrupt

    with holding(tmp_path / "a.lock", 60) as holder:
        with pytest.raises(KeyboardInterrupt), locked(tmp_path / "a.lock", "building", while_waiting=stop):
            pytest.fail("two at once")
        holder.kill()


def test_two_locks_are_held_beside_each_other_and_nothing_but_they_stays(tmp_path):
    with locked(tmp_path / "a.lock", "building"), locked(tmp_path / "b.lock", "building"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.lock", "b.lock"]
