"""What would fill which gap: a page for officers, so that paths and commands stand on no page of the panel's."""

from collections.abc import Iterator, Sequence

from panelpack.comparisons.council_year import CouncilYear
from panelpack.page import tables
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Heading, Piece, Sentence, together
from panelpack.page.tables import Column
from panelpack.page.words import code, text
from panelpack.project.notebook_cells import given_to
from panelpack.sections.asked_before import question_id
from panelpack.sections.enquiries import of_pack
from panelpack.sections.questions import question_of

_ASKING = ("title", "supplied", "stated")
"""What a notebook calls with the topics that a council supplies."""


def officers_list(view: CouncilYear, reports: Sequence[str]) -> Piece:
    """Every topic that a report asks for and that was not supplied, with file and form; and the names of questions."""
    return together(_gaps_table(view, reports), _to_mend(view), _questions(view, reports))


def _to_mend(view: CouncilYear) -> Piece:
    """What the checks of the council's own records found in the year, with every measure that it bears on."""
    found = [note for note in view.published.notes if note.todo and note.year in ("", view.year_label)]
    if not found:
        return EMPTY
    known = view.published.context.catalogue.measures
    rows = [
        [text(cell) for cell in (note.what, "; ".join(known[name].label for name in note.measures.split()), note.todo)]
        for note in found
    ]
    columns = [Column(text(words)) for words in ("What was found", "Measures that it bears on", "How to mend it")]
    table = tables.table(view.published, f"To mend in the records, {view.year_label}", columns, rows)
    return together(Heading(text("What the checks of the records found")), table)


def _questions(view: CouncilYear, reports: Sequence[str]) -> Piece:
    """The questions of the pack, each with the name under which the work programme records its answer."""
    rows = [[text(question_of(item)), code(question_id(view.year_label, item))] for item in of_pack(view, reports)]
    if not rows:
        return EMPTY
    said = (
        "Record what the panel asked in the work programme, with the name of the question as its question: "
        "the pack of the next year shows the answer beside the figure."
    )
    columns = [Column(text(words)) for words in ("Question", "Its name")]
    found = tables.table(view.published, f"Questions of the pack, {view.year_label}", columns, rows)
    return together(Heading(text("What the pack asks")), Sentence(text(said)), found)


def _gaps_table(view: CouncilYear, reports: Sequence[str]) -> Piece:
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
            title = catalogue.topics[topic]
            form = f"panelpack template {report} --council {view.council_name} --year {view.year_label}"
            yield [text(title), text(catalogue.report(report).title), *map(code, (view.figures_file(topic), form))]


def _topics(view: CouncilYear, report: str) -> list[str]:
    """The topics that a report's notebook names, each once."""
    notebook = view.project.notebook(report)
    asked = (name for method in _ASKING for names in given_to(notebook, method) for name in names)
    return list(dict.fromkeys(asked)) if notebook.exists() else []
