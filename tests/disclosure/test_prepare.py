"""From sources to what may be shown, and the cache of it."""

import json
import shutil

import pandas as pd
import pytest

from panelpack.catalogue.areas import Areas
from panelpack.disclosure import prepare
from panelpack.disclosure.prepare import areas_read, check_places, fingerprint, make, prepared
from panelpack.gate.gate import Gate
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError
from panelpack.project.files import digest


@pytest.fixture
def copy(project, tmp_path) -> Project:
    """A checkout of its own, to spoil."""
    for name in ("parameters", "data"):
        shutil.copytree(getattr(project, name), tmp_path / name)
    return Project(tmp_path)


def spoil(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_council_whose_area_there_is_not_is_refused_by_its_file(copy):
    spoil(copy.parameters / "councils" / "kent.yaml", "E12000008", "E99999999")
    with pytest.raises(InputError, match=r"councils/kent\.yaml: region: there is no area 'E99999999'"):
        check_places(copy, "kent")


def test_a_neighbour_model_that_there_is_not_is_refused_by_its_file(copy):
    spoil(copy.parameters / "councils" / "kent.yaml", '"2025"', '"2052"')
    with pytest.raises(InputError, match=r"councils/kent\.yaml: neighbours: .*'2052'.*did you mean 2025"):
        check_places(copy, "kent")


def test_what_is_prepared_is_what_is_made_also_from_the_cache(copy):
    made = {name: figure.text for name, figure in make(copy, "kent").figures.items()}
    for _ in range(2):
        assert {name: figure.text for name, figure in prepared(copy, "kent").figures.items()} == made
    assert len(list((copy.cache / "kent").glob("*.parquet"))) == 2


def test_a_harmed_cache_is_made_anew(copy, monkeypatch):
    published = prepared(copy, "kent")
    made = []
    monkeypatch.setattr(prepare, "make", lambda *_: made.append(1) or published)
    for kind in ("parquet", "notes.parquet", "json"):
        for harm in (b"", b"PAR1 and nothing else", None):
            (kept,) = [path for path in (copy.cache / "kent").iterdir() if path.name.partition(".")[2] == kind]
            whole = kept.read_bytes()
            kept.unlink()
            if harm is not None:
                kept.write_bytes(harm)
            made.clear()
            monkeypatch.setattr(prepare, "_OPENED", {})
            prepared(copy, "kent")
            assert made == [1], (kind, harm)
            assert kept.read_bytes() == whole
            monkeypatch.setattr(prepare, "_OPENED", {})
            prepared(copy, "kent")
            assert made == [1], "a cache that is whole again was not taken"


def test_figures_that_were_changed_in_the_cache_are_not_taken(copy, monkeypatch):
    published = prepared(copy, "kent")
    (kept,) = [path for path in (copy.cache / "kent").glob("*.parquet") if "notes" not in path.name]
    frame = pd.read_parquet(kept)
    frame["value"] = frame["value"] + 1
    frame.to_parquet(kept)
    monkeypatch.setattr(prepare, "_OPENED", {})
    again = prepared(copy, "kent")
    assert {name: figure.text for name, figure in again.figures.items()} == {
        name: figure.text for name, figure in published.figures.items()
    }


def test_where_nothing_can_be_kept_all_is_made_without(copy):
    copy.cache.write_text("no folder")
    assert prepared(copy, "kent").figures


def test_a_cache_that_agrees_with_itself_is_not_what_is_signed(copy, monkeypatch):
    before = {name: figure.text for name, figure in prepared(copy, "kent").figures.items()}
    (kept,) = [path for path in (copy.cache / "kent").glob("*.parquet") if "notes" not in path.name]
    frame = pd.read_parquet(kept)
    frame["value"] = frame["value"] + 1
    frame.to_parquet(kept)
    seal = kept.with_suffix(".json")
    seal.write_text(json.dumps(json.loads(seal.read_text()) | {"figures": digest(kept)}))
    monkeypatch.setattr(prepare, "_OPENED", {})
    assert {name: figure.text for name, figure in prepare.prepared_anew(copy, "kent").figures.items()} == before
    assert {name: figure.text for name, figure in prepared(copy, "kent").figures.items()} == before


def test_what_is_prepared_is_made_once_a_process_while_nothing_changes(copy):
    assert prepared(copy, "kent") is prepared(Project(copy.root), "kent")


def test_a_changed_input_makes_the_cache_stale(copy):
    before = fingerprint(copy, "kent")
    prepared(copy, "kent")
    spoil(copy.data / "benchmarks" / "dfe_children_in_need.csv", ",759,", ",760,")
    assert fingerprint(copy, "kent") != before
    texts = {figure.text for figure in prepared(copy, "kent").over_time("referrals", "E06000024")}
    assert "760" in texts
    assert "759" not in texts
    assert len(list((copy.cache / "kent").glob("*.parquet"))) == 2


def test_faults_of_several_files_arrive_together(copy):
    folder = copy.data / "figures" / "north-somerset"
    spoil(folder / "training.csv", "measure,area,", "measur,area,")
    spoil(folder / "front_door.csv", "measure,area,", "mesure,area,")
    with pytest.raises(InputError) as caught:
        make(copy, "north-somerset")
    assert "training.csv" in str(caught.value)
    assert "front_door.csv" in str(caught.value)


def test_an_official_source_in_a_council_s_own_file_is_refused_by_its_line(copy):
    path = copy.data / "figures" / "north-somerset" / "complaints.csv"
    header = "measure,area,period,breakdown,value,status,qualifier,source,release,figure_id\n"
    path.write_text(f"{header}complaints,E06000024,2022-23,,3,,,dfe_lait,2026,\n")
    with pytest.raises(
        InputError, match=r"complaints\.csv, line 2: a council's file cannot hold figures of the official"
    ):
        make(copy, "north-somerset")


def test_a_name_of_a_part_with_a_digit_may_stand_on_a_page_also_at_the_start_of_a_row(copy):
    path = copy.data / "figures" / "north-somerset" / "complaints.csv"
    header = "measure,area,period,breakdown,value,status,qualifier,source,release,figure_id\n"
    rows = "complaints_by_theme,E06000024,2022-23,theme=leaving_care_at_18,30,,,council_figures,2022-23,\n"
    path.write_text(header + rows)
    gate = Gate.of(copy, "north-somerset", make(copy, "north-somerset"), year="2022-23")
    assert list(gate.page("<p>Leaving care at 18</p><p>leaving care at 18</p>")) == []
    assert list(gate.page("<p>Leaving care at 19</p>")) != []


def test_a_region_that_is_not_the_council_s_own_is_refused_with_the_one_that_is(project, tmp_path):
    for name in ("parameters", "data"):
        shutil.copytree(getattr(project, name), tmp_path / name)
    path = tmp_path / "parameters" / "councils" / "kent.yaml"
    path.write_text(path.read_text().replace("E12000008", "E12000009"))
    with pytest.raises(InputError, match=r"South West is not that of Kent \(write E12000008, South East"):
        check_places(Project(tmp_path), "kent")


def test_an_area_of_another_kind_than_its_key_is_refused(copy):
    spoil(copy.parameters / "councils" / "kent.yaml", "region: E12000008", "region: E10000014")
    with pytest.raises(InputError, match=r"kent\.yaml: region: Hampshire is no region but a council"):
        check_places(copy, "kent")


def test_a_model_that_names_a_council_as_its_own_neighbour_is_refused_by_its_line(copy):
    spoil(copy.data / "reference" / "neighbours_2021.csv", "E10000016,1,", "E10000016,1,E10000016,Close\nE10000016,11,")
    with pytest.raises(InputError, match=r"neighbours_2021\.csv, line \d+: neighbours: Kent is named as its own"):
        check_places(copy, "kent")


def test_of_all_england_only_the_areas_that_a_council_s_pages_can_show_are_prepared(of_england, leeds):
    near = Areas(of_england.data / "reference").neighbours("E08000035", "2025")
    wanted = {"E08000035", "E12000003", "E92000001", *near}
    assert areas_read(of_england, "leeds") == wanted
    in_store = {
        figure.area for figure in leeds.figures.values() if figure.file.endswith("dfe_children_in_need.parquet")
    }
    assert in_store == wanted


def test_a_further_area_is_prepared_where_the_council_s_parameters_name_it_and_one_that_there_is_not_is_refused(copy):
    path = copy.parameters / "councils" / "kent.yaml"
    path.write_text(path.read_text() + "\nfurther_areas: [E06000023]\n")
    check_places(copy, "kent")
    assert "E06000023" in areas_read(copy, "kent")
    spoil(path, "E06000023", "E06000923")
    with pytest.raises(InputError, match=r"kent\.yaml: further_areas: there is no area 'E06000923'"):
        check_places(copy, "kent")
