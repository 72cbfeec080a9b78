"""Codes of the SSDA903 return, each with the years of the return that know it.

The sets follow the Department's rules of each year (numbers 101, 103, 120, 131 to 133, 143 to 146, 149, 167, 178, 196,
631 and 1006), as the sector's validator holds them.
"""

from panelpack.facts.returns.schema import Code, Codes

SEX: Codes = {
    "1": Code("Male", last=2024),
    "2": Code("Female", last=2024),
    "M": Code("Male", first=2025),
    "F": Code("Female", first=2025),
    "U": Code("Not known", first=2025),
}

ETHNIC: Codes = {
    "WBRI": Code("White British"),
    "WIRI": Code("White Irish"),
    "WOTH": Code("Any other White background"),
    "WIRT": Code("Traveller of Irish heritage"),
    "WROM": Code("Gypsy or Roma"),
    "MWBC": Code("White and Black Caribbean"),
    "MWBA": Code("White and Black African"),
    "MWAS": Code("White and Asian"),
    "MOTH": Code("Any other mixed background"),
    "AIND": Code("Indian"),
    "APKN": Code("Pakistani"),
    "ABAN": Code("Bangladeshi"),
    "AOTH": Code("Any other Asian background"),
    "BCRB": Code("Caribbean"),
    "BAFR": Code("African"),
    "BOTH": Code("Any other Black background"),
    "CHNE": Code("Chinese"),
    "OOTH": Code("Any other ethnic group"),
    "REFU": Code("Refused"),
    "NOBT": Code("Not obtained"),
}

RNE: Codes = {
    "S": Code("Started to be looked after"),
    "L": Code("Change of legal status only"),
    "P": Code("Change of placement and carer"),
    "T": Code("Change of placement, same carer"),
    "B": Code("Change of legal status, placement and carer"),
    "U": Code("Change of legal status and placement, same carer"),
}

LS: Codes = {
    "C1": Code("Interim care order"),
    "C2": Code("Full care order"),
    "D1": Code("Freeing order"),
    "E1": Code("Placement order"),
    "V2": Code("Single period of accommodation under section 20"),
    "V3": Code("Short breaks, each episode recorded"),
    "V4": Code("Short breaks, recorded as an agreement"),
    "J1": Code("Remand to accommodation"),
    "J2": Code("Accommodated under PACE"),
    "J3": Code("Youth rehabilitation order with residence"),
    "L1": Code("Police protection"),
    "L2": Code("Emergency protection order"),
    "L3": Code("Child assessment order"),
}

SHORT_BREAKS = ("V3", "V4")
"""Legal statuses of short breaks by agreement, which the Department's figures leave out."""

PLACEMENT_ORDER = "E1"

NEED: Codes = {
    "N1": Code("Abuse or neglect"),
    "N2": Code("Child's disability"),
    "N3": Code("Parental illness or disability"),
    "N4": Code("Family in acute stress"),
    "N5": Code("Family dysfunction"),
    "N6": Code("Socially unacceptable behaviour"),
    "N7": Code("Low income"),
    "N8": Code("Absent parenting"),
}

PLACE: Codes = {
    "A3": Code("Placed for adoption with current foster carer, with consent"),
    "A4": Code("Placed for adoption not with current foster carer, with consent"),
    "A5": Code("Placed for adoption with current foster carer, with placement order"),
    "A6": Code("Placed for adoption not with current foster carer, with placement order"),
    "H5": Code("Semi-independent living", last=2024),
    "K1": Code("Secure children's home"),
    "K2": Code("Children's home"),
    "K3": Code("Supported accommodation", first=2025),
    "P1": Code("With own parents"),
    "P2": Code("Independent living", last=2024),
    "P3": Code("Residential employment"),
    "R1": Code("Residential care home"),
    "R2": Code("NHS or other health establishment"),
    "R3": Code("Family centre or mother and baby unit"),
    "R5": Code("Young offender institution"),
    "S1": Code("Residential school"),
    "T0": Code("Temporary placement of any kind"),
    "T1": Code("Temporary stay in hospital"),
    "T2": Code("Temporary absence on holiday"),
    "T3": Code("Temporary place while the foster carer is on holiday"),
    "T4": Code("Temporary place of seven days or less"),
    "U1": Code("Foster placement with relative or friend, long term"),
    "U2": Code("Foster placement with relative or friend who may adopt"),
    "U3": Code("Foster placement with relative or friend, not long term"),
    "U4": Code("Foster placement, long term"),
    "U5": Code("Foster placement with carer who may adopt"),
    "U6": Code("Foster placement, not long term"),
    "Z1": Code("Other placement", last=2025),
    "Z11": Code("Other placement, first kind", first=2026),
    "Z12": Code("Other placement, second kind", first=2026),
    "Z13": Code("Other placement, third kind", first=2026),
    "Z14": Code("Other placement, fourth kind", first=2026),
}

ADOPTIVE = ("A3", "A4", "A5", "A6")
"""Placements for adoption."""

ADOPTIVE_WITH_FOSTER_CARER = ("A3", "A5")
"""Placements for adoption with the foster carer whom the child lives with already."""

EARLY_PERMANENCE = ("U2", "U5")
"""Foster placements with carers who may adopt: fostering for adoption, and concurrent planning."""

TEMPORARY = ("T0", "T1", "T2", "T3", "T4")

PLACE_PROVIDER: Codes = {
    "PR0": Code("Parents or another person with parental responsibility"),
    "PR1": Code("The council's own provision"),
    "PR2": Code("Another council's provision"),
    "PR3": Code("Other public provision"),
    "PR4": Code("Private provision"),
    "PR5": Code("Voluntary or third sector provision"),
}

