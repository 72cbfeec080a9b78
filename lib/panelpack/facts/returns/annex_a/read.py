"""Annex A's workbooks as tables of text: lists found by their headings, whatever their sheets are called."""

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from panelpack.facts.returns.annex_a.headings import TABLES_OF, named
from panelpack.facts.returns.annex_a.sheets import Sheet, columns_at, has_a_list, lists_in, without_prefix
from panelpack.facts.returns.collection import Collection
from panelpack.facts.returns.csv_files import ROW, Text
from panelpack.facts.returns.faults import Fault
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.kinds import Reading
from panelpack.facts.returns.schema import Table
from panelpack.project.errors import InputError

NAME = "annex_a"
_ONLY_WITH = {"contact_outcomes": "Contact Outcome", "looked_after": "Date of Initial Health Assessment"}
"""Tables that a list makes only where it has a heading that Ofsted does not ask for."""

_NO_FAMILY = {"", "n/a", "na", "none", "0", "not applicable"}
_STATUS = r"\b(C[12]|D1|E1|V[234]|J[123]|L[123])\b"


def recognises(source: Source) -> bool:
    """Whether a file is a workbook with the headings of a list of Annex A."""
    return source.form == "workbook" and has_a_list(source)


def read(sources: Sequence[Source], _: Collection) -> Reading:
    """The text of Annex A's lists. Nothing in them says of which council or year they are; rules look at their days.

    A workbook that cannot be opened takes nothing from another that can.
    """
    texts: list[tuple[Table, Text]] = []
    faults: list[Fault] = []
    titles: list[str] = []
    seen: set[int] = set()
    for source in sources:
        try:
            sheets, all_titles = lists_in(source)
        except InputError as error:
            faults += [
                Fault(NAME, "cannot_be_opened", "warn", problem.where, "", problem.what, problem.todo)
                for problem in error.problems
            ]
            continue
        titles += all_titles
        for sheet in sheets:
            seen.add(sheet.number)
            file = f"{source.name}, sheet {sheet.title}"
            for table in TABLES_OF.get(sheet.number, ()):
                faults += _of_cells(sheet, table, file)
                texts += _texts(sheet, table, file)
    where = sources[0].name if len(sources) == 1 else f"{len(sources)} workbooks"
    faults += _of_missing(seen, titles, where)
    return Reading(texts, faults)


def _texts(sheet: Sheet, table: Table, file: str) -> Iterator[tuple[Table, Text]]:
    """A sheet as the text of a table, with the columns that the table takes; none where it lacks what makes it."""
    headings = named(sheet.number, sheet.headings)
    if _ONLY_WITH.get(table.name) not in (None, *headings):
        return
    # What no figure needs, such as names of workers, is let go of here
    wanted = {spelt for column in table.columns for spelt in column.spelt} | set(table.left_out)
    kept = [place for place, heading in enumerate(headings) if heading in wanted]
    cells = sheet.cells[kept].copy()
    cells.columns = pd.Index([headings[place] for place in kept])
    if all((cells.columns == name).sum() == 1 for name in cells.columns):
        cells = _prepared(cells, table)
    yield table, Text(file, cells.assign(**{ROW: sheet.cells[ROW]}))


def _prepared(cells: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The cells with what is worked out on reading: a household, what an outcome says, codes within words."""
    if "Contact Source" in cells:
        cells["Contact Source"] = without_prefix(cells["Contact Source"])
    if table.name == "contact_outcomes":
        cells["Contact Outcome"] = referral_in(without_prefix(cells["Contact Outcome"]))
    if "Legal Status" in cells:
        found = cells["Legal Status"].str.extract(_STATUS, expand=False)
        cells["Legal Status"] = found.fillna(cells["Legal Status"])
    if table.name == "adopters" and "Individual adopter identifier" in cells:
        family = cells.get("Family identifier", pd.Series("", index=cells.index))
        has_one = ~family.str.casefold().isin(_NO_FAMILY)
        own = "adopter " + cells["Individual adopter identifier"]
        own = own.where(cells["Individual adopter identifier"] != "", "")
        cells["Household"] = ("family " + family).where(has_one, own)
        cells["Has family identifier"] = has_one.map({True: "yes", False: "no"})
    return cells


def referral_in(outcomes: "pd.Series[str]") -> "pd.Series[str]":
    """Whether the words of a contact's outcome say that it led to a referral to social care.

    >>> list(referral_in(pd.Series(["Progress to Referral", "No", "NFA - no referral", "Referral to early help", ""])))
    ['YES', 'NO', 'NO', 'NO', '']
    """
    places, several = pd.factorize(outcomes)  # few words stand for many contacts
    words = pd.Series(several, dtype="str").str.casefold()
    says_no = words.str.contains(r"\bno\b|\bnot\b|\bnfa\b|no further action|early help|signpost|universal|other agenc")
    says_yes = words.str.fullmatch(r"y|yes|true|1") | words.str.contains(r"referral|referred to|social care assessment")
    unclear = words.str.contains(r"pending|await|unknown|not recorded|not known|to be decided")
    found = pd.Series("NO", index=words.index).mask(says_yes & ~says_no, "YES").mask(unclear, "UNCLEAR")
    return found.mask(words == "", "").iloc[places].set_axis(outcomes.index)


def _of_cells(sheet: Sheet, table: Table, file: str) -> Iterator[Fault]:
    """Cells of the table's columns that show an error, or nothing where a formula stands."""
    headings = named(sheet.number, sheet.headings)
    if _ONLY_WITH.get(table.name) not in (None, *headings):
        return
    for column in table.columns:
        for place in columns_at(headings, column.spelt[0]):
            heading = sheet.headings[place]
            errors, unsaved = sheet.errors.get(place, []), sheet.unsaved.get(place, [])
            if errors:
                said = "cells that show an error of the spreadsheet, such as #N/A, are read as missing"
                todo = "mend the formula or what it looks up"
                yield Fault(
                    NAME, "error_cells", "drop", file, table.name, said, todo, heading, len(errors), min(errors)
                )
            if unsaved:
                said = "the column holds formulas without saved values"
                todo = "open the workbook in Excel, and save it"
                yield Fault(
                    NAME, "unsaved_formulas", "stop", file, table.name, said, todo, heading, len(unsaved), min(unsaved)
                )


def _sheets_in_words(titles: Sequence[str]) -> str:
    """The sheets by their titles, but for those that say more than a number: they may name a person."""
    plain = [title for title in titles if _PLAIN_TITLE.fullmatch(title.strip())]
    others = len(titles) - len(plain)
    if not titles:
        return "there is no sheet that can be read"
    more = [f"{others} of another title"] if others else []
    return f"the sheets are: {', '.join([*plain, *more])}"


_PLAIN_TITLE = re.compile(r"(?:annex\s*a)?[\W_]*(?:list|sheet)?[\W_]*\d{1,2}", re.I)


def _of_missing(seen: set[int], titles: Sequence[str], where: str) -> Iterator[Fault]:
    """Lists that are not there though something is counted from them."""
    are = _sheets_in_words(titles)
    for number, tables in TABLES_OF.items():
        if number in seen:
            continue
        said = f"no sheet has the headings of list {number}; {are}"
        for table in tables:
            if table.name not in _ONLY_WITH:
                todo = f"add list {number} with its headings, if the council keeps it"
                yield Fault(NAME, "list_missing", "stop", where, table.name, said, todo)
