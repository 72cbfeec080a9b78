"""YAML that knows its lines: every fault is named with file, line and key."""

import pytest
from pydantic import BaseModel, ConfigDict

from panelpack.project.errors import InputError
from panelpack.project.yaml_files import load, parse_document


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    size: int


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    parts: dict[str, Inner] = {}
    sizes: list[int] = []


def faults(tmp_path, text):
    path = tmp_path / "a.yaml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        load(path, Outer)
    return [(problem.what.split(":")[0], problem.where.rpartition(", ")[2]) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("name: x\nnaem: y\n", [("unknown key 'naem'", "line 2")]),
        ("# a comment\nsizes: []\n", [("the key 'name' is missing", "line 2")]),
        ("name: x\nparts:\n  a:\n    size: 1\n  b:\n    size: many\n", [("parts.b.size", "line 6")]),
        (
            "name: x\nparts:\n  a:\n    sise: 1\n",
            [("unknown key 'parts.a.sise'", "line 4")],
        ),
        (
            "name: x\nparts:\n  a:\n    weight: 1\n",
            [("the key 'parts.a.size' is missing", "line 3"), ("unknown key 'parts.a.weight'", "line 4")],
        ),
        ("- name\n- x\n", [("the file", "line 1")]),
        ("name: x\nsizes:\n  - 1\n  - two\n  - 3\n", [("sizes.1", "line 4")]),
        ("name: x\nsizes: [1,\n  two]\n", [("sizes.1", "line 3")]),
        ("name: x\nname: y\n", [("not YAML", "line 2")]),
        ("name: x\nparts: [\n", [("not YAML", "line 2")]),
        ("# a comment\nname: {{ referrals }}\n", [("not YAML", "line 2")]),
    ],
)
def test_each_fault_is_named_with_the_line_of_its_key(tmp_path, text, found):
    assert faults(tmp_path, text) == found


def test_a_part_of_a_document_still_knows_its_lines():
    document = parse_document("a: 1\nb:\n  - c: 2\n  - d: 3\n", "b.yaml")
    part = document.part("b", 1)
    assert part.content == {"d": 3}
    assert part.place("d") == "b.yaml, line 4"
    assert document.place("b", 0, "gone") == "b.yaml, line 3"


def test_a_file_that_changed_is_read_again(tmp_path):
    path = tmp_path / "outer.yaml"
    path.write_text("name: a", encoding="utf-8")
    before = load(path, Outer)
    assert load(path, Outer) is before
    path.write_text("name: b", encoding="utf-8")
    assert (before.name, load(path, Outer).name) == ("a", "b")
