"""The record of a build: what a pack was made from, and the digest of each of its files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import panelpack
from panelpack.catalogue.work_programme import programme_path
from panelpack.commentary.files import paths
from panelpack.disclosure.prepare import input_paths, prepared
from panelpack.disclosure.published import Published
from panelpack.gate.own_pieces import OwnPiece, own_pieces
from panelpack.packs.plan import PackPlan
from panelpack.page.html_tree import Tree, facts_marked
from panelpack.project.checkout import Project, audience
from panelpack.project.files import digests, write_whole

NAME = "manifest.json"
_CODE = {".py", ".j2", ".css", ".json"}


def write_manifest(
    project: Project, plan: PackPlan, parameters: Mapping[str, str], folder: Path, unresolved: int
) -> None:
    """Record what a pack was built from. No clock in it: the same inputs give the same bytes.

    Args:
        unresolved: how many faults in officers' commentary its pages mark.
    """
    _write(
        folder,
        {
            "version": panelpack.__version__,
            "parameters": {"council": plan.council, "year": plan.year} | dict(parameters),
            "edition": "draft",
            "audience": audience(),
            "reports": dict.fromkeys(plan.reports, "built"),
            "commentary_faults": unresolved,
            "own_pieces": [piece.to_json() for piece in own_in(folder)],
            "inputs": digests(project.root, [*input_paths(project, plan.council), *_own_inputs(project, plan)]),
            "code": _code_digests(),
            "figures": _rows_of(folder, prepared(project, plan.council)),
        },
    )


def own_in(folder: Path) -> list[OwnPiece]:
    """What analysts put together themselves, on all pages of a pack."""
    pages = sorted(folder.glob("*.html"))
    return [piece for page in pages for piece in own_pieces(Tree(page.read_text(encoding="utf-8")), page.stem)]


def restamped(folder: Path, manifest: Mapping[str, Any], edition: str, accepted_by: str) -> None:
    """Write the record of an edition: as it was built, with its name and the digests of the stamped files.

    Args:
        accepted_by: who accepted what analysts put together themselves.
    """
    own = [{**piece, "accepted_by": accepted_by} for piece in manifest.get("own_pieces", [])]
    _write(folder, {**manifest, "edition": edition, "own_pieces": own})


def _write(folder: Path, record: Mapping[str, Any]) -> None:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != NAME]
    text = json.dumps({**record, "files": digests(folder, files)}, indent=2, ensure_ascii=False)
    write_whole(folder / NAME, f"{text}\n")


def _own_inputs(project: Project, plan: PackPlan) -> list[Path]:
    """What bears on the pages of a pack beside its figures."""
    parameters = project.parameters
    may_be_there = [project.known_differences, project.relations, programme_path(project, plan.council)]
    return [
        parameters / "councils" / f"{plan.council}.yaml",
        parameters / "years" / f"{plan.year}.yaml",
        *(parameters / name for name in ("targets.yaml", "standards.yaml", "enquiries.yaml", "front_page.yaml")),
        *(path for path in may_be_there if path.exists()),
        *(project.notebook(name) for name in plan.reports),
        *paths(project, plan.council, plan.year),
    ]


def _rows_of(folder: Path, published: Published) -> dict[str, dict[str, int]]:
    """Where each figure of the pages was read: by file, its id and line; by formula where it is calculated."""
    named: set[str] = set()
    for path in sorted(folder.glob("*.html")):
        named |= facts_marked(path.read_text(encoding="utf-8"))
    rows: dict[str, dict[str, int]] = {}
    for name in sorted(named & published.figures.keys()):
        figure = published.figures[name]
        rows.setdefault(figure.file, {})[name] = figure.line
    return rows


def _code_digests() -> dict[str, str]:
    package = Path(panelpack.__file__).parent
    return digests(package, [path for path in sorted(package.rglob("*")) if path.suffix in _CODE])
