"""Every table of whole numbers that fits what is printed, tried one after the other by an attacker of our own.

She takes each printed figure for what it says, to its last decimal, and each relation for what it means. `narrowed`
shares no code with what protects: a kind of attack is a list of hidden counts and the conditions that they must meet.
"""

from dataclasses import replace
from itertools import product
from math import floor

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from panelpack.catalogue.relations import Relation
from panelpack.disclosure.ledger import LEDGER_COLUMNS

OWN = {"source": "own_return", "release": "2023-06"}
PUBLIC = {"source": "dfe_ehc_plans", "release": "2023"}


def narrowed(true, hidden, fits, most=None):
    """Lowest and highest value of each hidden count over all tables that fit; a hidden count is never nought."""
    spans = [range(1, (most or max(true.values()) + 9) + 1) for _ in hidden]
    tables = [{**true, **dict(zip(hidden, values, strict=True))} for values in product(*spans)]
    found = [table for table in tables if fits(table)]
    assert found, "what is printed contradicts itself"
    return {name: (min(table[name] for table in found), max(table[name] for table in found)) for name in hidden}


@pytest.fixture(scope="session")
def printed(published_of, context_with, with_return):
    """What is printed of a table: the values by name, those that are hidden, and the notes."""

    def show(measures, relations, *rows, **more):
        context = replace(context_with(**measures), register=with_return.register, relations=tuple(relations))
        published = published_of(*rows, context=context, **more)
        named = {name_of(figure): figure for figure in published.figures.values()}
        hidden = [name for name, figure in named.items() if figure.value is None]
        return {name: figure.value for name, figure in named.items()}, hidden, published

    return show


def name_of(figure):
    return " ".join(filter(None, (figure.measure.id, figure.period.label, figure.breakdown)))


def assert_apart(true, hidden, fits, only=None):
    small = [name for name in hidden if 1 <= true.get(name, 0) <= 5 and (only is None or name in only)]
    counts = [name for name in hidden if name in true]
    assume(len(counts) <= 3)
    found = narrowed(true, counts, fits, most=300 if len(counts) <= 2 else max(true.values()) + 9)
    for name in small:
        low, high = found[name]
        assert high - low >= 4, (name, low, high)
        assert high >= 5, (name, low, high)


COUNT = {"counts_people": True, "unit": "count"}
RATE = {"unit": "rate_per_10000", "decimals": 1, "rate_of": "visits"}


def rounded(value, decimals=0):
    return floor(value * 10**decimals + 0.5 + 1e-9) / 10**decimals


def change_of(now, before, unit):
    return now - before if unit == "count_change" else rounded(100 * (now - before) / before)


def rate(number, base):
    return rounded(number * 10_000 / base, 1)


@given(st.integers(1, 5), st.integers(6, 30), st.sampled_from([400, 4_000, 40_000, 400_000]))
@settings(max_examples=60)
def test_parts_beside_a_rate_of_their_whole_stay_apart(printed, small, other, base):
    true = {"visits 2022-23 kind=a": small, "visits 2022-23 kind=b": other}
    said = rate(small + other, base)
    values, hidden, _ = printed(
        {"visits": COUNT | {"parts_by": ["kind"]}, "visit_rate": RATE},
        [],
        ("visits", "2022-23", small, OWN | {"breakdown": "kind=a"}),
        ("visits", "2022-23", other, OWN | {"breakdown": "kind=b"}),
        ("visit_rate", "2022-23", said, OWN | {"denominator": base}),
    )
    if values["visit_rate 2022-23"] is not None:
        assert_apart(true, hidden, lambda table: rate(sum(table[name] for name in true), base) == said)


@given(st.integers(1, 5), st.integers(20, 40), st.sampled_from([0, 1]))
@settings(max_examples=40)
def test_a_public_share_of_the_council_s_own_counts_leaves_them_apart_or_withheld(printed, part, whole, decimals):
    said = rounded(100 * part / whole, decimals)
    true = {"part 2022-23": part, "whole 2022-23": whole}
    _, hidden, published = printed(
        {
            "whole": COUNT,
            "part": COUNT,
            "part_pct": {"unit": "percent", "decimals": decimals, "numerator": "part", "denominator": "whole"},
        },
        [],
        ("part", "2022-23", part, OWN),
        ("whole", "2022-23", whole, OWN),
        ("part_pct", "2022-23", said, PUBLIC | {"denominator": ""}),
    )
    assert "part 2022-23" in hidden
    if not any("withheld" in note.what for note in published.notes):
        assert_apart(
            true,
            hidden,
            lambda table: rounded(100 * table["part 2022-23"] / table["whole 2022-23"], decimals) == said,
        )


