"""Building a pack: prepare, plan, run, render, gate and publish, in one step."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path

import panelpack
from panelpack.catalogue.glossary import listing, read_glossary
from panelpack.catalogue.work_programme import path_of
from panelpack.commentary.files import faults, paths
from panelpack.comparisons.council_year import scope_of
from panelpack.disclosure.prepare import OFFICER, audience, hashes, input_paths, prepared
from panelpack.disclosure.published import Published
from panelpack.gate.gate import Gate, Passed, check_pack, faults_in
from panelpack.packs.exporter import PanelpackExporter
from panelpack.packs.notebooks import refuse_when_stopped, run
from panelpack.packs.other_pages import front_page, write_years
from panelpack.packs.plan import PackPlan
from panelpack.packs.publish import links_list, plain_page, staging
from panelpack.packs.reconciliation_page import reconciliation_page
from panelpack.page.accessible import refuse
from panelpack.page.markup import DRAFT, UNRESOLVED, WATERMARK
from panelpack.page.table_csv import FOLDER as DOWNLOADS
from panelpack.project.errors import InputError, PanelpackError, Problem
from panelpack.project.parameters import Project
from panelpack.reconciliation.looked_at import path_of as known_path
from panelpack.report import TITLES

Progress = Callable[[str], None]
Made = tuple[str, Mapping[str, bytes]]
"""A report's page and the files beside it."""


@dataclass(frozen=True)
class Pack:
    """A finished pack: where to open it, and how many numbers were held against their facts."""

    index: Path
    numbers: tuple[int, int]


def build(
    project: Project, plan: PackPlan, parameters: Mapping[str, str], progress: Progress, draft: bool = False
) -> Pack:
    """Build one pack and put it in place of the old one.

    Args:
        parameters: further parameters of the notebooks, beside council and year.
        progress: told after each report.
        draft: go on in spite of faults in officers' commentary, which the pages mark and the record counts.

    Raises:
        InputError: every fault in the commentary of the reports, before any notebook runs.
        PanelpackError: anything else that the reader of the message can mend; the old pack is untouched.
    """
    published = prepared(project, plan.council)
    to_mend = check_commentary(project, [plan], draft)
    for problem in to_mend:
        progress(f"to mend: {problem}")
    officers = audience() == OFFICER
    target = (project.cache / "officer" if officers else project.rendered) / plan.council / plan.year
    try:
        with staging(target) as folder, tempfile.TemporaryDirectory(prefix="panelpack-") as work:
            _keep_other_pages(project, plan, target, folder)
            made = _side_by_side(
                lambda name: _page(project, plan, name, parameters, published, Path(work), folder), plan.reports
            )
            for name, (page, files) in zip(plan.reports, made, strict=True):
                (folder / f"{name}.html").write_text(page, encoding="utf-8")
                for path, content in files.items():
                    (folder / path).parent.mkdir(parents=True, exist_ok=True)
                    (folder / path).write_bytes(content)
                progress(f"{plan.council} {plan.year} {name}: {page.count('<data ')} numbers")
            for note in published.notes:
                if note.severity != "warn":
                    progress(f"{plan.council}: to look at before a release: {note.what}")
            _write_plain_pages(project, plan, published, folder)
            unresolved = len(to_mend) + _kept_faults(plan, folder)
            _say_whether_resolved(folder, unresolved)
            if officers:
                _watermark(folder)
            _write_manifest(project, plan, parameters, folder, unresolved)
            passed = Passed(0, 0, 0) if officers else check_pack(project, folder)
            refuse_when_stopped()
        _write_years(project, plan, published, target.parent)
    except OSError as error:
        raise PanelpackError(
            f"could not write {error.filename or target}: {error.strerror or error}\nthe pack at {target} is as it was"
        ) from error
    return Pack(target / "index.html", (passed.held, passed.derived))


