"""The pages of a pack as one document: their words, their links, and pictures in place of drawings."""

from base64 import b64decode

import pytest
from selectolax.lexbor import LexborHTMLParser

from panelpack.packs.one_document import Cover, one_document

COVER = Cover("Kent: reports for 2022-23", ["For the panel."], "Draft.", "#123456")
SEND = """<main id=main><header><h1>SEND</h1><p class="status-line">Draft.</p></header>
<nav class=contents><a href="#plans">Plans</a></nav>
<h2 id="plans">Plans &amp; needs</h2>
<p><button popovertarget="d-cost">Plans</button> rose to <data value=5 data-fact=a>5</data>,
<a href="finance.html">money</a> and <a href="../2021-22/send.html">last year</a>.</p>
<figure class=chart><figcaption>A chart</figcaption><svg role=img aria-label="It rose & fell" viewBox="0 0 20 10">
<path d="M0 0L2 2" style="stroke:var(--chart-council)"/><text x="1" y="2">Kent</text></svg>
<details><summary>View the data</summary><table><tr><td>1</table></details></figure>
<svg class=spark viewBox="0 0 72 18" aria-hidden=true><path d="M0 0L3 3"/></svg>
<svg class=range viewBox="0 0 160 20" aria-hidden=true><path class=england d="M80 1v18"/></svg>
<ul class=links><li><a href="../index.html">Other years</a><li><a href="finance.html">Finance</a></ul>
<p class=csv><a href="downloads/send/send.xlsx">Workbook</a></p><details class=fold><summary>More</summary>x</details>
<dl class=definitions><div id="d-cost" popover><dt>Cost</dt><dd>What it is.</dd></div></dl></main>"""
FINANCE = """<main><header><h1>Finance</h1></header>
<h2>Plans</h2><p>See <a href="send.html#plans">plans</a></main>"""


@pytest.fixture(scope="module")
def document():
    return one_document(COVER, {"send": SEND, "finance": FINANCE})


@pytest.fixture(scope="module")
def tree(document):
    return LexborHTMLParser(document.html)


def test_a_page_becomes_a_chapter_with_its_words_and_no_more_than_paper_shows(tree):
    said = " ".join(tree.css_first("#send").text().split())
    assert said.startswith("SEND Plans & needs Plans rose to 5, money and last year. A chart")
    for left_out in ("View the data", "Workbook", "More", "Draft.", "Other years", "What it is."):
        assert left_out not in said


def test_links_lead_to_places_in_the_document_and_nowhere_else(tree):
    hrefs = {node.attributes["href"] for node in tree.css(".chapter a")}
    assert hrefs == {"#send--plans", "#finance"}
    ids = {node.attributes["id"] for node in tree.css("[id]")}
    assert {node.attributes["href"][1:] for node in tree.css("a")} <= ids


def test_contents_list_each_chapter_and_its_sections_also_those_without_an_id(tree):
    listed = [(node.attributes["href"], node.text()) for node in tree.css(".book-contents a")]
    assert listed == [
        ("#send", "SEND"),
        ("#send--plans", "Plans & needs"),
        ("#finance", "Finance"),
        ("#finance--section-1", "Plans"),
    ]


def test_a_chart_is_a_picture_with_its_description_in_colours_of_its_own(tree):
    (image,) = tree.css("img")
    assert image.attributes["alt"] == "It rose & fell"
    svg = b64decode(image.attributes["src"].partition(",")[2]).decode()
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"') and "Kent</text>" in svg
    assert "var(" not in svg and "stroke:#" in svg


def test_a_small_drawing_of_england_s_range_has_the_page_s_colours_and_is_no_picture(tree):
    (drawing,) = tree.css("span.range")
    svg = b64decode(drawing.attributes["style"].partition("base64,")[2].partition("'")[0]).decode()
    assert ".range .england" in svg and "var(" not in svg and len(tree.css("img")) == 1


def test_a_small_line_is_no_picture_since_it_is_for_the_eye_alone(tree):
    (line,) = tree.css("span.spark")
    assert line.text() == "" and "url('data:image/svg+xml" in line.attributes["style"]


def test_what_stands_at_a_place_is_told_for_those_who_hear_the_link(document):
    assert document.places["send--plans"] == "Plans & needs"
    assert document.places["finance"] == "Finance"


def test_the_cover_says_title_panel_and_standing(tree):
    assert [node.text() for node in tree.css(".cover p")] == ["Kent: reports for 2022-23", "For the panel.", "Draft."]
