"""Marks of a person that no published text may hold, found by their form: numbers, postcodes, addresses, paths."""

import re
from collections.abc import Iterable, Iterator

# Each starts with the letters, digits or signs that it can start with, and then looks back, so that the rest of a long
# text is passed over quickly: `(?<!\w.)` after a letter says that it starts a word
_FORMS = {
    "a unique pupil number": re.compile(r"[A-HJ-NP-RT-Z](?<!\w.)\d{11}[\dA-Z]\b"),
    "a National Insurance number": re.compile(
        r"[A-CEGHJ-PR-TW-Z](?<!\w.)[A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b"
    ),
    "a postcode": re.compile(r"[A-Z](?<!\w.)[A-Z]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b"),
    "an e-mail address": re.compile(r"@(?<=[\w.+-]@)[\w-]+\.[\w.]"),
    "a telephone number": re.compile(r"[+0](?<![\w.,-].)(?:(?<=\+)44[ -]?|(?<=0))\d(?:[ -]?\d){8,9}(?![\w.,-]*\d)"),
    "an absolute path": re.compile(
        r"/(?<![^\s\"'(=,>].)(?:home|Users|root|tmp|var|etc|opt|srv|mnt|usr)/"
        r"|:(?<=[A-Za-z]:)(?<![^\s\"'(=,>]..)\\|f(?<![^\s\"'(=,>].)ile:"
    ),
    "a placeholder for something private": re.compile(
        r"[UuNnLl](?<!\w.)(?i:(?<=u)[pl]n|(?<=n)hs (?:no|number)|(?<=l)achildid)\b\W{0,3}\w*\d{4,}"
    ),
}
_TEN_DIGITS = re.compile(r"(\d(?<![\w.,-].)\d\d)[ -]?(\d{3})[ -]?(\d{4})(?![\w.,-]*\w)")


def identifiers(text: str, allowed: str = "") -> Iterator[str]:
    """What a text holds that could be a person's, by kind; the mark itself is not repeated.

    Args:
        allowed: a text that may stand as it is, such as the contact line of the parameters.

    >>> list(identifiers("write to someone@example.org"))
    ['an e-mail address']
    >>> list(identifiers("943 476 5919"))
    ['an NHS number']
    >>> list(identifiers("about 4,265 children in 2022-23"))
    []
    """
    rest = text.replace(allowed, " ") if allowed else text
    for kind, form in _FORMS.items():
        if form.search(rest):
            yield kind
    for found in _TEN_DIGITS.finditer(rest):
        digits = "".join(found.groups())
        if _is_nhs(digits):
            yield "an NHS number"
        elif _is_uln(digits):
            yield "a unique learner number"


_APART = "\n" * 5
"""What parts texts that are searched as one: more signs than any of the forms spans."""


def identifiers_among(texts: Iterable[str], allowed: str = "") -> Iterator[str]:
    """What any of some texts holds that could be a person's, by kind; each text by itself, so no mark spans two.

    >>> list(identifiers_among(["943 476", "5919", "write to someone@example.org"]))
    ['an e-mail address']
    """
    several = list(texts)
    # Nearly always there is nothing, which one search of them all shows
    if any(identifiers(_APART.join(several), allowed)):
        for text in several:
            yield from identifiers(text, allowed)


def _weighted(digits: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))


def _is_nhs(digits: str) -> bool:
    """Ten digits whose last is the check of the NHS: eleven less the weighted sum's rest by eleven."""
    return (11 - _weighted(digits[:9]) % 11) % 11 == int(digits[9])


def _is_uln(digits: str) -> bool:
    """Ten digits whose last is the check of the learning records service: ten less the weighted sum's rest."""
    rest = _weighted(digits[:9]) % 11
    return rest != 0 and digits[0] != "0" and 10 - rest == int(digits[9])
