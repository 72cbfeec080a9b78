"""Releasing: what is kept and entered, what a release refuses, and what stands after a kill at any point."""

import json
import shutil
import subprocess
import sys
from datetime import date

import pytest

from panelpack.disclosure.ledger import read_ledger, released
from panelpack.gate.whole_pack import check_pack
from panelpack.packs.editions import editions_in, finish_releases
from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan
from panelpack.packs.release import release
from panelpack.page.table_csv import FOLDER
from panelpack.project.checkout import Project
from panelpack.project.errors import PanelpackError
from panelpack.project.files import digest
from panelpack.project.standing import DRAFT

DAY = date(2023, 10, 10)


@pytest.fixture(scope="module")
def drafted(sampleshire, tmp_path_factory):
    """A copy of the invented council's project with a built pack, to copy."""
    root = tmp_path_factory.mktemp("drafted") / "project"
    shutil.copytree(sampleshire.root, root, ignore=shutil.ignore_patterns("rendered", ".cache"))
    build(Project(root))
    return Project(root)


@pytest.fixture
def own(drafted, tmp_path):
    """A project with a built pack of its own, to release and change."""
    shutil.copytree(drafted.root, tmp_path / "project")
    return Project(tmp_path / "project")


def build(project):
    return build_pack(project, plan(project, "sampleshire", "2022-23", ["send"])[0], {}, print).index.parent


def signed(project):
    return release(project, "sampleshire", "2022-23", "A. Director", DAY)


def pack_of(project):
    return project.rendered / "sampleshire" / "2022-23"


def test_a_release_keeps_a_stamped_pack_and_enters_every_figure_and_the_draft_stays(own):
    edition = signed(own)
    assert edition.name == "2022-23 edition 1"
    assert edition.folder == pack_of(own) / "editions" / "1"
    pages = list(edition.folder.glob("*.html"))
    assert {page.name for page in pages} == {page.name for page in pack_of(own).glob("*.html")}
    assert all("2022-23 edition 1, signed off by A. Director on" in path.read_text() for path in pages)
    assert all(DRAFT in path.read_text() for path in pack_of(own).glob("*.html"))
    assert json.loads((edition.folder / "manifest.json").read_text())["edition"] == "2022-23 edition 1"
    ledger = read_ledger(own.ledger_of("sampleshire"))
    assert len(ledger) == edition.figures
    needs = ledger[ledger["measure"] == "ehc_plans_by_need"].set_index("breakdown")
    assert needs.loc["primary_need=ASD", "value"] == 21
    assert needs.loc["primary_need=HI", "status"] == "c"
    assert check_pack(own, edition.folder, [DAY]).files == check_pack(own, pack_of(own)).files
    years = (own.rendered / "sampleshire" / "index.html").read_text()
    assert "2022-23/editions/1/index.html" in years
    assert "2022-23, a draft" in years
    assert [path.name for path in own.rendered.rglob(".*")] == [".locks"]


def test_links_of_an_edition_lead_to_the_council_s_other_packs(own):
    front = (signed(own).folder / "index.html").read_text()
    assert "../../../index.html" in front


def test_a_second_edition_stands_beside_the_first_and_what_it_hid_stays_hidden(own):
    first = signed(own)
    with pytest.raises(PanelpackError, match=r"released already, in .*editions/1"):
        signed(own)
    before = {path.name: path.read_bytes() for path in first.folder.glob("*.*")}
    # A need that grew out of the small numbers stays hidden: beside the first edition it would tell the others
    figures = own.data / "figures" / "sampleshire" / "ehc_plan_needs.csv"
    figures.write_text(
        figures.read_text().replace("primary_need=HI,3,", "primary_need=HI,8,").replace(",,78,", ",,83,")
    )
    assert DRAFT in (build(own) / "send.html").read_text()
    assert {path.name: path.read_bytes() for path in first.folder.glob("*.*")} == before
    assert len(read_ledger(own.ledger_of("sampleshire"))) == first.figures
    second = signed(own)
    assert second.name == "2022-23 edition 2"
    ledger = read_ledger(own.ledger_of("sampleshire"))
    rows = ledger[(ledger["edition"] == "2022-23 edition 2") & (ledger["breakdown"] == "primary_need=HI")]
    assert rows["status"].tolist() == ["c"]
    assert [path.name for path in editions_in(pack_of(own))] == ["1", "2"]


def test_a_pack_that_was_never_built_cannot_be_released(copied):
    with pytest.raises(PanelpackError, match="build it first"):
        release(copied, "north-somerset", "2015-16", "A. Director", DAY)


def a_page(project):
    page = pack_of(project) / "send.html"
    page.write_text(page.read_text().replace("<h2", "<p>A word more.</p><h2", 1))


def a_table(project):
    next((pack_of(project) / FOLDER / "send").glob("*.csv")).write_text("a,b\n")


def a_file_gone(project):
    (pack_of(project) / "glossary.html").unlink()


def a_file_more(project):
    (pack_of(project) / "more.html").write_text("<p>More</p>")


