"""Pages that no notebook makes: the front of a year's pack, its glossary, reconciliation, the list of years."""

from panelpack.page.markup import Html, joined, text
from panelpack.page.style import page_style


def links_list(links: list[tuple[str, str]]) -> Html:
    """Links as a list: where each leads, and its words."""
    items = joined(Html(f'<li><a href="{text(href)}">{text(words)}</a></li>') for href, words in links)
    return Html(f'<ul class="links">{items}</ul>')


def plain_page(title: str, body: Html, accent: str, status: str = "") -> str:
    """A whole page.

    Args:
        status: what the page says of its standing, such as that it is a draft.
    """
    line = f'<p class="status-line">{text(status)}</p>' if status else ""
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title><style>{page_style(accent)}</style></head>"
        f"<body><main><h1>{text(title)}</h1>{line}{body}</main></body></html>\n"
    )
