"""The gate: what a finished page may hold. Nothing is published that does not pass it.

Every number that names a fact says what the fact says, and every change is computed again. Other derived numbers, such
as means of neighbours, must at least be derived from facts that may be shown. What a page may load or run is the
exporter's to refuse.
"""

from html.parser import HTMLParser

from panelpack.comparisons import change
from panelpack.errors import InputError, Problem
from panelpack.published import Figure, Published


class _Numbers(HTMLParser):
    """Collects the numbers of a page: fact, value and words of each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.numbers: list[tuple[str, str, str]] = []
        self._open: tuple[str, str] | None = None
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "data":
            given = {name: value or "" for name, value in attrs}
            self._open, self._words = (given.get("data-fact", ""), given.get("value", "")), ""

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "data" and self._open is not None:
            self.numbers.append((*self._open, self._words))
            self._open = None


def check_page(html: str, name: str, published: Published) -> tuple[int, int]:
    """Refuse a page that shows a number other than its fact, or a change other than that of its facts.

    Returns:
        How many numbers are facts or changes and were held against them, and how many others are derived.

    Raises:
        InputError: every finding, by page; values are not repeated. A page without any number is one.
    """
    reader = _Numbers()
    reader.feed(html)
    findings, held = [], 0
    for fact, value, words in reader.numbers:
        how, _, base = fact.rpartition("-")
        figure = published.figures.get(base)
        if figure is None:
            findings.append(f"a number names the fact {fact!r}, which is not among those that may be shown")
            continue
        expected = _expected(published, figure, how)
        held += expected is not None
        if expected is not None and not _same(value, words, expected):
            findings.append(f"the number of fact {fact} differs from it ({figure.measure.id}, {figure.period.label})")
    if not reader.numbers:
        findings.append("the page shows no number: are there figures of this council?")
    if findings:
        raise InputError(Problem(finding, name) for finding in dict.fromkeys(findings))
    return held, len(reader.numbers) - held


def _expected(published: Published, figure: Figure, how: str) -> Figure | None:
    if how == "change":
        return change(published, figure).difference
    if how == "change_pct":
        return change(published, figure).pct
    return None if how else figure


def _same(value: str, words: str, figure: Figure) -> bool:
    # A sentence says "fell by" in place of the sign
    texts = (figure.text, figure.text.lstrip("+−"))
    return figure.shown is not None and float(value) == figure.shown and words in texts
