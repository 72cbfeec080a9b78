"""An analyst's own table or drawing: which numbers are published figures, which are hers, and what is refused."""

from datetime import date

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import seaborn as sns

from pages import html, numbers, rows
from panelpack.commentary.notebook_text import may_stand
from panelpack.comparisons.frames import facts_frame
from panelpack.gate.gate import Gate
from panelpack.gate.own_pieces import own_pieces
from panelpack.page.html_tree import Tree
from panelpack.page.parts import Own
from panelpack.project.errors import InputError
from panelpack.sections.own_pictures import numbers_in
from panelpack.sections.own_pieces import Given, own_piece, refuse_numbers_in_words, typed_texts

KENT, ESSEX = "E10000016", "E10000012"
NAME = "rereferrals_pct"
HOW = "Worked out in pandas from the figures of two councils."


@pytest.fixture(scope="module")
def view(view_with):
    rows_ = [(NAME, "2021-22", 13.0), (NAME, "2022-23", 15.0)]
    rows_ += [(NAME, "2021-22", 21.0, {"area": KENT}), (NAME, "2022-23", 22.0, {"area": KENT})]
    rows_ += [("cpp_open", "31 March 2023", None, {"status": "c"}), ("referrals", "2022-23", 12)]
    return view_with(*rows_)


def piece(view, drawn, data=None, **more):
    said = {"title": "Two councils", "how": HOW, "by": "A. Analyst", "measures": (), "no_people": (), "decimals": 1}
    return own_piece(view, drawn, Given(**said | more), data)


@pytest.fixture
def wide(view):
    return facts_frame(view, [NAME], areas=["council", "Kent"], wide=True)


def test_a_wide_frame_of_facts_keeps_the_ids_of_its_figures_and_a_column_of_hers_is_marked(view, wide):
    table = piece(view, wide.assign(Gap=wide["Kent"] - wide["North Somerset"]))
    assert rows(table, "Two councils") == {
        "period": ["North Somerset", "Kent", "Gap*"],
        "2021-22": ["13.0%", "21.0%", "8"],
        "2022-23": ["15.0%", "22.0%", "7"],
    }
    assert [figure.area_name for figure in table.figures] == ["North Somerset", "Kent"] * 2
    assert table.note.plain == f"* A. Analyst's own calculation, no published figure. {HOW}"
    assert table.frame["made"].to_list() == ["", "", "", "", *["own calculation of A. Analyst"] * 2]


def test_a_tidy_frame_finds_its_figures_by_their_ids_and_one_that_was_changed_is_hers(view):
    tidy = facts_frame(view, [NAME], areas=["council", "Kent"], years="2022-23")[["name", "period", "value", "id"]]
    tidy.loc[1, "value"] += 10
    table = piece(view, tidy)
    assert rows(table, "Two councils") == {
        "name": ["period", "value*"],
        "North Somerset": ["2022-23", "15.0%"],
        "Kent": ["2022-23", "32"],
    }


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"Area": ["North Somerset"], "2022-23": [15.0]}),
        pd.DataFrame({"Period": ["2022-23"], NAME: [15.0]}),
        pd.DataFrame({"Re-referrals as a percentage of referrals": [15.0]}, index=["2022-23"]),
        pd.DataFrame([[15.0]], index=["2022-23"], columns=pd.MultiIndex.from_tuples([(NAME, "North Somerset")])),
        pd.Series([15.0], index=["2022-23"], name=NAME),
    ],
    ids=["area and year", "year and measure", "label and index", "two levels", "a series"],
)
def test_a_frame_of_any_shape_finds_a_figure_by_the_labels_of_its_place(view, frame):
    table = piece(view, frame, measures=(NAME,))
    assert [figure.text for figure in table.figures] == ["15.0%"] and not table.own


def test_an_equal_number_of_another_place_is_hers(view):
    frame = pd.DataFrame({"Area": ["Kent"], "2022-23": [15.0]})
    assert [part.value for *_, part in piece(view, frame, measures=(NAME,)).own] == [15.0]


def test_a_number_where_a_figure_is_hidden_is_refused_however_large(view):
    for value in (3, 17):
        frame = pd.DataFrame({"cpp_open": [value]}, index=["31 March 2023"])
        with pytest.raises(InputError, match="a number stands where a figure is hidden"):
            piece(view, frame)


