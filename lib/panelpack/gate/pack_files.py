"""The files of a pack: which there may be, the CSV of each table, and the record of the build."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from panelpack.disclosure.published import Published
from panelpack.gate.allowed_text import AllowedText
from panelpack.gate.page_tables import table_csv
from panelpack.page.html_tree import Node, Tree, attribute
from panelpack.page.table_csv import FOLDER
from panelpack.project.files import digest

OTHER_PAGES = (
    "index.html",
    "one-minute.html",
    "reconciliation.html",
    "measures.html",
    "glossary.html",
)
"""The pages of a pack that are no report."""

EDITIONS = "editions"
"""The folder within a pack that keeps what was released from it, a folder an edition; it is no part of the pack."""

PDF = "pack.pdf"
"""All pages of a pack in one document."""

DESCRIBED = "csv-metadata.json"
"""What describes the CSV files of a folder."""

_RECORD = "manifest.json"
_DIGEST = r"^[0-9a-f]{64}$"
_NAME = re.compile(r"[\w./@ -]{1,120}")
_PROGRAMME = re.compile(r"[a-z][a-z0-9-]{0,40}")
_VERSION = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,3}(?:[a-z]+\d{0,3})?")


class Record(BaseModel):
    """What the record of a build may hold: names, digests, and where each shown figure comes from."""

    model_config = ConfigDict(extra="forbid")

    version: str = Field(default="", pattern=r"^\d+\.\d+\.\d+$")
    parameters: dict[str, str]
    edition: str = Field(default="draft", pattern=r"^(draft|[0-9]{4}-[0-9]{2} edition [0-9]{1,2})$")
    audience: Literal["public", "officer"] = "public"
    reports: dict[str, Literal["built", "kept"]] = {}
    commentary_faults: int = 0
    own_pieces: list[dict[str, object]] = []
    draft: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    commit: str = Field(default="", pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})?$")
    uncommitted: list[str] = []
    versions: dict[str, str] = {}
    inputs: dict[str, str] = {}
    code: dict[str, str] = {}
    figures: dict[str, dict[str, int]] = {}
    files: dict[str, str] = {}


def files_of(folder: Path) -> list[Path]:
    """The files of a pack, in a fixed order: all in its folder but the editions that were released from it."""
    inside = (path for path in folder.rglob("*") if path.relative_to(folder).parts[0] != EDITIONS)
    return sorted(path for path in inside if path.is_file())


def above(folder: Path) -> str:
    """The way from a pack's pages to the folder of the council's packs."""
    return "../../../" if folder.parent.name == EDITIONS else "../"


def entry_findings(folder: Path, reports: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What stands in a pack's folder and has no business there: the entry's path, and what it is.

    A pack holds its pages, the record of the build, perhaps a PDF, and a folder for each page with the CSV files of its
    tables, what describes them, and a workbook of them; no link to elsewhere.
    """
    pages = {*OTHER_PAGES, *(f"{name}.html" for name in reports)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] == EDITIONS and not (folder / EDITIONS).is_symlink():
            continue
        if path.is_symlink():
            yield name.as_posix(), "a link to another place, which no pack has"
        elif path.is_dir():
            is_known = name.parts == (FOLDER,) or (name.parts[0] == FOLDER and f"{name.parts[-1]}.html" in pages)
            if not is_known or len(name.parts) > 2 or not any(path.iterdir()):
                yield name.as_posix(), "a folder that no pack has"
        elif path.suffix == ".html" and name.as_posix() not in pages:
            yield name.as_posix(), "a page that no pack has"
        elif path.suffix == ".pdf" and name.as_posix() != PDF:
            yield name.as_posix(), "a PDF that no pack has"


def page_beside(name: str) -> str:
    """The page to which the files of a folder belong, by the path of one of them; empty where there is no such page.

    >>> page_beside("downloads/send/csv-metadata.json")
    'send'
    """
    first, _, rest = name.partition("/")
    page, _, file = rest.partition("/")
    return page if first == FOLDER and file and "/" not in file else ""


