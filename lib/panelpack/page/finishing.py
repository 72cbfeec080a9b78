"""From written pieces to the body of a page: explanations after paragraphs, a link to a CSV file after each table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from panelpack.page.glossary import Explanations
from panelpack.page.html_words import safe
from panelpack.page.marks import TABLE, Mark, Written
from panelpack.page.table_csv import path_of


@dataclass
class Finisher:
    """Finishes the written pieces of one page.

    Attributes:
        report: the folder of its CSV files.
        files: the CSV files that it links to, by path.
    """

    report: str
    glossary: Mapping[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def finished(self, piece: Written) -> str:
        """The HTML with what belongs after its paragraphs and tables."""
        explanations = Explanations(self.glossary)

        def put(mark: Mark) -> str:
            return self._linked(mark) if mark.kind == TABLE else explanations.after(mark)

        return piece.filled(put)

    def _linked(self, table: Mark) -> str:
        path = path_of(self.report, table.words, set(self.files))
        self.files[path] = table.more
        unseen = f'<span class="unseen">: {safe(table.words)}</span>'
        return f'<p class="csv"><a href="{path}" download>CSV{unseen}</a></p>'
