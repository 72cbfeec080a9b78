"""Areas by name, code or role, as an analyst writes them: "Kent", "E10000016", "neighbours"."""

from collections.abc import Iterable, Sequence

from panelpack.comparisons.council_year import CouncilYear
from panelpack.project.errors import InputError

ALL = "all"
ROLES = ("council", "neighbours", "region", "england", ALL)


def codes_of(view: CouncilYear, named: str | Iterable[str], own: str = "") -> list[str]:
    """The codes of areas and roles, each once, in the order given.

    Args:
        named: names or codes of areas, or `council`, `neighbours` (of the model in force), `region`, `england`, `all`.
        own: what stands for the council itself; its area when empty.

    Raises:
        InputError: areas that there are not, each with the nearest that there is.
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
            codes += roles[one.casefold()] if one.casefold() in roles else [areas.code_of(one, ROLES)]
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return list(dict.fromkeys(codes))