def unlinked_pages(folder: Path) -> Iterator[tuple[str, str]]:
    """The pages, and the PDF, to which the front page does not lead."""
    front = folder / "index.html"
    tree = Tree(front.read_text(encoding="utf-8", errors="replace")) if front.is_file() else None
    linked = {attribute(link, "href") for link in tree.select("a")} if tree is not None else set()
    there = {page.name for suffix in ("html", "pdf") for page in folder.glob(f"*.{suffix}")}
    for name in sorted(there - linked - {"index.html"}):
        yield name, "a page that the front page does not link to"


def tables_of(tree: Tree) -> dict[str, str]:
    """What each CSV file that a page links to must hold, by its path."""
    found: dict[str, str] = {}
    table: Node | None = None
    for node in tree.elements():
        if node.tag == "table":
            table = node
        elif node.tag == "a" and "download" in node.attributes and table is not None:
            found[attribute(node, "href")] = table_csv(table).replace("\r\n", "\n")
    return found


def csv_findings(text: str, expected: str | None) -> Iterator[str]:
    """A CSV file must say what the table above its link says.

    Args:
        expected: what that is; None where no page links to the file.
    """
    if expected is None:
        yield "a table that no page links to"
    elif expected != text.replace("\r\n", "\n"):
        yield "the file differs from the table of its page"


def record_findings(path: Path, folder: Path, text: str, published: Published, texts: AllowedText) -> Iterator[str]:
    """The record of the build: only what a record holds, and the true digests of all the pack's files.

    Args:
        published: the figures that may be shown.
        texts: in which digits may stand.
    """
    if path != folder / _RECORD:
        yield "a record that no pack has"
        return
    try:
        record = Record.model_validate_json(text)
    except ValidationError as error:
        for fault in error.errors(include_input=False, include_url=False):
            strange = fault["type"] == "extra_forbidden"
            yield "a key that no manifest has" if strange else f"{fault['loc'][0]} is not what a manifest holds there"
        files = json.loads(text).get("files")
        yield from _differing(folder, files if isinstance(files, dict) else {})
        return
    if record.audience != "public":
        yield "an officers' copy, which is not for publication"
    yield from _names_and_digests(record, published, texts)
    yield from _differing(folder, record.files)


def _differing(folder: Path, files: Mapping[str, object]) -> Iterator[str]:
    """Files that are not as the record has them."""
    there = {item.relative_to(folder).as_posix() for item in files_of(folder)} - {_RECORD}
    if there != set(files):
        yield "the record lists other files than there are"
    if any(name in there and digest(folder / name) != recorded for name, recorded in files.items()):
        yield "a file differs from what was built"


def _names_and_digests(record: Record, published: Published, texts: AllowedText) -> Iterator[str]:
    """Everything in the record that is neither a path nor a digest nor a figure that may be shown."""
    for kind in ("inputs", "code", "files"):
        for name, value in getattr(record, kind).items():
            if not _NAME.fullmatch(name) or not re.fullmatch(_DIGEST, value):
                yield f"{kind} hold something that is no file with its digest"
    formulas = {f"formula {name}" for name in published.context.catalogue.measures}
    if any(file not in record.inputs and file not in formulas for file in record.figures):
        yield "figures name a file that is none of the inputs"
    if any(name not in published.figures for rows in record.figures.values() for name in rows):
        yield "figures name one that is not among those that may be shown"
    if any(not name.isidentifier() or texts.free_digits(value) for name, value in record.parameters.items()):
        yield "a parameter that no pack has"
    if any(not _NAME.fullmatch(path) for path in record.uncommitted):
        yield "uncommitted files hold something that is no path"
    if any(not _PROGRAMME.fullmatch(name) or not _VERSION.fullmatch(value) for name, value in record.versions.items()):
        yield "versions hold something that is none"
