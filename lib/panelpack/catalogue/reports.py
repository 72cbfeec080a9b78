"""The reports: one a file of `data/measures/`, which is named as the report is and starts with title and order."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from panelpack.project.errors import InputError, Problem
from panelpack.project.yaml_files import Document, read_document


class ReportEntry(BaseModel):
    """A report: what its file says of it.

    Attributes:
        title: the title of its page, to which the year is added.
        chapter: what other pages call it, in a few words; the title when not given.
        order: its place among the reports.
        covers_year: whether it is about the reporting year, and not about the panel's own meetings.
        also_about: a further body of the council whose figures it gives.
        tiles: the measures to see first on its page.
        summary: the measures of which its first sentences speak; those that official statistics follow when not given.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    chapter: str = ""
    order: int
    covers_year: bool = True
    also_about: Literal["", "adoption_agency"] = ""
    tiles: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()

    @property
    def short_title(self) -> str:
        """What other pages call it."""
        return self.chapter or self.title


class ReportFile(ReportEntry):
    """A whole file of `data/measures/`: the report, the titles of its topics, and its measures as they are written."""

    topics: dict[str, str] = Field(default_factory=dict)
    measures: dict[str, dict[str, Any]] = Field(default_factory=dict)


def report_documents(folder: Path) -> dict[str, Document]:
    """The files of all reports, by the name of the report.

    Raises:
        InputError: every file that is not YAML, with its line.
    """
    found, problems = {}, []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path.stem] = read_document(path, f"{folder.name}/{path.name}")
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def read_reports(folder: Path) -> dict[str, ReportEntry]:
    """Every report by name, in their order.

    Raises:
        InputError: a file without title or order, or two reports of one place.
    """
    return in_order({name: document.check(ReportFile) for name, document in report_documents(folder).items()})


def in_order(reports: Mapping[str, ReportEntry]) -> dict[str, ReportEntry]:
    """Reports by name, in their order.

    Raises:
        InputError: two of them have one place.
    """
    ordered = dict(sorted(reports.items(), key=lambda item: item[1].order))
    problems = _same_place(ordered.items())
    if problems:
        raise InputError(problems)
    return ordered


def _same_place(ordered: Iterable[tuple[str, ReportEntry]]) -> list[Problem]:
    return [
        Problem(f"{before} and {after} have one order, {entry.order}", f"measures/{after}.yaml", "give each its own")
        for (before, first), (after, entry) in pairwise(ordered)
        if first.order == entry.order
    ]
