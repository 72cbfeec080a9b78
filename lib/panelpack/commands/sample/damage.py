"""How much of the returns is spoilt: a share of rows by each defect, and whole files by name."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from panelpack.commands.sample.defect_list import ALL, FILES, SPOILS
from panelpack.commands.sample.defects import Planted, plant, spoil_file
from panelpack.commands.sample.views import Return
from panelpack.project.errors import InputError, Problem, unknown


@dataclass(frozen=True)
class Damage:
    """What to spoil.

    Attributes:
        share: the share of the rows that a defect can strike; with none, no row and no file is spoilt by it.
        spoils: names of what costs a return of the last year its figures.
    """

    seed: int
    share: float = 0.0
    spoils: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 0.2:
            raise InputError([Problem(f"defects in a share of {self.share} of the rows", todo="give 0 to 0.2")])
        for name in self.spoils:
            if name not in SPOILS:
                raise unknown("way to spoil a file", name, sorted(SPOILS))

    @property
    def any(self) -> bool:
        """Whether anything is spoilt at all."""
        return bool(self.share or self.spoils)

    def do(self, filled: Return, last: bool) -> Iterator[Planted]:
        """Spoil a return, and tell where.

        Args:
            last: whether it is of the last year.
        """
        if self.share:
            places = np.random.default_rng([self.seed, 3, filled.year, sum(filled.kind.encode())])
            yield from plant(places, filled, self.share, ALL)
            if filled.kind in FILES:
                yield spoil_file(filled, FILES[filled.kind])
        for name in self.spoils if last else ():
            if filled.kind in SPOILS[name]:
                yield spoil_file(filled, name)
