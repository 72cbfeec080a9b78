"""A pack while it is made: reports from their notebooks, what stands beside them, and the gate's judgement."""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from panelpack.catalogue.glossary import read_glossary
from panelpack.commentary.files import allowed_phrases
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.reads import Read
from panelpack.gate.pack_files import PDF
from panelpack.gate.whole_pack import Passed, check_pack, faults_in
from panelpack.packs.executor import in_turn, raise_together, side_by_side
from panelpack.packs.exporter import PanelpackExporter
from panelpack.packs.freshness import Asked
from panelpack.packs.manifest import write_manifest
from panelpack.packs.notebooks import ContentError, chosen_engine, reads_of, run
from panelpack.packs.other_pages import NO_PDF, cover_lines, frame_of, other_pages
from panelpack.packs.pdf import renderer
from panelpack.packs.plan import PackPlan
from panelpack.packs.processes import private_folder
from panelpack.packs.whole_pdf import whole_pdf
from panelpack.page.finishing import download
from panelpack.page.html_tree import Tree
from panelpack.page.html_words import safe
from panelpack.page.table_csv import FOLDER as DOWNLOADS
from panelpack.project.checkout import OFFICER, Project, audience
from panelpack.project.children import cores
from panelpack.project.errors import InputError, PanelpackError, Problem
from panelpack.project.standing import DRAFT, UNRESOLVED, WATERMARK, watermarked

Progress = Callable[[str], None]


class ReportDone(str):
    """Words that tell that reports are done: one, or several that were kept."""

    reports = 1


@dataclass(frozen=True)
class Making:
    """How packs are made.

    Attributes:
        engine: by which notebooks are run.
        workers: how many reports are made at a time.
        force: whether fresh reports are made anew too.
        why: whether each report that is made says why.
    """

    engine: str = field(default_factory=chosen_engine)
    workers: int = field(default_factory=cores)
    force: bool = False
    why: bool = False


Made = tuple[str, Mapping[str, bytes], Iterable[Read]]
"""A report's page, the files beside it, and what it read of figures."""


@dataclass
class PackInHand:
    """A pack while it is made in a folder beside the old one.

    Attributes:
        reads: what each report that was made has read of figures.
        new: those whose page or files are others than before.
    """

    view: CouncilYear
    plan: PackPlan
    asked: Asked
    target: Path
    folder: Path
    making: Making
    progress: Progress
    to_mend: int
    reads: dict[str, Iterable[Read]] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)

    def finished(self, stale: Sequence[str]) -> tuple[Passed, str]:
        """Make reports and what stands beside them, and have the gate judge all; a kept page that no longer holds, too.

        Returns:
            What passed, and why there is no PDF if one was asked for.
        """
        self._write_reports(stale)
        try:
            return self._judged()
        except InputError as error:
            fallen = [name for name in self._kept(stale) if any(_is_of(item, name) for item in error.problems)]
            if not fallen:
                raise
            self.progress(f"{self.plan.council} {self.plan.year}: no longer holds: {', '.join(fallen)}")
            self._write_reports(fallen)
            return self._judged()

    def _kept(self, stale: Sequence[str]) -> list[str]:
        return [name for name in reports_there(self.view, self.plan, self.folder) if name not in stale]

    def _judged(self) -> tuple[Passed, str]:
        """Make what stands beside the reports, and have the gate judge the whole."""
        project = self.view.project
        _write_other_pages(self.view, self.plan, self.folder)
        unresolved = self.to_mend + _kept_faults(self.plan, self.folder)
        _say_whether_resolved(self.folder, unresolved)
        officers = audience() == OFFICER
        if officers:
            _watermark(self.folder)
        left_out = _write_pdf(self.view, self.folder) if self.asked.pdf else ""
        write_manifest(project, self.plan, self.asked.parameters, self.folder, unresolved, self.target)
        return (
            Passed(0, 0, 0) if officers else check_pack(project, self.folder, workers=self.making.workers)
        ), left_out

    def _write_reports(self, names: Sequence[str]) -> None:
        """Run and export reports into the folder, beside those of the old pack that are kept.

        Raises:
            PanelpackError: what is wrong with each report that could not be made.
        """
        view, plan, making = self.view, self.plan, self.making
        there = reports_there(view, plan, self.folder)
        failed: list[Exception] = []
        with private_folder() as work:

            def made(name: str, _say: Progress) -> Made:
                return _report(self, name, work, there)

            # One at a time needs no children but those in which the notebooks run
            alone = making.workers < 2
            made_of = in_turn(made, names) if alone else side_by_side(made, names, making.workers, making.engine)
            for outcome in made_of:
                if outcome.failed is not None:
                    failed.append(outcome.failed)
                    continue
                self._take(outcome.item, outcome.result())
        raise_together(failed)
        for note in view.published.notes:
            if note.severity != "warn":
                self.progress(f"{plan.council}: to look at before a release: {note.what}")

    def _take(self, name: str, made: Made) -> None:
        """Write a report that was made, and say whether it is another than before."""
        page, beside, self.reads[name] = made
        files = {f"{name}.html": page.encode("utf-8"), **beside}
        _write(self.folder, files)
        words = "the same as before"
        if any(not (self.target / path).exists() or (self.target / path).read_bytes() != files[path] for path in files):
            self.new.append(name)
            words = f"{len(Tree(page).select('[data-fact]'))} numbers"
        self.progress(ReportDone(f"{self.plan.council} {self.plan.year} {name}: {words}"))


