"""Building a pack: prepare, run, export, gate and publish, in one step."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from panelpack.commentary.files import faults
from panelpack.commentary.notes import notes
from panelpack.comparisons.council_year import CouncilYear, council_year
from panelpack.comparisons.of_year import without_figures
from panelpack.disclosure.prepare import prepared
from panelpack.packs.editions import finish_releases
from panelpack.packs.freshness import Asked, Freshness, freshness_of, keep_freshness
from panelpack.packs.git import refuse_records
from panelpack.packs.making import Making, PackInHand, Progress, ReportDone, keep_other_pages, reports_there
from panelpack.packs.notebooks import WARM
from panelpack.packs.officers import officers_page, write_officers_page
from panelpack.packs.other_pages import write_years
from panelpack.packs.plan import PackPlan
from panelpack.packs.processes import refuse_when_stopped
from panelpack.packs.publish import staging
from panelpack.packs.warming import warm
from panelpack.packs.years import refuse_without_figures
from panelpack.project.checkout import OFFICER, Project, audience
from panelpack.project.errors import InputError, PanelpackError, Problem
from panelpack.sections.to_look_at import open_questions


@dataclass(frozen=True)
class Pack:
    """A finished pack: where to open it, how many of its numbers are facts and derived from facts, what it lacks.

    Attributes:
        made: the reports that are others than before, each with why it was made anew.
        without: the reports of which there is no figure of the year.
        was_fresh: whether it was as its sources say, so that nothing was done.
    """

    index: Path
    numbers: tuple[int, int]
    left_out: str = ""
    made: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    was_fresh: bool = False


def build_pack(
    project: Project,
    plan: PackPlan,
    parameters: Mapping[str, str],
    progress: Progress,
    draft: bool = False,
    pdf: bool = False,
    making: Making | None = None,
) -> Pack:
    """Build one pack and put it in place of the old one.

    Args:
        parameters: further parameters of the notebooks, beside council and year.
        progress: told after each report.
        draft: go on in spite of faults in officers' commentary, which the pages mark and the record counts.
        making: how notebooks are run, and how many at a time.
        pdf: make `pack.pdf` too; where this machine cannot draw it, it is left out, and the pack says why. A pack built
            without it has none, since the one of a build before could say otherwise than the pages.

    Raises:
        NoFigureError: there is no figure of the council for the year.
        InputError: every fault in the commentary of the reports, before any notebook runs.
        PanelpackError: anything else that the reader of the message can mend; the old pack is untouched.
    """
    pack = build(project, plan, Asked(dict(parameters), pdf), progress, draft, making or Making())
    if not pack.was_fresh:
        write_years(pack.index.parent.parent, council_year_of(project, plan))
    return pack


def build(
    project: Project,
    plan: PackPlan,
    asked: Asked,
    progress: Progress,
    draft: bool = False,
    making: Making | None = None,
) -> Pack:
    """Build one pack as `build_pack` does, but for the page above the years."""
    making = making or Making()
    refuse_records(project.root)
    view = council_year_of(project, plan)
    refuse_without_figures(view)
    to_mend = check_commentary(project, [plan], draft)
    target = pack_folder(project, plan)
    fresh = _all_stale(plan) if making.force else freshness_of(project, plan, view.published, asked, target)
    for name, why in fresh.stale.items() if making.why else ():
        progress(f"{plan.council} {plan.year} {name}: {why}")
    kept = len(plan.reports) - len(fresh.stale)
    if kept:
        told = ReportDone(f"{plan.council} {plan.year}: {kept} reports are as their sources say")
        told.reports = kept
        progress(told)
    if fresh.is_fresh:
        return Pack(target / "index.html", (0, 0), was_fresh=True)
    for problem in to_mend:
        progress(f"to mend: {problem}")
    is_officers = audience() == OFFICER
    if making.engine == WARM:
        warm(view)
    for look in (*open_questions(view), *(() if is_officers else notes(view, plan.reports))):
        progress(f"to look at: {look}")
    try:
        with staging(target, progress, refuse_when_stopped) as folder:
            finish_releases(target, project.ledger_of(plan.council))
            stale = replace(plan, reports=tuple(fresh.stale))
            keep_other_pages(view, stale, target, folder)
            hand = PackInHand(view, plan, asked, target, folder, making, progress, len(to_mend))
            passed, left_out = hand.finished(tuple(fresh.stale))
            officers = officers_page(view, reports_there(view, plan, folder))
            refuse_when_stopped()
        if asked.officers:
            write_officers_page(target, officers)
        keep_freshness(project, plan, view.published, asked, target, hand.reads)
        for piece in passed.own:
            progress(f"to accept before a release, with --accept {shlex.quote(piece.title)}: {piece}")
    except OSError as error:
        raise PanelpackError(
            f"could not write {error.filename or target}: {error.strerror or error}\nthe pack at {target} is as it was"
        ) from error
    numbers, without = (passed.facts, passed.derived), tuple(without_figures(view, plan.reports))
    made = {name: fresh.stale.get(name, "it no longer held") for name in hand.new}
    return Pack(target / "index.html", numbers, left_out, made, without)


def council_year_of(project: Project, plan: PackPlan) -> CouncilYear:
    """The council and year of a pack."""
    return council_year(project, prepared(project, plan.council), plan.council, plan.year)


def pack_folder(project: Project, plan: PackPlan) -> Path:
    """Where a pack stands."""
    above = project.cache / "officer" if audience() == OFFICER else project.rendered
    return above / plan.council / plan.year


def _all_stale(plan: PackPlan) -> Freshness:
    return Freshness(dict.fromkeys(plan.reports, "asked for"), "asked for")


def check_commentary(project: Project, plans: Sequence[PackPlan], draft: bool) -> list[Problem]:
    """Every fault in the commentary of some packs; unless they are built as drafts, there may be none.

    Raises:
        InputError: there are faults, and no draft was asked for.
    """
    found = [
        problem
        for plan in plans
        for problem in faults(
            council_year(project, prepared(project, plan.council), plan.council, plan.year), plan.reports
        )
    ]
    found = list(dict.fromkeys(found))
    if found and not draft:
        raise InputError(found, shown=len(found))
    return found
