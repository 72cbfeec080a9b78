"""Releasing a pack: it is signed off by name and date, stamped as an edition, and its figures enter the ledger."""

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

from panelpack.disclosure.prepare import ledger_path, prepared
from panelpack.disclosure.published import LEDGER_COLUMNS, Figure, Published, read_ledger
from panelpack.gate.gate import check_pack
from panelpack.packs.publish import staging
from panelpack.page.markup import DRAFT, day
from panelpack.project.errors import PanelpackError
from panelpack.project.parameters import Council, Project


@dataclass(frozen=True)
class Edition:
    """A released edition: its name, who signed it off and when, and how many figures it holds."""

    name: str
    signed_off_by: str
    signed_off_date: date
    figures: int


def release(project: Project, council: str, year: str, signed_off_by: str, signed_off_date: date) -> Edition:
    """Stamp the built pack of a year as an edition and enter its figures in the council's ledger.

    The pack must be one that `build` made from the figures as they are now. Both the stamped pack and the ledger are
    written beside and swapped; when anything fails neither changes.

    Raises:
        PanelpackError: there is no built pack, it was released already, its commentary had faults when it was built, or
            hidden counts can still be worked out.
        InputError: the gate finds something, such as figures that have changed since the pack was built.
    """
    settings = project.council(council)
    project.year(year)
    folder = project.rendered / council / year
    manifest_path = folder / "manifest.json"
    if not manifest_path.exists():
        raise PanelpackError(f"no pack at {folder}: build it first")
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    if manifest["edition"] != "draft":
        raise PanelpackError(f"the pack at {folder} is released already: {manifest['edition']}; build it anew first")
    unresolved = manifest.get("commentary_faults", 0)
    if unresolved:
        faults = f"{unresolved} {'fault' if unresolved == 1 else 'faults'} in officers' commentary"
        where = f"parameters/commentary/{council}/{year}/"
        raise PanelpackError(f"not released: the pack holds {faults}; mend them in {where} and build it anew")
    published = prepared(project, council)
    exposed = [note.what for note in published.notes if note.severity == "stop"]
    if exposed:
        raise PanelpackError(f"not released: {' '.join(exposed)}")
    path_of_ledger = ledger_path(project, council)
    ledger = read_ledger(path_of_ledger)
    before = {name for name in ledger["edition"] if str(name).startswith(f"{year} ")}
    name = f"{year} edition {len(before) + 1}"
    figures = _figures(folder, published, settings)
    with staging(folder) as beside:
        for path in sorted(item for item in folder.rglob("*") if item.is_file() and item != manifest_path):
            target = beside / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            content = path.read_bytes()
            target.write_bytes(
                _stamped(content, name, signed_off_by, signed_off_date) if path.suffix == ".html" else content
            )
        _write_manifest(manifest, beside, name)
        check_pack(project, beside, [signed_off_date])
        made = _with_edition(path_of_ledger, figures, name, signed_off_by, signed_off_date)
    os.replace(made, path_of_ledger)
    return Edition(name, signed_off_by, signed_off_date, len(figures))


def _stamped(page: bytes, name: str, signed_off_by: str, signed_off_date: date) -> bytes:
    stamp = f"{escape(name[:1].upper() + name[1:])}, signed off by {escape(signed_off_by)} on {day(signed_off_date)}."
    text = page.decode("utf-8")
    if DRAFT not in text:
        raise PanelpackError("a page does not say that it is a draft, so it cannot be stamped: build the pack anew")
    return text.replace(DRAFT, stamp).encode("utf-8")


def _write_manifest(manifest: dict[str, object], folder: Path, name: str) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    hashes = {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
    text = json.dumps({**manifest, "edition": name, "files": hashes}, indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def _figures(folder: Path, published: Published, council: Council) -> list[Figure]:
    """Every figure that the pack shows, and every one of its measures that it shows as a symbol."""
    named: set[str] = set()
    measures: set[str] = set()
    for path in sorted(folder.glob("*.html")):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")
        named |= {str(mark["data-fact"]).rpartition("-")[2] for mark in soup.find_all("data")}
        measures |= {
            str(entry["id"]).removeprefix("definition-").replace("-", "_") for entry in soup.find_all("dt", id=True)
        }
    own = {council.area, council.adoption_agency, council.force, council.icb}
    return [
        figure
        for figure in published.figures.values()
        if figure.id in named or (figure.status and figure.area in own and figure.measure.id in measures)
    ]


def _rows(figures: list[Figure], name: str, signed_off_by: str, signed_off_date: date) -> Iterator[list[str]]:
    for figure in sorted(figures, key=lambda item: (item.measure.id, item.area, str(item.period.end), item.breakdown)):
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


def _with_edition(path: Path, figures: list[Figure], name: str, signed_off_by: str, signed_off_date: date) -> Path:
    """The ledger with an edition more, written beside the ledger."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".csv.new")
    known = path.read_text(encoding="utf-8") if path.exists() else ",".join(LEDGER_COLUMNS) + "\n"
    with beside.open("w", encoding="utf-8", newline="") as file:
        file.write(known)
        csv.writer(file, lineterminator="\n").writerows(_rows(figures, name, signed_off_by, signed_off_date))
    return beside
