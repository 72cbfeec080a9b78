"""`Report`: what a notebook calls. Each call shows one finished piece of the page, in JupyterLab and in a pack."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from panelpack.commentary.files import allowed_phrases
from panelpack.commentary.notebook_text import refuse_typed
from panelpack.commentary.reading import Reading
from panelpack.comparisons.council_year import council_year
from panelpack.comparisons.frames import facts_frame
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.ledger import read_ledger
from panelpack.disclosure.prepare import prepared
from panelpack.page import (
    form_files,  # noqa: F401  tells of the forms in which pieces are written
    forms,
)
from panelpack.page.pieces import EMPTY, Opening, Piece, together
from panelpack.project.checkout import Project, find_project
from panelpack.reconciliation.between_sources import between_sources
from panelpack.reconciliation.looked_at import read_known
from panelpack.sections import chosen, closing, enquiries, own_pieces, questions
from panelpack.sections.asked_before import asked_before
from panelpack.sections.changes import says, what_changed
from panelpack.sections.comparison import compare
from panelpack.sections.definitions import definitions
from panelpack.sections.monitor import monitor, monitored
from panelpack.sections.opening import first_screen, title
from panelpack.sections.profile import profile, profiled
from panelpack.sections.programme import programme
from panelpack.sections.rolling_year import beside, rolling
from panelpack.sections.stated import listed, stated
from panelpack.sections.summary import summary
from panelpack.sections.supplied import is_empty, stated_trends, supplied
from panelpack.sections.tiles import tiles
from panelpack.sections.trajectories import Trajectory, trajectories
from panelpack.sections.trends import USUAL, trend
from panelpack.sections.two_way import by_group, by_period


class Report:
    """One report of a council for a reporting year.

    Args:
        name: the report, as its notebook is named.
        council: the council, as its file in `parameters/councils/` is named.
        year: the reporting year, such as `2022-23`.
        project: where parameters and data are; found around the notebook when left out.

    Raises:
        InputError: the report, council or year does not exist; the message lists those that do.

    Example:
        >>> report = Report("safeguarding", council="north-somerset", year="2022-23")
        >>> report.figure("referrals").text
        '1,027'
    """

    def __init__(self, name: str, *, council: str, year: str, project: Project | None = None) -> None:
        project = project or find_project(Path.cwd())
        project.year(year)  # before the figures are prepared
        self.view = council_year(project, prepared(project, council), council, year)
        self.view.published.context.catalogue.report(name)
        self.name = name
        self._used: dict[str, None] = {}
        self._in_tables: set[str] = set()
        self._commentary = Reading(self.view, name)
        self._is_empty = is_empty(self.view, name) and not self._commentary.is_there

    def figure(self, measure: str) -> Figure | None:
        """The council's figure of a measure for the year, for exploring; None when there is none."""
        return self.view.own(measure)

    def facts(
        self,
        *measures: str,
        areas: str | Iterable[str] = "council",
        years: str | Iterable[str] = "",
        by: str = "",
        source: str = "",
        wide: bool = False,
    ) -> pd.DataFrame:
        """Figures that may be shown, as a DataFrame, with the arguments of `panelpack.facts`.

        Nothing is shown on the page: it is for pandas, and for charts of one's own.
        """
        return facts_frame(self.view, measures, areas=areas, years=years, by=by, source=source, wide=wide)

    def title(self, *topics: str) -> Piece:
        """Title, period, status, caveats, and which of these topics were not supplied."""
        return self._show(title(self.view, self.name, () if self._is_empty else topics, self._is_empty))

    def opening(self) -> Piece:
        """The first screen, of the measures that `data/measures/` names: three sentences, tiles, and what to ask."""
        entry = self.view.published.context.catalogue.report(self.name)
        asked = [item.measure.id for item in enquiries.of_report(self.view, self.name)]
        named = (*self.view.summarised(self.name), *entry.tiles, *asked)
        return self._show(first_screen(self.view, self.name, self._commentary.is_there), *named)

    def summary(self, *measures: str) -> Piece:
        """Three sentences on what changed; without names, of the measures of the report's first screen."""
        measures = measures or tuple(self.view.summarised(self.name))
        return self._show(summary(self.view, measures), *measures)

    def headlines(self, *measures: str) -> Piece:
        """The figures to see first, as tiles."""
        return self._show(tiles(self.view, measures), *measures)

    def changes(self, *measures: str) -> Piece:
        """What moved in a year; without names, all that official statistics follow, and those shown before."""
        measures = measures or tuple(dict.fromkeys((*self.view.followed(self.name), *self._used)))
        return self._show(what_changed(self.view, measures), *measures)

    def trend(self, measure: str, compare: str | Iterable[str] = USUAL) -> Piece:
        """A chart over the years, with its figures as a table.

        `compare` are `neighbours`, `region`, `england` and names of areas, such as `["Kent", "Essex", "england"]`.
        """
        return self._show(trend(self.view, measure, compare), measure)

    def scatter(self, across: str, up: str, areas: str | Iterable[str] = "all") -> Piece:
        """Areas by two measures, a point each; `areas` are names or roles, such as `["neighbours", "Kent"]`."""
        return self._show(chosen.scatter(self.view, across, up, areas), across, up)

    def bars(self, measure: str, areas: str | Iterable[str] = "neighbours", by: str = "") -> Piece:
        """The council and chosen areas as a row of bars; or its parts, `by` the name of a breakdown."""
        return self._show(chosen.bars(self.view, measure, areas, by), measure)

    def small_multiples(self, *measures: str, areas: str | Iterable[str] = "council", title: str = "") -> Piece:
        """Small charts over the years: one measure of several areas, or several measures of the council.

        `title` says what several measures have in common, such as "Health of children in care".
        """
        return self._show(chosen.small_multiples(self.view, measures, areas, title), *measures)

    def compare(self, measure: str) -> Piece:
        """The council among its statistical neighbours, and its place in England."""
        return self._show(compare(self.view, measure), measure)

    def show(
        self,
        drawn: object,
        *,
        title: str,
        how: str,
        by: str,
        measures: str | Iterable[str] = (),
        data: pd.DataFrame | None = None,
        no_people: Iterable[str] = (),
        decimals: int = 1,
    ) -> Piece:
        """A DataFrame, or a matplotlib or seaborn drawing, of your own, with its numbers as a table beneath.

        Numbers that are published figures keep their ids; the others are marked as your own calculation. A release
        asks for each such piece to be accepted by its title.

        Args:
            drawn: a DataFrame, a Series, axes, a figure or a grid of seaborn's.
            title: what it shows.
            how: how it was made, in a sentence; it also describes a drawing to those who do not see it.
            by: your name.
            measures: the measures whose figures it shows, where its labels do not say so.
            data: the numbers of a drawing of another kind than lines, bars and points.
            no_people: columns whose whole numbers count no people, so that a small one hides nobody.
            decimals: those of your own numbers that are not whole.

        Raises:
            InputError: a number typed into words, one that stands where a figure is hidden, a whole number that could
                be a hidden count, a drawing whose numbers cannot be listed.
        """
        named = (measures,) if isinstance(measures, str) else tuple(measures)
        given = own_pieces.Given(title, how, by, named, tuple(no_people), decimals)
        piece = own_pieces.own_piece(self.view, drawn, given, data)
        own_pieces.refuse_numbers_in_words(piece)
        refuse_typed(own_pieces.typed_texts(self.view, piece), allowed_phrases(self.view.project))
        return self._show(piece, *dict.fromkeys(figure.measure.id for figure in piece.figures))

    def says(self, *measures: str) -> Piece:
        """Sentences about measures, in the order given."""
        return self._show(says(self.view, measures), *measures)

    def stated(self, *topics: str) -> Piece:
        """What the council's documents state about a topic for the year, but for what a table has shown before."""
        of_topics = [figure for topic in topics for group in self.view.documents.of_topic(topic) for figure in group]
        pieces = [stated(self.view, topic, self._in_tables) for topic in topics]
        return self._show(together(*pieces), *(figure.measure.id for figure in of_topics))

    def listed(self, *measures: str, title: str) -> Piece:
        """What documents state of some measures, whatever their topics and reports."""
        return self._show(
            listed(self.view, measures, title), *[name for name in measures if self.view.documents.visible(name)]
        )

    def rolling(self, *measures: str, title: str) -> Piece:
        """Twelve months that roll: current, previous, change and per cent, with the police force's whole area."""
        self._in_tables.update(measures)
        known = [name for name in measures if self.view.own(name) is not None]
        return self._show(rolling(self.view, measures, title), *known)

    def beside(self, rows: dict[str, tuple[str, ...]], columns: tuple[str, ...] | list[str], title: str) -> Piece:
        """What several bodies count of the same, side by side and never added: a measure for each column."""
        known = [name for names in rows.values() for name in names if self.view.own(name) is not None]
        return self._show(beside(self.view, rows, columns, title), *known)

    def monitor(self, report: str) -> Piece:
        """Every measure of a report that has a target or a comparator: target, direction, neighbours, chance."""
        self.view.published.context.catalogue.report(report)
        shown = [row.figure.measure.id for row in monitored(self.view, report)]
        return self._show(monitor(self.view, report), *shown)

    def profile(self, by: str = "place") -> Piece:
        """Every measure of the pack on the range of England's councils, `by` place, last first, or by report."""
        shown = [item.measure.id for item in profiled(self.view)]
        return self._show(profile(self.view, by, self.name), *shown)

    def enquiries(self) -> Piece:
        """At most five questions for members, each made by named rules, and how they are made."""
        named = [item.measure.id for item in enquiries.of_pack(self.view)]
        return self._show(questions.all_questions(self.view), *named)

    def asked_before(self) -> Piece:
        """The questions of the year before, whether their figures moved, and the answers on record."""
        return self._show(asked_before(self.view))

    def programme(self, section: str) -> Piece:
        """The panel's work programme: working_groups, briefings, meetings, recommendations, follow_up or asks."""
        return self._show(programme(self.view, section))

    def table(self, measure: str, by: str, total: str = "", title: str = "") -> Piece:
        """A measure's parts by period, `by` such as `primary_need`; where they do not add to `total`, it says so."""
        self._in_tables.add(measure)
        return self._show(by_period(self.view, measure, by, total, title), measure, *([total] if total else []))

    def groups(self, *measures: str, columns: tuple[str, ...] | list[str], title: str) -> Piece:
        """Several measures side by side: a measure a row, a breakdown such as `year_group=Yr7` a column."""
        self._in_tables.update(measures)
        return self._show(by_group(self.view, measures, tuple(columns), title), *measures)

    def supplied(self, topic: str) -> Piece:
        """A chart of what the council supplies itself; until then, a line that says so."""
        names = [measure.id for measure in self.view.published.context.catalogue.of_topic(topic)]
        known = [name for name in names if self.view.documents.visible(name)]
        return self._show(supplied(self.view, topic, self.name), *known)

    def stated_trends(self, *measures: str) -> Piece:
        """Charts over time of what documents give, where they give more than one year."""
        return self._show(stated_trends(self.view, measures), *measures)

    def trajectories(self, prefix: str, title: str) -> Piece:
        """Baseline, milestones, latest and standard, for measures such as `health_kpi_standard_pct`."""
        steps = ("standard", "baseline", "milestone", "actual", "latest")
        names = [f"{prefix}_{step}_pct" for step in steps]
        self._in_tables.update(names)
        return self._show(trajectories(self.view, Trajectory(*names), title), *names)

    def commentary(self, section: str | None = None) -> Piece:
        """What officers wrote about a section, with every fault marked where it stands.

        Without a section, for a look while writing: the whole file. A pack is only built when the file has no fault,
        unless it is built as a draft.

        Raises:
            InputError: neither the notebook, as it is saved, nor the file has a section of that name.
        """
        if section is None:
            return self._show(self._commentary.whole())
        piece, measures = self._commentary.section(section)
        return self._show(piece, *measures)

    def differences(self) -> Piece:
        """Where two sources give different figures: both, side by side."""
        found = between_sources(self.view, self._used)
        names = [figure.measure.id for item in found for figure in (item.shown, item.other)]
        return self._show(closing.differences(self.view, tuple(self._used)), *names)

    def quality(self) -> Piece:
        """What to keep in mind about the data."""
        return self._show(closing.quality(self.view, self._used))

    def definitions(self) -> Piece:
        """What every measure on the page means."""
        return self._show(definitions(self.view, self._used))

    def sources(self) -> Piece:
        """Where every figure on the page comes from."""
        return self._show(closing.sources(self.view, self._used))

    def revisions(self) -> Piece:
        """What earlier editions said otherwise, and which measures are made otherwise since a day."""
        project, council = self.view.project, self.view.council_name
        ledger = read_ledger(project.ledger_of(council))
        return self._show(closing.revised(self.view, self._used, ledger, read_known(project, council)))

    def _show(self, piece: Piece, *measures: str) -> Piece:
        """Show a piece and give it back; a report without any figure of the year shows its title alone."""
        self._used |= dict.fromkeys(measures)
        if self._is_empty and not isinstance(piece, Opening):
            return EMPTY
        if piece:
            forms.show(piece)
        return piece
