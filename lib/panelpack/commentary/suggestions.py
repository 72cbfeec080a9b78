"""Which figure a typed number may be: by its value in the report's year, then in earlier ones, then by words.

A figure of the section comes first, then one of the report; one of another report only where words name it. Only what
may be shown is looked at, and no guess repeats a value. A hidden figure has none here: it is found by words.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from panelpack.catalogue import breakdowns
from panelpack.catalogue.numbers import half_away
from panelpack.catalogue.reader import Catalogue
from panelpack.catalogue.references import Reference
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.figure_names import known_by_then, reference_to
from panelpack.disclosure.figure import Figure

_COMMON = {
    "the",
    "and",
    "for",
    "were",
    "was",
    "that",
    "with",
    "from",
    "year",
    "than",
    "thi",
    "who",
    "had",
    "have",
    "per",
}


@dataclass(frozen=True)
class _Candidate:
    """A figure, the text that a page prints, what is asked of it, and how near it is to what a person means.

    `shared` counts the words that its label shares with those around the number.
    """

    figure: Figure
    text: str
    asked: str
    of_section: bool
    of_report: bool
    shared: int
    nearness: tuple[int, ...]


def guess(view: CouncilYear, report: str, typed: str, sentence: str, shown: Container[str] = frozenset()) -> str:
    """What to write in place of a typed number, as advice: the name of the figure that it may be.

    Args:
        report: the report whose measures come first.
        typed: the number, with sign and unit.
        sentence: the words around it.
        shown: the measures of the section, which come before all others.
    """
    value, is_share = _value(typed), "%" in typed or "cent" in typed
    found = [
        item
        for item in _candidates(view, report, sentence, shown)
        if not is_share or item.text.endswith("%") or item.figure.status
    ]
    related = [item for item in found if item.shared]
    of_section, of_report = [item for item in found if item.of_section], [item for item in found if item.of_report]
    return (
        _by_value(view, [item for item in of_section if item.shared], value)
        or _by_value(view, of_section, value)
        or _by_value(view, related, value)
        or _by_value(view, of_report, value)
        or _by_words(view, [item for item in of_section if item.shared])
        or _by_words(view, related)
        or "write the figure by its name: `panelpack list measures` lists them"
    )


def measures_among(names: Sequence[str], catalogue: Catalogue) -> frozenset[str]:
    """The measures that some names are of, and those of the topics among them."""
    of_topics = [item.id for name in names if name in catalogue.topics for item in catalogue.of_topic(name)]
    return frozenset([*(name for name in names if name in catalogue), *of_topics])


def _by_value(view: CouncilYear, found: list[_Candidate], value: str) -> str:
    """Advice for a number that is printed so, was in an earlier period, or is so when rounded; empty otherwise."""
    exact = [item for item in found if value and _value(item.text) == value]
    of_year = [item for item in exact if item.asked or _is_now(view, item.figure)]
    if of_year:
        return _advice(view, of_year)
    if exact:
        old = min(exact, key=lambda item: item.nearness)
        return f"is the figure of {old.figure.period.label}; {_advice(view, [_now(view, old), old])}"
    rounded = [item for item in found if _is_now(view, item.figure) and _rounds_to(item, value)]
    return f"{_advice(view, rounded)}, which is not rounded by hand" if rounded else ""


def _by_words(view: CouncilYear, found: list[_Candidate]) -> str:
    plain = [item for item in found if not item.asked]
    near = [item for item in plain if _is_now(view, item.figure)] or plain
    return _advice(view, near) if near else ""


def _value(words: str) -> str:
    """A number without its sign, thousands, unit and pound sign."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    return found[0].replace(",", "") if found else ""


def _is_now(view: CouncilYear, figure: Figure) -> bool:
    own = view.own(figure.measure.id)
    return view.documents.is_of_year(figure) or (own is not None and own.period == figure.period)


def _rounds_to(item: _Candidate, value: str) -> bool:
    decimals = len(value.partition(".")[2])
    known = item.figure.value
    if not value or known is None or item.asked or decimals >= item.figure.decimals:
        return False
    return half_away(abs(known), decimals) == float(value)


def _candidates(view: CouncilYear, report: str, sentence: str, shown: Container[str]) -> Iterator[_Candidate]:
    """Every figure of the council by the report's day, and what can be asked of those of the year."""
    said = _stems(sentence)
    for figure in view.published.figures.values():
        measure = figure.measure
        if figure.area != view.council.area_of(measure.about):
            continue
        if not known_by_then(view, figure.period) or breakdowns.is_statistic(figure.breakdown):
            continue
        shared = len(said & _stems(f"{measure.label} {measure.phrase} {measure.breakdown_label(figure.breakdown)}"))
        other = view.own(measure.id) != figure
        age = -(figure.period.end.toordinal() if figure.period.end else 0)
        is_ours, is_shown = measure.report == report, measure.id in shown
        nearness = (not is_shown, not is_ours, -shared, age, other, len(figure.breakdown))
        plain = _Candidate(figure, figure.text, "", is_shown, is_ours, shared, nearness)
        yield plain
        if not other:
            yield from _asked(view, plain)


def _asked(view: CouncilYear, plain: _Candidate) -> Iterator[_Candidate]:
    """What can be asked of a figure, each as a candidate behind the figure itself."""
    item = view.change(plain.figure)
    mean = view.neighbours(plain.figure).middle if view.is_compared(plain.figure.measure) else None
    for asked, made in (("change", item.difference), ("change_pct", item.pct), ("neighbours", mean)):
        if made is not None:
            yield replace(plain, text=made.text, asked=asked, nearness=(*plain.nearness, 1))


def _stems(words: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"[a-z]{3,}", words.lower())} - _COMMON


def _now(view: CouncilYear, item: _Candidate) -> _Candidate:
    """The same measure's figure of the year, where there is one."""
    own = view.own(item.figure.measure.id) if not item.figure.breakdown else None
    return replace(item, figure=own or item.figure)


def _advice(view: CouncilYear, items: list[_Candidate]) -> str:
    """The references of the two nearest figures, if the second is as near as the first by its words."""
    names: dict[str, None] = {}
    near = sorted(items, key=lambda one: one.nearness)
    for item in [one for one in near if one.nearness[:3] == near[0].nearness[:3]]:
        reference = reference_to(view, item.figure) if len(names) < 2 else None
        if reference is not None:
            names[str(Reference(reference.name, reference.wanted, item.asked))] = None
    return f"write {' or '.join(names)}" if names else "write the figure by its name"
