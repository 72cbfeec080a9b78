"""YAML as a tree of nodes that know their lines: of a size to be read, each key once, every fault with its line."""

from typing import Any

import yaml

from panelpack.project.errors import InputError, Problem

MOST_BYTES = 2_000_000
"""Larger files are refused before they are read: no file of a project is near it."""

_MOST_DEEP, _MOST_NODES = 40, 200_000
_TODO = {
    "found character that cannot start any token": "set lines in by spaces, never by a tab, and put a value that "
    "begins with a sign such as % or @ in quotes",
    "could not find expected ':'": "write KEY: value, with a colon and a space",
    "mapping values are not allowed in this context": "put a value that holds a colon in quotes, or set the line in as "
    "those beside it",
    "did not find expected key": "set the line in as those beside it, and look for a quote that is not closed",
    "did not find expected ',' or '}'": "close what was opened by {",
    "did not find expected ',' or ']'": "close what was opened by [",
    "found unexpected end of stream": "close the quotes",
    "did not find expected '-' indicator": "begin each line of a list with a hyphen, set in as those beside it",
    "found undefined alias": "put a value that begins with * in quotes",
    "but found another document": "leave out the line ---",
}


class _OnceLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses a key that is given twice, of which YAML would keep the last in silence; every fault has its line."""

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

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, OverflowError) as error:
            # Such as a date of month 13, which YAML takes for a date by its form
            what = f"a value that there is not: {error}"
            raise yaml.MarkedYAMLError(problem=what, problem_mark=node.start_mark) from error


def loaded(text: str, where: str) -> tuple[Any, yaml.Node | None]:
    """What a YAML text holds, and its tree of nodes; None where it is empty.

    Raises:
        InputError: it is not YAML, or unfolds to more than can be read: one problem, with the line.
    """
    try:
        _refuse_much(text, where)
        loader = _OnceLoader(text)
        root = loader.get_single_node()
        return (None if root is None else loader.construct_document(root)), root
    except yaml.YAMLError as error:
        raise InputError([_not_yaml(error, text, where)]) from error


def refuse_size(size: int, where: str) -> None:
    """Refuse a file of text that is far too large.

    Raises:
        InputError: it is larger than `MOST_BYTES`.
    """
    if size > MOST_BYTES:
        raise InputError([Problem(f"the file has {size / 1e6:,.0f} MB", where, "look whether it is the right file")])


def _refuse_much(text: str, where: str) -> None:
    """Refuse a text that is nested too deep, or whose aliases stand for too much, before a tree is made of it.

    Raises:
        InputError: it is.
    """
    refuse_size(len(text), where)
    sizes: dict[str, int] = {}
    within: list[tuple[str | None, int]] = [(None, 0)]
    for event in yaml.parse(text, Loader=_OnceLoader):
        line = f"{where}, line {event.start_mark.line + 1}" if event.start_mark else where
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            within.append((event.anchor, 1))
            if len(within) > _MOST_DEEP:
                raise InputError([Problem("nested too deep to be read", line, "look for brackets that are not closed")])
            continue
        anchor, size = None, 0
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            anchor, size = within.pop()
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor in [name for name, _ in within]:
                raise InputError([Problem("a value that holds itself", line, "write the value out")])
            size = sizes.get(event.anchor or "", 1)
        elif isinstance(event, yaml.ScalarEvent):
            anchor, size = event.anchor, 1
        if anchor is not None:
            sizes[anchor] = size
        within[-1] = (within[-1][0], within[-1][1] + size)
        if within[-1][1] > _MOST_NODES:
            raise InputError([Problem("it holds more than can be read", line, "look whether it is the right file")])


def _not_yaml(error: yaml.YAMLError, text: str, where: str) -> Problem:
    """The one problem of a text that is not YAML."""
    said = str(getattr(error, "problem", None) or str(error).partition("\n")[0])
    # Of a key without a colon YAML names the line after it; it began where its context did
    mark = getattr(error, "context_mark" if said.startswith("could not find") else "problem_mark", None)
    # A text that ends too early is at fault in its last line, not after it
    last = max(len(text.splitlines()), 1)
    place = f"{where}, line {min(mark.line + 1, last)}" if mark is not None else where
    return Problem(f"not YAML: {said}", place, _TODO.get(said, ""))
