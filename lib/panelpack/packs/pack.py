"""Building a pack: prepare, run, export, gate and publish, in one step."""

import os
import shlex
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from panelpack.catalogue.glossary import read_glossary
from panelpack.commentary.files import allowed_phrases, faults
from panelpack.commentary.notes import notes
from panelpack.comparisons.council_year import CouncilYear, council_year
from panelpack.disclosure.prepare import prepared
from panelpack.gate.gate import Passed, check_pack, faults_in
from panelpack.gate.pack_files import PDF
from panelpack.packs.editions import finish_releases
from panelpack.packs.executor import side_by_side
from panelpack.packs.exporter import PanelpackExporter
from panelpack.packs.git import refuse_records
from panelpack.packs.manifest import write_manifest
from panelpack.packs.notebooks import run
from panelpack.packs.other_pages import NO_PDF, cover_lines, frame_of, other_pages, write_years
from panelpack.packs.pdf import renderer
from panelpack.packs.plan import PackPlan
from panelpack.packs.processes import private_folder, refuse_when_stopped
from panelpack.packs.publish import staging
from panelpack.packs.whole_pdf import whole_pdf
from panelpack.page.finishing import download
from panelpack.page.html_tree import Tree
from panelpack.page.html_words import safe
from panelpack.page.table_csv import FOLDER as DOWNLOADS
from panelpack.project.checkout import OFFICER, Project, audience
from panelpack.project.errors import InputError, PanelpackError, Problem
from panelpack.project.standing import DRAFT, UNRESOLVED, WATERMARK
from panelpack.sections.to_look_at import open_questions

Progress = Callable[[str], None]
Made = tuple[str, Mapping[str, bytes]]
"""A report's page and the files beside it."""


@dataclass(frozen=True)
class Pack:
    """A finished pack: where to open it, how many of its numbers are facts and derived from facts, what it lacks."""

    index: Path
    numbers: tuple[int, int]
    left_out: str = ""


def build_pack(
    project: Project,
    plan: PackPlan,
    parameters: Mapping[str, str],
    progress: Progress,
    draft: bool = False,
    pdf: bool = False,
) -> Pack:
    """Build one pack and put it in place of the old one.

    Args:
        parameters: further parameters of the notebooks, beside council and year.
        progress: told after each report.
        draft: go on in spite of faults in officers' commentary, which the pages mark and the record counts.
        pdf: make `pack.pdf` too; where this machine cannot draw it, it is left out, and the pack says why. A pack built
            without it has none, since the one of a build before could say otherwise than the pages.

    Raises:
        InputError: every fault in the commentary of the reports, before any notebook runs.
        PanelpackError: anything else that the reader of the message can mend; the old pack is untouched.
    """
    refuse_records(project.root)
    view = council_year(project, prepared(project, plan.council), plan.council, plan.year)
    to_mend = check_commentary(project, [plan], draft)
    for problem in to_mend:
        progress(f"to mend: {problem}")
    officers = audience() == OFFICER
    for look in (*open_questions(view), *(() if officers else notes(view, plan.reports))):
        progress(f"to look at: {look}")
    target = (project.cache / "officer" if officers else project.rendered) / plan.council / plan.year
    try:
        with staging(target, progress, refuse_when_stopped) as folder:
            finish_releases(target, project.ledger_of(plan.council))
            _write_reports(view, plan, parameters, target, folder, progress)
            _write_other_pages(view, plan, folder)
            unresolved = len(to_mend) + _kept_faults(plan, folder)
            _say_whether_resolved(folder, unresolved)
            if officers:
                _watermark(folder)
            left_out = _write_pdf(view, folder) if pdf else ""
            write_manifest(project, plan, parameters, folder, unresolved, target)
            passed = Passed(0, 0, 0) if officers else check_pack(project, folder)
            refuse_when_stopped()
        for piece in passed.own:
            progress(f"to accept before a release, with --accept {shlex.quote(piece.title)}: {piece}")
        write_years(target.parent, view)
    except OSError as error:
        raise PanelpackError(
            f"could not write {error.filename or target}: {error.strerror or error}\nthe pack at {target} is as it was"
        ) from error
    return Pack(target / "index.html", (passed.facts, passed.derived), left_out)


def check_commentary(project: Project, plans: Sequence[PackPlan], draft: bool) -> list[Problem]:
    """Every fault in the commentary of some packs; unless they are built as drafts, there may be none.

    Raises:
        InputError: there are faults, and no draft was asked for.
    """
    found = [
        problem
        for plan in plans
        for problem in faults(
            council_year(project, prepared(project, plan.council), plan.council, plan.year), plan.reports
        )
    ]
    found = list(dict.fromkeys(found))
    if found and not draft:
        raise InputError(found, shown=len(found))
    return found


