"""Records with those of earlier returns behind them: a row that several hold is taken of the newest."""

from dataclasses import replace

from panelpack.facts.returns.tables import empty, with_history
from small_return import COLLECTION, VISITS, YEAR, records_of, visits


def of_year(label, *rows, file=""):
    return records_of(*rows, collection=replace(COLLECTION, label=label), file=file or f"{label}.csv")


NOW = of_year("2022-23", (1, "2022-05-01", "H"))


def test_rows_that_only_earlier_returns_hold_are_added_behind_this_years():
    found = with_history(NOW, [of_year("2021-22", (2, "2021-05-01", "V"))], [VISITS])
    assert list(found["visits"]["child"]) == [1, 2]
    assert list(found.of_year["visits"]) == [True, False]
    assert found.history == ("2021-22",)
    assert list(found.own("visits")["child"]) == [1]
    assert [found.files[place] for place in found["visits"]["file"]] == ["2022-23.csv", "2021-22.csv"]


def test_a_row_that_several_returns_hold_is_the_newest_ones_whatever_their_order():
    older = of_year("2020-21", (1, "2022-05-01", "V"), (3, "2020-05-01", "V"))
    newer = of_year("2021-22", (3, "2020-05-01", "H"))
    for earlier in ([older, newer], [newer, older]):
        rows = with_history(NOW, earlier, [VISITS])["visits"]
        assert list(zip(rows["child"], rows["kind"], strict=True)) == [(1, "H"), (3, "H")]


def test_rows_that_one_return_repeats_stay_repeated():
    twice = of_year("2022-23", (1, "2022-05-01", "H"), (1, "2022-05-01", "H"))
    assert len(with_history(twice, [NOW], [VISITS])["visits"]) == 2


def test_an_earlier_return_changes_no_figure_that_counts_this_years_rows():
    late = of_year("2021-22", (9, "2022-06-01", "H"))
    with_it = with_history(NOW, [late], [VISITS])
    assert len(visits.rows(with_it, YEAR, None)) == len(visits.rows(NOW, YEAR, None)) == 1


def test_a_table_that_was_stopped_this_year_is_not_made_of_earlier_ones():
    stopped = NOW.with_tables({})
    assert "visits" not in with_history(stopped, [of_year("2021-22", (2, "2021-05-01", "V"))], [VISITS])


def test_without_earlier_returns_nothing_changes():
    assert with_history(NOW, [], [VISITS]) is NOW
    assert len(NOW.own("visits")) == 1


def test_an_empty_table_has_the_types_of_a_full_one():
    assert dict(empty(VISITS).dtypes) == dict(NOW["visits"].dtypes)
