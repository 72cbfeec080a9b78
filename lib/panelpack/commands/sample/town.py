"""Sampleshire as a whole: founded from a size and a seed, its events in tables."""

from dataclasses import dataclass
from random import Random

import numpy as np
import pandas as pd

from panelpack.commands.sample.adopters import adopter_families
from panelpack.commands.sample.care import Care, bring_into_care
from panelpack.commands.sample.care_episodes import Addresses
from panelpack.commands.sample.care_records import care_reviews, earlier_permanence, health, missing_episodes, workers
from panelpack.commands.sample.cases import next_referrals, open_cases
from panelpack.commands.sample.contacts import contacts, early_help
from panelpack.commands.sample.days import YEAR_DAYS, Days, census_day, year_span
from panelpack.commands.sample.ehc import ehc_requests, number_new
from panelpack.commands.sample.leavers import care_leavers
from panelpack.commands.sample.people import ages_when_referred, invent_people
from panelpack.commands.sample.places import Places, invent_places
from panelpack.commands.sample.rates import Rates, draw_days
from panelpack.commands.sample.respite import keep_open, take_breaks

YEARS_OF_REFERRALS_BEFORE = 3
YEARS_OF_CARE_BEFORE = 18
_ENTER_CARE = 23.0
"""Children a year, for every 10,000, who came into care before referrals are followed."""


@dataclass(frozen=True)
class Town:
    """All that happened, a table a kind of event; days are numbers, and NEVER for what has not happened.

    Attributes:
        years: the years in whose March the reporting years end.
        people: children by their numbers; `cases` has a row a referral; the other tables are as their modules say.
    """

    size: int
    years: range
    places: Places
    people: pd.DataFrame
    cases: pd.DataFrame
    tables: dict[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]


