"""The SSDA903 return of a year: children looked after and care leavers, as at 31 March."""

import numpy as np
import pandas as pd

from panelpack.commands.sample.days import NEVER, birthday, year_span
from panelpack.commands.sample.town import Town
from panelpack.commands.sample.views import Return, british, coded, identifiers_of, table, where

_SEX = {"M": "1", "F": "2"}
_ADOPTERS = (
    ("2", "MF", "L3"), ("2", "MF", "L0"), ("2", "FF", "L12"), ("2", "MM", "L4"), ("1", "F1", "L0"),
    ("2", "MF", "L3"),
)  # fmt: skip


def ssda903_return(town: Town, year: int) -> Return:
    """The modules of the year that ends in March of `year`, in the codes of that year's return."""
    first, last = year_span(year)
    view = _View(town, year, first, last)
    tables = {
        "Header": view.header(),
        "Episodes": view.episodes(),
        "Reviews": view.reviews(),
        "UASC": view.unaccompanied(),
        "OC2": view.health(),
        "OC3": view.leavers(),
        "AD1": view.adopted(),
        "PlacedAdoption": view.should_be_placed(),
        "PrevPerm": view.earlier_permanence(),
        "Missing": view.missing(),
    }
    if year >= 2024:
        tables["SWEpisodes"] = view.workers()
    return Return("ssda903", year, tables)


