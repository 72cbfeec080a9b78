"""A whole pack before the gate: each page with what stands beside it, then what belongs to all."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from panelpack.disclosure.audit import exposed_in
from panelpack.disclosure.known_people import A_DAY, PrivateStore, store_of
from panelpack.disclosure.prepare import prepared
from panelpack.disclosure.published import Published
from panelpack.gate.covers import Covers, covers_of
from panelpack.gate.csv_metadata import metadata_findings
from panelpack.gate.gate import Gate
from panelpack.gate.identifiers import identifiers
from panelpack.gate.own_pieces import OwnPiece, own_pieces
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
from panelpack.gate.pdf_findings import pdf_findings
from panelpack.gate.workbooks import read_out as workbook_text
from panelpack.gate.workbooks import workbook_findings
from panelpack.page.html_tree import Tree
from panelpack.page.table_csv import FOLDER
from panelpack.project.checkout import Project
from panelpack.project.children import Say, can_fork, in_children
from panelpack.project.errors import InputError, Problem

_NO_BIRTHDAY = "if it is the day of an event that the page tells of, list it under days in commentary/allowed.yaml"
_KINDS = {".html", ".csv", ".json", ".xlsx", ".pdf"}


class GateError(InputError):
    """A pack holds what may not be published, or what the gate cannot account for: every finding."""


@dataclass(frozen=True)
class Passed:
    """A pack that passed: the files read, numbers that are facts, numbers worked out again from facts, own pieces."""

    files: int
    facts: int
    derived: int
    own: tuple[OwnPiece, ...] = ()


@dataclass
class _Pack:
    """Files of a finished pack while they are judged: what its pages say that the files beside them must say too."""

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
            pages = sorted(self.folder.glob("*.html"))
            texts = {page.stem: Tree(page.read_text(encoding="utf-8-sig", errors="replace")) for page in pages}
            yield from pdf_findings(path.read_bytes(), texts, self.covers)
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


def check_pack(project: Project, folder: Path, dates: Iterable[date] = (), workers: int = 1) -> Passed:
    """Hold a finished pack against the figures that may be shown.

    Args:
        dates: days that its pages may name, beside those of figures and parameters: that of a sign-off.
        workers: how many pages are judged at a time, where children can be forked.

    Raises:
        GateError: every finding in every file.
        InputError: there is no record of a build.
    """
    council, year, unresolved, recorded = _record(folder)
    # Never by its folder, which has a name of a moment while the pack is built
    pack = f"{council} {year}".strip()
    published = prepared(project, council)
    files = files_of(folder)
    reports = [path.stem for path in files if path.suffix == ".html"]
    gate = Gate.of(project, council, published, dates, year, [name for name in reports if _is_report(published, name)])
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
    around = replace(gate.around, files=frozenset(sizes), sizes=sizes, above=above(folder))
    covers = covers_of(project, council, published, year)
    store = store_of(project.private, council)

    def judge(paths: Sequence[Path], _say: Say) -> _Judged:
        return _judged(_Pack(folder, replace(gate, around=around), covers, unresolved), paths, store)

    entries = [*entry_findings(folder, published.context.catalogue.reports), *unlinked_pages(folder)]
    problems = [Problem(said, "a file name" if any(identifiers(name)) else name) for name, said in entries]
    judged = _side_by_side(judge, _by_page(folder, files), workers)
    problems += [problem for one in judged for problem in one.problems]
    facts, derived = sum(one.facts for one in judged), sum(one.derived for one in judged)
    own = tuple(piece for one in judged for piece in one.own)
    if not facts + derived:
        todo = f"panelpack new-year {year or 'YEAR'} --council {council} lists every file that the year needs"
        what = f"the pack shows no number: no figure of its reports is there for {year or 'its year'}"
        problems.append(Problem(what, pack, todo))
    problems += [Problem(finding, pack) for finding in exposed_in(published)]
    problems += _own_problems(own, recorded, pack)
    if problems:
        raise GateError(problems)
    return Passed(len(files), facts, derived, own)


def check_page_apart(project: Project, council: str, year: str, page: str, where: str, above: str) -> None:
    """Hold a page that stands outside its pack against the figures that may be shown, as those of the pack are.

    Args:
        where: what messages call it.
        above: the way from it to the folder of the council's packs.

    Raises:
        InputError: every finding.
    """
    gate = Gate.of(project, council, prepared(project, council), (), year)
    gate = replace(gate, around=replace(gate.around, files=frozenset(), above=above))
    findings = [
        *dict.fromkeys(gate.page(page)),
        *store_of(project.private, council).found_in(_spaced(page), gate.texts.days),
    ]
    if findings:
        raise InputError(Problem(said, where, _NO_BIRTHDAY if said == A_DAY else "") for said in findings)


@dataclass(frozen=True)
class _Judged:
    """What was found in some files of a pack."""

    problems: list[Problem]
    facts: int
    derived: int
    own: list[OwnPiece]


def _by_page(folder: Path, files: Sequence[Path]) -> list[tuple[Path, ...]]:
    """The files of a pack, those that are judged together in one: a page with what stands beside it, and the rest."""
    found: dict[str, list[Path]] = {}
    # Pages first: what they say is what the other files must say
    for path in sorted(files, key=lambda item: (item.suffix != ".html", item)):
        name = path.relative_to(folder).as_posix()
        page = path.stem if path.suffix == ".html" else page_beside(name) if name.startswith(f"{FOLDER}/") else ""
        found.setdefault(page, []).append(path)
    return [tuple(group) for group in found.values()]


def _side_by_side(
    judge: Callable[[tuple[Path, ...], Say], _Judged], groups: Sequence[tuple[Path, ...]], workers: int
) -> list[_Judged]:
    if workers < 2 or not can_fork():
        return [judge(group, print) for group in groups]
    sizes = {group: sum(path.stat().st_size for path in group) for group in groups}
    # One child for each worker, since each begins with reading what is allowed: the largest go where there is least yet
    shares: list[list[tuple[Path, ...]]] = [[] for _ in range(min(workers, len(groups)))]
    for group in sorted(groups, key=lambda group: -sizes[group]):
        min(shares, key=lambda share: sum(sizes[one] for one in share)).append(group)

    def judge_each(share: tuple[tuple[Path, ...], ...], say: Say) -> list[_Judged]:
        return [judge(group, say) for group in share]

    found: dict[tuple[Path, ...], _Judged] = {}
    for outcome in in_children(judge_each, list(map(tuple, shares)), workers):
        found |= zip(outcome.item, outcome.result(), strict=True)
    return [found[group] for group in groups]


def _judged(pack: _Pack, paths: Sequence[Path], store: PrivateStore) -> _Judged:
    """Every finding in some files of a pack: pages come first."""
    problems: list[Problem] = []
    for path in paths:
        name = path.relative_to(pack.folder).as_posix()
        where = "a file name" if any(identifiers(name)) else name
        findings = list(pack.findings(path))
        known = store.found_in(f"{name} {_readable(path)}", pack.gate.texts.days)
        where = "a file" if known and store.found_in(name) else where
        problems += [Problem(finding, where) for finding in dict.fromkeys(findings)]
        problems += [Problem(said, where, _NO_BIRTHDAY if said == A_DAY else "") for said in known]
    return _Judged(problems, pack.facts, pack.derived, pack.own)


def _own_problems(own: Sequence[OwnPiece], recorded: Sequence[Mapping[str, Any]], pack: str) -> Iterator[Problem]:
    """What is wrong with the pieces of an analyst's own: two of one title, or others than the record lists."""
    for title, count in Counter(piece.title for piece in own).items():
        if count > 1:
            yield Problem("two pieces of an analyst's own have one title", repr(title), "give each its own")
    listed = [{name: value for name, value in piece.items() if name != "accepted_by"} for piece in recorded]
    if listed != json.loads(json.dumps([piece.to_json() for piece in own])):
        yield Problem(
            "the record lists other pieces of an analyst's own than the pages hold", pack, "build the pack anew"
        )
    if any(not re.fullmatch(r"[\w .,'’-]{0,120}", str(piece.get("accepted_by", ""))) for piece in recorded):
        yield Problem("the record names as who accepted a piece what is no name", pack, "release it anew")


def _record(folder: Path) -> tuple[str, str, bool, list[dict[str, Any]]]:
    """Council and year of a pack by the record of its build, and whether its commentary had faults, and own pieces."""
    try:
        record = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        parameters = record["parameters"]
        has_faults = int(record.get("commentary_faults", 0)) > 0
        own = [dict(piece) for piece in record.get("own_pieces", [])]
        return str(parameters["council"]), str(parameters.get("year", "")), has_faults, own
    except (OSError, KeyError, ValueError, TypeError):
        todo = "give the folder of a finished pack, such as rendered/north-somerset/2022-23"
        raise InputError([Problem("there is no manifest that names a council", str(folder), todo)]) from None


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
        return _spaced(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return ""


def _spaced(text: str) -> str:
    """A text with its mark-up, tags set apart."""
    return text.replace("<", " <").replace(">", "> ")
