"""Several things at a time, ended early together."""

import threading

import pytest

from panelpack.packs.executor import side_by_side


def test_results_come_in_the_order_of_the_items():
    assert list(side_by_side(lambda item: item * 2, [3, 1, 2], workers=2)) == [6, 2, 4]
    assert list(side_by_side(str, [], workers=2)) == []


def test_when_one_fails_those_that_run_are_told_and_those_that_wait_are_not_begun():
    ended, begun = threading.Event(), []

    def make(item):
        begun.append(item)
        if item == "bad":
            raise ValueError(item)
        assert ended.wait(timeout=30)

    with pytest.raises(ValueError, match="bad"):
        list(side_by_side(make, ["bad", "runs", *"abcdefgh"], workers=2, when_one_fails=ended.set))
    assert len(begun) < 10
