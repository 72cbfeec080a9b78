"""The gate works numbers out by arithmetic of its own: each way of making one is broken in turn, and refused."""

import ast
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pages import html
from panelpack.catalogue.calculations import Calculation
from panelpack.catalogue.periods import parse
from panelpack.comparisons import change
from panelpack.comparisons.council_year import council_year
from panelpack.comparisons.derived import WAYS, Way
from panelpack.disclosure.ledger import LEDGER_COLUMNS
from panelpack.disclosure.reads import forget_all
from panelpack.gate import arithmetic
from panelpack.gate.gate import Gate
from panelpack.gate.shown_numbers import ShownNumbers
from panelpack.page.html_tree import Tree
from panelpack.page.words import number
from panelpack.sections import questions
from panelpack.sections.changes import says, what_changed
from panelpack.sections.closing import differences, revised
from panelpack.sections.comparison import compare
from panelpack.sections.definitions import definitions
from panelpack.sections.reconciliation import reconciliation
from panelpack.sections.summary import summary
from panelpack.sections.two_way import by_period

AREA, REPORT = "E06000024", "children_in_care"


def by_the_median(view):
    """The view of a council that sets itself beside its neighbours' median."""
    return replace(view, council=view.council.model_copy(update={"neighbours_by": "median"}))


PAGES = {
    "what changed": lambda view: what_changed(view, ["referrals", "cpp_repeat_pct", "rereferrals_pct", "cla_march"]),
    "compare": lambda view: compare(view, "referral_rate"),
    "enquiries": lambda view: questions.all_questions(view),
    "by the median": lambda view: questions.all_questions(by_the_median(view)),
    "definitions": lambda view: definitions(view, ["rereferrals_pct", "contacts_domestic_violence_pct"]),
    "differences": lambda view: differences(view, ["referrals"]),
    "parts": lambda view: by_period(view, "ehc_plans_by_need", "primary_need", "ehc_plans"),
    "reconciliation": lambda view: reconciliation(view),
    "summary": lambda view: summary(view, view.followed(REPORT)),
    "revised": lambda view: revised(view, ["referrals"], LEDGER, {}),
}
SHOWN_ON = {
    **dict.fromkeys(("change", "change_pct", "running"), "what changed"),
    **dict.fromkeys(("mean", "median", "known", "neighbours", "rank", "ranked"), "compare"),
    **dict.fromkeys(("numerator", "denominator"), "definitions"),
    **dict.fromkeys(("recomputed", "summary_apart", "summary_unchecked", "summary_agreed"), "reconciliation"),
    **dict.fromkeys([name for name in WAYS if name.startswith("summary_")], "summary"),
    **dict.fromkeys(("summary_apart", "summary_unchecked", "summary_agreed"), "reconciliation"),
    **{"ahead": "enquiries", "atmean": "enquiries", "atmedian": "by the median"},
    **{"difference": "differences", "sum": "parts", "earlier": "revised"},
}
LEDGER = pd.DataFrame(
    [
        {
            **{"measure": "referrals", "area": AREA, "breakdown": "", "source": "dfe_children_in_need"},
            **{"release": "2025", "value": 758.0, "status": "", "edition": "2021-22 edition 1"},
            **{"signed_off_by": "A", "signed_off_date": "2022-10-20"},
            **{"period_start": pd.Timestamp("2021-04-01"), "period_end": pd.Timestamp("2022-03-31")},
        }
    ],
    columns=LEDGER_COLUMNS,
)


@pytest.fixture(scope="module")
def view(project, north_somerset):
    return council_year(project, north_somerset, "north-somerset", "2022-23")


@pytest.fixture(scope="module")
def findings(project, north_somerset, view):
    """What the gate finds among the numbers of a page."""
    gate = Gate.of(project, "north-somerset", north_somerset, year="2022-23", reports=[REPORT])
    numbers = ShownNumbers(north_somerset, view.council, gate.numbers._relations, LEDGER, gate.numbers._counts)

    def find(page):
        return list(numbers.faults(Tree(page), REPORT))

    return find


@pytest.fixture
def anew():
    """Findings of reconciliation are kept while a process runs: here they are made again, before and after."""
    forget_all()
    yield
    forget_all()


def test_every_way_of_the_register_is_broken_below():
    assert set(SHOWN_ON) == set(WAYS)


@pytest.mark.parametrize("page", PAGES)
def test_pages_as_they_are_made_pass(view, findings, page):
    assert findings(html(PAGES[page](view))) == []


@pytest.mark.parametrize("name", WAYS)
def test_a_number_whose_way_gives_another_value_is_refused(view, findings, monkeypatch, anew, name):
    sound = Way.of

    def broken(self, base, value, made_of, **more):
        return sound(self, base, value + (5 if self.name == name else 0), made_of, **more)

    monkeypatch.setattr(Way, "of", broken)
    page = html(PAGES[SHOWN_ON[name]](view))
    assert f'data-fact="{name}' in page, "the page must show a number of this way"
    found = findings(page)
    assert found and all(WAYS[name].words in finding for finding in found)


