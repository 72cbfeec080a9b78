"""Children of a census as rows of text, gathered in one walk over the elements of each.

Millions of elements pass through here, so each name is looked up once and each element is asked as little as can be:
where its text belongs follows from its name alone, but for the day of a conference, which stands in two places.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from panelpack.facts.returns.cin import schema
from panelpack.facts.returns.csv_files import ROW
from panelpack.facts.returns.schema import Table, fold
from panelpack.facts.returns.xml_files import local_name

_GROUPS = {
    "Child": schema.CHILDREN,
    "CINdetails": schema.REFERRALS,
    "Assessments": schema.ASSESSMENTS,
    "CINPlanDates": schema.CIN_PLANS,
    "Section47": schema.ENQUIRIES,
    "ChildProtectionPlans": schema.PROTECTION_PLANS,
}
"""Elements that are a row of a table."""

_SEVERAL = {
    "AssessmentFactors": (schema.FACTORS, schema.ASSESSMENTS),
    "CPPreviewDate": (schema.REVIEWS, schema.PROTECTION_PLANS),
}
"""Elements of which each is a row, with its table and that of the group in which it stands."""

_WRAPPERS = (
    "ChildIdentifiers",
    "ChildCharacteristics",
    "Disabilities",
    "FactorsIdentifiedAtAssessment",
    "Reviews",
    "PreProceedingsandFGDM",
)
_CHILD, _REFERRAL_DATE, _CONFERENCE = "LAchildID", "CINreferralDate", "DateOfInitialCPC"

_TEXT, _EITHER, _GROUP, _ITEM, _WRAPPER, _LEFT_OUT, _UNKNOWN = range(7)
"""What an element is: a text, a text that two groups have, a row, one of several rows inside one, or none of these."""


class _Slot(NamedTuple):
    """Where the text of an element belongs: the place of its table, and of the column in it.

    Of one of several rows, the second is the place of the table of the group in which it stands.
    """

    kind: int
    place: int = -1
    column: int = -1


def _own(table: Table) -> list[str]:
    """The headings of a table whose elements stand in its own group."""
    if table in (schema.FACTORS, schema.REVIEWS):
        return [name for name, (of, _) in _SEVERAL.items() if of is table]
    foreign = {_CHILD, _REFERRAL_DATE} if table is not schema.REFERRALS else {_CHILD}
    if table is schema.CHILDREN:
        foreign = set()
    return [name for name in (*(column.spelt[0] for column in table.columns), *table.persons) if name not in foreign]


_PLACE = {table.name: place for place, table in enumerate(schema.TABLES)}
_OWN = [_own(table) for table in schema.TABLES]
_REFERRALS, _CHILDREN = _PLACE["referrals"], _PLACE["children"]
_EITHER_COLUMN = {place: own.index(_CONFERENCE) for place, own in enumerate(_OWN) if _CONFERENCE in own}


def _known_elements() -> dict[str, _Slot]:
    """What each element of the census is, by its folded name."""
    found = {fold(name): _Slot(_WRAPPER) for name in _WRAPPERS}
    for table in schema.TABLES:
        found |= {fold(name): _Slot(_LEFT_OUT) for name in table.left_out}
        place = _PLACE[table.name]
        spelt = {column.spelt[0]: column.spelt for column in table.columns}
        for column, name in enumerate(_OWN[place]):
            found |= {fold(written): _Slot(_TEXT, place, column) for written in spelt.get(name, (name,))}
    found[fold(_CONFERENCE)] = _Slot(_EITHER)
    found |= {fold(name): _Slot(_GROUP, _PLACE[table.name]) for name, table in _GROUPS.items()}
    return found | {fold(name): _Slot(_ITEM, _PLACE[of.name], _PLACE[in_.name]) for name, (of, in_) in _SEVERAL.items()}


_KNOWN = _known_elements()


class Collected:
    """The children of a file, as columns of text.

    Attributes:
        children: how many were read.
        stray, twice: numbers of children in which text stands outside of elements, or an element twice.
        unknown: names of elements that the census does not have, or not there.
    """

    def __init__(self) -> None:
        self.children = 0
        self.stray: list[int] = []
        self.twice: list[int] = []
        self.unknown: set[str] = set()
        # Columns and not rows: of rows there would be millions, which the collector of garbage would go over and over
        self._texts: list[list[list[str | None]]] = [[[] for _ in own] for own in _OWN]
        self._inside: list[list[int]] = [[] for _ in _OWN]
        self._numbers: list[list[int]] = [[] for _ in _OWN]
        self._slots: dict[object, _Slot] = {}
        self._known: dict[str, str] = {"": ""}
        self._made: dict[tuple[int, str], tuple[int, pa.Array]] = {}

    def add(self, child: etree._Element) -> None:
        """Read one child."""
        self.children += 1
        begun: set[int] = set()
        for element in child.iter():
            kind, place, column = self._slots.get(element.tag) or self._slot(element)
            if kind == _TEXT:
                self._put(element, place, column, begun)
            elif kind == _ITEM:
                self._put_item(element, place, column, begun)
            elif kind == _GROUP:
                self._look(element.text)
                if len(element):
                    self._begin(place, begun)
            elif kind == _EITHER:
                parent = element.getparent()
                where = self._slots[parent.tag].place if parent is not None else -1
                self._put(element, where, _EITHER_COLUMN.get(where, -1), begun)
            elif kind == _WRAPPER:
                self._look(element.text)
            elif kind == _UNKNOWN:
                self.unknown.add(local_name(element))
            if (tail := element.tail) and element is not child:
                self._look(tail)

    def _slot(self, element: etree._Element) -> _Slot:
        slot = _KNOWN.get(fold(local_name(element)), _Slot(_UNKNOWN))
        self._slots[element.tag] = slot
        return slot

    def _begin(self, place: int, begun: set[int]) -> None:
        """Begin a row of a group; with an episode, those inside the one before it end."""
        if place == _REFERRALS:
            begun &= {_CHILDREN}
        begun.add(place)
        for column in self._texts[place]:
            column.append(None)
        self._inside[place].append(len(self._numbers[_REFERRALS]) - 1)
        self._numbers[place].append(self.children)

    def _put(self, element: etree._Element, place: int, column: int, begun: set[int]) -> None:
        """Put a text into the last row of a table; where one stands, it stays."""
        if place not in begun:
            self.unknown.add(local_name(element))
            return
        texts = self._texts[place][column]
        if texts[-1] is None:
            text = element.text or ""
            texts[-1] = self._known.setdefault(text, text)  # most texts are few days and codes, held once
        elif not self.twice or self.twice[-1] != self.children:
            self.twice.append(self.children)

    def _put_item(self, element: etree._Element, place: int, group: int, begun: set[int]) -> None:
        """One of several texts of a group, as a row of its own."""
        if group not in begun:
            self.unknown.add(local_name(element))
            return
        self._texts[place][0].append(element.text or "")
        self._inside[place].append(len(self._numbers[group]) - 1)
        self._numbers[place].append(self.children)

    def _look(self, text: str | None) -> None:
        """Note the child if there is text where only elements belong."""
        if text and not text.isspace() and (not self.stray or self.stray[-1] != self.children):
            self.stray.append(self.children)

    def identifiers(self) -> set[str]:
        """Those of the children, to tell whether two files hold the same child."""
        return {text.strip() for text in self._texts[_CHILDREN][_OWN[_CHILDREN].index(_CHILD)] if text}

    def cells(self, table: Table) -> pd.DataFrame:
        """A table as text with the number of each child, without columns of which no record has the element."""
        place = _PLACE[table.name]
        inside, numbers = (np.array(found[place], dtype=np.int64) for found in (self._inside, self._numbers))
        made = {name: self._column(place, name) for name in _OWN[place]}
        if table in (schema.FACTORS, schema.REVIEWS):
            group = next(_PLACE[of.name] for item, of in _SEVERAL.values() if item is table)
            made |= {name: self._column(group, name).take(inside) for name in _OWN[group]}
            inside = np.array(self._inside[group], dtype=np.int64)[inside]
        if table is not schema.CHILDREN:
            made[_CHILD] = self._column(_CHILDREN, _CHILD).take(numbers - 1)
        if table not in (schema.CHILDREN, schema.REFERRALS):
            made[_REFERRAL_DATE] = self._column(_REFERRALS, _REFERRAL_DATE).take(inside)
        headings = [*(column.spelt[0] for column in table.columns), *table.persons]
        kept = [name for name in headings if not len(numbers) or made[name].null_count < len(numbers)]
        return pd.DataFrame({name: _series(made[name]) for name in kept}).assign(**{ROW: numbers})

    def _column(self, place: int, name: str) -> pa.Array:
        """A column of a table, made anew only where a child came since: several tables take from one."""
        before, column = self._made.get((place, name), (-1, None))
        if before != self.children:
            column = pa.array(self._texts[place][_OWN[place].index(name)], pa.string())
            self._made[place, name] = self.children, column
        return column


def _series(texts: pa.Array) -> "pd.Series[str]":
    """Texts without the spaces around them, those that do not break too; empty where there is none."""
    trimmed = pc.utf8_trim_whitespace(pc.fill_null(texts, ""))
    series: pd.Series[str] = trimmed.cast(pa.large_string()).to_pandas().astype("str")
    return series
