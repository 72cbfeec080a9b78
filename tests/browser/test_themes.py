"""Pieces of a notebook are readable in every program that shows them, whatever is around them."""

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

from contrast import MARK, TEXT, contrasts_of_rules, contrasts_of_text

CELL = """
from panelpack import Report

report = Report("safeguarding", council="north-somerset", year="2022-23")
report.title()
report.trend("cpp_rate")
report.stated("training")
report.sources()
"""
# What each program says on its body, its ground and its ink
HOSTS = {
    "JupyterLab, light": ('data-jp-theme-light="true"', "#ffffff", "#212121"),
    "JupyterLab and Notebook 7, dark": ('data-jp-theme-light="false"', "#111111", "#e0e0e0"),
    "VS Code, light": ('class="vscode-light" data-vscode-theme-kind="vscode-light"', "#ffffff", "#3b3b3b"),
    "VS Code, dark": ('class="vscode-dark" data-vscode-theme-kind="vscode-dark"', "#1f1f1f", "#cccccc"),
    "VS Code, high contrast": (
        *('class="vscode-high-contrast" data-vscode-theme-kind="vscode-high-contrast"', "#000000", "#ffffff"),
    ),
    "VS Code, light high contrast": (
        'class="vscode-high-contrast-light vscode-high-contrast" data-vscode-theme-kind="vscode-high-contrast-light"',
        *("#ffffff", "#292929"),
    ),
    "a plain page": ("", "#ffffff", "#000000"),
    "a page that follows the reader": ('style="color-scheme: light dark"', "Canvas", "CanvasText"),
    "a dark page that says nothing of it": ("", "#181818", "#dddddd"),
}
DARK = ("JupyterLab and Notebook 7, dark", "VS Code, dark", "VS Code, high contrast")


@pytest.fixture(scope="module")
def executed(project):
    """A notebook of a few pieces, with its outputs."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    return ExecutePreprocessor(timeout=120).preprocess(notebook, {"metadata": {"path": str(project.notebooks)}})[0]


@pytest.fixture
def shown(browser):
    """Shows HTML in the browser, to a reader whose system is light or dark, and loads nothing for it."""
    pages = []

    def show(html, scheme, media="screen"):
        page = browser.new_page(color_scheme=scheme)
        pages.append(page)
        page.emulate_media(media=media)
        page.route("**/*", lambda route: route.abort())
        page.set_content(html)
        return page

    yield show
    for page in pages:
        page.close()


def in_host(executed, host):
    said, ground, ink = HOSTS[host]
    pieces = "".join(output.data["text/html"] for output in executed.cells[0].outputs if "data" in output)
    return f"<!doctype html><body {said}><div style='background: {ground}; color: {ink}'>{pieces}</div>"


def assert_readable(page):
    words, rules = contrasts_of_text(page), contrasts_of_rules(page)
    assert len(words) > 50
    assert len(rules) > 20
    assert words[0][0] >= TEXT, words[0]
    assert rules[0][0] >= MARK, rules[0]


def ground(page):
    return page.evaluate("getComputedStyle(document.querySelector('.panelpack')).backgroundColor")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("host", HOSTS)
def test_text_and_rules_of_pieces_stand_out(executed, shown, host, scheme):
    assert_readable(shown(in_host(executed, host), scheme))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("host", [host for host in HOSTS if host.startswith(("Jupyter", "VS Code"))])
def test_a_theme_counts_more_than_what_the_reader_s_system_prefers(executed, shown, host, scheme):
    page = shown(in_host(executed, host), scheme)
    assert ground(page) == ("rgb(20, 23, 26)" if host in DARK else "rgb(255, 255, 255)")


def test_where_no_theme_is_named_pieces_are_as_light_or_dark_as_the_page(executed, shown):
    grounds = [
        ground(shown(in_host(executed, host), "dark")) for host in ("a plain page", "a page that follows the reader")
    ]
    assert grounds == ["rgb(255, 255, 255)", "rgb(20, 23, 26)"]


def test_a_dark_notebook_is_printed_black_on_white(executed, shown):
    page = shown(in_host(executed, "VS Code, dark"), "dark", media="print")
    assert ground(page) == "rgb(255, 255, 255)"
    assert_readable(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("template", "theme"), [("lab", "light"), ("lab", "dark"), ("classic", "light")])
def test_a_notebook_that_was_made_into_a_page_is_readable(executed, shown, template, theme, scheme):
    html, _ = HTMLExporter(template_name=template, theme=theme).from_notebook_node(executed)
    assert_readable(shown(html, scheme))
