"""Words that lead to their definition: on the page, on another, once a section."""

from panelpack.page.finishing import Finisher
from panelpack.page.html import written
from panelpack.page.pieces import Definition, Definitions, Heading, Sentence, together
from panelpack.page.words import defined, say, text

PLANS = Sentence(say("{} rose, and {} rose.", defined("cpp_open", "Plans"), defined("cpp_open", "plans")))
ENTRY = Definitions((Definition(text("Plans"), text("What they are."), "d-cpp-open"),), opens_where_asked=True)
BUTTON = '<button popovertarget="d-cpp-open">Plans</button>'


def finished(*pieces, **more):
    return Finisher("send", **more).finished(written(together(*pieces)))


def test_the_first_use_in_a_section_opens_the_definition_that_the_page_holds():
    found = finished(PLANS, ENTRY)
    assert f"<p>{BUTTON} rose, and plans rose.</p>" in found
    assert '<div id="d-cpp-open" popover><dt>Plans</dt><dd>What they are. ' in found
    assert '<button popovertarget="d-cpp-open">Close</button></dd></div>' in found


def test_the_next_section_opens_it_again_and_a_part_of_a_section_does_not():
    found = finished(PLANS, Heading(text("In part"), 3), PLANS, Heading(text("Next"), 2, "next"), PLANS, ENTRY)
    assert found.count(BUTTON) == 2


def test_a_definition_on_another_page_is_a_link_there():
    found = finished(PLANS, elsewhere={"d-cpp-open": "measures.html#d-cpp-open"})
    assert found == '<p><a href="measures.html#d-cpp-open">Plans</a> rose, and plans rose.</p>'


def test_a_definition_that_stands_nowhere_leaves_plain_words():
    assert finished(PLANS) == "<p>Plans rose, and plans rose.</p>"
    assert written(PLANS).html == "<p>Plans rose, and plans rose.</p>"
