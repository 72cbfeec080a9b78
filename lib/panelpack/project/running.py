"""Other processes: whether one still runs, and ending one with all that it started, on every platform."""

import os
from contextlib import suppress

import psutil

PATIENCE_SECONDS = 5.0


def end_tree(process: int, patience_seconds: float = PATIENCE_SECONDS) -> None:
    """End a process and everything that it started: asked first, killed after a while.

    Windows has no way to ask, so there they are ended at once. What is gone already is passed over.

    Args:
        process: its number; never this process or one above it.

    Raises:
        ValueError: it is this process or one that this one runs in.
    """
    if process == os.getpid() or process in {above.pid for above in psutil.Process().parents()}:
        raise ValueError(f"process {process} is this one or holds it")
    tree = _tree(process)
    for one in tree:
        with suppress(psutil.Error):
            one.terminate()
    _, left = psutil.wait_procs(tree, timeout=patience_seconds)
    # One that did not listen may have started more meanwhile
    for one in {again for item in left for again in _tree(item.pid)}:
        with suppress(psutil.Error):
            one.kill()
    psutil.wait_procs(left, timeout=patience_seconds)


def _tree(process: int) -> list[psutil.Process]:
    """A process and all below it, while they can still be told: when it ends, nothing says whose they were."""
    try:
        top = psutil.Process(process)
        return [top, *top.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
