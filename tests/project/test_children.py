"""Forked children: what each makes comes back, and what befalls one befalls no other."""

import os
import signal
import time

import pytest

from panelpack.project.children import ChildError, can_fork, in_children
from panelpack.project.errors import InputError, Problem

pytestmark = pytest.mark.skipif(not can_fork(), reason="needs a fork")


def outcomes(work, items, at_once=2, **given):
    return {outcome.item: outcome for outcome in in_children(work, items, at_once, **given)}


def zombies():
    """Children of this process that have ended and that nobody has asked after."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] == "Z":
            found.append(name)
    return found


def test_memory_of_this_process_is_there_and_what_a_child_does_to_it_stays_there():
    held = {"a": 1}

    def work(item, _say):
        held[item] = 2
        return dict(held)

    assert outcomes(work, ["b"])["b"].result() == {"a": 1, "b": 2}
    assert held == {"a": 1}


def test_a_child_that_is_killed_fails_its_item_and_no_other():
    def work(item, _say):
        if item == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    found = outcomes(work, [1, 2, 3, 4])
    assert [found[item].result() for item in (1, 3, 4)] == [1, 3, 4]
    with pytest.raises(ChildError, match="was ended by SIGKILL; the machine may have too little memory"):
        found[2].result()
    assert zombies() == []


def test_a_child_that_takes_too_long_is_ended():
    began = time.monotonic()
    found = outcomes(lambda item, _say: time.sleep(item), [0, 60], longest_seconds=1)
    assert time.monotonic() - began < 20
    assert found[0].failed is None
    with pytest.raises(ChildError, match="it ran for more than 1 seconds and was ended"):
        found[60].result()
    assert zombies() == []


def test_faults_come_back_whole_and_other_errors_with_their_traceback():
    def work(item, _say):
        if item == "fault":
            raise InputError([Problem("no such column", "a.csv, line 2", "rename it")])
        raise ZeroDivisionError(item)

    found = outcomes(work, ["fault", "bug"])
    assert found["fault"].failed.problems == [Problem("no such column", "a.csv, line 2", "rename it")]
    assert str(found["fault"].failed) == "a.csv, line 2: no such column (rename it)"
    with pytest.raises(RuntimeError, match=r"(?s)in work.*ZeroDivisionError: bug"):
        found["bug"].result()


def test_a_large_result_comes_through_and_words_come_in_their_order():
    def work(item, say):
        for step in range(3):
            say(f"{item} {step}")
        return bytes(3_000_000)

    told = []
    found = outcomes(work, ["a"], say=told.append)
    assert len(found["a"].result()) == 3_000_000
    assert told == ["a 0", "a 1", "a 2"]


def test_what_other_code_sends_is_read_as_json_which_can_do_nothing():
    found = outcomes(lambda item, _say: {"made": item}, [1], trusted=False)
    assert found[1].result() == {"made": 1}

    def fails(_item, _say):
        raise InputError([Problem("bad")])

    assert str(outcomes(fails, [1], trusted=False)[1].failed) == "bad"


def test_children_end_with_their_parent_and_when_nobody_wants_more():
    pipe = os.pipe()

    def work(item, _say):
        os.write(pipe[1], f"{os.getpid()}\n".encode())
        time.sleep(60)

    def parent(_item, _say):
        list(in_children(work, [1, 2], 2))

    waiting = in_children(parent, ["only"], 1, longest_seconds=2)
    assert isinstance(next(waiting).failed, ChildError)
    children = [int(line) for line in os.read(pipe[0], 1000).split()]
    assert len(children) == 2
    deadline = time.monotonic() + 10
    while any(os.path.exists(f"/proc/{child}") for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(os.path.exists(f"/proc/{child}") for child in children)


def test_items_are_taken_only_as_children_become_free():
    taken = []

    def items():
        for item in range(6):
            taken.append(item)
            yield item

    found = in_children(lambda item, _say: item, items(), 2)
    next(found)
    assert len(taken) <= 3
    assert len(list(found)) == 5