@given(st.lists(st.integers(0, 12), min_size=8, max_size=8))
@settings(max_examples=40)
def test_years_and_rolling_years_of_one_quarter_give_no_quarter_away(printed, quarters):
    labels = [f"{year} Q{number}" for year in ("2021-22", "2022-23") for number in (1, 2, 3, 4)]
    names = [f"visits {label}" for label in labels]
    true = dict(zip(names, quarters, strict=True))
    true |= {"visits_year 2021-22": sum(quarters[:4]), "visits_year 2022-23": sum(quarters[4:])}
    true["visits_rolling 2021-10-01 to 2022-09-30"] = sum(quarters[2:6])
    values, hidden, _ = printed(
        {
            "visits": COUNT | {"basis": "quarter"},
            "visits_year": COUNT | {"windows_of": "visits"},
            "visits_rolling": COUNT | {"windows_of": "visits", "basis": "window"},
        },
        [],
        *[("visits", label, value, OWN) for label, value in zip(labels, quarters, strict=True)],
        ("visits_year", "2021-22", sum(quarters[:4]), OWN),
        ("visits_year", "2022-23", sum(quarters[4:]), OWN),
        ("visits_rolling", "2021-10-01 to 2022-09-30", sum(quarters[2:6]), OWN),
    )
    assert set(true) == set(values)

    def fits(table):
        cells = [table[name] for name in names]
        return (
            table["visits_year 2021-22"] == sum(cells[:4])
            and table["visits_year 2022-23"] == sum(cells[4:])
            and table["visits_rolling 2021-10-01 to 2022-09-30"] == sum(cells[2:6])
        )

    assert_apart(true, hidden, fits)


@given(st.integers(6, 30), st.integers(6, 20), st.integers(1, 5))
@settings(max_examples=40)
def test_a_stock_with_what_came_and_what_went_gives_neither_away(printed, before, came, went):
    relation = Relation(rule="stock", stated="held", came=("came",), went=("went",))
    true = {"held 31 March 2022": before, "came 2022-23": came, "went 2022-23": went}
    true["held 31 March 2023"] = before + came - went
    values, hidden, _ = printed(
        {"held": COUNT | {"basis": "march"}, "came": COUNT, "went": COUNT},
        [relation],
        ("held", "31 March 2022", before, OWN),
        ("held", "31 March 2023", before + came - went, OWN),
        ("came", "2022-23", came, OWN),
        ("went", "2022-23", went, OWN),
    )
    assert set(true) == set(values)

    def fits(table):
        return (
            table["held 31 March 2023"] == table["held 31 March 2022"] + table["came 2022-23"] - table["went 2022-23"]
        )

    assert_apart(true, hidden, fits)


@given(st.integers(1, 5), st.integers(1, 5), st.integers(10, 40))
@settings(max_examples=40)
def test_a_count_that_came_hidden_is_not_taken_for_nought(printed, given_hidden, small, other):
    names = ["visits 2022-23", *[f"visits 2022-23 kind={kind}" for kind in "abd"]]
    true = dict(zip(names, (given_hidden + small + other, given_hidden, small, other), strict=True))
    _, hidden, _ = printed(
        {"visits": COUNT | {"parts_by": ["kind"]}},
        [],
        ("visits", "2022-23", given_hidden + small + other, OWN),
        ("visits", "2022-23", None, OWN | {"breakdown": "kind=a", "status": "c"}),
        ("visits", "2022-23", small, OWN | {"breakdown": "kind=b"}),
        ("visits", "2022-23", other, OWN | {"breakdown": "kind=d"}),
    )
    assert_apart(
        true,
        hidden,
        lambda table: table[names[0]] == sum(table[name] for name in names[1:]),
        only=["visits 2022-23 kind=b"],
    )


@given(st.integers(1, 5), st.integers(1, 40), st.sampled_from(["percent_change", "count_change"]))
@settings(max_examples=40)
def test_a_public_change_tells_no_end_of_it(printed, now, before, unit):
    said = change_of(now, before, unit)
    _, hidden, published = printed(
        {"visits": COUNT, "visits_change": {"unit": unit, "decimals": 0, "change_of": "visits"}},
        [],
        ("visits", "2021-22", before, OWN),
        ("visits", "2022-23", now, OWN),
        ("visits_change", "2022-23", said, PUBLIC),
    )
    true = {"visits 2021-22": before, "visits 2022-23": now}

    def fits(table):
        return change_of(table["visits 2022-23"], table["visits 2021-22"], unit) == said

    if not any("withheld" in note.what for note in published.notes):
        assert_apart(true, hidden, fits)


