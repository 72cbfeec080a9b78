"""A notebook runs in the interpreter that builds the pack, whichever kernel it was saved with."""

import json
import sys

import nbformat
import pytest

from panelpack.packs.notebooks import run

SAVED_WITH = {
    "an environment of an analyst": {
        "kernelspec": {"name": "conda-env-foo-py", "display_name": "Python [conda env:foo]", "language": "python"},
        "language_info": {"name": "python"},
    },
    "another language": {
        "kernelspec": {"name": "ir", "display_name": "R", "language": "R"},
        "language_info": {"name": "R"},
    },
    "no kernel": {},
}


def interpreter_of(folder, metadata):
    """The interpreter that a notebook with some metadata is run in, and the year that it is run for."""
    tagged = nbformat.v4.new_code_cell('year = "2020-21"', metadata={"tags": ["parameters"]})
    asked = nbformat.v4.new_code_cell("import sys\nprint(sys.executable, year)")
    path = folder / "small.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[tagged, asked], metadata=metadata), path)
    (folder / "work").mkdir()
    executed = run(path, {"year": "2022-23"}, folder / "work", folder / "log")
    return executed.cells[-1].outputs[0].text.split()


@pytest.mark.parametrize("saved_with", SAVED_WITH)
def test_a_notebook_saved_with_another_kernel_runs_in_the_interpreter_that_builds(tmp_path, saved_with):
    assert interpreter_of(tmp_path, SAVED_WITH[saved_with]) == [sys.executable, "2022-23"]


def test_a_kernel_of_the_usual_name_that_is_another_python_is_not_taken(tmp_path, monkeypatch):
    other = tmp_path / "other" / "kernels" / "python3"
    other.mkdir(parents=True)
    command = [sys.executable, "-c", "raise SystemExit('another Python')"]
    (other / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "Other", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "other"))
    assert interpreter_of(tmp_path, {}) == [sys.executable, "2022-23"]
