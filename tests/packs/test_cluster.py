"""The same packs from a cluster: a scheduler and two workers on loopback, one killed; and inputs and packs in S3."""

import os
import shutil
import sys
from dataclasses import replace
from threading import Thread

import pytest
from typer.testing import CliRunner

from cluster import LocalCluster
from panelpack.commands.cli import app
from panelpack.packs.cluster import Cluster, build_on_cluster
from panelpack.packs.freshness import Asked
from panelpack.packs.making import Making
from panelpack.packs.many import build_packs
from panelpack.packs.plan import plan
from panelpack.project.checkout import Project
from panelpack.project.errors import PanelpackError

pytest.importorskip("distributed", reason="the extra cluster is not installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="workers are killed by a signal")

ASKED = Asked()
REPORTS = ["feedback"]
KEYS = {"AWS_ACCESS_KEY_ID": "made-up", "AWS_SECRET_ACCESS_KEY": "made-up", "AWS_DEFAULT_REGION": "us-east-1"}


def plans_of(project):
    """A pack of one council and two of another, whose page above the years comes last."""
    return [
        *plan(project, "essex", "2022-23", REPORTS),
        *(replace(item, years=("2021-22", "2022-23")) for item in plan(project, "kent", "2021-22", REPORTS)),
        *(replace(item, years=("2021-22", "2022-23")) for item in plan(project, "kent", "2022-23", REPORTS)),
    ]


def copy_of(project, root):
    for name in ("parameters", "data", "notebooks"):
        shutil.copytree(getattr(project, name), root / name, ignore=shutil.ignore_patterns("returns"))
    return Project(root)


def files_in(folder):
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and ".locks" not in path.parts]
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
def bucket():
    """The address of an empty bucket in a local stand-in for S3, for this process and those that it starts."""
    server = pytest.importorskip("moto.server", reason="moto is not installed").ThreadedMotoServer(
        port=0, verbose=False
    )
    server.start()
    host, port = server.get_host_and_port()
    settings = {**KEYS, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    import s3fs

    s3fs.S3FileSystem().mkdir("panelpack-tests")
    yield "s3://panelpack-tests/panelpack"
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
    server.stop()


@pytest.fixture(scope="module")
def cluster(bucket, tmp_path_factory):
    local = LocalCluster(tmp_path_factory.mktemp("cluster"), {})
    yield local
    local.close()


def test_inputs_and_packs_in_s3_make_the_same_packs_and_what_is_there_is_not_built_again(here, bucket, cluster):
    import s3fs

    system = s3fs.S3FileSystem()
    for name in ("parameters", "data", "notebooks"):
        system.put(str(getattr(here, name)), f"{bucket}/{name}", recursive=True)
    words = ["build", *REPORTS, "--council", "essex", "--year", "2022-23", "--executor", cluster.executor]
    done = CliRunner().invoke(app, [*words, "--project-at", bucket])
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1] == f"Open {bucket}/rendered/essex/2022-23/index.html"
    system.invalidate_cache()
    there = f"{bucket.removeprefix('s3://')}/rendered"
    found = {path.removeprefix(f"{there}/"): system.cat_file(path) for path in system.find(there)}
    assert found == {name: content for name, content in files_in(here.rendered).items() if name.startswith("essex/")}
    again = CliRunner().invoke(app, [*words, "--project-at", bucket])
    assert again.exit_code == 3, again.output
    assert "Nothing to do" in again.stdout


def test_when_a_worker_is_killed_every_pack_is_there_once_and_as_this_machine_builds_it(here, cluster, tmp_path):
    shared = copy_of(here, tmp_path)
    at = f"file://{shared.root}"
    said, killed = [], []
    murder = Thread(target=lambda: killed.append(cluster.kill_one_that_builds()))
    murder.start()
    plans = plans_of(shared)
    where = Cluster(cluster.executor, at, f"{at}/rendered")
    found = build_on_cluster(shared, plans, ASKED, said.append, False, Making("", 1), where)
    murder.join()
    assert len(killed) == 1
    assert [outcome.failed for outcome in found] == [None, None, None]
    assert [outcome.item for outcome in found] == plans
    assert sorted(said) == [f"{item.council} {item.year} feedback: 0 numbers" for item in plans]
    assert files_in(shared.rendered) == files_in(here.rendered)
    left = [path.name for _, place in cluster.workers for path in place.rglob("share-*")]
    assert len(left) <= 1, "only the worker that was killed may leave a folder, which Dask clears when one starts there"


def test_a_worker_with_another_panelpack_is_refused_before_any_has_work(here, cluster, monkeypatch):
    monkeypatch.setattr("panelpack.packs.worker.code_digests", lambda: {"report.py": "of another day"})
    where = Cluster(cluster.executor, f"file://{here.root}", f"file://{here.root}/rendered")
    with pytest.raises(PanelpackError, match="install the same there and start the workers again"):
        build_on_cluster(here, plans_of(here), ASKED, print, False, Making("", 1), where)


def test_a_scheduler_that_does_not_answer_is_named_with_what_to_start(here, monkeypatch):
    monkeypatch.setattr("panelpack.packs.cluster._PATIENCE_SECONDS", 0.2)
    where = Cluster("dask://127.0.0.1:1", f"file://{here.root}", f"file://{here.root}/rendered")
    with pytest.raises(PanelpackError, match="dask scheduler --port 1"):
        build_on_cluster(here, plans_of(here), ASKED, print, False, Making("", 1), where)


def test_an_unsuppressed_copy_is_not_built_on_a_cluster(here, monkeypatch):
    monkeypatch.setenv("PANELPACK_AUDIENCE", "officer")
    with pytest.raises(PanelpackError, match="never leaves this machine"):
        build_on_cluster(here, plans_of(here), ASKED, print, False, Making("", 1), Cluster("dask://x:1", "", ""))


@pytest.mark.parametrize("executor", ["tcp://sched:8786", "dask://sched", "sched:8786"])
def test_an_executor_that_is_none_is_refused(executor):
    with pytest.raises(PanelpackError, match="give dask://HOST:PORT"):
        Cluster(executor, "", "").scheduler  # noqa: B018
