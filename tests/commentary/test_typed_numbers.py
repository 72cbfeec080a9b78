"""Which typed numbers may stand in prose, and which are figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.commentary.markdown import FIGURE
from panelpack.commentary.typed_numbers import Allowed, typed_numbers
from panelpack.project.yaml_files import load


@pytest.fixture(scope="module")
def phrases(project):
    return load(project.parameters / "commentary" / "allowed.yaml", Allowed).phrases


def words(text, phrases=()):
    return [item.words for item in typed_numbers(text, phrases)]


@pytest.mark.parametrize(
    "text",
    [
        "In 2022, in 2022-23, in 2022/23 and in 2022–23.",
        "On 19 October 2023, in October 2023, on 31 March, on the 1st April 2023 and by 29 February 2024.",
        "Seen on 2023-10-19, and again by 2024-02-29.",
        "An enquiry under section 47 (Section 47), sections 17 and 47.",
        "Those aged 16 or 17, aged 0 to 25, under 18 and over 16; a 16-year-old.",
        "Pupils in Year 9 and in Years 7 to 11, at the end of Key Stage 2, after COVID-19.",
        "Three sections, one of them about two schools; twenty-four hours.",
        f"There were {FIGURE} referrals, {FIGURE} of them again, two more than hoped.",
        f"There were {FIGURE} two-year-olds.",
    ],
)
def test_years_dates_ages_items_and_lone_words_may_stand(text, phrases):
    assert words(text, phrases) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There were 1,027 referrals.", ["1,027"]),
        ("About 12% (12 per cent), £3.6 million, -4.", ["12%", "12 per cent", "£3.6 million", "-4"]),
        ("In 2022-24, on 31 February, 2022%, 20222.", ["2022-24", "31", "2022%", "20222"]),
        ("On 2023-02-30 and 2023-10-19.5", ["2023-02-30", "2023-10-19.5"]),
        ("Under 18 weeks, aged 5%, section 4.7.", ["18", "5%", "4.7"]),
        ("In the year 9 children came.", ["9"]),
        ("½ of them, ４２ of them, Ⅻ of them", ["½", "４２", "Ⅻ"]),
        ("twelve (12) and 12 (twelve) children", ["twelve (12)", "12 (twelve)"]),
        ("twenty-one (21), one hundred and six 106", ["twenty-one (21)", "one hundred and six 106"]),
        ("two (2022)", ["two (2022)"]),
        (f"twelve {FIGURE} and {FIGURE} thousand", ["twelve", "thousand"]),
        (f"{FIGURE} (two) and Twelve ({FIGURE})", ["(two)"[1:-1], "Twelve"]),
    ],
)
def test_any_other_number_is_found_with_its_sign_and_unit(text, found, phrases):
    assert words(text, phrases) == found


@given(st.integers(0, 10**6).filter(lambda value: not 1900 <= value < 2100), st.sampled_from(["", ",", ".", "%", ")"]))
def test_a_typed_number_that_is_no_year_is_always_found(value, after):
    assert words(f"There were {value}{after} of them") == [f"{value}{after if after == '%' else ''}"]


@given(st.text(st.sampled_from("0123456789,./-% x"), min_size=1, max_size=9))
def test_no_digit_is_left_unless_a_year_or_a_label_of_two_years_takes_it(text):
    taken = "".join(words(text))
    left = text
    for found in typed_numbers(text, ()):
        left = left[: found.start] + " " * (found.end - found.start) + left[found.end :]
    for stretch in left.split():
        digits = "".join(letter for letter in stretch if letter.isdigit())
        assert not digits or digits[:2] in ("19", "20"), (text, taken)
        assert len(digits) in (0, 4, 6), (text, taken)


def test_where_a_number_stands_is_exact():
    (found,) = typed_numbers("There were (1,027) of them", ())
    assert (found.start, found.end) == (12, 17)


@pytest.mark.parametrize(
    "text",
    [
        "three children were in care",
        "four hundred and twenty-two crimes",
        "forty-two per cent of children",
        "a dozen more families",
        "2023 referrals",
        "about 2000 more children",
    ],
)
def test_a_number_that_counts_people_or_events_is_a_figure_in_words_too(text):
    assert typed_numbers(text, [])


@pytest.mark.parametrize("text", ["three sections", "twelve months", "in 2022 children waited", "the first two years"])
def test_words_for_other_numbers_may_stand(text):
    assert typed_numbers(text, []) == []
