"""The children in need census as a kind of return."""

from panelpack.facts.returns.cin import (
    count_plans,
    count_referrals,
    rules_assessments,
    rules_children,
    rules_cin_plans,
    rules_enquiries,
    rules_protection_plans,
    rules_referrals,
)
from panelpack.facts.returns.cin.read import read, recognises
from panelpack.facts.returns.cin.schema import TABLES
from panelpack.facts.returns.counting import counts_of
from panelpack.facts.returns.kinds import Return
from panelpack.facts.returns.rules import rules_of

CIN_CENSUS = Return(
    name="cin",
    title="CIN census",
    source="cin_census_return",
    tables=TABLES,
    recognises=recognises,
    read=read,
    rules=rules_of(
        rules_children,
        rules_referrals,
        rules_assessments,
        rules_enquiries,
        rules_protection_plans,
        rules_cin_plans,
    ),
    counts=counts_of(count_referrals, count_plans),
)
"""The census: how it is recognised, read, judged and counted."""
