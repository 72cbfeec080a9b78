"""Pages that no notebook makes: the front of a year's pack, its glossary, reconciliation, the list of years."""

from panelpack.page.html_words import safe
from panelpack.page.pieces import Listing
from panelpack.page.style import page_style
from panelpack.page.words import link

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a page may load and do: nothing but its own style."""


def links_list(links: list[tuple[str, str]]) -> Listing:
    """Links as a list: where each leads, and its words."""
    return Listing(tuple(link(words, href) for href, words in links), "links")


def plain_page(title: str, body: str, accent: str, status: str = "") -> str:
    """A whole page.

    Args:
        body: the HTML of its pieces.
        status: what the page says of its standing, such as that it is a draft.
    """
    line = f'<p class="status-line">{safe(status)}</p>' if status else ""
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{safe(title)}</title><style>{page_style(accent)}</style></head>"
        f"<body><main><h1>{safe(title)}</h1>{line}{body}</main></body></html>\n"
    )
