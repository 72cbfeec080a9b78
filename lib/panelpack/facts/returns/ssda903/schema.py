"""The modules of the SSDA903 return, each known by its columns, and the distances that are made of its postcodes.

Columns have the return's own names, in small letters.
"""

from panelpack.facts.returns.schema import Codes, Column, Kind, Table
from panelpack.facts.returns.ssda903 import codes


def _column(spelt: str, kind: Kind, known: Codes | None = None, needed: bool = False) -> Column:
    return Column(spelt.lower(), kind, (spelt,), known or {}, needed)


_CHILD = Column("child", "child", ("CHILD", "CHILDID"), needed=True, keeps="identifier")
_BORN = Column("dob", "date", ("DOB",), keeps="birth_date")

HEADER = Table(
    "header",
    "the header",
    (
        _CHILD,
        _column("SEX", "code", codes.SEX),
        Column("dob", "date", ("DOB",), needed=True, keeps="birth_date"),
        _column("ETHNIC", "code", codes.ETHNIC),
    ),
    key=("child",),
    known_by=("CHILD", "DOB", "ETHNIC"),
    left_out=("MOTHER", "UASC"),
    persons={"UPN": "identifier", "MC_DOB": "birth_date"},
)

EPISODES = Table(
    "episodes",
    "episodes",
    (
        _CHILD,
        _column("DECOM", "date", needed=True),
        _column("RNE", "code", codes.RNE, needed=True),
        _column("LS", "code", codes.LS, needed=True),
        _column("CIN", "code", codes.NEED),
        Column("place", "code", ("PLACE", "PL"), codes.PLACE, needed=True),
        _column("PLACE_PROVIDER", "code", codes.PLACE_PROVIDER),
        _column("DEC", "date", needed=True),
        _column("REC", "code", codes.REC, needed=True),
        _column("URN", "text"),
    ),
    key=("child", "decom"),
    known_by=("CHILD", "DECOM"),
    left_out=("REASON_PLACE_CHANGE", "HOME_POST", "PL_POST"),
)

DISTANCES = Table(
    "distances",
    "distances from home",
    (_CHILD, _column("DECOM", "date", needed=True), _column("MILES", "number"), _column("OUTSIDE", "flag")),
    key=("child", "decom"),
)
"""How many miles a placement is from home, and whether it is outside the council's area: made of postcodes."""

REVIEWS = Table(
    "reviews",
    "reviews",
    (_CHILD, _BORN, _column("REVIEW", "date", needed=True), _column("REVIEW_CODE", "code", codes.REVIEW_CODE)),
    key=("child", "review"),
    known_by=("CHILD", "REVIEW"),
)

UASC = Table(
    "uasc",
    "unaccompanied asylum seekers",
    (_CHILD, _BORN, _column("DUC", "date", needed=True)),
    key=("child",),
    known_by=("CHILD", "DUC"),
    left_out=("SEX",),
)

OC2 = Table(
    "oc2",
    "health of those in care for a year (OC2)",
    (
        _CHILD,
        _BORN,
        _column("SDQ_SCORE", "number"),
        _column("SDQ_REASON", "code", codes.SDQ_REASON),
        _column("IMMUNISATIONS", "flag", needed=True),
        _column("TEETH_CHECK", "flag", needed=True),
        _column("HEALTH_ASSESSMENT", "flag", needed=True),
    ),
    key=("child",),
    known_by=("CHILD", "SDQ_SCORE", "IMMUNISATIONS"),
    left_out=("CONVICTED", "HEALTH_CHECK", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"),
)

OC3 = Table(
    "oc3",
    "care leavers (OC3)",
    (
        _CHILD,
        _BORN,
        _column("IN_TOUCH", "code", codes.IN_TOUCH, needed=True),
        _column("ACTIV", "code", codes.ACTIV, needed=True),
        _column("ACCOM", "code", codes.ACCOM, needed=True),
    ),
    key=("child",),
    known_by=("CHILD", "IN_TOUCH"),
)

AD1 = Table(
    "ad1",
    "adoptions (AD1)",
    (
        _CHILD,
        _BORN,
        _column("DATE_INT", "date"),
        _column("DATE_MATCH", "date", needed=True),
        _column("FOSTER_CARE", "flag"),
    ),
    key=("child",),
    known_by=("CHILD", "DATE_MATCH"),
    left_out=("NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"),
)

PLACED_ADOPTION = Table(
    "placed_adoption",
    "decisions that a child should be placed for adoption",
    (
        _CHILD,
        _BORN,
        # Not the day of the placement, whatever the name says: that of the decision
        _column("DATE_PLACED", "date", needed=True),
        _column("DATE_PLACED_CEASED", "date", needed=True),
        _column("REASON_PLACED_CEASED", "code", codes.REASON_PLACED_CEASED),
    ),
    key=("child", "date_placed"),
    known_by=("CHILD", "DATE_PLACED"),
)

PREV_PERM = Table(
    "prev_perm",
    "previous permanence",
    (_CHILD, _BORN, _column("PREV_PERM", "code", codes.PREV_PERM)),
    key=("child",),
    known_by=("CHILD", "PREV_PERM"),
    left_out=("LA_PERM", "DATE_PERM"),
)

MISSING = Table(
    "missing",
    "periods missing or away",
    (
        _CHILD,
        _BORN,
        _column("MISSING", "code", codes.MISSING, needed=True),
        _column("MIS_START", "date", needed=True),
        _column("MIS_END", "date", needed=True),
    ),
    key=("child", "mis_start", "missing"),
    known_by=("CHILD", "MIS_START"),
)

SW_EPISODES = Table(
    "sw_episodes",
    "social workers",
    (_CHILD, _BORN, _column("SW_DECOM", "date"), _column("SW_DEC", "date")),
    key=("child", "sw_decom"),
    known_by=("CHILD", "SW_DECOM"),
    left_out=("SW_REASON",),
    persons={"SW_ID": "identifier"},
)

DOLO = Table(
    "dolo",
    "deprivation of liberty orders",
    (_CHILD, _BORN, _column("DOLO_START", "date"), _column("DOLO_END", "date")),
    key=("child", "dolo_start"),
    known_by=("CHILD", "DOLO_START"),
)

TABLES = (
    HEADER,
    EPISODES,
    DISTANCES,
    REVIEWS,
    UASC,
    OC2,
    OC3,
    AD1,
    PLACED_ADOPTION,
    PREV_PERM,
    MISSING,
    SW_EPISODES,
    DOLO,
)
