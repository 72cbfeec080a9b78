"""A real JupyterLab, served as `make lab` serves it, and a person who works in it with mouse and keyboard."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import nbformat
import psutil

from goals import goals_of

PATIENCE_S = 60
FAILED = ", ".join(f'.jp-Notebook [data-mime-type="application/vnd.jupyter.{kind}"]' for kind in ("error", "stderr"))
OTHER_PYTHON = {"argv": [sys.executable, "-c", "raise SystemExit('another Python')"], "language": "python"}


def arguments_of_make_lab(project):
    """What `make lab` says to JupyterLab."""
    goals = goals_of(project)
    return goals.commands("lab", goals.VARIABLES)[0][2:]


@contextmanager
def served(project, folder):
    """JupyterLab over a copy of the project, with settings, data and history of its own; its address and its token.

    A user's own kernels stand ready, one of them named as the project's, and none of them works.
    """
    home, token = folder / "home", "for-the-tests"
    for name in ("python3", "conda-env-foo-py"):
        kernel = home / "data" / "kernels" / name / "kernel.json"
        kernel.parent.mkdir(parents=True)
        kernel.write_text(json.dumps(OTHER_PYTHON | {"display_name": f"Not the project's: {name}"}))
    own = {f"JUPYTER_{name.upper()}_DIR": str(home / name) for name in ("config", "data", "runtime")}
    environment = os.environ | own | {"IPYTHONDIR": str(home / "ipython")}
    command = [sys.executable, "-m", "jupyterlab", *arguments_of_make_lab(project), "--no-browser"]
    command += ["--allow-root", "--LabApp.extension_manager=readonly", f"--IdentityProvider.token={token}"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=project_copy(project, folder), env=environment, stdout=log, stderr=log)
        try:
            yield Lab(folder, address_of(server, home / "runtime"), token)
        finally:
            end(server)


def project_copy(project, folder):
    """A project whose notebooks may be changed."""
    root = folder / "project"
    root.mkdir()
    shutil.copytree(project.notebooks, root / "notebooks")
    for name in ("parameters", "data"):
        (root / name).symlink_to(getattr(project, name))
    return root


def address_of(server, runtime):
    """Where a server that was started answers, once it does."""
    record = runtime / f"jpserver-{server.pid}.json"
    until = time.monotonic() + PATIENCE_S
    while not record.exists():
        assert server.poll() is None and time.monotonic() < until, "JupyterLab did not start"
        time.sleep(0.1)
    return json.loads(record.read_text())["url"]


def end(server):
    """Stop a server as Ctrl-C twice would, and see that nothing that it started goes on."""
    started = psutil.Process(server.pid).children(recursive=True)
    server.terminate()
    try:
        server.wait(PATIENCE_S)
    finally:
        _, left = psutil.wait_procs(started, timeout=10)
        for process in [*left, server]:
            process.kill()
    assert not left


class Lab:
    """A JupyterLab that runs."""

    def __init__(self, folder, address, token):
        self.address, self.token = address, token
        self.notebooks = folder / "project" / "notebooks"
        self._settings = folder / "home" / "config" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
        self._numbers = count(1)
        self._set("notification", {"fetchNews": "false", "checkForUpdates": False})

    def _set(self, name, settings):
        self._settings.mkdir(parents=True, exist_ok=True)
        (self._settings / f"{name}.jupyterlab-settings").write_text(json.dumps(settings))

    def open(self, page, notebook, theme="JupyterLab Light"):
        """A copy of a notebook, opened in a theme on a page of the browser, its kernel ready."""
        self._set("themes", {"theme": theme})
        path = self.notebooks / f"opened-{next(self._numbers)}.ipynb"
        nbformat.write(notebook, path)
        opened = Opened(page)
        page.goto(f"{self.address}lab/workspaces/{path.stem}/tree/notebooks/{path.name}?token={self.token}")
        # Before it says so, JupyterLab may still drop what it is asked to run
        page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
        return opened

    def saved(self, name):
        """A notebook of the project, as it was saved."""
        return nbformat.read(Path(self.notebooks, f"{name}.ipynb"), as_version=4)


class Opened:
    """A notebook that is open in JupyterLab."""

    def __init__(self, page):
        self.page, self.errors = page, []
        page.set_default_timeout(PATIENCE_S * 1000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, message):
        # What cannot be loaded is news, updates and pictures from elsewhere
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.errors.append(message.text)

    @property
    def cells(self):
        return self.page.locator(".jp-Notebook .jp-CodeCell")

    @property
    def failures(self):
        """What cells said on their way to an error or a warning."""
        return self.page.locator(FAILED).all_text_contents()

    def run_all(self):
        """Run all cells from the menu, and wait until all have run or one has failed."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.page.wait_for_function(
            """([failed, prompts]) => document.querySelector(failed)
                || [...document.querySelectorAll(prompts)].every(prompt => /\\d/.test(prompt.textContent))""",
            arg=[FAILED, ".jp-Notebook .jp-CodeCell .jp-InputPrompt"],
        )

    def write(self, place, source):
        """Write over a code cell by keyboard; the cursor stays at its end."""
        self.cells.nth(place).locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(source)

    def source(self, place):
        """What stands in a code cell."""
        return "\n".join(self.cells.nth(place).locator(".cm-line").all_text_contents())
