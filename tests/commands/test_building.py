"""What a build of several packs makes of a year that was only begun."""

from panelpack.commands.building import _not_only_begun
from panelpack.packs.pack import NoFiguresError, Pack
from panelpack.packs.plan import PackPlan
from panelpack.project.children import Outcome
from panelpack.project.errors import Problem

PLAN = PackPlan("kent", "2025-26", ("send",))
BEGUN = Outcome(PLAN, failed=NoFiguresError([Problem("no figure of Kent is there for 2025-26", "kent 2025-26")]))


def test_a_year_without_a_figure_is_left_out_beside_others_and_says_so(tmp_path, capsys):
    built = Outcome(PackPlan("kent", "2024-25", ("send",)), Pack(tmp_path / "index.html", (1, 0)))
    assert _not_only_begun([built, BEGUN]) == [built]
    assert capsys.readouterr().out == "left out: kent 2025-26: no figure of Kent is there for 2025-26\n"


def test_a_year_without_a_figure_that_was_asked_for_alone_fails():
    assert _not_only_begun([BEGUN]) == [BEGUN]
