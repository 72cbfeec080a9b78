"""Releasing a pack: it is signed off by name and date, stamped as an edition, and its figures enter the ledger."""

import csv
import json
import shlex
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from panelpack.disclosure.figure import Figure
from panelpack.disclosure.ledger import LEDGER_COLUMNS, read_ledger
from panelpack.disclosure.prepare import prepared
from panelpack.disclosure.published import Published
from panelpack.gate.gate import check_pack
from panelpack.packs.manifest import NAME as MANIFEST
from panelpack.packs.manifest import own_in, restamped
from panelpack.packs.publish import staging
from panelpack.page.html_tree import facts_marked, measures_defined
from panelpack.page.html_words import html_of, safe
from panelpack.page.words import day
from panelpack.project.checkout import Project
from panelpack.project.errors import PanelpackError, unknown
from panelpack.project.files import replacing
from panelpack.project.parameters import Council
from panelpack.project.standing import DRAFT


@dataclass(frozen=True)
class Edition:
    """A released edition: its name, who signed it off and when, and how many figures it holds."""

    name: str
    signed_off_by: str
    signed_off_date: date
    figures: int


def release(
    project: Project, council: str, year: str, signed_off_by: str, signed_off_date: date, accepted: Collection[str] = ()
) -> Edition:
    """Stamp the built pack of a year as an edition and enter its figures in the council's ledger.

    Args:
        accepted: the titles of the pieces that analysts put together themselves: each must be accepted by its title.

    The pack must be one that `build` made from the figures as they are now. Both the stamped pack and the ledger are
    written beside and swapped; when anything fails neither changes.

    Raises:
        PanelpackError: there is no built pack, it was released already, its commentary had faults when it was built, or
            a piece of an analyst's own is not accepted, or hidden counts can still be worked out.
        InputError: the gate finds something, such as figures that have changed since the pack was built.
    """
    settings, folder = project.council(council), project.rendered / council / year
    project.year(year)
    published = prepared(project, council)
    manifest = _draft_record(project, council, year)
    _refuse_unaccepted(folder, accepted)
    exposed = [note.what for note in published.notes if note.severity == "stop"]
    if exposed:
        raise PanelpackError(f"not released: {' '.join(exposed)}")
    ledger = read_ledger(project.ledger_of(council))
    before = {name for name in ledger["edition"] if str(name).startswith(f"{year} ")}
    name = f"{year} edition {len(before) + 1}"
    figures = _figures(folder, published, settings)
    rows = list(_rows(figures, name, signed_off_by, signed_off_date))
    # The ledger is written beside before the pack is swapped, and takes its place right after it
    with replacing(project.ledger_of(council)) as new_ledger, staging(folder) as beside:
        _with_rows(project.ledger_of(council), rows, new_ledger)
        for path in sorted(item for item in folder.rglob("*") if item.is_file() and item.name != MANIFEST):
            target = beside / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            content = path.read_bytes()
            is_page = path.suffix == ".html"
            target.write_bytes(_stamped(content, name, signed_off_by, signed_off_date) if is_page else content)
        restamped(beside, manifest, name, signed_off_by)
        check_pack(project, beside, [signed_off_date])
    return Edition(name, signed_off_by, signed_off_date, len(figures))


def _draft_record(project: Project, council: str, year: str) -> dict[str, Any]:
    """The record of a built pack that may be released: a draft, with no fault in its commentary."""
    folder = project.rendered / council / year
    path = folder / MANIFEST
    if not path.exists():
        raise PanelpackError(f"no pack at {folder}: build it first")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if manifest["edition"] != "draft":
        raise PanelpackError(f"the pack at {folder} is released already: {manifest['edition']}; build it anew first")
    unresolved = manifest.get("commentary_faults", 0)
    if unresolved:
        faults = f"{unresolved} {'fault' if unresolved == 1 else 'faults'} in officers' commentary"
        where = f"parameters/commentary/{council}/{year}/"
        raise PanelpackError(f"not released: the pack holds {faults}; mend them in {where} and build it anew")
    return manifest


def _refuse_unaccepted(folder: Path, accepted: Collection[str]) -> None:
    """Refuse a pack with a piece of an analyst's own that nobody accepted, and an acceptance of nothing."""
    own = own_in(folder)
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


def _stamped(page: bytes, name: str, signed_off_by: str, signed_off_date: date) -> bytes:
    edition = safe(name[:1].upper() + name[1:])
    stamp = f"{edition}, signed off by {safe(signed_off_by)} on {html_of(day(signed_off_date))}."
    words = page.decode("utf-8")
    if DRAFT not in words:
        raise PanelpackError("a page does not say that it is a draft, so it cannot be stamped: build the pack anew")
    return words.replace(DRAFT, stamp).encode("utf-8")


def _figures(folder: Path, published: Published, council: Council) -> list[Figure]:
    """Every figure that the pack shows, and every one of its measures that it shows as a symbol."""
    pages = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))]
    named = {name for page in pages for name in facts_marked(page)}
    measures = {measure for page in pages for measure in measures_defined(page)}
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


def _with_rows(ledger: Path, rows: list[list[str]], beside: Path) -> None:
    """Write the ledger with rows more."""
    known = ledger.read_text(encoding="utf-8") if ledger.exists() else ",".join(LEDGER_COLUMNS) + "\n"
    with beside.open("w", encoding="utf-8", newline="") as file:
        file.write(known)
        csv.writer(file, lineterminator="\n").writerows(rows)
