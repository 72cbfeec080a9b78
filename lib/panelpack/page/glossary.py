"""Terms explained at their first use on a page, and listed on a page of their own."""

import re
from collections.abc import Mapping

from panelpack.page.html_words import safe
from panelpack.page.marks import SAID, Mark
from panelpack.page.pieces import Definition, Definitions
from panelpack.page.words import capital, text


class Explanations:
    """The terms of a page, each explained after the paragraph in which it is used for the first time.

    Only running text counts as use: not tables, drawings, headings or definitions.
    """

    def __init__(self, glossary: Mapping[str, str]) -> None:
        self._waiting = {
            term: (re.compile(rf"\b{re.escape(term)}(?:s|\b)", re.I), meaning) for term, meaning in glossary.items()
        }

    def after(self, mark: Mark) -> str:
        """What a page says after a paragraph: the meaning of each term that it is the first to use, as HTML."""
        if mark.kind != SAID:
            return ""
        used = [term for term, (pattern, _) in self._waiting.items() if pattern.search(mark.words)]
        explained = [(capital(term), self._waiting.pop(term)[1]) for term in used]
        return _folded(explained) if explained else ""


def _folded(explained: list[tuple[str, str]]) -> str:
    """Terms with their meanings, which open under the terms; paper shows the meanings alone."""
    said = "".join(f"<p><dfn>{safe(term)}</dfn>: {safe(meaning)}</p>" for term, meaning in explained)
    terms = "; ".join(term for term, _ in explained)
    return f'<details class="gloss"><summary>In plain words: {safe(terms)}</summary>{said}</details>'


def listing(glossary: Mapping[str, str]) -> Definitions:
    """All terms and what they mean."""
    return Definitions(tuple(Definition(text(capital(term)), text(meaning)) for term, meaning in glossary.items()))