def check_commentary(project: Project, plans: Sequence[PackPlan], draft: bool) -> list[Problem]:
    """Every fault in the commentary of some packs; unless they are built as drafts, there may be none.

    Raises:
        InputError: there are faults, and no draft was asked for.
    """
    found = [
        problem
        for plan in plans
        for problem in faults(scope_of(project, prepared(project, plan.council), plan.council, plan.year), plan.reports)
    ]
    found = list(dict.fromkeys(found))
    if found and not draft:
        raise InputError(found, shown=len(found))
    return found


def _kept_faults(plan: PackPlan, folder: Path) -> int:
    """How many faults stand on pages that were built before, as a draft, and are kept."""
    kept = [path for path in folder.glob("*.html") if path.stem not in plan.reports]
    return sum(faults_in(path.read_text(encoding="utf-8")) for path in kept)


def _say_whether_resolved(folder: Path, unresolved: int) -> None:
    """Say in the status line of every page, also of those kept, if the pack holds commentary with faults."""
    for path in sorted(folder.glob("*.html")):
        page = path.read_text(encoding="utf-8").replace(f" {UNRESOLVED}", "")
        if unresolved:
            page = re.sub(
                r"<p class=[\"']?status-line[^>]*>[^<]*", lambda found: f"{found[0]} {UNRESOLVED}", page, count=1
            )
        path.write_text(page, encoding="utf-8")


def _watermark(folder: Path) -> None:
    """Say on every page, on every sheet of paper too, that it is an officers' copy."""
    mark = f'<div class="watermark" aria-hidden="true">{escape(WATERMARK)}</div>'
    for path in sorted(folder.glob("*.html")):
        page = path.read_text(encoding="utf-8").replace(DRAFT, WATERMARK)
        path.write_text(page.replace("<main", f"{mark}<main", 1), encoding="utf-8")


def _side_by_side(make: Callable[[str], Made], names: Sequence[str]) -> Iterator[Made]:
    """What is made of each name, in their order, as many at a time as the machine has cores."""
    with ThreadPoolExecutor(max_workers=min(len(names), os.cpu_count() or 1)) as pool:
        waiting = [pool.submit(make, name) for name in names]
        try:
            yield from (item.result() for item in waiting)
        finally:
            for item in waiting:
                item.cancel()


def _keep_other_pages(project: Project, plan: PackPlan, target: Path, folder: Path) -> None:
    """Carry over the pages of the year's other reports, when only some are built anew."""
    for name in project.year(plan.year).reports:
        page = target / f"{name}.html"
        if name not in plan.reports and page.exists():
            (folder / page.name).write_bytes(page.read_bytes())
            if (beside := target / DOWNLOADS / name).exists():
                shutil.copytree(beside, folder / DOWNLOADS / name)


def _page(
    project: Project,
    plan: PackPlan,
    name: str,
    parameters: Mapping[str, str],
    published: Published,
    work: Path,
    folder: Path,
) -> Made:
    log = project.cache / "logs" / f"{plan.council}-{plan.year}-{name}.log"
    values = {"council": plan.council, "year": plan.year} | dict(parameters)
    notebook = run(project.notebooks / f"{name}.ipynb", values, work, log)
    settings = project.council(plan.council)
    exporter = PanelpackExporter(  # type: ignore[no-untyped-call]
        accent=settings.accent,
        council=_council_name(project, plan, published),
        report=name,
        contact=settings.contact,
        up="index.html",
        glossary=read_glossary(project.data / "glossary.yaml", name),
        glossary_page="glossary.html",
        others=_other_pages(project, plan, name, folder),
        years=_other_years(project, plan, name, folder.parent),
    )
    try:
        page, resources = exporter.from_notebook_node(notebook)
    except InputError as error:
        raise InputError(
            Problem(item.what, f"{name}.ipynb, {item.where}", item.todo) for item in error.problems
        ) from None
    return page, resources["outputs"]


def _there(project: Project, plan: PackPlan, folder: Path) -> list[str]:
    """The year's reports that are in the folder or are being built, in the order of the year's file."""
    kept = {path.stem for path in folder.glob("*.html")}
    listed = [name for name in project.year(plan.year).reports if name in plan.reports or name in kept]
    return list(dict.fromkeys((*listed, *plan.reports)))


