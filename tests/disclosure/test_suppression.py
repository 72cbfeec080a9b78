"""Suppression and audit against an attacker who tries every table that fits what is printed."""

from itertools import product
from math import inf

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelpack.catalogue.identities import PartsOf, RangesOf, ShareOf, SubtotalOf, SumOf, WindowsOf
from panelpack.disclosure.attack import Width, bounds
from panelpack.disclosure.equations import equations
from panelpack.disclosure.suppression import Pattern, Rule, suppress

SMALL = range(1, 6)


def facts(*rows):
    """Rows of measure, breakdown, value, and start and end day where they matter."""
    full = [(*row, "2022-04-01", "2023-03-31")[:5] if len(row) == 3 else row for row in rows]
    table = pd.DataFrame(full, columns=["measure", "breakdown", "value", "period_start", "period_end"])
    table["value"] = table["value"].astype(float)
    for column in ("period_start", "period_end"):
        table[column] = pd.to_datetime(table[column])
    return table.assign(area="E1", source="own", release="1")


def rule(system, names=None, third=False):
    names = names or [str(place) for place in range(len(system.values))]
    order = [sorted(range(len(names)), key=names.__getitem__).index(place) for place in range(len(names))]
    printed = len(names)
    return Rule(lambda place: place < printed and place not in system.unprinted, order, Width(), third)


def solve(table, *identities, third=False):
    """The system of a table, its small cells, what further is hidden, and what is unknown in the end."""
    system = equations(table, identities, {"x"})
    names = (table["measure"] + "|" + table["breakdown"]).tolist()
    printed = range(len(table))
    small = [place for place in printed if system.values[place] in SMALL]
    rests = [place for place in system.unprinted if system.values[place] in SMALL]
    pattern = suppress(system, small, small + rests, rule(system, names, third))
    unknown = set(small) | pattern.secondary | system.unprinted
    return system, small + rests, pattern, unknown


def one_way(values):
    return facts(("x", "", sum(values)), *[("x", f"n={place}", value) for place, value in enumerate(values)])


def two_way(matrix):
    rows = [("x", "", sum(map(sum, matrix)))]
    rows += [("x", f"r={r}", sum(line)) for r, line in enumerate(matrix)]
    rows += [("x", f"c={c}", sum(line[c] for line in matrix)) for c in range(len(matrix[0]))]
    rows += [("x", f"c={c};r={r}", value) for r, line in enumerate(matrix) for c, value in enumerate(line)]
    return facts(*rows)


def attacker(system, unknown, cell, most):
    """Lowest and highest value of a cell over every table that fits, by trying them all."""
    others = sorted(unknown)
    found = []
    lines = [line for line in system.lines if any(one in unknown for one, _ in line)]

    def fits(tried):
        for line in lines:
            known = 0.0
            for one, factor in line:
                if one in unknown and one not in tried:
                    break
                known += factor * (tried[one] if one in unknown else system.values[one])
            else:
                if abs(known) > 1e-9:
                    return False
        return True

    def extend(tried, rest):
        if not fits(tried):
            return
        if not rest:
            found.append(tried[cell])
            return
        least = 0 if rest[0] in system.unprinted else 1
        for value in range(least, most + 1):
            extend({**tried, rest[0]: value}, rest[1:])

    extend({}, others)
    return min(found), max(found)


def assert_safe(system, guarded, unknown):
    for low, high in bounds(system, unknown, guarded).values():
        assert high - low >= 4
        assert high >= 5


def test_a_small_part_takes_the_smallest_other_part_with_it():
    _, _, pattern, _ = solve(one_way([3, 7, 9, 40]))
    assert pattern.secondary == {2}


def test_where_two_small_parts_are_too_narrow_together_a_third_goes():
    # 1 + 2 leaves only the split of 3
    _, _, pattern, _ = solve(one_way([1, 2, 8, 40]))
    assert pattern.secondary == {3}


def test_nought_is_never_cover():
    _, _, pattern, unknown = solve(one_way([3, 0, 0, 40]))
    assert pattern.secondary == {4}
    assert 2 not in unknown


def test_a_single_part_that_is_not_nought_takes_the_total():
    table = facts(("x", "", 3), ("x", "n=0", 3), ("x", "n=1", 0))
    system, guarded, _, unknown = solve(table)
    assert 0 in unknown
    assert_safe(system, guarded, unknown)


def test_beside_a_single_person_a_third_figure_is_hidden_where_the_policy_asks_for_it():
    assert solve(one_way([1, 9, 12, 40]))[2].secondary == {2}
    assert solve(one_way([1, 9, 12, 40]), third=True)[2].secondary == {2, 3}


def test_two_hidden_cells_a_line_are_not_enough_and_more_are_hidden():
    # Each row and column of the square holds two hidden cells, yet 1 and 1 on the diagonal stay narrow
    system, guarded, _, unknown = solve(two_way([[1, 1, 20], [1, 2, 30], [25, 31, 40]]))
    assert_safe(system, guarded, unknown)


def test_a_rest_that_nobody_printed_is_guarded_too():
    table = facts(("whole", "", 20), ("x", "", 17))
    _, _, pattern, _ = solve(table, ShareOf("x_pct", "x", "whole"))
    assert pattern.secondary == {1}


