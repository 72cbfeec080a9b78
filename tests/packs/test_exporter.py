"""From an executed notebook to a page."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from panelpack.packs.exporter import PanelpackExporter
from panelpack.project.errors import InputError


def notebook(*cells):
    return new_notebook(cells=list(cells))


def shown(html, **data):
    return new_code_cell("secret_code()", outputs=[new_output("display_data", data={"text/html": html, **data})])


def page(nb, **settings):
    return PanelpackExporter(**settings).from_notebook_node(nb)[0]


def test_a_page_has_its_title_contents_and_no_code():
    html = page(
        notebook(
            shown("<header><h1>Report 2022-23</h1></header>"), new_markdown_cell("## What changed"), shown("<p>x</p>")
        ),
        council="Nowhere",
        accent="#123456",
    )
    assert "<title>Report 2022-23, Nowhere</title>" in html
    assert "<a href=#what-changed>What changed</a>" in html
    assert "<h2 id=what-changed>" in html
    assert "--accent: #123456;" in html
    assert "secret_code" not in html


def test_a_page_loads_nothing():
    html = page(notebook(shown("<h1>Report</h1>")))
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert "src=" not in html


def test_printed_text_and_bare_data_frames_are_refused_by_cell():
    printed = new_code_cell("print(1)", outputs=[new_output("stream", name="stdout", text="1")])
    frame = shown('<table class="dataframe"></table>')
    with pytest.raises(InputError) as error:
        page(notebook(new_markdown_cell("## A"), printed, frame))
    assert "cell 2: printed text on stdout" in str(error.value)
    assert "cell 3: a bare data frame" in str(error.value)


def test_a_picture_without_html_is_refused():
    picture = new_code_cell(
        "plot()", outputs=[new_output("display_data", data={"image/png": "AAAA", "text/plain": "x"})]
    )
    with pytest.raises(InputError, match="image/png"):
        page(notebook(picture))


def test_the_exporter_is_known_to_nbconvert_by_name():
    from nbconvert.exporters import get_exporter

    assert get_exporter("panelpack") is PanelpackExporter
