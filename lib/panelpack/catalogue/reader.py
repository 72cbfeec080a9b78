"""The catalogue: every measure by id, read from `data/measures/` and joined with those that are calculated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from panelpack.catalogue.measures import REPORTS, Calculation, Measure, build_measure
from panelpack.project.errors import InputError, Problem, suggest
from panelpack.project.yaml_files import read_yaml, validate


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    report: str
    topics: dict[str, str] = Field(default_factory=dict)
    measures: dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Catalogue:
    """All measures by id, and the titles of all topics."""

    measures: Mapping[str, Measure]
    topics: Mapping[str, str]

    def __getitem__(self, name: str) -> Measure:
        if name not in self.measures:
            raise InputError([Problem(f"there is no measure {name!r}", todo=suggest(name, self.measures))])
        return self.measures[name]

    def __contains__(self, name: object) -> bool:
        return name in self.measures

    def of_topic(self, topic: str) -> list[Measure]:
        """The measures of a topic, in the order of the catalogue."""
        if topic not in self.topics:
            raise InputError([Problem(f"there is no topic {topic!r}", todo=suggest(topic, self.topics))])
        return [item for item in self.measures.values() if item.topic == topic]


def read_catalogue(folder: Path, calculated: Mapping[str, Calculation]) -> Catalogue:
    """Read `data/measures/` and join the calculated measures to it.

    Raises:
        InputError: all faults of all files: unknown keys, a measure declared twice, a reference to none.
    """
    measures: dict[str, Measure] = {}
    topics: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        where = f"{folder.name}/{path.name}"
        try:
            content = validate(read_yaml(path), _File, where)
        except InputError as error:
            problems += error.problems
            continue
        if content.report not in REPORTS:
            problems.append(Problem(f"unknown report {content.report!r}", where, suggest(content.report, REPORTS)))
        topics |= content.topics
        for name, details in content.measures.items():
            try:
                made = build_measure(name, details | {"report": content.report}, where)
            except InputError as error:
                problems += error.problems
                continue
            for item in (made, *_stated_changes(made)):
                if item.id in measures:
                    problems.append(Problem(f"measure {item.id} is declared twice", where))
                measures[item.id] = item
    problems += [
        Problem(f"measure {name} is declared twice", f"formula {name}") for name in calculated if name in measures
    ]
    measures |= {name: item.measure for name, item in calculated.items()}
    problems += _dangling(measures.values(), measures, topics)
    problems += _formulas_without(calculated, measures)
    if problems:
        raise InputError(problems)
    return Catalogue(measures, topics)


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


def _formulas_without(calculated: Mapping[str, Calculation], measures: Mapping[str, Measure]) -> list[Problem]:
    return [
        Problem(f"the formula needs a measure {need!r} that there is not", f"formula {name}", suggest(need, measures))
        for name, item in calculated.items()
        for need in item.needs
        if need not in measures
    ]


def _named(item: Measure) -> list[tuple[str, str]]:
    """Every other measure that a measure names, with the key that names it."""
    keys = ["numerator", "denominator", "rate_of", "alike", "mean_of", "change_of", "windows_of", "repeats", "whole"]
    keys.append("standard")
    found = [(key, getattr(item, key)) for key in keys] + [("sum_of", part) for part in item.sum_of]
    return [(key, other) for key, other in found if other]


def _dangling(items: Iterable[Measure], measures: Mapping[str, Measure], topics: Mapping[str, str]) -> list[Problem]:
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
