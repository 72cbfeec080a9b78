"""The private store: keyed hashes of what identifies a person, so that the gate can know it without keeping it.

Whoever reads records leaves here the identifiers, dates of birth and full names that it met. Only their hashes are
kept, under a key that never leaves the machine; neither is ever in git or in a pack.
"""

import hmac
import re
import secrets
import unicodedata
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from panelpack.project.files import write_whole

_KEY, _HASHES = "key", "hashes.txt"
_ID_WORDS = {"id", "child", "upn", "uln", "nhs", "ref", "reference", "number", "no", "case", "person"}
_SHORT, _SHORT_WORD = 6, 5
"""Digits, and other words, of fewer signs than these are nobody's identifier by themselves: A1 is a timing too."""

_AMOUNT = re.compile(r"(?<![\w.,])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,])|(?<![\w.])-?\d+\.\d+(?![\w.])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATES = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2}) (?P<name>[A-Za-z]{3,9}) (?P<y3>\d{4})"
)


A_DAY = "a day on which a person was born whose records were read"
A_NAME = "something that identifies a person whose records were read"


def store_of(private: Path, council: str) -> "PrivateStore":
    """The store of one council's records: those of another say nothing of its pages.

    Args:
        private: the project's folder of private files.
    """
    return PrivateStore(private / council)


@dataclass
class PrivateStore:
    """What is known to identify a person, as keyed hashes in a folder outside git."""

    folder: Path
    _judged: dict[str, bool] = field(default_factory=dict, repr=False)
    _hashes: set[str] | None = field(default=None, repr=False)
    _read_key: bytes | None = field(default=None, repr=False)

    def remember(self, values: Iterable[str | date]) -> int:
        """Keep the hashes of identifiers, dates of birth and full names; gives how many are kept in all."""
        key = self._key()
        plain = {_plain(value) for value in set(values)} - {""}
        new = {_hash(key, value) for value in plain} - self._known()
        known = self._known() | new
        if not new:
            return len(known)  # a notebook that reads the same records anew changes no file
        write_whole(self.folder / _HASHES, "\n".join(sorted(known)) + "\n", encoding="ascii")
        self._hashes, self._judged = None, {}
        return len(known)

    def found_in(self, text: str, days: Container[date] = ()) -> list[str]:
        """What of a text is known to identify a person, in words that do not repeat it; nothing where it is safe.

        Args:
            days: days that the text may name whoever was born on them, such as the last of a reporting year.
        """
        if not self._known():
            return []
        born = any(day not in days and self._knows(_plain(day)) for day in set(days_in(text)))
        named = any(self._knows(candidate) for candidate in _candidates(text))
        return [A_NAME] * named + [A_DAY] * born

    def _knows(self, plain: str) -> bool:
        """Whether it is known; each is asked once, since the pages of a pack share most of their words."""
        if plain not in self._judged:
            self._judged[plain] = _hash(self._key(), plain) in self._known()
        return self._judged[plain]

    def _known(self) -> set[str]:
        if self._hashes is None:
            path = self.folder / _HASHES
            self._hashes = set(path.read_text(encoding="ascii").split()) if path.exists() else set()
        return self._hashes

    def _key(self) -> bytes:
        if self._read_key is None:
            path = self.folder / _KEY
            if not path.exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                path.touch(mode=0o600)
                path.write_bytes(secrets.token_bytes(32))
            self._read_key = path.read_bytes()
        return self._read_key


def _hash(key: bytes, plain: str) -> str:
    return hmac.digest(key, plain.encode(), "sha256").hex()


def _plain(value: str | date) -> str:
    """A value without case, accents, spaces and signs; a date as its eight digits."""
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    folded = (value if value.isascii() else unicodedata.normalize("NFKD", value)).casefold()
    if folded.isalnum():
        return folded
    return "".join(letter for letter in folded if letter.isalnum())


def days_in(text: str) -> Iterator[date]:
    """The days that a text names, in any writing."""
    for found in _DATES.finditer(text):
        parts = found.groupdict()
        name = (parts["name"] or "")[:3].lower()
        month = _MONTHS.index(name) + 1 if name in _MONTHS else int(parts["m"] or parts["m2"] or 0)
        day, year = parts["d"] or parts["d2"] or parts["d3"], parts["y"] or parts["y2"] or parts["y3"]
        with suppress(ValueError):
            yield date(int(year), month, int(day))


def _candidates(text: str) -> Iterator[str]:
    """Words and runs of words of a text, as they would be kept. Short ones count only beside an id word.

    Digits of a day, and of an amount such as 1,234,567 or 14.843750, are no words of their own.
    """
    rest = _AMOUNT.sub(" ", _DATES.sub(" ", text))
    words = [plain for word in re.split(r"[^\w'’-]+", rest) if (plain := _plain(word))]
    for place, word in enumerate(words):
        beside_id = place > 0 and words[place - 1] in _ID_WORDS
        if len(word) >= (_SHORT if word.isdigit() else _SHORT_WORD) or beside_id:
            yield word
        for length in (2, 3, 4):
            run = words[place : place + length]
            if len(run) == length and not all(item.isdigit() and len(item) < _SHORT for item in run):
                yield "".join(run)