def test_a_percentage_that_is_always_the_same_is_refused(view, findings, monkeypatch):
    def always(published, now, before, gap):
        return WAYS["change_pct"].of(now, 99.9, (now, before), unit="percent", decimals=1, signed=True), ""

    monkeypatch.setattr(change, "_pct_change", always)
    page = html(says(view, ["referrals"]))
    assert "99.9%" in page
    (finding,) = findings(page)
    assert "the same difference in per cent" in finding


def test_a_formula_that_gives_another_share_than_its_numbers_is_refused(project, published_of, monkeypatch):
    monkeypatch.setattr(Calculation, "__call__", lambda self, *values: values[0] * 0 + 99.9)
    document = {"source": "nsscp_annual_report", "release": "2022-23"}
    rows = [("contacts", "2022-23", 400, document), ("contacts_domestic_violence", "2022-23", 100, document)]
    published = published_of(*rows)
    share = published.find("contacts_domestic_violence_pct", AREA, parse("2022-23", "year"))
    numbers = ShownNumbers(published, project.council("north-somerset"))
    (finding,) = numbers.faults(Tree(html(number(share))))
    assert "contacts_domestic_violence_pct" in finding


def test_a_made_up_way_is_refused(view, findings):
    figure = view.own("referrals")
    marks = [f'<data value="7" data-fact="{way}-{figure.id}">7</data>' for way in ("summary_made_up", "guess")]
    assert len(set(findings("".join(marks)))) == 1


def test_the_order_of_declared_relations_changes_nothing(project, north_somerset, view):
    gate = Gate.of(project, "north-somerset", north_somerset, year="2022-23", reports=[REPORT])
    backwards = tuple(reversed(gate.numbers._relations))
    numbers = ShownNumbers(north_somerset, view.council, backwards, LEDGER, gate.numbers._counts)
    assert list(numbers.faults(Tree(html(reconciliation(view))))) == []


@pytest.mark.parametrize(
    ("of_row", "may_be"),
    [
        ({}, [758.0]),
        ({"period_start": pd.Timestamp("2020-04-01"), "period_end": pd.Timestamp("2021-03-31")}, []),
        ({"breakdown": "sex=nobody"}, [758.0]),
    ],
    ids=["its own", "another that stands still", "one that stands no more"],
)
def test_an_edition_said_what_it_did_of_a_figure_or_of_one_that_stands_no_more(
    north_somerset, view, figure_in, of_row, may_be
):
    ledger = pd.DataFrame([LEDGER.iloc[0].to_dict() | of_row])
    numbers = ShownNumbers(north_somerset, view.council, ledger=ledger)
    figure = figure_in(north_somerset, "referrals", "2021-22")
    assert [item.value for item in numbers.expected(figure, "earlier")] == may_be


def test_a_hidden_figure_has_no_place_among_its_neighbours(published_of, figure_in, project):
    published = published_of(("referral_rate", "2022-23", "", {"status": "c"}))
    figure = figure_in(published, "referral_rate", "2022-23")
    numbers = ShownNumbers(published, project.council("north-somerset"))
    ways = ("rank", "ranked", "ahead_2025", "change", "change_pct", "running", "difference")
    assert [numbers.expected(figure, way) for way in ways] == [[]] * len(ways)


def test_a_count_from_a_small_base_changes_by_no_per_cent(published_of, figure_in):
    published = published_of(("referrals", "2021-22", 8), ("referrals", "2022-23", 16))
    figure = figure_in(published, "referrals", "2022-23")
    its = arithmetic.Arithmetic(published, {})
    assert [item.value for item in its.change(figure)] == [8]
    assert its.change_pct(figure) == []


def test_a_share_is_multiplied_before_it_is_divided_and_nothing_is_made_of_a_missing_part(published_of):
    year = {"source": "nsscp_annual_report", "release": "2022-23"}
    rows = [("contacts", "2022-23", 160, year), ("contacts_domestic_violence", "2022-23", 23, year)]
    published = published_of(*rows)
    base, part = (published.find(name, AREA, parse("2022-23", "year")) for name, *_ in rows)
    its = arithmetic.Arithmetic(published, {})
    assert 14.375 in its.recomputed("share", base, (part, base), 0)
    gone = part.absent("earlier", "x")
    assert its.recomputed("sum", base, (part, gone), 0) == []
    assert its.recomputed("share", base, (gone, base), 0) == []


def test_the_arithmetic_imports_nothing_of_what_it_checks():
    tree = ast.parse(Path(arithmetic.__file__).read_text(encoding="utf-8"))
    rooms = {
        node.module.split(".")[1] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and "." in node.module
    }
    assert rooms <= {"catalogue", "disclosure", "abc"}
