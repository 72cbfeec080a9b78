"""The gate: what a finished pack may hold. Nothing is published that does not pass it.

It reads the bytes that would be shipped, and holds against `Published`:

- every marked number says what its fact says; every derived one is worked out again, by arithmetic of the gate's own
  (which figures a rule of reconciliation compares, and whether a change may be chance, it asks the rules themselves);
- every other digit stands in an allowed text: the catalogue, the parameters, a notebook's own words, and what the
  commentary of the pack's reports says between its numbers;
- each number of a table stands under its own area and period;
- the forms of one chart, drawing, description and table, agree, both ways; so do tables and their CSV files, with what
  describes these, and workbooks; what the title of a chart finds is worked out again, and all that the PDF says stands
  on the pages, in their order;
- what an analyst put together herself is listed, and none of its numbers stands where a figure is hidden;
- nothing looks like a mark of a person;
- files, keys, elements, attributes, styles and values are those that our writers write, and no others.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from panelpack.comparisons.council_year import council_year
from panelpack.disclosure.audit import exposed_in
from panelpack.disclosure.known_people import A_DAY, store_of
from panelpack.disclosure.ledger import read_ledger
from panelpack.disclosure.prepare import prepared
from panelpack.disclosure.published import Published
from panelpack.gate.allowed_text import AllowedText
from panelpack.gate.chart_titles import ChartTitles
from panelpack.gate.covers import Covers, covers_of
from panelpack.gate.csv_metadata import metadata_findings
from panelpack.gate.drawings import disagreements
from panelpack.gate.identifiers import identifiers, identifiers_among
from panelpack.gate.labels import label_findings
from panelpack.gate.markup import Surroundings
from panelpack.gate.own_pieces import OwnPiece, own_findings, own_pieces
from panelpack.gate.pack_files import (
    DESCRIBED,
    above,
    csv_findings,
    entry_findings,
    files_of,
    page_beside,
    record_findings,
    tables_of,
    unlinked_pages,
)
from panelpack.gate.page_counts import PageCounts
from panelpack.gate.page_findings import page_findings, said_by
from panelpack.gate.pdf_findings import pdf_findings
from panelpack.gate.shown_numbers import ShownNumbers
from panelpack.gate.workbooks import read_out as workbook_text
from panelpack.gate.workbooks import workbook_findings
from panelpack.page.html_tree import Tree
from panelpack.page.style import page_styles
from panelpack.page.table_csv import FOLDER
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem

_NO_BIRTHDAY = "if it is the day of an event that the page tells of, list it under days in commentary/allowed.yaml"
_KINDS = {".html", ".csv", ".json", ".xlsx", ".pdf"}


@dataclass(frozen=True)
class Gate:
    """What pages of a council are held against."""

    published: Published
    numbers: ShownNumbers
    texts: AllowedText
    contact: str
    around: Surroundings
    titles: ChartTitles
    own_areas: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        project: Project,
        council: str,
        published: Published,
        dates: Iterable[date] = (),
        year: str = "",
        reports: Iterable[str] = (),
    ) -> "Gate":
        """The gate of a council's packs.

        Args:
            dates: days that pages may name, beside those of figures and parameters.
            year, reports: those of the pack that is judged; their commentary and their summaries stand on its pages.
        """
        settings = project.council(council)
        texts = AllowedText(project, council, published, dates, year, reports)
        ledger = read_ledger(project.ledger_of(council))
        counts = PageCounts(council_year(project, published, council, year)) if year else None
        return cls(
            published,
            ShownNumbers(published, settings, published.context.relations, ledger, counts),
            texts,
            settings.contact,
            Surroundings(frozenset(map(str.strip, page_styles(settings.accent))), None, tuple(project.years())),
            ChartTitles(published, settings),
            settings.own_areas,
        )

    def page(self, html: str, name: str = "") -> Iterator[str]:
        """Every finding in a page.

        Args:
            name: the page's name, such as that of its report.
        """
        yield from self.findings(html, Tree(html), name)

    def findings(self, html: str, tree: Tree, name: str) -> Iterator[str]:
        """Every finding in a page that is taken apart already."""
        yield from self.numbers.faults(tree, name)
        yield from label_findings(tree, self.published)
        for figure in tree.select("figure"):
            yield from disagreements(figure, self.texts, self.published)
            yield from self.titles.findings(figure)
        yield from page_findings(tree, self.texts, self.around, name)
        yield from own_findings(tree, self.published, self.own_areas)
        yield from dict.fromkeys(identifiers_among((html, *said_by(tree)), self.contact))


@dataclass(frozen=True)
class Passed:
    """A pack that passed: the files read, numbers that are facts, numbers worked out again from facts, own pieces."""

    files: int
    facts: int
    derived: int
    own: tuple[OwnPiece, ...] = ()


@dataclass
class _Pack:
    """A finished pack while it is judged: what its pages say that other files must say too."""

    folder: Path
    gate: Gate
    covers: Covers
    is_draft_with_faults: bool
    tables: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Tree] = field(default_factory=dict)
    facts: int = 0
    derived: int = 0
    own: list[OwnPiece] = field(default_factory=list)

    def findings(self, path: Path) -> Iterator[str]:
        """Every finding in a file. Pages must come first: what they say is what the other files must say."""
        name = path.relative_to(self.folder).as_posix()
        yield from (f"the file name holds {kind}" for kind in identifiers(name))
        if path.suffix not in _KINDS:
            yield "a kind of file that the gate cannot read"
            return
        if path.suffix == ".pdf":
            yield from pdf_findings(path.read_bytes(), self.pages, self.covers)
            return
        if path.suffix == ".xlsx":
            yield from self._workbook(name, path.read_bytes())
            return
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            yield "not UTF-8"
            return
        if path.suffix == ".html":
            yield from self._page(text, path.stem)
        elif path.suffix == ".csv":
            yield from csv_findings(text, self.tables.get(name))
            yield from identifiers(text, self.gate.contact)
        elif path.name == DESCRIBED:
            sources = {source.title for source in self.gate.published.context.register.sources.values()}
            yield from metadata_findings(text, self.pages.get(page_beside(name)), sources)
            yield from identifiers(text, self.gate.contact)
        else:
            yield from record_findings(path, self.folder, text, self.gate.published, self.gate.texts)
            yield from identifiers(text, self.gate.contact)

    def _workbook(self, name: str, content: bytes) -> Iterator[str]:
        """What is wrong with a workbook, which stands in the folder of its page under the page's name."""
        page = page_beside(name)
        is_linked = name == f"{FOLDER}/{page}/{page}.xlsx" and page in self.pages
        yield from workbook_findings(content, self.pages[page] if is_linked else None, self.covers)

    def _page(self, text: str, name: str) -> Iterator[str]:
        tree = Tree(text)
        self.tables |= tables_of(tree)
        self.pages[name] = tree
        facts, derived = self.gate.numbers.counted(tree)
        self.facts, self.derived = self.facts + facts, self.derived + derived
        self.own += own_pieces(tree, name)
        yield from self.gate.findings(text, tree, name)
        if not self.is_draft_with_faults and faults_in(tree):
            yield "a fault in officers' commentary, of which the record of the build does not say"


