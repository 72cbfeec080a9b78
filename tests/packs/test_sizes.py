"""How large a pack's pages are, and how many words a member sees before anything is opened."""

import gzip

import pytest

from pages import parsed

_MOST_BYTES, _MOST_ZIPPED, _MOST_WORDS = 150_000, 30_000, 25_000
_UNSEEN = ("details", "[popover]", "style", ".unseen", "svg", "footer", ".banner", ".skip")
_LOOKED_UP = ("measures", "glossary")
"""Pages that nobody reads through."""


@pytest.fixture(scope="module")
def pages(whole_pack):
    return {path.stem: path.read_text(encoding="utf-8") for path in whole_pack.glob("*.html")}


def test_no_page_is_too_large_for_a_tablet_on_a_slow_line(pages):
    sizes = {name: len(page.encode()) for name, page in pages.items()}
    zipped = {name: len(gzip.compress(page.encode(), mtime=0)) for name, page in pages.items()}
    assert {name: size for name, size in sizes.items() if size > _MOST_BYTES} == {}
    assert {name: size for name, size in zipped.items() if size > _MOST_ZIPPED} == {}


def test_a_member_can_read_a_pack_in_an_evening(pages):
    read = [_seen(page) for name, page in pages.items() if name not in _LOOKED_UP]
    assert 10_000 < sum(read) <= _MOST_WORDS


def _seen(page):
    """How many words stand on a page unfolded, without what stands on every page and the words of drawings."""
    tree = parsed(page)
    for rule in _UNSEEN:
        for node in tree.css(rule):
            node.decompose()
    return len(tree.body.text(separator=" ").split())
