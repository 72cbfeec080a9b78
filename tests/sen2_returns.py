"""Small SEN2 returns, made by hand: as XML, as the tables of COLLECT, and as records for one rule or one count."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

import pandas as pd

from panelpack.facts.returns.collection import Collection
from panelpack.facts.returns.faults import Fault
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.reading import read_return
from panelpack.facts.returns.sen2.schema import TABLES
from panelpack.facts.returns.sen2.the_return import SEN2
from panelpack.facts.returns.tables import DTYPES, Records
from panelpack.facts.returns.typed import Numbering

COLLECTION = Collection("sampleshire", "802", "E06000024", "2022-23")
HEADER = (
    "<Header><CollectionDetails><Collection>SEN2</Collection><Year>{year}</Year><ReferenceDate>{day}</ReferenceDate>"
    "</CollectionDetails><Source><LEA>{lea}</LEA></Source></Header>"
)


def source(name: str, content: str | bytes) -> Source:
    """A file in memory."""
    content = content.encode() if isinstance(content, str) else content
    return Source(name, len(content), lambda: io.BytesIO(content))


def element(name: str, *inside: str, **leaves: Any) -> str:
    """An element with its leaves and what stands in it."""
    own = "".join(f"<{leaf}>{value}</{leaf}>" for leaf, value in leaves.items())
    return f"<{name}>{own}{''.join(inside)}</{name}>"


def xml(persons: Iterable[str], *, year: str = "2023", day: str = "2023-01-19", lea: str = "802") -> str:
    """A whole return as XML."""
    header = HEADER.format(year=year, day=day, lea=lea)
    return f"<Message>{header}<Persons>{''.join(persons)}</Persons></Message>"


def person(number: int, *inside: str, born: str = "2014-05-06", upn: str | None = None) -> str:
    """A child with a right UPN of their own."""
    return element(
        "Person",
        *inside,
        Surname=f"Surname{number}",
        Forename=f"Forename{number}",
        PersonBirthDate=born,
        PostCode="BS23 1UJ",
        UPN=upn or upn_of(number),
    )


def upn_of(number: int) -> str:
    """A UPN with its check letter, of the invented council 999."""
    digits = f"999{number:09d}"
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, start=2))
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23] + digits


def case(received: date, days: int | None, *, week_20: int = 0, need: str = "SEMH", ceased: str = "") -> str:
    """A request that led to a plan after so many days, and to an active plan; None for a request that waits."""
    if days is None:
        return element("Requests", ReceivedDate=received, RequestOutcome="A")
    issued = received + timedelta(days=days)
    ends = {"CeaseDate": ceased, "CeaseReason": "1"} if ceased else {}
    plan = element("NamedPlan", StartDate=issued, **ends)
    said = {"AssessmentOutcome": "Y", "AssessmentOutcomeDate": issued - timedelta(days=20), "Week20": week_20}
    place = element("PlacementDetail", URN="109001", PlacementRank=1, EntryDate="2022-09-01")
    active = element("ActivePlans", place, element("SENneed", SENtype=need, SENtypeRank=1))
    return element(
        "Requests",
        element("Assessment", plan, **said),
        "" if ceased else active,
        ReceivedDate=received,
        RequestOutcome="Y",
        RequestOutcomeDate=received + timedelta(days=30),
    )


def read(
    *sources: Source, collection: Collection = COLLECTION, numbering: Numbering | None = None
) -> tuple[Records, list[Fault]]:
    """The records and the quality list of a return; what identifies persons is let go of."""
    return read_return(SEN2, sources, collection, numbering or Numbering(), lambda values: list(values))


def records(**tables: Sequence[dict[str, Any]]) -> Records:
    """Records of only what a test is about: each row says its own columns, the others are empty."""
    by_name = {table.name: table for table in TABLES}
    made = {}
    for name, rows in tables.items():
        columns = {}
        for column in by_name[name].columns:
            dtype = DTYPES[column.kind]
            empty: Any = {"child": 0, "text": "", "code": "", "number": None}.get(column.kind, pd.NA)
            values = [row.get(column.name, empty) for row in rows]
            if column.kind == "date":
                values = pd.to_datetime(pd.Series([None if value is pd.NA else value for value in values]))
            columns[column.name] = pd.Series(values, dtype=dtype)
        numbers = count(1)
        made[name] = pd.DataFrame(columns).assign(row=[next(numbers) for _ in rows], file=0)
    return Records(COLLECTION, made, ("made.xml",))
