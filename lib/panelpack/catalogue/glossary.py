"""The glossary: terms of the field and what they mean, from `data/glossary.yaml`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from panelpack.project.errors import InputError, Problem
from panelpack.project.yaml_files import Document, read_document


class _Entry(BaseModel):
    """A term that means something else in other reports: what it means, and in which reports."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    means: str
    reports: tuple[str, ...] = ()


def read_glossary(path: Path, report: str = "") -> dict[str, str]:
    """Terms and what they mean, in the order of the alphabet.

    Args:
        report: leave out terms that mean something else, or nothing, in this report.

    Raises:
        InputError: the file is missing or not YAML, or an entry is neither words nor has `means`; with its line.
    """
    document, found = read_document(path), {}
    problems: list[Problem] = []
    for term, entry in _terms(document):
        try:
            known = entry.check(_Entry)
        except InputError as error:
            problems += error.problems
            continue
        if not report or not known.reports or report in known.reports:
            found[term] = known.means
    if problems:
        raise InputError(problems)
    return dict(sorted(found.items()))


def _terms(document: Document) -> Iterator[tuple[str, Document]]:
    """Each term with its entry: words alone are what it means."""
    content: Any = document.content or {}
    if not isinstance(content, Mapping):
        raise InputError([Problem("not lines of TERM: what it means", document.place(), "write a line for each term")])
    for term, given in content.items():
        part = document.part(term)
        named = Document(f"{document.where}, term {term!r}", given, part.root)
        yield str(term), named if isinstance(given, Mapping) else named.holding({"means": given})
