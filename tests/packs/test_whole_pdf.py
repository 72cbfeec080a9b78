"""`pack.pdf`: tagged, with bookmarks and right page numbers; page, PDF, workbook and CSV say the same."""

import csv
import re
import sys
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from pages import NUMBERS, parsed, value_of
from panelpack.comparisons.council_year import council_year
from panelpack.disclosure.prepare import prepared
from panelpack.gate.covers import covers_of
from panelpack.gate.pdf_findings import pdf_findings
from panelpack.gate.pdf_text import pdf_text
from panelpack.gate.workbooks import workbook_findings
from panelpack.packs import making
from panelpack.packs.pack import build_pack
from panelpack.packs.pdf import renderer
from panelpack.packs.stamped_forms import stamped_forms
from panelpack.packs.whole_pdf import whole_pdf
from panelpack.page.html_tree import Tree
from panelpack.project.errors import PanelpackError

NAMES = ("one-minute", "index", "finance")


@pytest.fixture(scope="module")
def view(whole_project):
    return council_year(whole_project, prepared(whole_project, "north-somerset"), "north-somerset", "2022-23")


@pytest.fixture(scope="module")
def texts(whole_pack):
    return {name: (whole_pack / f"{name}.html").read_text() for name in NAMES}


@pytest.fixture(scope="module")
def made(view, texts):
    """A PDF of three pages of the pack, one with charts."""
    return whole_pdf(view, texts)


@pytest.fixture(scope="module")
def sheets(made):
    """The text of each page of paper, by another reader than the gate's."""
    return [page.extract_text() for page in PdfReader(BytesIO(made)).pages]


@pytest.fixture(scope="module")
def pdf(made):
    return pikepdf.open(BytesIO(made))


@pytest.fixture(scope="module")
def covers(view):
    return covers_of(view.project, "north-somerset", view.published, "2022-23")


def findings(content, texts, covers):
    return list(pdf_findings(content, {name: Tree(text) for name, text in texts.items()}, covers))


def changed(made, change):
    with pikepdf.open(BytesIO(made)) as opened:
        change(opened)
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


def elements(node, kind):
    if isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == f"/{kind}":
            yield node
        for child in node.get("/K", ()):
            yield from elements(child, kind)


def test_it_has_a_title_a_language_tags_and_bookmarks(pdf):
    assert str(pdf.docinfo.Title) == "North Somerset: reports for 2022-23"
    assert str(pdf.Root.Lang) == "en-GB" and pdf.Root.MarkInfo.Marked and pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "Contents",
            "North Somerset 2022-23 in one minute",
            "North Somerset: reports for 2022-23",
            "Finance 2022-23",
        ]
        assert "What care costs" in [item.title for item in outline.root[3].children]


def test_every_header_has_its_scope_and_every_chart_its_description(pdf, texts):
    (root,) = pdf.Root.StructTreeRoot.K
    assert {str(node.A.Scope) for node in elements(root, "TH")} == {"/Column", "/Row"}
    charts = [svg for name in NAMES for svg in parsed(texts[name]).css("figure > svg")]
    assert [str(node.Alt) for node in elements(root, "Figure")] == [svg.attributes["aria-label"] for svg in charts]


def test_links_stay_in_the_document_and_say_where_they_lead(pdf):
    notes = [note for page in pdf.pages for note in page.get("/Annots", ())]
    assert notes and {str(note.Subtype) for note in notes} == {"/Link"}
    assert "Finance 2022-23" in {str(note.Contents) for note in notes}


def test_no_type_is_smaller_than_9_points(made):
    sizes = set()

    def see(text, user, matrix, font, size):
        if text.strip():
            sizes.add(round(abs(size * matrix[3] * user[3]), 1))

    for page in PdfReader(BytesIO(made)).pages:
        page.extract_text(visitor_text=see)
    assert min(sizes) >= 9.0


def test_the_pack_in_one_minute_is_one_side_of_paper(sheets):
    assert sum("in one minute" in text.splitlines()[0] for text in sheets) == 1


def test_the_same_pages_give_the_same_bytes_without_a_clock_or_a_path(view, texts):
    alone = {"index": texts["index"]}
    once = whole_pdf(view, alone)
    assert once == whole_pdf(view, alone)
    assert not re.search(rb"CreationDate|ModDate|/home|/tmp|/root", once)


