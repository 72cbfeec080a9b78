"""`panelpack build`: packs, as many at a time as there are cores, and only what changed."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from panelpack.commands.chosen import DEFAULT_YEAR
from panelpack.commands.elsewhere import chosen_project
from panelpack.commands.ending import ending_well
from panelpack.commands.exit_codes import NOTHING_TO_DO
from panelpack.commands.outcomes import outcomes_of
from panelpack.commands.telling import Telling, telling_to
from panelpack.packs.cluster import Cluster, build_on_cluster
from panelpack.packs.executor import raise_together
from panelpack.packs.freshness import Asked
from panelpack.packs.making import Making, ReportDone
from panelpack.packs.making import Progress as Say
from panelpack.packs.many import build_packs
from panelpack.packs.notebooks import ENGINES, chosen_engine
from panelpack.packs.officers import officers_path
from panelpack.packs.pack import Pack, check_commentary, pack_folder
from panelpack.packs.plan import ALL_YEARS, PackPlan, plan, too_early
from panelpack.project.checkout import DEFAULT_COUNCIL, PUBLIC, Project, audience
from panelpack.project.children import Outcome, cores
from panelpack.project.errors import InputError, Problem
from panelpack.project.unchanged import remember, signature_of_sources


def build_command(
    reports: Annotated[list[str] | None, typer.Argument(help="Reports to build; all of the year if none.")] = None,
    council: Annotated[str, typer.Option(help="Council, as named in parameters/councils/, or all.")] = DEFAULT_COUNCIL,
    year: Annotated[str, typer.Option(help="Reporting year such as 2022-23, current, or all.")] = DEFAULT_YEAR,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", help="NAME=VALUE for the notebooks, several times if need be."),
    ] = None,
    for_whom: Annotated[
        str, typer.Option("--audience", help="public, or officer for an unsuppressed copy that is not published.")
    ] = PUBLIC,
    draft: Annotated[
        bool, typer.Option("--draft", help="Go on in spite of faults in officers' commentary; the pages mark them.")
    ] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="Make pack.pdf too: all reports in one document.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Make every report anew, also where nothing changed.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Say of each report that is made why it must be.")] = False,
    engine: Annotated[
        str, typer.Option(help=f"How notebooks are run: {' or '.join(ENGINES)}; the quickest that works if not given.")
    ] = "",
    workers: Annotated[int, typer.Option(min=0, help="Reports at a time; as many as cores if not given.")] = 0,
    executor: Annotated[str, typer.Option(help="dask://HOST:PORT to build on a Dask cluster: docs/cluster.md.")] = "",
    project_at: Annotated[
        str,
        typer.Option(help="Where workers read the project, such as s3://bucket/panelpack; the checkout if not given."),
    ] = "",
    to: Annotated[str, typer.Option(help="Where workers put packs; the project's rendered/ if not given.")] = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="Print only errors, and a last line for programs.")] = False,
    log: Annotated[Path | None, typer.Option(help="Add all that is said to a file, with times.")] = None,
) -> None:
    """Build packs into rendered/COUNCIL/YEAR/, as far as anything changed. The last good pack stays until then.

    Exit codes: 0 built, 3 nothing to do, 4 data stopped it, 5 the gate, 6 a notebook, 7 locked, 1 anything else.
    """
    with ending_well(), telling_to(quiet, str(log or "")) as telling, ending_well(telling.error):
        os.environ["PANELPACK_AUDIENCE"] = for_whom
        audience()
        asked = Asked(dict(pair(text) for text in parameter or []), pdf)
        with chosen_project(executor, project_at, to) as (project, cluster):
            sources = signature_of_sources(project.root)
            plans = plan(project, council, year, reports or [], asked.parameters)
            making = _making(engine, workers, force, why, cluster)
            if len({item.council for item in plans}) == 1:
                # Over all packs at once, so that every fault is known before the first notebook runs
                check_commentary(project, plans, draft)
            found = _built(project, plans, asked, draft, making, cluster, telling)
            early = too_early(project, plans) if year == ALL_YEARS else []
            outcomes = outcomes_of(project, plans, found, early, cluster)
            outcomes.tell(telling)
            raise_together(outcomes.errors())
            if not force and cluster is None:
                folders = [place for item in plans for place in _places_of(project, item)]
                told = outcomes.for_next_time(telling, str(log or ""))
                remember(project.root, sys.argv[1:], sources, folders, told)
        if outcomes.is_nothing_done:
            raise typer.Exit(NOTHING_TO_DO)


def pair(text: str) -> tuple[str, str]:
    """A name and a value that were given as NAME=VALUE.

    Raises:
        InputError: they were not.
    """
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise InputError([Problem(f"{text!r} is no name and value", todo="write it as NAME=VALUE")])
    return name, value


def _places_of(project: Project, plan: PackPlan) -> tuple[Path, Path]:
    """Where a pack stands, and the folder of its page for officers."""
    folder = pack_folder(project, plan)
    return folder, officers_path(folder).parent


def _making(engine: str, workers: int, force: bool, why: bool, cluster: Cluster | None) -> Making:
    """How packs are made; on a cluster a report at a time on each thread, by the engine that a worker has."""
    if cluster is None:
        return Making(chosen_engine(engine), workers or cores(), force, why)
    return Making(engine and chosen_engine(engine), workers or 1, force, why)


def _built(
    project: Project,
    plans: Sequence[PackPlan],
    asked: Asked,
    draft: bool,
    making: Making,
    cluster: Cluster | None,
    telling: Telling,
) -> list[Outcome[PackPlan, Pack]]:
    total = sum(len(item.reports) for item in plans)
    with _progress(total, telling) as say:
        if cluster is not None:
            return build_on_cluster(project, plans, asked, say, draft, making, cluster)
        return build_packs(project, plans, asked, say, draft, making)


@contextmanager
def _progress(total: int, telling: Telling) -> Iterator[Say]:
    """How progress is told: by a bar where somebody looks, else a line each."""
    console = Console(stderr=False)
    if telling.quiet or not console.is_terminal:
        yield telling.say
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Without a thread of its own, which must not be held across a fork
    with Progress(*columns, console=console, auto_refresh=False, speed_estimate_period=300) as bar:
        task = bar.add_task("preparing figures", total=total)
        bar.refresh()

        def step(words: str) -> None:
            bar.update(task, advance=words.reports if isinstance(words, ReportDone) else 0, description=str(words)[:60])
            bar.refresh()
            telling.note(words)

        yield step
