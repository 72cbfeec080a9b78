"""What officers write: `parameters/commentary/<council>/<year>/<report>.md`, by the sections of the report's notebook.

A file starts with its author and date, then has a `## heading` for each section that it comments on, perhaps with the
slots of `slots` beneath. Figures stand in it by name, so that the words can never say another number than the page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from panelpack.commentary.markdown import Block, Edge, Heading, Passage, read_prose
from panelpack.commentary.misplaced import ALLOWED, misplaced
from panelpack.commentary.section import Section
from panelpack.commentary.slots import SLOTS
from panelpack.commentary.suggestions import measures_among
from panelpack.commentary.typed_numbers import Allowed
from panelpack.commentary.writer import Fault, Page
from panelpack.comparisons.council_year import CouncilYear
from panelpack.page.pieces import EMPTY, Aside, Listing, Note, Piece, Sentence, together
from panelpack.page.pieces import Heading as PageHeading
from panelpack.page.words import code, day, say, slug, text
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem, suggest
from panelpack.project.notebook_cells import given_beside, given_to, headings_of
from panelpack.project.yaml_files import load, parse_document, read_text

_START = "start the file with ---, a line author: NAME, a line date: 2023-10-06, and ---"


class _Front(BaseModel):
    """Who wrote a file, and when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    author: str = Field(pattern=r"^[^\d<>]+$")
    date: date


@dataclass(frozen=True)
class Commentary:
    """A file of commentary. `stray` are the faults that no section of the page shows.

    Attributes:
        author, date: None where the front matter has a fault.
    """

    file: str
    author: str | None
    date: date | None
    sections: tuple[Section, ...]
    stray: tuple[Fault, ...]

    @property
    def faults(self) -> list[Fault]:
        """All faults of the file, in the order of its lines."""
        found = [*self.stray, *(fault for section in self.sections for fault in section.faults)]
        return sorted(dict.fromkeys(found), key=lambda item: (item.line, item.column))

    @property
    def texts(self) -> Iterator[str]:
        """The words in which digits may stand on the page: those between its numbers, and its faults."""
        for section in self.sections:
            yield from section.texts
        yield from map(str, self.faults)


def paths(project: Project, council: str, year: str) -> list[Path]:
    """The files that the commentary of a pack is made of, and that of the phrases which notebooks may have too."""
    files = sorted(project.commentary_of(council, year).glob("*.md"))
    return [path for path in (_allowed(project), *files) if path.exists()]


def allowed_phrases(project: Project) -> tuple[str, ...]:
    """The phrases of a project in which digits may be typed; none where it has no list of them.

    Raises:
        InputError: the list cannot be read.
    """
    path = _allowed(project)
    return load(path, Allowed).phrases if path.exists() else ()


def allowed_days(project: Project) -> tuple[date, ...]:
    """The days of events that pages tell of, which are named although somebody may have been born on them."""
    path = _allowed(project)
    return load(path, Allowed).days if path.exists() else ()


def _allowed(project: Project) -> Path:
    """Where the phrases stand in which digits may be typed."""
    return project.parameters / "commentary" / ALLOWED


def stub(project: Project, report: str) -> str:
    """A file of commentary to fill: every section for which a report's notebook asks, each with its slots.

    What nobody fills of it stands on no page and stops no build.
    """
    slots = "\n\n".join(f"### {slot}" for slot in SLOTS)
    sections = (f"## {heading}\n\n{slots}\n" for heading in asked(project, report))
    return "\n".join(["---\nauthor:\ndate:\n---\n", *sections])


def asked(project: Project, report: str) -> list[str]:
    """The sections for which a report's notebook asks: what it passes to `report.commentary`."""
    return list(dict.fromkeys(name for names in given_to(project.notebook(report), "commentary") for name in names))


def read(view: CouncilYear, report: str) -> Commentary | None:
    """The commentary of a report, with all of its faults; None when there is none, or a stub that nobody filled.

    Raises:
        InputError: the file is not UTF-8, or the list of allowed phrases cannot be read.
    """
    project = view.project
    path = project.commentary_of(view.council_name, view.year_label) / f"{report}.md"
    if not path.exists():
        return None
    front, rest = _parted(read_text(path))
    headings = tuple(slug(heading) for heading in headings_of(project.notebook(report)))
    known, stray = _front(front)
    hides, written_date = largest_hidden(view, report), known.date if known else None
    page = Page(view, report, headings, allowed_phrases(project), hides, written_date=written_date)
    sections, more = _sections(list(read_prose(rest)), page, asked(project, report))
    filled = tuple(section for section in sections if not section.is_unfilled)
    if sections and not filled and not more:
        return None
    file = path.relative_to(project.root).as_posix()
    author, written_date = (known.author, known.date) if known else (None, None)
    return Commentary(file, author, written_date, filled, (*stray, *more))


def largest_hidden(view: CouncilYear, report: str) -> int:
    """The largest count that the figures of a report may hide, of the council's own areas and the year; else nought."""
    published, policy = view.published, view.published.policy
    hidden = [
        figure
        for area in view.council.own_areas
        for figure in published.figures_of(area)
        if figure.is_hidden and figure.measure.report == report and figure.reporting_year == view.year_label
    ]
    return max((policy.rule(figure.measure.family).largest_hidden for figure in hidden), default=0)


