"""Disclosure control: from facts to what may be shown.

Primary: a count of people from 1 to 5 (see `parameters/disclosure.yaml`) becomes a symbol, nought stays, and every
percentage, rate or mean that gives a hidden count back goes with it (`give_backs`). Secondary: further counts are
hidden until an attacker finds no hidden count that the printed ones give back (`suppression`, `attack`). What an
earlier edition hid stays hidden, and what it showed counts as known. Figures of a public source are public already:
they pass unchanged, and a note says how many of them are small.
"""

from collections.abc import Callable, Sequence
from math import isnan
from typing import Any

import pandas as pd

from panelpack.catalogue.context import Context
from panelpack.catalogue.identities import Identity, declared
from panelpack.catalogue.statuses import HIDDEN
from panelpack.disclosure.attack import Width, bounds
from panelpack.disclosure.equations import equations
from panelpack.disclosure.give_backs import gives_back, is_small
from panelpack.disclosure.implied import implied_counts
from panelpack.disclosure.published import _PROTECTED, Published
from panelpack.disclosure.suppression import Rule, suppress
from panelpack.disclosure.system import System
from panelpack.facts.quality import Note
from panelpack.facts.table import KEY
from panelpack.project.parameters import DisclosurePolicy

_NONE = "z"
"""The status of what does not apply: there is none of it."""

_PLACES = ("ward", "home", "school", "provider")


def protect(
    facts: pd.DataFrame,
    identities: Sequence[Identity],
    policy: DisclosurePolicy,
    ledger: pd.DataFrame,
    context: Context,
) -> Published:
    """Hide what may not be shown.

    Args:
        facts: a facts table, as `facts.calculate.combine` gives it.
        identities: the declared relations, by which one figure gives another back.
        policy: which counts are hidden, and by which symbol.
        ledger: what released editions said, as `ledger.read_ledger` gives it. What was hidden once stays hidden.
        context: catalogue, areas and register of sources.

    Returns:
        The figures that may be shown. No hidden value is in it.
    """
    private = ~facts["source"].map(lambda source: context.register[source].public).astype(bool)
    people = facts["measure"].map(lambda name: context.catalogue[name].counts_people).astype(bool)
    small = people & is_small(facts, policy, context)
    hidden = private & (small | _was_hidden(facts, ledger, policy))
    hidden |= private & gives_back(facts, hidden, identities, policy, context)
    notes: list[Note] = []
    if (private & people).any():
        hidden, notes = _audited(facts, private, hidden, small, identities, policy, ledger, context)
    shown = _rounded(facts, private, policy, context)
    shown.loc[hidden, ["value", "numerator", "denominator"]] = float("nan")
    shown.loc[hidden, "status"] = policy.symbol
    notes += _flags(shown, private, policy, context)
    return Published(
        shown, context, policy, _notes(facts, hidden, ~private & small, policy, context) + notes, _PROTECTED
    )


def unprotected(facts: pd.DataFrame, policy: DisclosurePolicy, context: Context) -> Published:
    """All figures with nothing hidden, for an officers' copy that is never published. It says so among its notes."""
    note = Note("warn", "This is an officers' copy: nothing in it is hidden, and it is not for publication.")
    return Published(facts, context, policy, [note], _PROTECTED)


def _was_hidden(facts: pd.DataFrame, ledger: pd.DataFrame, policy: DisclosurePolicy) -> "pd.Series[bool]":
    before = ledger.loc[ledger["status"] == policy.symbol, KEY[:-1]]
    if before.empty:
        return pd.Series(False, index=facts.index)
    held = pd.MultiIndex.from_frame(before)
    return pd.Series(pd.MultiIndex.from_frame(facts[KEY[:-1]]).isin(held), index=facts.index)


def _audited(
    facts: pd.DataFrame,
    private: "pd.Series[bool]",
    hidden: "pd.Series[bool]",
    small: "pd.Series[bool]",
    identities: Sequence[Identity],
    policy: DisclosurePolicy,
    ledger: pd.DataFrame,
    context: Context,
) -> tuple["pd.Series[bool]", list[Note]]:
    """Hide further counts until no hidden one can be worked out, and whatever gives those back in turn."""
    catalogue = context.catalogue.measures
    counts = [name for name, measure in catalogue.items() if measure.counts_people and measure.unit == "count"]
    rounded = {name for name in counts if policy.rule(catalogue[name].family).round_to}
    asked = set(counts) - rounded
    rows = facts.index[private & facts["measure"].isin(asked)]
    table = _printed(facts, rows, asked, ledger, identities, context)
    system = equations(table, identities, asked)
    carriers = table["carrier"].dropna()
    hidden_before = _hidden_before(system, table)
    # A count that only a rate or share gives is hidden with it
    may_go = {place: int(carriers[place]) for place in carriers.index.tolist() if private[int(carriers[place])]}
    rule = _rule(table, _printed_before(facts.loc[rows], ledger), set(may_go), policy)
    withheld, beyond = 0, 0
    while True:
        places = [place for place, row in enumerate(rows) if hidden[row]]
        guarded = [place for place in places if small[rows[place]]] + _small_rests(system, policy)
        guarded += [place for place in hidden_before if _is_small(system.values[place], policy)]
        places += [*hidden_before, *(place for place, row in may_go.items() if hidden[row])]
        pattern = suppress(system, places, guarded, rule)
        further = [may_go[place] if place in may_go else rows[place] for place in pattern.secondary | pattern.withheld]
        withheld, beyond = withheld + len(pattern.withheld), len(pattern.beyond)
        before = hidden.copy()
        hidden[further] = True
        hidden |= private & gives_back(facts, hidden, identities, policy, context)
        if (hidden == before).all():
            break
    return hidden, _audit_notes(system, withheld, beyond)


