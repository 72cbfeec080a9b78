"""The front page of a pack and the page above the years."""

import re

import pytest

from pages import rows, texts, values, words


@pytest.fixture(scope="module")
def front(whole_pack):
    return (whole_pack / "index.html").read_text()


def test_the_front_page_names_the_eleven_reports_the_questions_and_the_next_meeting(front, context):
    links = values(front, "ul.links a", "href")
    assert len([href for href in links if href.removesuffix(".html") in context.catalogue.reports]) == 11
    headings = [
        "What to ask",
        "Among England's councils",
        "Which figure is right?",
        "Reports",
        "The panel's next meeting",
    ]
    assert texts(front, "main h2") == headings
    assert len(texts(front, "ol.enquiries li")) == 5
    assert "22 February 2024: Complaints and compliments" in words(front)


def test_a_definition_on_the_front_page_leads_to_the_report_that_holds_it(front, whole_pack):
    links = {href for href in values(front, "a", "href") if "#" in href}
    assert "measures.html#d-ehc-20wk-exc-pct" in links
    for href in links - {"#main"}:
        name, _, mark = href.partition("#")
        assert re.search(rf'id="?{mark}[" >]', (whole_pack / name).read_text()), href


def test_every_link_of_every_page_leads_somewhere(whole_pack):
    for path in whole_pack.glob("*.html"):
        for href in values(path.read_text(), "a[href]", "href"):
            target = href.partition("#")[0]
            assert not target or (whole_pack / target).resolve().exists(), (path.name, target)


def test_reports_of_a_year_lead_to_one_another(whole_pack):
    links = values((whole_pack / "police.html").read_text(), "footer a", "href")
    assert "safeguarding.html" in links and "police.html" not in links


def test_the_page_above_the_years_shows_the_headlines_of_each_year(whole_pack):
    page = (whole_pack.parent / "index.html").read_text()
    assert "2022-23" in rows(page, "Headlines")["Measure"]
    assert "Police: harm to children and missing children: 2022-23" in words(page)


def test_the_reconciliation_page_is_part_of_the_pack(whole_pack):
    page = (whole_pack / "reconciliation.html").read_text()
    assert "Differences, 2022-23" in texts(page, "table caption")
    assert (whole_pack / "downloads" / "reconciliation" / "differences-2022-23.csv").exists()
