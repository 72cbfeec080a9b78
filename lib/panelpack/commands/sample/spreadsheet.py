"""A plain workbook, quickly written: text, whole numbers and days, the same bytes each time."""

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

import pandas as pd

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ZERO = date(1899, 12, 30).toordinal()
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="2">'
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def workbook(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """A workbook with a sheet a table, its columns' names in the first row.

    Cells that read as 2023-03-31 become days, whole numbers become numbers, empty ones are left out.
    """
    names = list(sheets)
    parts = {
        "[Content_Types].xml": _types(len(names)),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _book(names),
        "xl/_rels/workbook.xml.rels": _relations(
            {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)}
            | {"rId0": ("styles", "styles.xml")}
        ),
        "xl/styles.xml": _STYLES,
    }
    parts |= {f"xl/worksheets/sheet{number}.xml": _sheet(sheets[name]) for number, name in enumerate(names, start=1)}
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, text in parts.items():
            entry = zipfile.ZipInfo(path, (2000, 1, 1, 0, 0, 0))
            archive.writestr(entry, text, zipfile.ZIP_DEFLATED, compresslevel=1)
    return out.getvalue()


def _types(sheets: int) -> str:
    parts = {"/xl/workbook.xml": f"{_SHEET}.sheet.main+xml", "/xl/styles.xml": f"{_SHEET}.styles+xml"}
    parts |= {f"/xl/worksheets/sheet{number}.xml": f"{_SHEET}.worksheet+xml" for number in range(1, sheets + 1)}
    listed = "".join(f'<Override PartName="{path}" ContentType="{kind}"/>' for path, kind in parts.items())
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{path}"/>' for name, (kind, path) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def _book(names: list[str]) -> str:
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'


def _sheet(frame: pd.DataFrame) -> str:
    columns = [_cells(letter(place), [str(name), *frame[name].tolist()]) for place, name in enumerate(frame)]
    rows = [f'<row r="{number}">{"".join(row)}</row>' for number, row in enumerate(zip(*columns, strict=True), start=1)]
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def letter(place: int) -> str:
    """A column's letters by its place from nought.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _cells(column: str, values: list[object]) -> list[str]:
    """Cells of a column; what a value becomes is worked out once for each that differs."""
    made = {value: _cell(value) for value in dict.fromkeys(values)}
    return [
        f'<c r="{column}{number}"{made[value]}' if made[value] else "" for number, value in enumerate(values, start=1)
    ]


def _cell(value: object) -> str:
    if not isinstance(value, str):
        return f"><v>{value}</v></c>"
    if not value:
        return ""
    if _DAY.fullmatch(value):
        return f' s="1"><v>{date.fromisoformat(value).toordinal() - _ZERO}</v></c>'
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
