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
"""So many figures without a date stand in the open; more are folded, since nobody can tell how old they are."""


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
    return together(*(_listed(view, f"{title}, {words}", figures, before) for words, figures in times if figures))


def _evidence(view: CouncilYear, topic: str) -> Piece:
    """The standards that a topic's figures are evidence for."""
    standards = view.project.standards.get(topic, {})
    if not standards:
        return EMPTY
    asked = "; ".join(f"{number_of}, {asks}" for number_of, asks in standards.items())
    return Note(text(f"Evidence for the national minimum standards for adoption: {asked}."))


def _year_before(view: CouncilYear, figure: Figure) -> Figure | None:
    """The same document's figure of a year earlier."""
    if figure.period.end is None or figure.period.basis == "window":
        return None
    before = previous(figure.period)
    return view.published.find(figure.measure.id, figure.area, before, figure.breakdown, figure.source)


def _listed(view: CouncilYear, caption: str, figures: Sequence[Figure], before: dict[str, Figure]) -> Piece:
    """Dated figures as a table, then those that no document dates: these are folded where there are many."""
    undated = [figure for figure in figures if figure.period.end is None]
    dated = [figure for figure in figures if figure.period.end is not None]
    parts: list[Piece] = [_table(view, caption, dated, before)] if dated else []
    if undated:
        printed = f"{caption}, printed without a date"
        found = _table(view, printed, undated, before)
        parts.append(found if len(undated) <= _MOST_UNDATED else Fold((found,), title=f"As printed: {printed}"))
    return together(*parts)


def _table(view: CouncilYear, caption: str, figures: Sequence[Figure], before: dict[str, Figure]) -> Table:
    """Figures as documents state them; one period of all stands in the caption, several have a column."""
    one_area = Counter(figure.area for figure in figures).most_common(1)[0][0]
    with_before = any(figure.id in before for figure in figures)
    periods = {period_of(figure).plain for figure in figures}
    heads = ["What", "Figure", *(["Year before"] if with_before else []), *(["Period"] if len(periods) > 1 else [])]
    columns = [Column(text(words), words in ("Figure", "Year before")) for words in heads]
    rows = []
    for figure in figures:
        if breakdowns.has(figure.breakdown, UPPER_BOUND):
            continue
        earlier = before.get(figure.id)
        cells = [qualified(earlier) if earlier else NOTHING] if with_before else []
        cells += [period_of(figure)] if len(periods) > 1 else []
        label = labelled(view, _of_range(figure), one_area)
        rows.append([label, say("{}{}", _range(figure, figures), _rival(view, figure)), *cells])
    where = "" if one_area == view.council.area else f", {view.name_of(one_area)}"
    when = _one_period(caption, figures[0]) if len(periods) == 1 else ""
    note = joined([printed_in(view, figures), *cautions(figures)], " ")
    return tables.table(view.published, f"{caption}{where}{when}", columns, rows, note)


def _one_period(caption: str, figure: Figure) -> str:
    """The one period of a table for its caption, where the caption does not say it already."""
    said = period(figure.period).plain
    return "" if figure.period.end is None or said in caption else f", {said}"


def _rival(view: CouncilYear, figure: Figure) -> Words:
    """What another source says of the same, in the same row: two figures never stand under one label without a word."""
    given = view.published.all_of(figure.measure.id, figure.area, figure.period, figure.breakdown)
    others = [item for item in given if item.source != figure.source and item.value is not None]
    others = [item for item in others if item.number != figure.number]
    register = view.published.context.register
    return joined([say("; {}: {}", register[item.source].short, number(item)) for item in others])


def printed_in(view: CouncilYear, figures: Sequence[Figure]) -> Words:
    """Which documents a table's figures are from, and that official statistics may say otherwise."""
    titles = dict.fromkeys(view.published.context.register[figure.source].title for figure in figures)
    also = any(_is_official_too(view, figure) for figure in figures)
    differ = " Official statistics may differ: both stand at the end of the page." if also else ""
    return text(f"As printed in: {'; '.join(titles)}.{differ}")


def _is_official_too(view: CouncilYear, figure: Figure) -> bool:
    given = view.published.all_of(figure.measure.id, figure.area, figure.period, figure.breakdown)
    return len(given) > 1 or bool(figure.measure.alike)


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
