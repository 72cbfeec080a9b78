"""Words of a page that lead to their definition, once a section."""

from collections.abc import Iterable, Mapping

from panelpack.page.html_words import safe
from panelpack.page.marks import ENTRY, ENTRY_END, HEADING, TERM, TERM_END, Mark

_SECTION = 2
"""The level of the headings that begin a section."""


class Terms:
    """Leads the first use of each term in a section to its definition: it opens on the page, or stands on another."""

    def __init__(self, entries: Iterable[str], elsewhere: Mapping[str, str] = {}) -> None:
        """Args: the ids of the definitions on the page, and where others stand, a link each."""
        # A number for each, in their order: names of measures would be an eighth of a page
        self._entries = {entry: f"d{place}" for place, entry in enumerate(dict.fromkeys(entries), start=1)}
        self._elsewhere = elsewhere
        self._used: set[str] = set()
        self._ends: list[str] = []

    def at(self, mark: Mark) -> str:
        """What stands at a mark: the start or end of a button or link, a definition's id or its close, or nothing."""
        if mark.kind == HEADING and mark.level <= _SECTION:
            self._used = set()
        if mark.kind == TERM_END:
            return self._ends.pop()
        if mark.kind == ENTRY:
            return f' id="{self._entries[mark.more]}"'
        if mark.kind == ENTRY_END:
            return f' <button popovertarget="{self._entries[mark.more]}">Close</button>'
        return self._begin(mark.more) if mark.kind == TERM else ""

    def _begin(self, term: str) -> str:
        is_first = term not in self._used
        self._used.add(term)
        start, end = self._way(term) if is_first else ("", "")
        self._ends.append(end)
        return start

    def _way(self, term: str) -> tuple[str, str]:
        if term in self._entries:
            return f'<button popovertarget="{self._entries[term]}">', "</button>"
        to = self._elsewhere.get(term)
        return (f'<a href="{safe(to)}">', "</a>") if to else ("", "")
