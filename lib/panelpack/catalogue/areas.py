"""Areas: their codes, names and kinds, and a council's statistical neighbours by model."""

import csv
from collections.abc import Iterable
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


@dataclass(frozen=True)
class Areas:
    """All areas of `data/reference/areas.csv`, and the neighbour models beside it."""

    folder: Path

    @cached_property
    def by_code(self) -> dict[str, Area]:
        """Every area by its nine-character code."""
        return {row["code"]: Area(**row) for row in _rows(self.folder / "areas.csv")}

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

    def code_of(self, named: str, roles: Iterable[str] = ()) -> str:
        """The code of an area by its name or code, in any case.

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
        names = {area.name.casefold(): code for code, area in self.by_code.items()}
        return names | {code.casefold(): code for code in self.by_code}

    @cached_property
    def populations(self) -> dict[tuple[str, int], float]:
        """Children aged 0 to 17, by area and by the year in whose middle they were counted."""
        path = self.folder / "populations.csv"
        rows = _rows(path) if path.exists() else []
        return {(row["area"], int(row["mid_year"])): float(row["population_0_17"]) for row in rows}

    def population(self, area: str, year: int) -> float:
        """Children aged 0 to 17 in the middle of a year, or of the nearest known one; not-a-number where none is."""
        known = {mid: count for (code, mid), count in self.populations.items() if code == area}
        return known[min(known, key=lambda mid: abs(mid - year))] if known else float("nan")

    def neighbours(self, council: str, model: str) -> list[str]:
        """Codes of a council's statistical neighbours, the closest first; ten in both models.

        Raises:
            InputError: there is no such model, or it does not hold the council.
        """
        path = self.folder / f"neighbours_{model}.csv"
        if not path.exists():
            models = [file.stem.removeprefix("neighbours_") for file in self.folder.glob("neighbours_*.csv")]
            raise InputError([Problem(f"there is no neighbour model {model!r}", todo=suggest(model, models))])
        found = [row for row in _rows(path) if row["council"] == council]
        if not found:
            raise InputError([Problem(f"the neighbour model of {model} does not hold {council}", str(path))])
        return [row["neighbour"] for row in sorted(found, key=lambda row: int(row["rank"]))]


_COLUMNS = {
    "areas": ["code", "name", "kind", "dfe_code", "within", "last_figures_to"],
    "populations": ["area", "mid_year", "population_0_17", "vintage", "source"],
    "neighbours": ["council", "rank", "neighbour", "closeness"],
}


def _rows(path: Path) -> list[dict[str, str]]:
    needed = _COLUMNS[path.stem.partition("_")[0]]
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != needed:
            raise InputError([Problem("not the columns of this file", str(path), f"they are: {', '.join(needed)}")])
        return list(reader)