class _View:
    """What is known on the last day of a reporting year."""

    def __init__(self, town: Town, year: int, first: int, last: int) -> None:
        self.town, self.year, self.first, self.last = town, year, first, last
        episodes = town["episodes"]
        active = episodes[(episodes["start"] <= last) & (episodes["end"] >= first)]
        self.active = active.sort_values(["child", "start"], kind="stable")
        leavers = town["leavers"]
        self.asked = leavers[leavers["on"].between(first, last)]

    def _of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Child and birthday, the first columns of a module."""
        born = self.town.people.loc[frame["child"], "born"]
        return table({"CHILD": identifiers_of(frame["child"]), "DOB": british(born, self.last)})

    def _sex(self, people: pd.DataFrame) -> "pd.Series[str]":
        return coded(people["sex"], _SEX) if self.year < 2025 else people["sex"]

    def header(self) -> pd.DataFrame:
        """Every child who has an episode or whose birthday as a care leaver is in the year."""
        children = np.union1d(self.active["child"], self.asked["child"])
        people = self.town.people.loc[children]
        age = (self.last - people["born"]) / 365.25
        looked_after = people["child"].isin(self.active["child"])
        mother = (people["sex"] == "F") & looked_after
        has_child = mother & (age > 16) & (people["child"] % 29 == 0)
        born = np.where(has_child, np.maximum(self.first, people["born"] + 5700), NEVER)
        has_child &= born <= self.last
        return table(
            {
                "CHILD": identifiers_of(children),
                "SEX": self._sex(people),
                "DOB": british(people["born"], self.last),
                "ETHNIC": people["ethnic"],
                "UPN": where(age < 5, "UN1", where(people["unaccompanied"], "UN2", "UN5")),
                "MOTHER": where(mother, where(has_child, "1", "0")),
                "MC_DOB": where(has_child, british(born, self.last)),
            }
        )

    def episodes(self) -> pd.DataFrame:
        """Episodes that were open on any day of the year."""
        rows = self.active
        closed, short = rows["end"] <= self.last, rows["legal"].isin(["V3", "V4"])
        posts = np.append(self.town.places.postcode.astype(object), "")
        return table(
            {
                "CHILD": identifiers_of(rows["child"]),
                "DECOM": british(rows["start"], self.last),
                "RNE": rows["new"],
                "LS": rows["legal"],
                "CIN": rows["need"],
                "PLACE": self._kinds(rows),
                "PLACE_PROVIDER": rows["provider"],
                "DEC": british(rows["end"], self.last),
                "REC": where(closed, rows["ended"]),
                "REASON_PLACE_CHANGE": where(closed, rows["moved"]),
                "HOME_POST": where(short, "", posts[rows["home"].to_numpy()]),
                "PL_POST": where(short, "", posts[rows["post"].to_numpy()]),
                "URN": rows["urn"],
            }
        )

    def _kinds(self, rows: pd.DataFrame) -> "pd.Series[str]":
        """Kinds of placement: those without a register gave way to supported accommodation (K3)."""
        codes = {2024: {"P2": "H5"}}.get(self.year, {} if self.year < 2024 else {"P2": "K3", "H5": "K3"})
        return coded(rows["kind"], codes)

    def reviews(self) -> pd.DataFrame:
        """Reviews held in the year."""
        rows = self._within(self.town["reviews"], "day")
        return self._of(rows).assign(REVIEW=british(rows["day"], self.last), REVIEW_CODE=rows["code"].to_numpy())

    def unaccompanied(self) -> pd.DataFrame:
        """Children who came alone from abroad; they cease to be such at eighteen."""
        people = self.town.people.loc[self.active["child"].unique()]
        people = people[people["unaccompanied"]]
        adult = np.array([birthday(born, 18) for born in people["born"]], dtype=np.int64)
        frame = self._of(people)
        frame.insert(1, "SEX", self._sex(people).to_numpy())
        return frame.assign(DUC=british(adult, self.last))

    def health(self) -> pd.DataFrame:
        """Health of those who were in care throughout the year."""
        rows = self.town["health"]
        rows = rows[rows["year"] == self.year] if len(rows) else rows
        names = {
            "SDQ_SCORE": "score", "SDQ_REASON": "no_score", "CONVICTED": "convicted", "HEALTH_CHECK": "development",
            "IMMUNISATIONS": "immunised", "TEETH_CHECK": "teeth", "HEALTH_ASSESSMENT": "assessed",
            "SUBSTANCE_MISUSE": "misuse", "INTERVENTION_RECEIVED": "received", "INTERVENTION_OFFERED": "offered",
        }  # fmt: skip
        return self._of(rows).assign(**{name: rows[column].to_numpy() for name, column in names.items()})

    def leavers(self) -> pd.DataFrame:
        """Care leavers whose birthday from the 17th to the 21st is in the year."""
        rows = self.asked.sort_values("child", kind="stable")
        columns = {"IN_TOUCH": "touch", "ACTIV": "activity", "ACCOM": "living"}
        return self._of(rows).assign(**{name: rows[column].to_numpy() for name, column in columns.items()})

    def adopted(self) -> pd.DataFrame:
        """Children adopted in the year."""
        rows = self._within(self.town["adoptions"], "adopted")
        kinds = [_ADOPTERS[period % len(_ADOPTERS)] for period in rows["period"]]
        return self._of(rows).assign(
            DATE_INT=british(rows["decided"], self.last),
            DATE_MATCH=british(rows["matched"], self.last),
            FOSTER_CARE=where(rows["by_carer"], "1", "0"),
            NB_ADOPTR=[kind[0] for kind in kinds],
            SEX_ADOPTR=[kind[1] for kind in kinds],
            LS_ADOPTR=[kind[2] for kind in kinds],
        )

    def should_be_placed(self) -> pd.DataFrame:
        """Decisions that a child should be placed for adoption, in force on any day of the year."""
        rows, periods = self.town["adoptions"], self.town["periods"].set_index("period")
        left = rows["period"].map(periods["end"])
        rows = rows[(rows["decided"] <= self.last) & (left >= self.first) & (rows["reversed"] >= self.first)]
        rows = rows.sort_values(["child", "decided"], kind="stable")
        ceased = rows["reversed"] <= self.last
        return self._of(rows).assign(
            DATE_PLACED=british(rows["decided"], self.last),
            DATE_PLACED_CEASED=british(rows["reversed"], self.last),
            REASON_PLACED_CEASED=where(ceased, rows["why_reversed"]),
        )

    def earlier_permanence(self) -> pd.DataFrame:
        """Those who came into care in the year."""
        rows = self._within(self.town["permanence"], "start").drop_duplicates("child", keep="last")
        on = np.where(rows["on"] < 0, NEVER, rows["on"])
        return self._of(rows).assign(
            PREV_PERM=rows["kind"].to_numpy(), LA_PERM=rows["council"].to_numpy(), DATE_PERM=british(on, self.last)
        )

    def missing(self) -> pd.DataFrame:
        """Missing and absent episodes that were open on any day of the year."""
        rows = self.town["missing"]
        rows = rows[(rows["start"] <= self.last) & (rows["end"] >= self.first)].sort_values(["child", "start"])
        return self._of(rows).assign(
            MISSING=rows["kind"].to_numpy(),
            MIS_START=british(rows["start"], self.last),
            MIS_END=british(rows["end"], self.last),
        )

    def workers(self) -> pd.DataFrame:
        """Social workers on any day of the year."""
        rows = self.town["workers"]
        rows = rows[(rows["start"] <= self.last) & (rows["end"] >= self.first)].sort_values(["child", "start"])
        return self._of(rows).assign(
            SW_ID=rows["worker"].to_numpy(),
            SW_DECOM=british(rows["start"], self.last),
            SW_DEC=british(rows["end"], self.last),
            SW_REASON=rows["why"].to_numpy(),
        )

    def _within(self, rows: pd.DataFrame, column: str) -> pd.DataFrame:
        found = rows[rows[column].between(self.first, self.last)]
        return found.sort_values(["child", column], kind="stable")
