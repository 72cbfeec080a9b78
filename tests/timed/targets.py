"""What was measured, as ratios within one run, beside what is aimed at."""

from collections.abc import Mapping
from dataclasses import dataclass

from timed.builds import CHANGED, FIFTY, FIFTY_ALONE, NOTHING, ONE, SAMPLE, TEN, TEN_ALONE
from timed.processes import Work

LOOP, CELLS = "command_loop", "bare_cells"


@dataclass(frozen=True)
class Ratio:
    """One number, and what it should be.

    Attributes:
        target: the least or the most that it should be.
        is_least: which of the two; at most the target when false.
    """

    what: str
    measured: float
    target: float
    is_least: bool = True

    @property
    def is_met(self) -> bool:
        """Whether it is as it should be."""
        return self.measured >= self.target if self.is_least else self.measured <= self.target


def ratios(works: Mapping[str, Work], largest_cells_cpu_seconds: float) -> list[Ratio]:
    """Everything that is aimed at.

    Args:
        largest_cells_cpu_seconds: what the cells of the one report take.
    """
    each = {name: work.seconds / work.reports for name, work in works.items()}
    ten, fifty, sample = works[TEN], works[FIFTY], works[SAMPLE]
    looped = works[LOOP].reports

    def against_loop(name: str) -> Ratio:
        scaled = "" if works[name].reports == looped else f", its {looped} scaled to {works[name].reports}"
        return Ratio(f"{works[name].name}: times faster than the command loop{scaled}", each[LOOP] / each[name], 12)

    changed = each[LOOP] * ten.reports / works[CHANGED].seconds
    return [
        against_loop(TEN),
        against_loop(FIFTY),
        Ratio(f"{works[CHANGED].name}: times faster than the command loop", changed, 60),
        Ratio(f"{ten.name}: seconds a report against bare cells", each[TEN] / each[CELLS], 1.0, is_least=False),
        Ratio(f"{fifty.name}: seconds a report against bare cells", each[FIFTY] / each[CELLS], 1.0, is_least=False),
        Ratio(f"{works[NOTHING].name}: seconds", works[NOTHING].seconds, 0.1, is_least=False),
        Ratio(
            f"{sample.name}: seconds a report against {fifty.name}", each[SAMPLE] / each[FIFTY], 1.05, is_least=False
        ),
        Ratio(f"{sample.name}: memory against {fifty.name}", sample.peak_mb / fifty.peak_mb, 1.05, is_least=False),
        Ratio(f"{ten.name}: two cores against one", works[TEN_ALONE].seconds / ten.seconds, 1.85),
        Ratio(f"{fifty.name}: two cores against one", works[FIFTY_ALONE].seconds / fifty.seconds, 1.85),
        Ratio(f"cells of {works[ONE].name}: CPU seconds", largest_cells_cpu_seconds, 0.9, is_least=False),
    ]
