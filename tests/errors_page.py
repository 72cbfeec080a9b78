"""docs/errors.md, written from the code: every message that panelpack can end with, where it stands, and what to do.

`python tests/errors_page.py --write` writes the page; without `--write` it prints it.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lib" / "panelpack"
PAGE = ROOT / "docs" / "errors.md"

# From the first that an analyst meets to the last
ROOMS = {
    "commands": "Commands",
    "project": "The checkout and its files",
    "catalogue": "Measures, areas, sources and years",
    "facts": "Figures and returns",
    "disclosure": "What may be shown",
    "comparisons": "Comparisons",
    "reconciliation": "Reconciliation",
    "commentary": "Officers' words",
    "sections": "Sections of a report",
    "page": "Pieces of a page",
    "": "In a notebook",
    "packs": "Building and releasing",
    "gate": "The gate",
}
NOTES = {
    "gate": """\
A pack that the gate refuses is not put in place: the last good one stays up. Building the pack anew puts right a page
that somebody changed. Where a finding stays after that, do not publish: it is a fault of panelpack or of what the pack
is made of, and those who keep it want to know.

"""
}
NOT_FOR_READERS = {"SeveralError", "InputError", "GateError", "ContentError", "NoFigureError"}
"""They are made of problems, which stand for themselves."""

INTRODUCTION = """\
# Errors

Every message says what happened, where, and in brackets what to do. Faults of one kind are collected, so that all are
told at once. A word in square brackets stands for what differs from one time to another, such as the name of a file.
[Build packs on a schedule](schedule.md) lists the exit codes.

This page is written from the code by `python tests/errors_page.py --write`, and a test holds it to that.
"""


@dataclass(frozen=True, order=True)
class Message:
    """A message that a room can give."""

    what: str
    where: str
    todo: str


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for room, title in ROOMS.items():
        found = sorted({message for path in _modules(room) for message in messages(path)})
        if found:
            parts.append(f"## {title}\n\n{NOTES.get(room, '')}| message | where | what to do |\n|---|---|---|")
            parts[-1] += "".join(f"\n| {_cell(one.what)} | {_cell(one.where)} | {_cell(one.todo)} |" for one in found)
            parts[-1] += "\n"
    return "\n".join(parts)


def _modules(room: str) -> list[Path]:
    return sorted((PACKAGE / room).rglob("*.py")) if room else sorted(PACKAGE.glob("*.py"))


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("<", "&lt;").replace("\n", "; ").replace("*", "\\*")


def messages(path: Path) -> Iterator[Message]:
    """The messages of a module: problems, errors with words of their own, names that are not known, gate's findings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function, node in _with_functions(tree):
        words = _Words(function, tree)
        if isinstance(node, ast.Yield) and path.is_relative_to(PACKAGE / "gate"):
            for said in words.of(node.value) if isinstance(node.value, ast.Constant | ast.JoinedStr) else ():
                if " " in said:
                    yield Message(said, "the page or file", "build the pack anew")
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        given = {keyword.arg: keyword.value for keyword in node.keywords} | dict(
            zip(("what", "where", "todo"), node.args, strict=False)
        )
        if node.func.id == "Problem":
            yield from _problems(words, given)
        elif node.func.id == "unknown" and len(node.args) == 3:
            kind = words.of(node.args[0])[0]
            yield Message(
                f"there is no {kind} [{words.name(node.args[1])}]", "", "the nearest, or those that there are"
            )
        elif node.func.id in ERRORS and node.args:
            for said in words.of(node.args[0]):
                first, _, then = said.partition("\n")
                if " " in re.sub(r"\[[^]]*\]", "", first).strip(":; "):
                    yield Message(first, "", then or ("as the message says" if re.search(r"[:;] [a-z]", first) else ""))


def _problems(words: "_Words", given: dict[str | None, ast.expr]) -> Iterator[Message]:
    where, todo = (" / ".join(words.of(given[name])) if name in given else "" for name in ("where", "todo"))
    for what in words.of(given["what"]):
        # Words that another part of the code made are listed where it makes them
        if not re.fullmatch(r"\[[^]]*\]", what):
            yield Message(what, where, todo)


