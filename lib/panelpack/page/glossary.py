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
        return "".join(_explained(term, self._waiting.pop(term)[1]) for term in used)


def _explained(term: str, meaning: str) -> str:
    return f'<p class="gloss"><dfn>{safe(capital(term))}</dfn>: {safe(meaning)}</p>'


def listing(glossary: Mapping[str, str]) -> Definitions:
    """All terms and what they mean."""
    return Definitions(tuple(Definition(text(capital(term)), text(meaning)) for term, meaning in glossary.items()))