def test_small_whole_numbers_are_refused_unless_their_column_counts_no_people(view):
    frame = pd.DataFrame({"Area": ["Kent", "Essex"], "Place": [3, 20]})
    with pytest.raises(InputError, match=r"column 'Place': .*could be a hidden count.*no_people=\['Place'\]"):
        piece(view, frame)
    assert [part.counts_no_people for *_, part in piece(view, frame, no_people=("Place",)).own] == [True, True]
    assert [part.plain for *_, part in piece(view, frame.assign(Place=[3.4, 20])).own] == ["3.4", "20.0"]


@pytest.mark.parametrize(
    ("drawn", "more", "said"),
    [
        (pd.DataFrame({"a": []}), {}, "the table is empty"),
        (pd.DataFrame({"a": [12]}), {"title": " "}, "title is missing"),
        (pd.DataFrame({"a": [12]}), {"by": ""}, "by is missing"),
        (pd.DataFrame({"a": [12]}), {"how": "short"}, "the description is missing or too short"),
        (pd.DataFrame({"a": [12]}), {"no_people": ("b",)}, "there is no column 'b'"),
        (pd.DataFrame({"a": [12]}), {"measures": ("rereferals_pct",)}, "did you mean rereferrals_pct"),
        ([1, 2], {}, "a list cannot be shown"),
    ],
)
def test_what_cannot_be_shown_says_what_is_missing(view, drawn, more, said):
    with pytest.raises(InputError, match=said):
        piece(view, drawn, **more)


def test_words_are_looked_at_for_typed_numbers_but_the_labels_of_measures_may_hold_them(view):
    label = view.measure("cpp_rate").label
    assert "10,000" in label
    table = piece(view, pd.DataFrame({"Which": ["3 children", label], label: [12.5, 13.5]}))
    assert [said for said in typed_texts(view, table) if "3" in said or "10" in said] == ["3 children"]


def lines_of(wide, **labels):
    """The lines of a wide frame, drawn over its periods."""
    _, axes = plt.subplots()
    for name, column in wide.items():
        axes.plot(wide.index, column, label=name)
    axes.set(xlabel="period", **labels)
    return axes


def test_the_lines_bars_and_points_of_a_drawing_become_its_table(view, wide):
    found = numbers_in(lines_of(wide).figure)
    assert found.index.to_list() == wide.index.to_list() and found.to_dict() == wide.to_dict()
    _, axes = plt.subplots()
    sns.barplot(wide.reset_index().melt(id_vars="period"), x="value", y="name", ax=axes)
    assert numbers_in(axes.figure)["value"].round(1).to_dict() == {"North Somerset": 14.0, "Kent": 21.5}
    _, axes = plt.subplots()
    axes.scatter([1.5, 2.5], [10, 20])
    axes.set(xlabel="One", ylabel="Other")
    found = numbers_in(axes.figure)
    assert found.to_dict() == {"Other": {1.5: 10, 2.5: 20}} and found.index.name == "One"
    plt.close("all")


def test_lines_that_a_legend_names_are_named_so(view):
    tidy = facts_frame(view, [NAME], areas=["council", "Kent"])
    grid = sns.relplot(tidy, x="year", y="value", hue="name", kind="line")
    assert list(numbers_in(grid.figure)) == ["North Somerset", "Kent"]
    plt.close("all")


def test_a_drawing_is_a_chart_with_its_table_and_is_not_shown_a_second_time(view, wide):
    axes = lines_of(wide, ylabel="Per cent")
    chart = piece(view, axes, measures=(NAME,))
    assert [figure.text for figure in chart.figures] == ["13.0%", "21.0%", "15.0%", "22.0%"]
    assert (chart.axes[0].label, chart.axes[1].label) == ("period", "Per cent")
    page = html(chart)
    assert 'aria-label="Own drawing. Two councils. Worked out in pandas' in page
    assert page.count("<svg ") == 1 and len(numbers(page)) == 4
    assert not plt.fignum_exists(axes.figure.number)
    assert html(chart) == page


def test_a_drawing_whose_numbers_cannot_be_listed_asks_for_them(view):
    _, axes = plt.subplots()
    axes.pcolormesh([[1, 2], [3, 4]])
    with pytest.raises(InputError, match=r"the numbers of a QuadMesh cannot be listed.*data=frame"):
        piece(view, axes)
    _, axes = plt.subplots()
    axes.plot([0, 1, 2], [1.5, 2.5, 3.5])
    axes.set_xticks([0, 2], ["first", "last"])
    with pytest.raises(InputError, match="some places along the axis have words and some have none"):
        piece(view, axes)
    _, axes = plt.subplots()
    axes.imshow([[1, 2], [3, 4]])
    with pytest.raises(InputError, match="a picture of points"):
        piece(view, axes)
    plt.close("all")


