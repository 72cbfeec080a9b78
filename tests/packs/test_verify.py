"""An edition is proven from ledger, record and git; whatever was changed since is named."""

import csv
import json
import shutil
import subprocess
from datetime import date

import pytest

from panelpack.disclosure.ledger import LEDGER_COLUMNS, entered, read_ledger
from panelpack.packs.git import commit_of, digests_at, text_at, uncommitted
from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan
from panelpack.packs.release import release
from panelpack.packs.verify import verify
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, PanelpackError
from panelpack.project.files import digest


def git(project, *words):
    who = ("-c", "user.name=A", "-c", "user.email=a@localhost")
    subprocess.run(["git", "-C", str(project.root), *who, *words], check=True, capture_output=True)


def commit(project):
    git(project, "add", "--all")
    git(project, "commit", "--message", "As it is")


@pytest.fixture(scope="module")
def released(project, sampleshire, tmp_path_factory):
    """A project in git with an edition, of which the ledger is committed, to copy."""
    own = Project(tmp_path_factory.mktemp("released") / "project")
    shutil.copytree(sampleshire.root, own.root, ignore=shutil.ignore_patterns("rendered", ".cache"))
    shutil.copy(project.root / "requirements.lock", own.root)
    (own.root / ".gitignore").write_text("rendered/\n.cache/\n")
    git(own, "init", "--quiet")
    commit(own)
    build_pack(own, plan(own, "sampleshire", "2022-23", ["send"])[0], {}, print)
    assert release(own, "sampleshire", "2022-23", "A. Director", date(2023, 10, 10)).uncommitted == ()
    commit(own)
    return own


@pytest.fixture
def own(released, tmp_path):
    shutil.copytree(released.root, tmp_path / "project")
    return Project(tmp_path / "project")


def proof_of(project, **given):
    (proof,) = verify(project, "sampleshire", "2022-23", **given)
    return proof


def pack_of(project):
    return project.rendered / "sampleshire" / "2022-23" / "editions" / "1"


def test_an_edition_is_proven_from_ledger_record_and_git(own):
    proof = proof_of(own)
    assert proof.broken == []
    # The tests' own panelpack stands outside this project
    assert proof.open == ["panelpack 0.1.0 itself: its files are not in this repository"]
    assert [words.partition(" ")[0] for words in proof.proven] == ["its", "the", "its"]


def test_a_page_that_was_changed_is_named(own):
    page = pack_of(own) / "send.html"
    page.write_text(page.read_text().replace("Sampleshire", "Sampelshire", 1))
    assert proof_of(own).broken == [f"{page} is not the file that was released"]


def test_a_page_and_a_record_that_agree_are_not_what_the_ledger_signed(own):
    page, record = pack_of(own) / "send.html", pack_of(own) / "manifest.json"
    before = digest(page)
    page.write_text(page.read_text().replace("Sampleshire", "Sampelshire", 1))
    record.write_text(record.read_text().replace(before, digest(page)))
    assert proof_of(own).broken == [f"{record} is not the record that was released"]


def test_files_more_and_less_are_named(own):
    (pack_of(own) / "glossary.html").unlink()
    (pack_of(own) / "more.html").write_text("<p>More</p>")
    gone, more = proof_of(own).broken
    assert "glossary.html is not" in gone
    assert "more.html is not" in more


def test_a_copy_that_was_published_can_be_proven(own, tmp_path):
    shutil.copytree(pack_of(own), tmp_path / "copy")
    shutil.rmtree(own.rendered)
    assert proof_of(own).open[0].startswith("the pack: there is none at ")
    proof = proof_of(own, pack=tmp_path / "copy")
    assert proof.broken == []
    assert len(proof.proven) == 3
    (tmp_path / "copy" / "index.html").write_text("<p>Another</p>")
    assert proof_of(own, pack=tmp_path / "copy").broken


def test_an_edited_ledger_is_named_by_its_line(own):
    path = own.ledger_of("sampleshire")
    path.write_text(path.read_text().replace(",21,,2022-23 edition 1", ",12,,2022-23 edition 1"))
    with pytest.raises(InputError, match=r"sampleshire.csv, line \d+: the row is not as it was entered"):
        proof_of(own)


def test_a_ledger_that_was_made_anew_throughout_is_not_what_is_committed(own):
    path = own.ledger_of("sampleshire")
    with path.open(newline="") as file:
        rows = [row[: len(LEDGER_COLUMNS)] for row in list(csv.reader(file))[1:]]
    path.unlink()
    forged = [["B. Director" if cell == "A. Director" else cell for cell in row] for row in rows]
    path.write_text(entered(path, forged, digest(pack_of(own) / "manifest.json")))
    assert read_ledger(path)["signed_off_by"].unique().tolist() == ["B. Director"]
    assert proof_of(own).broken == ["data/published/sampleshire.csv no longer begins with what is committed of it"]


def test_an_edition_that_the_ledger_does_not_hold_is_named(own):
    shutil.copytree(pack_of(own), pack_of(own).with_name("2"))
    assert proof_of(own).broken == [f"{pack_of(own).with_name('2')} is no edition that the ledger holds"]


def test_what_was_not_committed_is_said_at_the_release_and_not_proven(own):
    figures = own.data / "figures" / "sampleshire" / "data_summary.csv"
    figures.write_text(figures.read_text().replace(",300,", ",301,"))
    build_pack(own, plan(own, "sampleshire", "2022-23", ["send"])[0], {}, print)
    edition = release(own, "sampleshire", "2022-23", "A. Director", date(2023, 10, 11))
    assert edition.uncommitted == ("data/figures/sampleshire/data_summary.csv",)
    first, second = verify(own, "sampleshire")
    assert first.broken == second.broken == []
    assert "data/figures/sampleshire/data_summary.csv: not committed when the edition was released" in second.open
    assert "its rows in data/published/sampleshire.csv: they are not committed" in second.open


def test_without_git_no_origin_is_proven(own):
    shutil.rmtree(own.root / ".git")
    assert proof_of(own).open == [
        f"what it was made of: commit {_commit_in(own)[:12]}, which is not in this repository",
        "its rows in data/published/sampleshire.csv: they are not committed",
    ]


def _commit_in(project):
    return json.loads((pack_of(project) / "manifest.json").read_text())["commit"]


def test_nothing_released_is_nothing_to_verify(project):
    with pytest.raises(PanelpackError, match="no edition of kent was released"):
        verify(project, "kent")


def test_git_knows_files_as_they_were(own):
    here = commit_of(own.root)
    assert len(here) == 40
    assert text_at(own.root, here, "nothing.txt") is None
    assert text_at(own.root, here, ".gitignore") == "rendered/\n.cache/\n"
    assert digests_at(own.root, here, [".gitignore", "none"]) == {".gitignore": digest(own.root / ".gitignore")}
    assert uncommitted(own.root, [".gitignore"]) == []
    (own.root / ".gitignore").write_text("")
    assert uncommitted(own.root, [".gitignore"]) == [".gitignore"]
    assert digests_at(own.root, "0" * 40, [".gitignore"]) == {}
