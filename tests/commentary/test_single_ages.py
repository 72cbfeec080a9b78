"""Ages of single children, which a person should look at, and ages of groups and of law, which say nobody."""

import pytest

from panelpack.commentary.single_ages import single_ages

SINGLE = """
A 7-year-old boy was found.
a seven year old girl
A boy aged seven was seen.
The child, aged 7, came.
her 15-year-old brother
a six-month-old baby
A girl of twelve was missing.
She was fourteen when it began.
one 16-year-old waited
He was 9.
A young person, who was 16 years old, left.
A pupil aged 11 was excluded.
""".strip().splitlines()

GROUPS = """
Those aged 16 or 17.
A child aged 16 or 17 may consent.
A child aged 5 to 16 must be in school.
A child aged 10 and over can be charged.
16-year-olds have a say.
Two-year-olds were checked.
children aged seven
Young people aged 16 and 17.
a child of two parents
A child of one parent
She was one of the first.
He was seven weeks late.
A child in Year 7.
a two-year check
A five-year plan
a 10-year-old policy
Under 18 and over 16
A boy of great hope
""".strip().splitlines()


@pytest.mark.parametrize("text", SINGLE)
def test_the_age_of_a_single_child_is_found(text):
    (found,) = single_ages(text)
    assert text[found.start :].startswith(found.words)


@pytest.mark.parametrize("text", GROUPS)
def test_the_age_of_a_group_or_of_something_else_is_not(text):
    assert list(single_ages(text)) == []
