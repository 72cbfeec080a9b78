"""The catalogue: every report and measure, read from `data/measures/` and joined with what is calculated."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from panelpack.catalogue.calculations import Calculation
from panelpack.catalogue.measures import Measure, build_measure
from panelpack.catalogue.reports import ReportEntry, ReportFile, in_order, report_documents
from panelpack.project.errors import InputError, Problem, suggest, unknown
from panelpack.project.yaml_files import Document


@dataclass(frozen=True)
class Catalogue:
    """All measures by id, the titles of all topics, and the reports in their order."""

    measures: Mapping[str, Measure]
    topics: Mapping[str, str]
    reports: Mapping[str, ReportEntry] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Measure:
        if name not in self.measures:
            raise InputError([Problem(f"there is no measure {name!r}", todo=suggest(name, self.measures))])
        return self.measures[name]

    def __contains__(self, name: object) -> bool:
        return name in self.measures

    def report(self, name: str) -> ReportEntry:
        """A report by its name; an unknown one is refused with the list of those there are."""
        if name not in self.reports:
            raise unknown("report", name, list(self.reports))
        return self.reports[name]

    def of_report(self, report: str) -> list[Measure]:
        """The measures of a report, in the order of the catalogue."""
        return [item for item in self.measures.values() if item.report == report]

    @cached_property
    def by_label(self) -> Mapping[str, str]:
        """The id of each measure by its label."""
        return {item.label: item.id for item in self.measures.values()}

    def of_topic(self, topic: str) -> list[Measure]:
        """The measures of a topic, in the order of the catalogue."""
        if topic not in self.topics:
            raise InputError([Problem(f"there is no topic {topic!r}", todo=suggest(topic, self.topics))])
        return [item for item in self.measures.values() if item.topic == topic]


_TWICE = "give one of the two another id, or take it out"


def read_catalogue(folder: Path, calculated: Mapping[str, Calculation]) -> Catalogue:
    """Read `data/measures/` and join the calculated measures to it.

    Raises:
        InputError: all faults of all files, by line: unknown keys, a measure declared twice, two of one label, a
            reference to none.
    """
    files: dict[str, ReportFile] = {}
    measures: dict[str, Measure] = {}
    problems: list[Problem] = []
    documents = report_documents(folder)
    for name, document in documents.items():
        try:
            files[name] = document.check(ReportFile)
        except InputError as error:
            problems += error.problems
            continue
        problems += _add_measures(measures, name, files[name], document)
    # What names a measure, topic or report that is at fault is not at fault itself
    problems += _add_calculated(measures, calculated, documents)
    topics = {topic: title for file in files.values() for topic, title in file.topics.items()}
    named = measures.keys() | _names_in(documents, "measures")
    problems += [
        Problem(f"{key}: there is no measure {name!r}", f"measures/{report}.yaml", suggest(name, measures))
        for report, file in files.items()
        for key in ("tiles", "summary")
        for name in getattr(file, key)
        if name not in named
    ]
    problems += _dangling(measures.values(), named, topics.keys() | _names_in(documents, "topics"))
    problems += [*_formulas_without(calculated, named), *_labels_of_two(measures.values(), documents)]
    if problems:
        raise InputError(problems)
    return Catalogue(measures, topics, in_order(files))


def _names_in(documents: Mapping[str, Document], key: str) -> set[str]:
    """The names under a key of all files, of those at fault too."""
    contents = [item.content for item in documents.values() if isinstance(item.content, dict)]
    return {str(name) for content in contents if isinstance(content.get(key), dict) for name in content[key]}


def _add_measures(measures: dict[str, Measure], report: str, file: ReportFile, document: Document) -> list[Problem]:
    """Bring a report's measures into the catalogue; gives what is wrong with them."""
    problems: list[Problem] = []
    for name, details in file.measures.items():
        where = document.place("measures", name)
        if details.get("unit") == "count" and "counts_people" not in details:
            todo = "write counts_people: true if its values count people or what happened to them, else false"
            problems.append(Problem(f"measure {name}: a count must say whether it counts people", where, todo))
            continue
        try:
            made = build_measure(name, details | {"report": report}, document.part("measures", name))
        except InputError as error:
            problems += error.problems
            continue
        for item in (made, *_stated_changes(made)):
            if item.id in measures:
                problems.append(Problem(f"measure {item.id} is declared twice", where, _TWICE))
            measures[item.id] = item
    return problems


def _add_calculated(
    measures: dict[str, Measure], calculated: Mapping[str, Calculation], reports: Iterable[str]
) -> list[Problem]:
    """Bring the calculated measures into the catalogue; gives what is wrong with them."""
    problems = []
    for name, item in calculated.items():
        if name in measures:
            problems.append(Problem(f"measure {name} is declared twice", f"formula {name}", _TWICE))
        if item.measure.report not in reports:
            what = f"there is no report {item.measure.report!r}"
            problems.append(Problem(what, f"formula {name}", suggest(item.measure.report, reports)))
        measures[name] = item.measure
    return problems


def _stated_changes(item: Measure) -> list[Measure]:
    """The changes that a measure's source states beside it, as measures of their own."""
    if not item.states_change:
        return []
    about: dict[str, Any] = {"report": item.report, "basis": item.basis, "higher_is": "neither", "topic": item.topic}
    about |= {"about": item.about, "change_of": item.id, "fixed_decimals": True}
    kinds = {
        "change": ("count_change", "change as stated"),
        "change_pct": ("percent_change", "change in per cent as stated"),
    }
    return [
        build_measure(
            f"{item.id}_{kind}",
            about
            | {"label": f"{item.label}: {words}", "unit": unit}
            | {"decimals": 1 if unit == "percent_change" else item.decimals}
            | {"definition": f"The {words} by its source, beside the figure and the one of the period before."},
            f"change of {item.id}",
        )
        for kind, (unit, words) in kinds.items()
    ]


def _formulas_without(calculated: Mapping[str, Calculation], measures: Collection[str]) -> list[Problem]:
    return [
        Problem(f"the formula needs a measure {need!r} that there is not", f"formula {name}", suggest(need, measures))
        for name, item in calculated.items()
        for need in item.needs
        if need not in measures
    ]


def _labels_of_two(items: Iterable[Measure], documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Labels that two measures have: a reader could not tell them apart, and a page names its definitions by them."""
    first: dict[str, Measure] = {}
    for item in items:
        other = first.setdefault(item.label.casefold(), item)
        if other is not item:
            document = documents.get(item.report)
            where = document.place("measures", item.id) if document is not None else ""
            what = f"measures {other.id} and {item.id} have one label, {item.label!r}"
            yield Problem(what, where, "say in one of them what sets it apart")


def _named(item: Measure) -> list[tuple[str, str]]:
    """Every other measure that a measure names, with the key that names it."""
    keys = ["numerator", "denominator", "rate_of", "alike", "mean_of", "change_of", "windows_of", "repeats", "whole"]
    keys += ["standard", "budget"]
    found = [(key, getattr(item, key)) for key in keys] + [("sum_of", part) for part in item.sum_of]
    return [(key, other) for key, other in found if other]


def _dangling(items: Iterable[Measure], measures: Collection[str], topics: Collection[str]) -> list[Problem]:
    problems = []
    for item in items:
        for key, other in _named(item):
            if other not in measures:
                problems.append(
                    Problem(f"measure {item.id}: {key} names no measure {other!r}", "", suggest(other, measures))
                )
        if item.topic and item.topic not in topics:
            problems.append(Problem(f"measure {item.id}: no topic {item.topic!r}", "", suggest(item.topic, topics)))
    return problems
