"""The gate: what a finished pack may hold. Nothing is published that does not pass it.

It reads the bytes that would be shipped, and holds against `Published`:

- every marked number says what its fact says; every derived one is worked out again, by arithmetic of the gate's own
  (which figures a rule of reconciliation compares, and whether a change may be chance, it asks the rules themselves);
- every other digit stands in an allowed text: the catalogue, the parameters, a notebook's own words, and what the
  commentary of the pack's reports says between its numbers;
- each number of a table stands under its own area and period;
- the forms of one chart, drawing, description and table, agree, both ways; so do tables and their CSV files, with what
  describes these, and workbooks; what the title of a chart finds is worked out again, and all that the PDF says stands
  on the pages, in their order;
- what an analyst put together herself is listed, and none of its numbers stands where a figure is hidden;
- nothing looks like a mark of a person;
- files, keys, elements, attributes, styles and values are those that our writers write, and no others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from panelpack.comparisons.council_year import council_year
from panelpack.disclosure.ledger import read_ledger
from panelpack.disclosure.published import Published
from panelpack.gate.allowed_text import AllowedText
from panelpack.gate.chart_titles import ChartTitles
from panelpack.gate.drawings import disagreements
from panelpack.gate.identifiers import identifiers_among
from panelpack.gate.labels import label_findings
from panelpack.gate.markup import Surroundings
from panelpack.gate.own_pieces import own_findings
from panelpack.gate.page_counts import PageCounts
from panelpack.gate.page_findings import page_findings, said_by
from panelpack.gate.shown_numbers import ShownNumbers
from panelpack.page.html_tree import Tree
from panelpack.page.style import page_styles
from panelpack.project.checkout import Project


@dataclass(frozen=True)
class Gate:
    """What pages of a council are held against."""

    published: Published
    numbers: ShownNumbers
    texts: AllowedText
    contact: str
    around: Surroundings
    titles: ChartTitles
    own_areas: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        project: Project,
        council: str,
        published: Published,
        dates: Iterable[date] = (),
        year: str = "",
        reports: Iterable[str] = (),
    ) -> "Gate":
        """The gate of a council's packs.

        Args:
            dates: days that pages may name, beside those of figures and parameters.
            year, reports: those of the pack that is judged; their commentary and their summaries stand on its pages.
        """
        settings = project.council(council)
        texts = AllowedText(project, council, published, dates, year, reports)
        ledger = read_ledger(project.ledger_of(council))
        counts = PageCounts(council_year(project, published, council, year)) if year else None
        return cls(
            published,
            ShownNumbers(published, settings, published.context.relations, ledger, counts),
            texts,
            settings.contact,
            Surroundings(frozenset(map(str.strip, page_styles(settings.accent))), None, tuple(project.years())),
            ChartTitles(published, settings),
            settings.own_areas,
        )

    def page(self, html: str, name: str = "") -> Iterator[str]:
        """Every finding in a page.

        Args:
            name: the page's name, such as that of its report.
        """
        yield from self.findings(html, Tree(html), name)

    def findings(self, html: str, tree: Tree, name: str) -> Iterator[str]:
        """Every finding in a page that is taken apart already."""
        yield from self.numbers.faults(tree, name)
        yield from label_findings(tree, self.published)
        for figure in tree.select("figure"):
            yield from disagreements(figure, self.texts, self.published)
            yield from self.titles.findings(figure)
        yield from page_findings(tree, self.texts, self.around, name)
        yield from own_findings(tree, self.published, self.own_areas)
        yield from dict.fromkeys(identifiers_among((html, *said_by(tree)), self.contact))
