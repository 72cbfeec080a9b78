"""The gate: what a finished pack may hold. Nothing is published that does not pass it.

It reads the bytes that would be shipped, and holds against `Published`:

- every marked number says what its fact says; changes, means, ranks, runs, sums and bases are
  computed again, and only the summary's counts are taken as derived;
- every other digit stands in a checked text: the catalogue, the parameters, a notebook's own words, and what the
  pack's commentary files say between their numbers;
- the forms of one chart, drawing, description and table, agree; so do tables and their CSV files;
- nothing looks like a mark of a person, and no file, comment or attribute is there that has no business there.

A finding names file, place and rule, never the value.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from bs4 import BeautifulSoup, Comment, Doctype, Tag
from bs4.element import NavigableString

from panelpack.disclosure.attack import Width
from panelpack.disclosure.known_people import PrivateStore
from panelpack.disclosure.prepare import ledger_path, prepared
from panelpack.disclosure.protect import exposed_in
from panelpack.disclosure.published import Published, read_ledger
from panelpack.gate.allowed_text import CheckedTexts
from panelpack.gate.drawings import disagreements
from panelpack.gate.identifiers import identifiers
from panelpack.gate.shown_numbers import Marks
from panelpack.page.table_csv import table_csv
from panelpack.project.errors import InputError, Problem
from panelpack.project.parameters import Project
from panelpack.reconciliation.relations import read_relations

_ATTRIBUTES = {
    *("aria-label", "aria-labelledby", "aria-hidden", "role", "tabindex", "class", "id", "href", "lang", "title"),
    *("scope", "colspan", "rowspan", "span", "value", "data-fact", "datetime", "download", "charset", "content"),
    *("http-equiv", "name", "style", "focusable", "viewbox", "x", "y", "d", "width", "height", "transform"),
    *("text-anchor", "clip-path", "xlink:href", "xmlns", "xmlns:xlink", "version", "preserveaspectratio"),
}
_WORDS = ("aria-label", "title", "content", "name", "class", "id", "role", "download", "aria-labelledby")
_MACHINE = re.compile(r"(?:source|definition)-[a-z0-9-]+|c[0-9a-f]{8}-\w+|width=device-width, initial-scale=1|utf-8")
_CODE = re.compile(r"(?:data|parameters)/[\w./-]+(?: [0-9a-f]{12})?|panelpack \w+ \w+")
_KINDS = {".html", ".csv", ".json"}


@dataclass(frozen=True)
class Gate:
    """What pages of a council are held against."""

    published: Published
    marks: Marks
    texts: CheckedTexts
    contact: str

    @classmethod
    def of(
        cls, project: Project, council: str, published: Published, dates: Iterable[date] = (), year: str = ""
    ) -> "Gate":
        """The gate of a council's packs; with a year, of the pack that holds the commentary of that year."""
        settings = project.council(council)
        texts = CheckedTexts(project, council, published, dates, year)
        relations = read_relations(project.data / "relations.yaml", published.context)
        ledger = read_ledger(ledger_path(project, council))
        return cls(published, Marks(published, settings, relations, ledger), texts, settings.contact)

    def page(self, html: str, soup: BeautifulSoup) -> Iterator[str]:
        """Every finding in a page. Its tree is taken apart on the way."""
        yield from _strangers(soup)
        yield from self.marks.faults(soup)
        for figure in soup.find_all("figure"):
            yield from disagreements(figure, self.texts)
        # Last, as it takes the page apart
        yield from self._free_digits(soup)
        yield from identifiers(html, self.contact)

    def _free_digits(self, soup: BeautifulSoup) -> Iterator[str]:
        for tag in soup.find_all(True):
            yield from self._attributes(tag)
        for meta in soup.find_all("meta"):
            if meta.get("charset") != "utf-8" and meta.get("name") != "viewport" and not meta.get("http-equiv"):
                yield "a <meta> that no page has"
        for time in soup.find_all("time"):
            if time.get_text() not in self.texts.labels:
                yield "a date that no figure and no parameter has"
        for code in soup.find_all("code"):
            if not _CODE.fullmatch(code.get_text()):
                yield "something set as code that is no path of the project"
        for mark in soup.find_all("mark", class_="fault"):
            # A fault stands where words were cut out, so it may touch the words beside it
            if not self.texts.free_digits(mark.get_text()):
                mark.replace_with(" \u2022 ")
        for gone in soup.find_all(["data", "time", "code", "style", "svg"]):
            gone.replace_with(" \u2022 ")
        for block in _blocks(soup):
            if self.texts.free_digits(block):
                yield f"a digit without a mark, in a text of {len(block.split())} words"

    def _attributes(self, tag: Tag) -> Iterator[str]:
        for name, given in tag.attrs.items():
            value = " ".join(given) if isinstance(given, list) else str(given)
            if name.lower() not in _ATTRIBUTES:
                yield f"<{tag.name}> has an attribute that no page has: {name[:20]}"
            elif name == "id" and value == _slug(tag.get_text()):
                continue
            elif name in _WORDS and tag.name not in ("svg", "meta") and not _MACHINE.fullmatch(value):
                if self.texts.free_digits(value):
                    yield f"a digit without a mark, in the {name} of <{tag.name}>"
            elif name == "href" and not re.fullmatch(r"#[\w-]+|(?:\.\./)?[\w./-]+\.(?:html|csv)(?:#[\w-]+)?", value):
                yield "a link that leads out of the pack"


