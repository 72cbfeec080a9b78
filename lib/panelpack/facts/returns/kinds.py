"""What a kind of return is: how it is recognised and read, the rules that it keeps, the measures that are counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from panelpack.facts.returns.collection import Collection
from panelpack.facts.returns.counting import Count
from panelpack.facts.returns.csv_files import Text
from panelpack.facts.returns.faults import Fault
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.rules import Rule
from panelpack.facts.returns.schema import Table


@dataclass(frozen=True)
class Reading:
    """What was read of a return's files, as text.

    Attributes:
        texts: tables with their cells. One table may be there several times, from several files.
        faults: what was found while reading. A `stop` without a table loses the whole return.
    """

    texts: Sequence[tuple[Table, Text]] = ()
    faults: Sequence[Fault] = field(default_factory=tuple)


@dataclass(frozen=True)
class Return:
    """A kind of return.

    Attributes:
        name: `ssda903`, `cin`, `sen2`, `annex_a`.
        title: as messages and pages name it.
        source: the source of its figures in `data/sources.yaml`.
        recognises: whether a file is one of it, by its content.
        read: the text of its files; it checks that they are of the collection's council and year.
    """

    name: str
    title: str
    source: str
    tables: tuple[Table, ...]
    recognises: Callable[[Source], bool]
    read: Callable[[Sequence[Source], Collection], Reading]
    rules: tuple[Rule, ...]
    counts: tuple[Count, ...]

    def touched_by(self, table: str) -> tuple[str, ...]:
        """The measures that are counted from a table; of all tables where it is empty."""
        found = [item for item in self.counts if not table or table in item.needs]
        return tuple(dict.fromkeys(name for item in found for name in (item.measure, item.quarterly) if name))
