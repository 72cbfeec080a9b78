"""From a council's folder of returns to figures: what is read, what earlier years must give, what is not supplied."""

import sys

import pytest

from cin_census import assessment, census, child, enquiry, episode, plan
from panelpack.catalogue.periods import parse
from panelpack.facts import records
from panelpack.facts.records import CouncilReturns, ReadReturns
from panelpack.project.parameters import ReturnChoices

AREA = "E06000024"
NOW = census(
    child("C1", episode("2022-05-10", assessment("2022-05-11", "2022-06-01"), plan("2022-06-30"))),
    child("C2", episode("2022-07-10", enquiry("2022-07-11", "2022-07-20"), nfa="false")),
    child("C3", episode("2023-01-10", nfa="true")),
)
PAST = census(
    child("C1", episode("2021-06-10", closed="2021-08-01", reason="RC7")), year="2022", reference="2022-03-31"
)


@pytest.fixture
def returns(tmp_path, context):
    """The returns of folders, given as contents by `year/file`."""

    def build(**contents):
        for name, content in contents.items():
            label, _, file = name.partition("/")
            path = tmp_path / label / (file or "census.xml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return CouncilReturns(tmp_path, "north-somerset", AREA, "802", context, ReturnChoices())

    return build


def rows(read):
    table = read.figures()
    return {(row.measure, row.period, row.breakdown): row for row in table.itertuples()}


def values(read):
    return {key: float(row.value) for key, row in rows(read).items()}


def rules(read, label="2022-23"):
    return {fault.rule for fault in read.faults[label]}


def test_every_figure_has_its_area_source_release_and_where_it_comes_from(returns):
    found = rows(returns(**{"2022-23": NOW}).read(lambda _: None))
    row = found["referrals", "2022-23", ""]
    assert (row.value, row.area, row.source, row.release) == ("3", AREA, "cin_census_return", "2022-23")
    assert row.file == "data/returns/north-somerset/2022-23"
    share = found["referrals_nfa_pct", "2022-23", ""]
    assert (share.numerator, share.denominator) == ("1", "3")


def test_quarters_stand_beside_the_year_and_stocks_at_their_end(returns):
    found = values(returns(**{"2022-23": NOW}).read(lambda _: None))
    quarters = {period: value for (measure, period, _), value in found.items() if measure == "referrals_quarterly"}
    assert list(quarters.values()) == [1, 1, 0, 1]
    assert sum(quarters.values()) == found["referrals", "2022-23", ""]
    plans = [value for (measure, _, _), value in found.items() if measure == "cpp_open_quarterly"]
    assert plans == [1, 1, 1, 1]


def test_rates_are_on_the_children_of_the_middle_of_the_year_before(returns, context):
    row = rows(returns(**{"2022-23": NOW}).read(lambda _: None))["referral_rate", "2022-23", ""]
    children = context.areas.populations[AREA, 2022]
    assert (float(row.numerator), float(row.denominator)) == (3, children)
    assert float(row.value) == pytest.approx(30_000 / children)


def test_parts_are_given_and_their_whole_by_the_measure_that_counts_it(returns):
    found = values(returns(**{"2022-23": NOW}).read(lambda _: None))
    parts = {part: value for (measure, _, part), value in found.items() if measure == "cpp_by_category"}
    assert "" not in parts
    assert sum(parts.values()) == 1


def test_what_needs_the_year_before_is_only_counted_with_the_year_just_before(returns):
    alone = returns(**{"2022-23": NOW}).read(lambda _: None)
    assert not [key for key in values(alone) if key[0].startswith("rereferrals")]
    assert "no_history" in rules(alone)
    gap = census(child("C1", episode("2020-06-10")), year="2021", reference="2021-03-31")
    with_gap = returns(**{"2020-21": gap}).read(lambda _: None)
    assert not [key for key in values(with_gap) if key[0] == "rereferrals" and key[1] == "2022-23"]
    whole = returns(**{"2021-22": PAST}).read(lambda _: None)
    assert values(whole)["rereferrals", "2022-23", ""] == 1


def test_a_later_return_changes_no_figure_of_an_earlier_year(returns):
    before = values(returns(**{"2021-22": PAST}).read(lambda _: None))
    after = values(returns(**{"2022-23": NOW}).read(lambda _: None))
    assert {key: after[key] for key in before} == before


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_years_counted_by_processes_of_their_own_give_the_same_figures_and_faults(returns, monkeypatch):
    council = returns(**{"2021-22": PAST, "2022-23": NOW})
    alone = council.read(lambda _: None)
    figures = alone.figures()
    apart = council.read(lambda _: None)
    monkeypatch.setattr(records, "how_many", lambda *_: 2)
    counted_here = []
    monkeypatch.setattr(ReadReturns, "of_year", _noting(ReadReturns.of_year, counted_here))
    assert apart.figures().equals(figures)
    assert apart.faults == alone.faults
    assert not counted_here


def _noting(of_year, labels):
    def noted(read, label):
        labels.append(label)
        return of_year(read, label)

    return noted


def test_of_a_table_without_a_row_this_year_nothing_is_counted_though_earlier_years_had_rows(returns):
    past = census(child("C9", episode("2021-06-10", enquiry("2021-06-11"))), year="2022", reference="2022-03-31")
    bare = census(child("C1", episode("2022-05-10")))
    found = values(returns(**{"2021-22": past, "2022-23": bare}).read(lambda _: None))
    assert ("s47_enquiries", "2021-22", "") in found
    assert ("s47_enquiries", "2022-23", "") not in found


def test_a_file_of_no_return_and_an_empty_one_are_named_and_take_nothing_with_them(returns):
    read = returns(**{"2022-23/census.xml": NOW, "2022-23/notes.csv": b"a,b\n1,2\n", "2022-23/empty.xml": b""}).read(
        lambda _: None
    )
    assert {fault.file for fault in read.faults["2022-23"] if fault.rule == "unknown_file"} == {
        "notes.csv",
        "empty.xml",
    }
    assert ("referrals", "2022-23", "") in values(read)


def test_the_wrong_council_gives_no_figure_and_names_every_measure(returns):
    read = returns(**{"2022-23": NOW.replace(b"<LEA>802<", b"<LEA>201<")}).read(lambda _: None)
    assert values(read) == {}
    (fault,) = [fault for fault in read.faults["2022-23"] if fault.severity == "stop"]
    assert {"referrals", "cpp_open"} <= set(fault.touches)


def test_a_zip_that_cannot_be_opened_costs_what_no_other_file_gives(returns):
    read = returns(**{"2022-23/all.zip": b"PK\x03\x04nothing", "2021-22": PAST}).read(lambda _: None)
    (fault,) = [fault for fault in read.faults["2022-23"] if fault.rule == "cannot_be_opened"]
    assert {"referrals", "referral_rate", "cla_march", "ehc_plans"} <= set(fault.touches)
    assert ("referrals", "2021-22", "") in values(read)


def test_a_zip_that_cannot_be_opened_takes_nothing_from_files_beside_it(returns):
    before = values(returns(**{"2022-23/census.xml": NOW}).read(lambda _: None))
    read = returns(**{"2022-23/all.zip": b"PK\x03\x04nothing"}).read(lambda _: None)
    (fault,) = [fault for fault in read.faults["2022-23"] if fault.rule == "cannot_be_opened"]
    assert "cla_march" in fault.touches and "referrals" not in fault.touches
    assert values(read) == before


def test_identifiers_go_to_the_private_store_and_into_no_figure(returns):
    kept = []
    read = returns(**{"2022-23": NOW}).read(kept.extend)
    assert {"C1", "C2", "C3"} <= set(map(str, kept))
    assert "C1" not in read.figures().to_csv()


def test_the_rows_behind_a_figure_are_listed_with_their_file_and_row(returns):
    read = returns(**{"2022-23": NOW}).read(lambda _: None)
    item, found = read.rows_behind("referrals_nfa_pct", parse("2022-23", "year"), "", "cin_census_return", "2022-23")
    assert item.measure == "referrals_nfa_pct"
    assert list(found["file"].unique()) == ["census.xml"]
    assert list(found.loc[found["counted"].astype(bool), "row"]) == [3]


def test_years_are_the_folders_that_are_named_as_reporting_years(returns, tmp_path):
    (tmp_path / "old").mkdir()
    assert returns(**{"2022-23": NOW, "2021-22": PAST}).years == ["2021-22", "2022-23"]


def test_a_year_whose_holidays_are_not_known_loses_what_is_timed_and_nothing_else(returns):
    late = census(
        child("C1", episode("2027-05-10", assessment("2027-05-11", "2028-02-01"), enquiry("2027-05-11")), gender=None),
        year="2028",
        reference="2028-03-31",
    )
    read = returns(**{"2027-28": late}).read(lambda _: None)
    found = {measure for measure, _, _ in values(read)}
    assert {"referrals", "assessments"} <= found
    assert "assessments_45d_pct" not in found
    lost = [fault for fault in read.faults["2027-28"] if fault.rule == "cannot_be_counted"]
    assert {name for fault in lost for name in fault.touches} >= {"assessments_45d_pct"}
