"""One workbook for all reports of a year: a sheet a report with the last figure beside each cell, and a checklist."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import YEARLY, Period, shifted
from panelpack.catalogue.reporting_years import in_reporting_year, reporting_year, year_before
from panelpack.commands.form_sheets import LONGEST_SHEET, Last, add_row, explain, head, kinds
from panelpack.commands.year_files import Needed
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.facts.workbook import CHECKLIST, YEAR_FIELDS

_COLUMNS = ("File", "Publisher", "Where it is published", "When it is due", "How it comes in", "Waiting", "Measures")
_WIDTHS = (50, 26, 44, 30, 50, 9, 90)
Row = tuple[Period | None, Last]


def year_workbook(view: CouncilYear, files: Sequence[Needed]) -> Workbook:
    """A workbook to fill for a year, prefilled but for the values.

    Args:
        view: the council in the year; nothing need be there of it.
        files: what the checklist names.
    """
    book = Workbook()
    explain(book.worksheets[0], f"Figures of {view.area_name} for all reports, {view.year_label}", "report")
    _checklist(book.create_sheet(CHECKLIST), files)
    for report in view.published.context.catalogue.reports:
        topics = _topics(view, report)
        if topics:
            _fill(book.create_sheet(report[:LONGEST_SHEET]), view, topics)
    return book


def _topics(view: CouncilYear, report: str) -> dict[str, list[Measure]]:
    """The topics of a report by their titles, with the measures that the council can give."""
    catalogue = view.published.context.catalogue
    found: dict[str, list[Measure]] = {}
    for measure in catalogue.of_report(report):
        if measure.topic and not measure.calculated and measure.local_to in ("", view.council.area):
            found.setdefault(catalogue.topics[measure.topic], []).append(measure)
    return found


def _fill(sheet: Worksheet, view: CouncilYear, topics: dict[str, list[Measure]]) -> None:
    head(sheet, YEAR_FIELDS)
    for title, measures in topics.items():
        sheet.append([title])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        for measure in measures:
            for area, breakdown in kinds(view.published, measure, view.council):
                for period, last in _rows(view, measure, area, breakdown):
                    add_row(sheet, measure, area, breakdown, period, view.year_label, last)


def _rows(view: CouncilYear, measure: Measure, area: str, breakdown: str) -> Iterator[Row]:
    """The periods of the year in which a figure is asked for, each with what was known last.

    Where a year has several, or one that only its source knows, they are those of the year before, a year later.
    """
    before = [
        item
        for item in view.published.of_measure(measure.id)
        if (item.area, item.breakdown, item.unit) == (area, breakdown, measure.unit)
        and _year_of(view, item) < view.year_label
    ]
    newest = max(before, key=lambda item: (_year_of(view, item), item.period.order), default=None)
    if measure.basis == "undated":
        yield Period("undated", None, None), _last(view, newest)
        return
    if measure.basis in YEARLY:
        yield in_reporting_year(view.year_label, measure.basis), _last(view, newest)
        return
    last_year = year_before(view.year_label)
    of_last = {
        item.period: item for item in reversed(before) if item.period.end and reporting_year(item.period) == last_year
    }
    for period in sorted(of_last, key=lambda item: item.order):
        yield shifted(period, 1), _last(view, of_last[period])
    if not of_last:
        yield None, _last(view, newest)


def _year_of(view: CouncilYear, figure: Figure) -> str:
    """The reporting year of a figure, by its document where it has no date."""
    source = view.published.context.register[figure.source]
    return reporting_year(figure.period) or source.reporting_year or figure.release


def _last(view: CouncilYear, figure: Figure | None) -> Last:
    """A figure as a cell shows it, and its period: a number, or the words or the symbol in place of one."""
    if figure is None:
        return None, None
    period = figure.period.label if figure.period.end else _year_of(view, figure)
    if figure.value is None or figure.gives_way or figure.unit == "judgement":
        return figure.text, period
    return figure.value, period


def _checklist(sheet: Worksheet, files: Sequence[Needed]) -> None:
    sheet.append(list(_COLUMNS))
    for item in files:
        labels = "; ".join(measure.label for measure in item.waits)
        sheet.append([item.title, item.publisher, item.where, item.due, item.how, len(item.waits), labels])
    for place, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.cell(1, place).font = Font(bold=True)
        for line in range(2, sheet.max_row + 1):
            sheet.cell(line, place).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
