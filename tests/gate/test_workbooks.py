"""A workbook must be the tables of its page, cell by cell; what differs, hides or leads out is found."""

import json
import re
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest

from panelpack.disclosure.prepare import prepared
from panelpack.gate.covers import covers_of
from panelpack.gate.csv_metadata import metadata_findings
from panelpack.gate.pack_files import entry_findings, page_beside
from panelpack.gate.workbooks import workbook_findings
from panelpack.page.html_tree import Tree


@pytest.fixture(scope="module")
def covers(whole_project):
    return covers_of(whole_project, "north-somerset", prepared(whole_project, "north-somerset"), "2022-23")


@pytest.fixture(scope="module")
def page(whole_pack):
    return (whole_pack / "finance.html").read_text()


@pytest.fixture(scope="module")
def content(whole_pack):
    return (whole_pack / "downloads" / "finance" / "finance.xlsx").read_bytes()


def with_part(content, name, text):
    """The workbook with one of its parts written anew, or with one more."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        new.writestr(part, text(old.read(name) if name in old.namelist() else b""))
    return out.getvalue()


def findings(content, page, covers):
    return list(workbook_findings(content, Tree(page), covers))


def test_a_workbook_as_it_was_built_passes(content, page, covers):
    assert findings(content, page, covers) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (">\u00a31,395<", ">\u00a31,396<", "a cell"),
        (">\u00a31,395<", ">1,395<", "a cell"),
        ("<td>not tested", "<td>tested", "a cell"),
        ("<caption>What changed", "<caption>What change", "title"),
        ("<th scope=col>Period", "<th scope=col>When", "headers"),
        ("Year inferred:", "Year known:", "note"),
        ("has not been signed off", "has been signed off", "standing"),
    ],
)
def test_what_the_page_does_not_say_is_found(content, page, covers, before, after, said):
    assert before in page
    assert any(said in finding for finding in findings(content, page.replace(before, after), covers))


def test_a_workbook_of_another_page_or_of_none_is_found(content, whole_pack, covers):
    assert findings(content, (whole_pack / "workforce.html").read_text(), covers)
    assert list(workbook_findings(content, None, covers)) == ["a workbook that no page links to"]
    assert findings(b"PK no zip", "", covers) == ["a workbook that cannot be read"]


SHEET, CONTENTS, STRINGS = (
    "xl/worksheets/sheet4.xml",
    "xl/worksheets/sheet2.xml",
    "xl/sharedStrings.xml",
)


@pytest.mark.parametrize(
    ("part", "before", "after", "said"),
    [
        (SHEET, b"<v>1395</v>", b"<v>1396</v>", "a cell"),
        (SHEET, b"<v>1395</v>", b"<f>1395</f><v>1395</v>", "a formula"),
        (SHEET, b'<row r="5"', b'<row hidden="1" r="5"', "hidden"),
        (SHEET, b'<col min="1"', b'<col hidden="1" min="1"', "hidden"),
        (SHEET, b"<v>1395</v></c>", b"<v>1395</v></c><!-- 3 boys -->", "hidden"),
        (SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>', "hidden"),
        (SHEET, b"</sheetData>", b'</sheetData><hyperlinks><hyperlink ref="A1" location="B1"/></hyperlinks>', "a link"),
        (SHEET, b"<v>1395</v></c>", b'<v>1395</v></c><c r="ZZ9999"><v>3</v></c>', "cannot be read"),
        ("xl/worksheets/sheet99.xml", b"", b"<x/>", "hidden"),
        (CONTENTS, b"'Table 1'!A1", b"'Table 2'!A1", "lead elsewhere"),
        (STRINGS, b"<si><t>", b"<si><rPh><t>3 boys</t></rPh><t>", "hidden"),
        (STRINGS, b"<sst", b'<!DOCTYPE sst [<!ENTITY x "3 boys">]><sst', "hidden"),
        ("xl/workbook.xml", b'<sheet name="Table 1"', b'<sheet state="hidden" name="Table 1"', "hidden"),
        ("xl/workbook.xml", b"</sheets>", b"</sheets><definedNames><definedName/></definedNames>", "an author"),
        ("xl/styles.xml", b"&quot;\xc2\xa3&quot;", b"&quot;3 &quot;", "a cell"),
        (STRINGS, b"</sst>", b"<si><t>3 boys</t></si></sst>", "no cell shows"),
        (STRINGS, b"For the Children", b"For three children", "cover"),
        ("docProps/core.xml", b"<dc:lang", b"<dc:creator>A. Person</dc:creator><dc:lang", "an author"),
        ("docProps/app.xml", b"Microsoft Excel", b"Three children", "no cell shows"),
        ("xl/vbaProject.bin", b"", b"x", "a part"),
        ("xl/comments1.xml", b"", b"<x/>", "a part"),
    ],
)
def test_what_hides_adds_or_runs_is_found(content, page, covers, part, before, after, said):
    def changed(old):
        assert before in old
        return old.replace(before, after) if before else after

    assert any(said in finding for finding in findings(with_part(content, part, changed), page, covers))


def test_a_time_of_day_beside_a_part_is_found(content, page, covers):
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, (2023, 10, 19, 8, 30, 0)), old.read(name))
    assert any("a time of day" in finding for finding in findings(out.getvalue(), page, covers))


def test_a_description_of_csv_files_must_be_that_of_the_page(whole_pack, page):
    text = (whole_pack / "downloads" / "finance" / "csv-metadata.json").read_text()
    sources = set(_titles(text))
    tree = Tree(page)
    assert list(metadata_findings(text, tree, sources)) == []
    for before, after in (
        ('"dc:title": "What', '"dc:title": "Three children: what'),
        ('"datatype": "string"', '"datatype": "number"'),
        ('"titles": "Period"', '"titles": "When"'),
        ('"@context"', '"more": 3, "@context"'),
        ('.csv"', '-2.csv"'),
    ):
        assert before in text
        assert list(metadata_findings(text.replace(before, after, 1), tree, sources)), after
    assert list(metadata_findings(text, tree, set())) == ["a source that there is not"] * text.count('"dc:source"')
    assert list(metadata_findings(text, None, sources))


def _titles(text):
    return [title for table in json.loads(text)["tables"] for title in table.get("dc:source", [])]


def test_a_stranger_s_pdf_and_folder_are_found(tmp_path):
    (tmp_path / "downloads" / "send").mkdir(parents=True)
    (tmp_path / "downloads" / "send" / "send.xlsx").write_bytes(b"")
    for name in ("pack.pdf", "names.pdf"):
        (tmp_path / name).write_bytes(b"")
    assert list(entry_findings(tmp_path, ["send"])) == [("names.pdf", "a PDF that no pack has")]


@pytest.mark.parametrize("name", ["pack.pdf", "downloads/send", "downloads/send/x/y.xlsx", "other/send/send.xlsx"])
def test_a_file_elsewhere_belongs_to_no_page(name):
    assert page_beside(name) == ""


def test_a_column_too_narrow_to_be_seen_is_found(content, page, covers):
    def narrowed(old):
        return re.sub(rb'width="[0-9.]+"', b'width="0.1"', old, count=1)

    assert any("hidden" in finding for finding in findings(with_part(content, SHEET, narrowed), page, covers))
