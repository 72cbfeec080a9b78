"""Releasing a pack: it is signed off by name and date, stamped as an edition, and its figures enter the ledger."""

import shlex
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from panelpack.comparisons.council_year import council_year
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.ledger import entered, released
from panelpack.disclosure.prepare import prepared_anew
from panelpack.disclosure.published import Published
from panelpack.gate.own_pieces import OwnPiece
from panelpack.gate.whole_pack import check_pack
from panelpack.packs.editions import beside, edition_folder, edition_name, editions_in, finish_releases
from panelpack.packs.manifest import (
    KEPT,
    code_digests,
    contents,
    edition_record,
    inputs_of,
    own_in,
    read_record,
    written,
)
from panelpack.packs.manifest import NAME as MANIFEST
from panelpack.packs.other_pages import write_years
from panelpack.packs.plan import PackPlan
from panelpack.packs.publish import lock_of
from panelpack.packs.stamped_forms import stamped_forms
from panelpack.page.html_tree import facts_marked, measures_defined
from panelpack.project.checkout import Project
from panelpack.project.errors import PanelpackError, some, unknown
from panelpack.project.files import write_whole
from panelpack.project.locks import locked
from panelpack.project.parameters import Council


@dataclass(frozen=True)
class Edition:
    """A released edition: its name, who signed it off and when, how many figures it holds, and where it is kept.

    `uncommitted` are files that it was made from which git has not as they were.
    """

    name: str
    signed_off_by: str
    signed_off_date: date
    figures: int
    folder: Path
    uncommitted: tuple[str, ...] = ()


def release(
    project: Project,
    council: str,
    year: str,
    signed_off_by: str,
    signed_off_date: date,
    accepted: Collection[str] = (),
    say: Callable[[str], None] = lambda _: None,
) -> Edition:
    """Stamp the built pack of a year as an edition, keep it whole, and enter its figures in the council's ledger.

    Args:
        accepted: the titles of the pieces that analysts put together themselves: each must be accepted by its title.
        say: told who else builds or releases, when there is somebody to wait for.

    The pack must be as `build` made it, from inputs that are the same now; it stays a draft. The edition is written
    beside, held against the figures, and is released in the moment in which the ledger takes it in. Before that moment
    nothing is changed; what is left to do after it is done by the next command, should this one be killed.

    Raises:
        PanelpackError: there is no built pack, it was changed or released already, its inputs are others now, its
            commentary had faults when it was built, a piece of an analyst's own is not accepted, or hidden counts can
            be worked out.
        InputError: the gate finds something.
        LockedError: another process builds this pack or releases one of the council, and does not end.
    """
    project.year(year)
    request = _Request(project, council, year, signed_off_by, signed_off_date)
    if not request.folder.is_dir():
        raise PanelpackError(f"no pack at {request.folder}: build it first")
    with ExitStack() as stack:
        stack.enter_context(locked(lock_of(request.folder.with_name("release")), f"releasing a pack of {council}", say))
        stack.enter_context(locked(lock_of(request.folder), f"releasing {request.folder}", say))
        try:
            finish_releases(request.folder, request.ledger)
            edition, published = _released(request, accepted)
        except OSError as error:
            where = error.filename or request.folder
            raise PanelpackError(f"not released: could not write {where}: {error.strerror or error}") from error
    write_years(request.folder.parent, council_year(project, published, council, year))
    return edition


@dataclass(frozen=True)
class _Request:
    """What is to be released, and who signs it off when."""

    project: Project
    council: str
    year: str
    signed_off_by: str
    signed_off_date: date

    @property
    def folder(self) -> Path:
        return self.project.rendered / self.council / self.year

    @property
    def ledger(self) -> Path:
        return self.project.ledger_of(self.council)


def _released(request: _Request, accepted: Collection[str]) -> tuple[Edition, Published]:
    """The edition of a pack, made while the locks are held, and what could be shown when it was."""
    name, place = _next(request)
    files, record = _draft(request)
    _refuse_unaccepted(own_in(files), accepted)
    # What is signed does not rest on the cache: the gate below reads what is made here
    published = prepared_anew(request.project, request.council)
    exposed = [note.what for note in published.notes if note.severity == "stop"]
    if exposed:
        raise PanelpackError(f"not released: {' '.join(exposed)}")
    by, day = request.signed_off_by, request.signed_off_date
    view = council_year(request.project, published, request.council, request.year)
    pages = stamped_forms(view, files, name, by, day, place)
    stamp = edition_record(request.project, record, name, by, pages)
    text = written(stamp).encode("utf-8")
    figures = _figures(pages, published, request.project.council(request.council))
    rows = list(_rows(figures, name, by, day))
    with beside(place, {**pages, MANIFEST: text}, request.ledger) as made:
        check_pack(request.project, made, [day])
        # With this it is released, and put in place now or, after a kill, by the next command
        write_whole(request.ledger, entered(request.ledger, rows, sha256(text).hexdigest()))
    return Edition(name, by, day, len(figures), place, tuple(stamp["uncommitted"])), published


