"""The processes of notebooks: started with settings of their own, bounded in time, and ended with the build."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import matplotlib
from ipykernel.kernelspec import KERNEL_NAME, write_kernel_spec

from panelpack.packs import confined
from panelpack.project.children import ChildError
from panelpack.project.errors import PanelpackError
from panelpack.project.files import is_running
from panelpack.project.running import end_tree

LONGEST_SECONDS = 900.0
"""A notebook that takes longer is ended: the longest of the shipped ones takes a few seconds."""


class StoppedError(PanelpackError):
    """The build was stopped."""


_MOMENT_SECONDS = 0.2
_STOPPED = threading.Event()
_FOLDERS = "panelpack-"
_USERS_OWN = ("MATPLOTLIBRC", "MPLBACKEND", "PYTHONSTARTUP")


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder for the work of one build, cleared when the block ends. What killed builds left is cleared first."""
    for left in Path(tempfile.gettempdir()).glob(f"{_FOLDERS}*-*"):
        process = left.name.removeprefix(_FOLDERS).partition("-")[0]
        if process.isdecimal() and not is_running(int(process)):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{_FOLDERS}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def papermill(*words: str) -> list[str]:
    """The command that runs papermill in this interpreter, bounded, and ends with this process."""
    return [sys.executable, "-P", confined.__file__, "papermill", *words, "--kernel", KERNEL_NAME]


def own_folders(folder: Path) -> dict[str, str]:
    """The variables that name the folders of a notebook's own, each within one folder, and there.

    With them, of the user's own settings for IPython, Jupyter and matplotlib, which could change what a page shows,
    none is read, and nothing is left elsewhere.
    """
    own = {
        "JUPYTER_PATH": folder / "jupyter",
        "JUPYTER_CONFIG_DIR": folder / "jupyter-config",
        "JUPYTER_RUNTIME_DIR": folder / "jupyter-runtime",
        "IPYTHONDIR": folder / "ipython",
        "MPLCONFIGDIR": folder / "matplotlib",
        "TMPDIR": folder / "tmp",
    }
    for place in own.values():
        place.mkdir(parents=True, exist_ok=True)
    return {name: str(place) for name, place in own.items()}


def settings_for(folder: Path) -> dict[str, str]:
    """The environment of a notebook that runs in a kernel, in a folder of its own.

    Jupyter's usual kernel is this interpreter, confined to the folder, whatever the machine or the user has under that
    name.
    """
    own = own_folders(folder)
    for fonts in Path(matplotlib.get_cachedir()).glob("fontlist-*.json"):
        # To look for the machine's fonts takes matplotlib a second
        shutil.copy(fonts, own["MPLCONFIGDIR"])
    command = [sys.executable, "-P", confined.__file__, "kernel", str(folder), "-f", "{connection_file}"]
    write_kernel_spec(Path(own["JUPYTER_PATH"], "kernels", KERNEL_NAME), overrides={"argv": command})
    return {name: value for name, value in os.environ.items() if name not in _USERS_OWN} | own


def ended(command: list[str], environment: Mapping[str, str], longest_seconds: float) -> tuple[int, str]:
    """Run a command to its end, and give its status and what it said; end it if this process is stopped meanwhile.

    Raises:
        ChildError: it took longer than it may.
        StoppedError: the build was stopped.
    """
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            said = _said(process, longest_seconds)
        except BaseException:
            end_tree(process.pid)
            raise
    return process.returncode, said


def _said(process: subprocess.Popen[str], longest_seconds: float) -> str:
    """What a process says until it ends; a look every moment whether its time is over or the build was stopped."""
    end = time.monotonic() + longest_seconds
    while True:
        try:
            return process.communicate(timeout=_MOMENT_SECONDS)[0]
        except subprocess.TimeoutExpired:
            refuse_when_stopped()
            if time.monotonic() > end:
                said = f"it ran for more than {longest_seconds:g} seconds and was ended: look for a loop without an end"
                raise ChildError(said) from None


def stop() -> None:
    """Let every build of this process end before it puts anything in place."""
    _STOPPED.set()


def refuse_when_stopped() -> None:
    """End here if the build was stopped.

    Raises:
        StoppedError: it was.
    """
    if _STOPPED.is_set():
        raise StoppedError("stopped")
