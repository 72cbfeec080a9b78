"""How like two names of columns are, and which new name each old one most likely got."""

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

_NEAR = 0.6


def nearest_pairs(gone: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """Which new name each old one most likely got; each new one once, the likeliest first.

    >>> nearest_pairs(["rereferral_percent", "no_further_action_percent"], ["nfa_percent", "re_referral_percent"])
    {'rereferral_percent': 're_referral_percent', 'no_further_action_percent': 'nfa_percent'}
    """
    likely = sorted(((likeness(was, now), was, now) for was in gone for now in new), key=lambda found: -found[0])
    pairs: dict[str, str] = {}
    for near, was, now in likely:
        if near >= _NEAR and was not in pairs and now not in pairs.values():
            pairs[was] = now
    return {was: pairs[was] for was in gone if was in pairs}


def likeness(was: str, now: str) -> float:
    """How like two names are, from 0 to 1: by their letters, or as one is the other with initials for words.

    >>> likeness("cpp_at31", "CPP_At_31"), round(likeness("no_further_action_percent", "nfa_percent"), 2)
    (1.0, 0.95)
    """
    one, other = _letters(was), _letters(now)
    if one == other:
        return 1.0
    short, long = sorted((_words(was), _words(now)), key=len)
    if _with_initials(long) & {tuple(short)}:
        return 0.95
    # What is counted and how it is given are not one another's new name
    if _unit(was) != _unit(now):
        return 0.0
    return SequenceMatcher(None, one, other).ratio()


def _letters(name: str) -> str:
    return "".join(re.findall(r"[a-z0-9+%]", name.casefold()))


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z]+|[0-9]+", name.casefold())


def _with_initials(words: Sequence[str]) -> set[tuple[str, ...]]:
    """The words with each run of two or more of them as their initials."""
    spans = ((start, end) for start in range(len(words)) for end in range(start + 2, len(words) + 1))
    return {(*words[:start], "".join(word[0] for word in words[start:end]), *words[end:]) for start, end in spans}


_UNITS: dict[str, Collection[str]] = {"share": ("percent", "pct", "pc", "pt", "rate", "percentage", "perc")}


def _unit(name: str) -> str:
    return next((unit for unit, words in _UNITS.items() if set(words) & set(_words(name))), "")
