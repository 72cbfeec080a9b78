"""Only what changed is made anew, and a report whose figures, words and rules are as they were is kept."""

import json
import os
import shutil

import pytest

from pages import numbers
from panelpack.disclosure.prepare import prepared
from panelpack.packs import making
from panelpack.packs.freshness import Asked, freshness_of
from panelpack.packs.making import Making
from panelpack.packs.pack import build_pack, pack_folder
from panelpack.packs.plan import plan
from panelpack.project.checkout import Project
from panelpack.project.children import can_fork
from panelpack.project.errors import InputError, Problem

TWO = ["police", "workforce"]
pytestmark = pytest.mark.skipif(not can_fork(), reason="what a kernel reads of figures is not known")


@pytest.fixture(scope="module")
def copy(project, tmp_path_factory):
    """A project of its own with a pack of two reports."""
    root = tmp_path_factory.mktemp("fresh")
    for name in ("parameters", "data", "notebooks"):
        shutil.copytree(getattr(project, name), root / name)
    copy = Project(root)
    build_pack(copy, the_plan(copy), {}, print)
    return copy


def the_plan(copy):
    return plan(copy, "north-somerset", "2022-23", TWO)[0]


def freshness(copy, **asked):
    published = prepared(copy, "north-somerset")
    return freshness_of(copy, the_plan(copy), published, Asked(**asked), pack_folder(copy, the_plan(copy)))


@pytest.fixture
def edited(copy):
    """Edits a file of the project; afterwards it is as it was."""
    kept = {}

    def edit(place, old, new):
        path = copy.root / place
        kept.setdefault(path, path.read_bytes() if path.exists() else None)
        text = kept[path].decode() if kept[path] is not None else ""
        assert old in text
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new, 1))

    yield edit
    for path, content in kept.items():
        path.unlink() if content is None else path.write_bytes(content)


def a_row_of(copy, measure, area, period):
    """A line of the statistics of social workers."""
    path = "data/benchmarks/dfe_social_work_workforce.csv"
    lines = (copy.root / path).read_text().splitlines()
    return path, next(line for line in lines if line.startswith(f"{measure},{area},{period},"))


def test_a_pack_that_was_just_built_is_fresh(copy):
    found = freshness(copy)
    assert found.is_fresh
    said = []
    again = build_pack(copy, the_plan(copy), {}, said.append)
    assert again.was_fresh
    assert [str(words) for words in said] == ["north-somerset 2022-23: 2 reports are as their sources say"]


def test_a_part_of_a_pack_that_was_just_built_is_fresh_too(copy):
    one = plan(copy, "north-somerset", "2022-23", ["police"])[0]
    folder = pack_folder(copy, one)
    assert freshness_of(copy, one, prepared(copy, "north-somerset"), Asked(), folder).is_fresh


def test_a_file_that_was_touched_and_not_changed_makes_nothing_stale(copy):
    os.utime(copy.data / "sources.yaml")
    os.utime(copy.notebook("police"))
    assert freshness(copy).is_fresh


def test_a_figure_of_a_neighbour_makes_stale_the_report_that_compares_with_it_and_no_other(copy, edited):
    path, row = a_row_of(copy, "sw_vacancy_pct", "E10000014", "30 September 2022")
    cells = row.split(",")
    cells[4] = f"{float(cells[4]) + 1:.1f}"
    edited(path, row, ",".join(cells))
    found = freshness(copy)
    assert list(found.stale) == ["workforce"]
    assert "sw_vacancy_pct of Hampshire" in found.stale["workforce"]


@pytest.mark.parametrize(
    ("place", "stale"),
    [
        ("notebooks/police.ipynb", ["police"]),
        ("parameters/commentary/north-somerset/2022-23/workforce.md", ["workforce"]),
        ("parameters/councils/north-somerset.yaml", TWO),
        ("data/glossary.yaml", TWO),
        ("parameters/councils/kent.yaml", []),
        ("parameters/years/2015-16.yaml", []),
        ("notebooks/explore.ipynb", []),
    ],
)
def test_a_changed_file_makes_stale_what_it_bears_on(copy, edited, place, stale):
    edited(place, "", "\n" if not place.endswith(".md") else "---\nauthor: A\ndate: 2023-01-01\n---\n")
    assert list(freshness(copy).stale) == stale


