"""Coverage: each figure of a council's documents with the pages of a built pack that show it, or why none does."""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from io import StringIO

from panelpack.disclosure.prepare import prepared
from panelpack.disclosure.published import Figure, Published
from panelpack.facts.tidy_csv import figure_files
from panelpack.project.errors import InputError, PanelpackError, Problem
from panelpack.project.parameters import Project

LEFT_OUT = "left_out.csv"
FORMATS = ("table", "csv", "json")


@dataclass(frozen=True)
class Covered:
    """A figure of a document: its label and value as shown, the pages that show it, or the reason why none does."""

    figure_id: str
    label: str
    value: str
    pages: tuple[str, ...]
    reason: str = ""

    @property
    def is_accounted_for(self) -> bool:
        """Whether a page shows it, or a reason says why none does."""
        return bool(self.pages or self.reason)


def coverage(project: Project, council: str, year: str) -> list[Covered]:
    """Every figure that the documents of a year state, by the pages of its built pack; then those left out.

    A figure counts as shown where a page holds its own number or, where it has no value, its measure's definition.

    Raises:
        PanelpackError: there is no built pack of the year.
    """
    folder = project.rendered / council / year
    names = [path for path in sorted(folder.glob("*.html")) if path.stem in project.reports()]
    if not names:
        raise PanelpackError(f"no pack at {folder}: build it first")
    pages = {path.stem: path.read_text(encoding="utf-8") for path in names}
    published = prepared(project, council)
    shown = {name: _ids(page) for name, page in pages.items()}
    found = [
        Covered(name, figure.label, figure.text, tuple(_pages_of(figure, shown, pages)))
        for name, figure in _documented(project, council, year, published)
    ]
    return found + list(_left_out(project, council))


def _documented(project: Project, council: str, year: str, published: Published) -> Iterator[tuple[str, Figure]]:
    """The figures of documents that report on a year, by the name that their register gives them."""
    at = {(figure.file, figure.line): figure for figure in published.figures.values()}
    for path in figure_files(project.data / "figures" / council):
        where = path.relative_to(project.root).as_posix()
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                figure = at.get((where, reader.line_num))
                source = published.context.register[row["source"]]
                if figure is not None and (source.reporting_year or row["release"]) == year:
                    yield row.get("figure_id") or figure.id, figure


def _ids(page: str) -> set[str]:
    return {found.rpartition("-")[2] for found in re.findall(r'data-fact="?([a-z0-9_-]+)', page)}


def _pages_of(figure: Figure, shown: Mapping[str, set[str]], pages: Mapping[str, str]) -> Iterator[str]:
    mark = re.compile(rf'id="?definition-{figure.measure.id.replace("_", "-")}[" >]')
    for name, page in pages.items():
        if figure.id in shown[name] or (figure.value is None and mark.search(page)):
            yield name


def _left_out(project: Project, council: str) -> Iterator[Covered]:
    path = project.data / "figures" / council / LEFT_OUT
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Covered(row["figure_id"], "", "", (), row["reason"])


def written(found: Sequence[Covered], form: str) -> str:
    """The list as a table to read, as CSV or as JSON.

    Raises:
        InputError: there is no such form.
    """
    if form not in FORMATS:
        raise InputError([Problem(f"there is no format {form!r}", todo=f"valid: {', '.join(FORMATS)}")])
    if form == "json":
        return json.dumps([asdict(item) for item in found], indent=2, ensure_ascii=False)
    if form == "csv":
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["figure_id", "label", "value", "pages", "reason"])
        writer.writerows([item.figure_id, item.label, item.value, " ".join(item.pages), item.reason] for item in found)
        return out.getvalue().rstrip("\n")
    on_pages = [f"{item.label} = {item.value}\t{', '.join(item.pages)}" for item in found if item.pages]
    out_of = [f"{item.figure_id}\tleft out: {item.reason}" for item in found if item.reason and not item.pages]
    lost = [f"{item.figure_id}\tON NO PAGE: {item.label} = {item.value}" for item in found if not item.is_accounted_for]
    return "\n".join([*on_pages, *out_of, *lost, summary(found)])


def summary(found: Sequence[Covered]) -> str:
    """How many figures are on pages, left out with a reason, and neither."""
    on_pages = sum(bool(item.pages) for item in found)
    lost = sum(not item.is_accounted_for for item in found)
    left_out = len(found) - on_pages - lost
    return f"{len(found)} figures: {on_pages} on pages, {left_out} left out with a reason, {lost} on no page"


def unaccounted(found: Sequence[Covered]) -> list[Covered]:
    """The figures that no page shows and no reason explains."""
    return [item for item in found if not item.is_accounted_for]
