"""The site of the documentation: every link leads somewhere, and the reference holds what notebooks may call."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from urllib.parse import urlsplit

import pytest

import panelpack
from pages import texts, values
from panelpack.page.html_tree import Tree

WANTED = (
    *("index", "install", "from-figures-to-a-released-pack", "tutorial", "add-a-year", "add-a-measure", "errors"),
    *("add-a-section-or-a-report", "disclosure", "reconciliation-revisions-and-traces", "schedule", "england"),
    *("reference", "add-a-council", "release", "returns", "forms"),
)


@pytest.fixture(scope="module")
def site(project, tmp_path_factory):
    about = spec_from_file_location("docs_build", project.root / "docs" / "build.py")
    module = module_from_spec(about)
    # A dataclass asks for the module that it stands in
    sys.modules["docs_build"] = module
    about.loader.exec_module(module)
    out = tmp_path_factory.mktemp("site")
    return {path.stem: path for path in module.build(out)}


def test_each_subject_has_its_page_and_every_guide_is_on_the_site(project, site):
    assert set(WANTED) <= set(site)
    assert {path.stem for path in (project.root / "docs").glob("*.md")} <= set(site)


def test_every_link_leads_to_a_page_a_place_on_one_or_a_file(site):
    pages = {path.name: path.read_text(encoding="utf-8") for path in site.values()}
    places = {name: set(values(page, "[id]", "id")) for name, page in pages.items()}
    count = 0
    for name, page in pages.items():
        for href in values(page, "a", "href"):
            if urlsplit(href).scheme:
                continue
            file, _, place = href.partition("#")
            target = site["index"].parent / (file or name)
            assert target.is_file(), f"{name} leads to {href}"
            assert not place or place in places[target.name], f"{name} leads to {href}"
            count += 1
    assert count > 200


def test_a_page_can_be_read_out(site):
    for path in site.values():
        tree = Tree(path.read_text(encoding="utf-8"))
        assert len(tree.select("h1")) == 1, path.name
        assert not tree.select("img, script, th:not([scope])"), path.name


def test_the_reference_holds_every_call_of_a_notebook_with_its_words(site):
    page = site["reference"].read_text(encoding="utf-8")
    headings = texts(page, "h2, h3")
    calls = [name for name, value in vars(panelpack.Report).items() if callable(value) and not name.startswith("_")]
    assert {"Report", "facts", "areas", "measures", "explorer"} <= set(headings)
    assert {f"report.{name}" for name in calls} <= set(headings)
    assert "report.trend(measure" in page
    assert len(calls) > 25
