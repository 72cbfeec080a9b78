"""Small drawings of England's range against their figures: each mark, its place, its shape and the words beside it."""

import pytest

from pages import html
from panelpack.disclosure.published import Published
from panelpack.gate.shown_numbers import ShownNumbers
from panelpack.page.html_tree import Tree
from panelpack.sections.profile import profile

FAULT = "a drawing of England's range that is not that of its figures"


@pytest.fixture
def faults(view_with, of_england_range):
    """What is found on a profile of one measure: lower is better, the council at the left edge, a neighbour at 22."""
    view = view_with(*of_england_range("rereferrals_pct", 36.0, (20.0, 26.0), 24.0, [22.0], place=147))
    page = html(profile(view))
    assert isinstance(view.published, Published)
    numbers = ShownNumbers(view.published, view.council)

    def found(*change):
        assert not change or change[0] in page
        return list(numbers.faults(Tree(page.replace(*change, 1) if change else page)))

    return found


def test_a_drawing_of_its_figures_passes_with_its_key(faults):
    assert faults() == []


# England at 80, and 12 of per cent are 73 pixels: 26 stands at 67.8, 20 at 104.3, 22 at 92.2
BAND, NEAR, OWN = "M67.8 4h36.5v12h-36.5z", "M92.2 4l5 6", "M7 16l-6 -12h12z"


@pytest.mark.parametrize(
    "change",
    [
        (BAND, "M67.2 4h36.5v12h-36.5z"),
        (BAND, "M67.8 4h35.9v12h-35.9z"),
        (BAND, "M67.8 4h36.5v12h-30z"),
        ("M80 1v18", "M80.6 1v18"),
        (NEAR, "M91.6 4l5 6"),
        (OWN, "M7.6 16l-6 -12h12z"),
        (OWN, "M7 4l-6 12h12z"),
        ('class="council worse" d="M7 16l-6 -12h12z"', 'class="council better" d="M7 4l-6 12h12z"'),
        (f'<path class="council worse" d="{OWN}"/>', '<circle class="council" cx="7" cy="10" r="5.5"/>'),
        (f'<path class="council worse" d="{OWN}"/>', ""),
        (f'<path class="council worse" d="{OWN}"/>', f'<path class="council worse" d="{OWN}"><text>3</text></path>'),
        ('<path class="england" d="M80 1v18"/>', '<path class="england" d="M80 1v18"/><path d="M80 1v18"/>'),
        ('<path class="england" d="M80 1v18"/>', '<path class="england" d="M80 1v18"/><text>3</text>'),
        ('<path class="neighbours" d="M92.2 4l5 6l-5 6l-5 -6z"/>', ""),
        ('viewBox="0 0 160 20"', 'viewBox="0 0 80 20"'),
        ('viewBox="0 0 24 20"', 'viewBox="0 0 12 20"'),
        ("M2 4h20v12h-20z", "M3 4h20v12h-20z"),
        ('<path class="england" d="M12 1v18"/>', ""),
        ("worst quarter</span>, <span", "best quarter</span>, <span"),
    ],
)
def test_another_place_shape_mark_or_word_is_refused(faults, change):
    assert FAULT in faults(*change)


def test_marks_within_half_a_pixel_pass(faults):
    assert faults(BAND, "M67.6 4h36.7v12h-36.7z") == [] and faults(OWN, "M7.4 16l-6 -12h12z") == []


def test_a_drawing_without_the_numbers_that_it_shows_in_its_row_is_refused(faults):
    assert FAULT in faults('">24.0%</td>', '-">24.0%</td>')
