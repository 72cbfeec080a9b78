"""The gate: what a finished page may hold. Nothing is published that does not pass it.

A page loads nothing and runs nothing, and every number that names a fact says what the fact says.
"""

from html.parser import HTMLParser

from panelpack.errors import InputError, Problem
from panelpack.published import Published

_FORBIDDEN = {"script", "iframe", "object", "embed", "link", "form", "base", "audio", "video", "source"}
_LOADING = {"src", "srcset", "poster", "data", "action"}


class _Reader(HTMLParser):
    """Collects what breaks a rule, and the numbers with their ids."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.numbers: list[tuple[str, str, str]] = []
        self._open: tuple[str, str] | None = None
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _FORBIDDEN:
            self.problems.append(f"<{tag}> is not allowed on a page")
        for name, value in given.items():
            outside = name in ("href", "xlink:href") and value.startswith(("http:", "https:", "//", "javascript:"))
            if name in _LOADING or name.startswith("on") or outside:
                self.problems.append(f"<{tag} {name}> would load or run something")
        if tag == "data":
            self._open, self._words = (given.get("data-fact", ""), given.get("value", "")), ""

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "data" and self._open is not None:
            self.numbers.append((*self._open, self._words))
            self._open = None


def check_page(html: str, name: str, published: Published) -> int:
    """Refuse a page that loads or runs anything, or that shows a number other than its fact.

    Returns:
        How many numbers were held against their facts.

    Raises:
        InputError: every finding, by page; values are not repeated.
    """
    reader = _Reader()
    reader.feed(html)
    findings = list(dict.fromkeys(reader.problems))
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
