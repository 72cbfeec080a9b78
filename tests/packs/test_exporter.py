"""From an executed notebook to a page."""

import subprocess
import sys

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from pages import NUMBERS, showing, texts, values
from panelpack.packs.exporter import PanelpackExporter
from panelpack.page.pieces import Note, Opening, Sentence
from panelpack.page.words import text
from panelpack.project.errors import InputError


def notebook(*cells):
    return new_notebook(cells=list(cells))


def showing_data(**data):
    return new_code_cell("secret_code()", outputs=[new_output("display_data", data=data)])


def page(nb, **settings):
    return PanelpackExporter(**settings).from_notebook_node(nb)[0]


TITLE = showing(Opening((Sentence(text("For the panel.")),), title="Report 2022-23"))


def test_a_page_has_its_title_contents_and_no_code():
    cells = [TITLE, new_markdown_cell("## What changed"), showing(Sentence(text("x")))]
    cells[2].source = "secret_code()"
    html = page(notebook(*cells), council="Nowhere", accent="#123456")
    assert "<title>Report 2022-23, Nowhere</title>" in html
    assert "<a href=#what-changed>What changed</a>" in html
    assert "<h2 id=what-changed>" in html
    assert "--accent:#123456;" in html
    assert "secret_code" not in html


def test_a_page_loads_nothing():
    html = page(notebook(TITLE))
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert "src=" not in html


def test_a_term_in_the_opening_is_not_explained_and_one_after_it_is():
    html = page(notebook(TITLE, showing(Note(text("The panel meets.")))), glossary={"panel": "Members."})
    assert texts(html, ".gloss p") == ["Panel: Members."]
    assert html.index("The panel meets.") < html.index("Members.")


def test_what_a_page_cannot_show_is_refused_by_cell_and_each_names_the_call_that_shows_it():
    printed = new_code_cell("print(1)", outputs=[new_output("stream", name="stdout", text="1")])
    frame = showing_data(**{"text/html": pd.DataFrame({"a": [1]}).to_html()})
    picture = showing_data(**{"image/png": "AAAA", "text/plain": "<Figure>"})
    html = showing_data(**{"text/html": "<p>by hand</p>"})
    with pytest.raises(InputError) as error:
        page(notebook(new_markdown_cell("## A"), printed, frame, picture, html))
    said = str(error.value)
    assert "cell 2 under 'A': printed text on stdout" in said
    assert "cell 3 under 'A': a bare data frame" in said
    assert "cell 4 under 'A': an output of type image/png, text/plain that a page cannot show" in said
    assert "cell 5 under 'A': HTML that is no piece of a report" in said
    assert said.count("report.show(frame_or_axes, title=..., how=..., by=...)") == 4


@pytest.mark.parametrize(
    ("markdown", "fault"),
    [
        ("exactly 3 children were on a plan", "cell 2, line 1: a number is typed by hand"),
        ("## Plans\n\nIt rose.\nNow there are 47%.", "cell 2, line 4: a number is typed by hand"),
        ("There were {{ cpp_open }} plans", "a figure by name has no place in a notebook's text"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a table has no place in a notebook's text"),
        ("<b>12</b>", "HTML has no place in a notebook's text"),
        ("![x](x.png)", "a picture has no place in a notebook's text"),
    ],
)
def test_figures_tables_and_html_in_a_notebook_s_text_are_refused_by_cell_and_line(markdown, fault):
    with pytest.raises(InputError) as error:
        page(notebook(TITLE, new_markdown_cell(markdown)))
    assert fault in str(error.value)


def test_a_markdown_table_is_refused_with_the_call_that_shows_one():
    with pytest.raises(InputError, match=r"report\.show\(frame, title=\.\.\., how=\.\.\., by=\.\.\.\)"):
        page(notebook(TITLE, new_markdown_cell("| a | b |\n|---|---|\n| 1 | 2 |")))


def test_years_numbered_headings_allowed_phrases_emphasis_and_lists_may_stand():
    source = "## 1. Early help\n\nIn 2022-23, *within* 45 working days, under section 47:\n\n- one\n- two\n\n> said"
    html = page(notebook(TITLE, new_markdown_cell(source)))
    assert texts(html, "main li") == ["1. Early help", "one", "two"]
    assert texts(html, "em") == ["within"] and texts(html, "blockquote") == ["said"]


def test_nbconvert_runs_and_exports_the_same_pieces_as_a_build(project, whole_pack, tmp_path):
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "panelpack", "--output-dir", str(tmp_path)]
    done = subprocess.run(
        [*command, "feedback.ipynb"], cwd=project.notebooks, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    html = (tmp_path / "feedback.html").read_text(encoding="utf-8")
    built = whole_pack / "feedback.html"
    assert values(html, NUMBERS, "data-fact") == values(built.read_text(encoding="utf-8"), NUMBERS, "data-fact") != []
    assert sorted(path.name for path in (tmp_path / "downloads" / "feedback").iterdir()) == sorted(
        path.name for path in (built.parent / "downloads" / "feedback").iterdir()
    )


def test_the_exporter_is_known_to_nbconvert_by_name():
    from nbconvert.exporters import get_exporter

    assert get_exporter("panelpack") is PanelpackExporter
