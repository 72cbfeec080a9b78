"""From the levels of SEN2 to its tables: each row gets its child, its request, and what stands further up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from panelpack.facts.returns.csv_files import ROW, Text
from panelpack.facts.returns.dates import read_dates
from panelpack.facts.returns.schema import Table
from panelpack.facts.returns.sen2 import schema
from panelpack.facts.returns.sen2.levels import EXPECTED, PARENTS, READ, SOURCE, Levels, id_of
from panelpack.facts.returns.sen2.people import persons_of, plain_days

TABLE_OF: Mapping[str, Table] = {
    "person": schema.PERSONS,
    "requests": schema.REQUESTS,
    "assessment": schema.ASSESSMENTS,
    "namedplan": schema.PLANS,
    "activeplans": schema.ACTIVE_PLANS,
    "placementdetail": schema.PLACEMENTS,
    "senneed": schema.NEED_ROWS,
}
"""The table that is made of each level."""

_NUMBER_WITH_POINT = r"(?:\d{1,4}|\d{6,})\.0+"
"""A whole number as a spreadsheet writes it; not one of five digits, which may be a day."""


@dataclass
class Linked:
    """Tables of SEN2 as text, and what was found in making them.

    Attributes:
        texts: by level, a text for each file.
        orphans: by level, the rows whose parent is not there; they are left out.
        repeated: by level, the rows whose id is that of one before; they are left out.
        pointed: by level, the rows with numbers that end in `.0`.
        missing: levels that are not there, or cannot be joined for want of one above them.
    """

    texts: dict[str, list[Text]] = field(default_factory=dict)
    orphans: dict[str, pd.DataFrame] = field(default_factory=dict)
    repeated: dict[str, pd.DataFrame] = field(default_factory=dict)
    pointed: dict[str, pd.DataFrame] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def linked(levels: Levels, name: str) -> Linked:
    """The tables that the levels of one file, or of one export, make.

    Args:
        name: the file that a level without rows is said to come from.
    """
    found = Linked()
    frames: dict[str, pd.DataFrame] = {}
    for level in READ:
        parent = PARENTS[level]
        if level not in levels.tables or (parent and parent not in frames):
            found.missing.append(level)
            continue
        frame = _without_points(level, levels.tables[level], found)
        keys = [id_of(level), *([id_of(parent)] if parent else [])]
        if any(key not in frame for key in keys if key != id_of("senneed") and key != id_of("placementdetail")):
            found.missing.append(level)
            continue
        frames[level] = _under_parent(level, frame, frames, found)
    for level, frame in _with_what_stands_below(frames).items():
        found.texts[level] = _texts(level, frame, levels.files.get(level, [name])[0])
    return found


def _without_points(level: str, frame: pd.DataFrame, found: Linked) -> pd.DataFrame:
    """The cells without the `.0` that spreadsheets give to whole numbers."""
    pointed = pd.Series(False, index=frame.index)
    made = frame.copy()
    for name in frame.columns.drop([ROW, SOURCE]):
        here = frame[name].str.fullmatch(_NUMBER_WITH_POINT)
        if here.any():
            made[name] = frame[name].where(~here, frame[name].str.replace(r"\.0+$", "", regex=True))
            pointed |= here
    if pointed.any():
        found.pointed[level] = frame.loc[pointed, [SOURCE, ROW]]
    return made


def _under_parent(level: str, frame: pd.DataFrame, frames: Mapping[str, pd.DataFrame], found: Linked) -> pd.DataFrame:
    """The rows of a level with what they take from those above; those without a parent or twice there are left out."""
    own = id_of(level)
    if own in frame:
        twice = (frame[own] != "") & frame[own].duplicated()
        if twice.any():
            found.repeated[level] = frame.loc[twice, [SOURCE, ROW]]
            frame = frame[~twice]
    if level == "person":
        return persons_of(frame)
    parent = PARENTS[level]
    above = frames[parent]
    taken = [name for name in _TAKEN.get(parent, ()) if name in above]
    frame = frame.drop(columns=[name for name in taken if name in frame])
    key = id_of(parent)
    known = above[above[key] != ""][[key, *taken]]
    there = frame[key].isin(known[key])
    if not there.all():
        found.orphans[level] = frame.loc[~there, [SOURCE, ROW]]
    joined = frame[there].merge(known, on=key, how="left")
    if level == "requests":
        received = joined["receiveddate"] if "receiveddate" in joined else pd.Series("", index=joined.index)
        first = joined["child"] + "|" + plain_days(received)
        joined["request"] = first + "|" + joined.groupby(first).cumcount().astype(str)
    return joined


_TAKEN: Mapping[str, tuple[str, ...]] = {
    "person": ("child",),
    "requests": ("child", "request", "receiveddate", "requestoutcome"),
    "assessment": ("child", "request", "receiveddate", "assessmentoutcome", "week20"),
    "activeplans": ("child", "request"),
}
"""What a level takes from the one above it."""


def _with_what_stands_below(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Plans with the council that they came from, active plans with their end, date of birth and number of parts."""
    plans, active = frames.get("namedplan"), frames.get("activeplans")
    if active is None:
        return frames
    if plans is not None:
        came = active.drop_duplicates("request").set_index("request")
        from_la = came["transferla"] if "transferla" in came else pd.Series("", index=came.index, dtype=str)
        ends = plans["ceasedate"] if "ceasedate" in plans else pd.Series("", index=plans.index)
        frames["namedplan"] = plans.assign(transferla=plans["request"].map(from_la).astype("str").fillna(""))
        active = active.assign(
            ceasedate=active["request"].map(_last_ends(plans["request"], ends)).astype("str").fillna("")
        )
    people = frames["person"].drop_duplicates("child").set_index("child")
    counts = {
        "needs": frames.get("senneed"),
        "placements": frames.get("placementdetail"),
    }
    numbers = {
        name: active["request"].map(rows["request"].value_counts()).fillna(0).astype(int).astype(str)
        for name, rows in counts.items()
        if rows is not None
    }
    born = active["child"].map(people["personbirthdate"])
    frames["activeplans"] = active.assign(personbirthdate=born, **numbers)
    return frames


