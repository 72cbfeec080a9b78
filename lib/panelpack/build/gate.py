"""The gate: what a finished page may hold. Nothing is published that does not pass it.

Every number that names a fact says what the fact says. What a page may load or run is the exporter's to refuse.
"""

from html.parser import HTMLParser

from panelpack.errors import InputError, Problem
from panelpack.published import Published


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


def check_page(html: str, name: str, published: Published) -> int:
    """Refuse a page that shows a number other than its fact.

    Returns:
        How many numbers were held against their facts.

    Raises:
        InputError: every finding, by page; values are not repeated.
    """
    reader = _Numbers()
    reader.feed(html)
    findings = []
    for fact, value, words in reader.numbers:
        base = fact.rpartition("-")[2]
        figure = published.figures.get(base)
        if figure is None:
            findings.append(f"a number names the fact {fact!r}, which is not among those that may be shown")
        elif fact == base and not _same(value, words, figure.shown, figure.text):
            findings.append(f"the number of fact {fact} differs from it ({figure.measure.id}, {figure.period.label})")
    if findings:
        raise InputError(Problem(finding, name) for finding in findings)
    return len(reader.numbers)


def _same(value: str, words: str, shown: float | None, text: str) -> bool:
    return shown is not None and float(value) == shown and words == text
