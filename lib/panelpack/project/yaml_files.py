"""Reading text and YAML, and holding YAML against a model: every fault is named with file, line and key."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from panelpack.project.errors import InputError, Problem, suggest

M = TypeVar("M", bound=BaseModel)


class _OnceLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses a key that is given twice, of which YAML would keep the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue  # no key of a mapping: what YAML itself says of it names the line
            if key.value in seen:
                what = f"the key {key.value!r} is given twice"
                raise yaml.MarkedYAMLError(problem=what, problem_mark=key.start_mark)
            if key.tag != "tag:yaml.org,2002:merge":
                seen.add(key.value)
        return dict(super().construct_mapping(node, deep))


@dataclass(frozen=True, eq=False)
class Document:
    """A YAML text: what it holds, how messages name it, and on which line each key stands."""

    where: str
    content: Any
    root: yaml.Node | None = None

    def place(self, *keys: str | int) -> str:
        """File and line of a key, by the keys that lead to it; of the nearest one there is, where it is missing."""
        return self.where if self.root is None else f"{self.where}, line {_line(self.root, keys)}"

    def part(self, *keys: str | int) -> "Document":
        """What stands under some keys, as a document of its own that still knows its lines."""
        content, node = self.content, self.root
        for key in keys:
            content, node = content[key], _under(node, key)
        return Document(self.where, content, node)

    def holding(self, content: Any) -> "Document":
        """The same place with other content, such as what it says and what goes without saying."""
        return Document(self.where, content, self.root)

    def check(self, model: type[M]) -> M:
        """What it holds as a frozen model.

        Raises:
            InputError: keys that are unknown, missing or of the wrong kind: each with its line.
        """
        try:
            return model.model_validate(self.content or {})
        except ValidationError as error:
            raise InputError([_problem(found, self.place(*found["loc"]), model) for found in error.errors()]) from error


def _under(node: yaml.Node | None, key: str | int) -> yaml.Node | None:
    """The node of a key's value; None where it cannot be told, as behind a merge."""
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == str(key)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key]  # type: ignore[no-any-return]
    return None


def _line(node: yaml.Node, keys: Sequence[str | int]) -> int:
    """The line, from 1, of what keys lead to, as far as they lead."""
    line = node.start_mark.line
    for step in keys:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return int(line) + 1


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        InputError: the file is missing or not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InputError([Problem("the file is not there", str(path))]) from error
    except UnicodeDecodeError as error:
        raise InputError([Problem("the file is not UTF-8", str(path), "save it as UTF-8")]) from error


def read_document(path: Path, where: str = "") -> Document:
    """A YAML file with its lines.

    Args:
        where: how messages name it; the path when not given.

    Raises:
        InputError: the file is missing, or is not YAML; the message names file and line.
    """
    return parse_document(read_text(path), where or str(path))


def parse_document(text: str, where: str) -> Document:
    """A YAML text with its lines.

    Raises:
        InputError: it is not YAML; the message names the line.
    """
    try:
        loader = _OnceLoader(text)
        root = loader.get_single_node()
        return Document(where, None if root is None else loader.construct_document(root), root)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        # A text that ends too early is at fault in its last line, not after it
        last = max(len(text.splitlines()), 1)
        where = f"{where}, line {min(line + 1, last)}" if line is not None else where
        raise InputError([Problem(f"not YAML: {getattr(error, 'problem', error)}", where)]) from error


def read_yaml(path: Path) -> Any:
    """The content of a YAML file.

    Raises:
        InputError: the file is missing, or is not YAML; the message names file and line.
    """
    return read_document(path).content


def load(path: Path, model: type[M]) -> M:
    """A YAML file as a frozen model, with every fault in it collected.

    Raises:
        InputError: the file is missing or not YAML, or keys are unknown, missing or of the wrong kind.
    """
    return read_document(path).check(model)


def validate(content: Any, model: type[M], where: str) -> M:
    """Check what stands in no file of its own against a model; every fault becomes a problem that names its key.

    Raises:
        InputError: keys that are unknown, missing or of the wrong kind.
    """
    return Document(where, content).check(model)


def _problem(found: Any, where: str, model: type[BaseModel]) -> Problem:
    key = ".".join(str(part) for part in found["loc"])
    if found["type"] == "extra_forbidden":
        known = _keys_at(model, found["loc"][:-1])
        return Problem(f"unknown key {key!r}", where, suggest(str(found["loc"][-1]), known))
    if found["type"] == "missing":
        return Problem(f"the key {key!r} is missing", where)
    return Problem(f"{key}: {found['msg']}".removeprefix(": "), where)


def _keys_at(model: type[BaseModel], place: tuple[Any, ...]) -> list[str]:
    """The keys that belong at a place within a model: its own, or those of the model nested there."""
    for step in place:
        field = next((item for name, item in model.model_fields.items() if step in (name, item.alias)), None)
        kinds = [field.annotation, *get_args(field.annotation)] if field else []
        model = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), model)
    return [field.alias or name for name, field in model.model_fields.items()]