def _next(request: _Request) -> tuple[str, Path]:
    """The name of the next edition of a pack, and where it is kept."""
    before = [item for item in released(request.ledger) if item.name.startswith(f"{request.year} ")]
    name = edition_name(request.year, len(before) + 1)
    place = edition_folder(request.folder, name)
    if place.exists():
        said = f"{place} is there, but {request.ledger} does not hold it"
        raise PanelpackError(f"not released: {said}; put the ledger back as git has it")
    return name, place


def _draft(request: _Request) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files of a built pack that may be released, by path, each as its record has it, and the record.

    It is a draft without a fault in its commentary, made of what is there now, and not released yet.
    """
    folder = request.folder
    record, files = read_record(folder), contents(folder)
    if record["edition"] != "draft":
        raise PanelpackError(f"the pack at {folder} is no draft: build it anew")
    changed = sorted(
        name
        for name in files.keys() | record["files"].keys()
        if name not in files or sha256(files[name]).hexdigest() != record["files"].get(name)
    )
    if changed:
        raise PanelpackError(f"not released: {some(changed)} changed since the build; build the pack anew")
    unresolved = record.get("commentary_faults", 0)
    if unresolved:
        faults = f"{unresolved} {'fault' if unresolved == 1 else 'faults'} in officers' commentary"
        where = f"parameters/commentary/{request.council}/{request.year}/"
        raise PanelpackError(f"not released: the pack holds {faults}; mend them in {where} and build it anew")
    _refuse_released(folder, record)
    _refuse_other_inputs(request, record)
    return files, record


def _refuse_released(folder: Path, record: Mapping[str, Any]) -> None:
    """Refuse a draft from which an edition was made already."""
    same = sha256(written(record).encode("utf-8")).hexdigest()
    for edition in editions_in(folder):
        if read_record(edition).get("draft") == same:
            said = f"the pack at {folder} is released already, in {edition}"
            raise PanelpackError(f"{said}; build it anew from what has changed")


def _refuse_other_inputs(request: _Request, record: Mapping[str, Any]) -> None:
    """Refuse a pack that was built from other figures, words, notebooks or code than are there now."""
    kept = sorted(name for name, how in record["reports"].items() if how == KEPT)
    if kept:
        raise PanelpackError(
            f"not released: {some(kept)} stayed from a build of other inputs; build the whole pack anew"
        )
    plan = PackPlan(request.council, request.year, tuple(record["reports"]))
    now, then = inputs_of(request.project, plan), dict(record["inputs"])
    # The ledger grows by releases of other years: what of it bears on this pack, the gate finds
    own = request.ledger.relative_to(request.project.root).as_posix()
    differ = sorted(name for name in (now.keys() | then.keys()) - {own} if now.get(name) != then.get(name))
    if record["code"] != code_digests():
        differ.append("panelpack itself")
    if differ:
        raise PanelpackError(f"not released: {some(differ)} changed since the build; build the pack anew")


def _refuse_unaccepted(own: Sequence[OwnPiece], accepted: Collection[str]) -> None:
    """Refuse a pack with a piece of an analyst's own that nobody accepted, and an acceptance of nothing."""
    open_ = [piece for piece in own if piece.title not in accepted]
    strange = sorted(set(accepted) - {piece.title for piece in own})
    if open_:
        options = " ".join(f"--accept {shlex.quote(piece.title)}" for piece in open_)
        listed = "\n".join(map(str, open_))
        raise PanelpackError(
            f"not released: the pack holds calculations of analysts' own\n{listed}\nlook at each, then add: {options}"
        )
    if strange:
        raise unknown("piece of an analyst's own to accept", strange[0], [piece.title for piece in own])


def _figures(files: Mapping[str, bytes], published: Published, council: Council) -> list[Figure]:
    """Every figure that the pack shows, and every one of its measures that it shows as a symbol."""
    pages = [content.decode("utf-8") for path, content in files.items() if path.endswith(".html")]
    named = {name for page in pages for name in facts_marked(page)}
    labels = published.context.catalogue.by_label
    measures = {measure for page in pages for measure in measures_defined(page, labels)}
    own = set(council.own_areas)
    return [
        figure
        for figure in published.figures.values()
        if figure.id in named or (figure.status and figure.area in own and figure.measure.id in measures)
    ]


def _rows(figures: list[Figure], name: str, signed_off_by: str, signed_off_date: date) -> Iterator[list[str]]:
    """The rows of the ledger that an edition adds."""
    in_order = sorted(figures, key=lambda item: (item.measure.id, item.area, item.period.order, item.breakdown))
    for figure in in_order:
        yield [
            figure.measure.id,
            figure.area,
            figure.period.start.isoformat() if figure.period.start else "",
            figure.period.end.isoformat() if figure.period.end else "",
            figure.breakdown,
            figure.source,
            figure.release,
            "" if figure.value is None else f"{figure.value:.10g}",
            figure.status,
            name,
            signed_off_by,
            signed_off_date.isoformat(),
        ]
