"""Children of one return who should be in another, by hand-checkable children."""

import pandas as pd
import pytest

from panelpack.facts.returns.across import across
from panelpack.facts.returns.collection import Collection
from panelpack.facts.returns.tables import Records

YEAR = Collection("kent", "886", "E10000016", "2022-23")
IN_CARE = pd.DataFrame(
    {
        "child": [1, 2, 3],
        "decom": pd.to_datetime(["2022-05-01", "2022-06-01", "2022-07-01"]),
        "dec": pd.to_datetime([None, None, "2022-09-01"]),
        "ls": ["C2", "C2", "C2"],
        "rec": ["", "", "E8"],
        "row": [2, 3, 4],
        "file": [0, 0, 0],
    }
)


def needs(*children, closed=None):
    return pd.DataFrame(
        {
            "child": list(children),
            "referral_date": pd.to_datetime(["2022-04-20"] * len(children)),
            "closure_date": pd.to_datetime([closed] * len(children)),
        }
    )


def found(referrals):
    return across(
        {
            "ssda903": Records(YEAR, {"episodes": IN_CARE}, ("episodes.csv",)),
            "cin": Records(YEAR, {"referrals": referrals}, ("cin.xml",)),
        }
    )


def test_a_child_looked_after_belongs_in_the_census():
    (fault,) = found(needs(1))
    assert (fault.rule, fault.severity, fault.rows, fault.first_row) == ("care_without_need", "warn", 1, 3)


@pytest.mark.parametrize(("closed", "rows"), [("2023-03-31", 2), ("2023-04-01", 0)])
def test_its_episode_of_need_must_be_open_at_the_end_of_31_march(closed, rows):
    assert sum(fault.rows for fault in found(needs(1, 2, closed=closed))) == rows


def test_with_one_return_alone_there_is_nothing_to_hold_it_against():
    assert across({"ssda903": Records(YEAR, {"episodes": IN_CARE}, ("episodes.csv",))}) == []
