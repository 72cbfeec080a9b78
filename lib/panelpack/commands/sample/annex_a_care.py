"""Lists 8 to 11 of Annex A: children looked after, care leavers, children on the way to adoption, adopters."""

from collections import defaultdict

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from panelpack.commands.sample.adopters import STEPS
from panelpack.commands.sample.annex_a_words import NEEDS, ethnic, person, team, yes_no
from panelpack.commands.sample.days import NEVER, birthday
from panelpack.commands.sample.leavers import qualifies
from panelpack.commands.sample.people import DISABILITIES
from panelpack.commands.sample.places import OWN
from panelpack.commands.sample.town import Town
from panelpack.commands.sample.views import coded, iso, table, where

_LEGAL = {
    "C1": "C1: ICO", "C2": "C2: FCO", "E1": "E1: Placement order", "V2": "V2: Section 20",
    "V3": "V3: Short breaks, single", "V4": "V4: Short breaks, agreement", "L1": "L1: Police protection",
    "L2": "L2: EPO",
}  # fmt: skip
_PROVIDERS = {
    "PR0": "a) PR0 - Parent(s)", "PR1": "b) PR1 - Own provision", "PR4": "e) PR4 - Private provision",
    "PR5": "f) PR5 - Voluntary/third sector",
}  # fmt: skip
_ACTIVITY = {"F": "Full time", "P": "Part time", "G": "Not in education, employment or training"}


def looked_after(town: Town, first: int, last: int) -> pd.DataFrame:
    """List 8: a row for each period of care that was open in the twelve months, short breaks too."""
    periods, episodes = town["periods"], town["episodes"]
    rows = periods[(periods["start"] <= last) & (periods["end"] >= first)]
    rows = rows.sort_values(["child", "start"], kind="stable")
    known = episodes[(episodes["start"] <= last) & episodes["period"].isin(rows["period"])]
    latest = known.groupby("period").last().loc[rows["period"]]
    status = _begun(known, "legal").loc[rows["period"]]
    again = "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)"
    health = rows["start"] + 25 + (last - rows["start"] - 25) // 330 * 330
    return table(
        {
            **_first_columns(town, rows, last),
            "Date Started to be Looked After": iso(rows["start"], last),
            "Child's Category of Need": coded(latest["need"], NEEDS),
            again: yes_no(_again(rows, periods, first)),
            "Start date of current legal status": iso(status, last),
            "Child's Legal Status": coded(latest["legal"], _LEGAL),
            "Date of Latest Statutory Review": _latest(town["reviews"], rows, last),
            "Date of Last Social Work Visit": iso(np.minimum(rows["end"], last) - 1 - rows["child"] % 20, last),
            "What is the permanence plan for this child?": "",
            "Date of Last IRO Visit / Contact to the Child": _latest(town["reviews"], rows, last),
            "Date of Last Health Assessment": where(health >= rows["start"], iso(health, last)),
            "Date of Last Dental Check": where(health >= rows["start"], iso(health + 6, last)),
            "Number of Placements in the Last 12 months": _stays(known, first).loc[rows["period"]].to_numpy(),
            "Date Ceased to be Looked After": iso(rows["end"], last),
            "Reason Ceased to be Looked After": where(rows["end"] <= last, rows["reason"]),
            **_placement(town, rows, known, last),
            **_absence(town, rows, first, last),
            **team(rows["child"], "Children in care"),
        }
    )


def _placement(town: Town, rows: pd.DataFrame, known: pd.DataFrame, last: int) -> dict[str, ArrayLike]:
    """Columns of the latest placement of each period."""
    latest = known.groupby("period").last().loc[rows["period"]]
    placed = known.groupby(["period", "stay"])["start"].min().groupby("period").last().loc[rows["period"]]
    posts = np.append(town.places.postcode.astype(object), "")
    zones = np.append(town.places.zone, OWN)[latest["post"]]
    return {
        "Start Date of Most Recent Placement": iso(placed, last),
        "Placement Type": latest["kind"],
        "Placement Provider": coded(latest["provider"], _PROVIDERS),
        "Placement postcode": posts[latest["post"]],
        "URN of Placement": latest["urn"],
        "Placement Location": where(zones == OWN, "a) In", "b) Out"),
        "LA of Placement": np.append(town.places.area.astype(object), "")[latest["post"]],
    }


