"""Questions for members in plain English: what to ask, with the figures that make it worth asking."""

from collections.abc import Sequence

from panelpack.catalogue.numbers import UNIT_WORDS
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import AHEAD, base_of
from panelpack.comparisons.england import national
from panelpack.comparisons.neighbours import better_neighbours
from panelpack.comparisons.what_it_takes import what_it_takes
from panelpack.disclosure.figure import Figure
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Listing, Note, Piece, Sentence, together
from panelpack.page.sentences import when_said
from panelpack.page.verdicts import light
from panelpack.page.words import NOTHING, defined, joined, link, number, quiet, say, strong, text
from panelpack.sections.enquiries import WORSENING, Enquiry, not_there, of_pack, of_report
from panelpack.sections.labels import in_brackets
from panelpack.sections.monitor import Row

_MOST_NAMED = 3


def front_questions(view: CouncilYear, names: Sequence[str]) -> Piece:
    """The questions of the front page, each leading to its report, and what was not supplied.

    Args:
        names: the reports whose pages are there.
    """
    found = of_pack(view, names)
    reports = view.published.context.catalogue.reports
    lines = [
        say("{} {}", _asked(view, item), link(reports[item.measure.report].short_title, f"{item.measure.report}.html"))
        for item in found
    ]
    return together(_listing(lines), _not_supplied(view))


def report_questions(view: CouncilYear, report: str) -> Piece:
    """What to ask about a report; nothing where no rule finds a question."""
    found = of_report(view, report)
    return _listing([_asked(view, item) for item in found]) if found else EMPTY


def all_questions(view: CouncilYear) -> Piece:
    """The questions of the pack with the rules that made each, and how they are made."""
    lines = [say("{} {}", _asked(view, item), quiet(f"Rule: {'; '.join(item.rules)}.")) for item in of_pack(view)]
    return together(_listing(lines), _not_supplied(view), explained())


def explained() -> Note:
    """How the questions are made, in a sentence a rule."""
    return Note(text(_RULE))


def _listing(lines: Sequence[Words]) -> Piece:
    if not lines:
        return Sentence(text("No rule finds a line of enquiry in the year's figures."))
    return Listing(tuple(lines), "enquiries", is_ordered=True, rule=_RULE)


def _asked(view: CouncilYear, item: Enquiry) -> Words:
    """A question with its measure and the figures that it is asked for."""
    figure, measure = item.row.figure, item.measure
    part = in_brackets(measure.breakdown_label(figure.breakdown)) if item.row.standard else NOTHING
    whose = NOTHING if figure.area == view.council.area else in_brackets(view.name_of(figure.area))
    # The colon belongs to the words that open a definition, so that it never begins a line
    end = "" if part or whose else ":"
    label, then = defined(measure.id, f"{measure.label}{end}"), "" if end else ":"
    return say("{} {}{}{}{} {}", strong(question_of(item)), label, part, whose, then, facts(view, item.row))


def question_of(item: Enquiry) -> str:
    """A question in plain English, as the measure gives it."""
    # Where it only became worse, it may still be better than elsewhere: "so many" would say too much
    if item.rules == (WORSENING,):
        return "Why has this become worse?"
    return item.measure.asks or "What lies behind this, and what is being done?"


def facts(view: CouncilYear, row: Row) -> Words:
    """What a question is asked for, in sentences: a figure in brief, its neighbours, its target or standard."""
    figure = row.figure
    compared = view.is_compared(figure.measure) and not figure.measure.rolling and row.standard is None
    parts = [brief(view, row)]
    if compared:
        parts.append(_neighbours(view, figure))
    if row.standard is not None:
        parts.append(say("The standard is {}", number(row.standard)))
    elif (found := view.rag(figure)).target is not None:
        parts.append(say("Against its target: {}", light(found)))
    return joined([say("{}.", part) for part in parts if part], " ")


def brief(view: CouncilYear, row: Row) -> Words:
    """A figure in brief: itself, what it was, and its place in England."""
    figure = row.figure
    compared = view.is_compared(figure.measure) and not figure.measure.rolling and row.standard is None
    when = when_said(figure)
    parts = [say("{}{}{}", number(figure), unit(figure), say(" {}", when) if when else NOTHING), _was(row)]
    parts += [placed(view, figure)] if compared else []
    return joined([part for part in parts if part], ", ")


def unit(figure: Figure) -> str:
    """What a number counts by, after it, where its sign does not say so."""
    words = UNIT_WORDS.get(figure.unit, "")
    return f" {words}" if words.startswith("per ") or figure.unit in ("months", "days", "weeks") else ""


def _was(row: Row) -> Words:
    item = row.change
    if item.difference is None or item.before is None or not item.difference.value:
        return NOTHING
    way = "up" if item.difference.exact > 0 else "down"
    tested = f" ({item.chance.words})" if item.chance.p is not None else ""
    return say("{} from {} a {} before{}", way, number(item.before), item.now.measure.step, tested)


def placed(view: CouncilYear, figure: Figure) -> Words:
    """The council's place in England, by the Department's ranking: "place 146 of 150 in England"."""
    of_england = national(view.published, view.comparable(figure))
    if not (of_england.rank and of_england.councils and of_england.rank.value is not None):
        return NOTHING
    return say("place {} of {} in England", number(of_england.rank), number(of_england.councils))


def _neighbours(view: CouncilYear, figure: Figure) -> Words:
    near = view.neighbours(figure)
    if near.middle is None:
        return NOTHING
    own = view.comparable(figure)
    better = better_neighbours(own, near)
    if not better:
        return say("Its neighbours' {} is {}", near.by, number(near.middle))
    count = number(AHEAD.of(own, len(better), better, model=near.model))
    among = say("{} of the {} neighbours known do better", count, number(near.known))
    if len(better) == near.used:
        among = say("All {} neighbours{} do better", count, "" if near.used == near.of else " known")
    said = say("{} ({} {})", among, near.by, number(near.middle))
    takes, base = what_it_takes(own, near), base_of(own)
    if takes is None or base is None:
        return said
    less = "fewer" if own.measure.higher_is == "worse" else "more"
    would = say("{}. At their {} there would be {} {}", said, near.by, number(takes), less)
    part, whole = own.measure.part_words, own.measure.base_words
    if part and whole:
        return say("{} {} among the {} {}", would, part, number(base), whole)
    return say("{} of the {} of which it is a percentage", would, number(base))


def _not_supplied(view: CouncilYear) -> Piece:
    measures = not_there(view)
    if not measures:
        return EMPTY
    named = joined((text(item.label) for item in measures[:_MOST_NAMED]), "; ")
    others = " and others" if len(measures) > _MOST_NAMED else ""
    form = "Supplied for the year before, and not for {}: {}{}."
    return Note(say(form, view.year_label, named, others), "missing")


_RULE = (
    "Each question is made by rules, and by no person. Worse than target: a target or standard in force is missed. "
    "Nearly last in England: it stands in the last tenth of councils, by the Department's ranking. "
    "Worsening beyond chance: a change for the worse that chance alone would bring less than once in a hundred times. "
    "Worse than neighbours: most statistical neighbours known do better, and so does half of the country. "
    "What triggers more rules comes first, then "
    "what is nearer to the last place, then what is further behind. The front page asks one question a report."
)
