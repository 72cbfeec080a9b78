"""What stands in a notebook: its cells, its headings, and what its code passes to the report."""

import ast
import json
import re
from pathlib import Path


def cells_of(notebook: Path) -> list[tuple[str, str]]:
    """Kind and source of a notebook's cells. A notebook is JSON: nbformat would take a second to import in each run."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    return [(cell["cell_type"], "".join(cell["source"])) for cell in content["cells"]]


def headings_of(notebook: Path) -> list[str]:
    """The words of a notebook's headings, in their order."""
    markdown = "\n".join(source for kind, source in cells_of(notebook) if kind == "markdown")
    return re.findall(r"^#+ (.+)$", markdown, re.M)


def given_to(notebook: Path, method: str) -> list[list[str]]:
    """The texts that a notebook's code passes to each call of a method, such as `commentary` of `report.commentary`."""
    calls = (call for kind, source in cells_of(notebook) if kind == "code" for call in _calls(source))
    return [texts for name, texts in calls if name == method]


def given(notebook: Path) -> list[str]:
    """Every text that a notebook's code passes to a call of a method, each once."""
    calls = (call for kind, source in cells_of(notebook) if kind == "code" for call in _calls(source))
    return list(dict.fromkeys(text for _, texts in calls for text in texts))


def given_beside(notebook: Path, method: str, text: str) -> list[str]:
    """The texts that code passes to any call in the cell in which a method is called with a text.

    So `report.commentary("Health")` leads to what stands above it in its section.
    """
    for kind, source in cells_of(notebook):
        calls = _calls(source) if kind == "code" else []
        if any(name == method and text in texts for name, texts in calls):
            return [one for _, texts in calls for one in texts if one != text]
    return []


def _calls(source: str) -> list[tuple[str, list[str]]]:
    """The methods that a cell calls, in their order, each with the texts that it passes."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:  # the run of the notebook names the cell
        return []
    found = []
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            values = [item.value for item in node.args if isinstance(item, ast.Constant)]
            found.append((node.func.attr, [value for value in values if isinstance(value, str)]))
    return found
