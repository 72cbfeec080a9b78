"""The grammar of breakdowns, in one place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.catalogue import breakdowns

NAMES = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1)
VALUES = st.text(st.characters(exclude_characters="=;\n\r", codec="utf-8"), min_size=1)


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_what_is_written_is_read_again_and_is_of_the_grammar(pairs):
    written = breakdowns.of_pairs(pairs)
    assert breakdowns.pairs_of(written) == pairs
    assert breakdowns.canonical(written) == written
    assert re.fullmatch(breakdowns.PATTERN, written, re.S)


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4), st.randoms())
def test_the_order_of_parts_makes_no_other_breakdown(pairs, random):
    parts = breakdowns.parts_of(breakdowns.of_pairs(pairs))
    shuffled = random.sample(parts, len(parts))
    assert breakdowns.canonical(";".join(shuffled)) == breakdowns.of_pairs(pairs)


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4))
def test_a_part_can_be_taken_away_and_put_back(pairs):
    written, name = breakdowns.of_pairs(pairs), next(iter(pairs))
    rest = breakdowns.without(written, name)
    assert name not in breakdowns.names_of(rest)
    assert breakdowns.with_part(rest, f"{name}={pairs[name]}") == written


def test_windows_bounds_statistics_and_statements_are_told_from_parts():
    assert breakdowns.other_window("window=current") == breakdowns.PREVIOUS
    assert breakdowns.other_window("age=4;window=current") == "age=4;window=previous"
    assert breakdowns.other_bound("bound=from;year_group=7") == "bound=to;year_group=7"
    assert breakdowns.is_statistic("statistic=median") and not breakdowns.is_statistic("age=statistic=")
    assert breakdowns.is_statement("statement=2") and not breakdowns.is_statement("age=4")


@pytest.mark.parametrize("malformed", ["need=SEMH;", "a=1;;b=2"])
def test_a_malformed_breakdown_stays_so_to_be_refused(malformed):
    assert not re.fullmatch(breakdowns.PATTERN, breakdowns.canonical(malformed))
