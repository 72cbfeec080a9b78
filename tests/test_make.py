"""What `make` and `python make.py` do: goals and variables, what is installed for which, and pip's settings for uv."""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement

from goals import goals_of

LOCK = """# made by a test
aa==1.0 \\
    --hash=sha256:00
    # via panelpack (pyproject.toml)
    # for pack
bb==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:11
    # for lab
cc-dd==3.0 \\
    --hash=sha256:22
    # for test
"""


@pytest.fixture
def goals(project):
    return goals_of(project)


@pytest.fixture
def checkout(goals, tmp_path, monkeypatch):
    """make.py in a checkout of its own, whose commands are noted and not run."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "requirements.lock").write_text(LOCK)
    places = {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "BIN": tmp_path / ".venv" / "bin"}
    places |= {"LOCK": tmp_path / "requirements.lock", "WHEELHOUSE": tmp_path / "wheelhouse"}
    for name, place in places.items():
        monkeypatch.setattr(goals, name, place)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / f"python{goals.EXE}").touch()
    record = tmp_path / ".venv" / "lib" / "python3.12" / "site-packages" / "pip-25.dist-info" / "RECORD"
    record.parent.mkdir(parents=True)
    record.touch()
    goals.ran = []
    goals.codes = {}

    def ended(command, environment=None):
        goals.ran.append([os.path.basename(command[0]), *command[1:]])
        return next((code for word, code in goals.codes.items() if word in goals.ran[-1]), 0)

    monkeypatch.setattr(goals, "_ended", ended)
    monkeypatch.setattr(goals, "_pip_settings", lambda: "")
    return goals


def test_a_goal_and_its_variables_are_understood_and_the_environment_is_asked(goals):
    asked = goals.understood(["pack", "COUNCIL=kent"], {"YEAR": "2024-25", "COUNCIL": "essex"})
    assert asked == (["pack"], {"COUNCIL": "kent", "YEAR": "2024-25", "REPORTS": ""})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pack", "COUNCI=kent"], "no variable COUNCI: valid are COUNCIL, YEAR, REPORTS"),
        (["pak"], "did you mean pack?"),
        (["--council", "kent"], "Variables are given as NAME=VALUE"),
        (["COUNCIL=kent"], "say what to do"),
    ],
)
def test_what_is_mistyped_is_refused_with_what_is_valid(goals, words, said, capsys):
    assert goals.main(words) == 2
    assert said in capsys.readouterr().err


def test_reports_are_words_of_their_own_and_no_shell_reads_a_value(goals):
    build = goals.commands("pack", {"COUNCIL": "a; b", "YEAR": "all", "REPORTS": "send police"})[-1]
    assert build[1:] == ["build", "send", "police", "--council=a; b", "--year=all", "--pdf"]


def test_the_invented_council_makes_up_its_records_before_its_pack_once(checkout, tmp_path):
    def words(council):
        return [command[1] for command in checkout.commands("pack", checkout.VARIABLES | {"COUNCIL": council})]

    assert words("north-somerset") == ["build"]
    assert words("sampleshire") == ["sample", "build"]
    told = tmp_path / "data" / "returns" / "sampleshire" / "INVENTED.txt"
    told.parent.mkdir(parents=True)
    told.touch()
    assert words("sampleshire") == ["build"]


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
@pytest.mark.skipif(sys.platform == "win32", reason="the Makefile is for systems that have make")
def test_make_hands_on_what_was_typed(project):
    def said(*words):
        command = ["make", "--no-print-directory", "--dry-run", *words]
        return subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=True).stdout.strip()

    assert said("pack", "PYTHON=py", "YEAR=all", "REPORTS=send police").split(" pack ")[0] == "py make.py"
    assert {'"YEAR=all"', '"REPORTS=send police"'} <= set(
        re.findall(r'"[^"]*"', said("pack", "YEAR=all", "REPORTS=send police"))
    )
    assert '"COUNCI=kent"' in said("pack", "COUNCI=kent")
    assert said("pack").endswith("make.py pack")


def test_make_knows_every_goal(project, goals):
    listed = re.search(r"^GOALS := (.*)$", (project.root / "Makefile").read_text(), re.M)[1].split()
    assert sorted(listed) == sorted(goals.GOALS)


def test_a_need_takes_the_blocks_of_the_needs_before_it_with_their_hashes(goals):
    assert goals.requirements(LOCK, "pack") == "".join(line + "\n" for line in LOCK.split("\n")[1:5])
    assert [goals.name_of(block) for block in goals.blocks(goals.requirements(LOCK, "lab"))] == ["aa", "bb"]
    assert goals.requirements(LOCK, "test").count("--hash") == 3


def test_a_lock_that_does_not_say_what_a_package_is_for_is_refused(goals):
    with pytest.raises(goals.RefusedError, match="what bb==2.0 is for: make lock"):
        goals.requirements(LOCK.replace("    # for lab\n", ""), "pack")


def test_a_lock_is_marked_by_the_first_need_that_takes_a_package_and_marked_again_alike(goals):
    names = {"pack": {"aa"}, "lab": {"aa", "bb"}, "test": {"aa", "bb", "cc-dd"}}
    once = goals.marked(re.sub(r"    # for \w+\n", "", LOCK), names)
    assert once == LOCK.split("\n", 1)[1]
    assert goals.marked(once, names) == once


def needed(project, goals, need):
    lock = (project.root / "requirements.lock").read_text(encoding="utf-8")
    return {goals.name_of(block) for block in goals.blocks(goals.requirements(lock, need))}


@pytest.mark.parametrize("need", ["pack", "lab"])
def test_what_a_need_takes_is_whole_without_the_others(project, goals, need):
    """Each package's own requirements, as it states them where it is installed here, are in the same need."""
    taken = needed(project, goals, need)
    for name in taken:
        try:
            stated = [Requirement(line) for line in requires(name) or []]
        except PackageNotFoundError:  # one of another platform
            continue
        wanted = {
            item.name.lower().replace("_", "-")
            for item in stated
            if item.marker is None or item.marker.evaluate({"extra": ""})
        }
        assert wanted <= taken, f"{name} needs {wanted - taken}"


