"""Built pages in a real browser: they load nothing, fit a phone, and open from disk."""

import pytest

from panelpack.build.pack import build
from panelpack.build.plan import plan
from panelpack.settings import Project


@pytest.fixture(scope="module")
def pack(project, tmp_path_factory):
    """The pages of one pack."""
    root = tmp_path_factory.mktemp("project")
    for name in ("parameters", "data", "notebooks"):
        (root / name).symlink_to(getattr(project, name))
    copy = Project(root)
    index = build(copy, plan(copy, "north-somerset", "2022-23")[0], {}, print).index
    return [
        index,
        index.with_name("safeguarding.html"),
        index.parent.parent / "index.html",
        index.with_name("glossary.html"),
    ]


@pytest.mark.parametrize("width", [320, 1000])
def test_pages_load_nothing_and_fit_their_width(browser, pack, width):
    for path in pack:
        page = browser.new_page(viewport={"width": width, "height": 800})
        requests, errors = [], []
        page.on("request", lambda request, seen=requests: seen.append(request.url))
        page.on("console", lambda message, seen=errors: seen.append(message.text))
        page.goto(path.as_uri())
        assert requests == [path.as_uri()], path.name
        assert not errors, path.name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
        page.close()


def test_the_links_of_a_pack_lead_to_its_pages(browser, pack):
    page = browser.new_page()
    page.goto(pack[2].as_uri())
    page.get_by_role("link", name="2022-23").click()
    page.get_by_role("link", name="Safeguarding children").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Safeguarding children: annual report 2022-23"
    page.get_by_role("link", name="All reports of the year").click()
    assert page.title() == "North Somerset: reports for 2022-23"
    page.close()


def test_no_page_breaks_an_accessibility_rule(violations, pack, state):
    for path in pack:
        assert violations(path, state) == [], path.name


def test_type_in_charts_is_never_under_eleven_pixels_on_a_phone(browser, pack):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(pack[1].as_uri())
    sizes = page.evaluate(
        """[...document.querySelectorAll("figure svg")].map(svg =>
            parseFloat(getComputedStyle(svg).fontSize)
            * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"""
    )
    assert len(sizes) == 16
    assert min(sizes) >= 11
    page.close()


def test_the_keyboard_reaches_the_skip_link_first_and_every_wide_table(browser, pack):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(pack[1].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    unreachable = page.evaluate(
        """[...document.querySelectorAll("main *")].filter(item =>
            item.scrollWidth > item.clientWidth + 1 && getComputedStyle(item).overflowX === "auto"
            && item.tabIndex !== 0).length"""
    )
    assert unreachable == 0
    page.close()
