"""A built pack of North Somerset, and Sampleshire: an invented council whose figures are small and not public."""

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan
from panelpack.project.checkout import Project

CODE = "X99000001"
NEEDS = {"ASD": 21, "SEMH": 30, "MLD": 14, "HI": 3, "VI": 1, "SLCN": 9}


SAMPLES = Path(__file__).parent / "samples" / "commentary" / "2022-23"


def with_sample_commentary(project):
    """A project of its own, with commentary on North Somerset's reports of 2022-23 that no officer wrote."""
    shutil.copytree(SAMPLES, project.commentary_of("north-somerset", "2022-23"))
    return project


@pytest.fixture(scope="session")
def copied(project, tmp_path_factory):
    """A project of its own with the real parameters, data and notebooks."""
    root = tmp_path_factory.mktemp("copied")
    for name in ("parameters", "data", "notebooks"):
        shutil.copytree(getattr(project, name), root / name)
    return Project(root)


@pytest.fixture(scope="session")
def built(copied):
    """The folder of a built pack; tests copy it before they touch it."""
    return build_pack(copied, plan(copied, "north-somerset", "2022-23", ["adoption"])[0], {}, print).index.parent


@pytest.fixture(scope="session")
def whole_project(project, tmp_path_factory, worker_id):
    """A project in which a whole pack is built, one for all processes that test."""
    base = tmp_path_factory.getbasetemp()
    root = (base if worker_id == "master" else base.parent) / "whole"
    root.mkdir(exist_ok=True)
    with FileLock(root.with_suffix(".lock")):
        for name in ("parameters", "data", "notebooks"):
            if not (root / name).exists():
                (root / name).symlink_to(getattr(project, name))
    return Project(root)


@pytest.fixture(scope="session")
def whole_pack(whole_project):
    """The folder of North Somerset's pack of 2022-23 with all its reports; tests copy it before they touch it.

    It takes a minute to build, so that the process that asks first builds it for the others.
    """
    folder = whole_project.rendered / "north-somerset" / "2022-23"
    with FileLock(whole_project.root / "pack.lock"):
        if not folder.exists():
            build_pack(whole_project, plan(whole_project, "north-somerset", "2022-23")[0], {}, print)
    return folder


def rows_of(needs):
    yield "ehc_plans", "January 2023", "", sum(needs.values())
    for need, value in needs.items():
        yield "ehc_plans_by_need", "January 2023", f"primary_need={need}", value


@pytest.fixture(scope="session")
def sampleshire(project, tmp_path_factory):
    """A project with one council only: invented, with figures that it supplied itself."""
    root = tmp_path_factory.mktemp("sampleshire")
    for name in ("parameters", "data", "notebooks"):
        shutil.copytree(getattr(project, name), root / name)
    shutil.rmtree(root / "data" / "figures")
    areas = root / "data" / "reference" / "areas.csv"
    others = [line for line in areas.read_text().splitlines() if not line.startswith(CODE)]
    areas.write_text("\n".join([*others, f"{CODE},Sampleshire,council,,E12000009,"]) + "\n")
    neighbours = root / "data" / "reference" / "neighbours_2021.csv"
    codes = [line.split(",")[2] for line in neighbours.read_text().splitlines() if line.startswith("E06000024,")]
    lines = [f"{CODE},{place},{code},0.1" for place, code in enumerate(codes, start=1)]
    neighbours.write_text(neighbours.read_text() + "\n".join(lines) + "\n")
    (root / "parameters" / "councils" / "sampleshire.yaml").write_text(
        f"area: {CODE}\nregion: E12000009\nneighbours:\n  - model: '2021'\n    from: 2015-16\n"
        "panel: Panel of Sampleshire\naccent: '#1d4f76'\ncontact: Children's services\n"
    )
    folder = root / "data" / "figures" / "sampleshire"
    folder.mkdir(parents=True)
    header = "measure,area,period,breakdown,value,status,qualifier,source,release,figure_id\n"
    lines = [
        f"{measure},{CODE},{period},{breakdown},{value},,,council_figures,2022-23,\n"
        for measure, period, breakdown, value in rows_of(NEEDS)
    ]
    (folder / "ehc_plan_needs.csv").write_text(header + "".join(lines))
    summary = [("contacts", 300), ("contacts_domestic_violence", 4), ("referrals", 120), ("rereferrals", 118)]
    lines = [f"{name},{CODE},2022-23,,{value},,,council_figures,2022-23,\n" for name, value in summary]
    (folder / "data_summary.csv").write_text(header + "".join(lines))
    return Project(root)
