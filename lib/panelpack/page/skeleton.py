"""What stands around the pieces of every page: banner, skip link, contents and footer, from one template."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from minify_html import minify

from panelpack.page.html_words import safe
from panelpack.page.pieces import Listing
from panelpack.page.style import page_style
from panelpack.page.words import link

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a page may load and do: nothing but its own style."""

TEMPLATES = Path(__file__).parent / "template"
Links = Sequence[tuple[str, str]]
"""Where each leads, and its words."""


@dataclass(frozen=True)
class Frame:
    """What stands around the pieces of a page.

    Attributes:
        accent: the colour of the banner.
        council: the name that the banner shows.
        contact: the line at the foot.
        banner: links of the banner.
        footer: lists of links at the foot, each with its heading and its kind (`years`, or plain when empty).
    """

    accent: str
    council: str = ""
    contact: str = ""
    banner: Links = ()
    footer: Sequence[tuple[str, str, Links]] = ()

    def page(self, title: str, head: str, body: str, contents: Links = ()) -> dict[str, Any]:
        """What the template needs for a page.

        Args:
            title: plain words; the council's name follows them.
            head: the HTML of what stands above the contents.
            body: that of the rest.
            contents: the sections, by their ids.
        """
        return {
            "title": safe(title + (f", {self.council}" if self.council and self.council not in title else "")),
            "style": page_style(self.accent, head + body),
            "council": safe(self.council),
            "contact": safe(self.contact),
            "banner": [(href, safe(words)) for href, words in self.banner],
            "footer": [
                (safe(heading), kind, [(href, safe(words)) for href, words in links])
                for heading, kind, links in self.footer
            ],
            "head": head,
            "contents": [(place, safe(words)) for place, words in contents],
            "body": body,
        }


def links_list(links: list[tuple[str, str]]) -> Listing:
    """Links as a list: where each leads, and its words."""
    return Listing(tuple(link(words, href) for href, words in links), "links")


def plain_page(title: str, body: str, frame: Frame, status: str = "") -> str:
    """A whole page that no notebook makes.

    Args:
        body: the HTML of its pieces.
        status: what the page says of its standing, such as that it is a draft.
    """
    line = f'<p class="status-line">{safe(status)}</p>' if status else ""
    page = frame.page(title, f"<header><h1>{safe(title)}</h1>{line}</header>", body)
    return str(minify(_template().render(resources={"page": page}), keep_comments=False))


@cache
def _template() -> Any:
    loader = FileSystemLoader(TEMPLATES / "panelpack")
    return Environment(loader=loader, autoescape=False).get_template("index.html.j2")
