"""A whole pack of an invented council with small figures: nothing hidden can be read or worked out anywhere in it."""

import os
import subprocess
import sys

import pytest

from pages import rows, words
from panelpack.disclosure.prepare import make
from panelpack.gate.whole_pack import check_pack
from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan
from panelpack.page.html_tree import facts_marked
from panelpack.project.errors import InputError


@pytest.fixture(scope="module")
def pack(sampleshire):
    return build_pack(
        sampleshire, plan(sampleshire, "sampleshire", "2022-23", ["safeguarding", "adoption", "send"])[0], {}, print
    ).index.parent


def test_small_needs_are_hidden_with_enough_others_that_they_cannot_be_worked_out(pack):
    page = (pack / "send.html").read_text()
    table = rows(page, "Children and young people with an EHC plan, by primary need")
    shown = {name: cells[0] for name, cells in table.items()}
    assert shown["Hearing impairment"] == shown["Vision impairment"] == "c"
    # 3 and 1 add to 4, which leaves too little room: the smallest other need goes too
    assert shown["Speech, language and communication needs"] == "c"
    assert shown["Autistic spectrum disorder"] == "21"
    assert shown["Children and young people with an EHC plan"] == "78"
    assert "c: not shown, to protect people." in words(page)


def test_percentages_and_rests_of_small_counts_go_with_them(pack):
    table = rows((pack / "safeguarding.html").read_text(), "Children known to the council in the year")
    assert table["Contacts about domestic violence"][0] == "c"
    assert table["Contacts about domestic violence, as a percentage of contacts"][0] == "c"
    # 118 of 120 would tell the other 2
    assert "c" in (table["Re-referrals within 12 months"][0], table["Referrals to children's social care"][0])


def test_no_form_of_the_page_holds_a_hidden_number(pack, sampleshire):
    published = make(sampleshire, "sampleshire")
    hidden = {figure.id for figure in published.figures.values() if figure.status == "c" and figure.area == "X99000001"}
    assert len(hidden) >= 6
    for path in pack.glob("*.html"):
        marks = facts_marked(path.read_text())
        assert not marks & hidden


def test_the_pack_passes_the_gate_and_says_how_many_figures_are_hidden(pack, sampleshire):
    assert check_pack(sampleshire, pack).files > 10
    assert "figures are not shown, because they are or would reveal counts of 1 to 5." in words(
        (pack / "send.html").read_text()
    )


def test_an_officers_copy_shows_all_is_marked_on_every_page_and_never_passes_the_gate(sampleshire):
    environment = os.environ | {"PANELPACK_HOME": str(sampleshire.root)}
    command = [
        sys.executable,
        "-m",
        "panelpack.commands.entry",
        "build",
        "send",
        "--council",
        "sampleshire",
        "--audience",
        "officer",
    ]
    done = subprocess.run(command, env=environment, cwd=sampleshire.root, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    folder = sampleshire.cache / "officer" / "sampleshire" / "2022-23"
    table = rows((folder / "send.html").read_text(), "Children and young people with an EHC plan, by primary need")
    assert table["Hearing impairment"] == ["3"]
    for path in folder.glob("*.html"):
        assert words(path.read_text()).count("Not for publication.") >= 2, path.name
    with pytest.raises(InputError) as error:
        check_pack(sampleshire, folder)
    assert any("officers' copy" in problem.what for problem in error.value.problems)
