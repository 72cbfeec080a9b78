"""`pack.pdf`: all pages of a pack as one document, made of the pages as they stand in the pack."""

from collections.abc import Mapping

from panelpack.comparisons.council_year import CouncilYear
from panelpack.packs.one_document import Cover, one_document
from panelpack.packs.other_pages import cover_lines, front_title
from panelpack.packs.pdf import pdf_of
from panelpack.page.html_tree import Tree, words_of

_BEFORE, _AFTER = ("one-minute", "index"), ("reconciliation", "glossary")
"""The pages that stand before the reports, and those after them."""


def whole_pdf(view: CouncilYear, pages: Mapping[str, str]) -> bytes:
    """The PDF of a pack.

    Args:
        pages: the finished pages of the pack, by name without `.html`; they may be those of an edition.

    Raises:
        PanelpackError: this machine cannot draw it.
    """
    reports = view.published.context.catalogue.reports
    order = [name for name in (*_BEFORE, *reports, *_AFTER) if name in pages]
    standing = " ".join(words_of(Tree(pages["index"]).first(".status-line")).split())
    cover = Cover(front_title(view), cover_lines(view), standing, view.council.accent)
    return pdf_of(one_document(cover, {name: pages[name] for name in order}))
