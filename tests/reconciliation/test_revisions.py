"""What earlier editions said otherwise."""

from datetime import date

import pandas as pd
import pytest

from pages import rows, words
from panelpack.comparisons.council_year import council_year
from panelpack.disclosure.ledger import LEDGER_COLUMNS
from panelpack.reconciliation.findings import UNEXPLAINED
from panelpack.reconciliation.revisions import in_common, made_otherwise, revisions
from panelpack.sections.closing import revised

AREA = "E06000024"


def line(measure, start, end, value, edition="2022-23 edition 1", **more):
    usual = {"measure": measure, "area": AREA, "breakdown": "", "source": "dfe_children_in_need", "release": "2025"}
    usual |= {"status": "", "value": value, "edition": edition, "signed_off_by": "A", "signed_off_date": "2023-10-20"}
    return usual | {"period_start": pd.Timestamp(start), "period_end": pd.Timestamp(end)} | more


def ledger(*lines):
    return pd.DataFrame(lines, columns=LEDGER_COLUMNS)


@pytest.fixture
def view(project, published_of):
    published = published_of(
        ("referrals", "2021-22", 760), ("referrals", "2022-23", 1027), ("cpp_open", "31 March 2023", 108)
    )
    return council_year(project, published, "north-somerset", "2022-23")


OLD = line("referrals", "2021-04-01", "2022-03-31", 759.0)
SAME = line("referrals", "2022-04-01", "2023-03-31", 1027.0)


def test_an_edited_figure_of_a_past_year_is_the_one_revision(view):
    (item,) = revisions(view, ledger(OLD, SAME), ["referrals"], {})
    assert (item.now.text, item.before.text, item.edition) == ("760", "759", "2022-23 edition 1")
    assert item.reason == UNEXPLAINED


def test_a_report_lists_only_its_own_measures_and_only_the_councils(view):
    assert revisions(view, ledger(OLD, SAME), ["cpp_open"], {}) == []
    other = OLD | {"area": "E10000016"}
    assert revisions(view, ledger(other), ["referrals"], {}) == []


def test_the_newest_edition_counts(view):
    newer = OLD | {"value": 760.0, "edition": "2022-23 edition 2"}
    assert revisions(view, ledger(OLD, newer), ["referrals"], {}) == []


def test_a_later_release_of_the_source_is_the_reason(view):
    (item,) = revisions(view, ledger(OLD | {"release": "2024-25"}), ["referrals"], {})
    assert item.reason == "its source revised it in a later release"


def test_a_figure_that_was_hidden_or_is_gone_is_a_revision_too(view):
    hidden = line("cpp_open", "2023-03-31", "2023-03-31", None, status="c")
    gone = line("referrals", "2019-04-01", "2020-03-31", 800.0)
    found = revisions(view, ledger(hidden, gone), ["cpp_open", "referrals"], {})
    assert [(item.before.text, item.now.text if item.now else None) for item in found] == [("c", "108"), ("800", None)]
    assert found[1].before.period.label == "2019-20"


def test_nothing_in_common_with_earlier_editions_is_said(view):
    assert not in_common(ledger(SAME), ["cpp_open"])
    assert "No earlier edition holds a figure of this report" in words(revised(view, ["cpp_open"], ledger(SAME), {}))
    assert "No edition has been released yet" in words(revised(view, ["cpp_open"], ledger(), {}))
    assert "No figure differs" in words(revised(view, ["referrals"], ledger(SAME), {}))


def test_the_table_lists_old_new_edition_and_reason(view):
    table = rows(revised(view, ["referrals"], ledger(OLD, SAME), {}), "Revised figures")
    row = table["Referrals to children's social care"]
    assert row == ["2021-22", "760", "759", "2022-23 edition 1", "No reason is given"]


def test_a_measure_that_is_made_otherwise_says_since_when(project, north_somerset, context):
    changed = made_otherwise(north_somerset, [context.catalogue["ehc_plans_by_need"]], date(2023, 10, 19))
    assert [found.from_date for _, found in changed] == [date(2023, 1, 1)]
    assert made_otherwise(north_somerset, [context.catalogue["ehc_plans_by_need"]], date(2022, 3, 31)) == []
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    assert "since 1 January 2023" in words(revised(view, ["ehc_plans_by_need"], ledger(), {}))
