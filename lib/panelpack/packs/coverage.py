"""Coverage: each figure of a council's documents with the pages of a built pack that show it, or why none does."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panelpack.disclosure.figure import Figure
from panelpack.disclosure.prepare import prepared
from panelpack.disclosure.published import Published
from panelpack.facts.tidy_csv import LEFT_OUT, figure_files, read_figures
from panelpack.page.html_tree import facts_marked, measures_defined
from panelpack.project.checkout import Project
from panelpack.project.errors import PanelpackError


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
    folder, published = project.rendered / council / year, prepared(project, council)
    reports = published.context.catalogue.reports
    pages = {
        path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html")) if path.stem in reports
    }
    if not pages:
        raise PanelpackError(f"no pack at {folder}: build it first")
    shown = {name: facts_marked(page) for name, page in pages.items()}
    defined = {name: measures_defined(page, published.context.catalogue.by_label) for name, page in pages.items()}
    found = []
    for name, figure in _documented(project, council, year, published):
        on = [
            page
            for page in pages
            if figure.id in shown[page] or (figure.value is None and figure.measure.id in defined[page])
        ]
        found.append(Covered(name, figure.label, figure.text, tuple(on)))
    return found + list(_left_out(project, council))


def _documented(project: Project, council: str, year: str, published: Published) -> Iterator[tuple[str, Figure]]:
    """The figures of documents that report on a year, by the name that their register gives them."""
    at = {(figure.file, figure.line): figure for figure in published.figures.values()}
    for path in figure_files(project.figures_of(council)):
        for row in read_figures(path, path.relative_to(project.root).as_posix()).to_dict("records"):
            figure = at.get((row["file"], row["line"]))
            source = published.context.register[row["source"]]
            if figure is not None and (source.reporting_year or row["release"]) == year:
                yield row["figure_id"] or figure.id, figure


def _left_out(project: Project, council: str) -> Iterator[Covered]:
    path = project.figures_of(council) / LEFT_OUT
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Covered(row["figure_id"], "", "", (), row["reason"])


def coverage_summary(found: Sequence[Covered]) -> str:
    """How many figures are on pages, left out with a reason, and neither."""
    on_pages = sum(bool(item.pages) for item in found)
    lost = sum(not item.is_accounted_for for item in found)
    left_out = len(found) - on_pages - lost
    return f"{len(found)} figures: {on_pages} on pages, {left_out} left out with a reason, {lost} on no page"


def unaccounted(found: Sequence[Covered]) -> list[Covered]:
    """The figures that no page shows and no reason explains."""
    return [item for item in found if not item.is_accounted_for]
