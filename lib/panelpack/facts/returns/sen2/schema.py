"""The tables of SEN2 as they are counted: what stands further up in the return stands in each row that needs it.

A request has a number of its own, made on reading, by which its assessment, plan, needs and placements are found.
"""

from panelpack.facts.returns.schema import Column, Table
from panelpack.facts.returns.sen2.codes import CEASE_REASONS, NEEDS, OUTCOMES, SETTINGS, UPN_STATES

_CHILD = Column("child", "child", ("child",), needed=True)
_REQUEST = Column("request", "child", ("request",), needed=True)

PERSONS = Table(
    "persons",
    "Person details",
    (
        _CHILD,
        Column("birth_date", "date", ("PersonBirthDate",), keeps="birth_date"),
        Column("upn_state", "code", ("UPNstate",), UPN_STATES),
        Column("upn_is_shared", "flag", ("UPNisShared",)),
    ),
    key=("child",),
    left_out=("Sex", "GenderCurrent", "Ethnicity", "UPNunknown", "PostCode"),
    persons={
        "UPN": "identifier",
        "UniqueLearnerNumber": "identifier",
        "FullName": "full_name",
    },
)

REQUESTS = Table(
    "requests",
    "Requests",
    (
        _CHILD,
        _REQUEST,
        Column("received_date", "date", ("ReceivedDate",), needed=True),
        Column("outcome", "code", ("RequestOutcome",), OUTCOMES),
        Column("outcome_date", "date", ("RequestOutcomeDate",)),
        Column("mediation", "flag", ("RequestMediation",)),
        Column("tribunal", "flag", ("RequestTribunal",)),
    ),
    key=("child", "request"),
    left_out=("RequestSource", "RYA", "Exported"),
)

ASSESSMENTS = Table(
    "assessments",
    "EHC needs assessments",
    (
        _CHILD,
        _REQUEST,
        Column("received_date", "date", ("ReceivedDate",)),
        Column("request_outcome", "code", ("RequestOutcome",), OUTCOMES),
        Column("outcome", "code", ("AssessmentOutcome",), OUTCOMES),
        Column("outcome_date", "date", ("AssessmentOutcomeDate",)),
        Column("mediation", "flag", ("AssessmentMediation",)),
        Column("tribunal", "flag", ("AssessmentTribunal",)),
        Column("other_mediation", "flag", ("OtherMediation",)),
        Column("other_tribunal", "flag", ("OtherTribunal",)),
        Column("week_20", "flag", ("Week20",)),
    ),
    key=("child", "request"),
)

PLANS = Table(
    "plans",
    "Named plans",
    (
        _CHILD,
        _REQUEST,
        Column("start_date", "date", ("StartDate",), needed=True),
        Column("cease_date", "date", ("CeaseDate",)),
        Column("cease_reason", "code", ("CeaseReason",), CEASE_REASONS),
        Column("received_date", "date", ("ReceivedDate",)),
        Column("assessment_outcome", "code", ("AssessmentOutcome",), OUTCOMES),
        Column("week_20", "flag", ("Week20",)),
        Column("transfer_la", "text", ("TransferLA",)),
    ),
    key=("child", "start_date"),
    left_out=("PlanRes", "PlanWBP", "PlanWPB", "PB", "OA", "DP"),
)

ACTIVE_PLANS = Table(
    "active_plans",
    "Active plans",
    (
        _CHILD,
        _REQUEST,
        Column("birth_date", "date", ("PersonBirthDate",)),
        Column("received_date", "date", ("ReceivedDate",)),
        Column("transfer_la", "text", ("TransferLA",)),
        Column("cease_date", "date", ("CeaseDate",)),
        Column("needs", "number", ("Needs",)),
        Column("placements", "number", ("Placements",)),
    ),
    key=("child", "request"),
    left_out=("Res", "WBP", "WPB", "ReviewMeeting", "ReviewOutcome", "LastReview"),
)

PLACEMENTS = Table(
    "placements",
    "Placement details",
    (
        _CHILD,
        _REQUEST,
        Column("urn", "text", ("URN",)),
        Column("ukprn", "text", ("UKPRN",)),
        Column("setting", "code", ("SENsetting",), SETTINGS),
        Column("rank", "number", ("PlacementRank",)),
        Column("entry_date", "date", ("EntryDate",)),
        Column("leaving_date", "date", ("LeavingDate",)),
        Column("in_sen_unit", "flag", ("SENunitIndicator",)),
        Column("in_resourced_provision", "flag", ("ResourcedProvisionIndicator",)),
    ),
    key=("child", "request", "rank", "urn", "setting"),
    left_out=("SENsettingOther", "Res", "WBP", "WPB", "AttendancePattern"),
)

NEED_ROWS = Table(
    "needs",
    "Types of need",
    (
        _CHILD,
        _REQUEST,
        Column("need", "code", ("SENtype",), NEEDS),
        Column("rank", "number", ("SENtypeRank",)),
    ),
    key=("child", "request", "need"),
)

TABLES = (PERSONS, REQUESTS, ASSESSMENTS, PLANS, ACTIVE_PLANS, PLACEMENTS, NEED_ROWS)
