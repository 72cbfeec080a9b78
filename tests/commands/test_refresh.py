"""Bringing official statistics up to date."""

import shutil
from pathlib import Path

import pytest

from all_england import SOMERSET
from panelpack.catalogue.areas import Areas
from panelpack.commands.refresh import refresh
from panelpack.facts.tidy_csv import read_figures
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "ees_samples"
HEADER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,category,referral_count,rereferral_percent\n"
)


@pytest.fixture
def copy(project, tmp_path):
    for name in ("parameters", "data"):
        shutil.copytree(getattr(project, name), tmp_path / name)
    sources = tmp_path / "data" / "sources.yaml"
    days = '{"2019": 2019-10-31, "2025": 2025-10, "2026": 2026-10-29, "Autumn 2026": 2026-11-26, "2027": 2027-01-28}'
    sources.write_text(sources.read_text().replace('{"2025": 2025-10}', days))
    return Project(tmp_path)


def release(folder, *rows):
    path = folder / "c1.csv"
    where = "Reporting year,Local authority,E92000001,England,E12000009,South West"
    lines = [f"{year},{where},{old},{new},Somewhere,All,{cells}" for year, old, new, cells in rows]
    path.write_text(HEADER + "\n".join(lines) + "\n")
    return path


def figure(copy, measure, area, period):
    table = read_figures(copy.data / "benchmarks" / "dfe_children_in_need.csv")
    row = table[(table["measure"] == measure) & (table["area"] == area) & (table["period"] == period)]
    return row[["value", "status", "release"]].values.tolist()


def test_new_figures_are_added_changed_ones_replaced_and_all_others_kept(copy):
    before = len(read_figures(copy.data / "benchmarks" / "dfe_children_in_need.csv"))
    file = release(copy.root, ("2026", "802", "E06000024", "1200,c"), ("2025", "802", "E06000024", "1126,15.5"))
    done = refresh(copy, file, "dfe_children_in_need", "2026", {})
    assert (done.new, done.changed, done.same) == (2, 1, 1)
    assert done.measures == ("referrals", "rereferrals_pct")
    assert figure(copy, "referrals", "E06000024", "2025-26") == [["1200", "", "2026"]]
    assert figure(copy, "rereferrals_pct", "E06000024", "2025-26") == [["", "c", "2026"]]
    assert figure(copy, "rereferrals_pct", "E06000024", "2024-25") == [["15.5", "", "2026"]]
    assert len(read_figures(copy.data / "benchmarks" / "dfe_children_in_need.csv")) == before + 2


def test_areas_that_the_project_does_not_follow_are_left_out_unless_they_are_named(copy):
    file = release(copy.root, ("2026", "802", "E06000024", "1200,15"), ("2026", "301", "E09000002", "5000,20"))
    assert refresh(copy, file, "dfe_children_in_need", "2026", {}).new == 2
    assert refresh(copy, file, "dfe_children_in_need", "2026", {}, ["E09000002"]).new == 2


def test_a_file_without_a_known_column_is_refused_with_its_columns(copy):
    path = release(copy.root, ("2026", "802", "E06000024", "1200,15"))
    path.write_text(path.read_text().replace("referral_count", "other_count").replace("rereferral_percent", "odd"))
    with pytest.raises(InputError, match="other_count"):
        refresh(copy, path, "dfe_children_in_need", "2026", {})


def test_an_unknown_source_is_refused_with_the_nearest(copy):
    path = release(copy.root, ("2026", "802", "E06000024", "1200,15"))
    with pytest.raises(InputError, match="did you mean dfe_children_in_need"):
        refresh(copy, path, "dfe_children_in_ned", "2026", {})


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the Department's files are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "source", "where", "figures"),
    [
        ("c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv", "dfe_children_in_need", {}, 780),
        ("d5_cpps_at31march_by_duration_2013_to_2025.csv", "dfe_children_in_need", {}, 390),
        ("csww_indicators_2017_to_2025.csv", "dfe_social_work_workforce", {}, 540),
        ("timeliness_20_week.csv", "dfe_ehc_plans", {}, 90),
        ("absence_la.csv", "dfe_outcomes_children_in_need", {}, 105),
    ],
)
def test_the_file_that_the_figures_came_from_changes_none_of_them(copy, name, source, where, figures):
    done = refresh(copy, SAMPLES / name, source, "2025", where)
    assert (done.new, done.changed, done.same) == (0, 0, figures)


