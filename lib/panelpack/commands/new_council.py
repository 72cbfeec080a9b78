"""A council that the project has not had: its file of parameters, written from reference data."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer
import yaml

from panelpack.catalogue.areas import Area, Areas
from panelpack.commands.ending import ending_well
from panelpack.disclosure.prepare import check_places
from panelpack.facts.tidy_csv import figure_files, read_figures
from panelpack.project.checkout import Project, find_project
from panelpack.project.errors import InputError, Problem, some, suggest
from panelpack.project.files import write_all

PANEL, ACCENT = "Children's scrutiny panel", "#1d4f76"
_OF = re.compile(r", (city|county) of$", re.I)
_NOT_KNOWN = {"icb": "integrated care board", "adoption_agency": "regional adoption agency"}


@dataclass(frozen=True)
class Look:
    """What no reference data tell of a council: how its panel is called, its colour, and whom readers ask."""

    panel: str = PANEL
    accent: str = ACCENT
    contact: str = ""


def new_council_command(
    council: Annotated[str | None, typer.Argument(help="Its name or code, such as Bristol, E06000023 or 801.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every English council that has no parameters yet.")] = False,
    panel: Annotated[str | None, typer.Option(help="What its panel is called.")] = None,
    accent: Annotated[str | None, typer.Option(help="The colour of its pages, such as #1d4f76.")] = None,
    contact: Annotated[str | None, typer.Option(help="Whom readers ask.")] = None,
) -> None:
    """Write the parameters of an English council from its name or code alone."""
    with ending_well():
        project = find_project()
        if every == bool(council):
            raise InputError([Problem("name one council, or give --all", todo="panelpack new-council Bristol")])
        if council is None:
            print("\n".join(all_councils(project)))
            return
        area = named(Areas(project.data / "reference"), council)
        look = _asked(area, Look(panel or PANEL, accent or ACCENT, contact or ""), [panel, accent, contact])
        print("\n".join(new_council(project, area, look)))


def _asked(area: Area, look: Look, given: list[str | None]) -> Look:
    """What only a person knows, asked of whoever sits at the terminal, where nothing of it was given."""
    if not _is_asked() or any(given):
        return look
    panel = typer.prompt("What is the panel called?", default=look.panel)
    contact = typer.prompt("Whom do readers ask?", default=_contact(area))
    return Look(panel, typer.prompt("The colour of its pages", default=look.accent), contact)


def _is_asked() -> bool:
    return sys.stdin.isatty()


def named(areas: Areas, words: str) -> Area:
    """The English council of a name or of a code, the Office's or the Department's.

    Raises:
        InputError: there is none, and the message names the nearest; or it is a former one, with what came of it.
    """
    wanted = words.strip().casefold()
    for area in areas.english_councils:
        if wanted in (area.code.casefold(), area.dfe_code, area.name.casefold(), _short(area).casefold(), slug(area)):
            return area
    former = next(
        (area for area in areas.by_code.values() if wanted in (area.code.casefold(), area.name.casefold())), None
    )
    if former is not None and former.kind == "council" and not former.invented:
        now = ", ".join(f"{area.name} ({area.code})" for area in areas.successors(former.code))
        what = f"{former.name} ({former.code}) is not the code of a council of now"
        raise InputError([Problem(what, todo=f"name {now}" if now else "name a council of now")])
    todo = suggest(words, [_short(area) for area in areas.english_councils])
    raise InputError([Problem(f"there is no English council {words!r}", todo=todo)])


def new_council(project: Project, area: Area, look: Look = Look()) -> Iterator[str]:
    """Write a council's parameters; the lines say what was written, what is not known, and what comes next.

    Raises:
        InputError: it has parameters already, or what was given breaks a rule of them.
    """
    there = _there(project)
    if area.code in there:
        where = f"parameters/councils/{there[area.code]}.yaml"
        raise InputError([Problem(f"{area.name} has parameters already", where, "change them there")])
    _write(project, [area], look)
    name = slug(area)
    yield f"parameters/councils/{name}.yaml is written: {', '.join(_found(project, area))}"
    yield f"not known, and left out: {', '.join(f'{words} ({key})' for key, words in _NOT_KNOWN.items())}"
    yield "  to have their figures on pages, add them to data/reference/areas.csv and name their codes in the file"
    if not look.contact:
        taken = f"panel ({look.panel}), contact ({_contact(area)}), accent ({look.accent})"
        yield f"taken for now, change them there: {taken}"
    yield "Next:"
    if not _has_figures(project, area.code):
        yield f"  no official statistics of {area.name} are here yet; for each of the Department's files:"
        yield "  panelpack refresh FILE --source SOURCE --release RELEASE --all-areas"
    yield f"  panelpack build --council {name} --year {project.years()[-1]}"
    yield f"  panelpack template safeguarding --council {name} --year {project.years()[-1]}"


def all_councils(project: Project) -> Iterator[str]:
    """Write the parameters of every English council that has none; the lines say how many, and what comes next."""
    there = _there(project)
    every = Areas(project.data / "reference").english_councils
    new = [area for area in every if area.code not in there]
    _write(project, new, Look())
    yield f"{len(new)} councils are new, {len(every) - len(new)} had parameters: {len(every)} English councils"
    known = {code for path in figure_files(project.data / "benchmarks") for code in read_figures(path)["area"].unique()}
    bare = [area.name for area in every if area.code not in known]
    yield "Next:"
    if bare:
        yield f"  no official statistics are here yet of {some(bare)}; for each of the Department's files:"
        yield "  panelpack refresh FILE --source SOURCE --release RELEASE --all-areas"
    yield f"  panelpack build --council all --year {project.years()[-1]}"


def slug(area: Area) -> str:
    """The name of a council's files.

    >>> slug(Area("E06000023", "Bristol, City of", "council", "801", "", ""))
    'bristol'
    """
    return "-".join(re.findall(r"[a-z]+", _short(area).casefold()))


def _short(area: Area) -> str:
    return _OF.sub("", area.name)


def _contact(area: Area) -> str:
    return f"Children's services, {_short(area)}"


def _there(project: Project) -> dict[str, str]:
    """The councils that have parameters: their names by the codes of their areas."""
    return {project.council(name).area: name for name in project.councils()}


def _has_figures(project: Project, code: str) -> bool:
    """Whether any official statistic of an area is in the project."""
    paths = figure_files(project.data / "benchmarks")
    return any((read_figures(path, areas=[code])["area"] == code).any() for path in paths)


def _found(project: Project, area: Area) -> Iterator[str]:
    """What reference data tell of a council, in words."""
    areas = Areas(project.data / "reference")
    force = areas.force_of(area.code)
    yield f"{area.name} ({area.code}, number {area.dfe_code} of the Department)"
    yield f"region {areas.name(area.within)}"
    if force:
        yield areas.name(force)
    yield f"neighbours by the model of {' and '.join(areas.models_of(area.code))}"


def _write(project: Project, new: list[Area], look: Look) -> None:
    """Write the parameters of councils, all or none, and look whether they are right."""
    areas = Areas(project.data / "reference")
    folder = project.parameters / "councils"
    texts = {folder / f"{slug(area)}.yaml": _text(project, areas, area, look) for area in new}
    for path in texts:
        if path.exists():
            raise InputError([Problem("the file is there, and of another area", str(path), "rename it first")])
    write_all(texts)
    try:
        for area in new:
            check_places(project, slug(area))
    except InputError:
        for path in texts:
            path.unlink()
        raise


def _text(project: Project, areas: Areas, area: Area, look: Look) -> str:
    """The parameters of a council as YAML, with the name of each code beside it."""
    codes = {"area": area.code, "region": area.within, "force": areas.force_of(area.code)}
    lines = [f"{key}: {code}  # {areas.name(code)}" for key, code in codes.items() if code]
    lines.append("neighbours:")
    for model, first in _in_force(project, areas.models_of(area.code)):
        lines += [f'  - model: "{model}"', f"    from: {first}"]
    words = {"panel": look.panel, "accent": look.accent, "contact": look.contact or _contact(area)}
    return "\n".join(lines) + "\n" + yaml.safe_dump(words, sort_keys=False, allow_unicode=True, width=1000)


def _in_force(project: Project, models: list[str]) -> Iterator[tuple[str, str]]:
    """Each model with the reporting year from which it is used: the oldest from the first, others from their own.

    The model of May 2025 came out when 2024-25 had just ended, and is used for that year.
    """
    for place, model in enumerate(models):
        own = f"{int(model) - 1}-{int(model) % 100:02d}"
        yield model, own if place else min(own, project.years()[0])
