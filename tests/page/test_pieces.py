"""Pieces as values: frames, reasons, forms; shown once a cell."""

import csv
import struct
from io import StringIO
from xml.etree import ElementTree

import pytest
from IPython.testing.globalipapp import start_ipython

from pages import html
from panelpack.page import forms
from panelpack.page.form_files import PAGE, of_output
from panelpack.page.html import written
from panelpack.page.marks import HEADING, SAID, TABLE, Mark, Written, joined_html
from panelpack.page.pieces import EMPTY, Group, Heading, Note, Opening, Prose, Sentence, Tile, Tiles, every, together
from panelpack.page.words import number, say, text
from panelpack.project.errors import InputError
from panelpack.report import Report


@pytest.fixture(scope="module")
def report(project):
    return Report("safeguarding", council="north-somerset", year="2022-23", project=project)


PIECES = {
    "title": lambda report: report.title("training"),
    "opening": lambda report: report.opening(),
    "summary": lambda report: report.summary(),
    "headlines": lambda report: report.headlines("referrals", "cpp_open"),
    "changes": lambda report: report.changes("referrals", "cpp_open"),
    "trend": lambda report: report.trend("rereferrals_pct"),
    "scatter": lambda report: report.scatter("cla_rate", "cpp_rate"),
    "bars": lambda report: report.bars("cla_rate"),
    "small_multiples": lambda report: report.small_multiples("cla_rate", "cpp_rate"),
    "compare": lambda report: report.compare("rereferrals_pct"),
    "show": lambda report: report.show(
        report.facts("rereferrals_pct", wide=True), title="Ours", how="The figures as they were published.", by="A. B."
    ),
    "says": lambda report: report.says("referrals"),
    "stated": lambda report: report.stated("data_summary"),
    "listed": lambda report: report.listed("referrals", title="Some"),
    "rolling": lambda report: (
        report.rolling("crimes_children_victims", title="Rolling")
        if "crimes_children_victims" in report.view.published.context.catalogue
        else report.stated("data_summary")
    ),
    "beside": lambda report: report.beside({"Referrals": ("referrals",)}, ("Council",), title="Beside"),
    "monitor": lambda report: report.monitor("safeguarding"),
    "asked_before": lambda report: report.asked_before(),
    "profile": lambda report: report.profile(),
    "enquiries": lambda report: report.enquiries(),
    "programme": lambda report: report.programme("asks"),
    "table": lambda report: report.table("ehc_plans_by_need", by="primary_need"),
    "groups": lambda report: report.groups("referrals", columns=("",), title="Groups"),
    "supplied": lambda report: report.supplied("training_reach"),
    "stated_trends": lambda report: report.stated_trends("referrals"),
    "trajectories": lambda report: report.trajectories("health_kpi", title="Health"),
    "commentary": lambda report: report.commentary(),
    "differences": lambda report: report.differences(),
    "quality": lambda report: report.quality(),
    "definitions": lambda report: report.definitions(),
    "sources": lambda report: report.sources(),
    "revisions": lambda report: report.revisions(),
}


def test_every_method_that_shows_something_is_in_the_list():
    public = {name for name in vars(Report) if not name.startswith("_")}
    assert public - {"figure", "facts"} == set(PIECES)


