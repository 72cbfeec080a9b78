"""Checked texts are found as words of their own, the longest at each place, as one pattern of them all finds them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.gate.checked_phrases import CheckedPhrases

SIGNS = "12 .-(a\u00b2"


@pytest.mark.parametrize(
    ("texts", "words", "left"),
    [
        (["11 March"], "on 11 March.", "on  ."),
        (["1 March"], "on 11 March", "on 11 March"),
        (["11 March"], "on 11 Marches", "on 11 Marches"),
        (["5"], "1.5 and 5", "1.5 and  "),
        (["5", "5 of 9"], "5 of 9, 5 of 8", " ,   of 8"),
        (["9 (of 10)"], "x 9 (of 10)y 9 (of 10)", "x 9 (of 10)y  "),
        (["(3"], "a(3) (3)", "a(3)  )"),
        ([""], "1", "1"),
        ([], "1", "1"),
    ],
)
def test_a_text_is_taken_out_where_it_stands_by_itself(texts, words, left):
    assert CheckedPhrases(texts).without(words) == left


@given(
    st.lists(st.text(SIGNS, min_size=1, max_size=4).map(str.strip).filter(bool), min_size=1, max_size=6),
    st.text(SIGNS, max_size=12),
)
def test_it_finds_what_one_pattern_of_all_texts_finds(texts, words):
    longest_first = sorted(set(texts), key=len, reverse=True)
    pattern = "|".join(rf"(?<![\w.]){re.escape(text)}(?!\w)" for text in longest_first)
    assert CheckedPhrases(texts).without(words) == re.sub(pattern, " ", words)
