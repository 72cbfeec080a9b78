"""Words of a page that lead to their definition, once a section."""

from collections.abc import Iterable, Mapping

from panelpack.page.html_words import safe
from panelpack.page.marks import HEADING, TERM, TERM_END, Mark

_SECTION = 2
"""The level of the headings that begin a section."""


class Terms:
    """Leads the first use of each term in a section to its definition: it opens on the page, or stands on another."""

    def __init__(self, entries: Iterable[str], elsewhere: Mapping[str, str] = {}) -> None:
        """Args: the ids of the definitions on the page, and where others stand, a link each."""
        self._entries = frozenset(entries)
        self._elsewhere = elsewhere
        self._used: set[str] = set()
        self._ends: list[str] = []

    def at(self, mark: Mark) -> str:
        """What stands at a mark: the start or the end of a button or link, or nothing."""
        if mark.kind == HEADING and mark.level <= _SECTION:
            self._used = set()
        if mark.kind == TERM_END:
            return self._ends.pop()
        return self._begin(mark.more) if mark.kind == TERM else ""

    def _begin(self, term: str) -> str:
        is_first = term not in self._used
        self._used.add(term)
        start, end = self._way(term) if is_first else ("", "")
        self._ends.append(end)
        return start

    def _way(self, term: str) -> tuple[str, str]:
        if term in self._entries:
            return f'<button popovertarget="{term}">', "</button>"
        to = self._elsewhere.get(term)
        return (f'<a href="{safe(to)}">', "</a>") if to else ("", "")