def test_a_source_of_another_kind_or_of_other_measures_is_refused(copy):
    file = release(copy.root, ("2026", "802", "E06000024", "1200,15"))
    with pytest.raises(InputError, match="is no source of official statistics"):
        refresh(copy, file, "nsscp_annual_report", "2026", {})
    with pytest.raises(InputError, match="give --source dfe_children_in_need"):
        refresh(copy, file, "dfe_social_work_workforce", "2026", {})


def test_an_older_release_and_an_impossible_figure_change_nothing(copy):
    path = copy.data / "benchmarks" / "dfe_children_in_need.csv"
    before = path.read_bytes()
    with pytest.raises(InputError, match="release 2019 is older than 2025"):
        refresh(copy, release(copy.root, ("2025", "802", "E06000024", "1,1")), "dfe_children_in_need", "2019", {})
    with pytest.raises(InputError, match="outside 0 to 100"):
        refresh(copy, release(copy.root, ("2026", "802", "E06000024", "9,148")), "dfe_children_in_need", "2026", {})
    assert path.read_bytes() == before


def test_the_newer_of_two_releases_is_told_by_its_day_and_not_by_its_name(copy):
    file = release(copy.root, ("2026", "802", "E06000024", "1200,15"))
    refresh(copy, file, "dfe_children_in_need", "Autumn 2026", {})
    assert refresh(copy, file, "dfe_children_in_need", "2027", {}).changed == 0
    with pytest.raises(InputError, match="release Autumn 2026 is older than 2027"):
        refresh(copy, file, "dfe_children_in_need", "Autumn 2026", {})


def test_a_release_without_a_day_is_refused_with_the_line_that_gives_it_one(copy):
    file = release(copy.root, ("2025", "802", "E06000024", "1200,15"))
    with pytest.raises(InputError, match=r"'2028' of dfe_children_in_need has no day.*'2028': 2026-10-29"):
        refresh(copy, file, "dfe_children_in_need", "2028", {})


def test_a_figure_that_changed_by_more_than_a_quarter_is_asked_about_and_nothing_is_written(copy):
    path = copy.data / "benchmarks" / "dfe_children_in_need.csv"
    before = path.read_bytes()
    (was, _, _) = figure(copy, "rereferrals_pct", "E06000024", "2024-25")[0]
    file = release(copy.root, ("2025", "802", "E06000024", "1126,64.4"))
    with pytest.raises(InputError, match=f"rereferrals_pct of E06000024, 2024-25: {was} becomes 64.4"):
        refresh(copy, file, "dfe_children_in_need", "2026", {})
    assert path.read_bytes() == before
    done = refresh(copy, file, "dfe_children_in_need", "2026", {}, accept_changes=True)
    assert done.changed >= 1
    assert any("becomes 64.4" in said for said in done.said)


def test_a_year_that_the_file_has_no_more_is_asked_about(copy):
    file = release(copy.root, ("2023", "802", "E06000024", "1027,18"), ("2025", "802", "E06000024", "1126,15.5"))
    with pytest.raises(InputError, match="referrals of E06000024, 2023-24: is gone from the file"):
        refresh(copy, file, "dfe_children_in_need", "2026", {})


def test_a_column_with_a_name_of_before_is_read_by_a_known_renaming_and_that_is_said(copy):
    file = release(copy.root, ("2026", "802", "E06000024", "1200,15"))
    file.write_text(file.read_text().replace("referral_count", "Referrals"))
    done = refresh(copy, file, "dfe_children_in_need", "2026", {})
    assert "referrals" in done.measures
    assert "the column 'Referrals' is read as 'referral_count'" in done.said[0]
    kept = (copy.data / "source_files.yaml").read_text()
    assert "- Referrals\n" in kept and "release: '2026'" in kept


