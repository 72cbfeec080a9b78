"""Checked texts that hold digits, kept by their first word, so that each is found in one walk over a text.

A pack has thousands of them and tens of thousands of texts: one pattern of them all would try each at every place.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

_START = re.compile(r"(?<![\w.])(?:\w+|\S)")
"""The first word, or sign, of whatever starts at a place where a checked text may start."""

_FIRST = re.compile(r"\w+|\S")
_INSIDE = re.compile(r"\w")


class CheckedPhrases:
    """Texts that may stand as they are, each as words of their own: not within a word or number, nor after a point."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = frozenset(filter(None, texts))
        lengths: dict[str, set[int]] = defaultdict(set)
        for text in self._texts:
            lengths[_first(text)].add(len(text))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def without(self, words: str) -> str:
        """A text with a space in place of each checked text, the longest that stands at its place.

        >>> CheckedPhrases(["31 March", "31 March 2023", "3"]).without("at 31 March 2023, not 31 Marches, 13 or 1.3")
        'at  , not 31 Marches, 13 or 1.3'
        """
        kept: list[str] = []
        at = 0
        for found in _START.finditer(words):
            start = found.start()
            # What is taken out may hold places at which others would start
            length = self._longest(words, start, found[0]) if start >= at else 0
            if length:
                kept += (words[at:start], " ")
                at = start + length
        return "".join((*kept, words[at:]))

    def _longest(self, words: str, start: int, first: str) -> int:
        """How long the longest checked text is that stands at a place; nought where there is none."""
        for length in self._lengths.get(first, ()):
            end = start + length
            if words[start:end] in self._texts and not _INSIDE.match(words, end):
                return length
        return 0


def _first(text: str) -> str:
    found = _FIRST.match(text)
    return found[0] if found else ""
