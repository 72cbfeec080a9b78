"""The SSDA903 return as one value: its tables, how it is read, its rules, and the measures that it gives."""

from panelpack.facts.returns.counting import counts_of
from panelpack.facts.returns.kinds import Return
from panelpack.facts.returns.rules import rules_of
from panelpack.facts.returns.ssda903 import (
    count_adoption,
    count_care,
    count_health,
    count_leavers,
    count_missing,
    count_placements,
    rules_adoption,
    rules_children,
    rules_episodes,
    rules_modules,
    rules_outcomes,
    rules_placements,
)
from panelpack.facts.returns.ssda903.read import NAME, read, recognises
from panelpack.facts.returns.ssda903.schema import TABLES

SSDA903 = Return(
    NAME,
    "SSDA903",
    "ssda903_return",
    TABLES,
    recognises,
    read,
    rules_of(rules_episodes, rules_placements, rules_children, rules_modules, rules_outcomes, rules_adoption),
    counts_of(count_care, count_placements, count_missing, count_health, count_leavers, count_adoption),
)
