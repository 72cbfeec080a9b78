"""Where a build reads its project, and where it is carried out: on this machine, or on a cluster."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from panelpack.packs.cluster import Cluster
from panelpack.packs.inputs import fetch_project
from panelpack.packs.processes import private_folder
from panelpack.project.checkout import Project, find_project
from panelpack.project.errors import PanelpackError
from panelpack.project.stores import Store


@contextmanager
def chosen_project(executor: str, project_at: str, to: str) -> Iterator[tuple[Project, Cluster | None]]:
    """The project of a build, and its cluster if there is one.

    A project in a store is copied, without records, into a private folder that goes when the block ends.

    Args:
        executor: `dask://HOST:PORT`; empty for this machine alone.
        project_at: the address of the project; empty for the checkout here, which every worker then must see.
        to: the address of the folder of packs; empty for that of the project.

    Raises:
        PanelpackError: there is no project, or addresses are given without a cluster.
    """
    home = os.environ.get("PANELPACK_HOME", "")
    project_at = (project_at or (home if "://" in home else "")).rstrip("/")
    if not executor:
        if project_at or to:
            raise PanelpackError(
                "addresses of a project or of packs are for a cluster: give --executor dask://HOST:PORT"
            )
        yield find_project(), None
    elif not project_at:
        project = find_project()
        here = f"file://{project.root.as_posix()}"
        yield project, Cluster(executor, here, to or f"{here}/{project.rendered.name}")
    else:
        with private_folder() as folder:
            project = fetch_project(Store(project_at), folder / "project")
            yield project, Cluster(executor, project_at, to or f"{project_at}/{project.rendered.name}")
