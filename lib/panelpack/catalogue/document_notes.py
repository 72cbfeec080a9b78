"""What is true of one document's figures and of no other council's: `data/documents/<source>.yaml`.

A measure says only what holds wherever it is used. What a document leaves open, why its figure is apart from one that
sounds alike, and since when it counts otherwise stand in a file named as the source, and reach a page with its figures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from panelpack.catalogue.measures import Break
from panelpack.catalogue.reader import Catalogue
from panelpack.catalogue.sources import Register
from panelpack.project.errors import InputError, Problem, suggest
from panelpack.project.yaml_files import load


class AlikeReason(BaseModel):
    """Why a document's figure may differ from one that sounds alike, as the document itself has it.

    Attributes:
        measure, beside: the document's measure, and the one that it is held against.
        reason: the difference, in the document's own terms; never a guess.
        where: the heading of the document under which it says so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure: str
    beside: str
    reason: str
    where: str


class DocumentFile(BaseModel):
    """One document's file.

    Attributes:
        notes: by measure, what to know of the document's figures of it; they follow the measure's definition.
        cautions: by measure, what to keep in mind wherever the document's figures of it are shown.
        breaks: by measure, days from which the document counts otherwise.
        reasons: why figures of the document differ from others that sound alike.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    notes: Mapping[str, str] = Field(default_factory=dict)
    cautions: Mapping[str, str] = Field(default_factory=dict)
    breaks: Mapping[str, tuple[Break, ...]] = Field(default_factory=dict)
    reasons: tuple[AlikeReason, ...] = ()

    @property
    def measures(self) -> list[str]:
        """Every measure that the file names."""
        pairs = [name for item in self.reasons for name in (item.measure, item.beside)]
        return [*self.notes, *self.cautions, *self.breaks, *pairs]


@dataclass(frozen=True)
class DocumentNotes:
    """The files of all documents, by their source."""

    files: Mapping[str, DocumentFile] = field(default_factory=dict)

    def note(self, source: str, measure: str) -> str:
        """What to know of a document's figures of a measure; empty where it has no note."""
        return self._of(source).notes.get(measure, "")

    def caution(self, source: str, measure: str) -> str:
        """What to keep in mind wherever a document's figures of a measure are shown; empty where there is nothing."""
        return self._of(source).cautions.get(measure, "")

    def why_alike(self, source: str, measure: str, beside: str) -> str:
        """Why a document's figure differs from one that sounds alike; empty where the document gives no reason."""
        found = (item.reason for item in self._of(source).reasons if (item.measure, item.beside) == (measure, beside))
        return next(found, "")

    def texts(self) -> Iterator[str]:
        """Every text of every file."""
        for file in self.files.values():
            yield from (*file.notes.values(), *file.cautions.values())
            yield from (item.why for found in file.breaks.values() for item in found)
            yield from (item.reason for item in file.reasons)

    def joined_to(self, catalogue: Catalogue) -> Catalogue:
        """The catalogue with the documents' breaks beside the measures' own, each kept to its source."""
        measures = dict(catalogue.measures)
        for source, file in self.files.items():
            for name, found in file.breaks.items():
                own = tuple(item.model_copy(update={"source": source}) for item in found)
                measures[name] = measures[name].model_copy(update={"breaks": (*measures[name].breaks, *own)})
        return replace(catalogue, measures=measures)

    def _of(self, source: str) -> DocumentFile:
        return self.files.get(source, _NOTHING)


_NOTHING = DocumentFile()


def read_document_notes(folder: Path, catalogue: Catalogue, register: Register) -> DocumentNotes:
    """Every file of a folder; there may be none.

    Raises:
        InputError: a file is not named as a source, or names a measure that there is not; all faults together.
    """
    files, problems = {}, []
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in register.sources:
            problems.append(
                Problem(f"there is no source {path.stem!r}", str(path), suggest(path.stem, register.sources))
            )
            continue
        try:
            file = load(path, DocumentFile)
        except InputError as error:
            problems += error.problems
            continue
        problems += [
            Problem(f"there is no measure {name!r}", str(path), suggest(name, catalogue.measures))
            for name in dict.fromkeys(file.measures)
            if name not in catalogue
        ]
        files[path.stem] = file
    if problems:
        raise InputError(problems)
    return DocumentNotes(files)