def a_number_and_the_record(project):
    page = pack_of(project) / "send.html"
    assert ">78<" in page.read_text()
    page.write_text(page.read_text().replace(">78<", ">79<"))
    path = pack_of(project) / "manifest.json"
    record = json.loads(path.read_text())
    record["files"]["send.html"] = digest(page)
    path.write_text(json.dumps(record, indent=2))


def figures(project):
    path = project.data / "figures" / "sampleshire" / "data_summary.csv"
    path.write_text(path.read_text().replace(",300,", ",301,"))


def commentary(project):
    folder = project.commentary_of("sampleshire", "2022-23")
    folder.mkdir(parents=True)
    (folder / "send.md").write_text("## Key messages\n\nMore children have plans.\n")


CHANGES = {
    a_page: "send.html changed since the build",
    a_table: "csv changed since the build",
    a_file_gone: "glossary.html changed since the build",
    a_file_more: "more.html changed since the build",
    a_number_and_the_record: "send.html: the number of fact .* differs from it",
    figures: "data_summary.csv changed since the build",
    commentary: "send.md changed since the build",
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_changed_since_the_build_is_not_released(own, change):
    change(own)
    with pytest.raises(PanelpackError, match=CHANGES[change]):
        signed(own)
    assert not own.ledger_of("sampleshire").exists()
    assert editions_in(pack_of(own)) == []


def test_a_pack_of_which_pages_stayed_from_other_inputs_is_not_released(own):
    figures(own)
    build_pack(own, plan(own, "sampleshire", "2022-23", ["adoption"])[0], {}, print)
    with pytest.raises(PanelpackError, match="send stayed from a build of other inputs; build the whole pack anew"):
        signed(own)


def test_a_report_added_from_the_same_inputs_can_be_released_with_the_others(own):
    build_pack(own, plan(own, "sampleshire", "2022-23", ["adoption"])[0], {}, print)
    assert signed(own).name == "2022-23 edition 1"


def test_a_ledger_that_was_put_back_is_named_and_the_kept_edition_stays(own):
    edition = signed(own)
    own.ledger_of("sampleshire").unlink()
    with pytest.raises(PanelpackError, match="put the ledger back as git has it"):
        signed(own)
    assert (edition.folder / "send.html").exists()


RELEASE = """
import sys
from datetime import date
from pathlib import Path
from panelpack.packs.release import release
from panelpack.project.checkout import Project
print(release(Project(Path(sys.argv[1])), "sampleshire", "2022-23", "A. Director", date(2023, 10, 10), (), print).name)
"""


def test_of_two_releases_at_once_one_waits_and_finds_it_done(own):
    command = [sys.executable, "-c", RELEASE, str(own.root)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate() for process in both]
    assert sorted(process.returncode for process in both) == [0, 1]
    assert sum("released already" in errors for _, errors in said) == 1
    assert [item.name for item in released(own.ledger_of("sampleshire"))] == ["2022-23 edition 1"]


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
import panelpack.packs.release as module
from panelpack.disclosure.prepare import prepared
from panelpack.packs import editions
from panelpack.project import files
from panelpack.project.checkout import Project

def killing(owner, name, when, at=1):
    real, calls = getattr(owner, name), []
    def stand_in(*args, **named):
        calls.append(1)
        if when == "before" and len(calls) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        done = real(*args, **named)
        if when == "after" and len(calls) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    setattr(owner, name, stand_in)

POINTS = {
    "while files are written": lambda: killing(Path, "write_bytes", "after", 3),
    "before the ledger": lambda: killing(module, "write_whole", "before"),
    "while the ledger is replaced": lambda: killing(files.os, "replace", "before", 3),
    "after the ledger": lambda: killing(module, "write_whole", "after"),
    "while the edition is put in place": lambda: killing(Path, "rename", "before"),
}
# The cache will do here, and saves most of the time
module.prepared_anew = prepared
# One process for all: a child a point, since most of the time goes into importing
for place, point in enumerate(POINTS):
    child = os.fork()
    if not child:
        POINTS[point]()
        module.release(Project(Path(sys.argv[1 + place])), "sampleshire", "2022-23", "A. Director", date(2023, 10, 10))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(os.WTERMSIG(status))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_after_a_kill_at_any_point_an_edition_is_released_whole_or_not_at_all(drafted, tmp_path):
    projects = [Project(tmp_path / str(place)) for place in range(5)]
    for project in projects:
        shutil.copytree(drafted.root, project.root)
    command = [sys.executable, "-c", KILLED, *(str(project.root) for project in projects)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["9"] * 5
    outcomes = []
    for project in projects:
        entered = released(project.ledger_of("sampleshire"))
        finish_releases(pack_of(project), project.ledger_of("sampleshire"))
        kept = [digest(edition / "manifest.json") for edition in editions_in(pack_of(project))]
        assert kept == [item.pack_sha256 for item in entered]
        outcomes.append(len(entered))
        assert not [path for path in pack_of(project).rglob(".*") if path.name.endswith(".new")]
    assert outcomes == [0, 0, 0, 1, 1]
    assert signed(projects[2]).name == "2022-23 edition 1"
    with pytest.raises(PanelpackError, match="released already"):
        signed(projects[3])
    for project in projects[2:]:
        (edition,) = editions_in(pack_of(project))
        assert check_pack(project, edition, [DAY]).facts
