"""What moved since the year before: a table of changes, and sentences about measures."""

from collections.abc import Iterable, Mapping, Sequence

from panelpack.comparisons.change import travel
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.targets import Rag
from panelpack.disclosure.figure import Figure
from panelpack.page import sentences, tables
from panelpack.page.markup import Html, joined, text
from panelpack.sections.labels import missing

_HOW = (
    "Chance is asked of counts of what happens in a year and of percentages whose base is known: "
    "a difference that chance alone would bring less than once in a hundred times is called unlikely to be chance."
)


def what_changed(view: CouncilYear, names: Iterable[str]) -> Html:
    """What moved since the year before, and whether it could be chance; targets where there are any."""
    figures = [figure for name in names if (figure := view.own(name)) is not None]
    if not figures:
        return missing("No figure", view, "data/benchmarks/")
    rags = {figure.id: view.rag(figure) for figure in figures}
    target = "" if any(found.target for found in rags.values()) else "No target is set for any of these measures. "
    body = joined(
        _changed(view, area, [figure for figure in figures if figure.area == area], rags)
        for area in dict.fromkeys(figure.area for figure in figures)
    )
    return Html(f'{body}<p class="note">{text(target + _HOW)}</p>')


def _changed(view: CouncilYear, area: str, figures: Sequence[Figure], rags: Mapping[str, Rag]) -> Html:
    """The table of one area: an agency's figures never stand in one with the council's."""
    changed = [view.change(figure) for figure in figures]
    travels = [travel(view.published, item.now) for item in changed]
    caption = f"What changed in {view.year_label}, {view.name_of(area)}"
    return tables.change_table(view.published, caption, changed, travels, [rags[figure.id] for figure in figures])


def says(view: CouncilYear, names: Iterable[str]) -> Html:
    """Sentences: what each measure did, whether it could be chance, and how it compares."""
    return joined(_says(view, name) for name in names)


def _says(view: CouncilYear, name: str) -> Html:
    measure, figure = view.measure(name), view.own(name)
    if figure is None:
        return missing(f"{measure.label}: no figure", view, view.series_file(measure))
    compared = view.is_compared(measure) and not measure.rolling
    near, others = (view.neighbours(figure), view.comparators(figure)) if compared else (None, [])
    own, force = view.stated_change(figure, "change_pct"), view.of_force(figure)
    across = None if force is None else sentences.across(own, force, view.name_of(force.area))
    return sentences.sentence(view.published, view.change(figure), near, others, view.comparable(figure), across)
