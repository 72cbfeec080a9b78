"""Code sets of the children in need census, with the years that know a code.

The years are those of the census's published schemas from 2017 to 2026.
"""

from panelpack.facts.returns.schema import Code, Codes

SEX: Codes = {
    "1": Code("male", last=2024),
    "2": Code("female", last=2024),
    "0": Code("not recorded, or not born yet", last=2024),
    "9": Code("neither", last=2024),
    "M": Code("male", first=2025),
    "F": Code("female", first=2025),
    "U": Code("not known, or not born yet", first=2025),
}

REFERRAL_SOURCE: Codes = {
    "1A": Code("family member, relative or carer"),
    "1B": Code("acquaintance"),
    "1C": Code("the child"),
    "1D": Code("another person"),
    "2A": Code("school"),
    "2B": Code("education service"),
    "3A": Code("general practitioner"),
    "3B": Code("health visitor"),
    "3C": Code("school nurse"),
    "3D": Code("other primary health service"),
    "3E": Code("accident and emergency department"),
    "3F": Code("other health service"),
    "4": Code("housing"),
    "5A": Code("social care of the council"),
    "5B": Code("another service of the council"),
    "5C": Code("another council"),
    "5D": Code("early help of the council", first=2023),
    "6": Code("police"),
    "7": Code("another legal agency"),
    "8": Code("another source"),
    "9": Code("not said who"),
    "10": Code("not known"),
}

PRIMARY_NEED: Codes = {
    "N1": Code("abuse, neglect or exploitation"),
    "N2": Code("the child's disability or illness"),
    "N3": Code("a parent's disability or illness"),
    "N4": Code("family in acute stress"),
    "N5": Code("family dysfunction"),
    "N6": Code("socially unacceptable behaviour"),
    "N7": Code("low income"),
    "N8": Code("absent parenting"),
    "N9": Code("a case other than of a child in need"),
    "N0": Code("not stated"),
}

CLOSURE_REASON: Codes = {
    "RC1": Code("adopted"),
    "RC2": Code("died"),
    "RC3": Code("child arrangements order"),
    "RC4": Code("special guardianship order"),
    "RC5": Code("moved to another council"),
    "RC6": Code("moved to adult services"),
    "RC7": Code("ended for another reason, such as no longer in need"),
    "RC8": Code("closed after assessment, no further action"),
    "RC9": Code("closed after assessment, passed to early help", first=2023),
}

AFTER_ASSESSMENT_ONLY = ("RC8", "RC9")
"""The reasons for closure of a case in which nothing followed the assessment."""

ABUSE: Codes = {
    "NEG": Code("neglect"),
    "EMO": Code("emotional abuse"),
    "PHY": Code("physical abuse"),
    "SAB": Code("sexual abuse"),
    "MUL": Code("more than one category"),
}

CHILD_SEXUAL_EXPLOITATION, CHILD_CRIMINAL_EXPLOITATION, NO_FACTOR = "11A", "24A", "21"
"""Factors of an assessment that are counted, and the one that says that there was none."""

FACTOR: Codes = {
    "1A": Code("alcohol misuse by the child"),
    "1B": Code("alcohol misuse by a parent or carer"),
    "1C": Code("alcohol misuse by another person of the household"),
    "2A": Code("drug misuse by the child"),
    "2B": Code("drug misuse by a parent or carer"),
    "2C": Code("drug misuse by another person of the household"),
    "3A": Code("domestic abuse of the child"),
    "3B": Code("domestic abuse of a parent or carer"),
    "3C": Code("domestic abuse of another person of the household"),
    "4A": Code("mental health of the child"),
    "4B": Code("mental health of a parent or carer"),
    "4C": Code("mental health of another person of the household"),
    "5A": Code("learning disability of the child"),
    "5B": Code("learning disability of a parent or carer"),
    "5C": Code("learning disability of another person of the household"),
    "6A": Code("physical disability or illness of the child"),
    "6B": Code("physical disability or illness of a parent or carer"),
    "6C": Code("physical disability or illness of another person of the household"),
    "7A": Code("young carer"),
    "8B": Code("privately fostered, from abroad, intends to return"),
    "8C": Code("privately fostered, from abroad, intends to stay"),
    "8D": Code("privately fostered, from this country, in an educational placement"),
    "8E": Code("privately fostered, from this country, another family arrangement"),
    "8F": Code("privately fostered, other"),
    "9A": Code("unaccompanied asylum-seeking child"),
    "10A": Code("going missing"),
    "11A": Code("child sexual exploitation"),
    "12A": Code("trafficking"),
    "13A": Code("gangs"),
    "14A": Code("socially unacceptable behaviour"),
    "15A": Code("self-harm"),
    "16A": Code("neglect"),
    "17A": Code("emotional abuse"),
    # The census went on accepting the undivided codes, with a query from 2025, after they were divided in 2021
    "18A": Code("physical abuse", last=2024),
    "18B": Code("physical abuse by another child", first=2021),
    "18C": Code("physical abuse by an adult", first=2021),
    "19A": Code("sexual abuse", last=2024),
    "19B": Code("sexual abuse by another child", first=2021),
    "19C": Code("sexual abuse by an adult", first=2021),
    "20": Code("another factor"),
    "21": Code("no factor"),
    "22A": Code("female genital mutilation"),
    "23A": Code("abuse linked to faith or belief"),
    "24A": Code("child criminal exploitation", first=2022),
}
