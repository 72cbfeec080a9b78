"""`panelpack status`: how far a year is, on one screen, without a build and without a lock."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Annotated

import typer

from panelpack.commands.chosen import CouncilOption, Short, chosen, known
from panelpack.commands.ending import ending_well
from panelpack.commands.exit_codes import NOTHING_TO_DO
from panelpack.commands.output import refuse_format
from panelpack.commentary.files import faults, read
from panelpack.comparisons.council_year import CouncilYear, council_year
from panelpack.comparisons.of_year import asked_for, measures_in
from panelpack.disclosure.prepare import prepared
from panelpack.gate.pack_files import PDF
from panelpack.packs.editions import edition_name, editions_in
from panelpack.packs.freshness import Asked, Freshness, freshness_of
from panelpack.packs.manifest import read_record, written
from panelpack.packs.pack import pack_folder
from panelpack.packs.plan import PackPlan, plan
from panelpack.project.checkout import Project, find_project
from panelpack.project.errors import InputError, PanelpackError, some
from panelpack.reconciliation.all_findings import differences_among, findings
from panelpack.reconciliation.looked_at import NOTED
from panelpack.sections.to_look_at import open_questions

_FORMATS = ("table", "json")
_NO_PACK = "none"


@dataclass(frozen=True)
class ReportStatus:
    """How far a report is.

    Attributes:
        figures: of how many of its measures a figure of the year is there.
        missing: the ids of the measures of which none is; what is calculated from others is not counted.
        commented: whether officers commented on it.
        stale: why its page must be made anew; empty where it is as its sources say.
    """

    report: str
    title: str
    figures: int
    missing: tuple[str, ...]
    commented: bool
    stale: str


@dataclass(frozen=True)
class Status:
    """How far a council's year is.

    Attributes:
        commentary_faults: each fault in officers' commentary, with its place.
        new_differences: those at which nobody looked; `noted_differences` only panelpack did.
        open_questions: figures that look like a slip and that nobody has answered for.
        pack: `draft`, `released as` an edition where that was made of the pack as it is, or `none`.
        editions: the names of those that were released.
        stale: why the pages beside the reports must be made anew; empty where nothing must.
        days: from today to the day of the panel; None where that is not known.
    """

    council: str
    area: str
    year: str
    reports: tuple[ReportStatus, ...]
    commentary_faults: tuple[str, ...]
    new_differences: int
    noted_differences: int
    open_questions: int
    pack: str
    editions: tuple[str, ...]
    stale: str
    as_at: date | None
    days: int | None

    @property
    def is_fresh(self) -> bool:
        """Whether a build would have nothing to do."""
        return self.pack != _NO_PACK and not self.stale and not any(report.stale for report in self.reports)


def status_command(
    short: Short = None,
    council: CouncilOption = "",
    year: Annotated[
        str, typer.Option("--year", help="Reporting year such as 2022-23, or current; the newest if not given.")
    ] = "",
    form: Annotated[str, typer.Option("--format", help="table or json")] = "table",
) -> None:
    """Say how far a year is. Exit code 0: its pack is as its sources say; 3: it is stale, or there is none."""
    with ending_well():
        refuse_format(form, _FORMATS)
        project = find_project()
        council, year = chosen(short, council, year)
        council, year = known(project, council, year or project.years()[-1])
        found = status(project, council, year, date.today())
        print(_as_json(found) if form == "json" else "\n".join(_to_read(found)))
        if not found.is_fresh:
            raise typer.Exit(NOTHING_TO_DO)


def status(project: Project, council: str, year: str, today: date) -> Status:
    """How far a council's year is.

    Raises:
        InputError: there is no such council or year.
    """
    (wanted,) = plan(project, council, year)
    view = council_year(project, prepared(project, council), council, year)
    fresh = _freshness(project, wanted, view)
    apart = differences_among(view, findings(view))
    folder = pack_folder(project, wanted)
    return Status(
        council,
        view.area_name,
        year,
        tuple(_reports(view, wanted.reports, fresh)),
        tuple(map(str, faults(view, wanted.reports))),
        sum(item.needs_a_look for item in apart),
        sum(item.state == NOTED for item in apart),
        len(open_questions(view)),
        _edition(project, wanted),
        tuple(edition_name(year, int(path.name)) for path in editions_in(folder)),
        fresh.pack,
        view.year.as_at,
        (view.year.as_at - today).days if view.year.as_at else None,
    )


def _freshness(project: Project, wanted: PackPlan, view: CouncilYear) -> Freshness:
    """How fresh a pack is, asked for as it was built: with its further parameters, and with a PDF if it has one."""
    folder = pack_folder(project, wanted)
    try:
        given = read_record(folder)["parameters"]
    except PanelpackError:
        given = {}
    further = {name: value for name, value in given.items() if name not in ("council", "year")}
    return freshness_of(project, wanted, view.published, Asked(further, (folder / PDF).exists()), folder)


def _edition(project: Project, wanted: PackPlan) -> str:
    """What a pack is: a draft, a draft of which an edition was made as it is, or none."""
    folder = pack_folder(project, wanted)
    try:
        record = read_record(folder)
    except PanelpackError:
        return _NO_PACK
    same = sha256(written(record).encode("utf-8")).hexdigest()
    made = [path for path in editions_in(folder) if read_record(path).get("draft") == same]
    return f"released as {edition_name(wanted.year, int(made[-1].name))}" if made else str(record["edition"])


def _reports(view: CouncilYear, names: Sequence[str], fresh: Freshness) -> Iterator[ReportStatus]:
    there = measures_in(view)
    for name in names:
        measures = [item.id for item in asked_for(view, name)]
        missing = tuple(item for item in measures if item not in there)
        title = view.published.context.catalogue.report(name).short_title
        yield ReportStatus(
            name, title, len(measures) - len(missing), missing, _is_commented(view, name), fresh.stale.get(name, "")
        )


def _is_commented(view: CouncilYear, report: str) -> bool:
    try:
        return read(view, report) is not None
    except InputError:  # it is among the faults
        return True


def _as_json(found: Status) -> str:
    return json.dumps({**asdict(found), "fresh": found.is_fresh}, indent=2, ensure_ascii=False, default=str)


def _to_read(found: Status) -> Iterator[str]:
    """The status on one screen."""
    yield f"{found.area} {found.year}"
    yield f"  {'report':<24}{'figures':>8}{'missing':>9}  {'commentary':<12}page"
    for report in found.reports:
        words = "yes" if report.commented else "none"
        page = "not built" if found.pack == _NO_PACK else "stale" if report.stale else "as its sources say"
        yield f"  {report.report:<24}{report.figures:>8}{len(report.missing):>9}  {words:<12}{page}"
    yield from _faults(found)
    yield (
        f"  differences: {found.new_differences} that nobody looked at, {found.noted_differences} noted by panelpack "
        f"and not by the council; {found.open_questions} figures look like a slip"
    )
    released = f"; released: {', '.join(found.editions)}" if found.editions else "; nothing is released"
    yield f"  pack: {found.pack}{released if found.pack != _NO_PACK else ''}; {_freshness_words(found)}"
    yield f"  meeting: {_meeting(found)}"


def _faults(found: Status) -> Iterator[str]:
    count = len(found.commentary_faults)
    yield f"  commentary: {count or 'no'} {'fault' if count == 1 else 'faults'}"
    yield from (f"    {fault}" for fault in found.commentary_faults[:3])


def _freshness_words(found: Status) -> str:
    """Whether the pack is fresh, and why not, each reason once."""
    if found.is_fresh:
        return "fresh"
    reasons = dict.fromkeys([*(report.stale for report in found.reports if report.stale), found.stale])
    return f"stale: {some([reason for reason in reasons if reason], shown=2)}" if any(reasons) else "stale"


def _meeting(found: Status) -> str:
    if found.as_at is None or found.days is None:
        return f"not known; give as_at in parameters/years/{found.year}.yaml"
    day = f"{found.as_at.day} {found.as_at:%B %Y}"
    if not found.days:
        return f"{day}, today"
    return f"{day}, {'in ' if found.days > 0 else ''}{abs(found.days)} days{'' if found.days > 0 else ' ago'}"