def test_measures_whose_columns_may_have_a_new_name_are_named(copy):
    file = release(copy.root, ("2026", "802", "E06000024", "1200,15"))
    file.write_text(file.read_text().replace("rereferral_percent", "re_referral_percent"))
    done = refresh(copy, file, "dfe_children_in_need", "2026", {})
    (said,) = done.said
    assert "rereferrals_pct (rereferral_percent)" in said


def test_an_area_that_was_asked_for_and_is_not_there_is_named(copy):
    file = release(copy.root, ("2026", "802", "E06000024", "1200,15"))
    done = refresh(copy, file, "dfe_children_in_need", "2026", {}, ["E10000017"])
    assert "the file has nothing of Lancashire (E10000017)" in done.said


def test_a_council_keeps_what_it_had_under_a_former_code_with_the_same_boundary(copy):
    rows = [(str(year), "933", "E10000027", f"5{year % 100},20") for year in (2021, 2022)]
    rows += [(str(year), "933", "E06000066", f"5{year % 100},20") for year in (2023, 2024)]
    refresh(copy, release(copy.root, *rows), "dfe_children_in_need", "2026", {}, ["E06000066"])
    assert figure(copy, "referrals", "E06000066", "2020-21") == [["521", "", "2026"]]
    assert figure(copy, "referrals", "E06000066", "2023-24") == [["524", "", "2026"]]
    assert figure(copy, "referrals", "E10000027", "2020-21") == []


def test_two_measures_of_one_column_are_refused_unless_each_says_of_which_rows_it_is(copy):
    measures = copy.data / "measures" / "children_in_care.yaml"
    text = measures.read_text()
    for name in ("cla_march", "cla_ceased"):
        start = text.index(f"  {name}:\n")
        line = next(part for part in text[start:].splitlines() if "source_name:" in part)
        text = text[:start] + text[start:].replace(line, "    source_name: children_count", 1)
    measures.write_text(text)
    path = copy.root / "cla.csv"
    place = "2025,Reporting year,Local authority,E92000001,England,E12000009,South West,802,North Somerset,E06000024"
    columns = HEADER.split("category")[0].replace("new_la_code,la_name", "la_name,new_la_code")
    rows = ["Children looked after on 31 March each year,260", "Children ceasing to be looked after each year,90"]
    path.write_text(columns + "population_type,children_count\n" + "".join(f"{place},{row}\n" for row in rows))
    where = {"population_type": "Children looked after on 31 March each year"}
    with pytest.raises(InputError, match=r"is that of cla_\w+ and of cla_\w+, and of the same rows"):
        refresh(copy, path, "dfe_children_looked_after", "2026", where)
    for name, row in (("cla_march", rows[0]), ("cla_ceased", rows[1])):
        start = text.index(f"  {name}:\n")
        at = "    source_name: children_count\n"
        more = f"{at}    source_where: {{population_type: '{row.rpartition(',')[0]}'}}\n"
        text = text[:start] + text[start:].replace(at, more, 1)
    measures.write_text(text)
    done = refresh(copy, path, "dfe_children_looked_after", "2025", {}, accept_changes=True)
    assert {"cla_march", "cla_ceased"} <= set(done.measures)


def test_rows_that_did_not_change_stay_where_they_are(copy):
    path = copy.data / "benchmarks" / "dfe_children_in_need.csv"
    before = path.read_text().splitlines()
    refresh(copy, release(copy.root, ("2026", "802", "E06000024", "1200,15")), "dfe_children_in_need", "2026", {})
    after = path.read_text().splitlines()
    added = [line for line in after if line not in set(before)]
    assert len(added) == 2
    assert [line for line in after if line not in added] == before


def test_a_refresh_records_the_rows_of_its_file_and_one_that_lost_rows_since_is_not_written_over(copy):
    path = copy.data / "benchmarks" / "dfe_children_in_need.csv"
    file = release(copy.root, ("2026", "802", "E06000024", "1200,15"))
    refresh(copy, file, "dfe_children_in_need", "2026", {})
    assert f"{path.name}: {len(read_figures(path))}\n" in (path.parent / "rows.yaml").read_text()
    lost = "".join(path.read_text().splitlines(keepends=True)[:-25])
    path.write_text(lost)
    with pytest.raises(InputError, match="may have lost some"):
        refresh(copy, file, "dfe_children_in_need", "2026", {})
    assert path.read_text() == lost


