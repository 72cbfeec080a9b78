"""The private store: keyed hashes of what identifies a person, so that the gate can know it without keeping it.

Whoever reads records leaves here the identifiers, dates of birth and full names that it met. Only their hashes are
kept, under a key that never leaves the machine; neither is ever in git or in a pack.
"""

import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from panelpack.project.files import write_whole

_KEY, _HASHES = "key", "hashes.txt"
_ID_WORDS = {"id", "child", "upn", "uln", "nhs", "ref", "reference", "number", "no", "case", "person"}
_SHORT = 6
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATES = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2}) (?P<name>[A-Za-z]{3,9}) (?P<y3>\d{4})"
)


@dataclass(frozen=True)
class PrivateStore:
    """What is known to identify a person, as keyed hashes in a folder outside git."""

    folder: Path

    def remember(self, values: Iterable[str | date]) -> int:
        """Keep the hashes of identifiers, dates of birth and full names; gives how many are kept in all."""
        key = self._key()
        known = self._known() | {_hash(key, _plain(value)) for value in values if _plain(value)}
        write_whole(self.folder / _HASHES, "\n".join(sorted(known)) + "\n", encoding="ascii")
        return len(known)

    def found_in(self, text: str) -> bool:
        """Whether a text holds anything that is known to identify a person."""
        known = self._known()
        if not known:
            return False
        key = self._key()
        return any(_hash(key, candidate) in known for candidate in set(_candidates(text)))

    def _known(self) -> set[str]:
        path = self.folder / _HASHES
        return set(path.read_text(encoding="ascii").split()) if path.exists() else set()

    def _key(self) -> bytes:
        path = self.folder / _KEY
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_bytes(secrets.token_bytes(32))
        return path.read_bytes()


def _hash(key: bytes, plain: str) -> str:
    return hmac.new(key, plain.encode(), sha256).hexdigest()


def _plain(value: str | date) -> str:
    """A value without case, accents, spaces and signs; a date as its eight digits."""
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    folded = unicodedata.normalize("NFKD", value).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def _candidates(text: str) -> Iterator[str]:
    """Words, runs of words and dates of a text, as they would be kept. Short numbers count only beside an id word."""
    for found in _DATES.finditer(text):
        parts = found.groupdict()
        name = (parts["name"] or "")[:3].lower()
        month = _MONTHS.index(name) + 1 if name in _MONTHS else parts["m"] or parts["m2"]
        day, year = parts["d"] or parts["d2"] or parts["d3"], parts["y"] or parts["y2"] or parts["y3"]
        if month and day and year:
            yield f"{year}{int(month):02d}{int(day):02d}"
    words = [plain for word in re.split(r"[^\w'’-]+", text) if (plain := _plain(word))]
    for place, word in enumerate(words):
        beside_id = place > 0 and words[place - 1] in _ID_WORDS
        if not word.isdigit() or len(word) >= _SHORT or beside_id:
            yield word
        for length in (2, 3, 4):
            run = words[place : place + length]
            if len(run) == length and not all(item.isdigit() and len(item) < _SHORT for item in run):
                yield "".join(run)
