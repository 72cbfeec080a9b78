"""Words as values: what is composed stays figures, and what is written from it is safe."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import html
from panelpack.page.html_words import html_of
from panelpack.page.parts import Number, Symbol
from panelpack.page.words import (
    code,
    day,
    defined,
    joined,
    link,
    number,
    qualified,
    quiet,
    say,
    strong,
    text,
    toned,
)


@pytest.fixture
def figures(published_of, figure_in):
    published = published_of(("referrals", "2021-22", 1441), ("referrals", "2022-23", None, {"status": "c"}))
    return [figure_in(published, "referrals", year) for year in ("2021-22", "2022-23")]


def test_a_sentence_keeps_its_figures_and_reads_as_plain_text(figures):
    said = say("{} rose to {} ({}).", defined("referrals", "Referrals"), number(figures[0]), number(figures[1]))
    assert said.plain == "Referrals rose to 1,441 (c)."
    assert said.figures == tuple(figures)
    assert said.symbols == {"c"}


def test_figures_within_links_and_tones_are_found_too(figures):
    said = toned(link(say("up to {}", number(figures[0])), "#x"), "better", "▲")
    assert said.figures == (figures[0],) and said.plain == "up to 1,441"


def test_words_cannot_be_lost_in_an_f_string(figures):
    with pytest.raises(TypeError, match=r"put together by say"):
        f"rose to {number(figures[0])}"


@pytest.mark.parametrize(("form", "parts"), [("{} and {}", ["one"]), ("{}", ["one", "two"])])
def test_a_form_has_as_many_places_as_parts(form, parts):
    with pytest.raises((StopIteration, AssertionError)):
        say(form, *parts)


def test_each_part_is_written_as_the_browser_needs_it(figures):
    shown = {
        html(number(figures[0])): f'<span data-fact="{figures[0].id}">1,441</span>',
        html(number(figures[1])): '<abbr class="status" title="not shown, to protect people">c</abbr>',
        html(number(None)): '<span class="none">no figure</span>',
        html(day(date(2023, 10, 6))): '<time datetime="2023-10-06">6 October 2023</time>',
        html(defined("cpp_open", "Plans")): "Plans",
        html(link("Send", "send.html")): '<a href="send.html">Send</a>',
        html(code("a<b")): "<code>a&lt;b</code>",
        html(strong("x")): "<strong>x</strong>",
        html(quiet("x")): '<span class="note">x</span>',
        html(toned("met", "green", "●")): '<span class="green"><span aria-hidden="true">● </span>met</span>',
    }
    for written, expected in shown.items():
        assert written == expected


def test_a_qualifier_stands_before_or_after_its_number(published_of, figure_in):
    rows = [("referrals", "2021-22", 40, {"qualifier": "about"}), ("referrals", "2022-23", 6, {"qualifier": "planned"})]
    published = published_of(*rows)
    said = [qualified(figure_in(published, "referrals", year)).plain for year in ("2021-22", "2022-23")]
    assert said == ["about 40", "6 (planned)"]


@given(st.lists(st.text()))
def test_plain_texts_that_meet_become_one_and_nothing_is_lost(parts):
    made = joined(parts, "; ")
    assert made.plain == "; ".join(parts)
    assert len(made.parts) <= 1


@given(st.text())
def test_no_text_can_become_mark_up(words):
    assert not set("<>") & set(html_of(text(words)).replace("&lt;", "").replace("&gt;", ""))


def test_a_number_and_a_symbol_are_values_that_compare(figures):
    assert number(figures[0]).parts == (Number(figures[0], "1,441"),)
    assert number(figures[1]).parts == (Symbol(figures[1]),)