def sibling(copy, name, category="", header="category", cells="2700,21.5"):
    """A file with the columns of referrals and near values, under another name or with other categories."""
    path = release(copy.root, ("2026", "802", "E06000024", cells))
    text = path.read_text().replace(",category,", f",{header},").replace(",All,", f",{category},")
    other = copy.root / name
    other.write_text(text)
    return other


@pytest.mark.parametrize(
    ("name", "category", "header", "said"),
    [
        ("c1.csv", "Referrals by source of referral", "category", "holds 'Referrals by source of referral'"),
        ("c1.csv", "Aged 0 to 4,Referrals", "age_group,category", "a column 'age_group'"),
        ("c2_children_in_need_referrals_by_source.csv", "Referrals", "category", "the file is called c2_"),
    ],
)
def test_a_file_with_the_same_column_is_another_by_its_name_or_its_categories(copy, name, category, header, said):
    path = copy.data / "benchmarks" / "dfe_children_in_need.csv"
    before = path.read_bytes()
    file = sibling(copy, name, category, header, "1200,15")
    with pytest.raises(InputError, match=said):
        refresh(copy, file, "dfe_children_in_need", "2026", {})
    assert path.read_bytes() == before
    assert any(said in line for line in refresh(copy, file, "dfe_children_in_need", "2026", {}, (), True).said)


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("c1.csv", "All"),
        ("download (1).csv", "x"),
        ("c1_children_in_need_referrals_and_rereferrals_2013_to_2026.csv", "Referrals and Re-referrals"),
        ("first.csv", "Referrals"),
    ],
)
def test_a_file_whose_name_and_categories_say_no_more_than_the_known_one_is_taken(copy, name, category):
    assert refresh(copy, sibling(copy, name, category, cells="1200,15"), "dfe_children_in_need", "2026", {}).new == 2


def test_a_fault_in_a_column_that_no_measure_reads_is_no_reason_to_refuse(copy):
    file = release(copy.root, ("2026", "802", "E06000024", "1200,15,#REF!"), ("2025", "802", "E06000024", "1126,15,7"))
    file.write_text(file.read_text().replace("rereferral_percent\n", "rereferral_percent,of_no_measure\n"))
    assert refresh(copy, file, "dfe_children_in_need", "2026", {}).new == 2
    file.write_text(file.read_text().replace("1200,15,#REF!", "#REF!,15,7"))
    with pytest.raises(InputError, match="#REF!"):
        refresh(copy, file, "dfe_children_in_need", "2026", {})


def test_the_past_of_a_council_that_was_divided_is_said_not_to_be_carried(copy):
    rows = [("2022", "909", "E10000006", "900,20"), ("2024", "942", "E06000063", "500,20")]
    done = refresh(copy, release(copy.root, *rows), "dfe_children_in_need", "2026", {}, ["E06000063"])
    said = "Cumberland (E06000063) was made from Cumbria (E10000006), whose years are not carried"
    assert any(line.startswith(said) for line in done.said)
    assert figure(copy, "referrals", "E06000063", "2021-22") == []
    rows = [("2022", "933", "E10000027", "900,20"), ("2024", "933", "E06000066", "500,20")]
    done = refresh(copy, release(copy.root, *rows), "dfe_children_in_need", "2026", {}, ["E06000066"])
    assert not any("was made from" in line for line in done.said)


