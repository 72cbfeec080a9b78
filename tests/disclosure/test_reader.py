"""What a reader works out: the printed figures of small tables against an attacker who knows how tables are made.

She knows what is printed, of whatever source, release or edition; that counts are whole, that nought is printed, and
that parts add to their whole. `reads` tries every total for every set of parts, in whole numbers, and shares no code
with what protects.
"""

from dataclasses import replace
from itertools import chain, combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelpack.catalogue.identities import declared
from panelpack.disclosure.implied import implied_counts
from panelpack.disclosure.ledger import LEDGER_COLUMNS

RETURN = {"source": "own_return", "release": "2023-06"}
WHEN = "January 2023"
UNSURE = 4


def plans(value, source="dfe_ehc_plans", release="2023", **more):
    return ("ehc_plans", WHEN, value, {"source": source, "release": release} | more)


def need(name, value, **more):
    status = more.pop("status", "")
    cells = RETURN | {"breakdown": f"primary_need={name}", "status": status} | more
    return ("ehc_plans_by_need", WHEN, value, cells)


def reads(parts, true, totals, most=2):
    """The narrowest interval of each hidden part, by every reading of the totals that the true numbers bear out.

    Args:
        parts: the printed value of each part, or None where it is hidden.
        true: the true value of each.
        totals: printed numbers that may be wholes.
        most: how many parts at most stand aside, as sub-totals do.
    """
    found = {name: (1, 10**6) for name, value in parts.items() if value is None}
    for total in totals:
        for aside in chain.from_iterable(combinations(parts, count) for count in range(most + 1)):
            inside = [name for name in parts if name not in aside]
            if sum(true[name] for name in inside) != total:
                continue
            hidden = [name for name in inside if parts[name] is None]
            rest = total - sum(parts[name] for name in inside if parts[name] is not None)
            for name in hidden:
                low, high = (rest, rest) if len(hidden) == 1 else (1, rest - len(hidden) + 1)
                before = found[name]
                found[name] = max(before[0], low), min(before[1], high)
    return found


@pytest.fixture(scope="session")
def shown(published_of, with_return):
    """What is printed of some rows, by measure and breakdown: the value, or None where it is hidden."""

    def show(*rows, **more):
        published = published_of(*rows, context=with_return, **more)
        return {
            (figure.measure.id, figure.breakdown.rpartition("=")[2]): figure.value
            for figure in published.figures.values()
            if figure.status in ("", "c")
        }, published

    return show


def parts_of(printed):
    return {name: value for (measure, name), value in printed.items() if measure == "ehc_plans_by_need" and name}


TABLES = {
    "a public total beside the council's own parts": [
        plans(68),
        *[need(name, value) for name, value in [("ASD", 21), ("SEMH", 30), ("MLD", 14), ("HI", 3)]],
    ],
    "a total of another release": [
        plans(68, release="2025"),
        *[need(name, value) for name, value in [("ASD", 21), ("SEMH", 30), ("MLD", 14), ("HI", 3)]],
    ],
    "an undeclared sub-total among the parts": [
        plans(68, **{"source": "own_return", "release": "2023-06"}),
        *[need(name, value) for name, value in [("ASD", 21), ("SEMH", 30), ("MLD", 14), ("HI", 3), ("some", 35)]],
    ],
    "the whole as a part": [
        *[need(name, value) for name, value in [("ASD", 21), ("SEMH", 30), ("MLD", 14), ("HI", 3), ("all", 68)]],
    ],
    "a part that does not apply": [
        plans(76, **{"source": "own_return", "release": "2023-06"}),
        *[need(name, value) for name, value in [("ASD", 30), ("SEMH", 41), ("HI", 5)]],
        need("VI", None, status="z"),
    ],
}


TABLES |= {
    "declared sub-totals beside the parts": [
        plans(68, **RETURN),
        *[need(name, value) for name, value in [("a", 30), ("b", 15), ("c", 20), ("HI", 3), ("ab", 45)]],
    ],
}


@pytest.mark.parametrize("kind", TABLES)
def test_no_reader_finds_a_small_part_by_a_total_of_whatever_source(shown, kind):
    rows = TABLES[kind]
    printed, _ = shown(*rows)
    assert printed["ehc_plans_by_need", "HI"] is None
    true = {row[3]["breakdown"].rpartition("=")[2]: row[2] for row in rows if row[0] != "ehc_plans" and row[2]}
    totals = [row[2] for row in rows if row[0] == "ehc_plans"] + [true[name] for name in true if name == "all"]
    own = {name: value for name, value in parts_of(printed).items() if name in true and name != "all"}
    for low, high in reads(own, true, totals).values():
        assert high - low >= UNSURE
    # What is public stays as it was
    assert all(
        printed["ehc_plans", ""] == row[2] for row in rows if row[0] == "ehc_plans" and "dfe" in row[3]["source"]
    )


@given(
    values=st.lists(st.integers(0, 40), min_size=3, max_size=6),
    small=st.integers(1, 5),
    total=st.sampled_from(["public", "another release", "own", "as a part", "none"]),
    sub_total=st.booleans(),
)
@settings(max_examples=60)
def test_whatever_the_total_is_of_no_small_part_is_found(shown, values, small, total, sub_total):
    true = {f"n{place}": value for place, value in enumerate([*values, small])}
    whole = sum(true.values())
    if sub_total:
        true["sub"] = true["n0"] + true["n1"]
    rows = [need(name, value) for name, value in true.items()]
    totals = {
        "public": [plans(whole)],
        "another release": [plans(whole, release="2025")],
        "own": [plans(whole, **RETURN)],
        "as a part": [need("all", whole)],
        "none": [],
    }[total]
    printed, published = shown(*rows, *totals)
    if any(note.severity == "stop" for note in published.notes):
        return
    parts = {name: value for name, value in parts_of(printed).items() if name in true}
    known = [value for (measure, name), value in printed.items() if value and (measure == "ehc_plans" or name == "all")]
    for name, (low, high) in reads(parts, true, known).items():
        if 1 <= true[name] <= 5:
            assert high - low >= UNSURE and high >= 5, (name, low, high)


