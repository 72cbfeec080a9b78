"""Ages of single children in officers' words: for a person to look at, since an age and a place may tell who it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_AGE = rf"(?:\d{{1,2}}|{'|'.join(f'{_WORDS} eighteen nineteen'.split())})"
_UNIT = r"(?:year|month|week|day)s?"
_CHILD = (
    r"(?:child|boy|girl|baby|toddler|infant|teenager|pupil|student|young\s+person|young\s+(?:man|woman)|son|daughter"
    r"|brother|sister|sibling|he|she)"
)
_THING = "policy|plan|system|building|school|service|contract|agreement|law|report|rule|strategy|problem|team|project"
_OLD = (
    rf"(?:(?:an?|one|the|his|her|their|this|that|another|our)\s+)(?:\w+\s+)?{_AGE}[\s-]{_UNIT}[\s-]old(?!\w)"
    rf"(?!\s+(?:{_THING})(?!\w))"
)
_ENDS = r"(?=\s*[.,;:!?)]|\s*$|\s+(?:was|is|who|had|has|when|came|went|left|lived|waited|missing|years?\s+old)(?!\w))"
_RANGE = rf"(?!\w|\s*(?:to|or|and|[-\u2013])\s*(?:{_AGE}|over|under|above|below|older|younger)(?!\w))"
_AGED = rf"(?<!\w){_CHILD}\s*,?\s+(?:(?:who\s+)?(?:is|was)\s+|then\s+|now\s+)?aged?\s+{_AGE}{_RANGE}"
_OF = rf"(?<!\w){_CHILD}\s+of\s+{_AGE}{_RANGE}{_ENDS}"
_IS = (
    rf"(?<!\w)(?:he|she|{_CHILD}\s*,?\s+who)\s+(?:is|was|had\s+(?:just\s+)?turned|turned)\s+(?:only\s+|just\s+)?"
    rf"{_AGE}(?!%){_RANGE}{_ENDS}"
)
_PATTERN = re.compile(rf"(?<![\w-])(?:{_OLD}|{_AGED}|{_OF}|{_IS})", re.I)

WHAT = "the age of a single child"
TODO = "look whether anybody could tell who it is; if so, leave the age out"


@dataclass(frozen=True)
class SingleAge:
    """Words that say how old one child is, with their place in a text."""

    start: int
    words: str


def single_ages(text: str) -> Iterator[SingleAge]:
    """The ages of single children in a text; not those of groups and of law.

    >>> [item.words for item in single_ages("A 7-year-old boy; a girl aged seven; those aged 16 or 17; 16-year-olds.")]
    ['A 7-year-old', 'girl aged seven']
    """
    for found in _PATTERN.finditer(text):
        yield SingleAge(found.start(), found[0])
