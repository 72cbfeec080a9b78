"""Returns as files: CSV, XML and a workbook, the same bytes each time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO

import pandas as pd

from panelpack.commands.sample.days import as_date, census_day
from panelpack.commands.sample.places import DFE_CODE
from panelpack.commands.sample.spreadsheet import workbook
from panelpack.commands.sample.views import Return

Make = Callable[[pd.DataFrame], list[str]]
_OF_CHILD = ("LAchildID", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate", "GenderCurrent", "Sex")
_BEFORE = (
    "CINreferralDate",
    "ReferralSource",
    "PrimaryNeedCode",
    "CINclosureDate",
    "ReasonForClosure",
    "DateOfInitialCPC",
)


def as_files(filled: Return) -> dict[str, bytes]:
    """The files of a return by their paths in the year's folder."""
    written = {"ssda903": _ssda903, "cin": _cin, "sen2": _sen2, "annex_a": _annex_a}
    return written[filled.kind](filled)


def _ssda903(filled: Return) -> dict[str, bytes]:
    found = {}
    for module, frame in filled.tables.items():
        text = StringIO()
        frame.to_csv(text, index=False, lineterminator="\r\n")
        encoding = (
            "utf-8-sig"
            if module == "SWEpisodes" or (module == "Header" and "byte order mark" in filled.spoilt)
            else "utf-8"
        )
        found[filled.path(module)] = text.getvalue().encode(encoding)
    return found


def _annex_a(filled: Return) -> dict[str, bytes]:
    return {filled.path("List 1"): workbook(filled.tables)}


def _header(filled: Return, collection: str, reference: str) -> str:
    council = "201" if "another council" in filled.spoilt else DFE_CODE
    year = filled.year - 1 if "another year" in filled.spoilt else filled.year
    reference = reference.replace(str(filled.year), str(year))
    return (
        f"<Header><CollectionDetails><Collection>{collection}</Collection><Year>{year}</Year>"
        f"<ReferenceDate>{reference}</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel>"
        f"<LEA>{council}</LEA><SoftwareCode>panelpack sample</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo>"
        f"<DateTime>{reference}T12:00:00</DateTime></Source></Header>\n"
    )


def _cin(filled: Return) -> dict[str, bytes]:
    of_case = {
        name: _by_key(filled.tables[name], "case", make)
        for name, make in {
            "assessment": _assessment, "cin_plan": _plain("CINPlanDates"), "section47": _plain("Section47"),
            "protection": _protection,
        }.items()
    }  # fmt: skip
    details = _by_key(filled.tables["details"], "LAchildID", lambda rows: _details(rows, of_case))
    children = filled.tables["child"]
    heads = _child_heads(children)
    parts = [
        f"<Child>{head}{details.get(child, '')}</Child>\n"
        for child, head in zip(children["LAchildID"], heads, strict=True)
    ]
    if "stray text" in filled.spoilt and parts:
        parts[0] = parts[0].replace("</UPNunknown>", "</UPNunknown>PersonBirthDate", 1)
    header = _header(filled, "CIN", f"{filled.year}-03-31")
    body = (
        f"<?xml version='1.0' encoding='utf-8'?>\n<Message>{header}<Children>\n{''.join(parts)}</Children></Message>\n"
    )
    return {filled.path("details"): _whole(filled, body)}


def _whole(filled: Return, body: str) -> bytes:
    return (body[:-40] if "ill-formed" in filled.spoilt else body).encode()


def _child_heads(children: pd.DataFrame) -> list[str]:
    identity = _elements(children, [name for name in _OF_CHILD if name in children])
    traits = _elements(children, ["Ethnicity"])
    return [
        f"<ChildIdentifiers>{own}</ChildIdentifiers><ChildCharacteristics>{ethnic}"
        f"<Disabilities><Disability>{disability}</Disability></Disabilities></ChildCharacteristics>\n"
        for own, ethnic, disability in zip(identity, traits, children["Disability"], strict=True)
    ]


def _details(rows: pd.DataFrame, of_case: Mapping[str, Mapping[object, str]]) -> list[str]:
    before = _elements(rows, [name for name in _BEFORE if name in rows])
    flags = _elements(rows, ["ReferralNFA"])
    own = ("assessment", "cin_plan", "section47")
    return [
        f"<CINdetails>{start}{''.join(of_case[name].get(case, '') for name in own)}{nfa}"
        f"{of_case['protection'].get(case, '')}</CINdetails>\n"
        for case, start, nfa in zip(rows["case"], before, flags, strict=True)
    ]


def _assessment(rows: pd.DataFrame) -> list[str]:
    dates = _elements(rows, ["AssessmentActualStartDate", "AssessmentAuthorisationDate"])
    return [
        f"<Assessments>{own}{_many('FactorsIdentifiedAtAssessment', 'AssessmentFactors', factors)}</Assessments>"
        for own, factors in zip(dates, rows["AssessmentFactors"], strict=True)
    ]