def _with_functions(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Each node with the innermost function around it."""

    def within(around: ast.AST, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
        for child in ast.iter_child_nodes(node):
            yield around, child
            yield from within(child if isinstance(child, ast.FunctionDef) else around, child)

    yield from within(tree, tree)


@dataclass(frozen=True)
class _Words:
    """The words of expressions within a function, what differs as a name in brackets."""

    function: ast.AST
    module: ast.Module

    def of(self, node: ast.expr | None, depth: int = 0) -> list[str]:
        """Every wording that an expression can have."""
        if isinstance(node, ast.Constant):
            return [str(node.value)]
        if isinstance(node, ast.JoinedStr):
            return ["".join(self._part(value, depth) for value in node.values)]
        if isinstance(node, ast.IfExp):
            return [*self.of(node.body, depth), *self.of(node.orelse, depth)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return [one + two for one in self.of(node.left, depth) for two in self.of(node.right, depth)]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "suggest":
            return ["the nearest, or those that there are"]
        if isinstance(node, ast.Name) and depth < 4:
            assigned = [value for value in self._assigned(node.id) if not isinstance(value, ast.Name)]
            worded = [value for value in assigned if _is_words(value)]
            if worded:
                return [words for value in worded for words in self.of(value, depth + 1)]
        return [f"[{self.name(node)}]"]

    def _part(self, value: ast.expr, depth: int) -> str:
        if isinstance(value, ast.Constant):
            return str(value.value)
        inner = value.value if isinstance(value, ast.FormattedValue) else value
        return self.of(inner, depth + 1)[0] if _is_words(inner) else f"[{self.name(inner)}]"

    def _assigned(self, name: str) -> list[ast.expr]:
        for place in (self.function, self.module):
            found = [
                node.value
                for node in ast.walk(place)
                if isinstance(node, ast.Assign)
                and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
            ]
            if found:
                return found
        return []

    def name(self, node: ast.AST | None) -> str:
        """A plain name for what differs: that of a variable, an attribute or a key."""
        if isinstance(node, ast.Name):
            return node.id.strip("_").replace("_", " ").lower()
        if isinstance(node, ast.Attribute):
            return node.attr.strip("_").replace("_", " ").lower()
        if isinstance(node, ast.Subscript):
            key = node.slice
            return (
                str(key.value)
                if isinstance(key, ast.Constant) and isinstance(key.value, str)
                else self.name(node.value)
            )
        if isinstance(node, ast.Call):
            if node.args:
                return self.name(node.args[0])
            return self.name(node.func.value if isinstance(node.func, ast.Attribute) else node.func)
        if isinstance(node, ast.GeneratorExp | ast.ListComp):
            return self.name(node.generators[0].iter)
        if isinstance(node, ast.BoolOp):
            return self.name(node.values[0])
        if isinstance(node, ast.BinOp):
            return self.name(node.left)
        if isinstance(node, ast.IfExp):
            return self.name(node.body)
        if isinstance(node, ast.Starred | ast.FormattedValue):
            return self.name(node.value)
        return "…"


def _is_words(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_words(node.body) and _is_words(node.orelse)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "suggest"
    return isinstance(node, ast.JoinedStr | ast.BinOp) or isinstance(node, ast.Constant) and isinstance(node.value, str)


def _errors() -> set[str]:
    """Names of the errors that panelpack ends in, and of those that stop a notebook."""
    found = {"PanelpackError"}
    classes = [
        node
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    while True:
        more = {one.name for one in classes if {base.id for base in one.bases if isinstance(base, ast.Name)} & found}
        if more <= found:
            return (found | {"PermissionError"}) - NOT_FOR_READERS
        found |= more


ERRORS = _errors()


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page(), encoding="utf-8", newline="\n")
    else:
        print(page())