def _is_of(problem: Problem, report: str) -> bool:
    """Whether something is wrong with a report's page or with a file beside it."""
    return problem.where == f"{report}.html" or problem.where.startswith(f"{DOWNLOADS}/{report}/")


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
        path.write_text(page, encoding="utf-8", newline="")


def _watermark(folder: Path) -> None:
    """Say on every page, on every sheet of paper too, that it is an officers' copy."""
    for path in sorted(folder.glob("*.html")):
        page = path.read_text(encoding="utf-8").replace(DRAFT, WATERMARK)
        path.write_text(watermarked(page), encoding="utf-8", newline="")


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
    front.write_text(front.read_text(encoding="utf-8").replace(safe(NO_PDF), words, 1), encoding="utf-8", newline="")
    return ""


def keep_other_pages(view: CouncilYear, plan: PackPlan, target: Path, folder: Path) -> None:
    """Carry over the pages of the year's other reports, when only some are built anew."""
    for name in view.published.context.catalogue.reports:
        page = target / f"{name}.html"
        if name not in plan.reports and page.exists():
            (folder / page.name).write_bytes(page.read_bytes())
            if (beside := target / DOWNLOADS / name).exists():
                shutil.copytree(beside, folder / DOWNLOADS / name)


def _report(hand: PackInHand, name: str, work: Path, there: Sequence[str]) -> Made:
    """A report's page, the files beside it and what it read of figures, from its notebook."""
    view, plan = hand.view, hand.plan
    project = view.project
    log = project.cache / "logs" / f"{plan.council}-{plan.year}-{name}.log"
    values = {"council": plan.council, "year": plan.year} | dict(hand.asked.parameters)
    notebook = run(project.notebook(name), values, work, log, engine=hand.making.engine)
    exporter = PanelpackExporter(  # type: ignore[no-untyped-call]
        frame=frame_of(view, there, name, _other_years(project, plan, name, hand.folder.parent)),
        report=name,
        glossary=read_glossary(project.data / "glossary.yaml", name),
        phrases=list(allowed_phrases(project)),
        lines=cover_lines(view),
        standing=DRAFT if audience() != OFFICER else WATERMARK,
    )
    try:
        page, resources = exporter.from_notebook_node(notebook)
    except InputError as error:
        raise ContentError(
            Problem(item.what, f"{name}.ipynb, {item.where}", item.todo) for item in error.problems
        ) from None
    return page, resources["outputs"], reads_of(notebook)


def reports_there(view: CouncilYear, plan: PackPlan, folder: Path) -> list[str]:
    """The reports that are in the folder or are being built, in their order."""
    kept = {path.stem for path in folder.glob("*.html")}
    return [name for name in view.published.context.catalogue.reports if name in plan.reports or name in kept]


def _other_years(project: Project, plan: PackPlan, name: str, above: Path) -> list[tuple[str, str]]:
    """Links to the same report of the years that are there or are being built, the newest first."""
    there = {path.parent.name for path in above.glob(f"*/{name}.html")} & set(project.years())
    years = sorted((there | set(plan.years)) - {plan.year}, reverse=True)
    return [(f"../{year}/{name}.html", year) for year in years]


def _write_other_pages(view: CouncilYear, plan: PackPlan, folder: Path) -> None:
    pages = other_pages(view, reports_there(view, plan, folder), folder, DRAFT)
    encodings = {".csv": "utf-8-sig"}
    _write(folder, {name: page.encode(encodings.get(Path(name).suffix, "utf-8")) for name, page in pages.items()})
