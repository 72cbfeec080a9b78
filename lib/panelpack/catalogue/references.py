"""Figures by name: `referrals[area=England, period=2021-22].change` taken apart."""

import re
from dataclasses import dataclass

from panelpack.project.errors import InputError, Problem, suggest

ASKED = ("before", "change", "change_pct", "chance", "neighbours")
"""What can be asked of a figure, after a point."""

_FORM = re.compile(r"\s*([A-Za-z]\w*)\s*(?:\[(.*)\])?\s*(?:\.\s*(\w+))?\s*", re.S)
_PART = re.compile(r"""\s*([\w ]+?)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^,"]*?))\s*(?:,|$)""", re.S)
_WRITE = "write it as {{ measure }}, {{ measure.change }} or {{ measure[area=England, period=2021-22] }}"


@dataclass(frozen=True)
class Reference:
    """A reference taken apart: the measure's name, what stands in brackets, and what is asked."""

    name: str
    wanted: dict[str, str]
    asked: str = ""

    def __str__(self) -> str:
        inside = ", ".join(f"{key}={_quoted(value)}" for key, value in self.wanted.items())
        return f"{{{{ {self.name}{f'[{inside}]' if inside else ''}{f'.{self.asked}' if self.asked else ''} }}}}"


def _quoted(value: str) -> str:
    return f'"{value}"' if "," in value or "'" in value else value


def read_reference(words: str) -> Reference:
    """A reference from the text between its braces.

    Raises:
        InputError: it is not of the form of a reference, or asks for something that there is not.

    >>> str(read_reference("referrals[ area = England ].change"))
    '{{ referrals[area=England].change }}'
    """
    found = _FORM.fullmatch(words)
    if found is None:
        raise InputError([Problem("not the name of a figure", todo=_WRITE)])
    name, inside, asked = found[1], found[2] or "", found[3] or ""
    wanted = {part[1]: next(value for value in (*part.groups()[1:], "") if value) for part in _parts(inside)}
    if asked and asked not in ASKED:
        raise InputError([Problem(f"nothing called {asked!r} can be asked of a figure", todo=suggest(asked, ASKED))])
    return Reference(name, wanted, asked)


def _parts(inside: str) -> list["re.Match[str]"]:
    parts: list[re.Match[str]] = []
    place = 0
    while place < len(inside.rstrip()):
        part = _PART.match(inside, place)
        if part is None or not any(part.groups()[1:]):
            raise InputError([Problem("what stands in brackets is not name=value, name=value", todo=_WRITE)])
        if part[1] in [other[1] for other in parts]:
            raise InputError([Problem(f"{part[1]} is given twice in brackets", todo="leave one of them")])
        parts.append(part)
        place = part.end()
    return parts