def test_the_gate_passes_what_was_made_so_and_finds_what_was_not(project, north_somerset):
    from panelpack.comparisons.council_year import council_year

    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    gate = Gate.of(project, "north-somerset", north_somerset, year="2022-23", reports=["safeguarding"])
    wide = facts_frame(view, [NAME], areas=["council", "Kent", "Essex"], years="2019-20:2022-23", wide=True)
    table = html(piece(view, wide.assign(Gap=wide["Kent"] - wide["Essex"])))
    for made in (table, html(piece(view, wide.plot(), measures=(NAME,)))):
        assert list(gate.page(made, "safeguarding")) == []
    label = view.measure("cpp_2yrs_pct").label
    spoilt = {
        "is as small as a hidden count": table.replace(">9.5<", ">3<")
        .replace('"9.5"', '"3"')
        .replace("9.6", "12")
        .replace("1.8", "13")
        .replace("8.4", "14"),
        "is written otherwise than its value": table.replace('"9.5"', '"9.7"'),
        "stands in no table": f'<p><data value="77" data-own="A. Analyst">77</data></p>{table}',
        "a digit without a mark": table.replace("Two councils", "Two councils, 7 plans"),
        "stands where a figure is hidden": table.replace("Gap*", f"{label}*").replace("2019-20", "31 March 2016"),
    }
    for finding, page in spoilt.items():
        assert finding in " ".join(gate.page(page, "safeguarding")), finding
    plt.close("all")


@pytest.mark.parametrize("words", ["three", "Twenty-one", "about five", "a hundred and two".replace("a ", "")])
def test_a_cell_that_is_a_number_in_words_is_refused_like_any_other(view, words):
    table = piece(view, pd.DataFrame({"Area": ["Kent"], "On a plan": [words]}))
    with pytest.raises(InputError, match="column 'On a plan': a number in words"):
        refuse_numbers_in_words(table)
    refuse_numbers_in_words(piece(view, pd.DataFrame({"Area": ["One parent"], "Mean": [12.5]})))


def test_columns_that_are_said_to_count_no_people_are_named_beneath_the_table_and_in_the_gate_s_list(view):
    table = piece(view, pd.DataFrame({"Area": ["Kent"], "Place": [3]}), no_people=("Place",))
    assert "A. Analyst says that no people are counted in: Place." in table.note.plain
    (listed,) = own_pieces(Tree(html(table)), "send")
    assert str(listed) == "send: 'Two councils' by A. Analyst, own numbers: 1; said to count no people: Place"


def test_a_table_without_a_number_of_hers_is_listed_too(view, wide):
    (listed,) = own_pieces(Tree(html(piece(view, wide))), "send")
    assert (listed.by, listed.numbers, listed.no_people) == ("A. Analyst", 0, ())


def test_of_several_named_measures_a_number_is_that_of_the_one_that_it_equals(view):
    merged = pd.DataFrame({"Area": ["North Somerset"], "first": [15.0], "second": [12], "third": [99.0]})
    table = piece(view, merged, measures=(NAME, "referrals"))
    assert [figure.measure.id for figure in table.figures] == [NAME, "referrals"]
    assert [column for _, column, _ in table.own] == ["third*"]


def test_a_drawing_with_a_number_typed_into_it_is_refused_but_those_of_its_table_may_stand(view, wide):
    axes = lines_of(wide)
    axes.annotate("15.0% now", (0, 15))
    axes.set_title("exactly 3 children")
    chart = piece(view, axes, measures=(NAME,))
    said = [one for one in typed_texts(view, chart) if not may_stand(one, ())]
    assert said == ["exactly 3 children"]


def test_a_heat_map_with_its_bar_of_colours_is_drawn_when_its_numbers_are_given(view, wide):
    _, axes = plt.subplots()
    sns.heatmap(wide, ax=axes)
    assert html(piece(view, axes, data=wide)).count("<svg ") == 1


def test_days_along_an_axis_are_days_in_the_table(view):
    _, axes = plt.subplots()
    axes.plot([date(2022, 3, 31), date(2023, 3, 31)], [10.5, 12.5])
    assert list(rows(piece(view, axes), "Two councils"))[1:] == ["31 March 2022", "31 March 2023"]
    plt.close("all")


def test_an_own_number_is_a_value_of_its_own(view):
    (_, _, own) = piece(view, pd.DataFrame({"Which": ["x"], "Mean": [12.345]}), decimals=2).own[0]
    assert own == Own(12.35, "12.35", "A. Analyst")
