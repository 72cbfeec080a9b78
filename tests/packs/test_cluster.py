"""The same packs from a cluster: a scheduler and two workers on loopback, one killed; and inputs and packs in S3."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cluster import LocalCluster, until
from panelpack.packs.cluster import Cluster, _refuse_others, build_on_cluster
from panelpack.packs.freshness import Asked
from panelpack.packs.making import Making
from panelpack.packs.many import build_packs
from panelpack.packs.plan import plan
from panelpack.packs.worker import about_this_machine
from panelpack.project.checkout import Project
from panelpack.project.errors import PanelpackError

distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="workers are killed by a signal")

ASKED = Asked()
REPORTS = ["feedback"]
FOLDERS = ("parameters", "data", "notebooks")
TESTS = Path(__file__).parents[1]
KEYS = {"AWS_ACCESS_KEY_ID": "made-up", "AWS_SECRET_ACCESS_KEY": "made-up", "AWS_DEFAULT_REGION": "us-east-1"}
CLIENT = {"aws_access_key_id": "made-up", "aws_secret_access_key": "made-up", "region_name": "us-east-1"}

SCRIPT = """
import sys
from pathlib import Path
root, executor, tests = sys.argv[1:]
sys.path += [tests, f"{tests}/packs"]
from panelpack.packs.making import Making
from panelpack.project.checkout import Project
from test_cluster import ASKED, Cluster, build_on_cluster, plans_of
project = Project(Path(root))
where = Cluster(executor, f"file://{root}", f"file://{root}/rendered")
found = build_on_cluster(project, plans_of(project), ASKED, print, False, Making("", 1), where)
print([(outcome.item.council, outcome.item.year) for outcome in found], [outcome.failed for outcome in found])
"""


def plans_of(project):
    """A pack of one council and two of another, whose page above the years comes last."""
    return [
        *plan(project, "essex", "2022-23", REPORTS),
        *(replace(item, years=("2021-22", "2022-23")) for item in plan(project, "kent", "2021-22", REPORTS)),
        *(replace(item, years=("2021-22", "2022-23")) for item in plan(project, "kent", "2022-23", REPORTS)),
    ]


def copy_of(project, root):
    for name in FOLDERS:
        shutil.copytree(getattr(project, name), root / name, ignore=shutil.ignore_patterns("returns"))
    return Project(root)


def files_in(folder):
    """The files of packs; the pages for officers stay where they are made."""
    paths = [
        path for path in sorted(folder.rglob("*")) if path.is_file() and not {".locks", "officers"} & {*path.parts}
    ]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def here(project, tmp_path_factory):
    """A project whose packs were built on this machine."""
    own = copy_of(project, tmp_path_factory.mktemp("here"))
    for council in ("essex", "kent"):
        found = build_packs(own, [item for item in plans_of(own) if item.council == council], ASKED, lambda _: None)
        assert [outcome.failed for outcome in found] == [None] * len(found)
    return own


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """What stands in for S3 on this machine: settings by which processes reach it."""
    pytest.importorskip("moto", reason="moto is not installed")
    log = tmp_path_factory.mktemp("s3") / "log"
    with log.open("wb") as said:
        process = subprocess.Popen([sys.executable, "-m", "moto.server", "-p", "0"], stdout=said, stderr=said)
    at = until(lambda: re.search(r"Running on (http://127.0.0.1:\d+)", log.read_text()), process)[1]
    yield {**KEYS, "AWS_ENDPOINT_URL": at}
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def cluster(service, tmp_path_factory):
    local = LocalCluster(tmp_path_factory.mktemp("cluster"), service)
    yield local
    local.close()


def run(environment, *words):
    # In processes of their own: threads of Dask must not live in this one, in which other tests fork
    return subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )


def test_inputs_and_packs_in_s3_make_the_same_packs_and_what_is_there_is_not_built_again(here, service, cluster):
    import boto3

    s3 = boto3.client("s3", **CLIENT, endpoint_url=service["AWS_ENDPOINT_URL"])
    s3.create_bucket(Bucket="tests")
    for path in (path for name in FOLDERS for path in (here.root / name).rglob("*") if path.is_file()):
        s3.put_object(Bucket="tests", Key=f"own/{path.relative_to(here.root).as_posix()}", Body=path.read_bytes())
    asked = ("build", *REPORTS, "--council", "essex", "--year", "2022-23", "--executor", cluster.executor)
    words = ("-m", "panelpack.commands.entry", *asked, "--project-at", "s3://tests/own")
    building = run(service, *words)
    said, wrong = building.communicate(timeout=300)
    assert building.returncode == 0, wrong
    assert said.splitlines()[-1] == "Open s3://tests/own/rendered/essex/2022-23/index.html"
    listed = s3.list_objects_v2(Bucket="tests", Prefix="own/rendered/")["Contents"]
    found = {item["Key"]: s3.get_object(Bucket="tests", Key=item["Key"])["Body"].read() for item in listed}
    of_essex = {name: content for name, content in files_in(here.rendered).items() if name.startswith("essex/")}
    assert found == {f"own/rendered/{name}": content for name, content in of_essex.items()}
    building = run(service, *words)
    said, wrong = building.communicate(timeout=300)
    assert building.returncode == 3, wrong
    assert "Nothing to do" in said


def test_when_a_worker_is_killed_every_pack_is_there_once_and_as_this_machine_builds_it(here, cluster, tmp_path):
    shared = copy_of(here, tmp_path)
    building = run({}, "-c", SCRIPT, str(shared.root), cluster.executor, str(TESTS))
    cluster.kill_one_that_builds(building)
    said, wrong = building.communicate(timeout=300)
    assert building.returncode == 0, wrong
    packs = [(item.council, item.year) for item in plans_of(shared)]
    *told, found = said.splitlines()
    assert found == f"{packs} [None, None, None]"
    assert sorted(told) == [f"{council} {year} feedback: 0 numbers" for council, year in sorted(packs)]
    assert files_in(shared.rendered) == files_in(here.rendered)
    left = [path.name for _, place in cluster.workers for path in place.rglob("share-*")]
    assert len(left) <= 1, "only the worker that was killed may leave a folder, which Dask clears when one starts there"


WHERE = Cluster("dask://127.0.0.1:1", "file:///nowhere", "file:///nowhere/rendered")


class Scheduler:
    """A connection to a scheduler, as far as it is asked what its workers are."""

    def __init__(self, workers):
        self.workers = workers

    def run(self, function, on_error):
        return self.workers


def test_workers_with_another_panelpack_are_named_and_one_that_went_is_passed_over():
    same = about_this_machine()
    workers = {"one": same, "two": same | {"panelpack": "older", "pandas": "1.0"}, "three": OSError("gone")}
    _refuse_others(Scheduler({"one": same, "three": OSError("gone")}))
    with pytest.raises(PanelpackError) as refused:
        _refuse_others(Scheduler(workers))
    first, last = str(refused.value).splitlines()
    assert first.startswith(f"the worker two has pandas 1.0 in place of {same['pandas']}, panelpack older in place of ")
    assert last == "install the same there and start the workers again"


def test_a_scheduler_that_does_not_answer_is_named_with_what_to_start(here, monkeypatch):
    def refused(*_, **__):
        raise OSError

    monkeypatch.setattr(distributed, "Client", refused)
    with pytest.raises(PanelpackError, match="dask scheduler --port 1"):
        build_on_cluster(here, plans_of(here), ASKED, print, False, Making("", 1), WHERE)


def test_an_unsuppressed_copy_is_not_built_on_a_cluster(here, monkeypatch):
    monkeypatch.setenv("PANELPACK_AUDIENCE", "officer")
    with pytest.raises(PanelpackError, match="never leaves this machine"):
        build_on_cluster(here, plans_of(here), ASKED, print, False, Making("", 1), WHERE)


@pytest.mark.parametrize("executor", ["tcp://sched:8786", "dask://sched", "sched:8786"])
def test_an_executor_that_is_none_is_refused(executor):
    with pytest.raises(PanelpackError, match="give dask://HOST:PORT"):
        Cluster(executor, "", "").scheduler  # noqa: B018
