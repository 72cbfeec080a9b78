"""Officers' Markdown in pieces, each with its place in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.commentary.markdown import Heading, Passage, Stranger, outside, read_prose


def pieces(text, kind):
    passages = [block for block in read_prose(text) if isinstance(block, Passage)]
    return [piece for passage in passages for piece in passage.pieces if piece.kind == kind]


def places(text, kind):
    return [(piece.content, piece.line, piece.column) for piece in pieces(text, kind)]


def test_figures_have_the_line_and_column_at_which_they_stand():
    text = "## A\n\nIn *all* {{ a }} of\n  {{ b_c[d=e] }}.\n\n> So\n> {{ f }}\n\n1. x\n   - y **{{ g }}**\n"
    assert places(text, "figure") == [(" a ", 3, 10), (" b_c[d=e] ", 4, 3), (" f ", 7, 3), (" g ", 10, 10)]


@given(st.text(st.sampled_from("ab *_\\[]()&;1"), max_size=20))
def test_words_stand_where_their_line_and_column_say(text):
    lines = f"x{text}{{{{ a }}}}".split("\n")
    for content, line, column in places("\n".join(lines), "figure"):
        assert lines[line - 1][column - 1 :].startswith("{{" + content)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<script>alert(1)</script>", "HTML"),
        ("some <b>bold</b>", "HTML"),
        ("a <!-- comment -->", "HTML"),
        ("![a](b.png)", "a picture"),
        ("a `b`", "code"),
        ("```\na\n```", "code"),
        ("a\n\n    b", "set in by four spaces"),
        ("a\n\n---", "a line across the page"),
        ("| a |\n|---|\n| b |", "a table"),
        ("&frac12; of them", "an HTML entity"),
        ("{{ a", "braces"),
        ("3. a\n4. b", "a list whose first number is not 1"),
    ],
)
def test_what_commentary_does_not_use_is_named(text, what):
    blocks = list(read_prose(text))
    strangers = [block.what for block in blocks if isinstance(block, Stranger)]
    strangers += [piece.content for piece in pieces(text, "stranger")]
    assert strangers
    assert all(what in stranger for stranger in strangers)


def test_headings_keep_their_words_and_level():
    headings = [block for block in read_prose("# A\n\n### B *c*\n") if isinstance(block, Heading)]
    assert [(item.level, item.words, item.line) for item in headings] == [(1, "A", 1), (3, "B *c*", 3)]


@pytest.mark.parametrize(
    ("link", "what"),
    [
        ("[x](https://example.org)", "out of the page"),
        ("[x](javascript:alert)", "out of the page"),
        ("<https://example.org>", "out of the page"),
        ("[x](send.html)", "out of the page"),
        ("[x](#no-such)", "a heading that the page has not"),
    ],
)
def test_a_link_leads_to_a_heading_of_the_page_or_nowhere(link, what):
    (piece,) = pieces(link, "link")
    assert what in outside(piece, ["children-in-care"]).what


def test_a_link_to_a_heading_of_the_page_may_stand():
    (piece,) = pieces("[x](#children-in-care)", "link")
    assert outside(piece, ["children-in-care"]) is None