def test_the_part_and_the_base_of_a_share_are_taken_with_it(copy):
    header = HEADER.replace("rereferral_percent", "no_further_action_count,no_further_action_percent")
    file = release(copy.root, ("2026", "802", "E06000024", "1200,60,5"))
    file.write_text(file.read_text().replace(HEADER, header))
    refresh(copy, file, "dfe_children_in_need", "2026", {})
    table = read_figures(copy.data / "benchmarks" / "dfe_children_in_need.csv")
    row = table[(table["measure"] == "referrals_nfa_pct") & (table["period"] == "2025-26")]
    assert row[["value", "numerator", "denominator"]].values.tolist() == [["5", "60", "1200"]]
    plain = table[(table["measure"] == "referrals") & (table["period"] == "2025-26")]
    assert plain[["value", "numerator", "denominator"]].values.tolist() == [["1200", "", ""]]


def test_a_whole_national_file_is_taken_with_every_council_region_and_england(of_england):
    folder = of_england.data / "benchmarks"
    table = read_figures(folder / "dfe_children_in_need.parquet")
    taken = table[(table["measure"] == "referrals") & (table["period"] == "2024-25")]
    areas = Areas(of_england.data / "reference")
    assert set(taken["area"]) >= {area.code for area in areas.english_councils}
    assert len(taken) == 153 + 11 + 1
    assert not (folder / "dfe_children_in_need.csv").exists()
    assert f"dfe_children_in_need.parquet: {len(table)}\n" in (folder / "rows.yaml").read_text()
    assert "dfe_children_in_need.csv" not in (folder / "rows.yaml").read_text()


def test_what_the_source_had_in_its_csv_goes_into_the_store_as_it_was(project, of_england):
    before = read_figures(project.data / "benchmarks" / "dfe_children_in_need.csv")
    table = read_figures(of_england.data / "benchmarks" / "dfe_children_in_need.parquet")
    columns = ["measure", "area", "period", "value", "status", "release", "numerator", "denominator"]
    kept = before[~before["measure"].isin(["referrals", "rereferrals_pct"]) | (before["period"] < "2023-24")]
    rows = set(table[columns].itertuples(index=False, name=None))
    assert set(kept[columns].itertuples(index=False, name=None)) <= rows


def test_years_under_a_council_s_former_code_of_the_same_boundary_are_its_own_in_a_national_file_too(of_england):
    table = read_figures(of_england.data / "benchmarks" / "dfe_children_in_need.parquet", areas=[SOMERSET])
    assert list(table[table["measure"] == "referrals"]["period"]) == ["2023-24", "2024-25"]
    assert not (
        read_figures(of_england.data / "benchmarks" / "dfe_children_in_need.parquet")["area"] == "E10000027"
    ).any()


def test_a_source_of_all_england_stays_one_and_the_same_file_changes_not_a_byte(of_england, tmp_path):
    for name in ("parameters", "data"):
        shutil.copytree(getattr(of_england, name), tmp_path / name)
    copy = Project(tmp_path)
    path = copy.data / "benchmarks" / "dfe_children_in_need.parquet"
    before = path.read_bytes()
    done = refresh(copy, of_england.root / "c1.csv", "dfe_children_in_need", "2025", {})
    assert (done.path, done.new, done.changed, done.same) == (path, 0, 0, 2 * 2 * 165)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("dfe_children_in_need.csv"))


def test_an_area_of_which_nothing_is_known_is_refused_with_the_line_that_makes_it_known(copy):
    rows = [("2026", "802", "E06000024", "1200,15"), ("2026", "999", "E06000099", "5000,20")]
    with pytest.raises(InputError) as caught:
        refresh(copy, release(copy.root, *rows), "dfe_children_in_need", "2026", {}, all_areas=True)
    assert str(caught.value).startswith(f"{copy.root}/c1.csv, line 3: there is no area E06000099")
    assert "add to data/reference/areas.csv: E06000099,Somewhere,council,999,REGION" in str(caught.value)
    assert (copy.data / "benchmarks" / "dfe_children_in_need.csv").exists()


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the Department's files are not beside this checkout")
def test_the_department_s_own_national_file_fills_all_councils_and_changes_no_figure_that_is_here(copy):
    name = "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv"
    done = refresh(copy, SAMPLES / name, "dfe_children_in_need", "2025", {}, all_areas=True)
    assert (done.new, done.changed, done.same) == (7748, 0, 780)
    assert done.path.stat().st_size < 100_000