def _write_reports(
    view: CouncilYear,
    plan: PackPlan,
    parameters: Mapping[str, str],
    target: Path,
    folder: Path,
    progress: Progress,
) -> None:
    """Run and export the reports of a plan into a folder, beside those of the old pack that are kept."""
    _keep_other_pages(view, plan, target, folder)
    with private_folder() as work:
        made = side_by_side(
            lambda name: _report(view, plan, name, parameters, work, folder), plan.reports, os.cpu_count() or 1
        )
        for name, (page, files) in zip(plan.reports, made, strict=True):
            _write(folder, {f"{name}.html": page.encode("utf-8"), **files})
            progress(f"{plan.council} {plan.year} {name}: {len(Tree(page).select('[data-fact]'))} numbers")
    for note in view.published.notes:
        if note.severity != "warn":
            progress(f"{plan.council}: to look at before a release: {note.what}")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _kept_faults(plan: PackPlan, folder: Path) -> int:
    """How many faults stand on pages that were built before, as a draft, and are kept."""
    kept = [path for path in folder.glob("*.html") if path.stem not in plan.reports]
    return sum(faults_in(Tree(path.read_text(encoding="utf-8"))) for path in kept)


def _say_whether_resolved(folder: Path, unresolved: int) -> None:
    """Say in the status line of every page, also of those kept, if the pack holds commentary with faults."""
    for path in sorted(folder.glob("*.html")):
        page = path.read_text(encoding="utf-8").replace(f" {UNRESOLVED}", "")
        for standing in (DRAFT, WATERMARK) if unresolved else ():
            page = page.replace(standing, f"{standing} {UNRESOLVED}", 1)
        path.write_text(page, encoding="utf-8")


def _watermark(folder: Path) -> None:
    """Say on every page, on every sheet of paper too, that it is an officers' copy."""
    mark = f'<div class="watermark" aria-hidden="true">{safe(WATERMARK)}</div>'
    for path in sorted(folder.glob("*.html")):
        page = path.read_text(encoding="utf-8").replace(DRAFT, WATERMARK)
        path.write_text(page.replace("<main", f"{mark}<main", 1), encoding="utf-8")


def _write_pdf(view: CouncilYear, folder: Path) -> str:
    """Make the PDF of the pages in a folder, and let the front page lead to it; else say why there is none."""
    try:
        renderer()
    except PanelpackError as error:
        return str(error)
    content = whole_pdf(view, {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.html")})
    (folder / PDF).write_bytes(content)
    front = folder / "index.html"
    words = f"{download(PDF, 'The pack in one document', 'PDF', content)}."
    front.write_text(front.read_text(encoding="utf-8").replace(safe(NO_PDF), words, 1), encoding="utf-8")
    return ""


def _keep_other_pages(view: CouncilYear, plan: PackPlan, target: Path, folder: Path) -> None:
    """Carry over the pages of the year's other reports, when only some are built anew."""
    for name in view.published.context.catalogue.reports:
        page = target / f"{name}.html"
        if name not in plan.reports and page.exists():
            (folder / page.name).write_bytes(page.read_bytes())
            if (beside := target / DOWNLOADS / name).exists():
                shutil.copytree(beside, folder / DOWNLOADS / name)


def _report(
    view: CouncilYear, plan: PackPlan, name: str, parameters: Mapping[str, str], work: Path, folder: Path
) -> Made:
    """A report's page and the files beside it, from its notebook."""
    project = view.project
    log = project.cache / "logs" / f"{plan.council}-{plan.year}-{name}.log"
    values = {"council": plan.council, "year": plan.year} | dict(parameters)
    notebook = run(project.notebook(name), values, work, log)
    exporter = PanelpackExporter(  # type: ignore[no-untyped-call]
        frame=frame_of(view, _there(view, plan, folder), name, _other_years(project, plan, name, folder.parent)),
        report=name,
        glossary=read_glossary(project.data / "glossary.yaml", name),
        phrases=list(allowed_phrases(project)),
        lines=cover_lines(view),
        standing=DRAFT if audience() != OFFICER else WATERMARK,
    )
    try:
        page, resources = exporter.from_notebook_node(notebook)
    except InputError as error:
        raise InputError(
            Problem(item.what, f"{name}.ipynb, {item.where}", item.todo) for item in error.problems
        ) from None
    return page, resources["outputs"]


def _there(view: CouncilYear, plan: PackPlan, folder: Path) -> list[str]:
    """The reports that are in the folder or are being built, in their order."""
    kept = {path.stem for path in folder.glob("*.html")}
    return [name for name in view.published.context.catalogue.reports if name in plan.reports or name in kept]


def _other_years(project: Project, plan: PackPlan, name: str, above: Path) -> list[tuple[str, str]]:
    """Links to the same report of the years that are there or are being built, the newest first."""
    there = {path.parent.name for path in above.glob(f"*/{name}.html")} & set(project.years())
    years = sorted((there | set(plan.years)) - {plan.year}, reverse=True)
    return [(f"../{year}/{name}.html", year) for year in years]


def _write_other_pages(view: CouncilYear, plan: PackPlan, folder: Path) -> None:
    pages = other_pages(view, _there(view, plan, folder), folder, DRAFT)
    encodings = {".csv": "utf-8-sig"}
    _write(folder, {name: page.encode(encodings.get(Path(name).suffix, "utf-8")) for name, page in pages.items()})
