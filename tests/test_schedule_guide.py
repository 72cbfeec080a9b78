"""What docs/schedule.md gives to paste: each recipe is what its program takes, and its command does what it says."""

import configparser
import json
import re
import shlex
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree

import pytest
import yaml
from typer.testing import CliRunner

from panelpack.commands import building, cli
from panelpack.commands.exit_codes import GRAVEST_FIRST, MEANINGS
from panelpack.packs.pack import Pack
from panelpack.project.children import Outcome

WORDS = ["build", "--year", "current", "--quiet", "--log", ".cache/logs/schedule.log"]
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


@pytest.fixture(scope="module")
def guide(project):
    return (project.root / "docs" / "schedule.md").read_text(encoding="utf-8")


def blocks(guide, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", guide, re.S | re.M)


def unit(text):
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(text)
    return parser


def words_of(command):
    program, *words = shlex.split(command)
    assert program.endswith(".venv/bin/panelpack")
    return words


def test_the_command_that_all_recipes_run_is_the_one_on_top(guide):
    assert blocks(guide, "")[0].split() == ["panelpack", *WORDS]


def test_the_line_for_cron_has_five_times_and_goes_into_the_checkout_first(guide):
    (line,) = blocks(guide, "crontab")[0].splitlines()
    *times, command = line.split(maxsplit=5)
    most = (59, 23, 31, 12, 7)
    for field, greatest in zip(times, most, strict=True):
        numbers = [int(number) for number in re.findall(r"\d+", field)]
        assert re.fullmatch(r"[\d*,/-]+", field) and all(number <= greatest for number in numbers)
    into, run = command.split(" && ")
    assert into.startswith("cd /")
    assert "%" not in command, "cron would read it as the end of a line"
    assert words_of(run.removesuffix(" >/dev/null")) == WORDS


def test_the_units_of_systemd_run_it_in_the_checkout_and_take_nothing_to_do_as_well(guide):
    service, timer = map(unit, blocks(guide, "ini"))
    assert words_of(service["Service"]["ExecStart"]) == WORDS
    assert Path(service["Service"]["ExecStart"].split()[0]).is_relative_to(service["Service"]["WorkingDirectory"])
    assert service["Service"]["Type"] == "oneshot"
    assert service["Service"]["SuccessExitStatus"] == "3"
    assert re.fullmatch(r"Mon\.\.Fri \d\d:\d\d", timer["Timer"]["OnCalendar"])
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_the_task_of_windows_is_xml_that_runs_it_in_the_checkout(guide):
    task = ElementTree.fromstring(blocks(guide, "xml")[0])
    parts = [child.tag.removeprefix(TASK) for child in task]
    assert parts == ["RegistrationInfo", "Triggers", "Settings", "Actions"], "in the order of the schema"
    run = {item.tag.removeprefix(TASK): item.text for item in task.find(f"{TASK}Actions/{TASK}Exec")}
    assert PureWindowsPath(run["Command"]).is_relative_to(run["WorkingDirectory"])
    assert PureWindowsPath(run["Command"]).parts[-3:] == (".venv", "Scripts", "panelpack.exe")
    assert [word.replace("\\", "/") for word in run["Arguments"].split()] == WORDS


def test_the_workflow_of_github_installs_and_runs_it(guide):
    recipe = yaml.safe_load(blocks(guide, "yaml")[0])
    # YAML takes the word `on` for true
    assert {"schedule", "workflow_dispatch"} == set(recipe[True])
    runs = [step["run"] for step in recipe["jobs"]["pack"]["steps"] if "run" in step]
    assert runs[0] == "python make.py install"
    assert [words_of(run) for run in runs[1:]] == [WORDS]


def test_the_command_asks_for_the_current_year_and_ends_in_the_line_that_the_guide_shows(
    guide, whole_project, monkeypatch
):
    asked = []

    def build_packs(_project, plans, *_others):
        asked.extend(plans)
        return [Outcome(plans[0], Pack(Path("index.html"), (3, 2), made={"send": "there is no pack yet"}))]

    monkeypatch.setattr(building, "build_packs", build_packs)
    monkeypatch.setattr(building, "remember", lambda *_: None)
    monkeypatch.setenv("PANELPACK_HOME", str(whole_project.root))
    monkeypatch.setenv("PANELPACK_AUDIENCE", "public")
    monkeypatch.chdir(whole_project.root)
    done = CliRunner().invoke(cli.app, WORDS)
    assert done.exit_code == 0, done.output
    assert [(item.council, item.year) for item in asked] == [("north-somerset", "2024-25")]
    (line,) = done.stdout.splitlines()
    assert line == (whole_project.root / WORDS[-1]).read_text(encoding="utf-8").splitlines()[-1]
    shown, said = json.loads(blocks(guide, "json")[0]), json.loads(line)
    assert list(said) == list(shown)
    assert list(said["built"][0]) == list(shown["built"][0])
    assert said["built"][0]["reports"] == {"send": "there is no pack yet"}


def test_the_guide_lists_every_exit_code_and_the_order_of_gravity(guide):
    listed = {int(code): words for code, words in re.findall(r"^\| (\d+) \| (.*?) \|", guide, re.M)}
    assert set(listed) == set(MEANINGS)
    for code, meaning in MEANINGS.items():
        assert listed[code].startswith("built" if code == 0 else meaning)
    first, *others = GRAVEST_FIRST
    assert f"gravest code: {first}, then\n{', '.join(map(str, others))}." in guide
