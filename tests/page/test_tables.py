import re
from html import unescape

import pandas as pd
import pytest

from pages import html, needs_no_mending
from panelpack.page import tables
from panelpack.page.tables import Column
from panelpack.page.words import number, text


def plain(page) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html(page)))


def cells(page) -> list[list[str]]:
    """The text of every cell, a list a row, the header first."""
    return [
        [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall("<tr>(.*?)</tr>", html(page))
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
    return tables.table(
        published, "Two <measures>", [Column.of("What"), Column.of("Figure", True)], rows, text("A note.")
    )


def test_every_header_says_whether_it_heads_a_column_or_a_row(small):
    assert re.findall(r"<th\b( scope=\"\w+\")?", html(small)) == [' scope="col"'] * 2 + [' scope="row"'] * 2


def test_a_table_has_its_caption_and_a_wide_one_a_region_of_the_same_name(small, published):
    assert "<caption>Two &lt;measures&gt;</caption>" in html(small)
    columns = [Column.of(head) for head in ("What", "Now", "Then")]
    wide = tables.table(published, "Three & <more>", columns, [["R", "1", "2"]])
    assert 'role="region" tabindex="0" aria-label="Three &amp; &lt;more&gt;"' in html(wide)
    assert "tabindex" not in html(small)


def test_columns_of_numbers_are_marked_once_for_the_table_or_in_head_and_body(small, published, figures):
    assert html(small).count('<table class="numbers">') == 1
    columns = [Column.of("What"), Column.of("Figure", True), Column.of("Note")]
    mixed = tables.table(published, "T", columns, [["R", number(figures["referrals"]), "As printed"]])
    assert html(mixed).count('class="number"') == 1 and "<td data-fact=" in html(mixed)


def test_columns_of_a_group_stand_under_a_header_of_their_own(published):
    columns = [
        Column.of("Need"),
        Column.of("2022", True, "Girls"),
        Column.of("2023", True, "Girls"),
        Column.of("All", True),
    ]
    table = tables.table(published, "T", columns, [["SEMH", "1", "2", "3"]])
    assert '<colgroup span="1"></colgroup><colgroup span="2"></colgroup><colgroup span="1"></colgroup><thead>' in html(
        table
    )
    assert '<th scope="col" rowspan="2">Need</th><th scope="colgroup" colspan="2">Girls</th>' in html(table)
    assert cells(table) == [["Need", "Girls", "All"], ["2022", "2023"], ["SEMH", "1", "2", "3"]]
    assert needs_no_mending(table)


def test_a_table_is_html_that_needs_no_mending(small):
    assert needs_no_mending(small)


def test_cells_show_figures_with_their_ids_and_symbols_with_their_meaning(small, figures):
    assert cells(small) == [["What", "Figure"], ["Referrals", "422"], ["Rate", "x"]]
    assert f'<td data-fact="{figures["referrals"].id}">422</td>' in html(small)
    assert '<abbr class="status" title="not available">x</abbr>' in html(small)


def test_each_symbol_is_explained_once_however_often_it_stands(published, figures, figure_in):
    hidden = figure_in(published, "rereferrals", "2021-22")
    shown = [figures["referral_rate"], hidden, figures["s47_rate"]]
    rows = [[str(place), number(figure)] for place, figure in enumerate(shown)]
    table = tables.table(published, "T", [Column.of("What"), Column.of("Figure")], rows)
    assert plain(table).endswith("c: not shown, to protect people. x: not available.")


def test_a_table_without_symbols_and_notes_has_no_note(published, figures):
    table = tables.table(
        published, "T", [Column.of("What"), Column.of("Figure")], [["R", number(figures["referrals"])]]
    )
    assert "note" not in html(table)


def test_a_row_of_another_length_is_refused(published):
    with pytest.raises(ValueError, match="not one cell a column"):
        tables.table(published, "T", [Column.of("What"), Column.of("Figure")], [["R", "1", "2"]])


def test_tables_take_what_may_be_shown_and_nothing_else():
    with pytest.raises(TypeError, match=r"tables\.table .* takes a Published, not DataFrame"):
        tables.table(pd.DataFrame(), "T", [], [])


def test_a_table_knows_its_figures_and_says_each_in_a_row_of_its_frame_with_its_place(small, figures):
    assert [figure.id for figure in small.figures] == [figures["referrals"].id, figures["referral_rate"].id]
    frame = small.frame[["row", "column", "measure", "value", "status", "text"]]
    assert frame.iloc[0].to_list() == ["Referrals", "Figure", "referrals", 422, "", "422"]
    assert frame["status"].to_list() == ["", "x"] and frame["value"].isna().to_list() == [False, True]


def test_a_table_in_plain_text_has_a_line_a_row(small):
    assert small.plain.splitlines() == [
        "Two <measures>",
        "What | Figure",
        "Referrals | 422",
        "Rate | x",
        "A note. x: not available.",
    ]
