"""Several packs at a time: years of a council, or councils. One that fails stops no other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby

from panelpack.disclosure.prepare import prepared
from panelpack.packs.executor import in_turn, side_by_side
from panelpack.packs.freshness import Asked
from panelpack.packs.making import Making, Progress
from panelpack.packs.notebooks import WARM
from panelpack.packs.other_pages import write_years
from panelpack.packs.pack import Pack, build, council_year_of, pack_folder
from panelpack.packs.plan import PackPlan
from panelpack.packs.publish import lock_of
from panelpack.packs.warming import warm, warm_libraries
from panelpack.project.checkout import Project
from panelpack.project.children import Outcome
from panelpack.project.errors import PanelpackError
from panelpack.project.locks import locked

Packs = list[Outcome[PackPlan, Pack]]


def build_packs(
    project: Project,
    plans: Sequence[PackPlan],
    asked: Asked,
    progress: Progress,
    draft: bool = False,
    making: Making | None = None,
) -> Packs:
    """What came of each pack.

    One pack is made with as many reports at a time as there are workers, several with as many packs, and those that
    would leave most workers idle at the end as one is. Where there are several councils, each is prepared where its
    packs are made, so that memory stays that of the few in hand.

    Args:
        progress: told after each report, by a `ReportDone`, and of what is to be looked at.
    """
    making = making or Making()
    councils = [list(group) for _, group in groupby(plans, key=lambda item: item.council)]
    parts = councils if len(councils) > 1 else [[item] for item in plans]

    def made(part: Sequence[PackPlan], say: Progress, workers: int = 1) -> Packs:
        found = list(build_each(project, part, asked, say, draft, replace(making, workers=workers)))
        if len(councils) > 1:
            _write_years(project, found)
        return found

    def made_by_all(part: Sequence[PackPlan], say: Progress) -> Packs:
        return made(part, say, making.workers)

    if len(parts) == 1:
        found = made_by_all(parts[0], progress)
    else:
        _get_ready(project, plans, making, is_one_council=len(councils) == 1)
        together = _side_by_side_of(len(parts), making.workers)
        apart = side_by_side(made, parts[:together], making.workers, making.engine, progress)
        found = []
        for outcome in chain(apart, in_turn(made_by_all, parts[together:], progress)):
            if outcome.failed is None:
                found += outcome.result()
            else:
                found += [Outcome(item, failed=outcome.failed) for item in outcome.item]
    if len(councils) == 1:
        _write_years(project, found)
    return found


def _side_by_side_of(parts: int, workers: int) -> int:
    """How many of so many parts are made side by side: all but the last few that would not keep half the workers busy.

    >>> _side_by_side_of(5, 2), _side_by_side_of(6, 2), _side_by_side_of(7, 4), _side_by_side_of(5, 1)
    (4, 6, 7, 5)
    """
    over = parts % workers
    return parts - over if 2 * over <= workers else parts


def _get_ready(project: Project, plans: Sequence[PackPlan], making: Making, is_one_council: bool) -> None:
    """Read and use once what all children need; of several councils, none's figures."""
    if is_one_council:
        prepared(project, plans[0].council)
    if making.engine == WARM:
        if is_one_council:
            warm(council_year_of(project, plans[-1]))
        else:
            warm_libraries()


def build_each(
    project: Project, plans: Sequence[PackPlan], asked: Asked, say: Progress, draft: bool, making: Making
) -> Iterator[Outcome[PackPlan, Pack]]:
    """What comes of packs, one after another."""
    for item in plans:
        try:
            yield Outcome(item, build(project, item, asked, say, draft, making))
        except PanelpackError as error:
            yield Outcome(item, failed=error)


def _write_years(project: Project, found: Packs) -> None:
    """The page above the years of a council, if any of its packs is new."""
    new = [outcome.item for outcome in found if outcome.failed is None and not outcome.result().was_fresh]
    if new:
        above = pack_folder(project, new[-1]).parent
        with locked(lock_of(above / "years"), f"writing {above / 'index.html'}"):
            write_years(above, council_year_of(project, new[-1]))
