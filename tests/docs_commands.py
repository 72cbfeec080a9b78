"""The commands that README and the guides give: which there are, and which are run by no test, each with its reason."""

import re
import shlex

RUN = {
    "panelpack template send --year 2024-25": 0,
    # Nothing is filled in yet, and the message says so
    "panelpack take send-2024-25.xlsx": 4,
    "panelpack release --council north-somerset --year 2024-25 --signed-off-by 'A. Director' --date 2025-10-16": 0,
    "panelpack verify --council north-somerset": 1,
    "panelpack reconcile --year 2022-23": 0,
    # The pack there holds two reports of eleven, so that figures of the others are on no page
    "panelpack coverage --year 2022-23": 1,
    "panelpack trace ID": 0,
    "panelpack new-council Leeds": 0,
}
"""Fenced commands that tests/packs/test_recipes.py runs as they stand, each with the exit code it ends with there."""

_GOALS = "tests/test_make.py and tests/test_install_guide.py hold goals and variables; CI itself is make test"
_RETURNS = "tests/commands/test_returns.py runs it on invented returns"
_REHEARSED = "tests/commands/rehearse runs it on small files"
NOT_RUN = {
    "make pack": _GOALS,
    "make test": _GOALS,
    "make pack YEAR=2024-25": _GOALS,
    "make pack COUNCIL=sampleshire YEAR=2024-25": _GOALS,
    "python make.py wheelhouse": _GOALS,
    "panelpack check-returns --council COUNCIL": _RETURNS,
    "panelpack check-returns --council COUNCIL --year 2022-23 --with ../errors.csv": _RETURNS,
    "panelpack rows ID": _RETURNS,
    "panelpack refresh c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv --source dfe_children_in_need "
    "--release 2025 --all-areas": "the file is large and not here; tests/commands/test_refresh.py has small ones",
    "panelpack build --council all --year all --executor dask://scheduler:8786 --project-at s3://bucket/panelpack": (
        "tests of packs/cluster.py build on a cluster of their own"
    ),
    "python make.py install": _GOALS,
    "panelpack build --council leeds --year 2024-25": "its figures come in with the file of the line above",
    "panelpack rehearse FILE...": _REHEARSED,
    "panelpack rehearse FILE... --pack": _REHEARSED,
    "panelpack rehearse renamed.csv": _REHEARSED,
    "panelpack fetch": "tests/commands/fetch runs it against a server of its own, since no test reaches the Department",
    "panelpack new-year 2025-26": "tests/commands/test_new_year.py runs it",
    "panelpack status north-somerset 2025-26": "tests/commands/test_status.py runs it for a year that is built",
    "panelpack build --year current --quiet --log .cache/logs/schedule.log": "tests/test_schedule_guide.py runs it",
}
"""Fenced commands that no test runs as they stand, and why."""

_BEGINS = re.compile(r"(?:\S*[/\\])?(panelpack|make|python make\.py)(?= |$)")


def guides(project):
    """README and the guides, by their names."""
    paths = [project.root / "README.md", *sorted((project.root / "docs").glob("*.md"))]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def fenced(project):
    """Every line of a plain fenced block that is a command of panelpack or make, without its remark."""
    for text in guides(project).values():
        for language, block in re.findall(r"^ *```(\w*)\n(.*?)^ *```", text, re.S | re.M):
            for line in block.splitlines() if language in ("", "sh", "bash", "console") else ():
                if _BEGINS.match(line.strip().removeprefix("$ ")):
                    yield spelt(line)


def inline(project):
    """Every command of panelpack in running words."""
    for text in guides(project).values():
        for words in re.findall(r"`([^`]+)`", re.sub(r"^ *```.*?^ *```", "", text, flags=re.S | re.M)):
            if (found := _BEGINS.match(words)) and found[1] == "panelpack" and " needs " not in words:
                yield spelt(words)


def spelt(line):
    """A command without its folder, its remark and what may be left out."""
    words = shlex.split(re.sub(r"\[.*?\]", "", line.strip().removeprefix("$ ").replace("\\", "/")), comments=True)
    words[0] = words[0].rsplit("/", 1)[-1]
    return shlex.join(words)