def test_a_pack_takes_no_lab_no_browser_and_no_tests(project, goals):
    pack, lab, everything = (needed(project, goals, need) for need in goals.NEEDS)
    assert pack < lab < everything
    assert not {"jupyterlab", "ipywidgets", "playwright", "pytest", "mypy", "rfc3987-syntax"} & pack
    assert {"jupyterlab", "ipywidgets"} <= lab
    assert not {"playwright", "pytest", "mypy"} & lab


def test_an_environment_whose_making_was_broken_off_is_made_anew(checkout, tmp_path):
    next(tmp_path.rglob("RECORD")).unlink()
    checkout.install("pack")
    assert checkout.ran[0][1:] == ["-m", "venv", "--clear", str(tmp_path / ".venv")]
    assert checkout.ran[1][1:3] == ["-m", "pip"]


def test_what_is_installed_is_not_installed_again_until_the_lock_changes(checkout, tmp_path):
    checkout.install("lab")
    assert [command[0] for command in checkout.ran] == ["python", "uv", "uv"]
    assert (tmp_path / ".venv" / "lab.txt").read_text().count("--hash") == 2
    checkout.install("lab")
    checkout.install("pack")
    assert len(checkout.ran) == 3
    checkout.install("test")
    assert len(checkout.ran) == 6
    (tmp_path / "requirements.lock").write_text(LOCK.replace("1.0", "1.1"))
    checkout.install("pack")
    assert len(checkout.ran) == 9


def test_pip_installs_where_uv_cannot_and_says_so(checkout, capsys):
    checkout.codes = {"--python": 1}
    checkout.install("pack")
    assert [command[:4] for command in checkout.ran[-2:]] == [["python", "-m", "pip", "install"]] * 2
    assert "uv could not install it, as said above: pip does" in capsys.readouterr().out


