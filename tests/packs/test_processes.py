"""What a notebook may do while a pack is built: nothing that lasts, and not for ever."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import indent

import nbformat
import pytest

from panelpack.packs import confined
from panelpack.packs.notebooks import run
from panelpack.packs.processes import private_folder, settings_for
from panelpack.project.children import can_fork
from panelpack.project.errors import PanelpackError


def ran(folder, *sources, **given):
    """A notebook of some cells, run in a build."""
    tagged = nbformat.v4.new_code_cell('year = "2020-21"', metadata={"tags": ["parameters"]})
    cells = [tagged, *map(nbformat.v4.new_code_cell, sources)]
    path = folder / "notebooks" / "small.ipynb"
    path.parent.mkdir(exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    (folder / "work").mkdir(exist_ok=True)
    return run(path, {"year": "2022-23"}, folder / "work", folder / "log", **given)


def said_by(notebook):
    return "".join(output.text for cell in notebook.cells for output in cell.get("outputs", []) if "text" in output)


WRITES = {
    "a file beside the notebook": "open('out.csv', 'w').write('1')",
    "a file of the project": "open({there!r} + '/figures.csv', 'a').write('1')",
    "a file through pandas": "import pandas as pd\npd.DataFrame([1]).to_csv({there!r} + '/out.csv')",
    "a file through a library in C++": (
        "import pyarrow as pa, pyarrow.parquet\n"
        "pa.parquet.write_table(pa.table({{'a': [1]}}), {there!r} + '/out.parquet')"
    ),
    "a database": "import sqlite3\nsqlite3.connect({there!r} + '/out.db').execute('create table a (b int)')",
    "another name for a file": "import os\nos.rename({there!r} + '/figures.csv', {there!r} + '/others.csv')",
    "a file removed": "import os\nos.remove({there!r} + '/figures.csv')",
    "a folder": "from pathlib import Path\nPath({there!r}, 'new').mkdir()",
    "a link out of its folder": (
        "import os, tempfile\nlink = tempfile.gettempdir() + '/link'\nos.symlink({there!r}, link)\n"
        "open(link + '/figures.csv', 'w').write('1')"
    ),
    "another program": "import subprocess\nsubprocess.run(['touch', {there!r} + '/out.csv'], check=True)",
    "a shell": "!touch {there}/out.csv\nraise PermissionError",
    "the network": "import urllib.request\nurllib.request.urlopen('http://192.0.2.1/', timeout=5)",
    "the network by name": "import socket\nsocket.create_connection(('example.org', 443), timeout=5)",
}


def test_a_notebook_of_a_build_writes_nothing_and_reaches_nothing(tmp_path):
    there = tmp_path / "project"
    there.mkdir()
    (there / "figures.csv").write_text("measure,value\n")
    tries = {what: indent(source.format(there=str(there)), "    ") for what, source in WRITES.items()}
    refused = "except (OSError, sqlite3.Error):\n    print"
    cells = [f"try:\n{source}\n{refused}({what!r})" for what, source in tries.items()]
    made = ran(tmp_path, "import sqlite3", *cells)
    assert said_by(made).splitlines() == list(WRITES)
    assert [path.name for path in there.iterdir()] == ["figures.csv"]
    assert (there / "figures.csv").read_text() == "measure,value\n"
    assert [path.name for path in (tmp_path / "notebooks").iterdir()] == ["small.ipynb"]


def test_a_refusal_says_which_cell_asked_for_what(tmp_path):
    with pytest.raises(PanelpackError, match=r"code cell 2 failed: .*\n.*a notebook writes no file; show it instead"):
        ran(tmp_path, "open('out.csv', 'w')")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has Landlock")
def test_the_system_itself_holds_to_it_where_python_is_gone_round(tmp_path):
    script = (
        "import ctypes, os, sys\n"
        f"sys.path.insert(0, {str(Path(confined.__file__).parent)!r})\n"
        "import confined\n"
        "confined._landlock(sys.argv[1])\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "flags = os.O_WRONLY | os.O_CREAT\n"
        "print([libc.open(os.fsencode(path), flags, 0o600) >= 0 for path in sys.argv[2:]])\n"
    )
    inside, outside = tmp_path / "work", tmp_path / "out.csv"
    inside.mkdir()
    command = [sys.executable, "-c", script, str(inside), str(inside / "in.csv"), str(outside)]
    version = subprocess.run([sys.executable, "-c", VERSION], capture_output=True, text=True, check=True).stdout
    if int(version) < 1:
        pytest.skip("this system has no Landlock")
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[True, False]\n"


VERSION = "import ctypes; print(ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), ctypes.c_uint32(1)))"


def test_a_notebook_may_use_files_of_its_own_for_a_while(tmp_path):
    made = ran(tmp_path, "import tempfile\nwith tempfile.TemporaryFile() as file:\n    print(file.write(b'123'))")
    assert said_by(made) == "3\n"


def test_settings_of_the_user_do_not_reach_a_page(tmp_path, monkeypatch):
    profile = tmp_path / "user" / "profile_default" / "startup"
    profile.mkdir(parents=True)
    (profile / "00-mine.py").write_text("mine = 1\n")
    (tmp_path / "user" / "matplotlibrc").write_text("font.size: 40\n")
    for name in ("IPYTHONDIR", "MPLCONFIGDIR", "MATPLOTLIBRC", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "user"))
    made = ran(tmp_path, "import matplotlib\nprint('mine' in globals(), matplotlib.rcParams['font.size'])")
    assert said_by(made) == "False 10.0\n"


def test_a_notebook_that_does_not_end_is_ended_and_named(tmp_path):
    with pytest.raises(PanelpackError, match=r"small.ipynb: it ran for more than 6 seconds and was ended"):
        ran(tmp_path, "import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(600)", longest_seconds=6)


@pytest.mark.skipif(not can_fork(), reason="a kernel that dies is told by papermill in other words")
def test_a_notebook_whose_process_is_killed_is_named_and_leaves_nothing(tmp_path):
    with private_folder() as work:
        (tmp_path / "work").symlink_to(work)
        with pytest.raises(PanelpackError, match=r"small.ipynb: its process was ended by SIGKILL"):
            ran(tmp_path, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    assert not work.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of one process")
def test_a_notebook_that_takes_too_much_memory_fails_at_its_cell(tmp_path, monkeypatch):
    monkeypatch.setattr(confined, "LARGEST_MEMORY_MB", 2000)
    with pytest.raises(PanelpackError, match=r"small.ipynb: code cell 2 failed: held = .*\nMemoryError"):
        ran(tmp_path, "held = bytearray(3_000_000_000)")


def test_outputs_without_end_are_refused_by_their_size(tmp_path):
    with pytest.raises(PanelpackError, match=r"small.ipynb: File too large: its outputs did not fit"):
        ran(tmp_path, "print('x' * 120_000_000)")


def test_memory_is_bounded(tmp_path):
    with pytest.raises(PanelpackError, match="MemoryError"):
        ran(tmp_path, "hoard = bytearray(20_000_000_000)")


def test_the_folder_of_a_killed_build_is_cleared_at_the_next_start(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    for name in (f"panelpack-{gone.pid}-abc", f"panelpack-{os.getppid()}-abc", "panelpack-notes"):
        (tmp_path / name / "work").mkdir(parents=True)
    with private_folder() as work:
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
            [work.name, f"panelpack-{os.getppid()}-abc", "panelpack-notes"]
        )
    assert not work.exists()


def test_every_notebook_has_folders_of_its_own(tmp_path):
    one, other = (settings_for(tmp_path / name) for name in ("one", "other"))
    for name in ("IPYTHONDIR", "MPLCONFIGDIR", "JUPYTER_RUNTIME_DIR", "TMPDIR"):
        assert one[name] != other[name]
        assert Path(one[name]).is_relative_to(tmp_path / "one")
