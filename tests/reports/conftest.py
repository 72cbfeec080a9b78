"""Pages of reports, each built once."""

import pytest

from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan
from panelpack.project.checkout import Project


@pytest.fixture(scope="session")
def page_of(project, tmp_path_factory, request):
    """A report's page: of North Somerset's whole pack of 2022-23, else built in a folder of its own; each once."""
    built = {}

    def page(report, council, year):
        key = (report, council, year)
        if key[1:] == ("north-somerset", "2022-23"):
            return (request.getfixturevalue("whole_pack") / f"{report}.html").read_text()
        if key not in built:
            root = tmp_path_factory.mktemp("project")
            for name in ("parameters", "data", "notebooks"):
                (root / name).symlink_to(getattr(project, name))
            copy = Project(root)
            build_pack(copy, plan(copy, council, year, [report])[0], {}, print)
            built[key] = (copy.rendered / council / year / f"{report}.html").read_text()
        return built[key]

    return page
