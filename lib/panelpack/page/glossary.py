"""Terms explained at their first use on a page, and listed on a page of their own."""

import re
from collections.abc import Mapping

from panelpack.page.markup import Html, joined, text


def explain(body: str, glossary: Mapping[str, str]) -> str:
    """A page's body with a note after the paragraph or list in which a term is used for the first time.

    Only running text counts as use: not tables, drawings, headings or definitions.
    """
    notes: dict[int, list[Html]] = {}
    paragraphs = list(re.finditer(r"<p(?: class=\"(?:summary|note)\")?>.*?</p>", body, re.S))
    for term, meaning in glossary.items():
        pattern = re.compile(rf"\b{re.escape(term)}(?:s|\b)", re.I)
        place = next((match for match in paragraphs if pattern.search(re.sub(r"<[^>]+>", "", match[0]))), None)
        if place is not None:
            note = Html(f'<p class="gloss"><dfn>{_term(term)}</dfn>: {text(meaning)}</p>')
            notes.setdefault(place.end(), []).append(note)
    for end in sorted(notes, reverse=True):
        body = f"{body[:end]}{joined(notes[end])}{body[end:]}"
    return body


def listing(glossary: Mapping[str, str]) -> Html:
    """All terms as a list of definitions."""
    entries = (Html(f"<dt>{_term(term)}</dt><dd>{text(meaning)}</dd>") for term, meaning in glossary.items())
    return Html(f'<dl class="definitions">{joined(entries)}</dl>')


def _term(term: str) -> Html:
    return text(term[:1].upper() + term[1:])
