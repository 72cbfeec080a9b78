"""Several packs at a time: the last that would leave workers idle is made by all, and none takes others along."""

import sys

import pytest

from panelpack.packs import many
from panelpack.packs.freshness import Asked
from panelpack.packs.making import Making
from panelpack.packs.many import build_packs
from panelpack.packs.notebooks import WARM
from panelpack.packs.plan import PackPlan
from panelpack.project.children import Outcome

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="children are forked on Linux alone")
YEARS = ("2020-21", "2021-22", "2022-23")


@pytest.fixture
def made(monkeypatch, project):
    """What came of each year of a council by two workers: with how many it was made, or why it was not."""

    def build(broken=""):
        def build_each(_project, plans, _asked, _say, _draft, making):
            for item in plans:
                if item.year == broken:
                    raise RuntimeError("a slip of our own")
                yield Outcome(item, making.workers)

        monkeypatch.setattr(many, "build_each", build_each)
        monkeypatch.setattr(many, "_get_ready", lambda *_, **__: None)
        monkeypatch.setattr(many, "_write_years", lambda *_: None)
        plans = [PackPlan("north-somerset", year, ("feedback",), YEARS) for year in YEARS]
        found = build_packs(project, plans, Asked(), lambda _: None, making=Making(engine=WARM, workers=2))
        return {outcome.item.year: outcome.failed or outcome.made for outcome in found}

    return build


def test_two_are_made_side_by_side_and_the_third_by_both_workers(made):
    assert made() == {"2020-21": 1, "2021-22": 1, "2022-23": 2}


@pytest.mark.parametrize("broken", YEARS)
def test_an_error_that_nobody_foresaw_takes_no_other_pack_along(made, broken):
    found = made(broken)
    assert set(found) == set(YEARS)
    assert "a slip of our own" in str(found[broken])
    assert [year for year, what in found.items() if isinstance(what, Exception)] == [broken]
