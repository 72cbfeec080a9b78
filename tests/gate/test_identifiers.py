"""Marks of a person are found in each text by itself, whether texts are searched one by one or together."""

import pytest

from panelpack.gate.identifiers import identifiers, identifiers_among


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A123456789012", "a unique pupil number"),
        ("at BS23 1UJ, where", "a postcode"),
        ("(a.b+c@example.org)", "an e-mail address"),
        ("01934 888 801", "a telephone number"),
        ("in /home/analyst/x", "an absolute path"),
        ("UPN: 12345", "a placeholder for something private"),
        ("943 476 5919", "an NHS number"),
    ],
)
def test_a_mark_is_found_alone_and_among_others(text, kind):
    assert list(identifiers(text)) == [kind]
    assert list(identifiers_among(["2,027 referrals", text, "in 2022-23"])) == [kind]


@pytest.mark.parametrize("text", ["@example.org", "a@b", "a @b.c", "a@ b.c"])
def test_what_is_no_address_is_none(text):
    assert list(identifiers(text)) == []


@pytest.mark.parametrize("parts", [("943 476", "5919"), ("UPN", "12345"), ("01934 888", "801"), ("a@b", ".org")])
def test_two_texts_make_no_mark_together(parts):
    assert list(identifiers_among(parts)) == []
