"""A small number in words where a report hides a count: marked at the build, and refused by the gate."""

import json
import shutil
from hashlib import sha256

import pytest

from panelpack.gate.whole_pack import check_pack
from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError

FRONT = "---\nauthor: Sample Officer\ndate: 2026-10-06\n---\n\n## Complaints and compliments\n\n"
TYPED = "There were {{ complaints }} complaints. Of those about fees, three were upheld and only one child was named.\n"
PLAIN = "There were {{ complaints }} complaints. No one waited for more than two weeks, and one of the aims is less.\n"
HEADER = "measure,area,period,breakdown,value,status,qualifier,source,release,figure_id\n"


@pytest.fixture
def feedback(project, tmp_path):
    """Builds the report of feedback with a theme of three complaints and a text."""
    for name in ("parameters", "data", "notebooks"):
        shutil.copytree(getattr(project, name), tmp_path / name)
    rows = [
        ("complaints", "", 61),
        ("complaints_by_theme", "theme=fees", 3),
        ("complaints_by_theme", "theme=delay", 58),
    ]
    table = tmp_path / "data" / "figures" / "north-somerset" / "complaints.csv"
    lines = (f"{name},E06000024,2022-23,{part},{value},,,council_figures,2022-23,\n" for name, part, value in rows)
    table.write_text(HEADER + "".join(lines))
    copy = Project(tmp_path)

    def build(text, draft=False):
        written = copy.commentary_of("north-somerset", "2022-23") / "feedback.md"
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(FRONT + text)
        chosen = plan(copy, "north-somerset", "2022-23", ["feedback"])[0]
        return copy, build_pack(copy, chosen, {}, print, draft).index.parent

    return build


def test_each_small_number_in_words_is_a_fault_with_its_place(feedback):
    with pytest.raises(InputError) as error:
        feedback(TYPED)
    said = str(error.value)
    assert said.count("a small number in words, in a report that hides a count") == 2
    assert "feedback.md, line 8" in said


def test_words_that_count_nobody_may_stand_and_the_gate_refuses_one_that_comes_later(feedback):
    copy, folder = feedback(PLAIN)
    page = folder / "feedback.html"
    page.write_text(page.read_text().replace("complaints. No one", "complaints. Three were upheld. No one"))
    record = json.loads((folder / "manifest.json").read_text())
    record["files"]["feedback.html"] = sha256(page.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(record))
    with pytest.raises(InputError, match="a small number in words, in commentary of a report that hides a count"):
        check_pack(copy, folder)
