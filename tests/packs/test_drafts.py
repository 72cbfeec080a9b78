"""Officers' commentary in a pack: refused with faults, marked in a draft, held by the gate, never released."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from built_packs import with_sample_commentary
from pages import texts, values, words
from panelpack.catalogue.reports import read_reports
from panelpack.commands import building, cli
from panelpack.disclosure.prepare import prepared
from panelpack.gate.gate import Gate
from panelpack.gate.whole_pack import check_pack
from panelpack.packs import making, pack
from panelpack.packs.pack import Pack, build_pack
from panelpack.packs.plan import plan
from panelpack.packs.release import release
from panelpack.project.checkout import Project
from panelpack.project.children import Outcome
from panelpack.project.errors import InputError, PanelpackError
from panelpack.project.standing import DRAFT, UNRESOLVED

FRONT = "---\nauthor: A. Officer\ndate: 2026-10-06\n---\n\n"
FAULTY = (
    f"{FRONT}## Children waiting\n\nIn 2022-23 there were 31,415 children. <script>alert()</script>\n\n"
    "## Childen waiting\n\nA, {{ agency_hubs }}.\n"
)


@pytest.fixture(scope="module")
def written(project, tmp_path_factory):
    """A project of its own, whose adoption report has commentary with four faults, and its pack, built as a draft."""
    root = tmp_path_factory.mktemp("written")
    for name in ("parameters", "data", "notebooks"):
        shutil.copytree(getattr(project, name), root / name)
    copy = with_sample_commentary(Project(root))
    (copy.parameters / "commentary" / "north-somerset" / "2022-23" / "adoption.md").write_text(FAULTY)
    said = []
    build_pack(copy, plan(copy, "north-somerset", "2022-23", ["adoption"])[0], {}, said.append, draft=True)
    return copy, said


@pytest.fixture(scope="module")
def folder(written):
    return written[0].rendered / "north-somerset" / "2022-23"


def test_faults_stop_a_build_before_any_notebook_runs_and_all_are_listed(written, monkeypatch):
    def never(*_):
        raise AssertionError("a notebook ran")

    monkeypatch.setattr(making.PackInHand, "finished", never)
    copy = written[0]
    plans = plan(copy, "north-somerset", "2022-23")
    with pytest.raises(InputError) as error:
        build_pack(copy, plans[0], {}, print)
    places = [str(problem).partition(": ")[0] for problem in error.value.problems]
    file = "parameters/commentary/north-somerset/2022-23/adoption.md"
    assert places == [f"{file}, line {line}, column {column}" for line, column in ((8, 23), (8, 40), (8, 55), (10, 1))]


def test_the_command_fails_with_every_fault_and_goes_on_as_a_draft(written, monkeypatch):
    monkeypatch.setenv("PANELPACK_HOME", str(written[0].root))
    monkeypatch.setenv("PANELPACK_AUDIENCE", "public")
    drafts = []

    def build_packs(_project, plans, asked, _progress, draft, _making):
        drafts.append((draft, asked.pdf))
        return [Outcome(plans[0], Pack(Path("index.html"), (1, 1)))]

    monkeypatch.setattr(building, "build_packs", build_packs)
    refused = CliRunner().invoke(cli.app, ["build", "--year", "2022-23"])
    assert refused.exit_code == 4
    assert refused.stderr.count("adoption.md, line ") == 4
    assert drafts == []
    CliRunner().invoke(cli.app, ["build", "--year", "2022-23", "--draft"])
    assert drafts == [(True, False)]


def test_more_faults_than_other_errors_list_are_all_listed(written):
    copy = written[0]
    path = copy.parameters / "commentary" / "north-somerset" / "2022-23" / "send.md"
    kept = path.read_text()
    path.write_text(f"{FRONT}## What changed\n\n" + "There were 31,415.\n\n" * 40)
    with pytest.raises(InputError) as error:
        pack.check_commentary(copy, plan(copy, "north-somerset", "2022-23"), draft=False)
    path.write_text(kept)
    assert len(str(error.value).splitlines()) == 44


def test_a_draft_marks_the_faults_in_place_and_says_so_on_every_page(written, folder):
    page = (folder / "adoption.html").read_text()
    labels = values(page, "aside", "aria-label")
    assert labels == ["Faults in officers' commentary", "Officers' commentary: Children waiting"]
    marks = texts(page, f'aside[aria-label="{labels[1]}"] mark')
    assert [mark.partition(", column")[0] for mark in marks] == ["Fault: line 8"] * 3
    assert "31,415" not in words(page)
    for path in folder.glob("*.html"):
        assert texts(path.read_text(), ".status-line")[:1] == [f"{DRAFT} {UNRESOLVED}"], path.name
    assert sum(line.startswith("to mend: ") for line in written[1]) == 4


def test_the_record_counts_the_faults_and_names_the_files(written, folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["commentary_faults"] == 4
    named = [name for name in manifest["inputs"] if "commentary" in name]
    assert named == [
        "parameters/commentary/allowed.yaml",
        *[
            f"parameters/commentary/north-somerset/2022-23/{name}.md"
            for name in sorted(read_reports(written[0].data / "measures"))
        ],
    ]


def test_a_pack_with_faults_is_not_released(written):
    with pytest.raises(
        PanelpackError, match="not released: the pack holds 4 faults in officers' commentary; mend them in"
    ):
        release(written[0], "north-somerset", "2022-23", "A. Director", date(2023, 10, 19))


def test_faults_that_the_record_hides_are_found_by_the_gate(written, folder, tmp_path):
    shutil.copytree(folder, tmp_path / "pack")
    manifest = tmp_path / "pack" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"commentary_faults": 4', '"commentary_faults": 0'))
    check_pack(written[0], folder)
    with pytest.raises(InputError, match="adoption.html: a fault in officers' commentary, of which the record"):
        check_pack(written[0], tmp_path / "pack")


def test_a_page_of_a_draft_that_is_kept_keeps_its_faults_in_the_record(written, tmp_path):
    shutil.copytree(written[0].root, tmp_path / "project")
    copy = Project(tmp_path / "project")
    shutil.copy(
        copy.parameters / "commentary" / "allowed.yaml", copy.parameters / "commentary" / "north-somerset" / "2022-23"
    )
    with pytest.raises(InputError, match="'allowed.yaml' is no report of 2022-23"):
        pack.check_commentary(copy, plan(copy, "north-somerset", "2022-23", ["safeguarding"]), draft=False)
    (copy.parameters / "commentary" / "north-somerset" / "2022-23" / "allowed.yaml").unlink()
    built = build_pack(copy, plan(copy, "north-somerset", "2022-23", ["safeguarding"])[0], {}, print)
    manifest = json.loads((built.index.parent / "manifest.json").read_text())
    assert manifest["commentary_faults"] == 4
    assert UNRESOLVED in (built.index.parent / "safeguarding.html").read_text()


def found(copy, year, html):
    gate = Gate.of(copy, "north-somerset", prepared(copy, "north-somerset"), year=year, reports=["send"])
    return list(gate.page(html))


def test_the_gate_knows_the_words_of_the_pack_s_own_commentary_and_no_others(written):
    copy = written[0]
    path = copy.parameters / "commentary" / "north-somerset" / "2021-22" / "send.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"{FRONT}## What changed\n\nPupils in *area 88* were asked on 3 May 2022; {{{{ ehc_plans }}}} plans.\n"
    )
    words = "<p>Pupils in <em>area 88</em> were asked on 3 May 2022; <code>panelpack list measures</code> plans.</p>"
    assert found(copy, "2021-22", words) == []
    for other in (words.replace("area 88", "area 89"), words.replace("asked", "not asked"), "<p>In area 88.</p>"):
        (finding,) = found(copy, "2021-22", other)
        assert "a digit without a mark" in finding
    assert "a digit without a mark" in found(copy, "2022-23", words)[0]