def test_the_cells_of_a_table_without_margins_are_parts_of_its_total(shown):
    def cell(sex, age, value):
        return ("ehc_plans_by_need", WHEN, value, RETURN | {"breakdown": f"sex={sex};age={age}"})

    rows = [plans(93), cell("girls", "0-15", 3), cell("girls", "16-25", 20), cell("boys", "0-15", 30)]
    _, published = shown(*rows, cell("boys", "16-25", 40))
    hidden = [figure for figure in published.figures.values() if figure.is_hidden]
    assert len(hidden) >= 2


def edition(*rows):
    """A ledger: what an earlier edition said, from rows of need or plans."""
    lines = [
        {
            **{"measure": measure, "area": "E06000024", "breakdown": more.get("breakdown", "")},
            **{"source": more["source"], "release": more["release"], "value": value, "status": more.get("status", "")},
            **{"edition": "2022-23 edition 1", "signed_off_by": "A", "signed_off_date": "2023-10-20"},
            **dict.fromkeys(("period_start", "period_end"), pd.Timestamp("2023-01-31")),
        }
        for measure, _, value, more in rows
    ]
    ledger = pd.DataFrame(lines, columns=LEDGER_COLUMNS)
    return ledger.astype({"value": float, "period_start": "datetime64[s]", "period_end": "datetime64[s]"})


def test_a_part_that_an_edition_hid_stays_hidden_when_later_figures_leave_it_out(shown, published_of, with_return):
    when = next(iter(published_of(plans(5), context=with_return).figures.values())).period
    ledger = edition(need("a", None, status="c"), need("b", 47), need("d", 21))
    ledger["period_start"], ledger["period_end"] = pd.Timestamp(when.start), pd.Timestamp(when.end)
    printed, _ = shown(plans(72, **RETURN), need("b", 47), need("d", 21), ledger=ledger)
    assert printed["ehc_plans", ""] is None


def test_an_edition_s_whole_of_another_release_is_a_whole_of_the_parts_of_now(shown, published_of, with_return):
    when = next(iter(published_of(plans(5), context=with_return).figures.values())).period
    ledger = edition(plans(72, source="own_return", release="2022-06"))
    ledger["period_start"], ledger["period_end"] = pd.Timestamp(when.start), pd.Timestamp(when.end)
    printed, _ = shown(need("a", 4), need("b", 47), need("d", 21), ledger=ledger)
    assert [name for name, value in parts_of(printed).items() if value is None] != ["a"]


def test_a_whole_that_only_a_rate_gives_is_a_whole_and_goes_with_the_rate(published_of, with_return, context_with):
    context = context_with(
        visits={"counts_people": True, "parts_by": ["kind"]},
        visit_rate={"unit": "rate_per_10000", "decimals": 1, "rate_of": "visits"},
    )
    context = replace(context, areas=with_return.areas, register=with_return.register)
    rows = [
        ("visits", "2022-23", value, RETURN | {"breakdown": f"kind={name}"}) for name, value in (("a", 2), ("b", 37))
    ]
    # 39 of 43,965 are 8.9 per 10,000, and no other number is
    rows.append(("visit_rate", "2022-23", 8.9, RETURN | {"denominator": 43965}))
    figures = published_of(*rows, context=context).figures.values()
    shown = {figure.breakdown or figure.measure.id: figure.text for figure in figures}
    assert shown["kind=a"] == "c"
    assert "c" in (shown["kind=b"], shown["visit_rate"])


@pytest.mark.parametrize(
    ("rate", "denominator", "limits"),
    [(8.9, 43965, [39, 39]), (8.9, 430000, [381, 384]), (0.0, 43965, [0, 0]), (8.9, "", [39, 39])],
    ids=["one number fits", "several fit", "none at all", "the population of the area is public"],
)
def test_a_rate_gives_the_whole_numbers_that_its_count_can_be(context_with, facts_of, rate, denominator, limits):
    context = context_with(
        visits={"counts_people": True}, visit_rate={"unit": "rate_per_10000", "decimals": 1, "rate_of": "visits"}
    )
    facts = facts_of(("visit_rate", "2022-23", rate, {"denominator": denominator}), context=context)
    found = implied_counts(facts, declared(context.catalogue), {"visits"}, context)
    assert found[["low", "high"]].to_numpy().tolist() == [limits]
    assert found["value"].isna().item() == (limits[0] != limits[1])


def test_a_share_gives_its_whole_and_its_part_where_one_whole_number_alone_fits(context, facts_of):
    rows = [("rereferrals", "2022-23", 18), ("rereferrals_pct", "2022-23", 58.1)]
    found = implied_counts(facts_of(*rows), declared(context.catalogue), {"referrals", "rereferrals"}, context)
    assert found[["measure", "value"]].to_numpy().tolist() == [["referrals", 31]]
    rows = [("referrals", "2022-23", 31), ("rereferrals_pct", "2022-23", 58.1)]
    found = implied_counts(facts_of(*rows), declared(context.catalogue), {"referrals", "rereferrals"}, context)
    assert found[["measure", "value"]].to_numpy().tolist() == [["rereferrals", 18]]
