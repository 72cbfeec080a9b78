"""Built pages in a real browser: they load nothing, fit a phone, and open from disk."""

import pytest
from pypdf import PdfReader

from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan
from panelpack.project.checkout import Project


@pytest.fixture(scope="module")
def pack(project, tmp_path_factory):
    """The pages of one pack."""
    root = tmp_path_factory.mktemp("project")
    for name in ("parameters", "data", "notebooks"):
        (root / name).symlink_to(getattr(project, name))
    copy = Project(root)
    reports = ["safeguarding", "police", "performance", "work_programme"]
    index = build_pack(copy, plan(copy, "north-somerset", "2022-23", reports)[0], {}, print).index
    return [
        index,
        index.with_name("safeguarding.html"),
        index.parent.parent / "index.html",
        index.with_name("glossary.html"),
        index.with_name("performance.html"),
        index.with_name("police.html"),
        index.with_name("work_programme.html"),
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
    page.get_by_role("link", name="2022-23").first.click()
    page.get_by_role("link", name="Safeguarding children").first.click()
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
    assert len(sizes) == 15
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


def test_every_page_of_a_pack_is_valid_html(invalid, pack):
    assert invalid(pack) == []


def test_focus_goes_down_the_page_and_can_always_be_seen(browser, pack):
    page = browser.new_page(viewport={"width": 1100, "height": 800})
    page.goto(pack[1].as_uri())
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => { const item = document.activeElement, style = getComputedStyle(item);
                const box = item.getBoundingClientRect();
                return { where: [...document.querySelectorAll("*")].indexOf(item), tag: item.tagName,
                         outline: parseFloat(style.outlineWidth), kind: style.outlineStyle,
                         inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.width > 0 } }"""
            )
        )
    places = [item["where"] for item in seen]
    assert places == sorted(places)
    assert len(set(places)) == 60
    assert all(item["outline"] >= 2 and item["kind"] == "solid" for item in seen)
    assert all(item["inside"] for item in seen)
    page.close()


def test_no_words_of_a_page_are_lost_on_a_phone(browser, pack):
    def words(width):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(pack[1].as_uri())
        text = page.evaluate("document.body.innerText.replace(/\\s+/g, ' ')")
        clipped = page.evaluate(
            """[...document.querySelectorAll("main *:not(.unseen)")].filter(item =>
                ["hidden", "clip"].includes(getComputedStyle(item).overflowX)
                && item.scrollWidth > item.clientWidth + 1).length"""
        )
        page.close()
        return text, clipped

    assert words(320) == words(1100)
    assert words(320)[1] == 0


def test_paper_has_numbered_pages_and_leaves_the_numbers_of_charts_to_the_screen_and_says_so(browser, pack, tmp_path):
    page = browser.new_page()
    page.goto(pack[1].as_uri())
    page.pdf(path=tmp_path / "page.pdf", format="A4", prefer_css_page_size=True)
    page.close()
    sheets = [sheet.extract_text() for sheet in PdfReader(tmp_path / "page.pdf").pages]
    assert f"1 of {len(sheets)}" in sheets[0]
    assert f"{len(sheets)} of {len(sheets)}" in sheets[-1]
    # A row of a chart's data, which would fill as many sheets again
    assert not any("Median of the same" in sheet for sheet in sheets)
    assert "The numbers behind each chart stand on the page itself" in " ".join(sheets[-1].split())


def test_chosen_colours_reach_the_charts(browser, pack):
    page = browser.new_page()
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(pack[1].as_uri())
    colours = page.evaluate(
        """[...document.querySelectorAll("figure:first-of-type svg path")].map(path => getComputedStyle(path).stroke)"""
    )
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground not in [colour for colour in colours if colour != "none"]
    assert page.evaluate("getComputedStyle(document.querySelector('figure svg text')).fill") != ground
    page.close()


def test_the_name_of_a_measure_opens_its_definition_where_it_stands_and_escape_closes_it(browser, pack):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(next(path for path in pack if path.name == "safeguarding.html").as_uri())
    opened = "document.querySelectorAll('[popover]:popover-open').length"
    buttons = page.locator("button[popovertarget]")
    assert buttons.count() > 50
    for place in (0, 20):
        button = buttons.nth(place)
        button.focus()
        page.keyboard.press("Enter")
        shown = page.locator("[popover]:popover-open")
        assert shown.count() == 1 and shown.get_attribute("id") == button.get_attribute("popovertarget")
        box = shown.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320
        page.keyboard.press("Escape")
        assert page.evaluate(opened) == 0
        assert button.evaluate("button => button === document.activeElement")
    page.close()
