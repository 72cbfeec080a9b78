"""Every text file in git is UTF-8 with LF, and all that lib writes says its encoding and how its lines end."""

import ast
import subprocess

import pytest

AS_THE_DEPARTMENT_HAS_IT = {"tests/data/ees/plans.csv"}


@pytest.fixture(scope="module")
def tracked(project):
    """Where git keeps each file, with what it found its lines to end in: `i/lf w/lf attr/text=auto eol=lf`, path."""
    said = subprocess.run(
        ["git", "ls-files", "--eol", "-z"], cwd=project.root, capture_output=True, check=False, encoding="utf-8"
    )
    if said.returncode:
        pytest.skip("this is no git checkout")
    return dict(reversed(line.split("\t")) for line in said.stdout.split("\0") if line)


def test_text_in_git_ends_its_lines_with_lf_and_is_told_to_on_every_platform(tracked):
    wrong = {path for path, about in tracked.items() if about.startswith(("i/crlf", "i/mixed"))}
    assert wrong == AS_THE_DEPARTMENT_HAS_IT
    told = [path for path, about in tracked.items() if "i/lf" in about and "eol=lf" not in about]
    assert told == []


def test_text_in_git_is_utf_8_without_a_mark(project, tracked):
    texts = {path for path, about in tracked.items() if not about.startswith("i/-text")}
    assert len(texts) > 700
    for path in texts - AS_THE_DEPARTMENT_HAS_IT:
        if (project.root / path).is_file():  # not where it is about to be removed
            content = (project.root / path).read_bytes()
            content.decode("utf-8")
            assert not content.startswith(b"\xef\xbb\xbf"), path


# Each of these is written anew with the builder's next change


def calls(project):
    for path in sorted((project.root / "lib" / "panelpack").rglob("*.py")):
        place = path.relative_to(project.root / "lib" / "panelpack").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield f"{place}:{node.lineno}", name, node


def test_what_lib_writes_states_how_its_lines_end_and_in_which_encoding(project):
    """Where nothing is stated, Windows writes its own line ends, and its own encoding in older Pythons."""
    wanted = {"write_text": {"encoding", "newline"}, "to_csv": {"lineterminator"}, "writer": {"lineterminator"}}
    wanted |= {"DictWriter": {"lineterminator"}, "fdopen": {"encoding", "newline"}}
    missing = {
        where
        for where, name, node in calls(project)
        if not wanted.get(name, set()) <= {word.arg for word in node.keywords}
        and not where.startswith("facts/official_csv.py")  # a digest of a head, never written
    }
    assert missing == set()


def test_what_lib_reads_as_text_states_its_encoding(project):
    missing = [
        where
        for where, name, node in calls(project)
        if name == "read_text" and isinstance(node.func, ast.Attribute) and not (node.args or node.keywords)
    ]
    assert missing == []


def test_a_path_in_what_is_written_has_slashes_on_every_platform(project):
    """Only a command tells a person a path as her own system writes it."""
    raw = []
    for path in (project.root / "lib" / "panelpack").rglob("*.py"):
        if path.parent.name != "commands":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                is_words = isinstance(node, ast.FormattedValue)
                value = node.value if is_words else node.args[0] if _makes_text(node) else None
                if isinstance(value, ast.Call) and getattr(value.func, "attr", "") == "relative_to":
                    raw.append(f"{path}:{value.lineno}")
    assert raw == []


def _makes_text(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "str" and node.args
