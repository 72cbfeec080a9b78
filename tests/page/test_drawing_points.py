"""Scatters and small charts: names beside points and on none, small charts with their first and last value."""

import pytest

from panelpack.comparisons.council_year import council_year
from panelpack.page.drawing import sketched
from panelpack.page.drawing_points import panels_of
from panelpack.page.sketch import Dot, anchor_of, flat, is_bold, width_of
from panelpack.sections.chosen import scatter, small_multiples


@pytest.fixture(scope="module")
def view(project, north_somerset):
    return council_year(project, north_somerset, "north-somerset", "2022-23")


def boxes(sketch, names):
    """The boxes of some labels: left, top, right, foot."""
    for label in sketch.labels:
        if label.said in names:
            assert anchor_of(label.kind) == "start"
            yield label.x, label.y - 7.5, label.x + width_of(label.said, is_bold(label.kind)), label.y


@pytest.mark.parametrize("areas", [["Kent", "Essex"], ["all", "Kent", "Essex", "Torbay", "Wiltshire"], ["neighbours"]])
def test_no_name_of_a_scatter_lies_on_a_point_or_on_another_name(view, areas):
    chart = scatter(view, "cla_rate", "cpp_rate", areas)
    sketch = sketched(chart)
    named = list(boxes(sketch, {point.name for point in chart.points if point.is_own or point.is_named}))
    dots = [mark for mark in flat(sketch.marks) if isinstance(mark, Dot)]
    assert len(dots) == len(chart.points)
    for left, top, right, foot in named:
        assert not any(left < dot.x < right and top < dot.y < foot for dot in dots)
        others = [box for box in named if box != (left, top, right, foot)]
        assert not any(left < box[2] and box[0] < right and top < box[3] and box[1] < foot for box in others)


def test_a_small_chart_writes_its_first_and_last_value_and_years(view):
    chart = small_multiples(view, ["cla_dental_pct", "cla_rate"], "council")
    for sketch, panel in zip(panels_of(chart), chart.panels, strict=True):
        known = [figure.text for figure in panel.figures if figure is not None and figure.value is not None]
        said = [label.said for label in sketch.labels if is_bold(label.kind)]
        assert said == [known[0], known[-1]]
        assert [label.said for label in sketch.labels][-2:] == [chart.periods[0], chart.periods[-1]]


def test_a_file_holds_all_small_charts_two_a_row(view):
    chart = small_multiples(view, ["cla_dental_pct", "cla_rate", "cpp_rate"], "council")
    whole, panels = sketched(chart), panels_of(chart)
    assert sum(1 for _ in whole.labels) == sum(sum(1 for _ in panel.labels) for panel in panels)
    assert whole.height > 2 * panels[0].height