def test_other_parameters_and_forms_are_another_pack(copy):
    assert list(freshness(copy, parameters={"council": "kent"}).stale) == TWO
    with_pdf = freshness(copy, pdf=True)
    assert (dict(with_pdf.stale), with_pdf.pack) == ({}, "pack.pdf was not made")


def test_a_pack_that_somebody_touched_or_that_is_gone_is_made_anew(copy):
    page = pack_folder(copy, the_plan(copy)) / "police.html"
    kept = page.read_bytes()
    page.write_bytes(kept + b" ")
    assert "police.html" in freshness(copy).pack
    page.write_bytes(kept)
    assert freshness(copy).is_fresh
    folder = pack_folder(copy, the_plan(copy))
    folder.rename(folder.with_name("away"))
    assert freshness(copy).pack == "there is no pack yet"
    folder.with_name("away").rename(folder)


def test_what_is_kept_of_another_build_is_not_believed(copy):
    (kept,) = (copy.cache / "built").glob("north-somerset-2022-23-*.json")
    content = kept.read_text()
    kept.write_text(json.dumps({**json.loads(content), "record": "0" * 64}))
    assert freshness(copy).pack == "how the pack there was built is not known"
    kept.write_text(content)


def test_every_figure_on_a_page_is_among_those_that_its_report_read(copy):
    """Else one of them could change and the page stay."""
    (kept,) = (copy.cache / "built").glob("north-somerset-2022-23-*.json")
    reads = json.loads(kept.read_text())["reads"]
    published = prepared(copy, "north-somerset")
    folder = pack_folder(copy, the_plan(copy))
    checked = 0
    for name in TWO:
        read = {(measure, area) for measure, areas in reads[name].items() for area in areas}
        for marked in numbers((folder / f"{name}.html").read_text()):
            if marked.attributes.get("data-fact") not in published.figures:
                continue
            figure = published.figures[marked.attributes["data-fact"]]
            kinds = {(figure.measure.id, kind) for kind in (figure.area, "@stated", "@official")}
            assert kinds & read, (name, figure.measure.id, figure.area)
            checked += 1
    assert checked > 300


def test_a_stale_report_is_made_and_the_others_stay_byte_for_byte(copy, edited):
    folder = pack_folder(copy, the_plan(copy))
    before = {path.name: path.read_bytes() for path in folder.glob("*.html")}
    path, row = a_row_of(copy, "sw_vacancy_pct", "E10000014", "30 September 2022")
    cells = row.split(",")
    cells[4] = f"{float(cells[4]) + 1:.1f}"
    edited(path, row, ",".join(cells))
    pack = build_pack(copy, the_plan(copy), {}, print)
    assert list(pack.made) == ["workforce"] and "sw_vacancy_pct" in pack.made["workforce"]
    assert (folder / "police.html").read_bytes() == before["police.html"]
    assert (folder / "workforce.html").read_bytes() != before["workforce.html"]
    edited(path, row, row)
    assert list(build_pack(copy, the_plan(copy), {}, print).made) == ["workforce"]
    assert {path.name: path.read_bytes() for path in folder.glob("*.html")} == before


def test_a_kept_page_that_no_longer_holds_is_made_anew(copy, monkeypatch):
    """The gate refuses a page that was kept: it is built, and the pack passes."""
    refused = []

    def once(*given, **named):
        if not refused:
            refused.append("police.html")
            raise InputError([Problem("a digit without a mark", "police.html")])
        return judged(*given, **named)

    judged = making.check_pack
    monkeypatch.setattr(making, "check_pack", once)
    said = []
    one = plan(copy, "north-somerset", "2022-23", ["workforce"])[0]
    build_pack(copy, one, {}, said.append, making=Making(force=True))
    assert "north-somerset 2022-23: no longer holds: police" in said
    assert any("police: " in words for words in said)


def test_rows_that_move_in_their_file_change_no_figure(copy, edited):
    path, row = a_row_of(copy, "sw_vacancy_pct", "E10000014", "30 September 2022")
    edited(path, f"{row}\n", "")
    (copy.root / path).write_text((copy.root / path).read_text() + f"{row}\n")
    assert build_pack(copy, the_plan(copy), {}, print).made == {}
