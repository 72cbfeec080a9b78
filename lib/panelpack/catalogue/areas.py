"""Areas: their codes, names and kinds, and a council's statistical neighbours by model."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from panelpack.project.errors import InputError, Problem, suggest


@dataclass(frozen=True)
class Area:
    """A place that figures are about. `kind` is council, region, country, force, icb or adoption_agency."""

    code: str
    name: str
    kind: str
    dfe_code: str
    within: str
    last_figures_to: str

    @property
    def invented(self) -> bool:
        """Whether there is no such place: no real area's code starts with X."""
        return self.code.startswith("X")


@dataclass(frozen=True)
class Areas:
    """All areas of `data/reference/areas.csv`, and the neighbour models beside it."""

    folder: Path

    @cached_property
    def by_code(self) -> dict[str, Area]:
        """Every area by its nine-character code.

        Raises:
            InputError: a code stands twice, a kind is unknown, or an area lies within one that there is not.
        """
        path = self.folder / "areas.csv"
        rows = _rows(path)
        problems = list(_faults_of_areas(rows, str(path)))
        if problems:
            raise InputError(problems)
        return {row["code"]: Area(**row) for row in rows}

    def __getitem__(self, code: str) -> Area:
        try:
            return self.by_code[code]
        except KeyError:
            raise InputError(
                [Problem(f"there is no area {code!r}", str(self.folder / "areas.csv"), suggest(code, self.by_code))]
            ) from None

    def name(self, code: str) -> str:
        """The name that pages show for a code."""
        return self[code].name

    def country_of(self, code: str) -> str:
        """The code of the country in which an area lies; empty where `areas.csv` does not say.

        Sampleshire's is the invented country, whose figures are never England's.
        """
        while code and self[code].kind != "country":
            code = self[code].within
        return code

    def former_codes(self, code: str) -> list[str]:
        """Codes that a council had before, under the same number of the Department: its boundary stayed.

        Somerset's `E10000027` is one of `E06000066`; Cumbria's is none of Cumberland, which is a part of it.
        """
        now = self[code]
        return [
            area.code
            for area in self.by_code.values()
            if now.dfe_code and area.dfe_code == now.dfe_code and area.code != code and area.last_figures_to
        ]

    def divided(self, code: str) -> list[str]:
        """Codes of councils of another boundary from which a council was made: their past is not its own.

        Cumbria's `E10000006` is one of Cumberland's `E06000063`.
        """
        path = self.folder / "divided.csv"
        rows = _rows(path) if path.exists() else []
        return [row["former"] for row in rows if row["council"] == code]

    @cached_property
    def models(self) -> list[str]:
        """The neighbour models that are named by their year, the oldest first: `2021`, `2025`."""
        names = (path.stem.partition("_")[2] for path in self.folder.glob("neighbours_*.csv"))
        return sorted(name for name in names if name.isdigit())

    def models_of(self, council: str) -> list[str]:
        """The neighbour models that hold a council: one that was made since has no place in an older model."""
        return [model for model in self.models if council in self._held[model]]

    @cached_property
    def _held(self) -> dict[str, frozenset[str]]:
        rows = {model: _rows(self.folder / f"neighbours_{model}.csv") for model in self.models}
        return {model: frozenset(row["council"] for row in found) for model, found in rows.items()}

    @cached_property
    def english_councils(self) -> list[Area]:
        """England's councils with children's services as they are now: those that the newest neighbour model holds.

        Where a council has a former and a present code, it is under the one that statistics use.
        """
        now = self._held[self.models[-1]] if self.models else frozenset()
        return [area for area in self.by_code.values() if area.code in now]

    def force_of(self, council: str) -> str | None:
        """The code of the police force area in which a council lies; None where it is not known."""
        path = self.folder / "forces.csv"
        rows = _rows(path) if path.exists() else []
        return next((row["force"] for row in rows if row["council"] == council), None)

    def successors(self, code: str) -> list[Area]:
        """The councils of now under another code of a council, or those that were made of it."""
        path = self.folder / "divided.csv"
        rows = _rows(path) if path.exists() else []
        made = {row["council"] for row in rows if row["former"] == code}
        number = self[code].dfe_code
        return [area for area in self.english_councils if area.code in made or (number and area.dfe_code == number)]

    def code_of(self, named: str, roles: Iterable[str] = ()) -> str:
        """The code of an area by its name or code, in any case; of a council also as it is called, such as Bristol.

        Args:
            roles: what else could have been meant, for the message.

        Raises:
            InputError: there is no such area; the message names the nearest.
        """
        found = self._codes.get(named.casefold())
        if found is None:
            todo = suggest(named, [*(area.name for area in self.by_code.values()), *roles])
            raise InputError([Problem(f"there is no area {named!r}", todo=todo)])
        return found

    @cached_property
    def _codes(self) -> dict[str, str]:
        # A name that a former council shares with one of now is that of the one of now
        now = {area.code for area in self.english_councils}
        by_age = sorted(self.by_code.values(), key=lambda area: area.code in now)
        names = {area.name.casefold(): area.code for area in by_age}
        # "Bristol, City of" and "Herefordshire, County of", without what stands after the comma
        called = {area.name.partition(",")[0].casefold(): area.code for area in self.english_councils}
        return called | names | {code.casefold(): code for code in self.by_code}

    @cached_property
    def populations(self) -> dict[tuple[str, int], float]:
        """Children aged 0 to 17, by area and by the year in whose middle they were counted.

        Beside the shipped ones stand those of the folder of a council's returns, such as an invented one has.
        """
        rows = self._population_rows
        return {(row["area"], int(row["mid_year"])): float(row["population_0_17"]) for row in rows}

    @cached_property
    def vintages(self) -> dict[tuple[str, int], str]:
        """Of which vintage each of the populations is: the office restates back series."""
        return {(row["area"], int(row["mid_year"])): row["vintage"] for row in self._population_rows}

    @cached_property
    def _population_rows(self) -> list[dict[str, str]]:
        shipped = self.folder / "populations.csv"
        paths = [shipped, *sorted(self.folder.parent.glob("returns/*/populations.csv"))]
        return [row for path in paths if path.exists() for row in _rows(path)]

    def population(self, area: str, year: int) -> float:
        """Children aged 0 to 17 in the middle of a year, or of the nearest known one; not-a-number where none is."""
        known = {mid: count for (code, mid), count in self.populations.items() if code == area}
        return known[min(known, key=lambda mid: abs(mid - year))] if known else float("nan")

    def neighbours(self, council: str, model: str) -> list[str]:
        """Codes of a council's statistical neighbours, the closest first; ten in both models.

        Raises:
            InputError: there is no such model, it does not hold the council, or it names as a neighbour what
                `areas.csv` has not, what is no council, the council itself, or one twice.
        """
        if (council, model) not in self._neighbours:
            self._neighbours[council, model] = self._read_neighbours(council, model)
        return list(self._neighbours[council, model])

    @cached_property
    def _neighbours(self) -> dict[tuple[str, str], list[str]]:
        """The neighbours that were asked for: a page asks for them beside each of its figures."""
        return {}

    def _read_neighbours(self, council: str, model: str) -> list[str]:
        path = self.folder / f"neighbours_{model}.csv"
        if not path.exists():
            models = [file.stem.removeprefix("neighbours_") for file in self.folder.glob("neighbours_*.csv")]
            raise InputError([Problem(f"there is no neighbour model {model!r}", todo=suggest(model, models))])
        found = {line: row for line, row in enumerate(_rows(path), start=2) if row["council"] == council}
        if not found:
            raise InputError(
                [
                    Problem(
                        f"the neighbour model of {model} does not hold {council}",
                        str(path),
                        "take its neighbours in, or name another model",
                    )
                ]
            )
        problems = list(self._faults_of_neighbours(found, str(path)))
        if problems:
            raise InputError(problems)
        return [row["neighbour"] for row in sorted(found.values(), key=lambda row: int(row["rank"]))]

    def _faults_of_neighbours(self, rows: Mapping[int, Mapping[str, str]], path: str) -> Iterator[Problem]:
        """What `areas.csv` contradicts in a council's rows of a model, by line; and ranks with gaps."""
        seen: dict[str, int] = {}
        for line, row in rows.items():
            code, where = row["neighbour"], f"{path}, line {line}"
            area = self.by_code.get(code)
            if area is None:
                yield Problem(f"there is no area {code!r}", where, "give the code of a council in areas.csv")
            elif area.kind != "council":
                yield Problem(f"{area.name} ({code}) is no council but a {area.kind}", where, "give a council's code")
            elif code == row["council"]:
                yield Problem(f"{area.name} is named as its own neighbour", where, "give another council's code")
            elif code in seen:
                yield Problem(f"{area.name} is a neighbour twice", where, f"it stands in line {seen[code]} already")
            seen.setdefault(code, line)
        if sorted(row["rank"] for row in rows.values()) != sorted(str(place) for place in range(1, len(rows) + 1)):
            first = next(iter(rows))
            yield Problem(f"the ranks are not 1 to {len(rows)}", f"{path}, from line {first} on", "give each its own")


