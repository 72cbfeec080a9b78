"""Reading text and YAML, and holding YAML against a model: every fault is named with file, line and key."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from panelpack.project.errors import InputError, Problem, suggest
from panelpack.project.yaml_loading import loaded, refuse_size

M = TypeVar("M", bound=BaseModel)


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
            faults = _without_echoes(error.errors())
            raise InputError([_problem(found, self.place(*found["loc"]), model) for found in faults]) from error


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
        InputError: the file is missing, far too large, or not UTF-8.
    """
    try:
        refuse_size(path.stat().st_size, str(path))
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InputError([Problem("the file is not there", str(path), "take it from git, or write it")]) from error
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
        InputError: it is not YAML, or unfolds to more than can be read; the message names the line.
    """
    content, root = loaded(text, where)
    return Document(where, content, root)


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
    found: M = _loaded(read_text(path), str(path), model)
    return found


@lru_cache(maxsize=512)
def _loaded(text: str, where: str, model: type[M]) -> M:
    """A text as a model, which is frozen: a build reads most files once a report, and they stay as they are."""
    return parse_document(text, where).check(model)


def validate(content: Any, model: type[M], where: str) -> M:
    """Check what stands in no file of its own against a model; every fault becomes a problem that names its key.

    Raises:
        InputError: keys that are unknown, missing or of the wrong kind.
    """
    return Document(where, content).check(model)


def _without_echoes(faults: Sequence[Any]) -> list[Any]:
    """Faults without a missing key where one beside it is that key misspelt: a slip is told once."""
    misspelt = set()
    for found in faults:
        if found["type"] == "extra_forbidden":
            *above, key = found["loc"]
            missing = [
                item["loc"][-1] for item in faults if item["type"] == "missing" and item["loc"][:-1] == tuple(above)
            ]
            near = get_close_matches(str(key), [str(name) for name in missing], n=1)
            misspelt |= {(*above, name) for name in near}
    return [found for found in faults if found["type"] != "missing" or found["loc"] not in misspelt]


def _problem(found: Any, where: str, model: type[BaseModel]) -> Problem:
    key = ".".join(str(part) for part in found["loc"])
    if found["type"] == "extra_forbidden":
        known = _keys_at(model, found["loc"][:-1])
        return Problem(f"unknown key {key!r}", where, suggest(str(found["loc"][-1]), known))
    if found["type"] == "missing":
        return Problem(f"the key {key!r} is missing", where, f"write a line {found['loc'][-1]}: …")
    said = _IN_WORDS.get(found["type"], found["msg"].removeprefix("Value error, "))
    return Problem(f"{key or 'the file'}: {said}", where)


_KEYS = "not lines of KEY: value"
_IN_WORDS = {
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float"), "not a whole number"),
    **dict.fromkeys(("float_parsing", "float_type"), "not a number"),
    **dict.fromkeys(("bool_parsing", "bool_type"), "neither true nor false"),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), "not a date such as 2023-10-19"),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type", "mapping_type"), _KEYS),
    **dict.fromkeys(("tuple_type", "list_type"), "not a list, of which each line begins with a hyphen"),
    "string_type": "not words; put a number, a date, yes or no in quotes",
}
"""What is wrong with a value, in words, by the kind of fault that pydantic names."""


def _keys_at(model: type[BaseModel], place: tuple[Any, ...]) -> list[str]:
    """The keys that belong at a place within a model: its own, or those of the model nested there."""
    for step in place:
        field = next((item for name, item in model.model_fields.items() if step in (name, item.alias)), None)
        kinds = [field.annotation, *get_args(field.annotation)] if field else []
        model = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), model)
    return [field.alias or name for name, field in model.model_fields.items()]
