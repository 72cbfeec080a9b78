"""Which reports of a pack are as their sources say, and why the others are not.

Beside the record in the pack, a private file keeps what each report read of figures, and the digest of what it got. A
report is stale when its notebook, its commentary, a figure that it read, or anything that bears on all of them changed.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from panelpack.disclosure.prepare import figure_folders
from panelpack.disclosure.published import Published
from panelpack.disclosure.reads import OFFICIAL, STATED, Read
from panelpack.gate.pack_files import PDF
from panelpack.packs.manifest import BUILT, NAME, code_digests, contents, inputs_of, read_record
from panelpack.packs.officers import officers_path
from panelpack.packs.plan import PackPlan
from panelpack.project.checkout import Project, audience
from panelpack.project.errors import PanelpackError, some
from panelpack.project.files import digest, write_whole

Reads = Mapping[str, Iterable[Read]]
"""What each report read of figures."""


@dataclass(frozen=True)
class Freshness:
    """How far a pack is as its sources say.

    Attributes:
        stale: why each report that must be made anew must be, in the order of the plan.
        pack: why the pages beside the reports must be; empty when nothing must.
    """

    stale: Mapping[str, str] = field(default_factory=dict)
    pack: str = ""

    @property
    def is_fresh(self) -> bool:
        """Whether nothing is to be done."""
        return not self.stale and not self.pack


@dataclass(frozen=True)
class Asked:
    """What a build is asked for, beside its plan: other values give another pack.

    Attributes:
        officers: whether the page for officers is written beside the pack; not where packs are sent elsewhere.
    """

    parameters: Mapping[str, str] = field(default_factory=dict)
    pdf: bool = False
    officers: bool = True

    def to_json(self, project: Project, plan: PackPlan, target: Path) -> dict[str, Any]:
        """As it is kept, with what else a page says of the pack around it: other years and other reports."""
        years = {path.parent.name for path in target.parent.glob("*/index.html")} & set(project.years())
        there = {path.stem for path in target.glob("*.html") if project.notebook(path.stem).exists()}
        return {
            "parameters": dict(self.parameters),
            "audience": audience(),
            "years": sorted(years | set(plan.years) | {plan.year}),
            "reports": sorted(there | set(plan.reports)),
        }


def freshness_of(project: Project, plan: PackPlan, published: Published, asked: Asked, target: Path) -> Freshness:
    """Which reports of a plan must be made anew, and why."""
    try:
        record = read_record(target)
        kept = json.loads(kept_in(project, plan).read_text(encoding="utf-8"))
        if kept["record"] != digest(target / NAME):
            raise ValueError
    except PanelpackError:
        return _all_of(plan, "there is no pack yet")
    except (OSError, ValueError, KeyError, TypeError):
        return _all_of(plan, "how the pack there was built is not known")
    everything = _of_all(project, plan, asked, target, record, kept)
    if not everything and kept["notes"] != _notes(published):
        everything = "the quality of the council's records changed"
    if everything:
        return _all_of(plan, everything)
    # Notebooks and commentary of reports that are not asked for bear on none that is
    differing = _changed(record["inputs"], inputs_of(project, plan))
    changed = [path for path in differing if not _is_of_one(project, plan, path) or _reports_of(project, plan, path)]
    figures = _figure_folders(project, plan.council)
    others = [path for path in changed if not path.startswith(figures) and not _is_of_one(project, plan, path)]
    if others:
        return _all_of(plan, f"changed: {some(others)}")
    stale = {}
    for name in plan.reports:
        own = [path for path in changed if name in _reports_of(project, plan, path)]
        reads = _figures_changed(published, kept["reads"].get(name))
        if record["reports"].get(name) != BUILT:
            stale[name] = "it is not in the pack, or was kept when other things changed"
        elif own:
            stale[name] = f"changed: {some(own)}"
        elif reads:
            stale[name] = f"figures changed: {some(reads, shown=3)}"
    pack = f"changed: {some(changed)}" if changed else ""
    if not pack and asked.pdf is not (target / PDF).exists():
        pack = f"{PDF} was {'not ' if asked.pdf else ''}made"
    if not pack and asked.officers and not officers_path(target).is_file():
        pack = "the page for officers is not there"
    return Freshness(stale, pack)


def keep_freshness(
    project: Project, plan: PackPlan, published: Published, asked: Asked, target: Path, reads: Reads
) -> None:
    """Keep what reports have read, for the next build to compare; of those not among them what was kept before.

    Args:
        target: the finished pack.
    """
    path = kept_in(project, plan)
    try:
        before = json.loads(path.read_text(encoding="utf-8"))["reads"]
    except (OSError, ValueError, KeyError, TypeError):
        before = {}
    for name, asked_for in reads.items():
        before[name] = {}
        for (measure, area), state in published.states.of_each(asked_for).items():
            before[name].setdefault(measure, {})[area] = state
    kept = {
        "record": digest(target / NAME),
        "asked": asked.to_json(project, plan, target),
        "installed": installed(),
        "notes": _notes(published),
        "reads": before,
    }
    write_whole(path, json.dumps(kept, ensure_ascii=False))


def installed() -> str:
    """A digest of the names and versions of everything that is installed beside this Python."""
    found = sorted(f"{item.name} {item.version}" for item in distributions())
    return sha256("\n".join(found).encode()).hexdigest()


def _of_all(
    project: Project, plan: PackPlan, asked: Asked, target: Path, record: Mapping[str, Any], kept: Mapping[str, Any]
) -> str:
    """Why all reports are stale, if they are: what bears on each of them changed."""
    now = code_digests()
    if record["code"] != now:
        return f"panelpack itself changed: {some(_changed(record['code'], now))}"
    if kept["installed"] != installed():
        return "other versions of libraries are installed"
    if kept["asked"] != asked.to_json(project, plan, target):
        return "other parameters, or other reports or years beside it"
    there = {name: sha256(content).hexdigest() for name, content in contents(target).items()}
    touched = _changed(record["files"], there)
    return f"files of the pack are not as they were built: {some(touched)}" if touched else ""


def _all_of(plan: PackPlan, why: str) -> Freshness:
    return Freshness(dict.fromkeys(plan.reports, why), why)


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Names that are new, gone, or have another digest."""
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def _figure_folders(project: Project, council: str) -> tuple[str, ...]:
    """Folders of which only the figures bear on pages, within the project."""
    folders = (*figure_folders(project, council), project.figures_of(council), project.returns_of(council))
    return tuple(f"{folder.relative_to(project.root).as_posix()}/" for folder in folders)


