"""The sheets of forms to fill: what explains them, their columns, and a row a figure."""

from collections.abc import Sequence

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from panelpack.catalogue.context import Context
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.numbers import UNIT_WORDS
from panelpack.catalogue.periods import YEARLY, Period, example, shifted
from panelpack.catalogue.reporting_years import in_reporting_year
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.disclosure.published import Published
from panelpack.facts.workbook import FIELDS, LAST, LAST_PERIOD, README
from panelpack.project.errors import InputError, Problem
from panelpack.project.parameters import Council

OWN_SOURCE = "council_figures"
"""The source of what a council fills in."""
LONGEST_SHEET = 31
"""How long the name of a sheet may be."""

Last = tuple[float | str | None, str | None]
"""A figure as it was known last, and its period."""

_YEARS_OF_A_NEW_SERIES = 5
_WIDTHS = {"what": 70, "measure": 34, "area": 12, "period": 26, "breakdown": 34, LAST_PERIOD: 18}
_TO_FILL = PatternFill("solid", start_color="FFF7D6")


def topics_of(context: Context, report: str) -> dict[str, list[Measure]]:
    """The topics of a report with the measures that a council can give, in the order of the catalogue.

    Raises:
        InputError: there is no such report, or it takes nothing from a council.
    """
    context.catalogue.report(report)
    found: dict[str, list[Measure]] = {}
    for measure in context.catalogue.of_report(report):
        if measure.topic and not measure.calculated:
            found.setdefault(measure.topic, []).append(measure)
    if not found:
        raise InputError([Problem(f"the report {report!r} takes no figures from a council")])
    return found


def explain(sheet: Worksheet, title: str, what: str) -> None:
    """The sheet that says how a workbook is filled."""
    sheet.title = README
    lines = [
        title,
        f"Each sheet is one {what}. Fill in the column 'value' (yellow), one figure a row, digits only.",
        "A figure that is not there keeps an empty value; say why in 'status':",
        *[f"    {symbol}: {meaning}" for symbol, meaning in STATUS_WORDS.items()],
        "A row with neither value nor status is passed over. Add rows for further parts or periods.",
        "'qualifier' is for words such as about, more than, planned. 'breakdown' says of which part: name=value.",
        "Then: panelpack take FILE --council COUNCIL. Every mistake is named by its sheet and cell.",
        "Never write a child's name, date of birth or any number that stands for one child.",
    ]
    for line in lines:
        sheet.append([line])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 110


def head(sheet: Worksheet, fields: Sequence[str] = FIELDS) -> None:
    """The first row of a sheet of figures."""
    sheet.append(list(fields))
    for place, name in enumerate(fields, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 14)
    sheet.freeze_panes = "A2"


def kinds(published: Published, measure: Measure, council: Council) -> list[tuple[str, str]]:
    """Area and breakdown of each row of a measure, as documents gave them before; else the council's total."""
    codes = {council.area, council.region, council.country, council.force, council.icb, council.adoption_agency}
    given = published.stated(measure.id)
    known = dict.fromkeys((figure.area, figure.breakdown) for figure in given if figure.area in codes)
    own = council.area_of(measure.about)
    return list(known) or ([(own, "")] if own else [])


def periods(published: Published, measure: Measure, year: str) -> list[Period | None]:
    """The year's period; several years for a series of which nothing is known yet; None where a person must say."""
    if measure.basis == "undated":
        return [Period("undated", None, None)]
    if measure.basis not in YEARLY:
        return [None]
    now = in_reporting_year(year, measure.basis)
    years = 1 if published.stated(measure.id) else _YEARS_OF_A_NEW_SERIES
    return [shifted(now, -back) for back in reversed(range(years))]


def add_row(
    sheet: Worksheet,
    measure: Measure,
    area: str,
    breakdown: str,
    period: Period | None,
    year: str,
    last: Last = (None, None),
) -> None:
    """A row to fill: a figure of an area and a part.

    Args:
        period: None where a person must say it.
        last: what was known last, and of which period, where the sheet is of a report.
    """
    fields = tuple(str(cell.value) for cell in sheet[1])
    unit = UNIT_WORDS.get(measure.unit, measure.unit)
    part = f", {measure.breakdown_label(breakdown)}" if breakdown else ""
    cells = {
        "what": f"{measure.label}{part} ({unit})",
        "measure": measure.id,
        "area": area,
        "period": period.label if period else "",
        "breakdown": breakdown,
        LAST: last[0],
        LAST_PERIOD: last[1],
        "source": OWN_SOURCE,
        "release": year,
    }
    sheet.append([cells.get(name) for name in fields])
    line = sheet.max_row
    sheet.cell(line, 1).comment = Comment(measure.definition, "panelpack")
    sheet.cell(line, 1).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(line, fields.index("value") + 1).fill = _TO_FILL
    if measure.basis not in YEARLY and measure.basis != "undated":
        cell = sheet.cell(line, fields.index("period") + 1)
        cell.fill = _TO_FILL
        cell.comment = Comment(f"Such as {example(measure.basis)}", "panelpack")
