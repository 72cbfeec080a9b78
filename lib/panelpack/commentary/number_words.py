"""Figures that are said in words: one in four, a quarter of them, doubled, only one child, none were late.

What is ordinary English is no figure: one of the reasons, half-term, a second opinion, no one, none of this.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SHARE, TIMES, COUNT = "a share in words", "a change in words", "a count in words"


@dataclass(frozen=True)
class InWords:
    """A figure in words: where it stands in a text, and of which kind it is."""

    start: int
    end: int
    kind: str

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return self.start, self.end


PEOPLE = (
    "children|child|young people|young person|people|person|families|family|parents?|carers?|pupils?|babies|baby|boys?"
    "|girls?|siblings|adopters?|care leavers?|teenagers?|students?|foster carers?|social workers?|households?"
)
EVENTS = (
    "referrals?|plans?|assessments?|requests?|complaints?|compliments|episodes?|crimes?|conferences?|visits?|enquiries"
    "|contacts?|placements?|cases?|appeals?|exclusions?|adoptions?|applications?|disruptions?|incidents?|reviews?"
    "|audits?|vacancies|posts"
)
_NOUN = rf"(?:{PEOPLE}|{EVENTS})"
_MANY = rf"(?:{PEOPLE}|{EVENTS.replace('s?', 's')})"
"""People, one or many, and several events: "no plan was made" says nothing of how many there are."""

_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten"
_MORE = f"{_NUMBER}|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|a hundred|thousand|a thousand"
_TIME = (
    r"(?:years?|hours?|days?|months?|terms?|weeks?|quarters?|minutes?|miles?|school years?|century|centuries|mornings?)"
)
_TIME_OF = rf"\s+of\s+(?:(?:the|a|an|each|every|this|that|last|next|our|its)\s+)?(?:\w+\s+)?{_TIME}(?!\w)"
_VERB = (
    "were|was|are|is|had|have|has|got|came|went|did|waited|left|live|lived|need|needed|said|rated|felt|started|ended"
)
_NEAR = "about|around|nearly|almost|over|under|above|below|only|just|by|than|least|most|up to|roughly|some"
_FRACTION = (
    r"(?:(?:an?|one)\s+(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"|(?:two|three)[\s-]thirds|(?:two|three|four)[\s-]fifths|three[\s-]quarters"
    r"|(?:three|five|seven|nine)[\s-](?:eighths|tenths))"
)
_PARTLY = rf"(?=\s+(?:of(?!\s+\w+ing)|more|fewer|less|higher|lower|(?:{_VERB})(?!\w)))(?!{_TIME_OF})"
_NOT_TIMES = r"(?!\s+(?:(?:our|their|its|the)\s+)?(?:efforts?|checks?|down|up|back)(?!\w))"
_RISE = "rise|increase|growth|fall|drop|decrease|reduction|jump"
_EASY = "easy|perfect|ideal|new|enough|better|right|simple|clear|intended|meant"
_HALF_TIME = (
    r"(?![\s-]*(?:an?|terms?|way|past|days?|hours?|years?|yearly|brothers?|sisters?|siblings?|price|time)(?!\w))"
)
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        SHARE,
        rf"(?<!phase )(?<!stage )(?<!step )(?<!tier )(?<!level )(?<!year )(?<!part )(?<!number )(?:{_NUMBER})\s+"
        rf"(?:in|out\s+of)\s+(?:every\s+)?(?!one\b)(?:{_MORE})(?!\w|\s+{_TIME}(?!\w))",
    ),
    (SHARE, rf"(?<!last )(?<!past )(?<!first )(?<!next )(?<!other ){_FRACTION}{_PARTLY}"),
    (SHARE, rf"(?<=\s)(?<!first )(?<!last )(?:two|three)[\s-]thirds(?!\w)(?!{_TIME_OF})"),
    (SHARE, rf"(?:(?:{_NEAR})\s+){_FRACTION}(?=\s*(?:[.,;:!?)]|$|\s(?:in|to|since|compared|this|on|and)(?!\w)))"),
    (SHARE, rf"(?<!first )(?<!second )(?<!one )half{_PARTLY}"),
    (
        SHARE,
        rf"(?<!first )(?<!second )half\s+(?:the|our|these|those|all)\s+(?!{_TIME}(?!\w)|battle|story|work|way)(?:\w)",
    ),
    (SHARE, rf"(?:(?:{_NEAR})\s+)half{_HALF_TIME}(?!\w|-)"),
    (TIMES, r"(?:cut|cuts|fell|dropped|reduced|shrank)\s+in\s+half(?!\s+an?\s|\w|-)"),
    (TIMES, rf"(?:doubled|doubling|tripled|trebled|quadrupled|halved|halving)(?!\w|-){_NOT_TIMES}"),
    (
        TIMES,
        rf"(?:twice|double|triple|treble|half|(?:{_NUMBER})\s+times)\s+(?:as\s+(?:many|much|high|low|likely|often|long|large)"
        r"|the\s+(?:number|rate|share|amount|figure|cost|level|total|average|national|proportion)|that\s+of|what\s+it)(?!\w)",
    ),
    (TIMES, rf"(?:two|three|four|five|six|ten)-?fold\s+(?:{_RISE})(?!\w)"),
    (TIMES, r"(?:rose|grew|increased|risen|grown|fell)\s+(?:two|three|four|five|six|ten)-?fold(?!\w)"),
    (
        COUNT,
        rf"(?<!not )(?:only|just|exactly|all\s+but|not)\s+one\s+"
        rf"(?:(?:of\s+(?:the|these|those|our)|other|more)\s+)?{_NOUN}(?!\w)",
    ),
    (COUNT, rf"(?:not|only|just)\s+a\s+single\s+{_NOUN}(?!\w)"),
    (COUNT, rf"a\s+couple\s+of\s+(?:\w+\s+)?{_NOUN}(?!\w)"),
    (COUNT, rf"(?:half\s+a|a|two|three|one)\s+dozen(?!\w|\s+{_TIME}(?!\w))"),
    (COUNT, rf"zero\s+{_NOUN}(?!\w)"),
    (COUNT, rf"no\s+(?:\w+\s+)?{_MANY}\s+(?:was|were|had|waited|missed|came|left|went|died|returned|got)(?!\w)"),
    (COUNT, rf"there\s+(?:was|were)\s+no\s+(?:\w+\s+)?{_MANY}(?!\w|\s+(?:to|for)(?!\w))"),
    (COUNT, rf"none\s+of\s+(?:the|these|those|our)\s+(?:\w+\s+)?{_NOUN}(?!\w)"),
    (
        COUNT,
        rf"none\s+(?:of\s+them\s+)?(?:were|was|had|waited|missed|came|left|went|got)(?!\w)(?!\s+(?:\w+\s+)?(?:{_EASY})(?!\w))",
    ),
    (COUNT, rf"(?-i:(?=[IVXivx]{{2}})(?:X{{0,3}}(?:IX|IV|V?I{{0,3}})|x{{0,3}}(?:ix|iv|v?i{{0,3}})))\s+{_NOUN}(?!\w)"),
)
_NAMED_PART = re.compile(
    r"(?:section|part|phase|type|stage|schedule|level|tier|chapter|annex|appendix|act|title|article|class|group|band|volume)"
    r"\s+$",
    re.I,
)
_KINDS = [(kind, re.compile(rf"(?<![\w-]){pattern}", re.I)) for kind, pattern in _PATTERNS]


def figures_in_words(text: str) -> list[InWords]:
    """The figures in words of a text, in order, each once.

    >>> text = "One in four waited, the number doubled, and only one child was late, one of the reasons for half-term."
    >>> [text[item.start : item.end] for item in figures_in_words(text)]
    ['One in four', 'doubled', 'only one child']
    """
    found: list[InWords] = []
    for item in sorted(_all(text), key=lambda one: (one.start, -one.end)):
        if not found or item.start >= found[-1].end:
            found.append(item)
    return found


def _all(text: str) -> Iterator[InWords]:
    for kind, pattern in _KINDS:
        for found in pattern.finditer(text):
            if not _NAMED_PART.search(text[: found.start()]):
                yield InWords(*found.span(), kind)
