"""What figures are read and checked against: catalogue, areas, sources, qualifiers, relations between figures."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from panelpack.catalogue.areas import Areas
from panelpack.catalogue.document_notes import DocumentNotes, read_document_notes
from panelpack.catalogue.formulas import calculations
from panelpack.catalogue.qualifiers import Qualifiers, read_qualifiers
from panelpack.catalogue.reader import Catalogue, read_catalogue
from panelpack.catalogue.relations import Relation, read_relations
from panelpack.catalogue.sources import Register, read_register
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem, suggest
from panelpack.project.yaml_files import read_document


@dataclass(frozen=True)
class Context:
    """What figures are checked against."""

    catalogue: Catalogue
    areas: Areas
    register: Register
    qualifiers: Qualifiers
    relations: tuple[Relation, ...] = ()
    notes: DocumentNotes = field(default_factory=DocumentNotes)


def read_context(project: Project) -> Context:
    """Catalogue, areas, register of sources, qualifiers and relations of a project.

    Raises:
        InputError: a target names a measure, or a standard a topic, that the catalogue does not hold.
    """
    catalogue = read_catalogue(project.data / "measures", calculations())
    problems = [*_targets_of_none(project, catalogue), *_standards_of_none(project, catalogue)]
    if problems:
        raise InputError(problems)
    areas = Areas(project.data / "reference")
    relations = read_relations(project.relations, catalogue, areas)
    register = read_register(project.data / "sources.yaml")
    notes = read_document_notes(project.data / "documents", catalogue, register)
    qualifiers = read_qualifiers(project.data / "qualifiers.yaml")
    return Context(notes.joined_to(catalogue), areas, register, qualifiers, relations, notes)


def _targets_of_none(project: Project, catalogue: Catalogue) -> Iterator[Problem]:
    known = project.targets
    document = read_document(project.parameters / "targets.yaml", "parameters/targets.yaml")
    for place, target in enumerate(known):
        if target.measure not in catalogue:
            what, where = (
                f"target for an unknown measure {target.measure!r}",
                document.place("targets", place, "measure"),
            )
            yield Problem(what, where, suggest(target.measure, catalogue.measures))


def _standards_of_none(project: Project, catalogue: Catalogue) -> Iterator[Problem]:
    known = project.standards
    document = read_document(project.parameters / "standards.yaml", "parameters/standards.yaml")
    for topic in known:
        if topic not in catalogue.topics:
            what, where = f"standards for an unknown topic {topic!r}", document.place("standards", topic)
            yield Problem(what, where, suggest(topic, catalogue.topics))