def exposed_in(published: Published) -> list[str]:
    """The audit of what is shown, from what is shown alone: hidden counts that can be told to be too small.

    Raises nothing: each finding names measure and period, never a value.
    """
    context, policy = published.context, published.policy
    private = published.figures_from(context.register.private())
    areas = {item.area for item in private}
    own = [item for item in private if item.measure.counts_people]
    public = [item for area in sorted(areas) for item in published.figures_of(area) if item.measure.counts_people]
    figures = [*own, *(item for item in public if item.source not in context.register.private())]
    table = pd.DataFrame(
        [
            (item.measure.id, item.area, item.period.start, item.period.end, item.breakdown, item.source, item.release)
            for item in figures
        ],
        columns=KEY,
    )
    given = {_NONE: 0.0}
    table["value"] = [given.get(item.status, float("nan")) if item.value is None else item.value for item in figures]
    for column in ("period_start", "period_end"):
        table[column] = pd.to_datetime(table[column])
    hidden = {place for place, item in enumerate(figures) if item.status == policy.symbol}
    if not hidden:
        return []
    counts = {item.measure.id for item in figures}
    system = equations(table, declared(context.catalogue), counts)
    found = bounds(system, hidden, hidden)
    return [
        f"a hidden count can be worked out: {figures[one].measure.id}, {figures[one].period.label} "
        f"({figures[one].file}); "
        "mend parts that do not add to their total, or give a further part the status c"
        for one, (low, high) in found.items()
        if high < policy.audit_upper or (low == high and high <= policy.largest_hidden)
    ]


def _printed(
    facts: pd.DataFrame,
    rows: "pd.Index[Any]",
    counts: set[str],
    ledger: pd.DataFrame,
    identities: Sequence[Identity],
    context: Context,
) -> pd.DataFrame:
    """All counts of the areas of some rows that a reader has, these rows first.

    Then public ones, those of earlier editions (`hidden_before` where they were hidden), and those that a rate or share
    gives (`carrier` is its row). What does not apply is none.
    """
    areas = set(facts.loc[rows, "area"])
    others = facts["measure"].isin(counts) & facts["area"].isin(areas)
    others.loc[rows] = False
    both = facts.loc[[*rows, *facts.index[others]], [*KEY, "value", "status"]]
    both["value"] = both["value"].mask(both["status"] == _NONE, 0.0)
    both["hidden_before"] = False
    if not ledger.empty:
        old = ledger[ledger["measure"].isin(counts) & ledger["area"].isin(areas)].drop_duplicates(KEY, keep="last")
        gone = old[~pd.MultiIndex.from_frame(old[KEY]).isin(pd.MultiIndex.from_frame(both[KEY]))]
        # What an edition hid and the figures still hold is hidden there
        held = pd.MultiIndex.from_frame(gone[KEY[:-1]]).isin(pd.MultiIndex.from_frame(both[KEY[:-1]]))
        both = pd.concat([both, gone.assign(hidden_before=(gone["status"] == HIDDEN) & ~held)[both.columns]])
    given = implied_counts(facts[facts["area"].isin(areas)], identities, counts, context)
    return pd.concat([both.assign(carrier=float("nan")), given.assign(hidden_before=False)], ignore_index=True)


def _hidden_before(system: System, table: pd.DataFrame) -> list[int]:
    """Counts that an earlier edition hid and of which the figures say nothing now, with the values that lines give."""
    found = [int(place) for place in table.index[table["hidden_before"].astype(bool)]]
    for place in found:
        system.values[place] = system.worked_out(place)
    return [place for place in found if not isnan(system.values[place])]


def _is_small(value: float, policy: DisclosurePolicy) -> bool:
    return policy.smallest_hidden <= value <= policy.largest_hidden


