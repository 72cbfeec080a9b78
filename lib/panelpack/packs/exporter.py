"""From an executed notebook to one self-contained page, by nbconvert. Also `jupyter nbconvert --to panelpack`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from minify_html import minify
from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode
from traitlets import Dict, Instance, List, Unicode, default

from panelpack.commentary.files import allowed_phrases
from panelpack.commentary.notebook_text import read_cell
from panelpack.page.accessible import refuse
from panelpack.page.finishing import Finisher, download
from panelpack.page.form_files import of_output
from panelpack.page.html import written
from panelpack.page.marks import HEADING, OPENED, TITLE, Mark, Written, joined_html
from panelpack.page.pieces import Heading
from panelpack.page.skeleton import TEMPLATES, Frame
from panelpack.page.table_values import TableValues
from panelpack.page.workbook import About, workbook_of, workbook_path
from panelpack.project.checkout import find_project
from panelpack.project.errors import InputError, Problem


class PanelpackExporter(TemplateExporter):
    """Exports what a notebook shows as a page: no code, no script, nothing loaded from anywhere.

    Raises:
        InputError: outputs that cannot be made accessible, such as printed text or a bare data frame, and figures
            typed into its text, by cell; and whatever `accessible.refuse` finds in the finished page.
    """

    export_from_notebook = "panelpack page"
    output_mimetype = "text/html"
    accent = Unicode("#1d4f76", help="colour of the banner").tag(config=True)
    council = Unicode("", help="name that the banner shows").tag(config=True)
    contact = Unicode("", help="line at the foot of the page").tag(config=True)
    frame = Instance(Frame, help="what stands around the page, in place of these three")
    glossary = Dict(help="terms to explain at their first use").tag(config=True)
    phrases: List[str] = List(help="phrases in which the notebook's text may have digits")
    lines: List[str] = List(Unicode(), help="what the cover of the workbook says beneath the title")
    standing = Unicode("", help="how far the pack is, as the cover of the workbook says it")
    report = Unicode("", help="folder of the page's CSV files; the notebook's name when not given").tag(config=True)
    extra_template_basedirs = List(Unicode())

    @default("extra_template_basedirs")
    def _template_folders(self) -> list[str]:
        return [str(TEMPLATES)]

    @default("phrases")
    def _allowed_phrases(self) -> list[str]:
        """Those of the project around the notebook."""
        return list(allowed_phrases(find_project(Path.cwd())))

    @default("frame")
    def _frame(self) -> Frame:
        return Frame(self.accent, self.council, self.contact)

    @default("optimistic_validation")
    def _validated_once(self) -> bool:
        """Once after all of nbconvert's steps, in place of after each of the eleven."""
        return True

    @default("file_extension")
    def _extension(self) -> str:
        return ".html"

    @default("template_name")
    def _template(self) -> str:
        return "panelpack"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of a notebook, and nbconvert's resources: under `outputs` the files of its tables, by path."""
        page, resources = super().from_notebook_node(nb, resources, **kwargs)
        page = minify(page, keep_comments=False)
        refuse(page, resources["page"]["title"])
        return page, resources

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """What the template needs, of the notebook as nbconvert's own steps leave it: `--execute` is one of them."""
        nb, resources = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        body = joined_html(pieces_of(nb, self.phrases))
        title = next((mark.words for mark in body.marks if mark.kind == TITLE), "Report")
        end = max((mark.at for mark in body.marks if mark.kind == OPENED), default=0)
        name = self.report or (resources.get("metadata") or {}).get("name") or "report"
        finisher = Finisher(str(name), self.glossary)
        first, rest = finisher.parts(body.before(end), body.after(end))
        outputs = {path: content.encode("utf-8-sig") for path, content in finisher.files.items()}
        outputs |= {path: content.encode("utf-8") for path, content in finisher.metadata().items()}
        if finisher.tables:
            path, book = workbook_path(finisher.report), self._workbook(title, finisher.tables)
            outputs[path] = book
            rest += f'<p class="csv">{download(path, "All tables of this page as a workbook", "Excel", book)}</p>'
        resources["outputs"] = {**(resources.get("outputs") or {}), **outputs}
        contents = [(mark.more, mark.words) for mark in body.marks if _is_section(mark)]
        resources["page"] = self.frame.page(title, first, rest, contents)
        return nb, resources

    def _workbook(self, title: str, tables: Sequence[TableValues]) -> bytes:
        """All tables of the page as a workbook."""
        named = f"{title}, {self.frame.council}" if self.frame.council else title
        return workbook_of(About(named, self.lines, self.standing, self.frame.contact), tables)


def _is_section(mark: Mark) -> bool:
    """Whether a heading stands in the list of contents."""
    return mark.kind == HEADING and mark.level == 2 and bool(mark.more)


def pieces_of(nb: NotebookNode, phrases: Sequence[str]) -> list[Written]:
    """What a notebook shows, piece by piece.

    Args:
        phrases: those in which digits may be typed into its text.

    Raises:
        InputError: everything that a page cannot show accessibly, and every figure that was typed, by cell.
    """
    sections = [_Section()]
    problems: list[Problem] = []
    heading = ""
    # papermill puts a cell of its own in, which the notebook as it is saved has not
    saved = [cell for cell in nb.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    for place, cell in enumerate(saved, start=1):
        where = f"cell {place}" + (f" under {heading!r}" if heading else "")
        if cell.cell_type == "markdown":
            found = read_cell(cell.source, phrases)
            headings = [piece for piece in found.pieces if isinstance(piece, Heading)]
            if any(piece.level == 2 for piece in headings):
                sections.append(_Section())
            sections[-1].pieces += [written(piece) for piece in found.pieces]
            sections[-1].has_prose |= len(headings) < len(found.pieces)
            problems += [Problem(fault.what, f"{where}, line {fault.line}", fault.todo) for fault in found.faults]
            heading = headings[-1].said.plain if headings else heading
        sections[-1].has_code |= cell.cell_type == "code"
        for output in cell.get("outputs", []):
            shown = of_output(output.get("data", {}))
            if shown is not None:
                sections[-1].pieces.append(shown)
                sections[-1].shows = True
            else:
                problems.append(Problem(_stray(output), where, _TODO))
    if problems:
        raise InputError(problems)
    is_empty = not any(section.shows for section in sections[1:])
    return [piece for section in sections if section.stands(is_empty) for piece in section.pieces]


@dataclass
class _Section:
    """A section of a notebook: what it holds, whether it has text and cells that run, and whether these show anything.

    One whose cells showed nothing stays off the page, unless it says something: a heading over nothing helps nobody.
    """

    pieces: list[Written] = field(default_factory=list)
    has_prose: bool = False
    has_code: bool = False
    shows: bool = False

    def stands(self, is_empty: bool) -> bool:
        """Whether it stands on the page; of a page on which no section shows anything, only what runs nothing does."""
        return self.shows or not self.has_code or (self.has_prose and not is_empty)


_TODO = "show it with report.show(frame_or_axes, title=..., how=..., by=...)"


def _stray(output: NotebookNode) -> str:
    """What an output is that no page can show."""
    if output.output_type == "stream":
        return f"printed text on {output.name}"
    data = output.get("data", {})
    if "text/html" not in data:
        return f"an output of type {', '.join(sorted(data)) or output.output_type} that a page cannot show"
    return "a bare data frame" if 'class="dataframe"' in data["text/html"] else "HTML that is no piece of a report"
