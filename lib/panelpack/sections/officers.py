"""What would fill which gap: a page for officers, so that paths and commands stand on no page of the panel's."""

from collections.abc import Iterator, Sequence

from panelpack.comparisons.council_year import CouncilYear
from panelpack.page import tables
from panelpack.page.parts import Words
from panelpack.page.pieces import Piece, Sentence, together
from panelpack.page.tables import Column
from panelpack.page.words import code, text
from panelpack.project.notebook_cells import given_to

_ASKING = ("title", "supplied", "stated")
"""What a notebook calls with the topics that a council supplies."""


def officers_list(view: CouncilYear, reports: Sequence[str]) -> Piece:
    """Every topic that a report of the pack asks for and that was not supplied: the file and the form that fill it."""
    rows = [row for report in reports for row in _gaps(view, report)]
    if not rows:
        return Sentence(text("Everything that the reports ask for was supplied."))
    columns = [
        Column(text(words)) for words in ("What was not supplied", "Report", "File", "Command that writes a form")
    ]
    said = (
        "Each file holds one subject. Fill the form, put the file where it is named, and build the pack again. "
        "Commentary of officers stands beside the figures by the same names."
    )
    found = tables.table(view.published, f"Not supplied for {view.year_label}", columns, rows)
    return together(Sentence(text(said)), found)


def _gaps(view: CouncilYear, report: str) -> Iterator[list[Words]]:
    """A row a topic that is lacking."""
    catalogue = view.published.context.catalogue
    for topic in _topics(view, report):
        if topic in catalogue.topics and not view.is_supplied(topic):
            title, form = catalogue.topics[topic], f"panelpack template {report}"
            yield [text(title), text(catalogue.report(report).title), *map(code, (view.figures_file(topic), form))]


def _topics(view: CouncilYear, report: str) -> list[str]:
    """The topics that a report's notebook names, each once."""
    notebook = view.project.notebook(report)
    asked = (name for method in _ASKING for names in given_to(notebook, method) for name in names)
    return list(dict.fromkeys(asked)) if notebook.exists() else []
