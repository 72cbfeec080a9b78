"""Children of a census as rows of text, taken from the columns in which its elements are read.

Where the text of an element belongs follows from its name, which is looked up once, and from the row of that table
which began last; but for the day of a conference, which stands in two places.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from panelpack.facts.returns.cin import schema
from panelpack.facts.returns.cin.known_elements import (
    CHILD,
    CHILDREN,
    EITHER,
    EITHER_COLUMN,
    GROUP,
    GROUPS,
    ITEM,
    KNOWN,
    LEFT_OUT,
    OWN,
    PLACE,
    REFERRAL_DATE,
    REFERRALS,
    SEVERAL,
    TEXT,
    UNKNOWN,
    WRAPPER,
    Slot,
)
from panelpack.facts.returns.csv_files import ROW
from panelpack.facts.returns.schema import Table, fold
from panelpack.facts.returns.xml_elements import Elements, numbered
from panelpack.facts.returns.xml_told import Flags, Numbers


class Collected:
    """The children of a file, as columns of text.

    Attributes:
        children: how many there are.
        stray, twice: numbers of children in which text stands outside of elements, or an element twice.
        unknown: names of elements that the census does not have, or not there.
    """

    def __init__(self, elements: Elements) -> None:
        self._elements = elements
        self._slots = [KNOWN.get(fold(name), Slot(UNKNOWN)) for name in elements.names]
        starts = _of_slots(elements.name, self._slots, np.array([], dtype=bool)).get(Slot(GROUP, CHILDREN), _NONE)
        self.children = len(starts)
        self._number = elements.within(starts)
        self._at = _of_slots(elements.name, self._slots, self._number == 0)
        holds = elements.has_inside
        self._begins = {place: _where(holds, self._at.get(Slot(GROUP, place), _NONE)) for place in _GROUP_PLACES}
        self.unknown = {elements.names[name] for name in np.unique(elements.name[self._at.get(Slot(UNKNOWN), _NONE)])}
        self._twice = [_NONE]
        self._rows_at = {place: numbered(begins, len(holds)) - 1 for place, begins in self._begins.items()}
        self._items = {slot.place: self._of_group(self._at.get(slot, _NONE), slot.column) for slot in _ITEMS}
        self._cells = self._texts()
        self.twice = self._numbers(np.concatenate(self._twice))
        self.stray = self._strays()

    def _since(self, places: Numbers, group: int) -> Numbers:
        """Where the row of a group began which began last before each of some elements; -1 where none did."""
        return np.append(self._begins[group], -1)[self._rows_at[group][places]]

    def _of_group(self, places: Numbers, group: int) -> tuple[Numbers, Numbers]:
        """Those elements that stand in a row of a group, and the row of each; others are not known where they stand."""
        rows = self._rows_at[group][places]
        begun = self._since(places, group)
        fits = (begun >= 0) & (begun >= self._since(places, CHILDREN))
        if group not in (CHILDREN, REFERRALS):
            fits &= begun > self._since(places, REFERRALS)
        self.unknown |= {self._elements.names[name] for name in np.unique(self._elements.name[places[~fits]])}
        return places[fits], rows[fits]

    def _texts(self) -> dict[tuple[int, int], Numbers]:
        """For each column of each table, the element of each row; -1 where there is none. Of two the first stands."""
        found = {
            (slot.place, slot.column): self._of_group(places, slot.place)
            for slot, places in self._at.items()
            if slot.kind == TEXT
        }
        found |= self._conferences()
        columns = {}
        for (place, column), (places, rows) in found.items():
            first = np.full(len(self._begins[place]), -1)
            first[rows[::-1]] = places[::-1]
            self._twice.append(places[first[rows] != places])
            columns[place, column] = first
        return columns

    def _conferences(self) -> dict[tuple[int, int], tuple[Numbers, Numbers]]:
        """The days of conferences, by whether they stand in an enquiry or in the episode itself."""
        places = self._at.get(Slot(EITHER), _NONE)
        above = self._elements.name[self._elements.parents(places)]
        found = {}
        for place, column in EITHER_COLUMN.items():
            groups = [number for number, slot in enumerate(self._slots) if slot == Slot(GROUP, place)]
            is_here = np.isin(above, groups)
            found[place, column] = self._of_group(places[is_here], place)
            places, above = places[~is_here], above[~is_here]
        self.unknown |= {self._elements.names[name] for name in np.unique(self._elements.name[places])}
        return found

    def _strays(self) -> list[int]:
        """The numbers of children in which text stands where only elements belong."""
        elements = self._elements
        wraps = np.concatenate([_NONE, *(places for slot, places in self._at.items() if slot.kind in (GROUP, WRAPPER))])
        says = np.array(elements.text.take(pa.array(wraps))) != ""
        starts = self._at.get(Slot(GROUP, CHILDREN), _NONE)
        return sorted({*self._numbers(wraps[says]), *elements.strays_within(starts).tolist()})

    def _numbers(self, places: Numbers) -> list[int]:
        """The numbers of the children in which elements stand."""
        numbers: list[int] = np.unique(self._number[places]).tolist()
        return numbers

    def identifiers(self) -> set[str]:
        """Those of the children, to tell whether two files hold the same child."""
        return set(filter(None, self._column(CHILDREN, CHILD).to_pylist()))

    def cells(self, table: Table) -> pd.DataFrame:
        """A table as text with the number of each child, without columns of which no record has the element."""
        place, several = PLACE[table.name], table in (schema.FACTORS, schema.REVIEWS)
        made: dict[str, pa.Array] = {}
        if several:
            group = next(PLACE[of.name] for item, of in SEVERAL.values() if item is table)
            items, rows = self._items[place]
            made = {OWN[place][0]: self._elements.text.take(pa.array(items))}
            made |= {name: self._column(group, name).take(pa.array(rows)) for name in OWN[group]}
            begins = self._begins[group][rows]
        else:
            begins = self._begins[place]
            made = {name: self._column(place, name) for name in OWN[place]}
        if table is not schema.CHILDREN:
            made[CHILD] = self._column(CHILDREN, CHILD).take(pa.array(self._rows_at[CHILDREN][begins]))
        if table not in (schema.CHILDREN, schema.REFERRALS):
            episodes = self._rows_at[REFERRALS][begins]
            no_episode = self._since(begins, REFERRALS) < self._since(begins, CHILDREN)
            made[REFERRAL_DATE] = self._column(REFERRALS, REFERRAL_DATE).take(pa.array(episodes, mask=no_episode))
        headings = [*(column.spelt[0] for column in table.columns), *table.persons]
        kept = [name for name in headings if not len(begins) or made[name].null_count < len(begins)]
        numbers = self._number[begins].astype("int64")
        return pd.DataFrame({name: _series(made[name]) for name in kept}).assign(**{ROW: numbers})

    def _column(self, place: int, name: str) -> pa.Array:
        """The texts of a column of a group; not there where a row has no such element."""
        first = self._cells.get((place, OWN[place].index(name)))
        if first is None:
            return pa.nulls(len(self._begins[place]), pa.string())
        return self._elements.text.take(pa.array(first, mask=first < 0))


_NONE = np.array([], dtype=np.int64)
_GROUP_PLACES = [PLACE[table.name] for table in GROUPS.values()]
_ITEMS = [slot for slot in KNOWN.values() if slot.kind == ITEM]


def _of_slots(name: Numbers, slots: Sequence[Slot], left_out: Flags) -> Mapping[Slot, Numbers]:
    """The places of the elements of each slot, in order, without those that are left out."""
    several = list(dict.fromkeys([Slot(LEFT_OUT), *slots]))
    of_element = np.array([several.index(slot) for slot in slots], dtype=np.int16)[name]
    if len(left_out):
        of_element[left_out] = 0
    order = np.argsort(of_element, kind="stable")
    ends = np.cumsum(np.bincount(of_element, minlength=len(several)))
    return dict(zip(several, np.split(order, ends[:-1]), strict=True))


def _where(flags: Flags, places: Numbers) -> Numbers:
    return places[flags[places]]


def _series(texts: pa.Array) -> "pd.Series[str]":
    """Texts of a column; empty where there is none."""
    series: pd.Series[str] = texts.fill_null("").cast(pa.large_string()).to_pandas().astype("str")
    return series
