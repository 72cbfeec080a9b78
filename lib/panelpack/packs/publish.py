"""Publishing a pack: written beside the old one and swapped at the end, so that a failure leaves the old one whole."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from panelpack.page.style import page_style


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """A folder beside a pack, to fill: it takes the pack's place when the block ends well, else it goes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    recover(target)
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir()
        yield beside
        if target.exists():
            target.rename(old)
        try:
            beside.rename(target)
        except BaseException:
            if old.exists() and not target.exists():
                old.rename(target)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)


def recover(target: Path) -> None:
    """Put back a pack that a killed run had moved aside, and clear what such runs left."""
    for left in sorted(target.parent.glob(f".{target.name}.*.old")):
        if not target.exists():
            left.rename(target)
        else:
            shutil.rmtree(left, ignore_errors=True)
    for left in target.parent.glob(f".{target.name}.*.new"):
        shutil.rmtree(left, ignore_errors=True)


def links_list(links: list[tuple[str, str]]) -> str:
    """Links as a list: where each leads, and its words."""
    items = "".join(f'<li><a href="{escape(href)}">{escape(words)}</a></li>' for href, words in links)
    return f'<ul class="links">{items}</ul>'


def plain_page(title: str, body: str, accent: str, status: str = "") -> str:
    """A page that no notebook makes: the front of a year's pack, its glossary, the list of years.

    Args:
        status: what the page says of its standing, such as that it is a draft.
    """
    line = f'<p class="status-line">{escape(status)}</p>' if status else ""
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{page_style(accent)}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{line}{body}</main></body></html>\n"
    )


def swap(path: Path, text: str) -> None:
    """Write a file beside an old one, then put it in its place."""
    beside = path.with_name(f".{path.stem}.{os.getpid()}.{threading.get_ident()}{path.suffix}")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)