def check_pack(project: Project, folder: Path, dates: Iterable[date] = ()) -> Passed:
    """Hold a finished pack against the figures that may be shown.

    Args:
        dates: days that its pages may name, beside those of figures and parameters: that of a sign-off.

    Raises:
        InputError: every finding in every file.
    """
    council, year, unresolved, recorded = _record(folder)
    published = prepared(project, council)
    files = files_of(folder)
    reports = [path.stem for path in files if path.suffix == ".html"]
    gate = Gate.of(project, council, published, dates, year, [name for name in reports if _is_report(published, name)])
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
    around = replace(gate.around, files=frozenset(sizes), sizes=sizes, above=above(folder))
    covers = covers_of(project, council, published, year)
    pack = _Pack(folder, replace(gate, around=around), covers, unresolved)
    store = store_of(project.private, council)
    entries = [*entry_findings(folder, published.context.catalogue.reports), *unlinked_pages(folder)]
    problems = [Problem(said, "a file name" if any(identifiers(name)) else name) for name, said in entries]
    # Pages first: what they say is what the other files must say
    for path in sorted(files, key=lambda item: (item.suffix != ".html", item)):
        name = path.relative_to(folder).as_posix()
        where = "a file name" if any(identifiers(name)) else name
        findings = list(pack.findings(path))
        known = store.found_in(f"{name} {_readable(path)}", gate.texts.days)
        where = "a file" if known and store.found_in(name) else where
        problems += [Problem(finding, where) for finding in dict.fromkeys(findings)]
        problems += [Problem(said, where, _NO_BIRTHDAY if said == A_DAY else "") for said in known]
    if not pack.facts + pack.derived:
        problems.append(Problem("the pack shows no number: are there figures of this council?", folder.name))
    problems += [Problem(finding, folder.name) for finding in exposed_in(published)]
    problems += _own_problems(pack.own, recorded, folder)
    if problems:
        raise InputError(problems)
    return Passed(len(files), pack.facts, pack.derived, tuple(pack.own))


def _own_problems(own: Sequence[OwnPiece], recorded: Sequence[Mapping[str, Any]], folder: Path) -> Iterator[Problem]:
    """What is wrong with the pieces of an analyst's own: two of one title, or others than the record lists."""
    for title, count in Counter(piece.title for piece in own).items():
        if count > 1:
            yield Problem("two pieces of an analyst's own have one title", repr(title), "give each its own")
    listed = [{name: value for name, value in piece.items() if name != "accepted_by"} for piece in recorded]
    if listed != json.loads(json.dumps([piece.to_json() for piece in own])):
        yield Problem("the record lists other pieces of an analyst's own than the pages hold", folder.name)
    if any(not re.fullmatch(r"[\w .,'’-]{0,120}", str(piece.get("accepted_by", ""))) for piece in recorded):
        yield Problem("the record names as who accepted a piece what is no name", folder.name)


def _record(folder: Path) -> tuple[str, str, bool, list[dict[str, Any]]]:
    """Council and year of a pack by the record of its build, and whether its commentary had faults, and own pieces."""
    try:
        record = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        parameters = record["parameters"]
        has_faults = int(record.get("commentary_faults", 0)) > 0
        own = [dict(piece) for piece in record.get("own_pieces", [])]
        return str(parameters["council"]), str(parameters.get("year", "")), has_faults, own
    except (OSError, KeyError, ValueError, TypeError):
        raise InputError([Problem("there is no manifest that names a council", str(folder))]) from None


def _is_report(published: Published, name: str) -> bool:
    return name in published.context.catalogue.reports


def faults_in(tree: Tree) -> int:
    """How many faults in officers' commentary a page marks."""
    return len(tree.select("mark.fault"))


def _readable(path: Path) -> str:
    """The text of a file with its mark-up, tags set apart; empty when it is no text and no workbook.

    All that a PDF says is said by the pages, where it is read.
    """
    if path.suffix == ".xlsx":
        return workbook_text(path.read_bytes())
    try:
        return path.read_text(encoding="utf-8-sig").replace("<", " <").replace(">", "> ")
    except UnicodeDecodeError:
        return ""