def _printed_before(rows: pd.DataFrame, ledger: pd.DataFrame) -> list[bool]:
    """Whether an earlier edition printed a figure as it is now: hiding it would hide nothing."""
    printed = ledger[ledger["value"].notna()]
    known = set(pd.MultiIndex.from_frame(printed[[*KEY[:-1], "value"]]))
    return [key in known for key in pd.MultiIndex.from_frame(rows[[*KEY[:-1], "value"]])]


def _rule(table: pd.DataFrame, printed_before: Sequence[bool], may_go: set[int], policy: DisclosurePolicy) -> Rule:
    """What may be hidden: counts of these figures, not those that earlier editions printed; and `may_go`."""
    names = ["|".join(map(str, key)) for key in table[KEY].itertuples(index=False, name=None)]
    order = [0] * len(names)
    for rank, place in enumerate(sorted(range(len(names)), key=names.__getitem__)):
        order[place] = rank
    return Rule(
        may_hide=lambda place: place in may_go or (place < len(printed_before) and not printed_before[place]),
        order=order,
        width=Width(policy.audit_apart, policy.audit_upper),
        third_beside_one=policy.third_beside_one,
    )


def _small_rests(system: System, policy: DisclosurePolicy) -> list[int]:
    """Counts that nobody printed, small enough to be guarded like hidden ones."""
    return [one for one in system.unprinted if _is_small(system.values[one], policy)]


def _audit_notes(system: System, withheld: int, beyond: int) -> list[Note]:
    notes = []
    if withheld:
        said = f"{withheld} figures are withheld: nothing less would keep a hidden count from being worked out."
        notes.append(Note("warn", said))
    if beyond:
        said = f"{beyond} hidden counts can still be narrowed down by what was published before."
        notes.append(Note("stop", said))
    contradicted = sorted(set(system.contradicted))
    if contradicted:
        said = f"These relations do not hold in the figures and were left out of the audit: {', '.join(contradicted)}."
        notes.append(Note("warn", said))
    return notes


def _rounded(
    facts: pd.DataFrame, private: "pd.Series[bool]", policy: DisclosurePolicy, context: Context
) -> pd.DataFrame:
    """The figures, with private counts of a family that rounds rounded, and its shares made anew from those."""
    shown = facts.copy()
    steps = facts["measure"].map(lambda name: policy.rule(context.catalogue[name].family).round_to).astype(float)
    counts = facts["measure"].map(lambda name: context.catalogue[name].unit == "count").astype(bool)
    rows = private & (steps > 0)
    for column in ("numerator", "denominator"):
        shown.loc[rows, column] = _to_step(facts.loc[rows, column], steps[rows])
    shown.loc[rows & counts, "value"] = _to_step(facts.loc[rows & counts, "value"], steps[rows & counts])
    shares = rows & facts["measure"].map(lambda name: context.catalogue[name].unit == "percent").astype(bool)
    made = 100 * shown.loc[shares, "numerator"] / shown.loc[shares, "denominator"]
    shown.loc[shares, "value"] = made
    gone = shares & shown["value"].isna() & (shown["status"] == "")
    shown.loc[gone, "status"] = policy.symbol
    return shown


def _to_step(numbers: "pd.Series[float]", steps: "pd.Series[float]") -> "pd.Series[float]":
    return (numbers / steps + 0.5).floordiv(1) * steps


def _flags(shown: pd.DataFrame, private: "pd.Series[bool]", policy: DisclosurePolicy, context: Context) -> list[Note]:
    """What a person should look at before it is published; nothing is hidden for it."""
    units = shown["measure"].map(lambda name: context.catalogue[name].unit)
    whole = (
        private & (units == "percent") & shown["value"].isin([0.0, 100.0]) & (shown["denominator"] < policy.small_base)
    )
    places = private & shown["breakdown"].str.contains(rf"(?:^|;)(?:{'|'.join(_PLACES)})=", regex=True)
    found: list[tuple[pd.Series[bool], Callable[[int], str]]] = [
        (whole, lambda count: f"{count} percentages are 0 or 100 of a small group, so they speak of everyone in it."),
        (places, lambda count: f"{count} figures are of a single place: see that nobody there can be known by them."),
    ]
    return [Note("look", say(int(rows.sum()))) for rows, say in found if rows.any()]


def _notes(
    facts: pd.DataFrame,
    hidden: "pd.Series[bool]",
    small_public: "pd.Series[bool]",
    policy: DisclosurePolicy,
    context: Context,
) -> list[Note]:
    span = f"{policy.smallest_hidden} to {policy.largest_hidden}"
    notes = []
    if hidden.any():
        said = f"{int(hidden.sum())} figures are not shown, because they are or would reveal counts of {span}."
        notes.append(Note("warn", said))
    for source, rows in facts[small_public].groupby("source"):
        what = "count of people is" if len(rows) == 1 else "counts of people are"
        title = context.register[str(source)].title
        said = f"{len(rows)} {what} small ({span}) and shown as this public source prints them: {title}."
        notes.append(Note("warn", said, source=title))
    return notes
