"""A topic's figures as its documents state them: of the year beside the year before, earlier, and since year end."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from panelpack.catalogue import breakdowns
from panelpack.catalogue.breakdowns import LOWER_BOUND, UPPER_BOUND
from panelpack.catalogue.periods import previous
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page import tables
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Fold, Note, Piece, together
from panelpack.page.tables import Column, Table
from panelpack.page.words import NOTHING, joined, number, period, period_of, qualified, say, text
from panelpack.sections.labels import cautions, labelled, not_supplied

_MOST_UNDATED = 5
"""So many figures without a date are shown on paper; nobody can tell how old they are, so a page folds them."""


def stated(view: CouncilYear, topic: str, shown: Iterable[str] = ()) -> Piece:
    """A topic's figures as documents state them: of the year beside the year before, earlier, and since year end.

    Args:
        shown: measures that a table has shown already.
    """
    title = view.published.context.catalogue.topics.get(topic, topic)
    seen = set(shown)
    groups = [[item for item in found if item.measure.id not in seen] for found in view.documents.of_topic(topic)]
    if not any(groups):
        return EMPTY if any(view.documents.of_topic(topic)) else not_supplied(view, title, topic)
    return together(_by_time(view, title, *groups), _evidence(view, topic))


def listed(view: CouncilYear, names: Sequence[str], title: str) -> Piece:
    """What documents state of measures, whatever their topics, in the order of the names."""
    figures = [item for name in names for item in view.documents.visible(name)]
    if not figures:
        return not_supplied(view, title, view.measure(names[0]).topic)
    return _by_time(view, title, *view.documents.by_time(figures))


def _by_time(
    view: CouncilYear, title: str, of_year: Sequence[Figure], since: Sequence[Figure], earlier: Sequence[Figure]
) -> Piece:
    """Figures of the year beside the year before, earlier ones, and those since year end: a table each."""
    before = {item.id: found for item in of_year if (found := _year_before(view, item)) is not None}
    used = {found.id for found in before.values()}
    times = (
        (view.year_label, of_year),
        ("earlier", [item for item in earlier if item.id not in used]),
        ("since year end", since),
    )
    return together(*(_listed(view, title, words, figures, before) for words, figures in times if figures))


def _evidence(view: CouncilYear, topic: str) -> Piece:
    """The standards that a topic's figures are evidence for."""
    standards = view.project.standards.get(topic, {})
    if not standards:
        return EMPTY
    asked = "; ".join(f"{number_of}, {asks}" for number_of, asks in standards.items())
    said = Note(text(f"Evidence for the national minimum standards for adoption: {asked}."))
    return Fold((said,), title="National minimum standards", on_paper=True)


def _year_before(view: CouncilYear, figure: Figure) -> Figure | None:
    """The same document's figure of a year earlier."""
    if figure.period.end is None or figure.period.basis == "window":
        return None
    before = previous(figure.period)
    return view.published.find(figure.measure.id, figure.area, before, figure.breakdown, figure.source)


def _listed(view: CouncilYear, title: str, time: str, figures: Sequence[Figure], before: dict[str, Figure]) -> Piece:
    """Dated figures as a table, then those that no document dates: these are folded where there are many.

    Args:
        time: the year, or words such as "since year end"; one period of all figures takes the place of the year.
    """
    undated = [figure for figure in figures if figure.period.end is None]
    dated = [figure for figure in figures if figure.period.end is not None]
    outside = "" if time == view.year_label else f", {time}"
    parts: list[Piece] = []
    if dated:
        when = f", {time}" if _has_periods(dated) else f"{outside}, {period(dated[0].period).plain}"
        parts.append(_table(view, f"{title}{when}", dated, before))
    if undated:
        printed = f"{title}{outside}, printed without a date"
        found = _table(view, printed, undated, before)
        parts.append(Fold((found,), title=printed, on_paper=len(undated) <= _MOST_UNDATED))
    return together(*parts)


def _table(view: CouncilYear, caption: str, figures: Sequence[Figure], before: dict[str, Figure]) -> Table:
    """Figures as documents state them; where they are of several periods, these have a column."""
    one_area = Counter(figure.area for figure in figures).most_common(1)[0][0]
    with_before = any(figure.id in before for figure in figures)
    with_period = _has_periods(figures)
    heads = ["What", "Figure", *(["Year before"] if with_before else []), *(["Period"] if with_period else [])]
    columns = [Column(text(words), words in ("Figure", "Year before")) for words in heads]
    rows = []
    for figure in figures:
        if breakdowns.has(figure.breakdown, UPPER_BOUND):
            continue
        earlier = before.get(figure.id)
        cells = [qualified(earlier) if earlier else NOTHING] if with_before else []
        cells += [period_of(figure)] if with_period else []
        label = labelled(view, _of_range(figure), one_area)
        rows.append([label, say("{}{}", _range(figure, figures), _rival(view, figure)), *cells])
    where = "" if one_area == view.council.area else f", {view.name_of(one_area)}"
    note = joined([printed_in(view, figures), *cautions(figures, are_marked=True)], " ")
    return tables.table(view.published, f"{caption}{where}", columns, rows, note)


def _has_periods(figures: Sequence[Figure]) -> bool:
    """Whether figures need a column of periods: they are of several, or nobody printed a year for some."""
    return len({(figure.period, figure.year_is_inferred) for figure in figures}) > 1


def _rival(view: CouncilYear, figure: Figure) -> Words:
    """What another source says of the same, in the same row: two figures never stand under one label without a word."""
    given = view.published.all_of(figure.measure.id, figure.area, figure.period, figure.breakdown)
    others = [item for item in given if item.source != figure.source and item.value is not None]
    others = [item for item in others if item.number != figure.number]
    register = view.published.context.register
    return joined([say("; {}: {}", register[item.source].short, number(item)) for item in others])


def printed_in(view: CouncilYear, figures: Sequence[Figure]) -> Words:
    """Which documents a table's figures are from."""
    register = view.published.context.register
    names = dict.fromkeys(register[figure.source].short for figure in figures)
    return text(f"Source: {'; '.join(names)}.")


def _of_range(figure: Figure) -> Figure:
    """A figure without word of which end of a range it is: a row shows both ends."""
    return replace(figure, breakdown=breakdowns.without(figure.breakdown, "bound"))


def _range(figure: Figure, figures: Sequence[Figure]) -> Words:
    """A figure, or both ends of a range that the document gives."""
    if not breakdowns.has(figure.breakdown, LOWER_BOUND):
        return qualified(figure)
    other = breakdowns.other_bound(figure.breakdown)
    end = next((item for item in figures if (item.measure, item.breakdown) == (figure.measure, other)), None)
    return say("{} to {}", number(figure), qualified(end)) if end else qualified(figure)