def test_a_failed_installation_is_not_taken_for_done(checkout, tmp_path):
    checkout.codes = {"--python": 1, "pip": 1}
    with pytest.raises(checkout.RefusedError, match="docs/install.md"):
        checkout.install("pack")
    assert not (tmp_path / ".venv" / "pack.ready").exists()


def test_uv_is_told_what_pip_is_told_and_what_was_said_to_uv_itself_goes_before(checkout):
    settings = "\n".join(
        [
            ":env:.index-url='https://env.example/simple'",
            "global.index-url='https://global.example/simple'",
            "global.extra-index-url='https://a.example https://b.example'",
            "global.find-links='/one /two'",
            "install.trusted-host='a.example'",
            "global.timeout='60'",
            "global.cert='/etc/council.pem'",
        ]
    )
    found = checkout.for_uv(settings, {"UV_INSECURE_HOST": "c.example"})
    assert found.pop("UV_LINK_MODE") in {"copy", "hardlink"}
    assert found == {
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_DEFAULT_INDEX": "https://env.example/simple",
        "UV_INDEX": "https://a.example https://b.example",
        "UV_FIND_LINKS": "/one,/two",
        "SSL_CERT_FILE": "/etc/council.pem",
    }
    assert checkout.for_uv("", {})["UV_SYSTEM_CERTS"] == "1"


def test_a_wheelhouse_is_used_without_a_registry_where_there_is_one(checkout, tmp_path):
    (tmp_path / "wheelhouse").mkdir()
    checkout.install("pack")
    assert ["--no-index", "--find-links", str(tmp_path / "wheelhouse")] == checkout.ran[0][6:9]
    assert all("--no-index" in command for command in checkout.ran)
    assert checkout.for_uv("", {})["UV_FIND_LINKS"] == str(tmp_path / "wheelhouse")


def test_pip_s_word_that_there_is_no_registry_holds_for_uv_too(checkout):
    assert checkout.without_registry("global.timeout='60'\n:env:.no-index='1'")
    assert not checkout.without_registry("global.no-index='0'")


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (2, 7)])
def test_another_python_is_refused_by_the_one_to_use(goals, version):
    with pytest.raises(goals.RefusedError, match="needs Python 3.11, 3.12 or 3.13.*make.py pack"):
        goals.refuse_python(version)


def test_a_folder_too_deep_for_windows_is_refused_unless_it_takes_long_paths(goals):
    deep = "C:\\" + "a" * 120
    with pytest.raises(goals.RefusedError, match=r"is 123 characters long.*C:\\panelpack"):
        goals.refuse_long_path(deep, windows=True, switched_on=lambda: False)
    goals.refuse_long_path(deep, windows=True, switched_on=lambda: True)
    goals.refuse_long_path("C:\\panelpack", windows=True, switched_on=lambda: False)
    goals.refuse_long_path(deep, windows=False)


def test_an_old_python_reads_far_enough_to_say_which_is_wanted(project):
    script = (project.root / "make.py").read_text(encoding="utf-8")
    assert ast.parse(script, feature_version=(3, 7)).body, "a newer form would be a SyntaxError"


def test_the_top_of_the_checkout_hides_no_module(project, goals):
    """Python looks in the folder where it is started before all others."""
    command = [sys.executable, "-c", "import panelpack; print(panelpack.__file__)"]
    found = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=True).stdout
    assert found.strip().endswith("__init__.py")
    assert {path.name for path in project.root.glob("*.py")} == {"make.py"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
def test_a_command_is_asked_to_end_when_make_is(project, tmp_path):
    """The command tidies up and gives its own exit code."""
    waiting = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(7)); "
    waiting += f"open({str(tmp_path / 'ready')!r}, 'w').close(); time.sleep(60)"
    script = f"import make, sys; sys.exit(make._ended([sys.executable, '-c', {waiting!r}]))"
    process = subprocess.Popen([sys.executable, "-c", script], cwd=project.root)
    until = time.monotonic() + 30
    while not (tmp_path / "ready").exists() and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 7
