"""A kind of return made for tests, with a column of every kind: visits to children, and the children."""

import pandas as pd

from panelpack.facts.returns.collection import Collection, Span
from panelpack.facts.returns.counting import COUNTED, Parts, count, share
from panelpack.facts.returns.csv_files import ROW, Text, read_csv
from panelpack.facts.returns.kinds import Reading, Return
from panelpack.facts.returns.schema import Code, Column, Table
from panelpack.facts.returns.tables import DTYPES, FILE, Records

YEAR = Span(pd.Timestamp("2022-04-01"), pd.Timestamp("2023-03-31"))
COLLECTION = Collection("north-somerset", "802", "E06000024", "2022-23")

VISITS = Table(
    name="visits",
    title="visits",
    columns=(
        Column("child", "child", ("CHILD", "Child ID"), needed=True, keeps="identifier"),
        Column("day", "date", ("DAY",), needed=True),
        Column(
            "kind",
            "code",
            ("KIND",),
            {"H": Code("home"), "P": Code("phone", last=2022), "V": Code("video", first=2023)},
        ),
        Column("minutes", "number", ("MINUTES",)),
        Column("seen", "flag", ("SEEN",)),
        Column("note", "text", ("NOTE",)),
        Column("born", "date", ("DOB",), keeps="birth_date"),
    ),
    key=("child", "day"),
    left_out=("POSTCODE",),
    persons={"NAME": "full_name"},
)


def text_of(lines: str, file: str = "visits.csv") -> Text:
    """A table as text, from lines whose first holds the headings."""
    rows = [[cell.strip() for cell in line.split(",")] for line in lines.strip().splitlines()]
    cells = pd.DataFrame(rows[1:], columns=rows[0], dtype="str")
    return Text(file, cells.assign(**{ROW: range(2, len(rows) + 1)}))


def records_of(*rows: tuple, collection: Collection = COLLECTION, file: str = "visits.csv") -> Records:
    """Typed records of visits: child, day, kind."""
    given = pd.DataFrame(rows, columns=["child", "day", "kind"])
    table = pd.DataFrame(
        {column.name: pd.Series(given.get(column.name), index=given.index) for column in VISITS.columns}
    )
    typed = {column.name: DTYPES[column.kind] for column in VISITS.columns}
    table = table.assign(kind=table["kind"].fillna(""), note="", day=pd.to_datetime(table["day"]))
    made = table.astype(typed).assign(**{ROW: range(2, len(given) + 2), FILE: 0}).astype({ROW: "int64", FILE: "int64"})
    return Records(collection, {"visits": made}, (file,))


@count("visits", "visits", parts={"kind": Parts("kind", {"H": "home", "V": "video"})})
def visits(records, span, _):
    """Visits in the year, each counted."""
    rows = records.own("visits")
    return rows[span.holds(rows["day"])]


@share("visits_home_pct", "visits")
def visits_home_pct(records, span, _):
    """Of the visits in the year, those at home."""
    rows = visits.rows(records, span, _)
    return rows.assign(**{COUNTED: rows["kind"] == "H"})


SMALL = Return(
    name="small",
    title="small return",
    source="cin_census_return",
    tables=(VISITS,),
    recognises=lambda source: source.form == "csv",
    read=lambda sources, _: Reading([(VISITS, read_csv(source)) for source in sources]),
    rules=(),
    counts=(visits, visits_home_pct),
)
