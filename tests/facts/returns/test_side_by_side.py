"""Two processes find in returns what one finds: the same records, children, faults and things to remember."""

import os
import sys
import threading

import pytest

from cin_census import assessment, census, child, collection, episode, file_of
from panelpack.facts.returns import side_by_side
from panelpack.facts.returns.cin.the_return import CIN_CENSUS
from panelpack.facts.returns.side_by_side import Job, read_all
from panelpack.project.errors import PanelpackError

needs_fork = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
NOW = census(
    child("C3", episode("2022-04-10", nfa="true")),
    child("C1", episode("2022-05-10", assessment("2022-05-11", "2022-06-01"))),
)
PAST = census(
    child("C1", episode("2021-06-10", closed="2021-08-01", reason="RC7")),
    child("C2", episode("2021-07-10")),
    year="2022",
    reference="2022-03-31",
)


@pytest.fixture
def jobs():
    return [
        Job(CIN_CENSUS, [file_of(PAST, "past.xml")], collection("2021-22")),
        Job(CIN_CENSUS, [file_of(NOW, "now.xml")], collection("2022-23")),
        Job(CIN_CENSUS, [file_of(b"<Message><Children>", "broken.xml")], collection("2020-21")),
    ]


@needs_fork
def test_two_processes_find_what_one_finds(jobs):
    met_by_one, met_by_two = [], []
    one = read_all(jobs, met_by_one.extend, processes=1)
    two = read_all(jobs, met_by_two.extend, processes=2)
    assert set(met_by_one) == set(met_by_two) >= {"C1", "C2", "C3"}
    for (records, faults), (others, other_faults) in zip(one, two, strict=True):
        assert faults == other_faults
        assert records.collection == others.collection
        assert records.files == others.files
        assert list(records.tables) == list(others.tables)
        assert all(records[name].equals(others[name]) for name in records.tables)
    assert [list(records["children"]["child"]) for records, _ in two[:2]] == [[0, 1], [2, 0]]


@needs_fork
def test_nobody_stays_nobody(jobs):
    both = read_all(jobs, lambda _: None, processes=2)
    assert list(side_by_side._renumbered(both[0][0], CIN_CENSUS, [5, 7])["children"]["child"]) == [5, 7]
    nobody = both[0][0].with_tables({"children": both[0][0]["children"].assign(child=-1)})
    assert list(side_by_side._renumbered(nobody, CIN_CENSUS, [5, 7])["children"]["child"]) == [-1, -1]


@needs_fork
def test_a_process_that_the_machine_ends_is_told_of(jobs, monkeypatch):
    monkeypatch.setattr(side_by_side, "read_return", lambda *_: os._exit(9))
    with pytest.raises(PanelpackError, match="too little memory"):
        read_all(jobs, lambda _: None, processes=2)


def test_small_files_and_running_threads_are_read_in_one_process(jobs, monkeypatch):
    size = sum(job.size for job in jobs)
    assert side_by_side.how_many(size, len(jobs)) == 1
    monkeypatch.setattr(side_by_side, "PAYS", 1)
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert side_by_side.how_many(size, len(jobs)) == 1
    finally:
        stop.set()
        other.join()


def test_no_jobs_give_nothing():
    assert read_all([], lambda _: None) == []
