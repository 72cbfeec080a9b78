"""Blocks of prose put together as they are read: paragraphs, lists and quotations, one within the other."""

from dataclasses import dataclass, field

from panelpack.commentary.markdown import Edge
from panelpack.page.parts import Words
from panelpack.page.pieces import Prose


@dataclass
class Blocks:
    """Blocks of prose while they are read, in the order of the text.

    Attributes:
        done: those that are closed and stand within no other.
    """

    done: list[Prose] = field(default_factory=list)
    _open: list[tuple[str, list[Words | Prose]]] = field(default_factory=list)

    def edge(self, edge: Edge) -> None:
        """Open a block, or close the one that was opened last."""
        if edge.opens:
            self._open.append((edge.kind, []))
            return
        kind, parts = self._open.pop()
        self._put(Prose(kind, tuple(parts)))

    def add(self, words: Words) -> None:
        """Words in the block that is open, or a paragraph of their own."""
        if self._open:
            self._open[-1][1].append(words)
        else:
            self.done.append(Prose("paragraph", (words,)))

    def paragraph(self, words: Words) -> None:
        """A paragraph of its own, within the block that is open."""
        self._put(Prose("paragraph", (words,)))

    def taken(self) -> list[Prose]:
        """What is done, which then is no longer here."""
        found, self.done = self.done, []
        return found

    def _put(self, block: Prose) -> None:
        if self._open:
            self._open[-1][1].append(block)
        else:
            self.done.append(block)