def _slug(words: str) -> str:
    """The id that a heading gets from its own words."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _strangers(soup: BeautifulSoup) -> Iterator[str]:
    for node in soup.find_all(string=True):
        if isinstance(node, Comment):
            yield "a comment"
        elif not isinstance(node, (Doctype, NavigableString)):
            yield "a node that is neither text nor element"
    for name in ("script", "template", "noscript", "iframe", "object", "img"):
        if soup.find(name) is not None:
            yield f"<{name}>"
    for style in soup.find_all("style"):
        if re.search(r"content\s*:(?!\s*counter\()", str(style)):
            yield "a style that writes text"


def _blocks(soup: BeautifulSoup) -> Iterator[str]:
    """The texts of a page, a paragraph, cell or heading at a time."""
    names = ["p", "li", "th", "td", "caption", "h1", "h2", "h3", "dt", "dd", "figcaption", "summary", "title"]
    taken: set[int] = set()
    for block in soup.find_all(names):
        taken.update(id(node) for node in block.find_all(string=True))
        yield block.get_text()
    rest = [str(node) for node in soup.find_all(string=True) if id(node) not in taken and not isinstance(node, Doctype)]
    yield " ".join(rest)


@dataclass(frozen=True)
class Passed:
    """A pack that passed: the files read, numbers computed again from their facts, and numbers otherwise derived."""

    files: int
    held: int
    derived: int


def check_pack(project: Project, folder: Path, dates: Iterable[date] = ()) -> Passed:
    """Hold a finished pack against the figures that may be shown.

    Args:
        dates: days that its pages may name, beside those of figures and parameters: that of a sign-off.

    Raises:
        InputError: every finding in every file.
    """
    manifest = folder / "manifest.json"
    try:
        record = json.loads(manifest.read_text(encoding="utf-8"))
        council, year = str(record["parameters"]["council"]), str(record["parameters"].get("year", ""))
        unresolved = int(record.get("commentary_faults", 0))
    except (OSError, KeyError, ValueError, TypeError):
        raise InputError([Problem("there is no manifest that names a council", str(folder))]) from None
    published = prepared(project, council)
    gate = Gate.of(project, council, published, dates, year)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    store = PrivateStore(project.cache / "private")
    tables: dict[str, str] = {}
    counted = [0, 0]
    problems = []
    # Pages first: their tables are what the CSV files must say
    for path in sorted(files, key=lambda item: (item.suffix != ".html", item)):
        name = path.relative_to(folder).as_posix()
        where = "a file name" if any(identifiers(name)) else name
        findings = list(_file(path, folder, gate, tables, counted))
        if path.suffix == ".html" and not unresolved and faults_in(_readable(path)):
            findings.append("a fault in officers' commentary, of which the record of the build does not say")
        if store.found_in(f"{name} {_readable(path)}"):
            findings.append("something that identifies a person whose records were read")
            where = "a file" if store.found_in(name) else where
        problems += [Problem(finding, where) for finding in dict.fromkeys(findings)]
    if not sum(counted):
        problems.append(Problem("the pack shows no number: are there figures of this council?", folder.name))
    width = Width(project.policy.audit_apart, project.policy.audit_upper)
    problems += [Problem(finding, folder.name) for finding in exposed_in(published, width)]
    if problems:
        raise InputError(problems)
    return Passed(len(files), *counted)


def faults_in(page: str) -> int:
    """How many faults in officers' commentary a page marks."""
    return len(re.findall(r"<mark class=[\"']?fault\b", page))