def _parted(content: str) -> tuple[str | None, str]:
    """Front matter and the rest, each with the other's lines left empty, so that lines keep their numbers."""
    lines = content.split("\n")
    end = next((place for place, line in enumerate(lines[1:], start=1) if line.strip() == "---"), None)
    if lines[0].strip() != "---" or end is None:
        return None, content
    return "\n".join(["", *lines[1:end]]), "\n".join([*[""] * (end + 1), *lines[end + 1 :]])


def _front(front: str | None) -> tuple[_Front | None, list[Fault]]:
    """Author and date, or the faults in them, each with its line."""
    if front is None:
        return None, [Fault("the file does not say who wrote it and when", _START, 1, 1)]
    try:
        return parse_document(front, "front").check(_Front), []
    except InputError as error:
        return None, [Fault(item.what, item.todo, _line_of(item), 1) for item in error.problems]


def _line_of(problem: Problem) -> int:
    """The line that a problem of the front matter names; the first where it names none."""
    named = re.search(r"line (\d+)", problem.where)
    return int(named[1]) if named else 1


def _sections(blocks: Sequence[Block], page: Page, wanted: Sequence[str]) -> tuple[tuple[Section, ...], list[Fault]]:
    """The sections of a file, and the faults that no section shows."""
    sections: list[Section] = []
    stray: list[Fault] = []
    notebook, catalogue = page.view.project.notebook(page.report), page.view.published.context.catalogue
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            if block.words in [section.heading for section in sections]:
                stray.append(Fault(f"the section {block.words!r} stands twice", "make it one", block.line, 1))
            sections.append(Section(block.words, block.line))
            named = given_beside(notebook, "commentary", block.words)
            page = replace(page, shown=measures_among(named, catalogue))
        elif sections:
            sections[-1].add(block, page)
        elif not isinstance(block, Edge) and not stray:
            line = block.pieces[0].line if isinstance(block, Passage) else block.line
            stray.append(Fault("text before the first heading", "put a ## heading of the report above it", line, 1))
    for section in sections:
        if section.is_unfilled:
            continue
        if section.heading not in wanted:
            what = f"the report has no section {section.heading!r} that asks for commentary"
            stray.append(Fault(what, suggest(section.heading, wanted), section.line, 1))
            stray += section.faults
        elif not section.blocks.done:
            section.faults.append(Fault("the section has no text", "write some, or take it out", section.line, 1))
    return tuple(sections), stray


def aside(commentary: Commentary, heading: str) -> tuple[Piece, list[str]]:
    """The commentary of a section, marked as such, and the measures that it names; empty when there is none."""
    found = [section for section in commentary.sections if section.heading == heading]
    if not found:
        return EMPTY, []
    body = [piece for section in found for piece in section.body()]
    said = text("Officers' commentary")
    if commentary.author and commentary.date:
        said = say("{}, by {}, {}", said, commentary.author, day(commentary.date))
    piece = Aside((Note(said, "byline"), *body), label=f"Officers' commentary: {heading}")
    return piece, [measure for section in found for measure in section.measures]


def refuse_unknown(project: Project, report: str, section: str, found: Commentary | None) -> None:
    """Refuse a section that neither a report's notebook nor its commentary has: nothing could ever stand there.

    Raises:
        InputError: there is none of that name; the message names the nearest.
    """
    notebook = project.notebook(report)
    headings = headings_of(notebook) if notebook.exists() else []
    known = [*headings, *(item.heading for item in found.sections)] if found else headings
    if section not in known:
        where = notebook.relative_to(project.root).as_posix()
        todo = f"{suggest(section, known)} (a new heading counts once the notebook is saved)"
        raise InputError([Problem(f"there is no section {section!r}", where, todo)])


def stray_faults(commentary: Commentary) -> Piece:
    """The faults that no section shows, as a list; empty when there is none."""
    if not commentary.stray:
        return EMPTY
    faults = Listing(tuple(fault.mark for fault in dict.fromkeys(commentary.stray)))
    title = Note(say("Faults in {}", code(commentary.file)), "byline")
    return Aside((title, faults), label="Faults in officers' commentary")


def preview(commentary: Commentary | None, path: Path) -> Piece:
    """A whole file for a look while writing: each section under its heading, faults in place."""
    if commentary is None:
        return Note(say("There is no commentary. It would stand in {}.", code(path.as_posix())), "missing")
    headings = list(dict.fromkeys(section.heading for section in commentary.sections))
    parts = [piece for name in headings for piece in (PageHeading(text(name), 3), aside(commentary, name)[0])]
    count = len(commentary.faults)
    said = f"{count} {'fault' if count == 1 else 'faults'} to mend" if count else "No fault"
    found = Sentence(say("{} in {}.", said, code(path.as_posix())))
    return together(found, stray_faults(commentary), *parts)


def faults(view: CouncilYear, reports: Sequence[str]) -> list[Problem]:
    """Every fault in the commentary of some reports of a year, and every file that belongs to no report of it."""
    problems = misplaced(view)
    for report in reports:
        try:
            found = read(view, report)
        except InputError as error:
            problems += error.problems
            continue
        problems += [fault.problem(found.file) for fault in found.faults] if found else []
    return problems
