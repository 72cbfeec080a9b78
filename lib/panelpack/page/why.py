"""Why a piece says what it says: the rule that made it, what its measures mean, and where its figures come from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from panelpack.comparisons.derived import way_named
from panelpack.disclosure.figure import Figure, way_and_base


@dataclass(frozen=True)
class Why:
    """How a piece was made.

    Attributes:
        rules: how it was chosen or put together, a sentence each.
        definitions: what each measure means, by its label.
        made: how numbers that no source gives were made.
        sources: the titles of the sources.
    """

    rules: tuple[str, ...]
    definitions: Mapping[str, str]
    made: tuple[str, ...]
    sources: tuple[str, ...]

    def __str__(self) -> str:
        lines = [*self.rules, *(f"{label}: {meaning}" for label, meaning in self.definitions.items())]
        lines += [f"Worked out: {'; '.join(self.made)}."] if self.made else []
        lines += [f"Source: {'; '.join(self.sources)}."] if self.sources else []
        return "\n".join(lines)

    def _repr_pretty_(self, printer: object, _cycle: bool) -> None:
        """What IPython shows: the lines themselves."""
        printer.text(str(self))  # type: ignore[attr-defined]


def why(rules: Iterable[str], figures: Sequence[Figure]) -> Why:
    """Rules, and what the figures of a piece say of themselves, each once and in the order of the piece."""
    ways = (way_named(way_and_base(figure.id)[0])[0] for figure in figures)
    return Why(
        tuple(dict.fromkeys(filter(None, rules))),
        _definitions(figures),
        tuple(dict.fromkeys(way.words for way in ways if way is not None)),
        tuple(dict.fromkeys(figure.source_title for figure in figures)),
    )


def _definitions(figures: Sequence[Figure]) -> dict[str, str]:
    """What each measure means, by its label, and what the documents of the figures say of it."""
    found: dict[str, list[str]] = {}
    for figure in figures:
        said = found.setdefault(figure.measure.label, [figure.measure.definition])
        note = figure.context.notes.note(figure.source, figure.measure.id)
        said += [note] if note and note not in said else []
    return {label: " ".join(said) for label, said in found.items()}
