"""Annex A as a kind of return: its lists, how they are read, their rules, and what is counted."""

from panelpack.facts.returns.annex_a import count, read, rules, rules_adoption
from panelpack.facts.returns.annex_a.schema import TABLES
from panelpack.facts.returns.counting import counts_of
from panelpack.facts.returns.kinds import Return
from panelpack.facts.returns.rules import rules_of

ANNEX_A = Return(
    name=read.NAME,
    title="Annex A",
    source="annex_a_return",
    tables=TABLES,
    recognises=read.recognises,
    read=read.read,
    rules=rules_of(rules, rules_adoption),
    counts=counts_of(count),
)
"""The lists of children that a council gives to Ofsted's inspectors."""
