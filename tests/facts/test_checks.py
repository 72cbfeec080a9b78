from datetime import date

import pytest

from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.facts.checks import check_figures
from panelpack.project.errors import InputError

GOOD = ("referrals", "2022-23", 1024)


@pytest.fixture
def faults_of(table_of, context):
    def check(*rows) -> list[str]:
        with pytest.raises(InputError) as caught:
            check_figures(table_of(*rows), context)
        return [str(problem) for problem in caught.value.problems]

    return check


def test_good_figures_become_numbers_and_dates(table_of, context):
    checked = check_figures(table_of(GOOD, ("cpp_open", "31 March 2023", None, {"status": "x"})), context)
    assert checked["value"][0] == 1024
    assert checked["value"].isna()[1]
    assert checked["period_start"][0].date() == date(2022, 4, 1)
    assert checked["period_end"][1].date() == date(2023, 3, 31)


def test_the_parts_of_a_breakdown_are_put_in_order(table_of, context):
    checked = check_figures(table_of((*GOOD, {"breakdown": "need=SEMH;age=4"})), context)
    assert checked["breakdown"][0] == "age=4;need=SEMH"


def test_an_undated_figure_has_no_dates(table_of, context):
    checked = check_figures(table_of(("neglect_share_pct", "undated", 40)), context)
    assert checked[["period_start", "period_end"]].isna().all().all()


def test_an_unknown_measure_is_refused_with_file_line_and_the_nearest(faults_of):
    assert faults_of(GOOD, ("referals", "2022-23", 5)) == [
        "small.csv, line 3: unknown measure 'referals' (did you mean referrals?)"
    ]


def test_a_measure_that_is_like_no_other_is_to_be_declared(faults_of):
    assert faults_of(("zzz", "2022-23", 5)) == [
        "small.csv, line 2: unknown measure 'zzz' (declare it in data/measures/)"
    ]


def test_an_unknown_area_is_refused_with_where_the_codes_stand(faults_of):
    assert faults_of((*GOOD, {"area": "North Somerset"})) == [
        "small.csv, line 2: unknown area 'North Somerset' (give the code that stands in data/reference/areas.csv)"
    ]


def test_an_unknown_source_is_refused_with_the_nearest(faults_of):
    assert faults_of((*GOOD, {"source": "dfe_lat"})) == [
        "small.csv, line 2: unknown source 'dfe_lat' (did you mean dfe_lait?)"
    ]


@pytest.mark.parametrize("symbol", STATUS_WORDS)
def test_a_symbol_in_the_column_of_values_belongs_in_status(faults_of, symbol):
    todo = f"leave value empty and put '{symbol}' in the column 'status'"
    assert faults_of(("referrals", "2022-23", symbol)) == [
        f"small.csv, line 2: value '{symbol}' is not a number ({todo})"
    ]


def test_the_usual_signs_for_a_missing_value_are_told_their_symbol(faults_of):
    (fault,) = faults_of(("referrals", "2022-23", "low"))
    assert fault.endswith("put 'k' in the column 'status')")


@pytest.mark.parametrize("text", ["1,024", "£5", "1 024", "about 5", "1_024"])
def test_a_number_with_anything_but_digits_is_refused(faults_of, text):
    assert faults_of(("referrals", "2022-23", text)) == [
        f"small.csv, line 2: value '{text}' is not a number (write digits only, without thousands separators or units)"
    ]


@pytest.mark.parametrize(
    ("text", "todo"),
    [
        ("[c]", "put 'c' in the column 'status'"),
        ("*", "put 'c' in the column 'status'"),
        ("<5", "put 'c' in the column 'status'"),
        ("fewer than 6", "put 'c' in the column 'status'"),
        ("5 or fewer", "put 'c' in the column 'status'"),
        ("[Z]", "put 'z' in the column 'status'"),
        ("..", "put 'x' in the column 'status'"),
        ("N/A", "put 'x' in the column 'status'"),
        ("01-May", "made a date of a range such as 1-5"),
        ("May-01", "made a date of a range such as 1-5"),
        ("1 Jun 2023", "made a date of a range such as 1-5"),
        ("15.3%", "write the percentage without its sign: 15.3 for 15.3%"),
    ],
)
def test_what_people_write_in_place_of_a_number_is_refused_with_what_it_means_here(faults_of, text, todo):
    (fault,) = faults_of(("referrals", "2022-23", text))
    assert f"value '{text}' is not a number" in fault
    assert todo in fault


@pytest.mark.parametrize("text", ["inf", "-inf", "Infinity", "nan", "NaN", "1e999"])
def test_neither_infinity_nor_not_a_number_is_a_number(faults_of, text):
    assert faults_of(("referrals", "2022-23", text))[0].startswith(f"small.csv, line 2: value '{text}' is not a number")


def test_numerator_and_denominator_are_checked_like_the_value(faults_of):
    faults = faults_of(("rereferrals_pct", "2022-23", 20, {"numerator": "c", "denominator": "1,000"}))
    assert [fault.split(" (")[0] for fault in faults] == [
        "small.csv, line 2: numerator 'c' is not a number",
        "small.csv, line 2: denominator '1,000' is not a number",
    ]


def test_a_period_of_another_basis_is_refused_once_with_an_example_and_how_many_rows(faults_of):
    rows = [("cpp_open", "2022-23", number, {"breakdown": f"n={number}"}) for number in range(3)]
    assert faults_of(GOOD, *rows) == [
        "small.csv, line 3 (3 rows): measure cpp_open: "
        "'2022-23' is not a period of basis march, which looks like '31 March 2023'"
    ]


def test_problems_of_all_kinds_arrive_in_one_error(table_of, context):
    rows = [
        ("referals", "2022-23", 1),
        (*GOOD, {"area": "E0"}),
        (*GOOD, {"source": "nobody"}),
        ("referrals", "2022/23", "1,024"),
    ]
    with pytest.raises(InputError) as caught:
        check_figures(table_of(*rows), context)
    assert [problem.what for problem in caught.value.problems] == [
        "unknown measure 'referals'",
        "unknown area 'E0'",
        "unknown source 'nobody'",
        "value '1,024' is not a number",
        "measure referrals: '2022/23' is not a period of basis year, which looks like '2022-23'",
    ]


def test_no_rows_at_all_are_no_fault(table_of, context):
    assert check_figures(table_of(GOOD).iloc[:0], context).empty


def test_a_count_of_the_council_s_own_that_is_not_whole_is_refused_and_a_public_mean_is_not(table_of, with_return):
    own = ("referrals", "2022-23", 2.5, {"source": "own_return", "release": "2023-06"})
    with pytest.raises(InputError, match=r"a count that is not whole \(referrals\)"):
        check_figures(table_of(own), with_return)
    assert check_figures(table_of(("referrals", "2022-23", 2.5)), with_return)["value"].to_list() == [2.5]
