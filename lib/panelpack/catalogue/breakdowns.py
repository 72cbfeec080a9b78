"""Breakdowns: the part that a figure is of, written `name=value;name=value` in the order of the names; empty for all.

Four names say no part of a whole, but which of several figures it is: `statistic` (a rank or quartile), `window`
(current or previous, where a source gives no dates), `statement` (which of two statements of one document) and `bound`
(an end of a range).
"""

from collections.abc import Iterable, Mapping

PATTERN = r"(?:[a-z_0-9]+=[^=;]+(?:;[a-z_0-9]+=[^=;]+)*)?"
"""What a breakdown looks like, as a regular expression."""

CURRENT, PREVIOUS = "window=current", "window=previous"
"""Two windows of equal length that follow one another, where their source gives no dates."""

COUNTS_OF_AREAS = ("statistic=national_rank", "statistic=councils")
"""Statistics that hold a rank or a number of councils, and not a value in the measure's unit."""

LOWER_BOUND, UPPER_BOUND = "bound=from", "bound=to"
"""The two ends of a range that a document gives."""


def parts_of(breakdown: str) -> list[str]:
    """The parts of a breakdown, each `name=value`.

    >>> parts_of("age=10-15;sex=female")
    ['age=10-15', 'sex=female']
    """
    return [part for part in breakdown.split(";") if part]


def names_of(breakdown: str) -> list[str]:
    """The names of a breakdown's parts.

    >>> names_of("age=10-15;sex=female")
    ['age', 'sex']
    """
    return [name_of(part) for part in parts_of(breakdown)]


def name_of(part: str) -> str:
    """The name before a part's equals sign; the first one's of several parts."""
    return part.partition("=")[0]


def value_of(part: str) -> str:
    """The value after a part's equals sign."""
    return part.partition("=")[2]


def pairs_of(breakdown: str) -> dict[str, str]:
    """Values by name.

    >>> pairs_of("age=10-15;sex=female")
    {'age': '10-15', 'sex': 'female'}
    """
    return {name_of(part): value_of(part) for part in parts_of(breakdown)}


def of_parts(parts: Iterable[str]) -> str:
    """The canonical breakdown of some parts, whatever their order.

    >>> of_parts(["sex=female", "age=10-15"])
    'age=10-15;sex=female'
    """
    return ";".join(sorted(part for part in parts if part))


def of_pairs(pairs: Mapping[str, str]) -> str:
    """The canonical breakdown of values by name."""
    return of_parts(f"{name}={value}" for name, value in pairs.items())


def canonical(breakdown: str) -> str:
    """The same breakdown with its parts in order; one that is not of the grammar stays so, to be refused."""
    return ";".join(sorted(breakdown.split(";")))


def tidied(breakdown: str) -> str:
    """What a person typed, without spaces around its signs and with its names in small letters; in canonical order.

    >>> tidied("Sex = female ; age=10-15")
    'age=10-15;sex=female'
    """
    parts = []
    for part in (part.strip() for part in breakdown.split(";")):
        name, equals, value = part.partition("=")
        parts.append(f"{name.strip().lower()}{equals}{value.strip()}")
    return canonical(";".join(parts))


def with_part(breakdown: str, part: str) -> str:
    """A breakdown with a part more."""
    return of_parts([*parts_of(breakdown), part])


def without(breakdown: str, *names: str) -> str:
    """A breakdown without the parts of these names.

    >>> without("bound=from;year_group=7", "bound")
    'year_group=7'
    """
    return of_parts(part for part in parts_of(breakdown) if name_of(part) not in names)


def has(breakdown: str, part: str) -> bool:
    """Whether a breakdown holds a part; `statistic=` alone asks for the name, whatever the value."""
    return any(found == part or (part.endswith("=") and found.startswith(part)) for found in parts_of(breakdown))


def is_statistic(breakdown: str) -> bool:
    """Whether it is a rank, quartile or count of areas, and no part of a whole."""
    return has(breakdown, "statistic=")


def is_statement(breakdown: str) -> bool:
    """Whether it tells two statements of one document apart."""
    return has(breakdown, "statement=")


def other_window(breakdown: str) -> str:
    """The breakdown of the window before, for one of a current window.

    >>> other_window("window=current")
    'window=previous'
    """
    return with_part(without(breakdown, "window"), PREVIOUS)


def other_bound(breakdown: str) -> str:
    """The breakdown of a range's upper end, for one of its lower end."""
    return with_part(without(breakdown, "bound"), UPPER_BOUND)