def _absence(town: Town, rows: pd.DataFrame, first: int, last: int) -> dict[str, ArrayLike]:
    """Columns of missing and absent episodes, and of the interviews after them."""
    missing, absent = (
        _missing(town, first, last, kind).reindex(rows["child"], fill_value=0).to_numpy() for kind in ("M", "A")
    )
    accepted = yes_no(rows["child"] % 3 > 0)
    episodes = "Number of Episodes the Child has been {} from their Placement in the last 12 months"
    return {
        episodes.format("‘Missing’"): missing,
        episodes.format("‘Absent’"): absent,
        "Was the child offered a Return Interview after their last missing episode (Y/N)?": where(
            missing > 0, "a) Yes"
        ),
        "Did the child accept a Return Interview after their last missing episode (Y/N)?": where(missing, accepted),
    }


def _first_columns(town: Town, rows: pd.DataFrame, last: int) -> dict[str, ArrayLike]:
    columns = person(town, rows["child"], last, disability=True)
    disability = columns.pop("Does the Child have a Disability")
    abroad = yes_no(town.people.loc[rows["child"], "unaccompanied"])
    return {
        **columns,
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": abroad,
        "Does the Child have a Disability": disability,
    }


def _begun(known: pd.DataFrame, column: str) -> "pd.Series[int]":
    """When the last value of a column began, by period."""
    changed = known[column].ne(known.groupby("period")[column].shift())
    return known[changed].groupby("period")["start"].last()


def _again(rows: pd.DataFrame, periods: pd.DataFrame, first: int) -> list[bool]:
    ends: dict[int, list[int]] = defaultdict(list)
    for child, end in zip(periods["child"].tolist(), periods["end"].tolist(), strict=True):
        ends[child].append(end)
    return [
        any(first <= end <= start for end in ends[child])
        for child, start in zip(rows["child"].tolist(), rows["start"].tolist(), strict=True)
    ]


def _stays(known: pd.DataFrame, first: int) -> "pd.Series[int]":
    counted = known[known["end"] >= first].groupby("period")["stay"].nunique()
    return counted.reindex(known["period"].unique(), fill_value=0)


def _missing(town: Town, first: int, last: int, kind: str) -> "pd.Series[int]":
    rows = town["missing"]
    rows = rows[(rows["kind"] == kind) & (rows["start"] <= last) & (rows["end"] >= first)]
    return rows.groupby("child").size()


def _latest(events: pd.DataFrame, rows: pd.DataFrame, last: int) -> NDArray[np.object_]:
    held = events[events["day"] <= last].groupby("child")["day"].max().reindex(rows["child"]).to_numpy()
    inside = (held >= rows["start"].to_numpy()) & (held < rows["end"].to_numpy())
    return iso(np.where(inside, held, NEVER), last)


def care_leavers(town: Town, last: int) -> pd.DataFrame:
    """List 9: those of 16 to 24 who left care after 13 weeks of it since they were 14."""
    periods = town["periods"]
    own = periods[~periods["respite"].astype(bool) & (periods["end"] <= last)].sort_values(["child", "start"])
    born = town.people["born"].to_dict()
    spells: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for child, start, end in zip(*(own[name].tolist() for name in ("child", "start", "end")), strict=True):
        spells[child].append((start, end))
    inside = set(periods[(periods["start"] <= last) & (periods["end"] > last)]["child"])
    here = [
        child
        for child, spans in spells.items()
        if child not in inside
        and birthday(int(born[child]), 16) <= last < birthday(int(born[child]), 25)
        and qualifies(int(born[child]), spans)
    ]
    children = pd.Series(here, dtype=np.int64)
    asked = town["leavers"][town["leavers"]["on"] <= last].groupby("child").last().reindex(here)
    columns = person(town, children, last, disability=True)
    known = asked["living"].fillna("0").ne("0").to_numpy()
    activity = asked["activity"].fillna("0")
    return table(
        {
            **columns,
            **team(children, "Leaving care"),
            "Eligibility Category": where(
                np.asarray(columns["Age"]) >= 18, "c) Former relevant child", "b) Relevant child"
            ),
            "LA in Touch": where(asked["touch"].isna(), "c) Unknown", yes_no(asked["touch"] == "YES")),
            "Type of Accommodation": where(known, asked["living"].fillna("").str[:1]),
            "Suitability of Accommodation": where(
                known, where(asked["living"].fillna("").str.endswith("1"), "a) Suitable", "b) Unsuitable")
            ),
            "Activity Status": where(activity != "0", activity + ": " + activity.str[0].map(_ACTIVITY).fillna("")),
        }
    )


