"""One section of a file of commentary while it is read: its blocks, its slots, and the faults marked in it."""

from dataclasses import dataclass, field

from panelpack.commentary.blocks import Blocks
from panelpack.commentary.markdown import Block, Edge, Heading, Passage, Stranger
from panelpack.commentary.slots import SLOTS, left_empty
from panelpack.commentary.writer import Fault, Page, write
from panelpack.page.pieces import Piece, Sentence
from panelpack.page.words import strong


@dataclass
class Section:
    """The commentary of one section: its blocks, checked texts, measures named, and faults marked in it.

    Attributes:
        slots: the headings of those slots beneath which something stands.
        empty_slots: those beneath which nothing does, as a stub has them: they stay off the page.
    """

    heading: str
    line: int
    blocks: Blocks = field(default_factory=Blocks)
    texts: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    slots: list[str] = field(default_factory=list)
    empty_slots: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    _is_headed: bool = True

    @property
    def is_unfilled(self) -> bool:
        """Whether it is as a stub has it: headings of slots, and nothing that somebody wrote."""
        return bool(self.empty_slots) and not (self.slots or self.blocks.done or self.faults)

    def add(self, block: Block, page: Page) -> None:
        """Put a block at the end."""
        if isinstance(block, Heading) and block.level == 3 and block.words in SLOTS:
            self.empty_slots.append(block.words)
            self._is_headed = False
            return
        if not isinstance(block, Edge) or block.opens:
            self._begin_slot()
        if isinstance(block, Edge):
            self.blocks.edge(block)
        elif isinstance(block, Passage):
            self._write(block, page)
        else:
            self._refuse(block)

    def _begin_slot(self) -> None:
        """Head what follows by the slot that stands above it."""
        if not self._is_headed:
            self._is_headed = True
            slot = self.empty_slots.pop()
            self.slots.append(slot)
            self.blocks.paragraph(strong(slot))

    def _write(self, block: Passage, page: Page) -> None:
        written = write(block, page)
        self.blocks.add(written.words)
        self.texts += written.texts
        self.measures += written.measures
        self.faults += written.faults
        self.notes += written.notes

    def _refuse(self, block: Heading | Stranger) -> None:
        """Mark a block that commentary does not use."""
        if isinstance(block, Heading):
            slots = ", ".join(f"### {slot}" for slot in SLOTS)
            todo = f"only ## headings are used, one a section, and within it {slots}"
            fault = Fault("a heading inside commentary", todo, block.line, block.column)
        else:
            fault = Fault(block.what, block.todo, block.line, block.column)
        self.faults.append(fault)
        self.blocks.paragraph(fault.mark)

    def body(self) -> list[Piece]:
        """The blocks, and which of the slots stayed empty; of a section without text its faults."""
        blocks: list[Piece] = [*self.blocks.done] or [Sentence(fault.mark) for fault in self.faults]
        return [*blocks, *left_empty(self.slots)]
