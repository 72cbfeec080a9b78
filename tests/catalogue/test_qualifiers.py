"""Qualifiers are words of a list."""

import pytest

from panelpack.catalogue.qualifiers import read_qualifiers
from panelpack.project.errors import InputError


def test_every_shipped_qualifier_is_spelt_as_the_list_has_it(context):
    known = context.qualifiers
    for form in known.known:
        words = form.replace("YEAR", "2023-24").replace("MONTH", "May")
        assert known.spelling(words) == words
        assert known.spelling(words.upper()) == words


def test_a_list_of_another_form_is_refused_by_its_line(tmp_path):
    path = tmp_path / "qualifiers.yaml"
    path.write_text("qualifiers:\n  - about\n  - {a: b}\n")
    with pytest.raises(InputError, match=r"qualifiers\.yaml, line 3"):
        read_qualifiers(path)
