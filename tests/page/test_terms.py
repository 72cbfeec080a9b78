"""Words that lead to their definition: on the page, on another, once a section."""

import re

from panelpack.page.finishing import Finisher
from panelpack.page.html import written
from panelpack.page.pieces import Definition, Definitions, Heading, Sentence, together
from panelpack.page.words import defined, say, text

PLANS = Sentence(say("{} rose, and {} rose.", defined("cpp_open", "Plans"), defined("cpp_open", "plans")))
ENTRY = Definitions((Definition(text("Plans"), text("What they are."), "d-cpp-open"),), opens_where_asked=True)
BUTTON = '<button popovertarget="d1">Plans</button>'


def finished(*pieces, **more):
    return Finisher("send", **more).finished(written(together(*pieces)))


def test_the_first_use_in_a_section_opens_the_definition_that_the_page_holds():
    found = finished(PLANS, ENTRY)
    assert f"<p>{BUTTON} rose, and plans rose.</p>" in found
    assert '<div id="d1" popover><dt>Plans</dt><dd>What they are. ' in found
    assert '<button popovertarget="d1">Close</button></dd></div>' in found


def test_each_definition_has_a_number_of_its_own_in_the_order_in_which_they_stand():
    others = Definitions((Definition(text("Visits"), text("Calls."), "d-visits"), *ENTRY.entries), True)
    found = finished(PLANS, others)
    assert [re.findall(name, found) for name in (r'<div id="(\w+)"', r'target="(\w+)">Close')] == [["d1", "d2"]] * 2
    assert '<button popovertarget="d2">Plans</button>' in found


def test_the_next_section_opens_it_again_and_a_part_of_a_section_does_not():
    found = finished(PLANS, Heading(text("In part"), 3), PLANS, Heading(text("Next"), 2, "next"), PLANS, ENTRY)
    assert found.count(BUTTON) == 2


def test_a_definition_on_another_page_is_a_link_there():
    found = finished(PLANS, elsewhere={"d-cpp-open": "measures.html#d-cpp-open"})
    assert found == '<p><a href="measures.html#d-cpp-open">Plans</a> rose, and plans rose.</p>'


def test_a_definition_that_stands_nowhere_leaves_plain_words():
    assert finished(PLANS) == "<p>Plans rose, and plans rose.</p>"
    assert written(PLANS).html == "<p>Plans rose, and plans rose.</p>"
    assert "Close" not in written(ENTRY).html  # a notebook has nothing that would open
