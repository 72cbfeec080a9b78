"""Reading text and YAML, and holding YAML against a model: every fault is named with file, line and key."""

from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from panelpack.project.errors import InputError, Problem, suggest

M = TypeVar("M", bound=BaseModel)


class _OnceLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses a key that is given twice, of which YAML would keep the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
        twice = next((key for key, _ in node.value if keys.count(key.value) > 1), None)
        if twice is not None:
            raise yaml.MarkedYAMLError(problem=f"the key {twice.value!r} is given twice", problem_mark=twice.start_mark)
        return dict(super().construct_mapping(node, deep))


def read_yaml(path: Path) -> Any:
    """The content of a YAML file.

    Raises:
        InputError: the file is missing, or is not YAML; the message names file and line.
    """
    return parse_yaml(read_text(path), str(path))


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


def parse_yaml(content: str, where: str) -> Any:
    """The content of a YAML text.

    Raises:
        InputError: it is not YAML; the message names the line.
    """
    try:
        return yaml.load(content, _OnceLoader)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        # A text that ends too early is at fault in its last line, not after it
        last = max(len(content.splitlines()), 1)
        where = f"{where}, line {min(line + 1, last)}" if line is not None else where
        raise InputError([Problem(f"not YAML: {getattr(error, 'problem', error)}", where)]) from error


def load(path: Path, model: type[M]) -> M:
    """A YAML file as a frozen model, with every fault in it collected."""
    return validate(read_yaml(path) or {}, model, str(path))


def validate(content: Any, model: type[M], where: str) -> M:
    """Check a mapping against a model; every fault becomes a problem that names its key.

    Raises:
        InputError: keys that are unknown, missing or of the wrong kind.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise InputError(
            [_problem(detail, where, _keys_at(model, detail["loc"][:-1])) for detail in error.errors()]
        ) from error


def _keys_at(model: type[BaseModel], place: tuple[Any, ...]) -> list[str]:
    """The keys that belong at a place within a model: its own, or those of the model nested there."""
    for step in place:
        field = next((item for name, item in model.model_fields.items() if step in (name, item.alias)), None)
        kinds = [field.annotation, *get_args(field.annotation)] if field else []
        model = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), model)
    return [field.alias or name for name, field in model.model_fields.items()]


def _problem(detail: Any, where: str, known: list[str]) -> Problem:
    key = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        return Problem(f"unknown key {key!r}", where, suggest(str(detail["loc"][-1]), known))
    if detail["type"] == "missing":
        return Problem(f"the key {key!r} is missing", where)
    return Problem(f"{key}: {detail['msg']}".removeprefix(": "), where)