def test_page_pdf_workbook_and_csv_say_the_same_figures(whole_pack, sheets):
    paper = "".join("".join(sheets).split())
    for name in ("workforce", "finance"):
        page, book = (
            parsed((whole_pack / f"{name}.html").read_text()),
            load_workbook(whole_pack / "downloads" / name / f"{name}.xlsx"),
        )
        links = [node.attributes["href"] for node in page.css("p.csv a[download]")]
        tables = page.css("div.table table")
        assert len(links) == len(tables) == len(book.sheetnames) - 3
        for at, (link, table) in enumerate(zip(links, tables, strict=True), start=1):
            with (whole_pack / link).open(encoding="utf-8-sig", newline="") as file:
                of_csv = [[_number(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]]
            sheet = book[f"Table {at}"]
            cells = [[cell.value for cell in row[1:]] for row in sheet[sheet.tables[f"table_{at}"].ref][1:]]
            of_book = [[cell if isinstance(cell, int | float) else None for cell in row] for row in cells]
            of_page = [[_only_number(cell) for cell in row.css("td")] for row in table.css("tbody tr")]
            assert of_page == of_book == of_csv, table.css_first("caption").text()
    shown = page.css("main > .table [data-fact], main > p:not(.csv) [data-fact], .headlines [data-fact]:not(svg)")
    assert len(shown) > 20 and all("".join(node.text().split()) in paper for node in shown)


def _only_number(cell):
    """The number that a cell of a page is, if it is one and nothing more."""
    marks = [cell] if "data-fact" in cell.attributes else cell.css(NUMBERS)
    return value_of(marks[0]) if len(marks) == 1 and marks[0].text() == cell.text() else None


def _number(cell):
    try:
        return float(cell)
    except (TypeError, ValueError):
        return None


def test_the_gate_finds_nothing_in_it_and_reads_all_of_the_pages(made, texts, covers, pdf):
    assert findings(made, texts, covers) == []
    rows = {unit.texts[0]: unit.texts[1:3] for unit in pdf_text(pdf).units if unit.kind == "row"}
    assert rows["Weeklycostofachildincare"] == ("\u00a31,395", "\u00a31,320")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("index", ">33.8%<", ">33.9%<"),  # a number of a row, a tile, a sentence
        ("finance", ">South West", ">South East"),  # a word within a chart
        ("finance", "<h2", "<p>More.</p><h2"),  # nothing: a page may say more than paper does
    ],
)
def test_what_differs_from_the_pages_is_found(made, texts, covers, name, before, after):
    other = texts | {name: texts[name].replace(before, after)}
    assert other != texts
    said = findings(made, other, covers)
    assert bool(said) == ("More" not in after) and all("no page has at its place" in finding for finding in said)


def _attach(opened):
    opened.attachments["names.csv"] = b"secret"


def _script(opened):
    opened.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(3)")


def _lead_out(opened):
    note = next(note for page in opened.pages for note in page.get("/Annots", ()))
    del note["/Dest"]
    note.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/3")


def _sign(opened):
    opened.docinfo["/Author"] = "A. Person"


def _name(opened):
    with opened.open_outline() as outline:
        outline.root[0].title = "Three children"


def _draw(opened):
    page = opened.pages[2]
    font = next(iter(page.Resources.Font.keys()))
    page.contents_add(f"/Artifact BMC BT {font} 9 Tf <0014> Tj ET EMC".encode())


def _untag(opened):
    del opened.Root.StructTreeRoot


@pytest.mark.parametrize("change", [_attach, _script, _lead_out, _sign, _name, _draw, _untag])
def test_what_no_pack_has_is_found(made, texts, covers, change):
    assert findings(changed(made, change), texts, covers)


def test_a_wrong_page_number_or_standing_is_found(made, texts, covers):
    shorter = {name: text for name, text in texts.items() if name != "index"}
    assert findings(made, shorter, covers)
    signed = {name: text.replace("has not been signed off", "has been signed off") for name, text in texts.items()}
    assert any("standing" in finding for finding in findings(made, signed, covers))
    assert findings(b"%PDF-1.7 nothing", texts, covers) == ["a PDF that cannot be read"]


def test_an_edition_has_its_stamp_on_every_form(view, whole_pack, texts, covers):
    book = "downloads/finance/finance.xlsx"
    files = {f"{name}.html": texts[name].encode() for name in ("index", "finance")}
    files |= {book: (whole_pack / book).read_bytes(), "pack.pdf": b""}
    folder = whole_pack / "editions" / "1"
    edition = stamped_forms(view, files, "2022-23 edition 1", "A. Director", date(2023, 10, 19), folder)
    stamp = "2022-23 edition 1, signed off by A. Director on 19 October 2023."
    assert stamp in "\n".join(page.extract_text() for page in PdfReader(BytesIO(edition["pack.pdf"])).pages)
    trees = {name: Tree(edition[f"{name}.html"].decode()) for name in ("index", "finance")}
    assert list(pdf_findings(edition["pack.pdf"], trees, covers)) == []
    assert list(workbook_findings(edition[book], trees["finance"], covers)) == []
    assert list(workbook_findings(files[book], trees["finance"], covers)) != []


def test_a_machine_without_pango_is_told_what_to_install_and_the_pack_is_built(monkeypatch, view, tmp_path):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PanelpackError, match="apt-get install libpango-1.0-0"):
        renderer()
    assert "pack.pdf was not made" in making._write_pdf(view, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_build_makes_it_only_when_asked_so_that_no_old_one_stays(whole_pack):
    assert build_pack.__kwdefaults__ is None and build_pack.__defaults__ == (False, False, None)
    assert not (whole_pack / "pack.pdf").exists()
    assert "There is no PDF of the pack." in (whole_pack / "index.html").read_text()