def _last_ends(requests: "pd.Series[str]", ends: "pd.Series[str]") -> "pd.Series[str]":
    """The last end of the plans of each request; none where one of them has no end, since that one goes on."""
    days, _ = read_dates(ends)
    of_request = days.groupby(requests)
    return of_request.max().dt.strftime("%Y-%m-%d").where(of_request.count() == of_request.size(), "")


def _texts(level: str, frame: pd.DataFrame, file_of_none: str) -> list[Text]:
    """The rows of a level as text, one a file, under the headings that its table knows."""
    table = TABLE_OF[level]
    known = {spelt.casefold(): spelt for column in table.columns for spelt in column.spelt}
    known |= {name.casefold(): name for name in (*table.left_out, *table.persons)}
    above = {name for taken in _TAKEN.values() for name in taken} - set(known)
    keys = [name for name in frame.columns if _is_of_the_export(name) or name in above]
    cells = frame.drop(columns=keys).rename(columns=known)
    files = list(dict.fromkeys(cells[SOURCE])) or [file_of_none]
    if cells.empty:
        expected = [known[name] for name in EXPECTED[level] if name in known and known[name] not in cells]
        cells = cells.assign(**dict.fromkeys(expected, ""))
    return [Text(file, cells[cells[SOURCE] == file].drop(columns=SOURCE).reset_index(drop=True)) for file in files]


def _is_of_the_export(name: str) -> bool:
    """Whether a column is an id or a number that the export adds."""
    return name.endswith(("tableid", "orderseqcolumn")) or name in (
        "nativeid",
        "sourceid",
        "tableid",
        "surname",
        "forename",
    )
