"""Small children in need censuses for tests, written element by element, and what is read and counted of them."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pandas as pd

from panelpack.facts.returns.cin.the_return import CIN_CENSUS
from panelpack.facts.returns.collection import Collection, Span
from panelpack.facts.returns.counting import counted
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.reading import read_return
from panelpack.facts.returns.tables import with_history
from panelpack.facts.returns.typed import Numbering
from panelpack.project.parameters import ReturnChoices

COUNCIL = ("north-somerset", "802", "E06000024")


def element(name, *inside):
    return f"<{name}>{''.join(inside)}</{name}>"


def fields(**texts):
    return "".join(element(name, text) for name, text in texts.items() if text is not None)


def census(*children, lea="802", year="2023", reference="2023-03-31", collection="CIN", root="<Message>"):
    about = element("CollectionDetails", fields(Collection=collection, Year=year, ReferenceDate=reference))
    header = element("Header", about, element("Source", fields(SourceLevel="L", LEA=lea)))
    return f"{root}{header}{element('Children', *children)}</Message>".encode()


def child(name, *episodes, birth="2012-06-01", sex=None, gender="1", **more):
    named = fields(LAchildID=name, PersonBirthDate=birth, GenderCurrent=gender, Sex=sex, **more)
    about = element(
        "ChildCharacteristics", fields(Ethnicity="WBRI"), element("Disabilities", fields(Disability="NONE"))
    )
    return element("Child", element("ChildIdentifiers", named), about, *episodes)


def episode(referred, *groups, source="1A", need="N1", closed=None, reason=None, conference=None, nfa="false"):
    given = {"CINreferralDate": referred, "ReferralSource": source, "PrimaryNeedCode": need, "CINclosureDate": closed}
    given |= {"ReasonForClosure": reason, "DateOfInitialCPC": conference}
    return element("CINdetails", fields(**given), *groups, fields(ReferralNFA=nfa))


def assessment(start, authorised=None, *factors):
    dates = fields(AssessmentActualStartDate=start, AssessmentAuthorisationDate=authorised)
    found = element("FactorsIdentifiedAtAssessment", *(fields(AssessmentFactors=code) for code in factors))
    return element("Assessments", dates, found)


def enquiry(start, conference=None, not_needed="false"):
    return element(
        "Section47",
        fields(S47ActualStartDate=start, DateOfInitialCPC=conference, ICPCnotRequired=not_needed),
    )


def plan(start, end=None, *reviews, first="NEG", latest="NEG", previous="0"):
    given = {"CPPstartDate": start, "CPPendDate": end, "InitialCategoryOfAbuse": first, "LatestCategoryOfAbuse": latest}
    held = element("Reviews", *(fields(CPPreviewDate=day) for day in reviews))
    return element("ChildProtectionPlans", fields(**given, NumberOfPreviousCPP=previous), held)


def cin_plan(start, end=None):
    return element("CINPlanDates", fields(CINPlanStartDate=start, CINPlanEndDate=end))


def file_of(content, name="census.xml"):
    return Source(name, len(content), lambda: BytesIO(content))


def collection(label="2022-23"):
    return Collection(*COUNCIL, label)


def read(*contents, label="2022-23", numbering=None, remember=lambda _: None, rules=()):
    """The records of a year's files and the faults found in them; no rule is asked, unless it is given."""
    sources = [file_of(content, f"census{place}.xml") for place, content in enumerate(contents, 1)]
    kind = replace(CIN_CENSUS, rules=rules)
    return read_return(kind, sources, collection(label), numbering or Numbering(), remember)


class Figures(Mapping):
    """A census's figures by the measure's id, those of parts by id and breakdown, each counted when it is asked for."""

    def __init__(self, records, span, choices):
        self._asked = (records, span, choices)
        self._items = {item.measure: item for item in CIN_CENSUS.counts if all(need in records for need in item.needs)}

    def __getitem__(self, name):
        measure, _, breakdown = name.partition(";")
        for found in counted(self._items[measure], *self._asked):
            if found.breakdown == breakdown:
                return found
        raise KeyError(name)

    def __iter__(self):
        for measure, item in self._items.items():
            yield from (f"{measure};{found.breakdown}".rstrip(";") for found in counted(item, *self._asked))

    def __len__(self):
        return sum(1 for _ in self)


class Values(Figures):
    """The same, as numbers alone."""

    def __getitem__(self, name):
        return super().__getitem__(name).value


def figures(*contents, before=(), label="2022-23", choices=None, span=None, kind=Figures):
    """The figures of a year's files; `before` are earlier years' files with their years."""
    numbering = Numbering()
    records, _ = read(*contents, label=label, numbering=numbering)
    earlier = [read(content, label=of, numbering=numbering)[0] for of, content in before]
    records = with_history(records, earlier, CIN_CENSUS.tables)
    year = Span(pd.Timestamp(records.collection.start), pd.Timestamp(records.collection.end))
    return kind(records, span or year, choices or ReturnChoices())


def values(*contents, **more):
    """Their values alone."""
    return figures(*contents, kind=Values, **more)
