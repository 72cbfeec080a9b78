"""Files taken into a private copy of the project, by the commands that would bring them in, and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from panelpack.catalogue.context import Context
from panelpack.catalogue.renamings import Renamings
from panelpack.commands.forms import take_form
from panelpack.commands.private_copy import give_release_a_day
from panelpack.commands.rehearse.broken import reports_showing, with_followers
from panelpack.commands.rehearse.columns import Difference, differences
from panelpack.commands.rehearse.recognise import Recognised, recognised
from panelpack.commands.source_files import SourceFile
from panelpack.commands.tried_refresh import tried_refresh
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError

REHEARSAL = "rehearsal"
"""What a release is called that has no name yet."""


@dataclass(frozen=True)
class Wanted:
    """How files are to be taken.

    Attributes:
        council: whose filled forms they are.
        release: how the release is called.
        source: whose files they are; told by their columns when empty.
        where: which value of which column to take, as `refresh` has it.
    """

    council: str
    release: str = REHEARSAL
    source: str = ""
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tried:
    """What came of a file.

    Attributes:
        differences: what it has otherwise than the file before.
        refused: why the project would not take it.
        asked: what would have to be accepted first.
        revised: figures of before that would be others, old and new.
        said: what it brought, and what else a person should know.
        lost: measures that the file would no longer give, and those worked out from them.
        reports: the reports that show one of those.
    """

    file: Path
    what: Recognised | None
    differences: tuple[Difference, ...] = ()
    refused: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    revised: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()

    @property
    def breaks(self) -> bool:
        """Whether something is lost by it, or it would be stopped."""
        return bool(self.lost or self.refused or self.asked)


def try_files(
    private: Project,
    files: Iterable[Path],
    wanted: Wanted,
    about: Context,
    renamings: Renamings,
    known: Sequence[SourceFile],
) -> list[Tried]:
    """Take files into a private copy, one after another; what one cannot give stops no other."""
    found = []
    for file in files:
        try:
            what = recognised(file, known, renamings, wanted.source)
        except InputError as error:
            found.append(Tried(file, None, refused=tuple(map(str, error.problems))))
            continue
        if what.kind == "return":
            told = f"a return: panelpack check-returns {wanted.council} YEAR reads it once it lies in data/returns/"
            found.append(Tried(file, what, said=(told,)))
        elif what.kind == "form":
            found.append(_form(private, file, what, wanted, about))
        else:
            found.append(_official(private, file, what, wanted, about, renamings))
    return found


def _form(private: Project, file: Path, what: Recognised, wanted: Wanted, about: Context) -> Tried:
    try:
        done = take_form(private, about, wanted.council, file)
    except InputError as error:
        hint = "if it is an Annex A workbook, it is a return: panelpack check-returns reads those in data/returns/"
        return Tried(file, what, refused=(*map(str, error.problems), hint))
    brought = f"{done.new} new figures, {done.changed} changed, {done.same} as before"
    return Tried(file, what, said=(brought, *(f"to look at: {question}" for question in done.to_look_at)))


def _official(
    private: Project, file: Path, what: Recognised, wanted: Wanted, about: Context, renamings: Renamings
) -> Tried:
    apart = differences(file, what.before, about.catalogue, renamings) if what.before else []
    names = with_followers({name for item in apart for name in item.measures}, about.catalogue)
    reports = reports_showing(private, names, about.catalogue)
    give_release_a_day(private, what.source, wanted.release)
    done = tried_refresh(private, file, what.source, wanted.release, wanted.where)
    return Tried(
        file, what, tuple(apart), done.refused, done.asked, done.revised, done.said, tuple(names), tuple(reports)
    )
