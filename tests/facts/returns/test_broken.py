"""Broken returns: each says what is wrong, loses what hangs on the broken part, and leaves every other figure alone."""

import io
import os
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

import annex_a_returns
import sen2_returns
from cin_census import assessment, census, child, cin_plan, enquiry, episode, plan
from panelpack.facts import records
from panelpack.facts.returns.every_return import RETURNS
from panelpack.project.parameters import ReturnChoices
from ssda903_returns import WHOLE, files_of


def of_each_table(kind):
    """A kind of return with one measure for each set of tables, and with the rules that lose rows."""
    counts = {item.needs: item for item in kind.counts if not item.years_before}
    rules = tuple(item for item in kind.rules if item.severity != "warn")
    return replace(kind, counts=tuple(counts.values()), rules=rules)


KINDS = {kind.name: of_each_table(kind) for kind in RETURNS}
CENSUS = census(
    child("KIDONE", episode("2022-05-10", assessment("2022-05-11", "2022-06-01", "1A"), plan("2022-06-30"))),
    child("KIDTWO", episode("2022-07-10", enquiry("2022-07-11", "2022-07-20"), cin_plan("2022-08-01"))),
    child("KIDTHREE", episode("2023-01-10", nfa="true")),
)
PLANS = sen2_returns.xml(
    sen2_returns.person(number, sen2_returns.case(date(2022, 3, 1 + number), days))
    for number, days in enumerate([90, 150])
).encode()


def contact(name, day):
    return (name, "a) Male", "WBRI", "2015-05-06", 7, day, "Police")


CONTACTS = [
    contact(f"KID{month}", f"{2022 if month > 3 else 2023}-{month:02}-05") for month in [*range(4, 13), 1, 2, 3]
]
ADOPTER = ("ADOPTER", "FAM", "2022-04-01", "2022-05-01", "2022-06-01", "2022-06-02", "2022-09-01", "", "2022-10-01")
LISTS = annex_a_returns.workbook(
    ("List 1", [annex_a_returns.HEADINGS[1], *CONTACTS]),
    ("List 11", [annex_a_returns.HEADINGS[11], (*ADOPTER, "2022-12-01", "2023-02-01", 1, "", "")]),
)
WHOLE_RETURNS = {
    "ssda903": {file.name: file.open().read() for file in files_of(WHOLE)},
    "cin": {"census.xml": CENSUS},
    "sen2": {"sen2.xml": PLANS},
    "annex_a": {"lists.xlsx": LISTS.open().read()},
}
PERSONAL = re.compile(r"QX\d|KID[A-Z0-9]|ADOPTER|Surname|Ann Other|A123456789012|05/05/2010|2012-06-01|passwd")


def put(name, content):
    """A breakage that writes a file."""

    def change(folder):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content(folder) if callable(content) else content)

    return change


def edit(name, change):
    """A breakage that changes a file's bytes."""
    return put(name, lambda folder: change((folder / name).read_bytes()))


def replaced(name, old, new, times=-1):
    def change(content):
        assert old in content
        return content.replace(old, new, times)

    return edit(name, change)


def rows_of(name, change):
    """A breakage of a CSV's rows, each a list of cells, the headings first."""

    def changed(content):
        rows = [line.split(",") for line in content.decode().splitlines()]
        return "".join(",".join(row) + "\n" for row in change(rows)).encode()

    return edit(name, changed)


def month_first(cell):
    return re.sub(r"(\d\d)/(\d\d)/(\d{4})", r"\2/\1/\3", cell)


