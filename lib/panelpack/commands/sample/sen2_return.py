"""The SEN2 return of a January: requests of the calendar year before and what came of them, plans on census day."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from panelpack.commands.sample.days import NEVER, Days, census_day, day
from panelpack.commands.sample.people import FORENAMES, SURNAMES
from panelpack.commands.sample.town import Town
from panelpack.commands.sample.views import Return, iso, table, where

FIRST_YEAR = 2023
"""The first January in which the return is of persons."""
_OTHER_COUNCIL = "998"


def sen2_return(town: Town, year: int) -> Return:
    """Persons with their requests, as at the census day of January.

    Tables: `person`; `request` by person; of each request, by its `request`: `assessment`, `plan`, `active`, `need`.
    """
    census, first, last = census_day(year), day(year - 1, 1, 1), day(year - 1, 12, 31)
    rows = town["ehc"].reset_index(names="request")
    transfer = rows["transfer"].astype(bool)
    over = np.where(
        rows["outcome"] != "Y", rows["decided"], np.where(rows["found"] != "Y", rows["assessed"], rows["ceased"])
    )
    shown = (rows["received"] <= last) & (over >= first) & ~(transfer & (rows["ceased"] <= census))
    rows = rows[shown].sort_values(["child", "received"], kind="stable")
    tables = {
        "person": _persons(town, rows, year, census),
        "request": _requests(rows, first, census),
        "assessment": _assessments(rows, first, census),
        "plan": _plans(rows, census),
        "active": _active(rows, census),
        "need": _needs(rows, year, census),
    }
    return Return("sen2", year, tables)


def _persons(town: Town, rows: pd.DataFrame, year: int, census: int) -> pd.DataFrame:
    people = town.people.loc[rows["child"].unique()]
    number, sex = people["child"].to_numpy(), people["sex"].to_numpy(dtype=object)
    posts = np.append(town.places.postcode.astype(object), "")
    age = (census - people["born"].to_numpy()) / 365.25
    return table(
        {
            "person": number,
            **_names(number),
            "PersonBirthDate": iso(people["born"], census),
            "GenderCurrent" if year < 2025 else "Sex": where(sex == "M", "1", "2") if year < 2025 else sex,
            "Ethnicity": people["ethnic"],
            "PostCode": posts[people["home"].to_numpy()],
            "UPNunknown": where(age < 5, "UN1", "UN5"),
        }
    )


def _names(number: Days) -> dict[str, NDArray[np.object_]]:
    """Names of children; where there are more children than pairs of names, a second forename sets them apart."""
    surnames, forenames = np.array(SURNAMES, dtype=object), np.array(FORENAMES, dtype=object)
    first, again = number // len(surnames), number // (len(surnames) * len(forenames))
    second = np.where(again > 0, " " + forenames[again % len(forenames)], "")
    return {"Surname": surnames[number % len(surnames)], "Forename": forenames[first % len(forenames)] + second}


def _requests(rows: pd.DataFrame, first: int, census: int) -> pd.DataFrame:
    decided = rows["decided"] <= census
    historical = (rows["issued"] < first).to_numpy()
    taken_over = rows["transfer"].to_numpy(dtype=bool)
    return table(
        {
            "person": rows["child"],
            "request": rows["request"],
            "ReceivedDate": where(taken_over, "", iso(rows["received"], census)),
            "RYA": "0",
            "RequestOutcomeDate": where(taken_over, "", iso(rows["decided"], census)),
            "RequestOutcome": where(historical, "H", where(decided, rows["outcome"], "A")),
            "RequestMediation": "0",
            "RequestTribunal": where(rows["outcome"].eq("N") & (rows["request"] % 17 == 0) & decided, "1", "0"),
            "Exported": "0",
        }
    )


def _assessments(rows: pd.DataFrame, first: int, census: int) -> pd.DataFrame:
    rows = rows[(rows["outcome"] == "Y") & (rows["decided"] <= census) & ~rows["transfer"].astype(bool)]
    settled, historical = rows["assessed"] <= census, rows["issued"] < first
    return table(
        {
            "request": rows["request"],
            "AssessmentOutcome": where(historical, "H", where(settled, rows["found"], "A")),
            "AssessmentOutcomeDate": iso(rows["assessed"], census),
            "AssessmentMediation": "0",
            "AssessmentTribunal": "0",
            "OtherMediation": "0",
            "OtherTribunal": "0",
            "Week20": where(rows["exception"], "1", "0"),
        }
    )


def _plans(rows: pd.DataFrame, census: int) -> pd.DataFrame:
    rows = rows[(rows["issued"] <= census) & ~rows["transfer"].astype(bool)]
    ceased = rows["ceased"] <= census
    return table(
        {
            "request": rows["request"],
            "StartDate": iso(rows["issued"], census),
            "PlanRes": where(rows["residential"], "1", "0"),
            "PlanWBP": "0",
            "PB": "0",
            "OA": "0",
            "DP": "0",
            "CeaseDate": iso(rows["ceased"], census),
            "CeaseReason": where(ceased, rows["why_ceased"]),
            "URN": rows["urn"],
            "SENsetting": rows["setting"],
        }
    )


def _active(rows: pd.DataFrame, census: int) -> pd.DataFrame:
    rows = rows[(rows["issued"] <= census) & (rows["ceased"] > census)]
    review = np.where(
        rows["issued"] + 300 < census, rows["issued"] + 300 + (census - rows["issued"] - 300) // 365 * 365, NEVER
    )
    return table(
        {
            "request": rows["request"],
            "TransferLA": where(rows["transfer"], _OTHER_COUNCIL),
            "ReviewMeeting": iso(review - 20, census),
            "ReviewOutcome": where(review < NEVER, "C"),
            "LastReview": iso(review, census),
            "URN": rows["urn"],
            "SENsetting": rows["setting"],
            "EntryDate": iso(rows["issued"], census),
            "Res": where(rows["residential"], "1", "0"),
            "WBP": "0",
        }
    )


def _needs(rows: pd.DataFrame, year: int, census: int) -> pd.DataFrame:
    """Needs of active plans by rank. Down syndrome has a code of its own from the return of 2025."""
    rows = rows[(rows["issued"] <= census) & (rows["ceased"] > census)]
    first = pd.DataFrame({"request": rows["request"], "SENtype": rows["need"], "SENtypeRank": "1"})
    second = pd.DataFrame({"request": rows["request"], "SENtype": rows["second_need"], "SENtypeRank": "2"})
    both = pd.concat([first, second[second["SENtype"] != ""]]).sort_values(["request", "SENtypeRank"], kind="stable")
    if year < 2025:
        both = both[~((both["SENtype"] == "DS") & (both["SENtypeRank"] == "2"))]
        both["SENtype"] = both["SENtype"].replace("DS", "OTH")
    return table({str(name): both[name] for name in both})
