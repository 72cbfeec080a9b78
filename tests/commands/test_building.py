"""What a build of several packs makes of a year that was only begun."""

from panelpack.commands.outcomes import EARLY, outcomes_of
from panelpack.commands.telling import Telling
from panelpack.packs.pack import Pack
from panelpack.packs.plan import PackPlan
from panelpack.packs.years import NoFigureError
from panelpack.project.checkout import Project
from panelpack.project.children import Outcome
from panelpack.project.errors import Problem

OLD, PLAN = PackPlan("kent", "2024-25", ("send",)), PackPlan("kent", "2025-26", ("send",))
BEGUN = Outcome(PLAN, failed=NoFigureError([Problem("no figure of Kent is there for 2025-26", "kent 2025-26")]))


def test_a_year_without_a_figure_is_left_out_beside_others_and_says_so(tmp_path):
    built = Outcome(OLD, Pack(tmp_path / "rendered" / "kent" / "2024-25" / "index.html", (1, 0)))
    outcomes = outcomes_of(Project(tmp_path), [OLD, PLAN], [built, BEGUN], [], None)
    telling = Telling()
    outcomes.tell(telling)
    assert outcomes.errors() == []
    assert telling.skipped == [{"council": "kent", "year": "2025-26", "why": EARLY}]


def test_a_year_without_a_figure_that_was_asked_for_alone_fails(tmp_path):
    assert outcomes_of(Project(tmp_path), [PLAN], [BEGUN], [], None).errors() == [BEGUN.failed]
