"""Qualifiers: the words that a source puts beside a figure, such as about, planned or since 2021; only known ones."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from panelpack.catalogue.periods import MONTHS
from panelpack.project.errors import suggest
from panelpack.project.yaml_files import load

_YEAR = r"(?:19|20)\d\d(?:[-/]\d\d)?"
_PLACES = {"YEAR": _YEAR, "MONTH": f"(?:{'|'.join(MONTHS)})"}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    qualifiers: tuple[str, ...]


@dataclass(frozen=True)
class Qualifiers:
    """The known qualifiers, as `data/qualifiers.yaml` lists them: YEAR and MONTH stand for any."""

    known: tuple[str, ...]

    def spelling(self, part: str) -> str | None:
        """A known qualifier as it is spelt here, whatever its capitals; None where it is not known.

        >>> Qualifiers(("more than", "since MONTH YEAR")).spelling("Since September 2021")
        'since September 2021'
        >>> Qualifiers(("more than",)).spelling("mroe than") is None
        True
        """
        for form, pattern in self._patterns:
            found = pattern.fullmatch(part)
            if found:
                return _filled(form, found.groups())
        return None

    def nearest(self, part: str) -> str:
        """What to write in place of a qualifier that is not known."""
        return f"{suggest(part, self.known)}; others are added in data/qualifiers.yaml"

    @cached_property
    def _patterns(self) -> list[tuple[str, "re.Pattern[str]"]]:
        places = "|".join(_PLACES)
        return [
            (form, re.compile(re.sub(places, lambda place: f"({_PLACES[place[0]]})", re.escape(form)), re.I))
            for form in self.known
        ]


def _filled(form: str, given: Iterable[str]) -> str:
    """A form with a year or month in each of its places."""
    for words in given:
        place = min((name for name in _PLACES if name in form), key=form.index)
        form = form.replace(place, words.capitalize(), 1)
    return form


def read_qualifiers(path: Path) -> Qualifiers:
    """Read `data/qualifiers.yaml`.

    Raises:
        InputError: the file is missing, or is not a list of words under `qualifiers`.
    """
    return Qualifiers(load(path, _File).qualifiers)
