"""From an invented council's records to a pack, by the commands that an analyst types."""

import re
import shutil
import subprocess
import sys
from datetime import date

import pytest

from panelpack.catalogue.context import read_context
from panelpack.commands.returns import found_in, rows_behind
from panelpack.commands.trace import trace
from panelpack.comparisons.council_year import council_year
from panelpack.disclosure.known_people import A_DAY, A_NAME, store_of
from panelpack.disclosure.own_records import private_list
from panelpack.disclosure.prepare import prepared
from panelpack.gate.whole_pack import check_pack
from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError

YEAR = "2024-25"
ERRORS = (
    "child_id,tables_affected,columns_affected,row_id,rule_code,rule_description\nSX1,Episodes,DEC,7,148,No reason.\n"
)


@pytest.fixture(scope="module")
def own(project, tmp_path_factory):
    """A project of its own with the returns of two years of Sampleshire."""
    root = tmp_path_factory.mktemp("records")
    for name in ("parameters", "notebooks"):
        shutil.copytree(getattr(project, name), root / name)
    shutil.copytree(project.data, root / "data", ignore=shutil.ignore_patterns("returns"))
    made = Project(root)
    assert "a council that does not exist" in run(made, "sample", "--size", "5000", "--years", "2")
    return made


def run(project, *words, code=0):
    command = [sys.executable, "-m", "panelpack.commands.entry", *words]
    environment = {"PANELPACK_HOME": str(project.root), "PATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def pack(own):
    return build_pack(own, plan(own, "sampleshire", YEAR, ["children_in_care"])[0], {}, print).index.parent


def test_a_pack_from_records_alone_passes_the_gate_and_says_that_nobody_is_real(pack, own):
    assert check_pack(own, pack).facts > 200
    for page in pack.glob("*.html"):
        assert "No child and no figure here is real." in page.read_text(encoding="utf-8"), page.name


def test_nothing_of_the_real_england_stands_beside_an_invented_council(pack):
    words = "".join(page.read_text(encoding="utf-8") for page in pack.glob("children_in_care.html"))
    assert "Department for Education" not in words and "North Somerset" not in words


@pytest.mark.parametrize(("planted", "finding"), [("SX0000042", A_NAME), ("born {birth}", A_DAY)])
def test_a_child_of_the_records_is_found_wherever_a_pack_names_it(pack, own, tmp_path, planted, finding):
    header = next((own.returns_of("sampleshire") / YEAR).rglob("header.csv")).read_text(encoding="utf-8-sig")
    child, _, birth = header.splitlines()[1].split(",")[:3]
    folder = tmp_path / "sampleshire" / YEAR
    shutil.copytree(pack, folder)
    page = folder / "children_in_care.html"
    said = child if finding == A_NAME else planted.format(birth=birth)
    page.write_text(page.read_text(encoding="utf-8").replace("</main>", f"<p>{said}</p></main>"), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        check_pack(own, folder)
    assert finding in str(refused.value)
    assert child not in str(refused.value) and birth not in str(refused.value)


def test_the_quality_list_is_printed_with_the_sector_s_own_report_and_kept_in_private(own, tmp_path):
    report = tmp_path / "errors.csv"
    report.write_text(ERRORS, encoding="utf-8")
    words = run(own, "check-returns", "sampleshire", YEAR, "--with", str(report))
    assert re.search(r"2024-25: 0 stop figures, \d+ leave rows out, \d+ are to be known", words)
    assert "No reason" in words and "SX1" not in words
    kept = private_list(own, "sampleshire").read_text(encoding="utf-8")
    assert "no_history" in kept and "sector_validator" in kept and "SX00" not in kept
    (own.returns_of("sampleshire") / YEAR / "validators" / "errors.csv").unlink()


def test_the_rows_behind_a_figure_are_as_many_as_it_says(own):
    published = prepared(own, "sampleshire")
    for measure in ("cla_started", "ehc_requests"):
        figure = next(item for item in published.stated(measure) if item.area == "X99000001" and item.value)
        rule, rows = rows_behind(own, "sampleshire", figure.id)
        assert len(rows) == figure.value
        assert rule.startswith(figure.measure.label)
        assert rows["row"].gt(0).all() and set(rows.columns) <= {"file", "row", "counted"}


def test_a_figure_that_no_record_gives_has_no_rows(own):
    published = prepared(own, "sampleshire")
    figure = next(item for item in published.figures.values() if item.source == "invented_statistics")
    with pytest.raises(InputError, match="is not counted from records"):
        rows_behind(own, "sampleshire", figure.id)


def test_a_return_of_another_council_is_refused_and_its_figures_are_not_supplied(own, tmp_path):
    other = Project(tmp_path / "other")
    shutil.copytree(own.root, other.root, ignore=shutil.ignore_patterns(".cache", "rendered"))
    for path in (other.returns_of("sampleshire") / YEAR / "cin").glob("*.xml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("<LEA>999</LEA>", "<LEA>802</LEA>"), encoding="utf-8")
    (stop,) = [item for item in found_in(other, "sampleshire", YEAR)[YEAR] if item.severity == "stop"]
    assert stop.return_name == "cin" and "802" in stop.what and "referrals" in stop.touches
    assert "cla_march" not in stop.touches
    assert read_context(other).areas["X99000001"].invented


def test_the_way_of_a_figure_from_records_tells_its_rule_and_how_to_see_its_rows(own):
    published = prepared(own, "sampleshire")
    view = council_year(own, published, "sampleshire", YEAR)
    figure = next(item for item in published.stated("cla_rate") if item.value)
    told = trace(view, figure.id)
    assert "Children with an episode open at the end of the last day" in told
    assert "for every 10,000 of" in told and f"panelpack rows {figure.id}" in told
    assert any("vintage invented" in note.what for note in published.notes)


def test_the_records_of_one_council_say_nothing_of_another_s_pages(own):
    born = "born 5 May 2012"
    store_of(own.private, "sampleshire").remember([date(2012, 5, 5)])
    assert store_of(own.private, "sampleshire").found_in(born) == [A_DAY]
    assert store_of(own.private, "north-somerset").found_in(born) == []
