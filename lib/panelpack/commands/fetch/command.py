"""`panelpack fetch`: bring the Department's data sets in, from its API."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
from rich.progress import Progress as Bars

from panelpack.catalogue.sources import DataSet, Register, read_register
from panelpack.commands.ending import ending_well
from panelpack.commands.exit_codes import DATA, NOTHING_TO_DO
from panelpack.project.checkout import Project, find_project
from panelpack.project.errors import InputError, PanelpackError, Problem
from panelpack.project.locks import locked

ADDRESS = "PANELPACK_EES"
"""The variable that names another address of the API."""

PUBLISHER = "Department for Education"
"""Whose sources are fetched where none is named."""


def fetch_command(
    sources: Annotated[list[str] | None, typer.Argument(help="Ids of sources; all that can be if none.")] = None,
    accept_changes: Annotated[
        bool, typer.Option("--accept-changes", help="Take figures that the Department revised.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Fetch anew what is here, and compare it.")] = False,
    address: Annotated[str, typer.Option("--from", help=f"The API's address; {ADDRESS} names one too.")] = "",
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds to wait for an answer.")] = 30.0,
) -> None:
    """Fetch the Department's data sets and refresh from them. Exit code 3: all is here; 4: somebody must look first.

    The id and version of a data set stand in data/sources.yaml; what was fetched is recorded in data/fetched.yaml.
    """
    with ending_well():
        project = find_project()
        register = read_register(project.data / "sources.yaml")
        wanted = wanted_sets(register, sources or [])
        with locked(project.cache / "fetch", "fetching data sets", print), _telling() as progress:
            outcomes, failed = _fetched(project, wanted, address, timeout, (accept_changes, again), progress)
        if failed:
            raise PanelpackError("\n".join(failed))
        if "stopped" in outcomes:
            raise typer.Exit(DATA)
        if set(outcomes) <= {"here"}:
            raise typer.Exit(NOTHING_TO_DO)


def wanted_sets(register: Register, sources: Sequence[str]) -> list[tuple[str, DataSet]]:
    """The data sets of some sources; of all of the Department where none is named, and those without are told.

    Raises:
        InputError: a source that is named is not known, or no id of a data set of it is.
    """
    chosen = list(sources) or [name for name, item in register.sources.items() if item.publisher == PUBLISHER]
    without = [name for name in chosen if not register[name].data_sets]
    told = "no data set id is known for {}: put it into data/sources.yaml"
    if sources and without:
        todo = "data_sets: [{id: ..., file: ...}], the API data set ID of its page in the Department's data catalogue"
        raise InputError([Problem(told.format(name), todo=todo) for name in without])
    if without:
        print(told.format(", ".join(without)))
    return [(name, item) for name in chosen for item in register[name].data_sets]


def _fetched(
    project: Project,
    wanted: Sequence[tuple[str, DataSet]],
    address: str,
    timeout: float,
    choices: tuple[bool, bool],
    progress: Callable[[int, int | None], None],
) -> tuple[list[str], list[str]]:
    """What came of each data set, told as it comes, and why some could not be had; one stops no other."""
    # Nothing else of panelpack needs a network, or waits for the import of what speaks to it
    from panelpack.commands.fetch.api import BASE, Api
    from panelpack.commands.fetch.bring import Bringing
    from panelpack.commands.fetch.patience import Patience

    api = Api(address or os.environ.get(ADDRESS, "") or BASE, Patience(timeout_seconds=timeout))
    accept, again = choices
    bringing = Bringing(project, api, accept, again, progress)
    outcomes: list[str] = []
    failed: list[str] = []
    for source, data_set in wanted:
        try:
            brought = bringing.bring(source, data_set)
        except PanelpackError as error:
            failed.append(f"{source}: {error}")
            continue
        print(f"{source}: " + "\n  ".join(brought.said))
        outcomes.append(brought.how)
    return outcomes, failed


@contextmanager
def _telling() -> Iterator[Callable[[int, int | None], None]]:
    """How the bytes that come are told: by a bar where somebody looks, else not."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _size, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Bars(*columns, console=console, transient=True) as bars:
        task = bars.add_task("fetching", total=None)
        yield lambda size, total: bars.update(task, completed=size, total=total)