KINDS = ("council", "region", "country", "force", "icb", "adoption_agency")
"""Every kind of area."""


def _faults_of_areas(rows: Sequence[Mapping[str, str]], path: str) -> Iterator[Problem]:
    codes = [row["code"] for row in rows]
    for line, row in enumerate(rows, start=2):
        where = f"{path}, line {line}"
        if codes.index(row["code"]) != line - 2:
            yield Problem(f"the code {row['code']} stands twice", where, "take one of its lines out")
        if row["kind"] not in KINDS:
            yield Problem(f"unknown kind {row['kind']!r}", where, suggest(row["kind"], KINDS))
        if row["within"] and row["within"] not in codes:
            yield Problem(f"{row['code']} lies within {row['within']!r}, which is no area", where, "give its region")


_COLUMNS = {
    "areas": ["code", "name", "kind", "dfe_code", "within", "last_figures_to"],
    "populations": ["area", "mid_year", "population_0_17", "vintage", "source"],
    "divided": ["council", "former"],
    "forces": ["council", "force"],
    "neighbours": ["council", "rank", "neighbour", "closeness"],
}


def _rows(path: Path) -> list[dict[str, str]]:
    needed = _COLUMNS[path.stem.partition("_")[0]]
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != needed:
            raise InputError([Problem("not the columns of this file", str(path), f"they are: {', '.join(needed)}")])
        return list(reader)
