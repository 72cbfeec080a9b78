"""The warm engine shows what Jupyter's usual kernel shows, in fresh state for each notebook."""

import subprocess
import sys

import nbformat
import pytest

from panelpack.packs.engine import NAME
from panelpack.packs.notebooks import KERNEL, WARM, chosen_engine, reads_of, run
from panelpack.project.children import can_fork
from panelpack.project.errors import PanelpackError

pytestmark = pytest.mark.skipif(not can_fork(), reason="the warm engine needs a fork")

CELLS = {
    "printed text": "print('one')\nprint('two', end='')",
    "text on the other stream": "import sys\nprint('bad', file=sys.stderr)",
    "the value of the last line": "year, 3",
    "nothing after a semicolon": "year;",
    "Markdown and HTML": "from IPython.display import HTML, Markdown\ndisplay(Markdown('**a**'), HTML('<b>a</b>'))",
    "a frame": "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "a drawing": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nlen(plt.get_fignums())",
    "no drawing left over": "len(plt.get_fignums())",
    "a magic": "%precision 2\n0.12345",
    "a cell magic": "%%capture held\nprint('unseen')",
    "what a cell magic held": "held.stdout",
    "an output put in place of an earlier one": (
        "handle = display('before', display_id='place')\nhandle.update('after')"
    ),
    "cleared outputs": "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')",
    "an awaited value": "import asyncio\nawait asyncio.sleep(0, result=5)",
    "its own module": "import sys\n__name__, sys.modules['__main__'].year",
    "a class of its own kept by pickle": (
        "import pickle\nclass Own:\n    held = 1\npickle.loads(pickle.dumps(Own())).held"
    ),
    "the shell": "get_ipython().execution_count",
}


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    tagged = nbformat.v4.new_code_cell('year = "2020-21"', metadata={"tags": ["parameters"]})
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    folder = tmp_path_factory.mktemp("notebook")
    path = folder / "small.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[tagged, *cells]), path)
    (folder / "work").mkdir()
    return path


def shown_by(path, engine):
    """What each cell shows, without what is new in every run: objects at their places, and times."""
    made = run(path, {"year": "2022-23"}, path.parent / "work", path.parent / "log", engine=engine)
    cells = [cell for cell in made.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    return {name: cell.outputs for name, cell in zip(CELLS, cells[1:], strict=True)}


@pytest.fixture(scope="module")
def warm(notebook):
    return shown_by(notebook, WARM)


@pytest.fixture(scope="module")
def kernel(notebook):
    return shown_by(notebook, KERNEL)


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_shows_the_same_as_in_a_kernel(warm, kernel, name):
    assert warm[name] == kernel[name]


@pytest.mark.parametrize("engine", [WARM, KERNEL])
def test_a_cell_that_fails_is_named_and_its_traceback_kept(notebook, engine):
    folder, path = notebook.parent, notebook.parent / "fails.ipynb"
    tagged = nbformat.v4.new_code_cell('year = ""', metadata={"tags": ["parameters"]})
    cells = [nbformat.v4.new_code_cell(source) for source in ("half = 1\nhalf / 0", "print('not reached')")]
    nbformat.write(nbformat.v4.new_notebook(cells=[tagged, *cells]), path)
    with pytest.raises(PanelpackError, match=r"fails.ipynb: code cell 2 failed: half = 1\nZeroDivisionError: division"):
        run(path, {"year": "2022-23"}, folder / "work", folder / "failed.log", engine=engine)
    assert "line 2" in (folder / "failed.log").read_text()


def test_each_notebook_begins_in_fresh_state_and_leaves_nothing(notebook):
    folder = notebook.parent
    for source in (
        "import panelpack\npanelpack.left = left = 1",
        "import panelpack\nhasattr(panelpack, 'left'), 'left' in globals()",
    ):
        path = folder / "other.ipynb"
        tagged = nbformat.v4.new_code_cell('year = ""', metadata={"tags": ["parameters"]})
        nbformat.write(nbformat.v4.new_notebook(cells=[tagged, nbformat.v4.new_code_cell(source)]), path)
        made = run(path, {"year": "2022-23"}, folder / "work", folder / "log", engine=WARM)
    assert made.cells[-1].outputs[0].data["text/plain"] == "(False, False)"


def test_papermill_itself_knows_the_engine_by_its_name(notebook, tmp_path):
    # In a process of its own: a browser that other tests drive has an event loop running in this one
    words = ("--engine", NAME, "-p", "year", "2022-23", "-k", "python3", "-l", "python", "--no-progress-bar")
    command = [sys.executable, "-m", "papermill", str(notebook), str(tmp_path / "out.ipynb"), *words]
    subprocess.run(command, check=True, cwd=notebook.parent, timeout=120)
    made = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert made.cells[2].outputs[0].text == "one\ntwo"
    assert list(reads_of(made)) == []


def test_an_engine_that_there_is_not_is_refused_with_those_there_are():
    with pytest.raises(PanelpackError, match="there is no engine 'wram' .did you mean warm"):
        chosen_engine("wram")


def test_all_notebooks_make_the_same_pages_with_either_engine(whole_project, whole_pack, tmp_path):
    from panelpack.packs.making import Making
    from panelpack.packs.pack import build_pack
    from panelpack.packs.plan import plan
    from panelpack.project.checkout import Project

    for name in ("parameters", "data", "notebooks"):
        (tmp_path / name).symlink_to(getattr(whole_project, name))
    other = Project(tmp_path)
    built = build_pack(other, plan(other, "north-somerset", "2022-23")[0], {}, print, making=Making(KERNEL))
    folder = built.index.parent
    names = sorted(path.relative_to(whole_pack).as_posix() for path in whole_pack.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert [name for name in names if (folder / name).read_bytes() != (whole_pack / name).read_bytes()] == []
