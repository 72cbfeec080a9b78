"""Where Sampleshire lies: nowhere. Its codes, its districts and its invented postcodes with their places on a grid."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COUNCIL = "sampleshire"
NAME = "Sampleshire"
AREA = "X99000001"
"""The nine characters of the council's area. No real area's code starts with X."""
DFE_CODE = "999"
"""Three digits that the Department gave to no council."""
REGION, COUNTRY = "X12000001", "X92000001"
NEIGHBOUR_MODEL = "Sampleland"
"""The invented country has a model of neighbours of its own, in `data/reference/`."""
OWN, NEAR, FAR = 0, 1, 2
_AREAS = {OWN: ("X99000001",), NEAR: ("X99000011", "X99000012", "X99000013"), FAR: ("X99000014", "X99000015")}
_AWAY_M = {OWN: (0, 22_000), NEAR: (23_000, 32_000), FAR: (60_000, 150_000)}
_NEVER_INWARD = "CIKMOV"
"""Letters that no real postcode has after its space."""


@dataclass(frozen=True)
class Places:
    """Invented postcodes.

    Attributes:
        zone: OWN, NEAR or FAR, for each.
        postcode, area, easting, northing: what the lookup file says of each.
    """

    zone: NDArray[np.int64]
    postcode: NDArray[np.str_]
    area: NDArray[np.str_]
    easting: NDArray[np.int64]
    northing: NDArray[np.int64]

    def of_zone(self, zone: int) -> NDArray[np.int64]:
        """The numbers of a zone's postcodes."""
        return np.flatnonzero(self.zone == zone)

    def miles(self, one: int, other: int) -> float:
        """Straight-line miles between two postcodes by their numbers."""
        east, north = self.easting[one] - self.easting[other], self.northing[one] - self.northing[other]
        return float(np.hypot(east, north)) / 1000 / 1.6093


def invent_places(rng: np.random.Generator) -> Places:
    """A few hundred postcodes in and around the council, on a grid whose middle lies in the sea."""
    zones = np.repeat([OWN, NEAR, FAR], [400, 120, 80])
    angle = rng.uniform(0, 2 * np.pi, len(zones))
    nearest, furthest = (np.array([_AWAY_M[zone][end] for zone in zones]) for end in (0, 1))
    away = nearest + (furthest - nearest) * np.sqrt(rng.uniform(0, 1, len(zones)))
    numbers = np.arange(len(zones))
    codes = [_postcode(zone, number) for zone, number in zip(zones.tolist(), numbers.tolist(), strict=True)]
    areas = [_AREAS[zone][number % len(_AREAS[zone])] for zone, number in zip(zones, numbers, strict=True)]
    return Places(
        zone=zones,
        postcode=np.array(codes),
        area=np.array(areas),
        easting=(100_000 + away * np.cos(angle)).astype(np.int64),
        northing=(100_000 + away * np.sin(angle)).astype(np.int64),
    )


def _postcode(zone: int, number: int) -> str:
    first, second = divmod(number // 10, len(_NEVER_INWARD))
    sector, letter = number % 10, _NEVER_INWARD[first % len(_NEVER_INWARD)]
    return f"X{'SNF'[zone]}{1 + first // 6} {sector}{letter}{_NEVER_INWARD[second]}"
