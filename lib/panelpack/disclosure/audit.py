"""The audit of hidden counts: further figures are hidden until an attacker who has everything printed finds none.

What a reader has is every count of the council's areas: the figures themselves, public ones, those of earlier editions
(`what_is_known`). Where only public figures tell a hidden count, no hiding helps: its table is withheld whole.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

import pandas as pd

from panelpack.catalogue.context import Context
from panelpack.catalogue.identities import Identity, known_to_a_reader
from panelpack.catalogue.statuses import NONE
from panelpack.disclosure.attack import Width, bounds, exposed
from panelpack.disclosure.equations import equations
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.give_backs import gives_back
from panelpack.disclosure.known import Known, what_is_known
from panelpack.disclosure.published import Published
from panelpack.disclosure.spans import add_public_spans
from panelpack.disclosure.suppression import Rule, suppress
from panelpack.disclosure.system import System
from panelpack.facts.quality import Note
from panelpack.facts.table import KEY
from panelpack.project.parameters import DisclosurePolicy

WITHHELD = "x"
"""The status of a table that is withheld whole: a part of it may be nought, so it is not the symbol of small counts."""


@dataclass
class Audited:
    """What is hidden in the end, which of that is withheld, and what is to be said of it."""

    hidden: "pd.Series[bool]"
    withheld: "pd.Series[bool]"
    notes: list[Note] = field(default_factory=list)


def audit(
    facts: pd.DataFrame,
    private: "pd.Series[bool]",
    hidden: "pd.Series[bool]",
    small: "pd.Series[bool]",
    identities: Sequence[Identity],
    policy: DisclosurePolicy,
    ledger: pd.DataFrame,
    context: Context,
) -> Audited:
    """Hide further counts until no hidden one can be worked out, and whatever gives those back in turn.

    Args:
        facts: all figures, with their true values.
        private: those that may be hidden.
        hidden: those that are hidden already.
        small: counts of people that are small.
    """
    known = what_is_known(facts, private, identities, policy, ledger, context)
    system = equations(known.table, identities, known.counts)
    public = facts[~private & facts["area"].isin(set(known.table["area"]))]
    add_public_spans(system, known.table, public, identities, context)
    before = _hidden_before(system, known.table)
    rule = _rule(known, policy)
    withheld: set[int] = set()
    result = Audited(hidden, hidden & False)
    while True:
        rows = known.rows
        # What an edition printed as it is now is known, whatever is hidden
        places = [place for place, row in enumerate(rows) if result.hidden[row] and not known.printed_before[place]]
        guarded = [place for place in places if small[rows[place]]] + _small_rests(system, policy)
        guarded += [place for place in before if _is_small(system.values[place], policy)]
        places += [*before, *(place for place, told in known.may_go.items() if result.hidden[list(told)].any())]
        system.may_be_none |= withheld
        pattern = suppress(system, [*places, *withheld], set(guarded) - withheld, rule)
        by_public = _told_by_public(system, pattern.beyond, known, rule)
        tables = {place for one in by_public for place in known.alike(one)} - withheld
        further = [row for place in {*pattern.secondary, *tables} for row in known.facts_of(place)]
        state = result.hidden.copy()
        result.hidden[further] = True
        result.hidden |= private & gives_back(facts, result.hidden, identities, policy, context)
        withheld |= tables
        if (result.hidden == state).all() and not tables:
            break
    result.withheld[[known.rows[place] for place in withheld]] = True
    result.notes = _notes(system, len(withheld), len(pattern.beyond - by_public))
    return result


def _rule(known: Known, policy: DisclosurePolicy) -> Rule:
    names = ["|".join(map(str, key)) for key in known.table[KEY].itertuples(index=False, name=None)]
    order = [0] * len(names)
    for rank, place in enumerate(sorted(range(len(names)), key=names.__getitem__)):
        order[place] = rank
    return Rule(known.may_hide, order, Width(policy.audit_apart, policy.audit_upper), policy.third_beside_one)


def _hidden_before(system: System, table: pd.DataFrame) -> list[int]:
    """Counts that an earlier edition hid and of which the figures say nothing now, with the values that lines give."""
    found = [int(place) for place in table.index[table["hidden_before"].astype(bool)]]
    for place in found:
        system.values[place] = system.worked_out(place)
    return [place for place in found if system.values[place] >= 0]


def _is_small(value: float, policy: DisclosurePolicy) -> bool:
    return policy.smallest_hidden <= value <= policy.largest_hidden


def _small_rests(system: System, policy: DisclosurePolicy) -> list[int]:
    """Counts that nobody printed, small enough to be guarded like hidden ones."""
    return [one for one in system.unprinted if _is_small(system.values[one], policy)]


def _told_by_public(system: System, beyond: AbstractSet[int], known: Known, rule: Rule) -> set[int]:
    """Those that stay exposed though nothing but public figures is printed."""
    if not beyond:
        return set()
    own = {place for place in range(len(known.table)) if place not in known.public}
    # Where a whole table is hidden, a part of it may be nought
    withheld = replace(system, may_be_none=system.may_be_none | own)
    return set(exposed(withheld, system.lines, own, beyond, rule.width, rule.rank))


def _notes(system: System, withheld: int, beyond: int) -> list[Note]:
    notes = []
    if withheld:
        said = f"{withheld} figures are withheld: with what public sources print, they would tell a hidden count."
        notes.append(Note("warn", said))
    if beyond:
        said = f"{beyond} hidden counts can still be narrowed down by what was published before."
        notes.append(Note("stop", said))
    contradicted = sorted(set(system.contradicted))
    if contradicted:
        said = f"These relations do not hold in the figures and were left out of the audit: {', '.join(contradicted)}."
        notes.append(Note("warn", said))
    return notes


def exposed_in(published: Published) -> list[str]:
    """The audit of what is shown, from what is shown alone: hidden counts that can be told to be too small.

    Raises nothing: each finding names measure and period, never a value.
    """
    return [
        f"a hidden count can be worked out: {figure.measure.id}, {figure.period.label} ({figure.file}); "
        "mend parts that do not add to their total, or give a further part the status c"
        for figure in _exposed(published, with_own=True)
    ]


def told_by_public(published: Published) -> list[str]:
    """The ids of hidden counts that public figures alone tell, whatever the council's own figures say.

    Its own records may say something else by a child or two: then no true value stands behind what a reader works out,
    and the suppression, which knows the true ones, leaves the relation out.
    """
    return [figure.id for figure in _exposed(published, with_own=False)]


def _exposed(published: Published, with_own: bool) -> list[Figure]:
    """The hidden counts that what is shown tells: all of it, or public figures alone."""
    context, policy = published.context, published.policy
    private = published.figures_from(context.register.private())
    areas = {item.area for item in private}
    own = [item for item in private if item.measure.counts_people]
    public = [item for area in sorted(areas) for item in published.figures_of(area) if item.measure.counts_people]
    figures = [*own, *(item for item in public if item.source not in context.register.private())]
    hidden = {place for place, item in enumerate(figures) if item.status == policy.symbol}
    if not hidden:
        return []
    table = _as_table(figures, len(own) if not with_own else 0)
    counts = {item.measure.id for item in figures}
    identities = known_to_a_reader(context)
    system = equations(table, identities, counts)
    add_public_spans(system, table, published.public_rows(areas), identities, context)
    found = bounds(system, hidden, hidden)
    # Records say otherwise than public shares of the same: together they tell nothing, so each is asked by itself
    torn = {place for place, (low, high) in found.items() if low > high}
    if torn:
        found |= bounds(equations(table, identities, counts), hidden, torn)
    return [
        figures[one]
        for one, (low, high) in found.items()
        if high < policy.audit_upper or (low == high and high <= policy.largest_hidden)
    ]


def _as_table(figures: Sequence[Figure], unsaid: int) -> pd.DataFrame:
    """Figures as facts for the equations, the first so many of them as if nobody had said their values."""
    keys = [
        (item.measure.id, item.area, item.period.start, item.period.end, item.breakdown, item.source, item.release)
        for item in figures
    ]
    table = pd.DataFrame(keys, columns=KEY)
    given = {NONE: 0.0}
    values = [given.get(item.status, float("nan")) if item.value is None else item.value for item in figures]
    table["value"] = [float("nan")] * unsaid + values[unsaid:]
    table["status"] = [item.status for item in figures]
    for column in ("period_start", "period_end"):
        table[column] = pd.to_datetime(table[column])
    return table
