"""Releasing: the edition's stamp, the ledger, and what a release refuses."""

import json
import shutil
from datetime import date

import pytest

from panelpack.disclosure.ledger import read_ledger
from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan
from panelpack.packs.release import release
from panelpack.project.checkout import Project
from panelpack.project.errors import PanelpackError
from panelpack.project.standing import DRAFT

DAY = date(2023, 10, 10)


@pytest.fixture
def sampleshire(sampleshire, tmp_path):
    """A copy of the invented council's project, to release and change."""
    shutil.copytree(sampleshire.root, tmp_path / "project", ignore=shutil.ignore_patterns("rendered", ".cache"))
    return Project(tmp_path / "project")


def test_a_release_stamps_every_page_and_enters_every_figure_and_a_build_is_a_draft_again(sampleshire):
    def built():
        return build_pack(sampleshire, plan(sampleshire, "sampleshire", "2022-23", ["send"])[0], {}, print).index.parent

    folder = built()
    pages = list(folder.glob("*.html"))
    assert all(DRAFT in path.read_text() for path in pages)
    edition = release(sampleshire, "sampleshire", "2022-23", "A. Director", DAY)
    assert edition.name == "2022-23 edition 1"
    assert all("2022-23 edition 1, signed off by A. Director on" in path.read_text() for path in pages)
    assert json.loads((folder / "manifest.json").read_text())["edition"] == "2022-23 edition 1"
    ledger = read_ledger(sampleshire.ledger_of("sampleshire"))
    assert len(ledger) == edition.figures
    needs = ledger[ledger["measure"] == "ehc_plans_by_need"].set_index("breakdown")
    assert needs.loc["primary_need=ASD", "value"] == 21
    assert needs.loc["primary_need=HI", "status"] == "c"
    with pytest.raises(PanelpackError, match="released already"):
        release(sampleshire, "sampleshire", "2022-23", "A. Director", DAY)
    # A need that grew out of the small numbers stays hidden: beside the first edition it would tell the others
    figures = sampleshire.data / "figures" / "sampleshire" / "ehc_plan_needs.csv"
    figures.write_text(
        figures.read_text().replace("primary_need=HI,3,", "primary_need=HI,8,").replace(",,78,", ",,83,")
    )
    page = (built() / "send.html").read_text()
    assert DRAFT in page
    assert len(read_ledger(sampleshire.ledger_of("sampleshire"))) == edition.figures
    assert release(sampleshire, "sampleshire", "2022-23", "A. Director", DAY).name == "2022-23 edition 2"
    ledger = read_ledger(sampleshire.ledger_of("sampleshire"))
    second = ledger[(ledger["edition"] == "2022-23 edition 2") & (ledger["breakdown"] == "primary_need=HI")]
    assert second["status"].tolist() == ["c"]


def test_a_pack_that_was_never_built_cannot_be_released(copied):
    with pytest.raises(PanelpackError, match="build it first"):
        release(copied, "north-somerset", "2015-16", "A. Director", DAY)
