"""A copy of the project to build in, so that the checkout's packs, cache and figures stay as they are."""

import csv
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
_COPIED = ("parameters", "data", "notebooks")
_PRIVATE = ("returns", "sampleshire.yaml")


@dataclass(frozen=True)
class Scratch:
    """A project with some councils and years of the checkout's; none of its returns, packs or cache."""

    root: Path

    def page(self, council: str, year: str, report: str) -> str:
        """A page of a built pack."""
        return (self.root / "rendered" / council / year / f"{report}.html").read_text(encoding="utf-8")

    def forget(self) -> None:
        """Remove packs, and of the cache all but the prepared figures, so that everything must be made anew."""
        shutil.rmtree(self.root / "rendered", ignore_errors=True)
        for place in (self.root / ".cache").glob("*"):
            if place.is_dir() and not (self.root / "parameters" / "councils" / f"{place.name}.yaml").exists():
                shutil.rmtree(place)

    def change(self, measure: str, area: str, period: str) -> None:
        """Change one benchmark by one: up, or down again at the next time.

        Raises:
            ValueError: it is not there.
        """
        for path in sorted((self.root / "data" / "benchmarks").glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            for row in rows:
                if (row["measure"], row["area"], row["period"]) == (measure, area, period) and row["value"]:
                    value = int(row["value"])
                    row["value"] = str(value + (1 if value % 2 == 0 else -1))
                    _write(path, rows)
                    return
        raise ValueError(f"there is no benchmark of {measure} for {area} in {period} to change")


@contextmanager
def scratch(years: Sequence[str], councils: Sequence[str] = ()) -> Iterator[Scratch]:
    """A scratch project while the block runs.

    Args:
        years: the only ones that it has.
        councils: the only ones that it has; all when empty.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        root = Path(name)
        for folder in _COPIED:
            shutil.copytree(CHECKOUT / folder, root / folder, ignore=shutil.ignore_patterns(*_PRIVATE))
        _keep(root / "parameters" / "years", years)
        _keep(root / "parameters" / "councils", councils or all_councils())
        yield Scratch(root)


def all_councils() -> list[str]:
    """Every council of the checkout that is not invented."""
    return sorted(
        path.stem for path in (CHECKOUT / "parameters" / "councils").glob("*.yaml") if path.name not in _PRIVATE
    )


def sampled(names: Sequence[str], most: int) -> list[str]:
    """Some of many, evenly chosen.

    Example:
        >>> sampled(["a", "b", "c", "d", "e"], 2)
        ['a', 'c']
    """
    count = min(most, len(names))
    return [names[place * len(names) // count] for place in range(count)]


def _write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _keep(folder: Path, names: Sequence[str]) -> None:
    """Remove the files of a folder that have other names."""
    for path in folder.glob("*.yaml"):
        if path.stem not in names:
            path.unlink()
