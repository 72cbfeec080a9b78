"""Returns of several years read and counted side by side, by two processes where that is safe and pays; else in turn.

What a process reads comes back through memory alone, never by way of a file. Identifiers do not come back: each process
numbers its children itself, and hashes under a key of this run tell which numbers are the same child.
"""

import gc
import multiprocessing
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa

from panelpack.facts.returns.collection import Collection
from panelpack.facts.returns.faults import Fault
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.kinds import Return
from panelpack.facts.returns.reading import read_return
from panelpack.facts.returns.tables import Records
from panelpack.facts.returns.typed import Numbering, Remember
from panelpack.project.children import Say, can_fork, cores, in_children
from panelpack.project.errors import PanelpackError

T = TypeVar("T")
R = TypeVar("R")

PAYS = 50_000_000
"""From how many bytes of files on a second process is worth its start, and what it sends back: some three seconds."""

Hashes = np.ndarray[tuple[int], np.dtype[np.uint64]]


@dataclass(frozen=True)
class Job:
    """A return of one year that is to be read."""

    kind: Return
    sources: Sequence[Source]
    collection: Collection

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(source.size for source in self.sources)


@dataclass(frozen=True)
class _Found:
    """What a process sends back of a job: records, whose children are numbered for this job alone, and who they are.

    Attributes:
        children: a hash of each child, by its number.
        met: what the private store is to remember, each once.
    """

    records: Records
    faults: list[Fault]
    children: Hashes
    met: set[str | date]


def read_all(
    jobs: Sequence[Job], remember: Remember, processes: int | None = None
) -> list[tuple[Records, list[Fault]]]:
    """The records and the quality list of each job; a child has one number in all of them.

    Args:
        remember: takes identifiers, dates of birth and names for the private store.
        processes: how many to read with; when not given, as many as is safe and pays.
    """
    processes = processes or how_many(sum(job.size for job in jobs), len(jobs))
    if processes < 2:
        numbering = Numbering()
        return [read_return(job.kind, job.sources, job.collection, numbering, remember) for job in jobs]
    found = list(_read_apart(jobs, processes))
    for item in found:
        remember(item.met)
    # In the order in which children are met, so that each has the number that it would have without processes
    numbers = pd.factorize(np.concatenate([item.children for item in found]))[0]
    ends = np.cumsum([len(item.children) for item in found])
    of_jobs = np.split(numbers, ends[:-1])
    return [
        (_renumbered(item.records, job.kind, own), item.faults)
        for job, item, own in zip(jobs, found, of_jobs, strict=True)
    ]


def how_many(size: int, parts: int) -> int:
    """How many processes are worth it: one where files are small, on one core, or where threads run.

    Args:
        size: bytes of all files.
        parts: into how many pieces the work can be cut.
    """
    # Threads must not be held across a fork
    if not can_fork() or threading.active_count() > 1 or size < PAYS:
        return 1
    return min(2, cores(), parts)


def apart(work: Callable[[T, Say], R], items: Sequence[T], processes: int) -> dict[T, R]:
    """What processes of their own make of each item, begun in this order.

    Raises:
        PanelpackError: the machine ended a process.
    """
    return {outcome.item: outcome.result() for outcome in in_children(work, items, processes)}


def _read_apart(jobs: Sequence[Job], processes: int) -> Iterator[_Found]:
    """What processes of their own find, in the order of the jobs; they begin with the largest.

    Raises:
        PanelpackError: the machine ended a process.
    """
    fork = multiprocessing.get_context("fork")
    largest_first = sorted(range(len(jobs)), key=lambda place: -jobs[place].size)
    told = (jobs, secrets.token_hex(8))
    with ProcessPoolExecutor(processes, fork, initializer=_begin, initargs=told) as pool:
        started = {place: pool.submit(_read_one, place) for place in largest_first}
        try:
            yield from (started[place].result() for place in range(len(jobs)))
        except BrokenProcessPool:
            said = "a process that read returns was ended by the machine, which may have too little memory"
            raise PanelpackError(f"{said}: close other programs, and build again") from None


_TOLD: tuple[Sequence[Job], str] = ((), "")
"""The jobs, and the key of the hashes. A process inherits them by fork: they are never written, nor sent."""


def _begin(jobs: Sequence[Job], key: str) -> None:
    """Make a process ready. It ends soon, so that looking for unused objects among millions would gain nothing."""
    global _TOLD
    _TOLD = jobs, key
    gc.disable()


def _read_one(place: int) -> _Found:
    jobs, key = _TOLD
    numbering, met = Numbering(), set[str | date]()
    job = jobs[place]
    records, faults = read_return(job.kind, job.sources, job.collection, numbering, met.update)
    pa.default_memory_pool().release_unused()
    return _Found(records, faults, numbering.hashes(key), met)


def _renumbered(records: Records, kind: Return, numbers: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Records:
    """Records whose children have other numbers; -1, which is nobody, stays."""
    of_old = np.append(numbers, -1)
    tables = dict(records.tables)
    for table in kind.tables:
        if table.name in tables:
            rows = tables[table.name]
            names = [column.name for column in table.columns if column.kind == "child"]
            tables[table.name] = rows.assign(**{name: of_old[rows[name].to_numpy()] for name in names})
    return records.with_tables(tables)