def _readable(path: Path) -> str:
    """The text of a file with its mark-up, tags set apart; empty when it is no text."""
    try:
        return path.read_text(encoding="utf-8-sig").replace("<", " <").replace(">", "> ")
    except UnicodeDecodeError:
        return ""


def _file(path: Path, folder: Path, gate: Gate, tables: dict[str, str], counted: list[int]) -> Iterator[str]:
    name = path.relative_to(folder).as_posix()
    yield from (f"the file name holds {kind}" for kind in identifiers(name))
    if path.suffix not in _KINDS:
        yield "a kind of file that the gate cannot read"
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        yield "not UTF-8"
        return
    if path.suffix == ".html":
        soup = BeautifulSoup(text, "html5lib")
        tables |= _tables(soup)
        held, derived = gate.marks.counted(soup)
        counted[0], counted[1] = counted[0] + held, counted[1] + derived
        yield from gate.page(text, soup)
    elif path.suffix == ".csv":
        yield from _table(path, folder, text, tables)
        yield from identifiers(text, gate.contact)
    else:
        yield from _manifest(path, folder, text, gate.contact)


def _table(path: Path, folder: Path, text: str, tables: Mapping[str, str]) -> Iterator[str]:
    """A CSV file must say what the table above its link says."""
    expected = tables.get(path.relative_to(folder).as_posix())
    if expected is None:
        yield "a table that no page links to"
    elif expected != text.replace("\r\n", "\n"):
        yield "the file differs from the table of its page"


def _tables(soup: BeautifulSoup) -> dict[str, str]:
    """What each CSV file that a page links to must hold."""
    found = {}
    for link in soup.find_all("a", download=True):
        region = link.find_previous("div", class_="table")
        if region is not None and region.table is not None:
            found[str(link["href"])] = table_csv(region.table).replace("\r\n", "\n")
    return found


def _manifest(path: Path, folder: Path, text: str, contact: str) -> Iterator[str]:
    """The record of the build: only its own keys, and the true hashes of the pack's files."""
    if path.name != "manifest.json":
        yield "a record that no pack has"
        return
    manifest = json.loads(text)
    if manifest.get("audience", "public") != "public":
        yield "an officers' copy, which is not for publication"
    known = {"audience", "version", "parameters", "edition", "reports", "inputs", "code", "files"}
    known |= {"commentary_faults", "figures"}
    if set(manifest) - known:
        yield "a key that no manifest has"
    for name, digest in manifest.get("files", {}).items():
        listed = folder / name
        if not listed.is_file() or sha256(listed.read_bytes()).hexdigest() != digest:
            yield "a file differs from what was built"
    yield from identifiers(text, contact)
