"""What stands in a notebook, without running it."""

import json

from panelpack.project.notebook_cells import given_beside, given_to, headings_of


def notebook(folder, *cells):
    path = folder / "a.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": kind, "source": source} for kind, source in cells]}))
    return path


def test_the_texts_given_to_a_method_come_a_call_at_a_time(tmp_path):
    path = notebook(
        tmp_path,
        ("code", 'report.summary()\nreport.summary("a", "b")\nreport.other("c")'),
        ("markdown", 'report.summary("d")'),
        ("code", "this is no Python ("),
    )
    assert given_to(path, "summary") == [[], ["a", "b"]]


def test_headings_are_those_of_markdown_cells_in_their_order(tmp_path):
    path = notebook(tmp_path, ("markdown", "## First\n\nText.\n\n### Second"), ("code", "# no heading"))
    assert headings_of(path) == ["First", "Second"]


def test_the_texts_beside_a_call_are_those_of_its_own_cell(tmp_path):
    path = notebook(
        tmp_path,
        ("code", 'report.trend("a")\nreport.commentary("First")'),
        ("code", 'report.trend("b")\nreport.says("c", "d")\nreport.commentary("Second")'),
    )
    assert given_beside(path, "commentary", "Second") == ["b", "c", "d"]
    assert given_beside(path, "commentary", "Third") == []
