"""A process is ended with all that it started, and none goes on unseen."""

import os
import subprocess
import sys
import time

import psutil
import pytest

from panelpack.project import files
from panelpack.project.files import is_running
from panelpack.project.running import end_tree

# Starts another that starts another; each says its number and waits, and the last does not listen where it could
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open({place!r}, 'w').close(); time.sleep(60)"
)
PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]])
print(child.pid, flush=True)
time.sleep(60)
"""


def test_everything_that_a_process_started_ends_with_it_also_what_does_not_listen(tmp_path):
    ready = tmp_path / "ready"
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, STUBBORN.format(place=str(ready))], stdout=subprocess.PIPE
    )
    child = int(process.stdout.readline())
    until = time.monotonic() + 30
    while not ready.exists() and time.monotonic() < until:
        time.sleep(0.02)
    end_tree(process.pid, patience_seconds=0.3)
    process.wait(10)
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE
    process.stdout.close()
    end_tree(process.pid)  # gone already: nothing to do


def test_nobody_ends_the_process_that_it_runs_in():
    for number in (os.getpid(), os.getppid()):
        with pytest.raises(ValueError, match="is this one or holds it"):
            end_tree(number)


@pytest.mark.parametrize("platform", ["nt", "posix"])
def test_a_process_that_ended_does_not_run(monkeypatch, platform):
    if os.name == "nt" and platform != "nt":
        pytest.skip("how others look would end the process on Windows")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    monkeypatch.setattr(files.os, "name", platform)
    assert [is_running(os.getpid()), is_running(ended.pid)] == [True, False]