def test_what_only_public_figures_tell_is_withheld_whole_and_said_so(printed):
    # A public 3 beside own parts of 3, 0 and 0: whatever is hidden, the one part that is not nought is 3
    values, hidden, published = printed(
        {"visits": COUNT | {"parts_by": ["kind"]}},
        [],
        ("visits", "2022-23", 3, PUBLIC),
        *[
            ("visits", "2022-23", value, OWN | {"breakdown": f"kind={kind}"})
            for kind, value in zip("abd", (3, 0, 0), strict=True)
        ],
    )
    assert values["visits 2022-23"] == 3
    assert hidden == [f"visits 2022-23 kind={kind}" for kind in "abd"]
    assert {figure.status for figure in published.figures.values() if figure.breakdown} == {"x"}
    assert [note.what for note in published.notes if "withheld" in note.what] == [
        "3 figures are withheld: with what public sources print, they would tell a hidden count."
    ]
    assert not any(note.severity == "stop" for note in published.notes)


def test_a_rest_of_nought_keeps_a_part_below_its_whole(printed):
    # 13 of 13: who sees the whole knows that the hidden part is no more
    values, _, _ = printed(
        {
            "whole": COUNT,
            "part": COUNT | {"parts_by": ["kind"]},
            "part_pct": {"unit": "percent", "numerator": "part", "denominator": "whole"},
        },
        [],
        ("whole", "2022-23", 13, OWN),
        ("part", "2022-23", 13, OWN),
        *[("part", "2022-23", value, OWN | {"breakdown": f"kind={kind}"}) for kind, value in (("a", 2), ("b", 11))],
    )
    shown = {name for name, value in values.items() if value is not None}
    assert len({"part 2022-23", "part 2022-23 kind=b"} & shown) < 2
    if "part 2022-23" not in shown:
        # Then a is between 1 and the whole less b
        assert "whole 2022-23" not in shown or 13 - 11 - 1 >= 4


def test_a_rate_of_another_release_goes_with_the_count_that_it_tells(printed):
    # 3 of 4,000 are 7.5 per 10,000: who has the rate has the count
    values, _, _ = printed(
        {"visits": COUNT, "visit_rate": RATE},
        [],
        ("visits", "2022-23", 3, OWN | {"release": "2022-23"}),
        ("visit_rate", "2022-23", 7.5, OWN | {"release": "2023-24", "denominator": 4_000}),
    )
    assert values == {"visits 2022-23": None, "visit_rate 2022-23": None}


def test_a_count_that_a_public_rate_tells_is_withheld(printed):
    values, _, published = printed(
        {"visits": COUNT, "visit_rate": RATE},
        [],
        ("visits", "2022-23", 3, OWN),
        ("visit_rate", "2022-23", 7.5, PUBLIC | {"denominator": 4_000}),
    )
    assert values == {"visits 2022-23": None, "visit_rate 2022-23": 7.5}
    assert any("withheld" in note.what for note in published.notes)
    assert not any(note.severity == "stop" for note in published.notes)


@pytest.mark.parametrize("parts", [(1, 6, 0, 0), (5, 1, 0, 0)], ids=["with noughts", "a small one was printed"])
def test_what_an_edition_tells_with_a_public_total_stops_a_release_and_is_not_withheld(printed, parts):
    # The second part was printed before, so the total less it is the first; the total alone would leave more room
    old = {"measure": "visits", "area": "E06000024", "breakdown": "kind=b", "source": "own_return"}
    old |= {"value": float(parts[1]), "release": "2023-06", "status": "", "edition": "2021-22 edition 1"}
    old |= {"period_start": pd.Timestamp("2022-04-01"), "period_end": pd.Timestamp("2023-03-31")}
    old |= {"signed_off_by": "A", "signed_off_date": "2023-10-20"}
    _, _, published = printed(
        {"visits": COUNT | {"parts_by": ["kind"]}},
        [],
        ("visits", "2022-23", sum(parts), PUBLIC),
        *[
            ("visits", "2022-23", value, OWN | {"breakdown": f"kind={kind}"})
            for kind, value in zip("abde", parts, strict=True)
        ],
        ledger=pd.DataFrame([old], columns=LEDGER_COLUMNS),
    )
    assert any(note.severity == "stop" for note in published.notes)
    assert not any("withheld" in note.what for note in published.notes)
