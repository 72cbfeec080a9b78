"""Areas by name, code or role, as an analyst writes them: "Kent", "E10000016", "neighbours"."""

from collections.abc import Iterable, Sequence

from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.prepare import areas_read
from panelpack.facts.figure_store import STORE
from panelpack.project.errors import InputError, Problem

ALL = "all"
ROLES = ("council", "neighbours", "region", "england", ALL)


def codes_of(view: CouncilYear, named: str | Iterable[str], own: str = "") -> list[str]:
    """The codes of areas and roles, each once, in the order given.

    Args:
        named: names or codes of areas, or `council`, `neighbours` (of the model in force), `region`, `england`, `all`.
        own: what stands for the council itself; its area when empty.

    Raises:
        InputError: areas that there are not, each with the nearest that there is; one whose figures are kept and were
            not read for this council.
    """
    areas, council = view.published.context.areas, view.council
    roles: dict[str, Sequence[str]] = {
        "council": [own or council.area],
        "neighbours": view.neighbour_codes,
        "region": [council.region],
        "england": [council.country],
        ALL: list(areas.by_code),
    }
    codes: list[str] = []
    problems = []
    for one in [named] if isinstance(named, str) else named:
        try:
            codes += roles[one.casefold()] if one.casefold() in roles else [_read(view, areas.code_of(one, ROLES))]
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return list(dict.fromkeys(codes))


def _read(view: CouncilYear, code: str) -> str:
    """The code of an area, once its figures are among those that were read, or there are none to read.

    Raises:
        InputError: the figures of all England are kept, and those of the area were left where they are.
    """
    project, name = view.project, view.council_name
    if not any((project.data / "benchmarks").glob(f"*{STORE}")) or code in areas_read(project, name):
        return code
    if any(figure.area == code for figure in view.published.figures.values()):
        return code
    what = f"the figures of {view.name_of(code)} are not read for {view.area_name}, of which it is no neighbour"
    todo = f"write further_areas: [{code}] in parameters/councils/{name}.yaml"
    raise InputError([Problem(what, todo=todo)])
