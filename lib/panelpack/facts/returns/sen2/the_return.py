"""SEN2 as a kind of return: its tables, how it is read, its rules, and what is counted."""

from panelpack.facts.returns.counting import counts_of
from panelpack.facts.returns.kinds import Return
from panelpack.facts.returns.rules import rules_of
from panelpack.facts.returns.sen2 import count, read, rules, rules_plans
from panelpack.facts.returns.sen2.schema import TABLES

SEN2 = Return(
    name=read.NAME,
    title="SEN2 survey",
    source="sen2_return",
    tables=TABLES,
    recognises=read.recognises,
    read=read.read,
    rules=rules_of(rules, rules_plans),
    counts=counts_of(count),
)
"""The special educational needs survey of January, person by person."""