class _Founding:
    """Makes a town, cases in waves: the first of each child, then those of children who come back."""

    def __init__(self, size: int, seed: int, years: range, rates: Rates) -> None:
        self.size, self.years, self.rates = size, years, rates
        self.rng, self.dice = np.random.default_rng([seed, 1]), Random(seed)
        self.first, self.last = year_span(years[0])[0], year_span(years[-1])[1]
        self.since = self.first - round(YEARS_OF_REFERRALS_BEFORE * YEAR_DAYS)
        self.places = invent_places(np.random.default_rng([seed, 2]))
        self.care = Care(Addresses(self.places))
        self.people: list[pd.DataFrame] = []
        self.cases: list[pd.DataFrame] = []

    def newcomers(self, born: Days, abroad: bool = False) -> pd.DataFrame:
        """Further children."""
        found = invent_people(self.rng, self.places, born, sum(map(len, self.people)), abroad)
        self.people.append(found)
        return found

    def wave(self, people: pd.DataFrame, days: Days, into_care: bool = False) -> pd.DataFrame:
        """Cases of children from days on, with the care that follows."""
        first = sum(map(len, self.cases))
        cases = open_cases(self.rng, people, days, first, self.rates.care, into_care)
        bring_into_care(self.dice, self.care, cases, people)
        self.cases.append(cases)
        return cases

    def refer(self) -> None:
        """First referrals, and then wave on wave of children who are referred again."""
        days = draw_days(self.rng, self.since, self.last, self.rates.referrals, self.size)
        people = self.newcomers(days - ages_when_referred(self.rng, len(days)))
        cases = self.wave(people, days)
        while len(cases):
            again, days = next_referrals(self.rng, cases, people["born"].to_numpy(), self.last)
            people = people.iloc[again]
            cases = self.wave(people, days)

    def fill_care(self) -> None:
        """Children who came into care long ago, and those who come alone from abroad."""
        long_ago = self.since - round(YEARS_OF_CARE_BEFORE * YEAR_DAYS)
        days = draw_days(self.rng, long_ago, self.since - 1, _ENTER_CARE * self.rates.care, self.size)
        self.wave(self.newcomers(days - ages_when_referred(self.rng, len(days))), days, into_care=True)
        rate = self.rates.unaccompanied * self.rates.care
        days = draw_days(self.rng, self.since - 1500, self.last, rate, self.size)
        ages = np.rint((14.8 + 2.7 * self.rng.beta(3, 1.4, len(days))) * YEAR_DAYS).astype(np.int64)
        self.wave(self.newcomers(days - ages, abroad=True), days, into_care=True)

    def give_breaks(self) -> None:
        """Disabled children with short breaks."""
        days = draw_days(self.rng, self.since, self.last, self.rates.respite, self.size)
        people = self.newcomers(days - np.rint(self.rng.uniform(4, 13, len(days)) * YEAR_DAYS).astype(np.int64))
        people["disability"] = self.rng.choice(["LD", "AUT", "MOB", "COMM"], len(people))
        cases = open_cases(self.rng, people, days, sum(map(len, self.cases)), 0.0)
        cases = cases[~cases["nfa"]].reset_index(drop=True)
        cases["referral"] = np.arange(len(cases)) + sum(map(len, self.cases))
        steps = ["enquiry", "conference", "transfer", "plan", "plan_end", "category_changed"]
        cases[steps] = 10**6
        keep_open(self.rng, cases)
        take_breaks(self.dice, self.care, cases, people.loc[cases["child"]], self.last)
        self.cases.append(cases)

    def found(self) -> Town:
        """The whole town."""
        self.refer()
        self.fill_care()
        self.give_breaks()
        tables = self.care.tables()
        cases = pd.concat(self.cases, ignore_index=True)
        requests = self._ehc(pd.concat(self.people))
        people = pd.concat(self.people)
        tables |= self._records(people, tables["periods"])
        families, adoptions = adopter_families(
            self.rng, self.dice, tables["adoptions"], self.first - 900, self.last, self.rates.adopters, self.size
        )
        others = self.newcomers(
            self.last - self.rng.integers(0, self.last - self.first + 6200, max(60, self.size // 14))
        )
        everybody, numbers, span = pd.concat(self.people), others["child"].to_numpy(), (self.first, self.last)
        tables |= {
            "adoptions": adoptions,
            "families": families,
            "ehc": requests,
            "contacts": contacts(self.rng, cases, everybody, numbers, *span, self.rates.contacts, self.size),
            "early_help": early_help(self.rng, everybody, numbers, *span, self.rates.early_help, self.size),
        }
        return Town(self.size, self.years, self.places, everybody, cases, tables)

    def _ehc(self, people: pd.DataFrame) -> pd.DataFrame:
        own = people[~people["unaccompanied"]]
        known = list(zip(own["child"].tolist(), own["born"].tolist(), strict=True))
        requests = ehc_requests(self.dice, self.size, self.rates.ehc, census_day(self.years[-1]), known)
        requests = number_new(requests, len(people))
        new = requests[requests["child"] >= len(people)].drop_duplicates("child").sort_values("child")
        self.newcomers(new["born"].to_numpy(dtype=np.int64))
        return requests

    def _records(self, people: pd.DataFrame, periods: pd.DataFrame) -> dict[str, pd.DataFrame]:
        born = dict(zip(people["child"].tolist(), people["born"].tolist(), strict=True))
        lasting = periods[periods["end"] >= self.first - round(6 * YEAR_DAYS)]
        span = (self.first, self.last)
        return {
            "reviews": care_reviews(self.dice, lasting, born, *span),
            "missing": missing_episodes(self.dice, lasting, born, *span),
            "health": health(self.dice, lasting, born, self.years),
            "workers": workers(self.dice, lasting, *span, self.size // 1000 + 4),
            "permanence": earlier_permanence(self.dice, lasting, born, *span),
            "leavers": care_leavers(self.dice, lasting, born, *span),
        }


def found_town(size: int, seed: int, years: range, rates: Rates | None = None) -> Town:
    """An invented council: the same arguments give the same town.

    Args:
        size: children aged 0 to 17 who live there.
        years: the years in whose March the reporting years end, one after another.
    """
    return _Founding(size, seed, years, rates or Rates()).found()