def adoption(town: Town, first: int, last: int) -> pd.DataFrame:
    """List 10: children with a decision for adoption in the twelve months, or in force or carried out in them."""
    rows, ends = town["adoptions"], town["periods"].set_index("period")["end"]
    left = np.minimum(rows["reversed"], rows["period"].map(ends))
    rows = rows[(rows["decided"] <= last) & (left >= first)].sort_values(["child", "decided"], kind="stable")
    columns = person(town, rows["child"], last, disability=True)
    identifier = columns.pop("Child Unique ID")
    columns["Age of Child (Years)"] = columns.pop("Age")
    disability = columns.pop("Does the Child have a Disability")
    family = np.where(rows["family"] >= 0, rows["family"], 900_000 + rows["period"])
    return table(
        {
            "Child Unique ID": identifier,
            "Family identifier": where(rows["matched"] <= last, [f"FX{number:06d}" for number in family]),
            **columns,
            "Does the Child have a Disability": disability,
            "Date the Child Entered Care": iso(rows["entered"], last),
            "Date of Decision that Child Should be Placed for Adoption": iso(rows["decided"], last),
            "Date of Placement Order": iso(rows["ordered"], last),
            "Date of Matching Child and Prospective Adopters": iso(rows["matched"], last),
            "Date Placed for Adoption": iso(rows["placed"], last),
            "Date of Adoption Order": iso(rows["adopted"], last),
            "Date of Decision that Child Should No Longer be Placed for Adoption": iso(rows["reversed"], last),
            "Reason Why Child No Longer Placed for Adoption": where(rows["reversed"] <= last, rows["why_reversed"]),
            "Date the child was placed for fostering in FFA or concurrent planning placement": iso(rows["early"], last),
        }
    )  # fmt: skip


def adopters(town: Town, first: int, last: int) -> pd.DataFrame:
    """List 11: a row an adopter, of families on their way in the twelve months."""
    families, children = town["families"], town["adoptions"]
    placed = children[children["family"] >= 0].set_index("family")
    joined = families.join(placed[["matched", "placed", "adopted", "early"]], on="family")
    joined = joined.fillna({"matched": NEVER, "placed": NEVER, "adopted": NEVER, "early": NEVER})
    over = np.minimum(joined["left"], joined["adopted"])
    rows = joined[(joined["enquiry"] <= last) & (over >= first)]
    rows = rows.loc[rows.index.repeat(rows["sexes"].str.len())]
    place = rows.groupby(level=0).cumcount()
    sexes = [sexes[number] for sexes, number in zip(rows["sexes"], place, strict=True)]
    names = (
        "Date enquiry received", "Date Stage 1 started", "Date Stage 1 ended", "Date Stage 2 started",
        "Date Stage 2 ended", "Date application submitted", "Date application approved",
    )  # fmt: skip
    disabled = np.asarray(rows["family"] % len(DISABILITIES) == 1)
    return table(
        {
            "Individual adopter identifier": [f"AX{number:06d}" for number in 2 * rows["family"] + place],
            "Family identifier": [f"FX{family:06d}" for family in rows["family"]],
            "Gender": where([sex == "M" for sex in sexes], "a) Male", "b) Female"),
            "Ethnicity": ethnic(rows["ethnic"]),
            "Disability": yes_no(disabled),
            "Is the (prospective) adopter fostering for adoption?": yes_no(rows["early"] <= last),
            **{name: iso(rows[step], last) for name, step in zip(names, STEPS, strict=True)},
            "Date adopter matched with child(ren)": iso(rows["matched"], last),
            "Date child/children placed with adopter(s)": iso(rows["placed"], last),
            "No. of children placed": where(rows["placed"] <= last, "1"),
            "Date of Adoption Order": iso(rows["adopted"], last),
            "Date of leaving adoption process": iso(rows["left"], last),
            "Reason for leaving adoption process": where(rows["left"] <= last, rows["why_left"]),
        }
    )  # fmt: skip
