"""Several things at a time, of which one that fails stops no other."""

import os

import pytest

from panelpack.packs.executor import in_turn, raise_together, side_by_side
from panelpack.packs.notebooks import KERNEL, WARM
from panelpack.project.children import can_fork
from panelpack.project.errors import InputError, PanelpackError, Problem

ENGINES = [KERNEL, pytest.param(WARM, marks=pytest.mark.skipif(not can_fork(), reason="needs a fork"))]


@pytest.mark.parametrize("engine", ENGINES)
def test_each_item_has_its_outcome_and_one_that_fails_stops_no_other(engine):
    def work(item, say):
        say(f"at {item}")
        if item == "bad":
            raise PanelpackError("no good")
        return item * 2

    told = []
    outcomes = {outcome.item: outcome for outcome in side_by_side(work, ["a", "bad", "c"], 2, engine, told.append)}
    assert (outcomes["a"].result(), outcomes["c"].result()) == ("aa", "cc")
    with pytest.raises(PanelpackError, match="no good"):
        outcomes["bad"].result()
    assert sorted(told) == ["at a", "at bad", "at c"]


def test_in_turn_is_done_by_this_process_and_one_that_fails_stops_no_other():
    def work(item, say):
        say(f"at {item}")
        return os.getpid() // item

    told = []
    outcomes = {outcome.item: outcome for outcome in in_turn(work, [1, 0, 2], told.append)}
    assert outcomes[1].result() == os.getpid()
    assert isinstance(outcomes[0].failed, ZeroDivisionError)
    assert (list(outcomes), told) == ([1, 0, 2], ["at 1", "at 0", "at 2"])


def test_children_are_other_processes_for_the_warm_engine_only():
    def process(_item, _say):
        return os.getpid()

    assert {outcome.result() for outcome in side_by_side(process, [1, 2], 2, KERNEL)} == {os.getpid()}
    if can_fork():
        assert os.getpid() not in {outcome.result() for outcome in side_by_side(process, [1, 2], 2, WARM)}


def test_several_failures_are_raised_as_one_that_lists_all():
    raise_together([])
    first, second = (InputError([Problem(word)]) for word in ("one", "two"))
    with pytest.raises(InputError) as error:
        raise_together([first, second])
    assert [problem.what for problem in error.value.problems] == ["one", "two"]
    with pytest.raises(PanelpackError, match="(?s)a cell failed.*one"):
        raise_together([first, PanelpackError("a cell failed")])
    with pytest.raises(OSError, match="disk"):
        raise_together([first, OSError("disk")])
