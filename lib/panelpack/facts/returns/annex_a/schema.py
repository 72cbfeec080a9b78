"""The lists of Annex A from which something is counted, with the columns that it takes."""

from panelpack.facts.returns.schema import Code, Codes, Column, Table

REFERRAL: Codes = {
    "YES": Code("the contact led to a referral"),
    "NO": Code("it led to something else, or to nothing"),
    "UNCLEAR": Code("the outcome does not say"),
}
"""What the words of a contact's outcome say of a referral, as found on reading."""

LEGAL_STATUSES: Codes = {
    "C1": Code("interim care order"),
    "C2": Code("full care order"),
    "D1": Code("freeing order"),
    "E1": Code("placement order"),
    "V2": Code("accommodated by agreement"),
    "V3": Code("short break, each agreed"),
    "V4": Code("short breaks, agreed as a series"),
    "J1": Code("on remand"),
    "J2": Code("detained by the police"),
    "J3": Code("youth rehabilitation order with residence"),
    "L1": Code("police protection"),
    "L2": Code("emergency protection order"),
    "L3": Code("child assessment order"),
}

_CHILD = Column("child", "child", ("Child Unique ID",), needed=True, keeps="identifier")
_BIRTH = Column("birth_date", "date", ("Date of Birth",), keeps="birth_date")

CONTACTS = Table(
    "contacts",
    "List 1, contacts",
    (
        _CHILD,
        _BIRTH,
        Column("contact_date", "date", ("Date of Contact",), needed=True),
        Column("source", "text", ("Contact Source",)),
    ),
    key=("child", "contact_date", "source"),
)

CONTACT_OUTCOMES = Table(
    "contact_outcomes",
    "List 1, outcomes of contacts",
    (
        _CHILD,
        _BIRTH,
        Column("contact_date", "date", ("Date of Contact",), needed=True),
        Column("source", "text", ("Contact Source",)),
        Column("led_to_referral", "code", ("Contact Outcome",), REFERRAL, needed=True),
    ),
    key=("child", "contact_date", "source"),
)

LOOKED_AFTER = Table(
    "looked_after",
    "List 8, initial health assessments of children in care",
    (
        _CHILD,
        _BIRTH,
        Column("started", "date", ("Date Started to be Looked After",), needed=True),
        Column("ceased", "date", ("Date Ceased to be Looked After",), needed=True),
        Column("legal_status", "code", ("Legal Status",), LEGAL_STATUSES),
        Column("assessed", "date", ("Date of Initial Health Assessment",), needed=True),
    ),
    key=("child", "started"),
)

ADOPTION = Table(
    "adoption",
    "List 10, children for adoption",
    (
        _CHILD,
        _BIRTH,
        Column("entered_care", "date", ("Date the Child Entered Care",)),
        Column("decided", "date", ("Date of Decision that Child Should be Placed for Adoption",), needed=True),
        Column("ordered", "date", ("Date of Placement Order",)),
        Column("matched", "date", ("Date of Matching Child and Prospective Adopters",)),
        Column("placed", "date", ("Date Placed for Adoption",), needed=True),
        Column("adopted", "date", ("Date of Adoption Order",)),
        Column("plan_ended", "date", ("Date of Decision that Child Should No Longer be Placed for Adoption",)),
        Column("early_placed", "date", ("Date placed in FFA or concurrent planning",), needed=True),
    ),
    key=("child", "decided"),
    left_out=("Family identifier",),
    persons={"Family identifier": "identifier"},
)

ADOPTERS = Table(
    "adopters",
    "List 11, adopters",
    (
        Column("child", "child", ("Household",), needed=True),
        Column("adopter", "child", ("Individual adopter identifier",), keeps="identifier"),
        Column("has_family", "flag", ("Has family identifier",)),
        Column("enquired", "date", ("Date enquiry received",)),
        Column("stage_1_started", "date", ("Date Stage 1 started",), needed=True),
        Column("stage_1_ended", "date", ("Date Stage 1 ended",), needed=True),
        Column("stage_2_started", "date", ("Date Stage 2 started",), needed=True),
        Column("stage_2_ended", "date", ("Date Stage 2 ended",), needed=True),
        Column("approved", "date", ("Date application approved",), needed=True),
        Column("matched", "date", ("Date adopter matched with child(ren)",), needed=True),
        Column("placed", "date", ("Date child/children placed with adopter(s)",), needed=True),
        Column("children_placed", "number", ("No. of children placed",)),
        Column("left", "date", ("Date of leaving adoption process",)),
    ),
    key=("adopter", "enquired"),
    left_out=("Family identifier",),
    persons={"Family identifier": "identifier"},
)

TABLES = (CONTACTS, CONTACT_OUTCOMES, LOOKED_AFTER, ADOPTION, ADOPTERS)
