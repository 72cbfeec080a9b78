"""The page for officers: beside the packs, in none of them, judged like their pages."""

from dataclasses import replace

import pytest

from pages import parsed
from panelpack.comparisons.council_year import council_year
from panelpack.disclosure.prepare import prepared
from panelpack.gate.whole_pack import check_page_apart
from panelpack.packs import freshness, pack
from panelpack.packs.freshness import Asked
from panelpack.packs.officers import officers_page, officers_path
from panelpack.packs.plan import PackPlan
from panelpack.packs.years import NoFigureError
from panelpack.project.errors import InputError


def test_a_build_writes_it_beside_the_packs_and_no_page_of_the_pack_leads_to_it(built):
    page = officers_path(built)
    assert page == built.parent / "officers" / "2022-23" / "index.html"
    assert "panelpack template adoption" in page.read_text(encoding="utf-8")
    assert not list(built.rglob("*officers*"))
    for inside in built.glob("*.html"):
        assert "officers/" not in inside.read_text(encoding="utf-8"), inside.name


def test_it_leads_into_the_pack(built):
    page = officers_path(built)
    links = [node.attributes["href"] for node in parsed(page.read_text(encoding="utf-8")).css("a[href]")]
    into = [link for link in links if link.startswith("../../2022-23/")]
    assert "../../2022-23/adoption.html" in into
    assert all((page.parent / link).resolve().is_file() for link in into)


def test_the_gate_refuses_a_number_that_no_checked_text_accounts_for(project, north_somerset):
    page = officers_page(council_year(project, north_somerset, "north-somerset", "2022-23"), ["adoption"])
    check = ("north-somerset", "2022-23", page.replace("<main", "<p>Only 3 children.</p><main"), "the page", "../../")
    with pytest.raises(InputError, match="the page: a digit without a mark"):
        check_page_apart(project, *check)


def test_a_year_without_a_figure_is_refused_by_name_before_a_notebook_runs(project, north_somerset, monkeypatch):
    view = replace(council_year(project, north_somerset, "north-somerset", "2024-25"), year_label="2030-31")
    monkeypatch.setattr(pack, "council_year_of", lambda *_: view)
    wanted = PackPlan("north-somerset", "2030-31", ("police",))
    said = "north-somerset 2030-31: no figure of North Somerset is there for 2030-31"
    with pytest.raises(NoFigureError, match=said) as caught:
        pack.build(project, wanted, Asked(), pytest.fail)
    assert "panelpack new-year 2030-31 --council north-somerset" in str(caught.value)


def test_a_pack_whose_page_for_officers_is_gone_is_not_fresh(copied, built, monkeypatch, tmp_path):
    wanted = PackPlan("north-somerset", "2022-23", ("adoption",))
    published = prepared(copied, "north-somerset")
    assert freshness.freshness_of(copied, wanted, published, Asked(), built).is_fresh
    monkeypatch.setattr(freshness, "officers_path", lambda _: tmp_path / "index.html")
    found = freshness.freshness_of(copied, wanted, published, Asked(), built)
    assert (found.stale, found.pack) == ({}, "the page for officers is not there")
