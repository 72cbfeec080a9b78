"""Small SSDA903 returns: modules written row by row, read as a council's files are."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from panelpack.facts.returns.collection import Collection, Span
from panelpack.facts.returns.counting import counted
from panelpack.facts.returns.faults import Fault
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.reading import read_return
from panelpack.facts.returns.ssda903.the_return import SSDA903
from panelpack.facts.returns.tables import Records, with_history
from panelpack.facts.returns.typed import Numbering
from panelpack.project.parameters import ReturnChoices

HEADINGS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "placed_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "prev_perm": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "sw_episodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
    "dolo": "CHILD,DOB,DOLO_START,DOLO_END",
}
"""The modules as the Department lays them out."""

YEAR = Span(pd.Timestamp("2022-04-01"), pd.Timestamp("2023-03-31"))


def episode(line: str) -> str:
    """A row of episodes from `child decom rne ls place dec rec urn homes`; - for an empty cell, / between postcodes."""
    cells = [*line.split(), *["-"] * 9]
    child, decom, rne, ls, place, dec, rec, urn, posts = ("" if cell == "-" else cell for cell in cells[:9])
    home, placed = posts.split("/") if posts else ("", "")
    return f"{child},{decom},{rne},{ls},N1,{place},PR1,{dec},{rec},,{home},{placed},{urn}"


def source(name: str, content: str | bytes) -> Source:
    """A file in memory."""
    made = content if isinstance(content, bytes) else content.encode()
    return Source(name, len(made), lambda: io.BytesIO(made))


def files_of(modules: Mapping[str, Sequence[str]]) -> list[Source]:
    """Modules as files; episodes as `episode` takes them, of the others rows as they are."""
    made = {name: [episode(row) for row in rows] if name == "episodes" else rows for name, rows in modules.items()}
    return [source(f"{name}.csv", "\n".join([HEADINGS[name], *rows]) + "\n") for name, rows in made.items()]


def collection_of(label: str = "2022-23", lookups: Path | None = None) -> Collection:
    return Collection("north-somerset", "802", "E06000024", label, lookups)


def read_files(
    sources: Sequence[Source], label: str = "2022-23", lookups: Path | None = None, numbering: Numbering | None = None
) -> tuple[Records, list[Fault]]:
    """The records of files, and what was found."""
    return read_return(SSDA903, sources, collection_of(label, lookups), numbering or Numbering(), lambda _: None)


def records_of(
    earlier: Mapping[str, Mapping[str, Sequence[str]]] | None = None, lookups: Path | None = None, **modules
) -> Records:
    """Records of modules: `records_of(episodes=[...], earlier={"2021-22": {"episodes": [...]}})`."""
    numbering = Numbering()
    now, _ = read_files(files_of(_in_year("2022-23") | modules), "2022-23", lookups, numbering)
    before = [
        read_files(files_of(_in_year(label) | of), label, lookups, numbering)[0]
        for label, of in (earlier or {}).items()
    ]
    return with_history(now, before, SSDA903.tables)


def _in_year(label: str) -> dict[str, Sequence[str]]:
    """A review of a small child in a year, so that nobody takes a return of few rows for that of another year."""
    return {"reviews": [f"SMALL,01/01/2020,01/05/{label[:4]},PN0"]}


def figures(records: Records, measure: str, span: Span = YEAR, **choices) -> dict[str, tuple[float, ...]]:
    """The figures of a measure by breakdown: the value of a count, part and base of a share or mean."""
    (item,) = [item for item in SSDA903.counts if item.measure == measure]
    found = counted(item, records, span, ReturnChoices(**choices))
    return {one.breakdown: (one.value,) if item.kind == "count" else (one.numerator, one.denominator) for one in found}


def figure(records: Records, measure: str, span: Span = YEAR, **choices) -> tuple[float, ...] | None:
    """The figure of the whole; None where there is none."""
    return figures(records, measure, span, **choices).get("")


WHOLE = {
    "header": [
        "QX1,1,05/05/2010,WBRI,A123456789012,,",
        "QX2,2,01/02/2009,MWBC,UN1,,",
        "QX3,2,09/09/2008,BAFR,UN1,,",
        "QX4,1,01/04/2020,WBRI,UN1,,",
        "QX5,2,02/01/2022,WBRI,UN1,,",
        "QX6,1,08/08/2006,OOTH,UN1,,",
        "QX7,1,01/01/2012,WBRI,UN1,,",
        "L1,2,01/07/2003,WBRI,UN1,,",
        "L2,1,31/03/2002,REFU,UN1,,",
    ],
    "episodes": [
        "QX1 01/06/2018 S C2 U4 - - 111 NS1/FAR",
        "QX2 10/06/2022 S V2 U6 01/09/2022 X1 222",
        "QX2 01/09/2022 P V2 K2 - - 333",
        "QX3 01/02/2021 S V2 U6 31/12/2022 E4A 222",
        "QX4 01/08/2021 P E1 A6 15/07/2022 E12 444",
        "QX5 10/01/2022 S C1 U5 15/10/2022 X1 222",
        "QX5 15/10/2022 L E1 U5 - - 222",
        "QX6 05/05/2022 S V2 U6 - - 555",
        "QX7 01/04/2021 S V4 U6 - - 666",
    ],
    "reviews": ["QX1,05/05/2010,10/06/2022,PN1", "QX2,01/02/2009,10/07/2022,PN7", "QX5,02/01/2022,10/02/2023,PN0"],
    "uasc": ["QX6,1,08/08/2006,08/08/2024"],
    "oc2": ["QX1,05/05/2010,12,,0,,1,1,1,0,,", "QX5,02/01/2022,,SDQ1,,1,1,0,1,0,,"],
    "oc3": ["L1,01/07/2003,YES,F2,B1", "L2,31/03/2002,NO,0,0"],
    "ad1": ["QX4,01/04/2020,01/07/2021,01/07/2021,0,2,MF,L11"],
    "placed_adoption": ["QX4,01/04/2020,20/11/2020,,", "QX5,02/01/2022,01/10/2022,,"],
    "prev_perm": ["QX2,01/02/2009,Z1,,"],
    "missing": ["QX1,05/05/2010,M,30/03/2022,02/04/2022", "QX2,01/02/2009,A,01/10/2022,"],
    "sw_episodes": ["QX2,01/02/2009,SW1,10/06/2022,,"],
    "dolo": ["QX2,01/02/2009,01/10/2022,20/10/2022"],
}
"""A whole return of the year 2022-23 that breaks no rule."""
