"""The files beside a pack's pages: the CSV of each table, and the record of the build."""

import json
from collections.abc import Iterator
from pathlib import Path

from panelpack.gate.page_tables import table_csv
from panelpack.page.html_tree import Node, Tree, attribute
from panelpack.project.files import digest

_KEYS = {
    *("audience", "version", "parameters", "edition", "reports", "inputs", "code", "files"),
    *("commentary_faults", "own_pieces", "figures"),
}


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


def manifest_findings(path: Path, folder: Path, text: str) -> Iterator[str]:
    """The record of the build: only its own keys, and the true hashes of the pack's files."""
    if path.name != "manifest.json":
        yield "a record that no pack has"
        return
    manifest = json.loads(text)
    if manifest.get("audience", "public") != "public":
        yield "an officers' copy, which is not for publication"
    if set(manifest) - _KEYS:
        yield "a key that no manifest has"
    for name, recorded in manifest.get("files", {}).items():
        listed = folder / name
        if not listed.is_file() or digest(listed) != recorded:
            yield "a file differs from what was built"