@pytest.mark.parametrize("name", PIECES)
def test_every_method_gives_back_the_piece_that_it_shows(report, name, capsys, tmp_path):
    piece = PIECES[name](report)
    assert piece and piece.plain in capsys.readouterr().out
    assert [figure.id for figure in piece.figures if "-" not in figure.id] == [
        name for name in piece.frame["id"] if "-" not in name
    ]
    assert set(piece.frame.columns) >= {"measure", "name", "value", "status", "text", "source", "id", "made"}
    assert {figure.measure.label for figure in piece.figures} == set(piece.why.definitions)
    data = forms.bundle(piece)
    assert of_output(data).html == html(piece) and data["text/plain"] == piece.plain
    assert piece.save(tmp_path / "piece.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert piece.save(tmp_path / "piece.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_chart_is_saved_as_a_drawing_that_stands_alone(report, tmp_path):
    chart = report.trend("rereferrals_pct")
    root = ElementTree.parse(chart.save(tmp_path / "chart.svg")).getroot()
    names = [child.tag.rpartition("}")[2] for child in root]
    assert names[:2] == ["title", "desc"]
    assert root[0].text == chart.heading and root[1].text == chart.description
    assert "var(--" not in (tmp_path / "chart.svg").read_text()
    header = chart.save(tmp_path / "chart.png").read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", header[16:])[0] == 680
    rows = list(csv.reader(StringIO(chart.save(tmp_path / "chart.csv").read_text(encoding="utf-8-sig"))))
    assert rows[-1][:2] == ["2022-23", "14.8"]


@pytest.mark.parametrize(
    ("make", "name", "said"),
    [
        (lambda report: report.says("referrals"), "x.svg", "this piece has no chart"),
        (lambda report: report.trend("rereferrals_pct"), "x.docx", "cannot be written as 'x.docx'"),
        (lambda report: report.trend("rereferrals_pct"), "x", "end it in .csv, .html, .png, .svg"),
    ],
)
def test_a_form_that_a_piece_has_not_is_refused_and_nothing_is_written(report, tmp_path, make, name, said):
    with pytest.raises(InputError, match=said):
        make(report).save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_why_says_rule_definition_how_it_was_made_and_where_it_comes_from(report):
    said = str(report.compare("rereferrals_pct").why)
    assert "Referrals that started within 12 months" in said
    assert "Worked out: how many neighbours have a figure;" in said
    assert "\nSource: Children in need, 2013 to 2025" in said
    assert "less than once in a hundred times" in str(report.says("referrals").why)


def test_what_is_made_of_neighbours_belongs_to_no_area_in_a_frame(report):
    frame = report.compare("rereferrals_pct").frame
    means = frame[frame["made"] == "the mean of the statistical neighbours"]
    assert len(means) and set(means["name"]) == {""}
    assert "North Somerset" in set(frame[frame["made"] == ""]["name"])


def test_groups_hold_what_shows_something_and_one_alone_is_itself():
    one, other = Sentence(text("a")), Note(text("b"))
    assert together(one, EMPTY) is one
    assert together(one, other, Group()).inside == (one, other)
    assert list(every(Group((Group((one,)), other)))) == [Group((one,)), one, other]
    assert not EMPTY and not Group((Group(),)) and not Sentence(text(""))


def test_marks_stand_where_paragraphs_tables_and_headings_end_also_when_pieces_are_joined():
    pieces = [
        written(Heading(text("A"), 2, "a")),
        written(Sentence(text("Said."))),
        written(Note(text("Gone."), "missing")),
    ]
    page = joined_html(pieces)
    assert page.html == '<h2 id="a">A</h2>\n<p>Said.</p>\n<p class="missing">Gone.</p>'
    assert page.marks == (Mark(17, HEADING, "A", "a", 2), Mark(30, SAID, "Said."))
    assert page.filled(lambda mark: f"[{mark.words}]") == (
        '<h2 id="a">A</h2>[A]\n<p>Said.</p>[Said.]\n<p class="missing">Gone.</p>'
    )
    rest = page.after(17)
    assert rest.html.startswith("\n<p>Said.") and [mark.at for mark in rest.marks] == [13]
    assert Written.of(page.html, page.to_json()) == page


def test_each_kind_of_piece_is_written(report):
    prose = Prose("bullets", (Prose("item", (text("one"),)), Prose("item", (Prose("paragraph", (text("two"),)),))))
    assert html(prose) == "<ul><li>one</li><li><p>two</p></li></ul>"
    opening = Opening((Sentence(text("For the panel.")),), title="A & B")
    assert html(opening) == "<header><h1>A &amp; B</h1><p>For the panel.</p></header>"
    figure = report.figure("referrals")
    tiles = Tiles((Tile(text("Referrals"), number(figure), (say("up"), say("place"))),))
    assert html(tiles).startswith('<ul class="headlines"><li>Referrals <strong><span data-fact=')
    assert any(mark.kind == TABLE for mark in written(report.changes("referrals")).marks)


def test_a_piece_is_shown_once_a_cell_though_it_ends_the_cell_and_again_in_another(report):
    shell = start_ipython() or __import__("IPython").get_ipython()
    shell.user_ns.update(report=report, kept=[])
    shown = []
    before = shell.display_pub.publish
    shell.display_pub.publish = lambda data, *given, **more: shown.append(data)
    try:
        shell.run_cell('piece = report.says("referrals")\npiece', store_history=True)
        assert [PAGE in data for data in shown] == [True]
        shell.run_cell("piece", store_history=True)
        assert len(shown) == 2
        shell.run_cell(
            'report.commentary("Where two figures differ")\nreport.trend("rereferrals_pct")', store_history=True
        )
        assert shown[-1]["text/plain"].startswith("Re-referrals rose to 14.8%, ")
    finally:
        shell.display_pub.publish = before
