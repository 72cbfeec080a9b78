"""Is an edition what was signed? Held against the ledger, the record of its pack, and git."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from panelpack.disclosure.ledger import Released, read_ledger, released
from panelpack.packs.editions import edition_folder, editions_in, finish_releases
from panelpack.packs.git import RETURNS, commit_of, digests_at, text_at
from panelpack.packs.manifest import NAME as MANIFEST
from panelpack.packs.manifest import code_in_project, contents, read_record
from panelpack.packs.publish import lock_of
from panelpack.project.checkout import Project
from panelpack.project.errors import PanelpackError, some, unknown
from panelpack.project.locks import locked

_LOCK = "requirements.lock"


@dataclass
class Proof:
    """What is proven of an edition, what could not be looked at here, and what is not as it was signed."""

    edition: Released
    proven: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether everything is proven."""
        return not (self.open or self.broken)


def verify(project: Project, council: str, year: str = "", pack: Path | None = None) -> list[Proof]:
    """A proof of each edition of a council, or of those of one year.

    Args:
        pack: a folder that holds the pack of the newest of these editions, such as a copy that was published; the
            editions that are kept in `rendered/` when not given.

    Raises:
        InputError: the ledger is not as it was entered, by line.
        PanelpackError: nothing was released.
    """
    project.council(council)
    path = project.ledger_of(council)
    read_ledger(path)
    if year and year not in project.years():
        raise unknown("year", year, project.years())
    for folder in (project.rendered / council / label for label in project.years()):
        if (folder / "editions").is_dir():
            with locked(lock_of(folder), f"verifying {folder}"):
                finish_releases(folder, path)
    found = [item for item in released(path) if not year or item.name.startswith(f"{year} ")]
    if not found:
        raise PanelpackError(f"no edition of {' '.join(filter(None, (council, year)))} was released")
    proofs = [Proof(item) for item in found]
    for proof in proofs:
        label = proof.edition.name.partition(" ")[0]
        is_newest = proof is proofs[-1]
        kept = edition_folder(project.rendered / council / label, proof.edition.name)
        _prove(project, proof, pack if pack is not None and is_newest else kept)
        _prove_ledger(project, council, proof)
    proofs[-1].broken += _strangers(project, council, found)
    return proofs


def _prove(project: Project, proof: Proof, folder: Path) -> None:
    """Hold a pack against its record, its record against the ledger, and what it was made of against git."""
    if not (folder / MANIFEST).is_file():
        proof.open.append(f"the pack: there is none at {folder}")
        return
    digest = sha256((folder / MANIFEST).read_bytes()).hexdigest()
    if digest != proof.edition.pack_sha256:
        proof.broken.append(f"{folder / MANIFEST} is not the record that was released")
        return
    record = read_record(folder)
    files = {name: sha256(content).hexdigest() for name, content in contents(folder).items()}
    wrong = sorted(
        name for name in files.keys() | record["files"].keys() if files.get(name) != record["files"].get(name)
    )
    proof.broken += [f"{folder / name} is not the file that was released" for name in wrong]
    if not wrong:
        proof.proven.append(f"its {len(files)} files and their record")
    _prove_origin(project, proof, record)


def _prove_origin(project: Project, proof: Proof, record: Mapping[str, Any]) -> None:
    """Hold what an edition was made of against the commit that its record names."""
    commit = str(record.get("commit", ""))
    if not commit or not digests_at(project.root, commit, record["inputs"]):
        named = f"commit {commit[:12]}, which is not in this repository" if commit else "it was released outside git"
        proof.open.append(f"what it was made of: {named}")
        return
    code = code_in_project(project.root, record["code"])
    inputs = {name: digest for name, digest in record["inputs"].items() if not name.startswith(f"{RETURNS}/")}
    if len(inputs) < len(record["inputs"]):
        proof.open.append("the council's own records: git never keeps them")
    made_of = {**inputs, **{code[name]: digest for name, digest in record["code"].items() if name in code}}
    then, loose = digests_at(project.root, commit, made_of), set(record.get("uncommitted", []))
    differ = sorted(name for name, digest in made_of.items() if then.get(name) != digest)
    late = [name for name in differ if name in loose]
    if late:
        proof.open.append(f"{some(late)}: not committed when the edition was released")
    proof.broken += [
        f"{name} at commit {commit[:12]} is not what it was made of" for name in differ if name not in loose
    ]
    if not differ:
        proof.proven.append(f"the {len(made_of)} files that it was made of, as commit {commit[:12]} has them")
    if len(code) < len(record["code"]):
        proof.open.append(f"panelpack {record['version']} itself: its files are not in this repository")
    proof.open += _other_versions(text_at(project.root, commit, _LOCK), record.get("versions", {}))


def _other_versions(lock: str | None, versions: Mapping[str, str]) -> Iterator[str]:
    """Packages that were in other versions than those that the lock pins."""
    if lock is None:
        yield f"the versions of packages: there is no {_LOCK}"
        return
    pinned = {name: set(re.findall(rf"(?m)^{re.escape(name)}==([^\s;\\]+)", lock)) for name in versions}
    for name, version in versions.items():
        if name != "python" and version not in pinned[name]:
            yield f"{name} was {version}, which {_LOCK} does not pin"


def _prove_ledger(project: Project, council: str, proof: Proof) -> None:
    """Hold the rows of an edition against the ledger that is committed."""
    path = project.ledger_of(council)
    name = path.relative_to(project.root).as_posix()
    committed = text_at(project.root, commit_of(project.root), name)
    if committed is None or f",{proof.edition.name}," not in committed:
        proof.open.append(f"its rows in {name}: they are not committed")
    elif not path.read_text(encoding="utf-8").startswith(committed):
        proof.broken.append(f"{name} no longer begins with what is committed of it")
    else:
        proof.proven.append(f"its {proof.edition.figures} rows in {name}, as they are committed")


def _strangers(project: Project, council: str, found: list[Released]) -> Iterator[str]:
    """Editions that are kept, of the same years, and that the ledger does not hold."""
    names = {item.name for item in found}
    for year in sorted({item.name.partition(" ")[0] for item in found}):
        pack = project.rendered / council / year
        places = {edition_folder(pack, name) for name in names if name.startswith(f"{year} ")}
        yield from (
            f"{folder} is no edition that the ledger holds" for folder in editions_in(pack) if folder not in places
        )
