"""What reconciliation finds, on a page: differences first, then what cannot be checked, then what agrees."""

from collections.abc import Sequence

from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import STATEMENTS_AGREED, STATEMENTS_APART, STATEMENTS_UNCHECKED, Way
from panelpack.disclosure.figure import Figure
from panelpack.page import tables, words
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Fold, Heading, Listing, Piece, Sentence, together
from panelpack.page.tables import Column
from panelpack.page.words import NOTHING, capital, joined, link, number, say, text
from panelpack.reconciliation.all_findings import differences_among, findings, without_difference
from panelpack.reconciliation.findings import UNEXPLAINED, Finding
from panelpack.reconciliation.looked_at import CHANGED, EXPLAINED, NOTED, Looked
from panelpack.sections.labels import labelled
from panelpack.sections.to_look_at import to_look_at

_MOST_ASKED = 3
_MOST_SHOWN = 12
"""So many differences stand in the open, those first that could change a reader's mind most."""

_INTRODUCTION = (
    "Every total, change, percentage and growth that the documents state is computed again from its parts. What "
    "is stated more than once is held against the other statement. The rules are the same for all figures."
)


def reconciliation(view: CouncilYear) -> Piece:
    """The reconciliation page of a pack: differences with their reasons, what cannot be checked, what agrees."""
    found = findings(view)
    apart, (open_, agreed) = differences_among(view, found), without_difference(found)
    return together(
        Sentence(text(_INTRODUCTION)),
        _counts([item.finding for item in apart], open_, agreed),
        Heading(text("Where figures differ")),
        _differences(view, apart),
        to_look_at(view),
        Heading(text("What cannot be checked, and what agrees")),
        Fold((_listed(view, "Cannot be checked", open_),), title="What cannot be checked"),
        Fold((_listed(view, "Agrees", agreed),), title="What agrees"),
    )


def _counts(apart: Sequence[Finding], open_: Sequence[Finding], agreed: Sequence[Finding]) -> Sentence:
    counts = statement_counts(apart, open_, agreed)
    if not counts:
        return Sentence(text("The documents of this year state nothing that can be held against anything."))
    agree, differ, cannot = (number(counts[way]) for way in (STATEMENTS_AGREED, STATEMENTS_APART, STATEMENTS_UNCHECKED))
    form = "{} statements agree, {} differ, and {} cannot be checked with the figures that there are."
    return Sentence(say(form, agree, differ, cannot))


def statement_counts(
    apart: Sequence[Finding], open_: Sequence[Finding], agreed: Sequence[Finding]
) -> dict[Way, Figure]:
    """How many statements differ, cannot be checked and agree, of all that there are; empty where there is none."""
    every = [item.stated for item in (*agreed, *open_, *apart)]
    counted = {STATEMENTS_APART: apart, STATEMENTS_UNCHECKED: open_, STATEMENTS_AGREED: agreed}
    return {way: way.of(every[0], len(found), every) for way, found in counted.items()} if every else {}


def _differences(view: CouncilYear, apart: Sequence[Looked]) -> Piece:
    if not apart:
        return Sentence(text("No difference."))
    first, rest = apart[:_MOST_SHOWN], apart[_MOST_SHOWN:]
    caption = f"Differences, {view.year_label}"
    if not rest:
        return _apart_table(view, caption, first)
    others = _apart_table(view, f"{caption}: the others", rest)
    return together(_apart_table(view, caption, first), Fold((others,), title="All other differences"))


def _apart_table(view: CouncilYear, caption: str, apart: Sequence[Looked]) -> Piece:
    heads = ("What is stated", "Stated", "Held against", "Verdict", "Why")
    noted = noted_by(apart)
    rows = [[*_cells(view, item.finding), why(item, with_name=not noted)] for item in apart]
    return tables.table(view.published, caption, [Column(text(head)) for head in heads], rows, noted)


