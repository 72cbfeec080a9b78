"""A Dask cluster on this machine for tests: a scheduler and two workers, each a process of its own on loopback."""

import os
import signal
import subprocess
import sys
import time

import psutil

PATIENCE_SECONDS = 180.0


class LocalCluster:
    """A scheduler and workers of one thread, without nannies: a worker that is killed stays away."""

    def __init__(self, folder, environment, workers=2):
        self._folder, self._environment = folder, os.environ | environment
        self._log = (folder / "cluster.log").open("wb")
        at = str(folder / "scheduler.json")
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", at)
        self.address = self._told("Scheduler at:")
        self.workers = [self._worker(number) for number in range(workers)]

    @property
    def executor(self):
        return self.address.replace("tcp://", "dask://")

    def _worker(self, number):
        place = self._folder / f"worker-{number}"
        place.mkdir()
        own = ("--nthreads", "1", "--no-nanny", "--local-directory", str(place), "--memory-limit", "0")
        return self._start("worker", self.address, *own), place

    def _start(self, kind, *words):
        command = [sys.executable, "-m", "dask", kind, "--no-dashboard", *words]
        return subprocess.Popen(command, env=self._environment, stdout=self._log, stderr=self._log)

    def _told(self, words):
        def address():
            for line in (self._folder / "cluster.log").read_text().splitlines():
                if words in line:
                    return line.split()[-1]
            return None

        return until(address, self.scheduler)

    def kill_one_that_builds(self, building):
        """Kill a worker while the process that builds for it runs; that process ends, too."""

        def builder():
            for worker, place in self.workers:
                if list(place.rglob("share.pickle")) and (below := psutil.Process(worker.pid).children()):
                    return worker, below[0]
            return None

        worker, below = until(builder, building)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        until(lambda: not below.is_running() or below.status() == psutil.STATUS_ZOMBIE, building)

    def close(self):
        for process in (*(worker for worker, _ in self.workers), self.scheduler):
            process.kill()
            process.wait()
        self._log.close()


def until(found, process, patience_seconds=PATIENCE_SECONDS):
    """What a function gives, as soon as it gives anything, while a process runs that it waits for."""
    end = time.monotonic() + patience_seconds
    while time.monotonic() < end and process.poll() is None:
        if result := found():
            return result
        time.sleep(0.02)
    raise AssertionError(f"not within {patience_seconds:g} seconds, or it ended: {process.args}")
