"""The commands of what is signed: release a pack, and verify that an edition is what was released."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from panelpack.commands.chosen import CouncilOption, EachYearOption, Short, chosen
from panelpack.commands.ending import ending_well
from panelpack.commands.output import looks_written
from panelpack.comparisons.council_year import council_year
from panelpack.disclosure.prepare import prepared
from panelpack.packs.release import release
from panelpack.packs.verify import Proof, verify
from panelpack.project.checkout import DEFAULT_COUNCIL, find_project
from panelpack.project.errors import InputError, Problem, some


def release_command(
    signed_off_by: Annotated[str, typer.Option(help="Who signs the pack off.")],
    date: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day of the sign-off, such as 2023-10-19.")],
    short: Short = None,
    council: Annotated[str, typer.Option(help="Council, as named in parameters/councils/. It must be given.")] = "",
    year: Annotated[str, typer.Option(help="Reporting year such as 2022-23. It must be given.")] = "",
    accept: Annotated[
        list[str] | None,
        typer.Option(help="Title of a piece of an analyst's own that you looked at, several times if need be."),
    ] = None,
) -> None:
    """Keep the built pack of a year as an edition and enter its figures in the ledger, data/published/COUNCIL.csv."""
    with ending_well():
        project = find_project()
        council, year = chosen(short, council, year)
        if not council or not year:
            todo = f"panelpack release --council {council or 'COUNCIL'} --year {year or 'YEAR'}, for example"
            raise InputError([Problem("which pack is released must be said: council and year", todo=todo)])
        view = council_year(project, prepared(project, council), council, year)
        print(looks_written(view), end="")
        edition = release(project, council, year, signed_off_by, date.date(), accept or [], print)
        print(f"{edition.name}: {edition.figures} figures entered in data/published/{council}.csv; commit that file")
        if edition.uncommitted:
            print(f"not committed, so that git cannot prove it: {some(edition.uncommitted)}")
        print(f"Publish {edition.folder.relative_to(project.root).as_posix()}, which is kept as it is")


def verify_command(
    short: Short = None,
    council: CouncilOption = "",
    year: EachYearOption = "",
    pack: Annotated[
        Path | None, typer.Option(help="A copy of the newest edition's pack, such as the published one.", exists=True)
    ] = None,
) -> None:
    """Prove from ledger, record and git that editions are what was signed; exit code 1 where anything is not proven."""
    with ending_well():
        council, year = chosen(short, council, year)
        proofs = verify(find_project(), council or DEFAULT_COUNCIL, year, pack)
        print("\n".join(_written(proof) for proof in proofs))
        if not all(proof.is_whole for proof in proofs):
            raise typer.Exit(1)


def _written(proof: Proof) -> str:
    edition = proof.edition
    lines = [f"{edition.name}, signed off by {edition.signed_off_by} on {edition.signed_off_date}"]
    lines += [f"  proven: {item}" for item in proof.proven]
    lines += [f"  not proven: {item}" for item in proof.open]
    lines += [f"  NOT AS SIGNED: {item}" for item in proof.broken]
    return "\n".join(lines)
