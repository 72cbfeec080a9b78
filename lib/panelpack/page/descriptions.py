"""The written descriptions of charts, for those who do not see them: what a chart is, its highest, lowest and last."""

from collections.abc import Sequence

from panelpack.disclosure.figure import Figure
from panelpack.page.words import period

_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def trend_description(
    finding: str,
    council: str,
    own: Sequence[Figure | None],
    others: Sequence[tuple[str, Figure | None]],
    has_band: bool,
    run: str = "",
) -> str:
    """The written description of a trend: its finding, the run, first, last, highest, lowest, and the comparison.

    Args:
        finding: what the chart shows, or what it is of where no rule says more.
        run: for how long the figure has moved one way, from `run_said`.
    """
    known = [figure for figure in own if figure is not None and figure.shown is not None]
    if not known:
        return f"{finding}: no figures to draw for {council}."
    first, last = known[0], known[-1]
    high = max(known, key=lambda figure: figure.number)
    low = min(known, key=lambda figure: figure.number)
    if len(known) == 1:
        words = [f"Line chart of one point. {finding}. {council}: {_on(first)}."]
    else:
        words = [f"Line chart. {finding}.{f' {run}' if run else ''} {council}: {_on(first)}, {_on(last)};"]
        words.append(f" highest {_on(high)}, lowest {_on(low)}.")
    missing = len(own) - len(known)
    if missing:
        periods = "quarters" if first.period.basis == "quarter" else "years"
        words.append(f" {missing} of {len(own)} {periods} have no figure and leave a gap.")
    for name, figure in others:
        if figure is not None and figure.shown is not None:
            words.append(f" {name}: {_on(figure)}.")
    if has_band:
        words.append(" A band shows the middle half of England's councils.")
    return "".join(words)


def run_said(run: int, is_up: bool, now: Figure) -> str:
    """For how many periods in a row a figure has moved one way, in a sentence; empty for fewer than two."""
    if not 2 <= run < len(_COUNTS) + 2:
        return ""
    measure = now.measure
    way = "the worse direction" if measure.higher_is == ("worse" if is_up else "better") else "the better direction"
    judged = f", {way}" if measure.has_direction else ""
    return f"{'Rose' if is_up else 'Fell'} for {_COUNTS[run - 2]} {measure.step}s running{judged}."


def _on(figure: Figure) -> str:
    """A figure with its period, as an alternative text says it."""
    at = "at" if figure.measure.basis in ("march", "september") else "in"
    return f"{figure.text} {at} {period(figure.period).plain}"


def comparison_description(
    finding: str, council: str, place: str, areas: Sequence[tuple[str, Figure]], mark: tuple[str, Figure] | None
) -> str:
    """The written description of a comparison: its finding, the council's figure, highest and lowest.

    Args:
        mark: the name and the figure of what is drawn across all bars: the country's.
    """
    highest, lowest = areas[0], areas[-1]
    if highest[1].number < lowest[1].number:
        highest, lowest = lowest, highest
    words = f"Bar chart of {len(areas)} {'bar' if len(areas) == 1 else 'bars'}. {finding}. {council}: {place}."
    words += f" Highest: {highest[0]}, {highest[1].text}. Lowest: {lowest[0]}, {lowest[1].text}."
    if mark is not None and mark[1].shown is not None:
        words += f" {mark[0]}: {mark[1].text}."
    return words


def scatter_description(
    labels: tuple[str, str], council: str, own: tuple[Figure, Figure] | None, areas: int, named: Sequence[str]
) -> str:
    """The written description of a scatter: how many areas, what runs across and up, and where the council is.

    Args:
        named: the areas beside the council whose names stand in the drawing.
    """
    across, up = labels
    words = f"Scatter chart of {areas} {'area' if areas == 1 else 'areas'}. Across: {across}. Up: {up}."
    if own is not None:
        words += f" {council}: {own[0].text} across, {own[1].text} up."
    return words + (f" Also named: {', '.join(named)}." if named else "")


def multiples_description(panels: Sequence[tuple[str, Sequence[Figure | None]]]) -> str:
    """The written description of small charts beside one another: of each its first and last value."""
    words = ["Small charts." if len(panels) > 1 else "Small chart."]
    for label, figures in panels:
        known = [figure for figure in figures if figure is not None and figure.shown is not None]
        said = [f"{_on(known[0])}, {_on(known[-1])}"] if len(known) > 1 else [_on(figure) for figure in known]
        words.append(f"{label}: {said[0] if said else 'no figures to draw'}.")
    return " ".join(words)
