"""Notebooks in a real JupyterLab: run, changed and completed, with mouse and keyboard."""

import sys

import nbformat
import pytest

from contrast import MARK, TEXT, contrasts_of_rules, contrasts_of_text
from lab import served

CHARTS = {"safeguarding": 15, "workforce": 8}
PARAMETERS = 'council = "north-somerset"\nyear = "2020-21"'
CHOICE = """
import ipywidgets as widgets
from IPython.display import clear_output
from panelpack import Report

report = Report("safeguarding", council="north-somerset", year="2022-23")
choice = widgets.Dropdown(options=["cpp_rate", "rereferrals_pct"], description="Measure")
drawn = widgets.Output()

def draw(_):
    with drawn:
        clear_output(wait=True)
        report.trend(choice.value)

choice.observe(draw, "value")
draw(None)
display(choice, drawn)
"""


@pytest.fixture(scope="module")
def lab(browser, project, tmp_path_factory):
    """JupyterLab over a copy of the project."""
    with served(project, tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture
def page(browser):
    """A page of the browser, large enough to work on."""
    opened = browser.new_page(viewport={"width": 1400, "height": 1000})
    yield opened
    opened.close()


def of_cells(*sources, kernel="python3"):
    """A notebook of some code cells, saved with a kernel."""
    metadata = {"kernelspec": {"name": kernel, "display_name": kernel, "language": "python"}}
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in sources]
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata | {"language_info": {"name": "python"}})


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
@pytest.mark.parametrize("name", CHARTS)
def test_run_all_shows_every_piece_readable_and_without_an_error(lab, page, name, theme):
    notebook = lab.open(page, lab.saved(name), theme)
    notebook.run_all()
    assert notebook.failures == []
    assert page.locator('.jp-Notebook svg[role="img"]').count() == CHARTS[name]
    assert page.locator("body").get_attribute("data-jp-theme-name") == theme
    words, rules = contrasts_of_text(page), contrasts_of_rules(page)
    assert len(words) > 50 and len(rules) > 10
    assert words[0][0] >= TEXT, words[0]
    assert rules[0][0] >= MARK, rules[0]
    assert notebook.errors == []


def test_another_year_in_the_first_cell_is_the_year_of_the_title(lab, page):
    notebook = lab.open(page, lab.saved("workforce"))
    notebook.write(0, PARAMETERS)
    assert notebook.source(0) == PARAMETERS
    notebook.run_all()
    assert notebook.failures == []
    assert "2020-21" in page.locator(".panelpack h1").text_content()


def test_tab_offers_and_completes_the_name_of_a_measure(lab, page):
    notebook = lab.open(page, of_cells("from panelpack import Report", "report = None"))
    notebook.run_all()
    notebook.write(1, 'report.trend("rerefer')
    page.keyboard.press("Tab")
    offered = page.locator(".jp-Completer-item")
    offered.first.wait_for()
    assert offered.locator(".jp-Completer-match").all_text_contents() == ["rereferrals", "rereferrals_pct"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    offered.first.wait_for(state="hidden")
    assert notebook.source(1) == 'report.trend("rereferrals_pct'


def test_a_choice_from_a_list_draws_another_measure(lab, page):
    notebook = lab.open(page, of_cells(CHOICE))
    notebook.run_all()
    assert notebook.failures == []
    captions = page.locator(".jp-Notebook figcaption")
    captions.first.wait_for()
    assert "protection plan" in captions.text_content()
    # The list must be open: keys on a closed one are commands to JupyterLab, where "r" makes a cell raw
    page.get_by_label("Measure").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".jp-Notebook figcaption", has_text="referral").wait_for()
    assert captions.count() == 1
    assert contrasts_of_text(page)[0][0] >= TEXT
    assert notebook.errors == []


def test_the_notebook_for_exploring_runs_and_its_controls_choose_another_measure_and_area(lab, page):
    notebook = lab.open(page, lab.saved("explore"))
    notebook.run_all()
    assert notebook.failures == []
    drawn = page.locator(".jp-Notebook .jp-CodeCell").nth(2).locator("figcaption")
    assert "Re-referrals" in drawn.text_content()
    measure = page.get_by_placeholder("Type a word").first
    measure.fill("Children on a child protection plan per 10,000 children (cpp_rate)")
    measure.press("Enter")
    page.locator("figcaption", has_text="Children on a child protection plan per 10,000 children, North").wait_for()
    assert drawn.count() == 1
    areas = page.get_by_role("textbox", name="Areas")
    areas.fill("Hampshire; england")
    areas.press("Enter")
    table = page.locator(".jp-Notebook .jp-CodeCell").nth(2).locator("thead")
    table.filter(has_text="Hampshire").wait_for(state="attached")
    areas.fill("Hampshir")
    areas.press("Enter")
    page.get_by_text("did you mean Hampshire?").first.wait_for()
    assert notebook.errors == []


def test_a_slip_says_what_was_meant_and_shows_no_traceback(lab, page):
    source = 'from panelpack import Report\nReport("safeguarding", council="kent", year="2022-23").trend("cpp_rat")'
    notebook = lab.open(page, of_cells(source))
    notebook.run_all()
    (said,) = notebook.failures
    assert "did you mean cpp_rate?" in said and "Traceback" not in said


def test_a_notebook_saved_with_another_kernel_opens_with_the_project_s_own(lab, page):
    notebook = lab.open(page, of_cells("import panelpack, sys\nsys.executable", kernel="conda-env-foo-py"))
    notebook.run_all()
    assert notebook.failures == []
    assert page.locator(".jp-Notebook .jp-OutputArea-output").text_content().strip() == repr(sys.executable)
    assert page.locator(".jp-Dialog").count() == 0
