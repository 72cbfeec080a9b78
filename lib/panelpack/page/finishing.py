"""From written pieces to the body of a page: explanations, definitions that open, and links to CSV files."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from panelpack.page.csv_metadata import metadata_of, metadata_path
from panelpack.page.glossary import Explanations
from panelpack.page.html_words import safe
from panelpack.page.marks import ENTRY, TABLE, Mark, Written
from panelpack.page.table_csv import path_of
from panelpack.page.table_values import TableValues
from panelpack.page.terms import Terms


def download(path: str, words: str, kind: str, content: bytes) -> str:
    """A link to a file beside a page, with its kind and size."""
    return f'<a href="{path}">{safe(words)}</a> ({kind}, <span class="size">{size(len(content))}</span>)'


def size(count: int) -> str:
    """A number of bytes in words.

    >>> [size(count) for count in (900, 58_321, 1_620_000)]
    ['1 KB', '58 KB', '1.6 MB']
    """
    return f"{max(1, round(count / 1000))} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


@dataclass
class Finisher:
    """Finishes the written pieces of one page.

    Attributes:
        report: the folder of its CSV files.
        elsewhere: where definitions stand that the page does not hold, a link each by the id of the entry.
        files: the CSV files that it links to, by path.
        tables: the tables of these files, as values.
    """

    report: str
    glossary: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    tables: list[TableValues] = field(default_factory=list)

    def finished(self, piece: Written) -> str:
        """The HTML with what belongs after its paragraphs and tables, and its terms leading to their definitions."""
        return self.parts(Written(""), piece)[1]

    def parts(self, first: Written, rest: Written) -> tuple[str, str]:
        """A page in two parts, the first of which has neither explanations nor links to files.

        A term leads to its definition once a section, so that a reader with a keyboard is not stopped at each.
        """
        entries = (mark.more for mark in (*first.marks, *rest.marks) if mark.kind == ENTRY)
        terms = Terms(entries, self.elsewhere)
        explanations = Explanations(self.glossary)

        def put(mark: Mark) -> str:
            return self._linked(mark) if mark.kind == TABLE else terms.at(mark) + explanations.after(mark)

        return first.filled(terms.at), rest.filled(put)

    def metadata(self) -> dict[str, str]:
        """The file that describes the CSV files, by its path; none where there is no table."""
        return {metadata_path(self.report): metadata_of(self.tables)} if self.tables else {}

    def _linked(self, table: Mark) -> str:
        path = path_of(self.report, table.words, set(self.files))
        self.files[path] = table.more
        if table.table is not None:
            self.tables.append(TableValues.of(table.table, path))
        unseen = f'<span class="unseen">: {safe(table.words)}</span>'
        return f'<p class="csv"><a href="{path}" download>CSV{unseen}</a></p>'
