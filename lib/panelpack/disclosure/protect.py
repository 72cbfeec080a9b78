"""Disclosure control: from facts to what may be shown.

Primary: a count of people from 1 to 5 (see `parameters/disclosure.yaml`) becomes a symbol, nought stays, and every
percentage, rate or mean that gives a hidden count back goes with it (`give_backs`). Secondary: further counts are
hidden until an attacker finds no hidden count that the printed ones give back (`suppression`, `attack`). What an
earlier edition hid stays hidden, and what it showed counts as known. Figures of a public source are public already:
they pass unchanged, and a note says how many of them are small.
"""

from collections.abc import Sequence

import pandas as pd

from panelpack.catalogue.context import Context
from panelpack.catalogue.identities import Identity
from panelpack.disclosure.audit import WITHHELD, audit, told_by_public
from panelpack.disclosure.flags import flags
from panelpack.disclosure.give_backs import gives_back, is_small
from panelpack.disclosure.published import _PROTECTED, Published
from panelpack.facts.quality import Note
from panelpack.facts.table import KEY
from panelpack.project.parameters import DisclosurePolicy


def protect(
    facts: pd.DataFrame,
    identities: Sequence[Identity],
    policy: DisclosurePolicy,
    ledger: pd.DataFrame,
    context: Context,
    told: Sequence[Note] = (),
) -> Published:
    """Hide what may not be shown.

    Args:
        facts: a facts table, as `facts.calculate.combine` gives it.
        identities: the declared relations, by which one figure gives another back.
        policy: which counts are hidden, and by which symbol.
        ledger: what released editions said, as `ledger.read_ledger` gives it. What was hidden once stays hidden.
        context: catalogue, areas and register of sources.
        told: what was found when the figures were read.

    Returns:
        The figures that may be shown. No hidden value is in it.
    """
    private = ~facts["source"].map(lambda source: context.register[source].public).astype(bool)
    people = facts["measure"].map(lambda name: context.catalogue[name].counts_people).astype(bool)
    small = people & is_small(facts, policy, context)
    hidden = private & (small | _was_hidden(facts, ledger, policy))
    hidden |= private & gives_back(facts, hidden, identities, policy, context)
    notes: list[Note] = []
    withheld = hidden & False
    if (private & people).any():
        audited = audit(facts, private, hidden, small, identities, policy, ledger, context)
        hidden, withheld, notes = audited.hidden, audited.withheld, audited.notes
    shown = _rounded(facts, private, policy, context)
    shown.loc[hidden, ["value", "numerator", "denominator"]] = float("nan")
    shown.loc[hidden, "status"] = policy.symbol
    shown.loc[withheld, "status"] = WITHHELD
    notes += flags(shown, private, identities, policy, ledger, context)
    said = [*told, *_notes(facts, hidden, ~private & small, policy, context), *notes]
    published = Published(shown, context, policy, said, _PROTECTED)
    return _without_told(published, shown, said) if hidden.any() else published


def _without_told(published: Published, shown: pd.DataFrame, said: Sequence[Note]) -> Published:
    """What may be shown, with hidden counts that public figures alone tell withheld, and a note that says so."""
    told = set(told_by_public(published))
    if not told:
        return published
    rows = pd.Series([name in told for name in published.figures], index=shown.index)
    without = shown.assign(status=shown["status"].mask(rows, WITHHELD))
    one = "A count is withheld: public figures alone tell about how large it is."
    many = f"{len(told)} counts are withheld: public figures alone tell about how large they are."
    note = Note("warn", one if len(told) == 1 else many)
    return Published(without, published.context, published.policy, [*said, note], _PROTECTED)


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


def _rounded(
    facts: pd.DataFrame, private: "pd.Series[bool]", policy: DisclosurePolicy, context: Context
) -> pd.DataFrame:
    """The figures, with private counts of a family that rounds rounded, and its shares made anew from those."""
    shown = facts.copy()
    to = {name: policy.rule(context.catalogue[name].family).round_to for name in facts["measure"].unique()}
    steps = facts["measure"].map(to).astype(float)
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
