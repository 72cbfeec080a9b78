"""A council's own records as a source: shown as its own, beside the Department's, on every page that speaks of both."""

import shutil

import pytest

from pages import cells, parsed, rows, texts
from panelpack.comparisons.council_year import council_year
from panelpack.disclosure.prepare import prepared
from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan
from panelpack.project.checkout import Project
from panelpack.sections.summary import summed

SOURCE = """\
  ssda903:
    title: Return of children looked after
    short: the council's return
    publisher: North Somerset Council
    kind: return
    public: false
    licence: The council's own
"""
FIGURES = """\
measure,area,period,value,source,release
cla_march,E06000024,31 March 2022,249,ssda903,2022-23
cla_march,E06000024,31 March 2023,262,ssda903,2022-23
"""


def by_header(page, caption, header):
    """The cells of every row of a table that has this header."""
    (table,) = [item for item in parsed(page).css("table") if item.css_first("caption").text() == caption]
    return [rest for first, *rest in map(cells, table.css("tr")) if first == header]


@pytest.fixture(scope="module")
def with_return(project, tmp_path_factory):
    """A project in which the council's own return is preferred to all other sources."""
    root = tmp_path_factory.mktemp("with_return")
    for name in ("parameters", "notebooks", "data"):
        shutil.copytree(getattr(project, name), root / name)
    sources = root / "data" / "sources.yaml"
    text = sources.read_text().replace("precedence:\n", "precedence:\n  - ssda903\n")
    sources.write_text(text.rstrip() + "\n" + SOURCE)
    (root / "data" / "figures" / "north-somerset" / "returns.csv").write_text(FIGURES)
    return Project(root)


@pytest.fixture(scope="module")
def pack(with_return):
    return build_pack(with_return, plan(with_return, "north-somerset", "2022-23", ["safeguarding"])[0], {}, print)


@pytest.fixture(scope="module")
def page(pack):
    return (pack.index.parent / "safeguarding.html").read_text()


def test_the_council_s_own_count_is_the_one_shown_and_its_change_is_from_the_same_records(page):
    row = rows(page, "What changed in 2022-23")["Children in care at 31 March"]
    assert row[:3] == ["262", "249", "+13"]
    assert "262" in " ".join(texts(page, "ul.headlines li"))


def test_the_department_s_count_stands_beside_it(page, project, north_somerset):
    own = council_year(project, north_somerset, "north-somerset", "2022-23").own("cla_march")
    told = [line for line in texts(page, ".differences li") if line.startswith("Children in care at 31 March")]
    assert f"262 (the council's return) is shown; the other figure is {own.text} (DfE)" in told[0]


def test_the_return_is_among_the_sources_of_the_page(page):
    assert "Return of children looked after (the council's return)" in rows(page, "Sources of this report")


def test_the_measure_is_counted_in_the_summary_of_its_report(with_return):
    view = council_year(with_return, prepared(with_return, "north-somerset"), "north-somerset", "2022-23")
    report = view.measure("cla_march").report
    assert "cla_march" in view.followed(report)
    # Beside its rate it would count once, as the rate
    found = summed(view, ["cla_march"])
    assert [item.now.source for item in found.changed if item.now.measure.id == "cla_march"] == ["ssda903"]


def test_reconciliation_holds_the_two_together(pack):
    page = (pack.index.parent / "reconciliation.html").read_text()
    found = by_header(page, "Differences, 2022-23", "Children in care at 31 March")
    assert ["262 (the council's return, 31 March 2023)", "223 (DfE, 31 March 2023)"] in [row[:2] for row in found]


def test_rates_are_still_compared_by_one_source_for_both_sides(with_return):
    view = council_year(with_return, prepared(with_return, "north-somerset"), "north-somerset", "2022-23")
    figure = view.own("cla_march")
    assert figure.source == "ssda903"
    near = view.neighbours(figure)
    assert near.used == near.of
    assert {item.source for item in near.figures} == {view.comparable(figure).source} != {"ssda903"}