def _protection(rows: pd.DataFrame) -> list[str]:
    own = _elements(rows, _without(rows, "case", "CPPreviewDate"))
    return [
        f"<ChildProtectionPlans>{dates}{_many('Reviews', 'CPPreviewDate', reviews)}</ChildProtectionPlans>"
        for dates, reviews in zip(own, rows["CPPreviewDate"], strict=True)
    ]


def _many(outer: str, inner: str, values: str) -> str:
    found = "".join(f"<{inner}>{value}</{inner}>" for value in values.split())
    return f"<{outer}>{found}</{outer}>" if found else ""


def _plain(outer: str, without: Sequence[str] = ("case",)) -> Make:
    def make(rows: pd.DataFrame) -> list[str]:
        names = _without(rows, *without)
        return [f"<{outer}>{own}</{outer}>" for own in _elements(rows, names)]

    return make


def _without(frame: pd.DataFrame, *names: str) -> list[str]:
    return [str(name) for name in frame if name not in names]


def _elements(frame: pd.DataFrame, names: Iterable[str]) -> list[str]:
    """The cells of each row as elements; an empty one is left out."""
    found = [""] * len(frame)
    for name in names:
        opened, closed = f"<{name}>", f"</{name}>"
        cells = frame[name].tolist()
        found = [row + opened + cell + closed if cell else row for row, cell in zip(found, cells, strict=True)]
    return found


def _by_key(frame: pd.DataFrame, key: str, make: Make) -> dict[object, str]:
    """Rows as XML, joined by the key that they share, in their order."""
    found: dict[object, str] = {}
    for own, text in zip(frame[key].tolist(), make(frame), strict=True):
        found[own] = found.get(own, "") + text
    return found


def _sen2(filled: Return) -> dict[str, bytes]:
    tables = filled.tables
    needs = _by_key(tables["need"], "request", _plain("SENneed", ("request",)))
    plans = _by_key(tables["plan"], "request", _named_plan)
    active = _by_key(tables["active"], "request", lambda rows: _active_plan(rows, needs))
    assessments = _by_key(tables["assessment"], "request", lambda rows: _ehc_assessment(rows, plans))
    requests = _by_key(tables["request"], "person", lambda rows: _request(rows, assessments, active))
    persons = tables["person"]
    own = _elements(persons, _without(persons, "person"))
    parts = [
        f"<Person>{head}{requests.get(number, '')}</Person>\n"
        for number, head in zip(persons["person"], own, strict=True)
    ]
    header = _header(filled, "SEN2", as_date(census_day(filled.year)).isoformat())
    body = f"<?xml version='1.0' encoding='utf-8'?>\n<Message>{header}<Persons>\n{''.join(parts)}</Persons></Message>\n"
    return {filled.path("person"): _whole(filled, body)}


def _request(rows: pd.DataFrame, assessments: Mapping[object, str], active: Mapping[object, str]) -> list[str]:
    own = _elements(rows, _without(rows, "person", "request"))
    return [
        f"<Requests>{cells}{assessments.get(key, '')}{active.get(key, '')}</Requests>\n"
        for key, cells in zip(rows["request"], own, strict=True)
    ]


def _ehc_assessment(rows: pd.DataFrame, plans: Mapping[object, str]) -> list[str]:
    own = _elements(rows, _without(rows, "request"))
    return [
        f"<Assessment>{cells}{plans.get(key, '')}</Assessment>" for key, cells in zip(rows["request"], own, strict=True)
    ]


def _named_plan(rows: pd.DataFrame) -> list[str]:
    own = _elements(rows, _without(rows, "request", "URN", "SENsetting"))
    detail = _elements(rows, ["URN", "SENsetting"])
    return [
        f"<NamedPlan>{cells}<PlanDetail>{where}<PlacementRank>1</PlacementRank></PlanDetail></NamedPlan>"
        for cells, where in zip(own, detail, strict=True)
    ]


def _active_plan(rows: pd.DataFrame, needs: Mapping[object, str]) -> list[str]:
    own = _elements(rows, ["TransferLA", "Res", "WBP", "ReviewMeeting", "ReviewOutcome", "LastReview"])
    detail, entry = _elements(rows, ["URN", "SENsetting"]), _elements(rows, ["EntryDate"])
    return [
        f"<ActivePlans>{cells}<PlacementDetail>{where}<PlacementRank>1</PlacementRank>{day}</PlacementDetail>"
        f"{needs.get(key, '')}</ActivePlans>"
        for key, cells, where, day in zip(rows["request"], own, detail, entry, strict=True)
    ]
