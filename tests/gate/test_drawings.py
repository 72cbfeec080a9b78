"""Drawings against their tables: what is drawn otherwise than its numbers is found."""

import re

import pytest

from pages import html
from panelpack.comparisons.council_year import council_year
from panelpack.gate.gate import Gate
from panelpack.sections.chosen import bars, scatter, small_multiples
from panelpack.sections.trends import trend

NAME = "rereferrals_pct"


@pytest.fixture(scope="module")
def gate(project, north_somerset):
    return Gate.of(project, "north-somerset", north_somerset, year="2022-23", reports=["safeguarding"])


@pytest.fixture(scope="module")
def charts(project, north_somerset):
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    return {
        "trend": html(trend(view, NAME, ["Kent", "Essex", "england"])),
        "run": html(trend(view, "cpp_repeat_pct")),
        "bars": html(bars(view, NAME, ["Kent", "neighbours", "england"], "")),
        "scatter": html(scatter(view, "cla_rate", "cpp_rate", ["all", "Kent"])),
        "small": html(small_multiples(view, [NAME], ["council", "Kent", "Devon"])),
        "several": html(small_multiples(view, [NAME, "cpp_rate", "cla_rate", "referrals"], "council")),
    }


@pytest.mark.parametrize("name", ["trend", "run", "bars", "scatter", "small", "several"])
def test_a_chart_that_says_what_its_table_says_passes(gate, charts, name):
    assert list(gate.page(charts[name], "safeguarding")) == []


def moved(pattern, by):
    """The first number that a pattern finds, moved."""
    return lambda page: re.sub(pattern, lambda found: f"{found[1]}{float(found[2]) + by:.1f}", page, count=1)


def bent(kind, by, point=2):
    """A path of one kind, one of its steps moved down."""

    def spoil(page):
        path = re.search(rf'<path class="{kind}" d="([^"]+)"', page)
        steps = re.findall(r"[Mlhvz]|-?[\d.]+", path[1])
        at = [place for place, step in enumerate(steps) if step[-1].isdigit()][point * 2 + 1]
        steps[at] = f"{float(steps[at]) + by:.1f}"
        said = " ".join(steps).replace(" z", "z")
        return page.replace(path[1], re.sub(r"([Mlhv]) ", r"\1", said), 1)

    return spoil


def put(after, what):
    """Something that stands in no drawing, after what does."""
    return lambda page: page.replace(after, after + what, 1)


@pytest.mark.parametrize(
    ("name", "spoilt", "finding"),
    [
        ("scatter", moved(r'(<circle [^>]*cx=")([\d.]+)', 9), "a point does not stand where its numbers are"),
        ("scatter", moved(r'(<circle [^>]* cy=")([\d.]+)', 9), "a point does not stand where its numbers are"),
        ("scatter", lambda page: page.replace(">60</text>", ">65</text>"), "does not run in even steps"),
        ("scatter", lambda page: page.replace(" areas. Across", "5 areas. Across"), "how many it draws"),
        ("scatter", put('<path class="grid"', ' d="M1 1l5 5"/><path class="council"'), "no part of one"),
        ("bars", lambda page: page.replace(" bars.", "5 bars.", 1), "how many it draws"),
        ("bars", moved(r'(<path class="bar other" d="M[\d.]+ [\d.]+h)([\d.]+)', 4), "not as long as its number"),
        ("bars", moved(r'(<path class="bar other" d="M[\d.]+ [\d.]+h[\d.]+v12H)([\d.]+)', 4), "that is no bar"),
        ("bars", moved(r'(<path class="mark england" d="M)([\d.]+)', 9), "stands beside its number"),
        ("bars", lambda page: page.replace(">Kent</text>", ">Essex</text>"), "another name or number than its row"),
        ("bars", lambda page: re.sub(r"(>England) [\d.]+%<", r"\1 14.8%<", page), "no row of its table has"),
        ("small", lambda page: re.sub(r">(\d\d\.\d)%</text>", ">99.9%</text>", page, count=1), "has a number that"),
        ("small", lambda page: re.sub(r">(\d\d\.\d)%</text>", ">21.9%</text>", page, count=1), "other numbers than"),
        ("small", bent("council", 6), "a line does not go through its numbers"),
        ("small", moved(r'(<circle [^>]* cy=")([\d.]+)', 9), "a mark stands where"),
        ("several", lambda page: page.replace(">Re-referrals<", ">Re-referrals, 12<", 1), "has a number that"),
        ("several", bent("england", 6), "a line does not go through its numbers"),
        ("trend", lambda page: re.sub(r'(path class="council" d="M)', r"\g<1>1.2.", page), "cannot be read"),
        ("trend", lambda page: page.replace("Line chart.", "Line chart. 77."), "description of a chart has a number"),
        ("trend", bent("council", 6), "a line does not go through its numbers"),
        ("trend", bent("england", -5), "a line does not go through its numbers"),
        ("trend", bent("band", 5), "the band does not lie between"),
        ("trend", bent("grid", 5, 0), "cannot be read"),
        ("trend", moved(r'(<circle [^>]* cy=")([\d.]+)', 9), "a mark stands where"),
        ("trend", lambda page: page.replace("’20</text>", "’21</text>", 1), "a year beneath a drawing"),
        ("trend", lambda page: page.replace(">14.8%</text>", ">21.9%</text>", 1), "is not its last"),
        ("trend", lambda page: page.replace(">2022-23</text>", ">2021-22</text>", 1), "a year beneath a drawing"),
        ("trend", put('<path class="grid"', ' d="M1 1h5"/><path class="gap council"'), "cannot be read"),
        (
            "trend",
            put("<circle", ' class="council" cx="1" cy="1" r="3"/><path class="gap other" d="M1 1h5"/><circle'),
            "no gap",
        ),
        ("trend", lambda page: page.replace('"lead"', '"other"', 1), "a line does not go through its numbers"),
        ("trend", moved(r'(<path class="lead" d="M[\d.]+ )([\d.]+)', 9), "a leader that leads from no line"),
        ("run", lambda page: page.replace("for four years", "for five years", 1), "says a run"),
        ("run", lambda page: page.replace("Rose for four", "Fell for four", 1), "says a run"),
        ("run", lambda page: page.replace("the worse direction", "the better direction", 1), "says a run"),
    ],
)
def test_a_chart_that_says_something_else_is_found(gate, charts, name, spoilt, finding):
    assert finding in " ".join(gate.page(spoilt(charts[name]), "safeguarding"))
