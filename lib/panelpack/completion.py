"""Completion of names inside quotes: measures, areas and what else a call of panelpack takes, in IPython and Lab."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from IPython.core.completer import CompletionContext, SimpleCompletion, SimpleMatcherResult, context_matcher
from IPython.core.getipython import get_ipython

from panelpack.catalogue.context import Context, read_context
from panelpack.comparisons.area_names import ROLES
from panelpack.project.checkout import Project, find_project

_BY_CALL = {
    **dict.fromkeys(("stated", "supplied"), "topics"),
    **{"Report": "reports", "monitor": "reports"},
    **dict.fromkeys(("facts", "trend", "compare", "says", "summary", "headlines", "changes", "figure"), "measures"),
    **dict.fromkeys(("listed", "table", "groups", "stated_trends", "rolling"), "measures"),
    **dict.fromkeys(("scatter", "bars", "small_multiples", "explorer"), "measures"),
}
"""What a call takes without a keyword."""

_BY_KEYWORD = {
    "areas": "areas",
    "compare": "areas",
    "years": "years",
    "year": "years",
    "council": "councils",
    "source": "sources",
}
"""What a keyword of any of these calls takes."""

_NAMES: Mapping[str, Callable[[Project, Context], list[str]]] = {
    "measures": lambda _, context: list(context.catalogue.measures),
    "areas": lambda _, context: [*ROLES, *(area.name for area in context.areas.by_code.values() if not area.invented)],
    "topics": lambda _, context: list(context.catalogue.topics),
    "reports": lambda _, context: list(context.catalogue.reports),
    "sources": lambda _, context: list(context.register.sources),
    "years": lambda project, _: project.years(),
    "councils": lambda project, _: project.councils(),
}

_QUOTED = r"""(?:"[^"\n]*"|'[^'\n]*')"""
_OPEN = re.compile(r"""(?P<before>.*)(?P<quote>["'])(?P<begun>[^"'\n]*)$""", re.S)
_KEYWORD = re.compile(rf"(\w+)\s*=\s*(?:[\[(]\s*(?:{_QUOTED}\s*,\s*)*)?$")
_CALL = re.compile(r"(\w+)\s*$")


def begun(code: str) -> tuple[str, str] | None:
    """What kind of name stands in the quotes that are open at the end of some code, and how far it is written.

    >>> begun('report.trend("rerefer')
    ('measures', 'rerefer')
    >>> begun('facts("cpp_rate", areas=["Kent", "North S')
    ('areas', 'North S')
    >>> begun('print("rerefer') is None, begun('facts("cpp_rate"') is None
    (True, True)
    """
    found = _OPEN.fullmatch(code)
    if found is None or _is_closed(found["before"]):
        return None
    keyword, call = _KEYWORD.search(found["before"]), _call_around(found["before"])
    if call not in _BY_CALL:
        return None
    kind = _BY_KEYWORD.get(keyword[1]) if keyword else _BY_CALL[call]
    return (kind, found["begun"]) if kind else None


def _is_closed(before: str) -> bool:
    """Whether a quote after some code ends a text instead of beginning one."""
    return re.search("[\"']", re.sub(_QUOTED, "", before.rpartition("\n")[2])) is not None


def _call_around(before: str) -> str:
    """The name of the call whose bracket is still open at the end of some code; empty where there is none."""
    code, depth = re.sub(_QUOTED, "", before), 0
    for place in reversed(range(len(code))):
        depth += (code[place] in ")]") - (code[place] in "([")
        if depth < 0 and code[place] == "(":
            name = _CALL.search(code[:place])
            return name[1] if name else ""
        depth = max(depth, 0)
    return ""


@cache
def _known(root: Path) -> tuple[Project, Context]:
    project = Project(root)
    return project, read_context(project)


@context_matcher(identifier="panelpack.names")  # type: ignore[untyped-decorator]
def names_inside_quotes(context: CompletionContext) -> SimpleMatcherResult:
    """The names that may stand where the cursor is: those that begin so, else those that hold what is written."""
    lines = context.full_text.split("\n")[: context.cursor_line]
    found = begun("\n".join([*lines, context.text_until_cursor]))
    if found is None:
        return {"completions": []}
    kind, written = found
    names = _NAMES[kind](*_known(find_project(Path.cwd()).root))
    holding = [name for name in names if written.casefold() in name.casefold()]
    fitting = [name for name in holding if name.casefold().startswith(written.casefold())] or holding
    completions = [SimpleCompletion(name, type=kind.removesuffix("s")) for name in fitting]
    return {"completions": completions, "matched_fragment": written, "suppress": bool(completions)}


def complete_names() -> None:
    """Complete names inside quotes in the IPython that runs, if one does."""
    shell = get_ipython()
    if shell is not None and names_inside_quotes not in shell.Completer.custom_matchers:
        shell.Completer.custom_matchers.append(names_inside_quotes)