STILL_LOOKED_AFTER = "X1"
"""An episode ends and the next begins on the same day."""

REC: Codes = {
    "X1": Code("Episode ends, and the next begins on the same day"),
    "E11": Code("Adopted, application unopposed"),
    "E12": Code("Adopted, consent dispensed with"),
    "E2": Code("Died"),
    "E3": Code("Care taken over by another council"),
    "E4A": Code("Returned home, as planned"),
    "E4B": Code("Returned home, not planned"),
    "E13": Code("Returned to a relative or other person without parental responsibility"),
    "E41": Code("Child arrangements or residence order"),
    # The two that came before the four below; 2016 is the last return with both
    "E43": Code("Special guardianship, to the foster carer", last=2016),
    "E44": Code("Special guardianship, to another carer", last=2016),
    "E45": Code("Special guardianship, to the foster carer, a relative or friend"),
    "E46": Code("Special guardianship, to the foster carer, not a relative or friend"),
    "E47": Code("Special guardianship, to another carer, a relative or friend"),
    "E48": Code("Special guardianship, to another carer, not a relative or friend"),
    "E5": Code("Independent living, with formal support"),
    "E6": Code("Independent living, without formal support"),
    "E7": Code("Moved to adult services"),
    "E8": Code("Any other reason"),
    "E9": Code("Sentenced to custody"),
    "E14": Code("Remand ended"),
    "E15": Code("Age found to be 18 or over"),
    "E16": Code("Moved abroad"),
    "E17": Code("Aged 18 or over and stayed with the carers"),
}

ADOPTED = ("E11", "E12")
SPECIAL_GUARDIANSHIP = ("E43", "E44", "E45", "E46", "E47", "E48")
CARE_TRANSFERRED = "E3"
DIED = "E2"

REVIEW_CODE: Codes = {
    "PN0": Code("Aged under four at the review"),
    "PN1": Code("Attended and spoke"),
    "PN2": Code("Attended, and an advocate spoke"),
    "PN3": Code("Attended, and gave views in other ways"),
    "PN4": Code("Attended, and gave no view"),
    "PN5": Code("Did not attend, and asked an advocate to speak"),
    "PN6": Code("Did not attend, and sent views"),
    "PN7": Code("Did not attend, and sent no views"),
}

SDQ_REASON: Codes = {
    "SDQ1": Code("No form returned: child under 4 or over 17"),
    "SDQ2": Code("Carer refused"),
    "SDQ3": Code("Not possible: severity of the child's disability"),
    "SDQ4": Code("Other"),
    "SDQ5": Code("Child or young person refused"),
}

IN_TOUCH: Codes = {
    "YES": Code("In touch"),
    "NO": Code("Not in touch"),
    "DIED": Code("Died since leaving care"),
    "REFU": Code("Refuses contact"),
    "NREQ": Code("No longer needs the service"),
    "RHOM": Code("Returned home for six months or more"),
}

LEFT_THE_COHORT = ("DIED", "RHOM")
"""Care leavers who are in none of the Department's figures."""

ACTIV: Codes = {
    "F1": Code("Full time in higher education"),
    "P1": Code("Part time in higher education"),
    "F2": Code("Full time in other education"),
    "P2": Code("Part time in other education"),
    "F3": Code("Full time in training or employment", last=2021),
    "P3": Code("Part time in training or employment", last=2021),
    "F4": Code("Full time in an apprenticeship"),
    "P4": Code("Part time in an apprenticeship"),
    "F5": Code("Full time in training or employment, not an apprenticeship"),
    "P5": Code("Part time in training or employment, not an apprenticeship"),
    "G4": Code("Not in education, employment or training: illness or disability"),
    "G5": Code("Not in education, employment or training: other reasons"),
    "G6": Code("Not in education, employment or training: pregnancy or parenting"),
    "0": Code("Not in touch, or not known"),
}

IN_EDUCATION_OR_WORK = ("F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5")

_HOMES = {
    "B": "With parents or relatives",
    "C": "Community home or other residential care",
    "D": "Semi-independent accommodation",
    "E": "Supported lodgings",
    "G": "Gone abroad",
    "H": "Deported",
    "K": "Ordinary lodgings",
    "R": "Residence not known",
    "T": "Foyer",
    "U": "Independent living",
    "V": "Emergency accommodation",
    "W": "Bed and breakfast",
    "Y": "Other accommodation",
    "Z": "With former foster carers",
}

ACCOM: Codes = {
    **{f"{letter}1": Code(f"{home}, suitable") for letter, home in _HOMES.items()},
    **{f"{letter}2": Code(f"{home}, not suitable") for letter, home in _HOMES.items()},
    "S2": Code("No fixed abode, not suitable"),
    "X2": Code("In custody, not suitable"),
    "0": Code("Not in touch, or not known"),
}

SUITABLE = tuple(code for code in ACCOM if code.endswith("1"))

SUITABILITY_CANNOT_BE_KNOWN = ("G1", "G2", "H1", "H2", "R1", "R2")
"""Gone abroad, deported, or residence not known: not in the base of suitable homes."""

MISSING: Codes = {
    "M": Code("Missing"),
    "A": Code("Away from placement without authorisation"),
}

REASON_PLACED_CEASED: Codes = {
    "RD1": Code("Needs changed after the decision"),
    "RD2": Code("The court did not make a placement order"),
    "RD3": Code("No adopters could be found"),
    "RD4": Code("Any other reason"),
}

PREV_PERM: Codes = {
    "P1": Code("Adoption"),
    "P2": Code("Special guardianship order"),
    "P3": Code("Residence or child arrangements order"),
    "P4": Code("Unknown"),
    "Z1": Code("None"),
}
