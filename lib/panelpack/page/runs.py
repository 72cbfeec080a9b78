"""Where a line goes on, and where it does not: over no missing year, and over no break in the series."""

from collections.abc import Sequence

from panelpack.disclosure.figure import Figure


def runs_of(figures: Sequence[Figure | None]) -> list[list[int]]:
    """The places of figures that follow one another with a value and without a break, a run each."""
    runs: list[list[int]] = []
    before: Figure | None = None
    for place, figure in enumerate(figures):
        if figure is None or figure.value is None:
            before = None
            continue
        if before is None or is_broken(before, figure):
            runs.append([])
        runs[-1].append(place)
        before = figure
    return runs


def gaps_of(figures: Sequence[Figure | None]) -> list[tuple[int, int]]:
    """The places on both sides of each gap in which years are missing but the series did not change."""
    runs = runs_of(figures)
    sides = [(before[-1], after[0]) for before, after in zip(runs, runs[1:], strict=False)]
    return [(one, other) for one, other in sides if not _is_cut(figures[one], figures[other])]


def is_broken(before: Figure, after: Figure) -> bool:
    """Whether the series changed between two figures."""
    return bool(after.measure.breaks_between(before.period, after.period, after.source))


def _is_cut(before: Figure | None, after: Figure | None) -> bool:
    return before is None or after is None or is_broken(before, after)