def _listed(view: CouncilYear, caption: str, found: Sequence[Finding]) -> Piece:
    if not found:
        return Sentence(text("Nothing."))
    heads = ("What is stated", "Stated", "Held against", "How it was held")
    rows = [_cells(view, item) for item in found]
    columns = [Column(text(head)) for head in heads]
    return tables.table(view.published, f"{caption}, {view.year_label}", columns, rows)


def _cells(view: CouncilYear, item: Finding) -> list[Words]:
    """What is stated, the figure, what it was held against, and the verdict with how it was reached."""
    verdict = text(f"{item.verdict.capitalize()}. {item.words}")
    return [labelled(view, item.stated), _figure(view, item.stated), _against(view, item), verdict]


def _figure(view: CouncilYear, figure: Figure) -> Words:
    source = view.published.context.register[figure.source]
    return say("{} ({}, {})", words.qualified(figure), source.short, words.period_of(figure))


def most_apart(view: CouncilYear, reports: Sequence[str]) -> Piece:
    """The differences that nobody explains and that could change a reader's mind most, a question each.

    Args:
        reports: those whose pages are there; differences of others are left aside.
    """
    apart = differences_among(view, findings(view))
    open_ = [item.finding for item in apart if _is_open(item) and item.finding.weight]
    chosen = [item for item in open_ if item.stated.measure.report in reports]
    chosen = sorted(chosen, key=lambda item: -item.weight)[:_MOST_ASKED]
    if not chosen:
        return EMPTY
    lines = [
        say("{}: {} or {}?", labelled(view, item.stated), _figure(view, item.stated), _against(view, item))
        for item in chosen
    ]
    rest = link("All differences, and what is known of them", "reconciliation.html")
    return together(Listing(tuple(lines)), Sentence(rest))


def _is_open(item: Looked) -> bool:
    """Whether a difference has no reason: one whose two figures count different things is no contradiction."""
    if item.state == NOTED:
        return item.reason.casefold().startswith(UNEXPLAINED)
    return item.state != EXPLAINED


def _against(view: CouncilYear, item: Finding) -> Words:
    if item.recomputed is not None:
        return number(item.recomputed)
    if item.rule == "period":
        periods = dict.fromkeys(figure.period for figure in (item.stated, *item.against))
        return joined(dict.fromkeys(words.period(when) for when in periods), "; ")
    return joined((_figure(view, figure) for figure in item.against), "; ")


def noted_by(items: Sequence[Looked]) -> Words:
    """Who noted what is said of several differences, where it is one for all of them; else nothing."""
    known = [item.by for item in items if item.by is not None]
    is_one = all(item.state == NOTED for item in items if item.by is not None) and len({one.by for one in known}) == 1
    if not is_one or len(known) < 2:
        return NOTHING
    days = joined((words.day(when) for when in sorted({one.day for one in known})), " and ")
    return say("What is said of them was noted by {}, {}, and not by the council.", known[0].by, days)


def _reason(given: str) -> str:
    """A reason as a sentence; where none is given, what was seen stands first, so that it is not taken for one.

    >>> _reason("No reason is given. The report says it twice.")
    'The report says it twice. The sources give no reason.'
    >>> _reason("no reason is given")
    'No reason is given.'
    """
    said = capital(given)
    said = said if said.endswith(".") else f"{said}."
    none, _, seen = said.partition(". ")
    return f"{seen} The sources give no reason." if none.casefold() == UNEXPLAINED and seen else said


def why(item: Looked, with_name: bool = True) -> Words:
    """Why a difference is there, and who has looked at it: the same words on every page.

    Args:
        with_name: whether it says who looked; else `noted_by` says it of all.
    """
    said = _reason(item.reason)
    if not with_name:
        return text(said)
    if item.by is None or item.state == CHANGED:
        return text(said + (" It changed since somebody looked at it." if item.state == CHANGED else ""))
    if item.state == NOTED:
        return say("{} Noted by {}, {}, and not by the council.", said, item.by.by, words.day(item.by.day))
    return say("{} Looked at by {}, {}.", said, item.by.by, words.day(item.by.day))
