"""A file of official statistics in the tidy form, which is how a spreadsheet of the Department's comes in."""

import shutil

import pytest

from all_england import SOMERSET, SOMERSET_BEFORE
from panelpack.commands.refresh import refresh
from panelpack.facts.tidy_csv import read_figures
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError

HEADER = "measure,area,period,value,source,release"
SOURCE, RELEASE = "dfe_lait", "2026-04"


@pytest.fixture
def copy(project, tmp_path):
    for name in ("parameters", "data"):
        shutil.copytree(getattr(project, name), tmp_path / name)
    return Project(tmp_path)


def tidy(folder, *rows, source=SOURCE, release=RELEASE):
    path = folder / "lait.csv"
    lines = [f"cla_rate,{area},{period},{value},{source},{release}" for area, period, value in rows]
    path.write_text("\n".join([HEADER, *lines]) + "\n")
    return path


LEEDS = ("E08000035", "31 March 2025", 71)


def test_a_tidy_file_of_all_england_goes_into_the_store_with_what_the_csv_had(copy):
    before = read_figures(copy.data / "benchmarks" / "dfe_lait.csv")
    rows = [LEEDS, (SOMERSET_BEFORE, "31 March 2022", 50), (SOMERSET, "31 March 2024", 52)]
    done = refresh(copy, tidy(copy.root, *rows), SOURCE, RELEASE, {}, all_areas=True)
    assert (done.new, done.changed, done.same) == (3, 0, 0)
    table = read_figures(done.path)
    assert len(table) == len(before) + 3
    somerset = table[table["area"] == SOMERSET]
    assert somerset[["period", "value"]].values.tolist() == [["31 March 2022", "50"], ["31 March 2024", "52"]]


def test_without_all_areas_a_tidy_file_gives_the_areas_that_are_followed_and_stays_a_csv(copy):
    kent = ("E10000016", "31 March 2030", 50)
    done = refresh(copy, tidy(copy.root, LEEDS, kent), SOURCE, RELEASE, {})
    assert (done.path.suffix, done.new) == (".csv", 1)


@pytest.mark.parametrize(
    ("rows", "more", "where", "said"),
    [
        ([LEEDS], {"source": "dfe_ehc_plans"}, {}, "the source 'dfe_ehc_plans' is not 'dfe_lait'"),
        ([LEEDS], {"release": "2025"}, {}, "the release '2025' is not '2026-04'"),
        ([LEEDS, LEEDS], {}, {}, "lait.csv, line 3: the figure stands twice"),
        ([LEEDS], {}, {"age": "16"}, "leave out --where age"),
        ([("E06000099", "31 March 2025", 3)], {}, {}, "line 2: there is no area E06000099"),
    ],
)
def test_a_tidy_file_that_is_not_as_it_is_called_is_refused_and_nothing_is_written(copy, rows, more, where, said):
    with pytest.raises(InputError) as caught:
        refresh(copy, tidy(copy.root, *rows, **more), SOURCE, RELEASE, where, all_areas=True)
    assert said in str(caught.value)
    assert (copy.data / "benchmarks" / "dfe_lait.csv").exists()
    assert not (copy.data / "benchmarks" / "dfe_lait.parquet").exists()
