"""The glossary: terms explained at their first use on a page, and listed on a page of their own."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from panelpack.project.yaml_files import read_yaml


def read_glossary(path: Path, report: str = "") -> dict[str, str]:
    """Terms and what they mean, in the order of the alphabet.

    Args:
        report: leave out terms that mean something else, or nothing, in this report.
    """
    found: dict[str, str] = {}
    for term, entry in read_yaml(path).items():
        meaning, reports = (entry["means"], entry["reports"]) if isinstance(entry, dict) else (entry, [])
        if not report or not reports or report in reports:
            found[str(term)] = str(meaning)
    return dict(sorted(found.items()))


def explain(body: str, glossary: Mapping[str, str]) -> str:
    """A page's body with a note after the paragraph or list in which a term is used for the first time.

    Only running text counts as use: not tables, drawings, headings or definitions.
    """
    notes: dict[int, list[str]] = {}
    paragraphs = list(re.finditer(r"<p(?: class=\"(?:summary|note)\")?>.*?</p>", body, re.S))
    for term, meaning in glossary.items():
        pattern = re.compile(rf"\b{re.escape(term)}(?:s|\b)", re.I)
        place = next((match for match in paragraphs if pattern.search(re.sub(r"<[^>]+>", "", match[0]))), None)
        if place is not None:
            word = f"{escape(term[:1].upper() + term[1:], quote=False)}"
            notes.setdefault(place.end(), []).append(f"<dfn>{word}</dfn>: {escape(meaning, quote=False)}")
    for end in sorted(notes, reverse=True):
        lines = "".join(f'<p class="gloss">{note}</p>' for note in notes[end])
        body = body[:end] + lines + body[end:]
    return body


def listing(glossary: Mapping[str, str]) -> str:
    """All terms as a list of definitions."""
    entries = "".join(
        f"<dt>{escape(term[:1].upper() + term[1:], quote=False)}</dt><dd>{escape(meaning, quote=False)}</dd>"
        for term, meaning in glossary.items()
    )
    return f'<dl class="definitions">{entries}</dl>'
