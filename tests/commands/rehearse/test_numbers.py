"""The numbers of two packs by what they are of, and how they differ."""

from dataclasses import replace

import pytest

from panelpack.commands.rehearse.numbers import changed, numbers_of
from panelpack.commands.rehearse.pack import last_of
from panelpack.project.errors import InputError


@pytest.fixture
def referrals(north_somerset):
    wanted = ("referrals", "dfe_children_in_need", "E06000024", "2022-23")
    figures = north_somerset.figures.values()
    return next(item for item in figures if (item.measure.id, item.source, item.area, item.period.label) == wanted)


def pack(folder, **pages):
    folder.mkdir()
    for name, html in pages.items():
        (folder / f"{name.replace('_', '-')}.html").write_text(f"<main>{html}</main>")
    return folder


def test_a_number_of_a_new_release_is_the_same_number_and_its_pages_are_told(referrals, north_somerset, tmp_path):
    new = replace(referrals, id="newfact1", release="2026")
    old_pack = pack(
        tmp_path / "old",
        index=f"<span data-fact={referrals.id}>1,027</span>",
        safeguarding=f"<span data-fact={referrals.id}>1,027</span><b data-fact=change-{referrals.id}>+3</b>",
    )
    new_pack = pack(
        tmp_path / "new",
        index="<span data-fact=newfact1>1,034</span>",
        safeguarding="<span data-fact=newfact1>1,034</span><b data-fact=change-newfact1>+3</b>",
    )
    before, unknown = numbers_of(old_pack, {referrals.id: referrals})
    now, _ = numbers_of(new_pack, {"newfact1": new})
    (item,) = changed(before, now, north_somerset.context.areas)
    assert unknown == 0
    assert str(item) == "referrals, North Somerset, 2022-23: 1,027 -> 1,034 (index, safeguarding)"


def test_a_number_that_is_new_or_gone_is_told_and_one_that_is_not_known_counted(referrals, north_somerset, tmp_path):
    empty = pack(tmp_path / "empty", index="<p>Nothing</p>")
    full = pack(
        tmp_path / "full", index=f"<span data-fact={referrals.id}>1,027</span><span data-fact=strange1>5</span>"
    )
    known = {referrals.id: referrals}
    (none, _), (one, unknown) = numbers_of(empty, known), numbers_of(full, known)
    assert unknown == 1
    areas = north_somerset.context.areas
    assert [(item.before, item.now) for item in changed(none, one, areas)] == [("", "1,027")]
    assert [(item.before, item.now) for item in changed(one, none, areas)] == [("1,027", "")]


def test_the_last_edition_goes_before_the_last_pack_and_without_either_it_is_said(tmp_path):
    target = tmp_path / "2022-23"
    with pytest.raises(InputError, match="there is no pack and no edition of a 2022-23"):
        last_of(target, "a", "2022-23")
    (target / "editions" / "1").mkdir(parents=True)
    (target / "editions" / "2").mkdir()
    (target / "index.html").write_text("")
    assert last_of(target, "a", "2022-23") == target / "editions" / "2"
