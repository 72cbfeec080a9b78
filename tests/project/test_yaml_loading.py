"""YAML that is at fault in one place gives one message, and none of any size keeps a command busy."""

import time

import pytest

from panelpack.project.errors import InputError
from panelpack.project.yaml_files import parse_document, read_document
from panelpack.project.yaml_loading import MOST_BYTES

NINES = "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9))


def fault(text):
    with pytest.raises(InputError) as caught:
        parse_document(text, "a.yaml")
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "line", "todo"),
    [
        ("a:\n\tb: 1\nc: 2\n", 2, "by spaces"),
        ("a: 1\nb 2\nc: 3\n", 2, "write KEY: value"),
        ("a: 1\nb: x: y\n", 2, "in quotes"),
        ("a: 1\nb: 2\na: 3\n", 3, ""),
        ('a: 1\nb: "x\nc: 2\n', 3, "close the quotes"),
        ("a:\n  b: 1\n c: 2\n", 3, "as those beside it"),
        ("a: 1\nb: {c: 1\n", 2, "close what was opened"),
        ("a: 1\nb: %c\n", 2, "in quotes"),
        ("a: 1\nb: 2023-13-01\n", 2, ""),
        ("a: 1\nb: *c\n", 2, "in quotes"),
        ("a: 1\n---\nb: 2\n", 2, "leave out the line ---"),
        ("a: &a [*a]\n", 1, "write the value out"),
    ],
)
def test_one_slip_is_one_message_with_its_line_and_what_to_do(text, line, todo):
    problem = fault(text)
    assert problem.where == f"a.yaml, line {line}"
    assert todo in problem.todo


@pytest.mark.parametrize(
    "text",
    [
        f"a: &a [{', '.join('x' * 9)}]\n{NINES}",
        "[" * 100_000,
        "".join(f"{' ' * depth}a:\n" for depth in range(1_000)),
        "- a\n" * 450_000,
        f"a: {'x' * MOST_BYTES}\n",
    ],
    ids=["aliases of aliases", "brackets", "keys", "lines", "bytes"],
)
def test_what_would_unfold_to_much_is_refused_at_once(text):
    started = time.monotonic()
    fault(text)
    assert time.monotonic() - started < 5


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError, match=r"the file has 50 MB"):
        read_document(path)


def test_an_alias_and_a_merge_of_a_sensible_size_are_read():
    found = parse_document("a: &a {b: 1}\nc: {<<: *a, d: 2}\ne: [*a, *a]\n", "a.yaml")
    assert found.content == {"a": {"b": 1}, "c": {"b": 1, "d": 2}, "e": [{"b": 1}, {"b": 1}]}
