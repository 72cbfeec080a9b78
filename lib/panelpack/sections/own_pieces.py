"""What an analyst shows of her own: a DataFrame or a drawing, with what she says of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from panelpack.comparisons.council_year import CouncilYear
from panelpack.page.own import MARK, OwnPicture, OwnTable
from panelpack.page.parts import Absent, Number, Own, Words
from panelpack.project.errors import InputError, Problem
from panelpack.sections.own_tables import Maker, own_table

_SHORTEST_HOW = 10
_NUMBER_WORDS = {
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty"),
    *("forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand"),
}


@dataclass(frozen=True)
class Given:
    """What she says of a piece: see `Report.show`."""

    title: str
    how: str
    by: str
    measures: tuple[str, ...]
    no_people: tuple[str, ...]
    decimals: int


def own_piece(
    view: CouncilYear, drawn: object, given: Given, data: pd.DataFrame | None = None
) -> OwnTable | OwnPicture:
    """The piece of a DataFrame, a Series or a drawing.

    Raises:
        InputError: it is none of these; title, name or description are missing; see `own_table` and `own_picture`.
    """
    problems = [
        Problem(f"{name} is missing", todo=todo)
        for name, said, todo in (
            ("title", given.title, "say what it shows"),
            ("by", given.by, "say who made it"),
        )
        if not said.strip()
    ]
    if len(given.how.strip()) < _SHORTEST_HOW:
        todo = f"say in a sentence how it was made (how=..., {_SHORTEST_HOW} letters or more)"
        problems.append(Problem("the description is missing or too short", todo=todo))
    if problems:
        raise InputError(problems)
    if isinstance(drawn, pd.Series):
        drawn = drawn.to_frame()
    maker = Maker(given.by.strip(), given.how.strip(), given.no_people, given.decimals)
    if isinstance(drawn, pd.DataFrame):
        return own_table(view, drawn, given.title, maker, given.measures)
    # Matplotlib takes a third of a second to import, and most notebooks draw nothing of their own
    from panelpack.sections.own_pictures import canvas_in, own_picture

    canvas = canvas_in(drawn)
    if canvas is not None:
        return own_picture(view, canvas, given.title, maker, given.measures, data)
    todo = "give a DataFrame, a Series, or the axes or figure of matplotlib or seaborn"
    raise InputError([Problem(f"a {type(drawn).__name__} cannot be shown", todo=todo)])


def typed_texts(view: CouncilYear, piece: OwnTable | OwnPicture) -> Iterator[str]:
    """The words that she wrote or computed: title, description, name, headers and labels, but for her numbers.

    The labels of measures may hold numbers ("per 10,000 children"): they are the catalogue's, not hers.
    """
    table = piece.data if isinstance(piece, OwnPicture) else piece
    assert isinstance(table, OwnTable), "a picture of her own has a table of her own"
    measures = view.published.context.catalogue.measures.values()
    labels = {item.label for item in measures} | {item.unit for item in measures}
    yield from (table.caption, table.how, table.by)
    if isinstance(piece, OwnPicture):
        yield from _beyond(piece.texts, table)
    said = [column.header.plain.removesuffix(MARK) for column in table.columns]
    said += [words for row in table.rows for cell in row for words in _plain_parts(cell)]
    yield from (words for words in said if not labels & {words, *words.split(", ", 1)})


def _beyond(texts: Iterable[str], table: OwnTable) -> Iterator[str]:
    """The texts of a drawing without the numbers that its table prints."""
    printed = sorted(
        {part.plain for row in table.rows for cell in row for part in _numbers(cell)}, key=len, reverse=True
    )
    for said in texts:
        for number in printed:
            said = said.replace(number, " ")
        yield said


def _numbers(cell: Words) -> Iterator[Number | Own]:
    return (part for part in cell.leaves if isinstance(part, Number | Own))


def refuse_numbers_in_words(piece: OwnTable | OwnPicture) -> None:
    """Refuse a cell that says nothing but a number in words: it is a number like any other.

    Raises:
        InputError: the columns in which one stands.
    """
    table = piece.data if isinstance(piece, OwnPicture) else piece
    columns = {
        column.plain: None
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
        if (words := set(cell.plain.casefold().replace("-", " ").split()) - {"and", "about"}) and words <= _NUMBER_WORDS
    }
    if columns:
        todo = "write it in digits, so that it can be looked at"
        raise InputError([Problem("a number in words", f"column {name!r}", todo) for name in columns])


def _plain_parts(cell: Words) -> Iterator[str]:
    yield from (part for part in cell.parts if isinstance(part, str))
    yield from (part.plain for part in cell.parts if isinstance(part, Absent))
