"""The record of a build: what a pack was made from, and the digest of each of its files."""

import json
from collections.abc import Collection, Mapping
from hashlib import sha256
from importlib.metadata import requires, version
from pathlib import Path
from platform import python_version
from re import match
from typing import Any

import panelpack
from panelpack.catalogue.work_programme import programme_path
from panelpack.commentary.files import paths
from panelpack.disclosure.own_records import digests_of_records
from panelpack.disclosure.prepare import input_paths, prepared
from panelpack.disclosure.published import Published
from panelpack.gate.own_pieces import OwnPiece, own_pieces
from panelpack.gate.pack_files import files_of
from panelpack.packs.git import commit_of, uncommitted
from panelpack.packs.plan import PackPlan
from panelpack.page.html_tree import Tree, facts_marked
from panelpack.project.checkout import Project, audience
from panelpack.project.errors import PanelpackError
from panelpack.project.files import digests, write_whole

NAME = "manifest.json"
BUILT, KEPT = "built", "kept"
"""How a report came into a pack: built with it, or kept from a build before, of which the inputs were others."""

_CODE = {".py", ".j2", ".css", ".json"}


def write_manifest(
    project: Project, plan: PackPlan, parameters: Mapping[str, str], folder: Path, unresolved: int, before: Path
) -> None:
    """Record what a pack was built from. No clock in it: the same inputs give the same bytes.

    Args:
        unresolved: how many faults in officers' commentary its pages mark.
        before: the pack whose place it takes, from which the pages of other reports were kept.
    """
    reports = _reports(project, plan, folder, before)
    built = PackPlan(plan.council, plan.year, tuple(name for name, how in reports.items() if how == BUILT))
    record = {
        "version": panelpack.__version__,
        "parameters": {"council": plan.council, "year": plan.year} | dict(parameters),
        "edition": "draft",
        "audience": audience(),
        "reports": reports,
        "commentary_faults": unresolved,
        "own_pieces": [piece.to_json() for piece in own_in(contents(folder))],
        "inputs": inputs_of(project, built),
        "code": code_digests(),
        "figures": _rows_of(folder, prepared(project, plan.council)),
        "files": digests(folder, [path for path in files_of(folder) if path.name != NAME]),
    }
    write_whole(folder / NAME, written(record))


def written(record: Mapping[str, Any]) -> str:
    """The text of a record."""
    return f"{json.dumps(record, indent=2, ensure_ascii=False)}\n"


def read_record(folder: Path) -> dict[str, Any]:
    """The record of a pack.

    Raises:
        PanelpackError: there is no pack, or its record is none.
    """
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if isinstance(found, dict) and isinstance(found["files"], dict) and isinstance(found["parameters"], dict):
            return found
    except FileNotFoundError:
        raise PanelpackError(f"no pack at {folder}: build it first") from None
    except (OSError, ValueError, KeyError):
        pass
    raise PanelpackError(f"{folder / NAME} is no record of a build: build the pack anew")


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a pack but for its record, by path."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files_of(folder)}
    return {name: content for name, content in files.items() if name != NAME}


def _reports(project: Project, plan: PackPlan, folder: Path, before: Path) -> dict[str, str]:
    """The reports of a pack and how each came into it. Those kept count as built where nothing else has changed."""
    kept = [path.stem for path in sorted(folder.glob("*.html")) if project.notebook(path.stem).exists()]
    kept = [name for name in kept if name not in plan.reports]
    found = dict.fromkeys(plan.reports, BUILT)
    if kept:
        record = read_record(before)
        then, now = record.get("inputs", {}), inputs_of(project, PackPlan(plan.council, plan.year, tuple(kept)))
        commentary = project.commentary_of(plan.council, plan.year).relative_to(project.root)
        built_anew = {(commentary / f"{name}.md").as_posix() for name in plan.reports}
        is_same = record.get("code") == code_digests()
        is_same &= all(then.get(name) == now[name] for name in now.keys() - built_anew)
        found |= {name: record["reports"].get(name, KEPT) if is_same else KEPT for name in kept}
    return found


def own_in(files: Mapping[str, bytes]) -> list[OwnPiece]:
    """What analysts put together themselves, on all pages of a pack.

    Args:
        files: those of the pack, by path.
    """
    pages = [(name.removesuffix(".html"), text) for name, text in sorted(files.items()) if name.endswith(".html")]
    return [piece for name, text in pages for piece in own_pieces(Tree(text.decode("utf-8")), name)]


def edition_record(
    project: Project, draft: Mapping[str, Any], edition: str, accepted_by: str, files: Mapping[str, bytes]
) -> dict[str, Any]:
    """The record of an edition: as its draft was built, with its name, what git knows of it, and the stamped files.

    Args:
        accepted_by: who accepted what analysts put together themselves.
        files: the stamped files, by their path in the pack.
    """
    root = project.root
    inputs = [path for path in draft["inputs"] if (root / path).is_file()]
    code = code_in_project(root, draft["code"]).values()
    return {
        **draft,
        "edition": edition,
        "own_pieces": [{**piece, "accepted_by": accepted_by} for piece in draft.get("own_pieces", [])],
        "draft": sha256(written(draft).encode("utf-8")).hexdigest(),
        "commit": commit_of(root),
        "uncommitted": uncommitted(root, [*inputs, *code]),
        "versions": versions(),
        "files": {name: sha256(content).hexdigest() for name, content in sorted(files.items())},
    }


def inputs_of(project: Project, plan: PackPlan) -> dict[str, str]:
    """The digests of everything that bears on the pages of a pack, by path within the project."""
    parameters = project.parameters
    may_be_there = [
        project.known_differences,
        project.relations,
        programme_path(project, plan.council),
        project.root / "requirements.lock",
    ]
    own = [
        parameters / "councils" / f"{plan.council}.yaml",
        parameters / "years" / f"{plan.year}.yaml",
        *(parameters / name for name in ("targets.yaml", "standards.yaml", "enquiries.yaml", "front_page.yaml")),
        *(path for path in may_be_there if path.exists()),
        *(project.notebook(name) for name in plan.reports),
        *paths(project, plan.council, plan.year),
    ]
    records = digests_of_records(project, plan.council)
    return {**digests(project.root, [*input_paths(project, plan.council), *own]), **records}


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


def code_digests() -> dict[str, str]:
    """The digests of panelpack's own files, by path within the package."""
    package = Path(panelpack.__file__).parent
    return digests(package, [path for path in sorted(package.rglob("*")) if path.suffix in _CODE])


def code_in_project(root: Path, names: Collection[str]) -> dict[str, str]:
    """Where the files of the package stand in the project, by their path in the package; none where it is elsewhere."""
    package, root = Path(panelpack.__file__).resolve().parent, root.resolve()
    if not package.is_relative_to(root):
        return {}
    there = package.relative_to(root)
    return {name: (there / name).as_posix() for name in names if (package / name).is_file()}


def versions() -> dict[str, str]:
    """The versions of Python and of the packages that panelpack names."""
    names = [match(r"[\w-]+", line) for line in requires("panelpack") or [] if "extra ==" not in line]
    return {"python": python_version(), **{name[0]: version(name[0]) for name in names if name is not None}}
