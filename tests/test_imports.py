"""The one-way order of the modules: each imports only from those before it."""

import ast
from pathlib import Path

import panelpack

ORDER = [
    "errors",
    "rounding",
    "reading",
    "settings",
    "periods",
    "areas",
    "sources",
    "sources.register",
    "sources.figures",
    "sources.workbook",
    "sources.ees",
    "units",
    "measures",
    "catalogue",
    "domains.safeguarding",
    "domains.feedback",
    "domains.finance",
    "domains.police",
    "domains",
    "identities",
    "checks",
    "facts",
    "published",
    "equations",
    "audit",
    "suppression",
    "carriers",
    "disclosure",
    "chance",
    "comparisons",
    "style",
    "markup",
    "drawing",
    "charts",
    "tables",
    "narrative",
    "glossary",
    "prepare",
    "private",
    "refresh",
    "forms",
    "scope",
    "references",
    "differences",
    "findings",
    "recompute",
    "relations",
    "restated",
    "series",
    "reconcile",
    "known",
    "revisions",
    "summary",
    "blocks",
    "reconciliation",
    "topics",
    "trajectories",
    "rolling",
    "sparks",
    "monitor",
    "enquiries",
    "programme",
    "agenda",
    "overview",
    "matter",
    "quotations",
    "prose",
    "typed",
    "guesses",
    "passages",
    "commentary",
    "report",
    "build",
    "build.plan",
    "build.run",
    "build.accessible",
    "build.downloads",
    "build.render",
    "build.publish",
    "build.identifiers",
    "build.checked",
    "build.marks",
    "build.drawings",
    "build.gate",
    "build.coverage",
    "build.front",
    "build.reconciliation",
    "trace",
    "build.pack",
    "build.release",
    "cli",
]
"""Every module, before those that may import it. The package itself is left out: it only hands `Report` on."""

PACKAGE = Path(panelpack.__file__).parent


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules() -> dict[str, Path]:
    return {name: path for path in sorted(PACKAGE.rglob("*.py")) if (name := module_name(path))}


def imported(source: str, known: set[str]) -> set[str]:
    """Modules of the package that a source text imports; the package itself counts as `report`, which it hands on."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write the import out, from panelpack"
            below = {f"{node.module}.{alias.name}" for alias in node.names}
            submodules = {name for name in below if name.removeprefix("panelpack.") in known}
            found |= submodules or {str(node.module)}
    ours = {name for name in found if name.split(".")[0] == "panelpack"}
    return {name.removeprefix("panelpack.") if name != "panelpack" else "report" for name in ours}


def offenders(imports: dict[str, set[str]]) -> list[str]:
    place = {name: number for number, name in enumerate(ORDER)}
    return [
        f"panelpack.{name} imports panelpack.{other}, which does not come before it"
        for name in imports
        for other in sorted(imports[name])
        if place.get(other, len(ORDER)) >= place.get(name, 0)
    ]


def test_every_module_has_its_place_in_the_order():
    assert sorted(ORDER) == sorted(modules()), "write a new module into ORDER, after all that it imports"


def test_each_module_imports_only_from_those_before_it():
    known = modules()
    imports = {name: imported(path.read_text(encoding="utf-8"), set(known)) for name, path in known.items()}
    found = offenders(imports)
    assert not found, "\n".join(found)


def test_an_import_against_the_order_is_found_in_each_of_its_forms():
    forms = ["from panelpack.facts import KEY", "from panelpack import facts", "import panelpack.facts"]
    for form in [*forms, "def late():\n    from panelpack.facts import KEY"]:
        assert offenders({"errors": imported(form, {"facts"})}) == [
            "panelpack.errors imports panelpack.facts, which does not come before it"
        ]


def test_an_import_of_the_package_itself_is_one_of_the_report():
    assert imported("import panelpack", set()) == {"report"}
