"""Which list of Annex A a sheet holds, and which of its columns is which: by headings, however they are spelt.

A heading is matched without case, spaces and signs. The patterns are as wide as councils' spellings, and no wider.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from panelpack.facts.returns.annex_a.schema import ADOPTERS, ADOPTION, CONTACT_OUTCOMES, CONTACTS, LOOKED_AFTER
from panelpack.facts.returns.schema import Table, fold

SIGNS: Mapping[int, str] = {
    11: r"individualadopter.*id.*|.*stage1start.*",
    10: r"dateofdecisionthat.*childshouldbeplacedforadoption",
    8: r"date.*startedtobelookedafter.*",
    9: r"eligibilitycategory.*",
    7: r"(?:childprotectionplan|cpp|cpplan)startdate.*",
    6: r"cinstartdate.*",
    5: r"strategydiscussion.*",
    4: r"continuousassessmentstartdate.*",
    1: r"(?:date.*ofcontact|contactdate.*)",
    3: r"(?:dateofreferral|referraldate).*",
    2: r"assessmentstartdate.*",
}
"""The heading by which each list is known. A list is looked for before those whose sign its own headings may show."""

TABLES_OF: Mapping[int, Sequence[Table]] = {
    1: (CONTACTS, CONTACT_OUTCOMES),
    8: (LOOKED_AFTER,),
    10: (ADOPTION,),
    11: (ADOPTERS,),
}
"""The tables that are read of a list. Nothing is counted from the others, since other returns give it."""

_CHILD_ID = r"(?:la)?(?:childs?)?(?:unique)?(?:childs?)?(?:id|identifier|idnumber)"
_NO_DAY = r"(?!.*(?:due|time|offer|request|target|reason|refus))"

COLUMNS: Mapping[int, Mapping[str, str]] = {
    1: {
        "Child Unique ID": _CHILD_ID,
        "Date of Birth": r".*date.*birth.*|dob",
        "Date of Contact": r"date.*ofcontact|contactdate.*",
        "Contact Source": r".*contactsource.*|.*sourceofcontact.*",
        "Contact Outcome": r".*contact.*outcome.*|outcome(?:.*contact.*)?|.*(?:led|progressed|converted)to.*referral.*",
    },
    8: {
        "Child Unique ID": _CHILD_ID,
        "Date of Birth": r".*date.*birth.*|dob",
        "Date Started to be Looked After": r"date.*startedtobelookedafter.*",
        "Date Ceased to be Looked After": r"date.*ceasedtobelookedafter.*",
        "Legal Status": r"(?:childs)?legalstatus.*",
        "Date of Initial Health Assessment": rf"{_NO_DAY}.*(?:initialhealthassessment|iha).*",
    },
    10: {
        "Child Unique ID": _CHILD_ID,
        "Family identifier": r"family.*id.*",
        "Date of Birth": r".*date.*birth.*|dob",
        "Date the Child Entered Care": r"date.*enteredcare.*",
        "Date of Decision that Child Should be Placed for Adoption": SIGNS[10],
        "Date of Placement Order": r"date.*placementorder.*",
        "Date of Matching Child and Prospective Adopters": r"date.*match.*",
        "Date Placed for Adoption": r"date(?:the)?(?:child)?(?:was)?placedforadoption.*",
        "Date of Adoption Order": r"date.*adoptionorder.*",
        "Date of Decision that Child Should No Longer be Placed for Adoption": r"date.*nolonger.*",
        "Date placed in FFA or concurrent planning": r"date.*(?:ffa|concurrent|fosteringforadoption).*",
    },
    11: {
        "Individual adopter identifier": r"individual.*id.*|adopter.*id.*",
        "Family identifier": r"family.*id.*",
        "Date enquiry received": r"date.*enquiry.*",
        "Date Stage 1 started": r".*stage1.*start.*",
        "Date Stage 1 ended": r".*stage1.*(?:end|complet).*",
        "Date Stage 2 started": r".*stage2.*start.*",
        "Date Stage 2 ended": r".*stage2.*(?:end|complet).*",
        "Date application approved": r"date.*approv.*",
        "Date adopter matched with child(ren)": r"date.*match.*",
        "Date child/children placed with adopter(s)": r"date.*child.*placed.*",
        "No. of children placed": r"(?:no|number)(?:of)?children.*placed.*",
        "Date of leaving adoption process": r"date.*(?:leaving|left).*",
    },
}
"""For each list that is read, its columns and how their headings may be spelt."""


def list_of(headings: Iterable[str]) -> int | None:
    """The number of the list that a row of headings opens; None where it is no such row.

    >>> list_of(["Child Unique ID", "Gender", "DATE OF CONTACT "]), list_of(["Contacts", ""])
    (1, None)
    """
    folded = [fold(heading) for heading in headings]
    if sum(bool(name) for name in folded) < _FEWEST:
        return None
    found = (number for number, sign in SIGNS.items() if any(re.fullmatch(sign, name) for name in folded))
    return next(found, None)


_FEWEST = 3


def named(number: int, headings: Sequence[str]) -> list[str]:
    """The headings of a list as its schema spells them; those that it does not know as they stand.

    >>> named(1, ["Child's Unique ID", "Age", "Date  of Contact"])
    ['Child Unique ID', 'Age', 'Date of Contact']
    """
    known = COLUMNS[number]
    folded = [fold(heading) for heading in headings]
    return [
        next((name for name, spelt in known.items() if re.fullmatch(spelt, text)), heading)
        for heading, text in zip(headings, folded, strict=True)
    ]