def zipped(**files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def locked(content):
    changed = bytearray(content)
    changed[6] |= 1
    changed[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def spoilt_inside(folder):
    """The episodes in a zip, one of whose bytes is not what it was."""
    episodes = (folder / "episodes.csv").read_bytes()
    (folder / "episodes.csv").unlink()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("episodes.csv", episodes)
    return stream.getvalue().replace(b"QX7,01", b"QX8,01", 1)


def as_xml(change=lambda text: text):
    """The return as an XML of its header and episodes alone, in the place of its modules."""

    def made(folder):
        children = []
        for row in WHOLE["header"]:
            name, sex, born, ethnic, *_ = row.split(",")
            header = f"<CHILDID>{name}</CHILDID><SEX>{sex}</SEX><DOB>{born}</DOB><ETHNIC>{ethnic}</ETHNIC>"
            lines = (folder / "episodes.csv").read_text().splitlines()
            cells = [dict(zip(lines[0].split(","), line.split(","), strict=True)) for line in lines[1:]]
            inside = "".join(
                "<EPISODE>"
                + "".join(f"<{key}>{text}</{key}>" for key, text in of.items() if key != "CHILD")
                + "</EPISODE>"
                for of in cells
                if of["CHILD"] == name
            )
            children.append(f"<CHILD><HEADER>{header}</HEADER>{inside}</CHILD>\n")
        for path in folder.glob("*.csv"):
            path.unlink()
        (folder / "export.xml").write_text(change(f"<EXPSSDA903>\n{''.join(children)}</EXPSSDA903>"))

    return made


def sheets(change):
    """A breakage of the workbook by its sheets."""

    def changed(content):
        book, stream = load_workbook(io.BytesIO(content)), io.BytesIO()
        change(book)
        book.save(stream)
        return stream.getvalue()

    return edit("lists.xlsx", changed)


def cells_of(title, column, value):
    def change(book):
        for row in range(2, book[title].max_row + 1):
            book[title].cell(row, column).value = value

    return sheets(change)


def with_macro(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped(**{name: archive.read(name) for name in archive.namelist()}, **{"xl/vbaProject.bin": b"\xd0\xcf"})


BOMB = b'<!DOCTYPE m [<!ENTITY a "%s"><!ENTITY b "%s">]><Message>' % (b"x" * 99, b"&a;" * 99)
EVERYTHING = ("",)
CASES = {
    # The files of a return, as a whole
    "csv ends inside a row": ("ssda903", edit("episodes.csv", lambda b: b[:-30]), "cut_off", ("episodes",)),
    "utf-16": ("ssda903", edit("episodes.csv", lambda b: b.decode().encode("utf-16")), "", ()),
    "utf-16 without a mark": (
        "ssda903",
        edit("missing.csv", lambda b: b.decode().encode("utf-16-le")),
        "table_absent",
        ("missing",),
    ),
    "windows letters": ("ssda903", edit("header.csv", lambda b: b.replace(b"A123456789012", b"caf\xe9")), "", ()),
    "semicolons": ("ssda903", edit("oc3.csv", lambda b: b.replace(b",", b";")), "", ()),
    "empty file": ("ssda903", put("oc2.csv", b""), "table_absent", ("oc2",)),
    "headings alone": (
        "ssda903",
        rows_of("episodes.csv", lambda rows: rows[:1]),
        "no_episodes",
        ("episodes", "distances"),
    ),
    "headings alone without an end": (
        "ssda903",
        edit("oc2.csv", lambda b: b.splitlines()[0]),
        "no_rows",
        ("oc2",),
    ),
    "a web page for a csv": ("ssda903", put("oc3.csv", b"<html><body/></html>"), "table_absent", ("oc3",)),
    "no headings": ("ssda903", rows_of("missing.csv", lambda rows: rows[1:]), "table_absent", ("missing",)),
    "csv and xml": ("ssda903", put("export.xml", b"<EXPSSDA903/>"), "csv_and_xml", EVERYTHING),
    "a module twice": (
        "ssda903",
        put("copy.csv", lambda f: (f / "reviews.csv").read_bytes()),
        "two_files_for_one_table",
        ("reviews",),
    ),
    "a module twice, by a link": (
        "ssda903",
        lambda f: os.symlink(f / "oc3.csv", f / "zz.csv"),
        "two_files_for_one_table",
        ("oc3",),
    ),
    "a module twice, in a zip": (
        "ssda903",
        put("a.zip", lambda f: zipped(r=(f / "reviews.csv").read_bytes())),
        "two_files_for_one_table",
        ("reviews",),
    ),
    "links to nowhere, to itself and out": (
        "cin",
        lambda f: [
            os.symlink(to, f / name) for name, to in {"a.csv": "/nowhere", "b": f, "c.csv": "/etc/passwd"}.items()
        ],
        "unknown_file",
        (),
    ),
    "folders named like files": ("cin", lambda f: [(f / n).mkdir() for n in ("x.csv", "x.zip")], "", ()),
    "hidden files": ("cin", lambda f: [put(n, b"\0x")(f) for n in (".DS_Store", "~$x.xlsx")], "", ()),
    "a pdf": ("cin", put("notes.pdf", b"%PDF-1.7"), "unknown_file", ()),
    "a document of Word": (
        "cin",
        put("n.docx", zipped(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"})),
        "unknown_file",
        (),
    ),
    "an unknown module": ("cin", put("new.csv", b"CHILD,DOB,FOO\nQX1,05/05/2010,1\n"), "unknown_file", ()),
    "a zip cut short": ("cin", put("a.zip", zipped(x="1" * 999)[:-30]), "cannot_be_opened", ()),
    "a zip in a zip": ("cin", put("a.zip", zipped(x=zipped(y="1"))), "cannot_be_opened", ()),
    "a zip with a password": ("cin", put("a.zip", locked(zipped(x="1,2"))), "cannot_be_opened", ()),
    "a zip that blows up": ("cin", put("a.zip", zipped(x="0" * 10_000_001)), "cannot_be_opened", ()),
    "a zip whose paths lead out": ("cin", put("a.zip", zipped(**{"../../x.csv": "a,b\n"})), "", ()),
    "a zip that is spoilt inside": (
        "ssda903",
        put("a.zip", spoilt_inside),
        "cannot_be_opened",
        ("episodes", "distances"),
    ),
    # Columns
    "a needed column renamed": (
        "ssda903",
        replaced("episodes.csv", b"DEC,", b"ENDED,"),
        "column_missing",
        ("episodes",),
    ),
    "the column it is known by renamed": (
        "ssda903",
        replaced("episodes.csv", b"DECOM", b"BEGAN"),
        "table_absent",
        ("episodes", "distances"),
    ),
    "a column twice": (
        "ssda903",
        rows_of("episodes.csv", lambda rows: [[*r, r[7]] for r in rows]),
        "column_twice",
        ("episodes",),
    ),
    "a column twice, spelt otherwise": (
        "ssda903",
        rows_of("missing.csv", lambda rows: [[*rows[0], "mis start"], *([*r, ""] for r in rows[1:])]),
        "column_twice",
        ("missing",),
    ),
    "a column of persons twice": ("ssda903", rows_of("header.csv", lambda rows: [[*r, r[4]] for r in rows]), "", ()),
    "a heading that names a child": (
        "ssda903",
        rows_of("missing.csv", lambda rows: [[*rows[0], "QX1"], *([*r, ""] for r in rows[1:])]),
        "extra_columns",
        (),
    ),
    "columns in another order": ("ssda903", rows_of("episodes.csv", lambda rows: [r[::-1] for r in rows]), "", ()),
    "two columns swapped": (
        "ssda903",
        rows_of("missing.csv", lambda rows: [rows[0], *([*r[:3], r[4], r[3]] for r in rows[1:] if r[4])]),
        "missing_ends_before_start",
        ("missing",),
    ),
    # Cells
    "identifiers in powers of ten": (
        "ssda903",
        replaced("reviews.csv", b"QX1", b"1.2E+12"),
        "identifier_as_number",
        ("reviews",),
    ),
    "identifiers with spaces": ("ssda903", replaced("episodes.csv", b"QX", " Q\u00a0X ".encode()), "", ()),
    "identifiers with letters of no width": ("ssda903", replaced("oc2.csv", b"QX", "\u200bQX".encode()), "", ()),
    "months first": (
        "ssda903",
        edit("missing.csv", lambda b: month_first(b.decode()).encode()),
        "several_forms",
        ("missing",),
    ),
    "no day at all": (
        "ssda903",
        rows_of("episodes.csv", lambda rows: [rows[0], *([r[0], "", *r[2:]] for r in rows[1:])]),
        "episode_without_start",
        ("episodes",),
    ),
    "no identifier at all": (
        "ssda903",
        rows_of("reviews.csv", lambda rows: [rows[0], *(["", *r[1:]] for r in rows[1:])]),
        "no_identifier",
        ("reviews",),
    ),
    "a cell of a million letters": ("ssda903", replaced("prev_perm.csv", b"Z1", b"Z" * 1_000_000), "unknown_code", ()),
    "a row of totals": ("ssda903", edit("missing.csv", lambda b: b + b"Total,,,,2\n"), "missing_without_start", ()),
    "a row too long": ("ssda903", edit("oc2.csv", lambda b: b + b"QX9,,,,,,,,,,,,,,\n"), "uneven_rows", ()),
    # XML
    "an export cut short": ("ssda903", as_xml(lambda text: text[:-60]), "cannot_be_read", EVERYTHING),
    "a census cut short": ("cin", edit("census.xml", lambda b: b[: len(b) // 2]), "cannot_be_read", EVERYTHING),
    "a bare ampersand": ("cin", replaced("census.xml", b"WBRI", b"A & B", 1), "cannot_be_read", EVERYTHING),
    "a nought byte": ("cin", replaced("census.xml", b"WBRI", b"W\0", 1), "cannot_be_read", EVERYTHING),
    "a document type": (
        "cin",
        replaced("census.xml", b"<Message>", b"<!DOCTYPE m><Message>"),
        "cannot_be_read",
        EVERYTHING,
    ),
    "an entity of a file": (
        "cin",
        replaced("census.xml", b"<Message>", b'<!DOCTYPE m [<!ENTITY x SYSTEM "/etc/passwd">]><Message>'),
        "cannot_be_read",
        EVERYTHING,
    ),
    "a bomb": ("sen2", replaced("sen2.xml", b"<Message>", BOMB), "cannot_be_read", EVERYTHING),
    "a blank line before the xml": (
        "cin",
        edit("census.xml", lambda b: b"\n<?xml version='1.0'?>" + b),
        "unknown_file",
        EVERYTHING,
    ),
    "no element closed": ("cin", put("census.xml", b"<Message><Children>"), "cannot_be_read", EVERYTHING),
    "cdata and references": (
        "cin",
        replaced("census.xml", b"<LAchildID>KIDONE", b"<LAchildID><![CDATA[KID]]>&#79;NE"),
        "",
        (),
    ),
    "prefixes": (
        "cin",
        edit(
            "census.xml",
            lambda b: re.sub(rb"<(/?)(\w)", rb"<\1c:\2", b).replace(b"<c:Message", b'<c:Message xmlns:c="u"', 1),
        ),
        "",
        (),
    ),
    "small letters": ("cin", edit("census.xml", lambda b: re.sub(rb"</?\w+", lambda m: m[0].lower(), b)), "", ()),
    "a comment inside a date": ("cin", replaced("census.xml", b"2022-05-10", b"2022<!-- x -->-05-10"), "", ()),
    "dates as written in Britain": (
        "cin",
        edit("census.xml", lambda b: re.sub(rb">(\d{4})-(\d\d)-(\d\d)<", rb">\3/\2/\1<", b)),
        "",
        (),
    ),
    "another council": ("cin", replaced("census.xml", b">802<", b">201<"), "wrong_council", EVERYTHING),
    "a council's leading nought lost": ("cin", replaced("census.xml", b">802<", b">80<"), "wrong_council", EVERYTHING),
    "a child for a council": ("cin", replaced("census.xml", b">802<", b">KIDONE<"), "wrong_council", EVERYTHING),
    "another year": ("cin", replaced("census.xml", b"2023", b"2022"), "wrong_year", EVERYTHING),
    "the census twice": ("cin", put("copy.xml", CENSUS), "two_files", EVERYTHING),
    "children by another name": (
        "cin",
        edit("census.xml", lambda b: re.sub(rb"(</?)Child>", rb"\1Kid>", b)),
        "no_children",
        EVERYTHING,
    ),
    "enquiries by another name": (
        "cin",
        replaced("census.xml", b"Section47>", b"S47>"),
        "unknown_elements",
        ("enquiries",),
    ),
    "identifiers in powers of ten, in xml": (
        "cin",
        edit("census.xml", lambda b: re.sub(rb"KID\w+", b"1E+12", b)),
        "identifier_as_number",
        EVERYTHING,
    ),
    "another January": (
        "sen2",
        replaced("sen2.xml", b"2023-01-19", b"2022-01-20"),
        "wrong_reference_date",
        EVERYTHING,
    ),
    "a child for a year": ("sen2", replaced("sen2.xml", b"<Year>2023", b"<Year>Surname1"), "wrong_year", EVERYTHING),
    "another collection": ("sen2", replaced("sen2.xml", b">SEN2<", b">Ann Other<"), "other_collection", EVERYTHING),
    # Workbooks
    "a workbook cut short": ("annex_a", edit("lists.xlsx", lambda b: b[: len(b) // 2]), "cannot_be_opened", EVERYTHING),
    "a workbook with a password": (
        "annex_a",
        put("lists.xlsx", b"\xd0\xcf\x11\xe0Encrypted"),
        "unknown_file",
        EVERYTHING,
    ),
    "a damaged workbook beside": ("annex_a", put("b.xlsx", b"PK\x03\x04xl/workbook"), "cannot_be_opened", ()),
    "a workbook with a macro": ("annex_a", edit("lists.xlsx", with_macro), "", ()),
    "hidden sheets": (
        "annex_a",
        sheets(lambda b: [setattr(s, "sheet_state", "hidden") for s in b.worksheets[1:]]),
        "",
        (),
    ),
    "a merged title above": (
        "annex_a",
        sheets(lambda b: [b["List 1"].insert_rows(1, 2), b["List 1"].merge_cells("A1:C1")]),
        "",
        (),
    ),
    "sheets of other titles": (
        "annex_a",
        sheets(lambda b: setattr(b["List 1"], "title", "Ann Other")),
        "list_missing",
        (),
    ),
    "a sheet gone": ("annex_a", sheets(lambda b: b.remove(b["List 11"])), "list_missing", ("adopters",)),
    "a sheet twice": (
        "annex_a",
        sheets(lambda b: b.copy_worksheet(b["List 1"])),
        "two_files_for_one_table",
        ("contacts",),
    ),
    "six months": (
        "annex_a",
        sheets(lambda b: b["List 1"].delete_rows(2, 6)),
        "contacts_of_part_of_the_year",
        ("contacts",),
    ),
    "formulas without values": ("annex_a", cells_of("List 1", 6, "=A1+1"), "unsaved_formulas", ("contacts",)),
    "errors in cells": ("annex_a", cells_of("List 1", 6, "#REF!"), "error_cells", ("contacts",)),
    "identifiers of sixteen digits": ("annex_a", cells_of("List 1", 1, 1.5e15), "identifier_as_number", ("contacts",)),
}


@pytest.fixture(scope="module")
def read(context, tmp_path_factory):
    """The figures and the quality list of a return's files, changed or not."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(records, "RETURNS", tuple(KINDS.values()))
        yield from _reading(context, tmp_path_factory)


def _reading(context, tmp_path_factory):

    def build(name, change=lambda folder: None):
        root = tmp_path_factory.mktemp("returns")
        folder = root / "2022-23"
        folder.mkdir()
        for file, content in WHOLE_RETURNS[name].items():
            (folder / file).write_bytes(content)
        change(folder)
        found = records.CouncilReturns(root, "north-somerset", "E06000024", "802", context, ReturnChoices()).read(
            lambda _: None
        )
        rows = found.figures()
        figures = {key: tuple(of) for key, *of in zip(_keys(rows), rows["value"], rows["numerator"], strict=True)}
        return figures, found.faults["2022-23"]

    yield build


def _keys(rows):
    return zip(rows["measure"], rows["period"], rows["breakdown"], strict=True)


@pytest.fixture(scope="module")
def whole(read):
    """What each return gives unbroken."""
    return {name: read(name) for name in WHOLE_RETURNS}


@pytest.mark.parametrize("case", CASES)
def test_a_broken_return_says_what_is_wrong_and_loses_that_alone(case, read, whole, context):
    name, change, rule, lost_tables = CASES[case]
    before, faults_before = whole[name]
    figures, faults = read(name, change)
    said = [str(fault) for fault in faults if fault not in faults_before]
    assert not rule or rule in {fault.rule for fault in faults}, said
    counted = {measure for table in lost_tables for measure in KINDS[name].touched_by(table)}
    rates = {one.id for one in context.catalogue.measures.values() if one.rate_of in counted}
    assert before and figures == {key: found for key, found in before.items() if key[0] not in counted | rates}, said
    lost = {key[0] for key in before} - {key[0] for key in figures}
    assert lost <= {measure for fault in faults for measure in fault.touches}, said
    assert not PERSONAL.search("\n".join(said))
    assert all(fault.todo and fault.file for fault in faults)


def test_whole_returns_lose_nothing(whole):
    stops = {fault.rule for _, faults in whole.values() for fault in faults if fault.severity == "stop"}
    assert stops <= {"list_missing"} and all(figures for figures, _ in whole.values())
