"""The levels of SEN2 from its XML, taken from the columns in which its elements are read."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from panelpack.facts.returns.csv_files import ROW
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.sen2.levels import EXPECTED, NAMES, PARENTS, READ, SOURCE, Levels, id_of
from panelpack.facts.returns.xml_elements import Elements, elements_of
from panelpack.facts.returns.xml_told import Flags, Numbers

_LEVELS = tuple(PARENTS)
_PERSON = _LEVELS.index("person")
_PARENT_OF = np.array([_LEVELS.index(parent) if parent else -1 for parent in PARENTS.values()])
_OUTSIDE, _LOST = -1, -2
"""In place of the record that an element is in: it is in none, or in one that stands where it does not belong."""


def levels_of_xml(source: Source, prefix: str) -> Levels:
    """The levels of an XML file.

    Args:
        prefix: begins the ids that are made, so that those of two files differ.

    Raises:
        InputError: it is not well formed, or declares a document type.
    """
    found, elements = Levels(), elements_of(source)
    for header in elements.texts_within("header"):
        found.headers[source.name] = {name: values[-1] for name, values in header.items()}
    placed = _Placed.of(elements)
    found.misplaced |= {(source.name, _LEVELS[level]) for level in np.unique(placed.level[placed.is_misplaced])}
    stray = placed.stray(elements)
    if stray:
        found.stray[source.name] = stray
    for level in READ:
        found.add(level, placed.table(elements, level, prefix).assign(**{SOURCE: source.name}))
    return found


@dataclass(frozen=True)
class _Placed:
    """Where each element of a file stands among the levels. Arrays have a place for each.

    Attributes:
        names: what the names of elements are called here.
        level: which level an element is by its name; -1 for none.
        record: the place of the record in which it stands, through what only wraps; or `_OUTSIDE`, or `_LOST`.
        is_record, is_misplaced: whether it is a record of its level; whether it stands where it does not belong.
        number: the person, from 1, in which it stands; nought for none.
    """

    names: list[str]
    level: Numbers
    record: Numbers
    is_record: Flags
    is_misplaced: Flags
    number: Numbers

    @classmethod
    def of(cls, elements: Elements) -> "_Placed":
        """The places of all elements, from the outer ones to the inner ones."""
        names = [NAMES.get(name.casefold(), name.casefold()) for name in elements.names]
        level = np.array([_LEVELS.index(name) if name in PARENTS else -1 for name in names])[elements.name]
        size, holds = len(level), elements.has_inside
        parent = elements.parents(np.arange(size))
        record, is_record, is_misplaced = np.full(size, _OUTSIDE), np.zeros(size, bool), np.zeros(size, bool)
        for depth in range(int(elements.depth.max(initial=0)) + 1):
            here = np.flatnonzero(elements.depth == depth)
            above, of = parent[here], level[here]
            if depth:
                within = np.where(is_record[above], above, record[above])
                record[here] = np.where(is_misplaced[above], _LOST, within)
            within = record[here]
            belongs = _PARENT_OF[of] == level[within]
            is_inside, is_person = within >= 0, of == _PERSON
            # An empty element says that there is none
            is_record[here] = np.where(is_inside, (of >= 0) & belongs & holds[here] & ~is_person, is_person)
            is_record[here] &= within != _LOST
            is_misplaced[here] = is_inside & (of >= 0) & (~belongs | is_person)
        persons = np.flatnonzero(is_record & (level == _PERSON))
        return cls(names, level, record, is_record, is_misplaced, elements.within(persons))

    def places(self, level: str) -> Numbers:
        """Where the records of a level begin."""
        return np.flatnonzero(self.is_record & (self.level == _LEVELS.index(level)))

    def stray(self, elements: Elements) -> list[int]:
        """The persons in whose record text stands where only elements belong."""
        says = (np.array(elements.text) != "") & elements.has_inside
        wrapped = self.number[says & (self.number > 0)]
        return sorted({*wrapped.tolist(), *elements.strays_within(self.places("person")).tolist()})

    def table(self, elements: Elements, level: str, prefix: str) -> pd.DataFrame:
        """The records of a level as rows of text, with ids, those of the level above, and the number of the person."""
        rows, parent = self.places(level), PARENTS[level]
        if not len(rows):
            empty = pd.DataFrame(columns=[id_of(level), id_of(parent), *EXPECTED[level], ROW], dtype=str)
            return empty.astype({ROW: "int64"})
        made = {id_of(level): _ids(prefix, level, np.arange(len(rows)))}
        if parent != "sen2" and parent:
            above = np.searchsorted(self.places(parent), self.record[rows])
            made[id_of(parent)] = _ids(prefix, parent, above)
        is_text = (self.level < 0) & ~elements.has_inside & (self.record >= 0)
        is_text[is_text] = self.level[self.record[is_text]] == _LEVELS.index(level)
        texts = np.flatnonzero(is_text)
        is_filled = np.array(pc.not_equal(elements.text.take(pa.array(texts)), ""))
        row, name = np.searchsorted(rows, self.record[texts]), elements.name[texts]
        for called in dict.fromkeys(self.names[place] for place in np.unique(name)):
            if called in made or called == ROW:
                continue
            here = np.isin(name, [place for place, other in enumerate(self.names) if other == called]) & is_filled
            # Of several the first that is filled
            first = np.full(len(rows), -1)
            first[row[here][::-1]] = texts[here][::-1]
            made[called] = elements.text.take(pa.array(first, mask=first < 0)).fill_null("")
        columns = {called: cells.cast(pa.large_string()).to_pandas().astype("str") for called, cells in made.items()}
        return pd.DataFrame(columns).assign(**{ROW: self.number[rows].astype("int64")})


def _ids(prefix: str, level: str, numbers: Numbers) -> pa.Array:
    """Ids of the rows of a level, by their numbers."""
    return pc.binary_join_element_wise(f"{prefix}{level}", pa.array(numbers).cast(pa.string()), "")
