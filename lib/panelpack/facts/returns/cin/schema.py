"""The tables into which a children in need census is read: one for each kind of thing that a child's record holds."""

from panelpack.facts.returns.cin import codes
from panelpack.facts.returns.schema import Column, Table

_CHILD = Column("child", "child", ("LAchildID",), needed=True)
_REFERRAL_DATE = Column("referral_date", "date", ("CINreferralDate",), needed=True)

CHILDREN = Table(
    name="children",
    title="children",
    columns=(
        Column("child", "child", ("LAchildID",), needed=True, keeps="identifier"),
        Column("birth_date", "date", ("PersonBirthDate",), keeps="birth_date"),
        Column("expected_birth_date", "date", ("ExpectedPersonBirthDate",)),
        Column("death_date", "date", ("PersonDeathDate",)),
        Column("sex", "code", ("Sex", "GenderCurrent"), codes.SEX),
    ),
    key=("child",),
    left_out=("UPNunknown", "Ethnicity", "Disability"),
    persons={"UPN": "identifier", "FormerUPN": "identifier"},
)

REFERRALS = Table(
    name="referrals",
    title="referrals, each the start of an episode of need",
    columns=(
        _CHILD,
        _REFERRAL_DATE,
        Column("source", "code", ("ReferralSource",), codes.REFERRAL_SOURCE),
        Column("primary_need", "code", ("PrimaryNeedCode",), codes.PRIMARY_NEED),
        Column("closure_date", "date", ("CINclosureDate",)),
        Column("closure_reason", "code", ("ReasonForClosure",), codes.CLOSURE_REASON),
        Column("conference_date", "date", ("DateOfInitialCPC",)),
        Column("no_further_action", "flag", ("ReferralNFA",), needed=True),
    ),
    key=("child", "referral_date"),
    left_out=(
        "PPStartDate",
        "LBPSentDate",
        "FGDMMeetingOffer",
        "FGDMMeetingFac",
        "InitialPPMeetingDate",
        "ReviewMeetingsCount",
        "StepDecisionDate",
        "PPOutcome",
        "CourtAppDate",
        "LetterInitCPDate",
    ),
)

ASSESSMENTS = Table(
    name="assessments",
    title="assessments",
    columns=(
        _CHILD,
        _REFERRAL_DATE,
        Column("start_date", "date", ("AssessmentActualStartDate",), needed=True),
        Column("authorised_date", "date", ("AssessmentAuthorisationDate",)),
    ),
    key=("child", "referral_date", "start_date"),
    left_out=("AssessmentInternalReviewDate",),
)

FACTORS = Table(
    name="factors",
    title="factors found by assessments",
    columns=(
        _CHILD,
        _REFERRAL_DATE,
        Column("start_date", "date", ("AssessmentActualStartDate",), needed=True),
        Column("authorised_date", "date", ("AssessmentAuthorisationDate",)),
        Column("factor", "code", ("AssessmentFactors",), codes.FACTOR, needed=True),
    ),
    key=("child", "referral_date", "start_date", "factor"),
)

CIN_PLANS = Table(
    name="cin_plans",
    title="child in need plans",
    columns=(
        _CHILD,
        _REFERRAL_DATE,
        Column("start_date", "date", ("CINPlanStartDate",), needed=True),
        Column("end_date", "date", ("CINPlanEndDate",)),
    ),
    key=("child", "start_date"),
)

ENQUIRIES = Table(
    name="enquiries",
    title="section 47 enquiries",
    columns=(
        _CHILD,
        _REFERRAL_DATE,
        Column("start_date", "date", ("S47ActualStartDate",), needed=True),
        Column("conference_date", "date", ("DateOfInitialCPC",)),
        Column("conference_not_needed", "flag", ("ICPCnotRequired",)),
    ),
    key=("child", "referral_date", "start_date"),
    left_out=("InitialCPCtarget",),
)

PROTECTION_PLANS = Table(
    name="protection_plans",
    title="child protection plans",
    columns=(
        _CHILD,
        _REFERRAL_DATE,
        Column("start_date", "date", ("CPPstartDate",), needed=True),
        Column("end_date", "date", ("CPPendDate",)),
        Column("initial_category", "code", ("InitialCategoryOfAbuse",), codes.ABUSE),
        Column("latest_category", "code", ("LatestCategoryOfAbuse",), codes.ABUSE),
        Column("previous_plans", "number", ("NumberOfPreviousCPP",)),
    ),
    key=("child", "start_date"),
)

REVIEWS = Table(
    name="reviews",
    title="reviews of child protection plans",
    columns=(
        _CHILD,
        Column("plan_start_date", "date", ("CPPstartDate",), needed=True),
        Column("review_date", "date", ("CPPreviewDate",), needed=True),
    ),
    key=("child", "plan_start_date", "review_date"),
)

TABLES = (CHILDREN, REFERRALS, ASSESSMENTS, FACTORS, CIN_PLANS, ENQUIRIES, PROTECTION_PLANS, REVIEWS)
"""All tables of the census, in the order in which a child's record holds them."""

CIN_PLANS_SINCE = 2022
"""The first census that asks for the dates of child in need plans."""