def _other_pages(project: Project, plan: PackPlan, name: str, folder: Path) -> list[tuple[str, str]]:
    """Links to the year's other reports."""
    return [(f"{other}.html", TITLES.get(other, other)) for other in _there(project, plan, folder) if other != name]


def _other_years(project: Project, plan: PackPlan, name: str, above: Path) -> list[tuple[str, str]]:
    """Links to the same report of the years that are there or are being built, the newest first."""
    there = {path.parent.name for path in above.glob(f"*/{name}.html")} & set(project.years())
    years = sorted((there | set(plan.years)) - {plan.year}, reverse=True)
    return [(f"../{year}/{name}.html", year) for year in years]


def _write_years(project: Project, plan: PackPlan, published: Published, folder: Path) -> None:
    there = sorted(path.parent.name for path in folder.glob("*/index.html") if path.parent.name in project.years())
    scopes = [scope_of(project, published, plan.council, year) for year in there]
    write_years(folder, scopes, Gate.of(project, plan.council, published))


def _council_name(project: Project, plan: PackPlan, published: Published) -> str:
    return published.context.areas.name(project.council(plan.council).area)


def _accent(project: Project, plan: PackPlan) -> str:
    return project.council(plan.council).accent


def _write_plain_pages(project: Project, plan: PackPlan, published: Published, folder: Path) -> None:
    scope = scope_of(project, published, plan.council, plan.year)
    names = _there(project, plan, folder)
    checked, files = reconciliation_page(scope, names, folder, DRAFT)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode("utf-8-sig"))
    pages = {"index.html": front_page(scope, names, folder, DRAFT), "reconciliation.html": checked}
    terms = listing(read_glossary(project.data / "glossary.yaml"))
    back = links_list([("index.html", "All reports of the year")])
    pages["glossary.html"] = plain_page("Glossary", terms + back, _accent(project, plan), DRAFT)
    for name, page in pages.items():
        refuse(page, f"{plan.year}/{name}")
        (folder / name).write_text(page, encoding="utf-8")


def _write_manifest(
    project: Project, plan: PackPlan, parameters: Mapping[str, str], folder: Path, unresolved: int
) -> None:
    """What the pack was built from. No clock in it: the same inputs give the same bytes."""
    own = [
        project.parameters / "councils" / f"{plan.council}.yaml",
        project.parameters / "years" / f"{plan.year}.yaml",
        project.parameters / "targets.yaml",
        project.parameters / "enquiries.yaml",
        project.parameters / "front_page.yaml",
        *[path for path in (known_path(project), project.data / "relations.yaml") if path.exists()],
        *[path for path in [path_of(project, plan.council)] if path.exists()],
        *[project.notebooks / f"{name}.ipynb" for name in plan.reports],
        *paths(project, plan.council, plan.year),
    ]
    manifest = {
        "version": panelpack.__version__,
        "parameters": {"council": plan.council, "year": plan.year} | dict(parameters),
        "edition": "draft",
        "audience": audience(),
        "reports": dict.fromkeys(plan.reports, "built"),
        "commentary_faults": unresolved,
        "inputs": hashes(project, [*input_paths(project, plan.council), *own]),
        "code": _code_hashes(),
        "figures": _rows_of(folder, prepared(project, plan.council)),
        "files": {
            path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def _rows_of(folder: Path, published: Published) -> dict[str, dict[str, int]]:
    """Where each figure of the pages was read: by file, its id and line; by formula where it is calculated."""
    named: set[str] = set()
    for path in sorted(folder.glob("*.html")):
        found = re.findall(r"data-fact=\"?([a-z0-9_-]+)", path.read_text(encoding="utf-8"))
        named |= {name.rpartition("-")[2] for name in found}
    rows: dict[str, dict[str, int]] = {}
    for name in sorted(named & published.figures.keys()):
        figure = published.figures[name]
        rows.setdefault(figure.file, {})[name] = figure.line
    return rows


def _code_hashes() -> dict[str, str]:
    package = Path(panelpack.__file__).parent
    files = [path for path in sorted(package.rglob("*")) if path.suffix in {".py", ".j2", ".css", ".json"}]
    return {path.relative_to(package).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
