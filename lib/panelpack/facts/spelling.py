"""One spelling for each part that figures are of: `Gender = Girls` is `gender=girls`, or a fault that names it."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

import pandas as pd

from panelpack.catalogue import breakdowns
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.reader import Catalogue
from panelpack.facts.workbook import place_of_cell
from panelpack.project.errors import Problem

_GENERAL = ("statistic", "window", "statement", "bound")
_NEAR = 0.8
_BETWEEN = re.compile(r"[\s_\-\u2010-\u2015]+")


def one_spelling(
    table: pd.DataFrame, catalogue: Catalogue, there: Iterable[tuple[str, str]] = ()
) -> tuple["pd.Series[str]", list[Problem]]:
    """The breakdowns of a table's rows, each in the spelling that is known, and those of which none is.

    Spaces around signs, the order of parts and capitals in names never matter. A value that differs from one of the
    catalogue, or of figures that are there, by capitals, spaces and hyphens alone is that one.

    Args:
        there: measure and breakdown of figures that are there.
    """
    known = _known(catalogue, there)
    typed = list(zip(table["measure"], table["breakdown"], strict=True))
    rows = {
        (name, words): _spelt(breakdowns.tidied(words), known.get(name, {})) for name, words in dict.fromkeys(typed)
    }
    spelt = [(name, rows[name, words]) for name, words in typed]
    usual = _most_usual(Counter((name, part) for name, words in spelt for part in breakdowns.parts_of(words)))
    faults = {
        (name, words): list(_faults(name, words, known.get(name, {}), usual, catalogue.measures.get(name)))
        for name, words in dict.fromkeys(spelt)
    }
    problems = [
        Problem(what, place_of_cell(file, int(line), "breakdown"), todo)
        for key, file, line in zip(spelt, table["file"], table["line"], strict=True)
        for what, todo in faults[key]
    ]
    return pd.Series([words for _, words in spelt], index=table.index, dtype=object), problems


def _alike(part: str) -> str:
    """What spellings of one part have in common."""
    name, _, value = part.partition("=")
    return f"{name}={_BETWEEN.sub('_', value.casefold())}"


def _known(catalogue: Catalogue, there: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """For each measure, the known spelling of what its parts have in common."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, breakdown in there:
        for part in breakdowns.parts_of(breakdowns.tidied(breakdown)):
            found[name].setdefault(_alike(part), part)
    for measure in catalogue.measures.values():
        declared = [
            *measure.breakdown_labels,
            *measure.subtotals,
            *(part for of in measure.subtotals.values() for part in of),
        ]
        for part in (part for words in declared for part in breakdowns.parts_of(words)):
            found[measure.id][_alike(part)] = part
    return found


def _spelt(breakdown: str, known: Mapping[str, str]) -> str:
    return breakdowns.canonical(";".join(known.get(_alike(part), part) for part in breakdown.split(";")))


def _most_usual(counted: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], str]:
    """For what spellings of one measure have in common, the one that most rows use; the first of several such."""
    found: dict[tuple[str, str], str] = {}
    for (name, part), rows in counted.items():
        usual = found.setdefault((name, _alike(part)), part)
        if rows > counted[name, usual]:
            found[name, _alike(part)] = part
    return found


def _faults(
    name: str,
    breakdown: str,
    known: Mapping[str, str],
    usual: Mapping[tuple[str, str], str],
    measure: Measure | None,
) -> Iterator[tuple[str, str]]:
    """What is wrong with a breakdown, each with what to do."""
    parts = breakdowns.parts_of(breakdown)
    names = [breakdowns.name_of(part) for part in parts]
    for twice in sorted({item for item in names if names.count(item) > 1}):
        yield f"the breakdown gives {twice!r} twice", "a figure is of one part of each name"
    strange = next((letter for letter in breakdown if _is_foreign(letter)), "")
    if strange:
        yield f"a letter of another script in the breakdown: {unicodedata.name(strange, 'unnamed')}", "type it anew"
        return
    for part in parts:
        other = usual[name, _alike(part)]
        if other != part:
            yield f"the part {part!r} is also written {other!r}", f"write it one way: {other}"
    declared = {*(measure.breakdown_names if measure else ()), *_GENERAL, *map(breakdowns.name_of, known)}
    for item in names:
        near = [] if item in declared else get_close_matches(item, declared, n=1, cutoff=_NEAR)
        if near:
            yield f"the breakdown has no name {item!r}", f"did you mean {near[0]}?"


def _is_foreign(letter: str) -> bool:
    """Whether it is a letter that is not Latin: such a one looks like another and is none."""
    return letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN")
