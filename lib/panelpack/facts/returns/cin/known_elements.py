"""What the elements of a census are: rows of which table, texts of which column, or neither."""

from typing import NamedTuple

from panelpack.facts.returns.cin import schema
from panelpack.facts.returns.schema import Table, fold

GROUPS = {
    "Child": schema.CHILDREN,
    "CINdetails": schema.REFERRALS,
    "Assessments": schema.ASSESSMENTS,
    "CINPlanDates": schema.CIN_PLANS,
    "Section47": schema.ENQUIRIES,
    "ChildProtectionPlans": schema.PROTECTION_PLANS,
}
"""Elements that are a row of a table."""

SEVERAL = {
    "AssessmentFactors": (schema.FACTORS, schema.ASSESSMENTS),
    "CPPreviewDate": (schema.REVIEWS, schema.PROTECTION_PLANS),
}
"""Elements of which each is a row, with its table and that of the group in which it stands."""

_WRAPPERS = (
    "ChildIdentifiers",
    "ChildCharacteristics",
    "Disabilities",
    "FactorsIdentifiedAtAssessment",
    "Reviews",
    "PreProceedingsandFGDM",
)
CHILD, REFERRAL_DATE, CONFERENCE = "LAchildID", "CINreferralDate", "DateOfInitialCPC"

TEXT, EITHER, GROUP, ITEM, WRAPPER, LEFT_OUT, UNKNOWN = range(7)
"""What an element is: a text, a text that two groups have, a row, one of several rows inside one, or none of these."""


class Slot(NamedTuple):
    """Where the text of an element belongs: the place of its table, and of the column in it.

    Of one of several rows, the second is the place of the table of the group in which it stands.
    """

    kind: int
    place: int = -1
    column: int = -1


def _own(table: Table) -> list[str]:
    """The headings of a table whose elements stand in its own group."""
    if table in (schema.FACTORS, schema.REVIEWS):
        return [name for name, (of, _) in SEVERAL.items() if of is table]
    foreign = {CHILD, REFERRAL_DATE} if table is not schema.REFERRALS else {CHILD}
    if table is schema.CHILDREN:
        foreign = set()
    return [name for name in (*(column.spelt[0] for column in table.columns), *table.persons) if name not in foreign]


PLACE = {table.name: place for place, table in enumerate(schema.TABLES)}
OWN = [_own(table) for table in schema.TABLES]
REFERRALS, CHILDREN = PLACE["referrals"], PLACE["children"]
EITHER_COLUMN = {place: own.index(CONFERENCE) for place, own in enumerate(OWN) if CONFERENCE in own}


def _known_elements() -> dict[str, Slot]:
    """What each element of the census is, by its folded name."""
    found = {fold(name): Slot(WRAPPER) for name in _WRAPPERS}
    for table in schema.TABLES:
        found |= {fold(name): Slot(LEFT_OUT) for name in table.left_out}
        place = PLACE[table.name]
        spelt = {column.spelt[0]: column.spelt for column in table.columns}
        for column, name in enumerate(OWN[place]):
            found |= {fold(written): Slot(TEXT, place, column) for written in spelt.get(name, (name,))}
    found[fold(CONFERENCE)] = Slot(EITHER)
    found |= {fold(name): Slot(GROUP, PLACE[table.name]) for name, table in GROUPS.items()}
    return found | {fold(name): Slot(ITEM, PLACE[of.name], PLACE[in_.name]) for name, (of, in_) in SEVERAL.items()}


KNOWN = _known_elements()
"""What each element of the census is, by its folded name."""
