"""What a person should look at before a release: groups of which everyone is counted, and single children."""

import pandas as pd
import pytest

from panelpack.disclosure.ledger import LEDGER_COLUMNS

OWN = {"source": "own_return", "release": "2023-06"}


@pytest.fixture
def looked_at(published_of, with_return):
    def notes(*rows, **more):
        published = published_of(*rows, context=with_return, **more)
        return [note.what for note in published.notes if note.severity == "look"]

    return notes


def edition(measure, value, release="2023-01"):
    row = {"measure": measure, "area": "E06000024", "breakdown": "", "source": "own_return", "release": release}
    row |= {"value": float(value), "status": "", "edition": "2022-23 edition 1", "signed_off_by": "A"}
    row |= {"period_start": pd.Timestamp("2022-04-01"), "period_end": pd.Timestamp("2023-03-31")}
    return pd.DataFrame([row | {"signed_off_date": "2023-10-20"}], columns=LEDGER_COLUMNS)


@pytest.mark.parametrize(("part", "whole", "said"), [(8, 8, 1), (7, 16, 0), (30, 30, 0)])
def test_a_part_that_is_all_of_a_small_group_is_looked_at(looked_at, part, whole, said):
    found = looked_at(("rereferrals", "2022-23", part, OWN), ("referrals", "2022-23", whole, OWN))
    assert sum("everyone in it" in note for note in found) == said


@pytest.mark.parametrize(("before", "said"), [(40, 0), (41, 1), (39, 1), (42, 0)])
def test_a_count_that_an_edition_printed_one_child_higher_or_lower_is_looked_at(looked_at, before, said):
    found = looked_at(("referrals", "2022-23", 40, OWN), ledger=edition("referrals", before))
    assert sum("differ by a single child" in note for note in found) == said
