"""The three sentences at the top of a report: what changed, whether it matters, and against whom."""

from collections.abc import Iterable, Sequence

from panelpack.comparisons.chance import CHANCE_LEVEL
from panelpack.comparisons.change import Change
from panelpack.comparisons.council_year import Scope
from panelpack.disclosure.published import Figure
from panelpack.page.markup import Html, defined, number, text
from panelpack.page.sentences import moved


def summary(scope: Scope, names: Iterable[str]) -> Html:
    """What changed most surely, how many measures got better or worse, and how the council stands beside neighbours.

    Args:
        names: the measures to look at; those without a figure for the year are left aside.
    """
    figures = [figure for name in names if (figure := scope.own(name)) is not None and figure.value is not None]
    if not figures:
        return Html(
            '<p class="summary missing">None of the figures that this summary is made of is there for this year.</p>'
        )
    # An agency's figures are never counted with the council's: they speak only where the council has none
    own = [figure for figure in figures if figure.area == scope.council.area]
    whose = "" if own else f"{text(scope.name_of(figures[0].area))}: "
    figures = own or figures
    changed = [item for figure in figures if (item := scope.change(figure)).difference is not None]
    parts = [_what_changed(changed), _does_it_matter(scope, changed), _against_whom(scope, figures)]
    return Html(f'<p class="summary">{whose}{" ".join(part for part in parts if part)}</p>')


def _what_changed(changed: Sequence[Change]) -> str:
    sure = [item for item in changed if item.chance.p is not None and item.chance.p < CHANCE_LEVEL]
    if not changed:
        return "There is no year before to compare with."
    if not sure:
        return "No change in the year is large enough to rule out chance."
    return moved(min(sure, key=lambda item: item.chance.p or 0.0))


def _does_it_matter(scope: Scope, changed: Sequence[Change]) -> str:
    better = [item for item in changed if item.towards == "better"]
    worse = [item for item in changed if item.towards == "worse"]
    if not better and not worse:
        return ""
    sure = [item for item in (*better, *worse) if item.chance.p is not None and item.chance.p < CHANCE_LEVEL]
    counted = {"better": better, "worse": worse, "sure": sure}
    shown = {how: _count(scope, changed, how, len(items)) if items else "none" for how, items in counted.items()}
    return (
        f"Of the measures where one direction is better, {shown['better']} got better and {shown['worse']} got worse; "
        f"{shown['sure']} of these changes {'is' if len(sure) == 1 else 'are'} unlikely to be chance."
    )


def _count(scope: Scope, changed: Sequence[Change], how: str, value: int) -> str:
    figure = scope.published.derive(f"summary_{how}", changed[0].now, value, unit="count", decimals=0)
    return number(figure)


def _against_whom(scope: Scope, figures: Sequence[Figure]) -> str:
    """How many measures are better than the neighbours' mean, and the one that is furthest behind it."""
    directed = [
        figure for figure in figures if figure.measure.higher_is != "neither" and scope.is_compared(figure.measure)
    ]
    pairs = [(figure, mean) for figure in directed if (mean := scope.neighbours(figure).mean) is not None]
    if not pairs:
        return ""
    ahead = [_lead(figure, mean) for figure, mean in pairs]
    near = scope.neighbours(pairs[0][0])
    best = scope.published.derive(
        "summary_ahead", pairs[0][0], sum(lead > 0 for lead in ahead), unit="count", decimals=0
    )
    all_of = scope.published.derive("summary_compared", pairs[0][0], len(pairs), unit="count", decimals=0)
    words = (
        f"Beside the mean of its statistical neighbours (model of {text(near.model)}), {text(scope.area_name)} "
        f"does better on {number(best)} of {number(all_of)} measures"
    )
    least = min(range(len(pairs)), key=lambda place: ahead[place])
    if ahead[least] >= 0:
        return f"{words}."
    figure, mean = pairs[least]
    label = defined(figure.measure.id, figure.measure.label[:1].lower() + figure.measure.label[1:])
    return f"{words}; it is furthest behind on {label} ({number(figure)} beside {number(mean)})."


def _lead(figure: Figure, mean: Figure) -> float:
    """How far a figure is better than a mean, as a part of the mean; below nought when it is worse."""
    gap = ((figure.shown or 0.0) - (mean.value or 0.0)) / (abs(mean.value or 0.0) or 1.0)
    return gap if figure.measure.higher_is == "better" else -gap
