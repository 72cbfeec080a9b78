import re
from html import unescape

import pandas as pd
import pytest

from pages import needs_no_mending
from panelpack.comparisons.change import Travel, change
from panelpack.comparisons.targets import Rag
from panelpack.page import tables
from panelpack.page.markup import number
from panelpack.page.tables import Column
from panelpack.project.parameters import Target


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def cells(html: str) -> list[list[str]]:
    """The text of every cell, a list a row, the header first."""
    return [
        [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall("<tr>(.*?)</tr>", html)
    ]


@pytest.fixture
def published(published_of):
    return published_of(
        ("referrals", "2021-22", 441),
        ("referrals", "2022-23", 422),
        ("rereferrals", "2021-22", None, {"status": "c"}),
        ("rereferrals", "2022-23", 80),
        ("rereferrals_pct", "2021-22", 20),
        ("rereferrals_pct", "2022-23", 18.5),
        ("referral_rate", "2022-23", None, {"status": "x"}),
        ("s47_rate", "2022-23", None, {"status": "x"}),
    )


@pytest.fixture
def figures(published, figure_in):
    names = ("referrals", "rereferrals", "rereferrals_pct", "referral_rate", "s47_rate")
    return {name: figure_in(published, name, "2022-23") for name in names}


@pytest.fixture
def small(published, figures):
    """A table of a header and two rows, one of them with a symbol."""
    rows = [["Referrals", number(figures["referrals"])], ["Rate", number(figures["referral_rate"])]]
    return tables.table(published, "Two <measures>", [Column("What"), Column("Figure", True)], rows, "A note.")


def test_every_header_says_whether_it_heads_a_column_or_a_row(small):
    assert re.findall(r"<th\b( scope=\"\w+\")?", small) == [' scope="col"'] * 2 + [' scope="row"'] * 2


def test_a_table_has_its_caption_and_a_region_of_the_same_name(small):
    assert "<caption>Two &lt;measures&gt;</caption>" in small
    assert 'role="region" tabindex="0" aria-label="Two &lt;measures&gt;"' in small


def test_columns_of_numbers_are_marked_once_for_the_table_or_in_head_and_body(small, published, figures):
    assert small.count('<table class="numbers">') == 1
    columns = [Column("What"), Column("Figure", True), Column("Note")]
    mixed = tables.table(published, "T", columns, [["R", number(figures["referrals"]), "As printed"]])
    assert mixed.count('class="number"') == 2


def test_columns_of_a_group_stand_under_a_header_of_their_own(published):
    columns = [Column("Need"), Column("2022", True, "Girls"), Column("2023", True, "Girls"), Column("All", True)]
    html = tables.table(published, "T", columns, [["SEMH", "1", "2", "3"]])
    assert '<colgroup span="1"></colgroup><colgroup span="2"></colgroup><colgroup span="1"></colgroup><thead>' in html
    assert '<th scope="col" rowspan="2">Need</th><th scope="colgroup" colspan="2">Girls</th>' in html
    assert cells(html) == [["Need", "Girls", "All"], ["2022", "2023"], ["SEMH", "1", "2", "3"]]
    assert needs_no_mending(html)


def test_a_direction_is_said_by_word_and_shape_and_where_one_is_better_by_colour(published, figures):
    share = change(published, figures["rereferrals_pct"])
    assert tables.direction(share, Travel("better")) == (
        '<span class="better"><span aria-hidden="true">▼ </span>better</span>'
    )
    flow = change(published, figures["referrals"])
    assert tables.direction(flow, Travel("falling")) == '<span><span aria-hidden="true">▼ </span>falling</span>'


def test_a_target_gives_a_column_with_word_and_shape_of_red_amber_or_green(published, figures):
    target = Target.model_validate(
        {"measure": "rereferrals_pct", "council": "x", "at_most": 20, "from": "2020-01-01", "reference": "Plan"}
    )
    changed = [change(published, figures["rereferrals_pct"]), change(published, figures["referrals"])]
    rags = [Rag("green", target), Rag("no target set", None)]
    rows = cells(tables.change_table(published, "What changed", changed, [Travel(""), Travel("")], rags))
    assert [row[-1] for row in rows] == [
        "Against target",
        "● green (target from 1 January 2020: at most 20)",
        "no target set",
    ]


def test_a_table_is_html_that_needs_no_mending(small, published, figures):
    changed = tables.change_table(
        published, "C", [change(published, item) for item in figures.values()], [Travel("")] * 5
    )
    for html in (small, changed):
        assert needs_no_mending(html)


def test_cells_show_figures_with_their_ids_and_symbols_with_their_meaning(small, figures):
    assert cells(small) == [["What", "Figure"], ["Referrals", "422"], ["Rate", "x"]]
    assert f'<data value="422" data-fact="{figures["referrals"].id}">422</data>' in small
    assert '<abbr class="status" title="not available">x</abbr>' in small


def test_each_symbol_is_explained_once_however_often_it_stands(published, figures, figure_in):
    hidden = figure_in(published, "rereferrals", "2021-22")
    shown = [figures["referral_rate"], hidden, figures["s47_rate"]]
    rows = [[str(place), number(figure)] for place, figure in enumerate(shown)]
    html = tables.table(published, "T", [Column("What"), Column("Figure")], rows)
    assert plain(html).endswith("c: not shown, to protect people. x: not available.")


def test_a_table_without_symbols_and_notes_has_no_note(published, figures):
    html = tables.table(published, "T", [Column("What"), Column("Figure")], [["R", number(figures["referrals"])]])
    assert "note" not in html


def test_a_row_of_another_length_is_refused(published):
    with pytest.raises(ValueError, match="argument 2 is"):
        tables.table(published, "T", [Column("What"), Column("Figure")], [["R", "1", "2"]])


def test_changes_show_both_years_the_difference_and_chance(published, figures):
    changed = [change(published, figures["referrals"]), change(published, figures["rereferrals_pct"])]
    html = tables.change_table(
        published, "What changed", changed, [Travel("falling"), Travel("better than a year ago")]
    )
    assert cells(html) == [
        ["Measure", "This year", "Year before", "Change", "% change", "Direction", "Could it be chance?"],
        ["Referrals to children's social care", "422", "441", "\u221219", "\u22124.3%", "▼ falling", "could be chance"],
        [
            "Re-referrals as a percentage of referrals",
            "18.5%",
            "20.0%",
            "\u22121.5 points",
            "",
            "▼ better than a year ago",
            "could be chance",
        ],
    ]


def test_a_change_from_a_hidden_figure_is_not_shown_and_one_from_a_missing_figure_is_not_known(published, figures):
    changed = [change(published, figures["rereferrals"]), change(published, figures["s47_rate"])]
    rows = cells(tables.change_table(published, "What changed", changed, [Travel(""), Travel("")]))
    assert rows[1][1:] == ["80", "c", "not shown", "", "", "not known"]
    assert rows[2][1:] == ["x", "no figure", "not known", "", "", "not known"]


def test_a_measure_leads_to_its_definition(published, figures):
    html = tables.change_table(published, "What changed", [change(published, figures["rereferrals"])], [Travel("")])
    assert 'href="#definition-rereferrals"' in html


def test_tables_take_what_may_be_shown_and_nothing_else():
    with pytest.raises(TypeError, match=r"tables\.table .* takes a Published, not DataFrame"):
        tables.table(pd.DataFrame(), "T", [], [])
    with pytest.raises(TypeError, match=r"tables\.change_table .* takes a Published, not DataFrame"):
        tables.change_table(pd.DataFrame(), "T", [], [])
