"""A plan in shares: every pack in one of them, a council's together where there are councils enough."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from panelpack.packs.freshness import Asked
from panelpack.packs.making import Making
from panelpack.packs.plan import PackPlan
from panelpack.packs.shares import shares

YEARS = [f"20{year}-{year + 1}" for year in range(15, 25)]


def shared(councils, years, at_once):
    plans = [PackPlan(council, year, ("send",)) for council in councils for year in years]
    return plans, list(shares(plans, Asked(), Making("", 1), False, at_once))


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), st.integers(1, 10), st.integers(0, 40))
def test_each_pack_is_in_one_share_and_each_share_of_one_council(councils, years, at_once):
    plans, found = shared(councils, YEARS[:years], at_once)
    assert Counter(item for share in found for item in share.plans) == Counter(plans)
    assert all({item.council for item in share.plans} == {share.council} for share in found)
    assert all(share.above == (len(share.plans) == years) for share in found)


def test_many_councils_are_shared_out_whole():
    _, found = shared([str(number) for number in range(150)], YEARS, 16)
    assert len(found) == 150
    assert all(share.above for share in found)


def test_the_years_of_one_council_are_shared_out_among_all_who_build():
    _, found = shared(["kent"], YEARS, 8)
    assert [len(share.plans) for share in found] == [1] * 10
