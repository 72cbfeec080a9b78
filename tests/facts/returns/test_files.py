"""Files of a return: found in folders and zips, known by their bytes, refused where they could do harm."""

import io
import zipfile

import pytest

from panelpack.facts.returns.files import sources_in
from panelpack.project.errors import InputError


def zipped(path, **files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def names(folder):
    return [source.name for source in sources_in(folder)[0]]


def test_files_of_folders_and_zips_are_found_in_order_and_hidden_ones_passed_over(tmp_path):
    (tmp_path / "b.csv").write_text("CHILD\n1\n")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.csv").write_text("CHILD\n1\n")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "~$open.xlsx").write_text("x")
    zipped(tmp_path / "c.zip", **{"in.csv": "CHILD\n2\n", "__MACOSX/in.csv": "x", ".DS_Store": "x"})
    assert names(tmp_path) == ["a/x.csv", "b.csv", "c.zip, in.csv"]
    assert sources_in(tmp_path)[0][-1].open().read() == b"CHILD\n2\n"


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"", "empty"),
        (b" \r\n\n", "empty"),
        (b"\xef\xbb\xbfCHILD,DOB\n", "csv"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "xml"),
        ("<a/>".encode("utf-16"), "xml"),
        (b"%PDF-1.7", "other"),
        (b"\xd0\xcf\x11\xe0old excel", "other"),
        (b"\x00\x01\x02", "other"),
    ],
)
def test_a_file_is_known_by_its_bytes_and_not_by_its_name(tmp_path, content, form):
    (tmp_path / "return.csv").write_bytes(content)
    assert [source.form for source in sources_in(tmp_path)[0]] == [form]


def test_a_workbook_is_no_zip(tmp_path):
    zipped(tmp_path / "annex.xlsx", **{"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"})
    assert [source.form for source in sources_in(tmp_path)[0]] == ["workbook"]


def test_a_workbook_inside_a_zip_is_read(tmp_path):
    book = io.BytesIO()
    zipped(book, **{"[Content_Types].xml": "<x/>"})
    zipped(tmp_path / "all.zip", **{"annex.xlsx": book.getvalue()})
    assert [source.form for source in sources_in(tmp_path)[0]] == ["workbook"]


def refused(folder):
    found, problems = sources_in(folder)
    assert found == [] and problems
    return str(InputError(problems))


def test_a_zip_that_unpacks_to_far_more_than_it_holds_is_refused(tmp_path):
    zipped(tmp_path / "bomb.zip", **{"a.csv": b"0" * 20_000_000})
    assert "would unpack to 20,000,000 bytes" in refused(tmp_path)


def test_a_zip_of_very_many_files_is_refused(tmp_path):
    zipped(tmp_path / "many.zip", **{f"{number}.csv": "" for number in range(2001)})
    assert "holds 2001 files" in refused(tmp_path)


def test_a_zip_inside_a_zip_is_refused_whatever_it_is_called(tmp_path):
    inner = io.BytesIO()
    zipped(inner, **{"a.csv": "CHILD\n"})
    zipped(tmp_path / "outer.zip", **{"episodes.csv": inner.getvalue()})
    assert "a zip inside the zip" in refused(tmp_path)


def test_a_locked_zip_is_refused(tmp_path):
    path = zipped(tmp_path / "locked.zip", **{"a.csv": "CHILD\n"})
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    path.write_bytes(bytes(content))
    assert "locked by a password" in refused(tmp_path)


def test_a_zip_that_is_cut_off_is_refused_by_name(tmp_path):
    path = zipped(tmp_path / "cut.zip", **{"a.csv": "CHILD\n" * 1000})
    path.write_bytes(path.read_bytes()[:60])
    assert "cut.zip" in refused(tmp_path)


def test_a_zip_whose_member_is_damaged_is_refused_by_name(tmp_path):
    path = zipped(tmp_path / "hurt.zip", **{"a.csv": "".join(chr(65 + n * n % 26) for n in range(2000))})
    content = bytearray(path.read_bytes())
    content[40:80] = b"\xff" * 40
    path.write_bytes(bytes(content))
    assert "cannot be unpacked" in refused(tmp_path)


def test_every_zip_that_is_refused_is_named_at_once(tmp_path):
    (tmp_path / "one.zip").write_bytes(b"PK\x03\x04nothing")
    (tmp_path / "two.zip").write_bytes(b"PK\x03\x04nothing")
    said = refused(tmp_path)
    assert "one.zip" in said
    assert "two.zip" in said


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_each_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", "CHILD\n1\n")
        archive.writestr("a.csv", "CHILD\n2\n")
    assert [source.open().read() for source in sources_in(tmp_path)[0]] == [b"CHILD\n1\n", b"CHILD\n2\n"]