def _reports_of(project: Project, plan: PackPlan, path: str) -> set[str]:
    """The reports of the plan of which a file is the notebook or the commentary; none for any other file."""
    return {Path(path).stem} & set(plan.reports) if _is_of_one(project, plan, path) else set()


def _is_of_one(project: Project, plan: PackPlan, path: str) -> bool:
    """Whether a file bears on one report alone, in the plan or not: it is a notebook, or commentary on a report."""
    there = Path(project.root, path)
    own = {project.notebooks: ".ipynb", project.commentary_of(plan.council, plan.year): ".md"}
    return own.get(there.parent) == there.suffix


def _figures_changed(published: Published, kept: Mapping[str, Mapping[str, str]] | None) -> list[str]:
    """The figures that a report read and that are not as they were, in words; all, when what it read is not known."""
    if kept is None:
        return ["what it reads is not known"]
    before = {(measure, area): state for measure, areas in kept.items() for area, state in areas.items()}
    now = published.states.of_each(before)
    return list(dict.fromkeys(_words(published, read) for read, state in before.items() if now[read] != state))


def _words(published: Published, read: Read) -> str:
    measure, area = read
    if not any(read):
        return "any"
    if area in ("", STATED, OFFICIAL):
        return measure
    name = published.context.areas.name(area)
    return f"{measure} of {name}" if measure else f"those of {name}"


def _notes(published: Published) -> str:
    return sha256(repr(published.notes).encode()).hexdigest()


def kept_in(project: Project, plan: PackPlan) -> Path:
    """Where it is kept what the reports of a pack have read."""
    return project.cache / "built" / f"{plan.council}-{plan.year}-{audience()}.json"