def test_a_ratio_of_two_counts_has_no_rest():
    table = facts(("whole", "", 164), ("x", "", 495))
    system = equations(table, [ShareOf("x_each", "x", "whole", of_whole=False)], {"x"})
    assert (system.lines, system.contradicted) == ([], [])


def test_two_periods_that_differ_by_a_child_are_not_both_shown():
    table = facts(
        ("x", "", 40, "2022-04-01", "2023-03-31"),
        ("x", "", 41, "2022-04-01", "2023-04-30"),
    )
    _, _, pattern, _ = solve(table, WindowsOf("x", "x"))
    assert len(pattern.secondary) == 1


def test_quarters_beside_the_year_do_not_give_a_hidden_one_back():
    quarters = [("2022-04-01", "2022-06-30", 3), ("2022-07-01", "2022-09-30", 9)]
    quarters += [("2022-10-01", "2022-12-31", 20), ("2023-01-01", "2023-03-31", 30)]
    table = facts(
        ("year", "", 62, "2022-04-01", "2023-03-31"),
        *[("x", "", value, first, last) for first, last, value in quarters],
    )
    system, guarded, pattern, unknown = solve(table, WindowsOf("year", "x"))
    assert pattern.secondary == {2}
    assert_safe(system, guarded, unknown)


def test_ages_of_which_one_range_holds_the_other_do_not_give_the_rest():
    table = facts(("x", "age=0-17", 60), ("x", "age=0-15", 57))
    _, _, pattern, _ = solve(table, RangesOf("x", "age"))
    assert pattern.secondary == {1}


def test_sub_totals_and_linked_measures_are_one_system():
    table = facts(
        *[("x", f"n={name}", value) for name, value in {"a": 3, "b": 12, "c": 20, "d": 8}.items()],
        *[("x", "n=ab", 15), ("y", "", 28), ("z", "", 43)],
    )
    parts = SubtotalOf("x", "n=ab", ("n=a", "n=b"))
    system, guarded, pattern, unknown = solve(table, parts, SumOf("z", ("y",)))
    assert pattern.secondary == {1}
    assert_safe(system, guarded, unknown)


def test_a_relation_that_the_figures_contradict_is_left_out_and_named():
    table = facts(("x", "", 50), ("x", "n=a", 3), ("x", "n=b", 40))
    system = equations(table, [PartsOf("x", "n", "x")], {"x"})
    assert system.lines == []
    assert system.contradicted == ["x by n"]


def test_what_cannot_be_mended_stays_named():
    table = facts(("x", "", 40, "2022-04-01", "2023-03-31"), ("x", "", 41, "2022-04-01", "2023-04-30"))
    system = equations(table, [WindowsOf("x", "x")], {"x"})
    rests = [one for one in system.unprinted if system.values[one] == 1]
    nothing = Rule(lambda place: False, [0, 1], Width())
    assert suppress(system, [], rests, nothing) == Pattern(frozenset(), frozenset(rests))


cells = st.integers(0, 12)


@given(st.lists(cells, min_size=2, max_size=5))
def test_no_part_of_a_total_can_be_worked_out(values):
    system, guarded, _, unknown = solve(one_way(values))
    assert_safe(system, guarded, unknown)
    if 0 not in unknown:
        for cell in guarded:
            assert attacker(system, unknown, cell, sum(values)) == bounds(system, unknown, [cell])[cell]


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=3), min_size=2, max_size=3))
def test_no_cell_of_a_two_way_table_can_be_worked_out(matrix):
    system, guarded, _, unknown = solve(two_way(matrix))
    assert_safe(system, guarded, unknown)


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=2))
def test_the_audits_bounds_are_those_of_an_attacker_who_tries_every_table(matrix):
    table = two_way(matrix)
    system = equations(table, [], {"x"})
    hidden = {place for place in range(5, 9) if system.values[place] > 0}
    for cell in hidden:
        assert attacker(system, hidden, cell, 12) == bounds(system, hidden, [cell])[cell]


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=3, max_size=3), st.randoms())
def test_shuffled_rows_hide_the_same_cells(matrix, random):
    table = two_way(matrix)
    rows = list(range(len(table)))
    random.shuffle(rows)
    shuffled = table.iloc[rows].reset_index(drop=True)

    def hidden(one):
        unknown = solve(one)[3]
        return {one["breakdown"][place] for place in unknown if place < len(one)}

    assert hidden(table) == hidden(shuffled)


@settings(max_examples=20)
@given(st.lists(st.integers(0, 9), min_size=3, max_size=4))
def test_the_loss_of_a_small_table_is_the_least_there_is(values):
    table = one_way(values)
    system, guarded, pattern, _ = solve(table)
    if not guarded:
        return
    small = {place for place in range(1, len(table)) if system.values[place] in SMALL}
    free = [place for place in range(len(table)) if place not in small and system.values[place] > 0]
    best = inf
    for picks in product([False, True], repeat=len(free)):
        chosen = {place for place, pick in zip(free, picks, strict=True) if pick}
        found = bounds(system, small | chosen, guarded).values()
        if all(high - low >= 4 and high >= 5 for low, high in found):
            best = min(best, sum(system.values[place] for place in chosen))
    assert sum(system.values[place] for place in pattern.secondary) == pytest.approx(best)
