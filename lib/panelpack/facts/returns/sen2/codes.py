"""The code sets of SEN2, with the years of the return that know them."""

from panelpack.facts.returns.schema import Code, Codes

OUTCOMES: Codes = {
    "Y": Code("yes"),
    "N": Code("no"),
    "A": Code("not decided yet"),
    "W": Code("withdrawn"),
    "H": Code("decided before the years that the return holds"),
}
"""What came of a request, and of an assessment."""

NEEDS: Codes = {
    "ASD": Code("autistic spectrum disorder"),
    "HI": Code("hearing impairment"),
    "MLD": Code("moderate learning difficulty"),
    "MSI": Code("multi-sensory impairment"),
    "PD": Code("physical disability"),
    "PMLD": Code("profound and multiple learning difficulty"),
    "SEMH": Code("social, emotional and mental health"),
    "SLCN": Code("speech, language and communication needs"),
    "SLD": Code("severe learning difficulty"),
    "SPLD": Code("specific learning difficulty"),
    "VI": Code("vision impairment"),
    "OTH": Code("other difficulty"),
    "DS": Code("Down syndrome", first=2025),
}
"""Types of special educational need. The Department publishes Down syndrome within other difficulties."""

SETTINGS: Codes = {
    "OLA": Code("arranged by the council, not at a school"),
    "OPA": Code("arranged by the parents or the young person"),
    "EHE": Code("elective home education"),
    "EYP": Code("early years provider"),
    "OTH": Code("a type of setting is named, and no setting"),
    "NEET": Code("not in education, employment or training, from 16"),
    "NIEC": Code("not in education, notice to end the plan was given"),
    "NIEO": Code("not in education, other"),
}
"""Where a child is taught who is at no school or college with a number."""

CEASE_REASONS: Codes = {
    "1": Code("oldest age"),
    "2": Code("needs met without a plan"),
    "3": Code("higher education"),
    "4": Code("employment"),
    "5": Code("moved to another council"),
    "6": Code("no longer takes part"),
    "7": Code("left England"),
    "8": Code("died"),
    "9": Code("other"),
}

UPN_STATES: Codes = {
    "valid": Code("a number with the right check letter"),
    "wrong": Code("a number of the wrong form or with the wrong check letter"),
    "reason": Code("no number, and the reason why"),
    "none": Code("neither a number nor a reason"),
}
"""What a person's UPN is, as found on reading; the number itself is not kept."""
