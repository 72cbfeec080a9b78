"""`Report`: what a notebook calls. Each call shows one finished piece of the page, in JupyterLab and in a pack."""

from pathlib import Path

from IPython.display import display

from panelpack import blocks, matter
from panelpack.errors import unknown
from panelpack.markup import Html
from panelpack.prepare import figure_paths, hashes, ledger_path, prepared
from panelpack.published import Figure, read_ledger
from panelpack.reconcile import between_sources
from panelpack.scope import Scope
from panelpack.settings import Project, find_project
from panelpack.summary import summary

TITLES = {"safeguarding": "Safeguarding children: annual report"}
"""The title of each report, to which its page adds the year."""


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
        if name not in TITLES:
            raise unknown("report", name, sorted(TITLES))
        settings, dates = project.council(council), project.year(year)
        self.name = name
        self.scope = Scope(project, prepared(project, council), council, settings, year, dates)
        self._used: dict[str, None] = {}

    def figure(self, measure: str) -> Figure | None:
        """The council's figure of a measure for the year, for exploring; None when there is none."""
        return self.scope.own(measure)

    def title(self, *topics: str) -> None:
        """Title, period, status, caveats, and which of these topics were not supplied."""
        self._show(matter.title(self.scope, TITLES[self.name], topics))

    def summary(self, *measures: str) -> None:
        """Three sentences: what changed, whether it matters, and against whom.

        Without names: every measure of this report that official statistics follow.
        """
        measures = measures or tuple(self.scope.followed(self.name))
        self._show(summary(self.scope, measures), *measures)

    def headlines(self, *measures: str) -> None:
        """The figures to see first, as tiles."""
        self._show(blocks.headlines(self.scope, measures), *measures)

    def changes(self, *measures: str) -> None:
        """What moved since the year before, and whether it could be chance.

        Without names: every measure of this report that official statistics follow, and those shown before.
        """
        measures = measures or tuple(dict.fromkeys((*self.scope.followed(self.name), *self._used)))
        self._show(blocks.changes(self.scope, measures), *measures)

    def trend(self, measure: str, compare: tuple[str, ...] | list[str] = ("neighbours", "region", "england")) -> None:
        """A chart over the years, with its figures. `compare` is left aside for plain counts."""
        strange = [role for role in compare if role not in ("neighbours", "region", "england")]
        if strange:
            raise unknown("comparator", strange[0], ["england", "neighbours", "region"])
        self._show(blocks.trend(self.scope, measure, tuple(compare)), measure)

    def compare(self, measure: str) -> None:
        """The council among its statistical neighbours, and its place in England."""
        self._show(blocks.compare(self.scope, measure), measure)

    def says(self, *measures: str) -> None:
        """Sentences about measures, in the order given."""
        self._show(blocks.says(self.scope, measures), *measures)

    def stated(self, *topics: str) -> None:
        """What the council's documents state about a topic for the year."""
        for topic in topics:
            of_year, since = self.scope.of_topic(topic)
            self._show(blocks.stated(self.scope, topic), *[figure.measure.id for figure in (*of_year, *since)])

    def differences(self) -> None:
        """Where two sources give different figures: both, side by side."""
        found = between_sources(self.scope)
        names = [figure.measure.id for item in found for figure in (item.shown, item.other)]
        self._show(matter.differences(self.scope), *names)

    def quality(self) -> None:
        """What to keep in mind about the data."""
        self._show(matter.quality(self.scope, self._used))

    def definitions(self) -> None:
        """What every measure on the page means."""
        self._show(matter.definitions(self.scope, self._used))

    def sources(self) -> None:
        """Where every figure on the page comes from."""
        project = self.scope.project
        files = hashes(project, figure_paths(project, self.scope.council_name))
        self._show(matter.sources(self.scope, self._used, files))

    def revisions(self) -> None:
        """What earlier editions said otherwise."""
        ledger = read_ledger(ledger_path(self.scope.project, self.scope.council_name))
        self._show(matter.revised(self.scope, ledger))

    def _show(self, piece: Html, *measures: str) -> None:
        self._used |= dict.fromkeys(measures)
        display(piece)  # type: ignore[no-untyped-call]
