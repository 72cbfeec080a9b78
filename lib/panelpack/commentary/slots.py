"""The three things that a panel wants to hear of a figure: why, what is being done, and what is expected by when.

Officers may give them headings of their own within a section, such as `### Why`. Where they give one, the page says
which of the others they have not filled.
"""

from collections.abc import Iterable

from panelpack.page.pieces import Note
from panelpack.page.words import text

SLOTS = ("Why", "What is being done", "What is expected, and by when")
"""The headings of the slots, in their order."""

_UNSAID = dict(zip(SLOTS, ("why it is so", "what is being done", "what is expected, and by when"), strict=True))


def left_empty(filled: Iterable[str]) -> list[Note]:
    """A line that names the slots which stay empty; none where all are filled, or none at all.

    >>> left_empty(["Why"])[0].plain
    'Officers have not said what is being done; what is expected, and by when.'
    """
    given = set(filled)
    unsaid = [_UNSAID[slot] for slot in SLOTS if slot not in given]
    if not given or not unsaid:
        return []
    return [Note(text(f"Officers have not said {'; '.join(unsaid)}."), "missing")]
