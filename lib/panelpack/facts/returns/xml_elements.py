"""The elements of an XML file as columns: their names, how deep each stands, and its text, without an object for any.

A census has millions of elements. Cut at its marks, the file has a line for each, which the reader of CSV files takes
apart ten times as fast as a tree is walked. A file that is written otherwise than plainly, with comments, say, or in
another encoding, is told element by element by lxml, to the same columns.
"""

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from panelpack.facts.returns.files import Source
from panelpack.facts.returns.xml_told import Flags, Numbers, Part, told

_BLOCK = 1 << 24
_DEEPEST = 64
_PLAIN_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_ENCODING = re.compile(rb"""^<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)""")
_ONE_A_LINE = bytes.maketrans(b"<\n\r\t", b"\n   ")
"""Each element begins a line; what breaks lines between and inside of texts is a space."""


@dataclass(frozen=True)
class Elements:
    """The elements of a file, in the order in which they begin; the arrays have a place for each.

    Attributes:
        names: the names that there are, without namespace, as written.
        name: which of the names.
        depth: how many elements it stands in.
        text: what stands before the first element inside it, without spaces around.
        stray: places of elements after whose end, or that of one around them, text stands; with `stray_depth`, how many
            elements are open there.
    """

    names: tuple[str, ...]
    name: Numbers
    depth: Numbers
    text: pa.StringArray
    stray: Numbers
    stray_depth: Numbers

    @property
    def has_inside(self) -> Flags:
        """Which elements hold others."""
        return np.append(self.depth[1:] > self.depth[:-1], False)[: len(self.depth)]

    def parents(self, places: Numbers) -> Numbers:
        """The places of the elements in which those at some places stand; -1 for the outermost."""
        found = np.full(len(places), -1)
        depths = self.depth[places]
        for depth in np.unique(depths[depths > 0]):
            above, here = np.flatnonzero(self.depth == depth - 1), depths == depth
            found[here] = above[np.searchsorted(above, places[here]) - 1]
        return found

    def within(self, starts: Numbers) -> Numbers:
        """In which of the elements at some places, from 1, each element stands, they themselves too; else nought."""
        number = numbered(starts, len(self.depth))
        is_inside = self.depth > self._depths(starts)[number]
        is_inside[starts] = True
        return np.where(is_inside, number, 0)

    def strays_within(self, starts: Numbers) -> Numbers:
        """In which of the elements at some places, from 1, text stands after the end of an element in it."""
        number = numbered(starts, len(self.depth))[self.stray]
        return np.unique(number[self.stray_depth > self._depths(starts)[number]])

    def _depths(self, starts: Numbers) -> Numbers:
        """The depth of the elements at some places, from 1; before them none is deep enough."""
        return np.append(np.iinfo(self.depth.dtype).max, self.depth[starts])

    def texts_within(self, name: str) -> list[dict[str, list[str]]]:
        """For each element of a name the texts in it, at any depth, by the names of their elements in small letters."""
        names, holds, found = [written.casefold() for written in self.names], self.has_inside, []
        for start in np.flatnonzero(np.isin(self.name, [place for place, here in enumerate(names) if here == name])):
            after = np.flatnonzero(self.depth[start + 1 :] <= self.depth[start])
            texts: dict[str, list[str]] = {}
            for place in range(start + 1, start + 1 + int(after[0]) if len(after) else len(holds)):
                if not holds[place]:
                    texts.setdefault(names[self.name[place]], []).append(self.text[place].as_py())
            found.append(texts)
        return found


def numbered(places: Numbers, size: int) -> Numbers:
    """How many of some places lie at or before each of so many.

    >>> numbered(np.array([1, 3]), 5).tolist()
    [0, 1, 1, 2, 2]
    """
    here = np.zeros(size, dtype=np.int32)
    here[places] = 1
    return np.cumsum(here, dtype=np.int32)


def elements_of(source: Source) -> Elements:
    """Every element of a file. Line breaks within a text are read as spaces.

    Raises:
        InputError: the file declares a document type, or is not well formed, with the line.
    """
    try:
        return _joined(_plainly_read(source))
    except _NotPlainError:
        return _joined(iter([told(source)]))


class _NotPlainError(Exception):
    """The file is not well formed, or is written so that it cannot be cut at its marks."""


def _joined(parts: Iterator[Part]) -> Elements:
    known: dict[str, int] = {}
    names, depths, texts, strays, stray_depths, count = [], [], [], [], [], 0
    for part in parts:
        of_part = np.array([known.setdefault(name, len(known)) for name in part.names], dtype=np.int32)
        names.append(of_part[part.name])
        depths.append(part.depth.astype(np.int16))
        texts.append(part.text)
        strays.append(part.stray + count)
        stray_depths.append(part.stray_depth)
        count += len(part.name)
    return Elements(
        tuple(known),
        np.concatenate(names),
        np.concatenate(depths),
        pa.concat_arrays(texts),
        np.concatenate(strays),
        np.concatenate(stray_depths),
    )


def _plainly_read(source: Source) -> Iterator[Part]:
    """The elements of a plain file, block by block. That it is well formed is left to a parser that tells nothing else.

    Raises:
        _NotPlainError: it has to be read otherwise.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0
    for block in _blocks(source):
        # What may be a document type is not even shown to the parser
        if _has_mark(block, b"!") or _has_mark(block, b"?", 1):
            raise _NotPlainError
        try:
            parser.Parse(block, False)
        except expat.ExpatError:
            raise _NotPlainError from None
        part, depth = _cut(block, depth)
        yield part
    try:
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise _NotPlainError from None


def _has_mark(block: bytes, sign: bytes, start: int = 0) -> bool:
    """Whether a mark begins with a sign, from some place on. The sign is sought first, since few blocks hold any."""
    return block.find(sign, start) >= 0 and block.find(b"<" + sign, start) >= 0


def _blocks(source: Source) -> Iterator[bytes]:
    """The bytes of a file, some at a time, cut before an element begins or ends."""
    with source.open() as stream:
        start = stream.read(_BLOCK).removeprefix(b"\xef\xbb\xbf")
        encoding = _ENCODING.match(start)
        if not start.startswith(b"<") or (encoding and encoding[1].lower() not in _PLAIN_ENCODINGS):
            raise _NotPlainError
        kept, more = start, stream.read(_BLOCK)
        while more:
            end = kept.rfind(b"<")
            if end > 0:
                yield kept[:end]
                kept = kept[end:]
            kept, more = kept + more, stream.read(_BLOCK)
        yield kept


def _cut(block: bytes, depth: int) -> tuple[Part, int]:
    """The elements of a block, and how many are open at its end."""
    try:
        lines = arrow_csv.read_csv(
            io.BytesIO(block.translate(_ONE_A_LINE)),
            # Threads must not be held across a fork
            read_options=arrow_csv.ReadOptions(column_names=["mark", "text"], use_threads=False, block_size=_BLOCK),
            parse_options=arrow_csv.ParseOptions(delimiter=">", quote_char=False, double_quote=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types={"mark": pa.dictionary(pa.int32(), pa.string()), "text": pa.string()}
            ),
        )
    except pa.ArrowInvalid:
        raise _NotPlainError from None  # such as for a sign of more than in a text
    marks = lines.unify_dictionaries()["mark"].combine_chunks()
    text = _plain(lines["text"].combine_chunks(), block)
    of_line, written = marks.indices.to_numpy(), marks.dictionary.to_pylist()
    ends = np.array([mark.startswith("/") for mark in written], dtype=bool)[of_line]
    empties = np.array([mark.endswith("/") for mark in written], dtype=bool)[of_line]
    tells = np.array([mark.startswith("?") for mark in written], dtype=bool)[of_line]
    begins = ~ends & ~tells
    open_after = depth + np.cumsum(begins & ~empties, dtype=np.int64) - np.cumsum(ends)
    if len(open_after) and open_after.max() > _DEEPEST:
        raise _NotPlainError
    stray = np.flatnonzero((ends | empties) & (pc.binary_length(text).to_numpy() > 0))
    element = np.cumsum(begins) - 1
    part = Part(
        [_local_name(mark) for mark in written],
        of_line[begins],
        (open_after - ~empties)[begins],
        pc.if_else(pa.array(empties), "", text).filter(pa.array(begins)),
        element[stray],
        open_after[stray],
    )
    return part, int(open_after[-1]) if len(open_after) else depth


def _local_name(mark: str) -> str:
    """The name in a mark, without namespace and attributes.

    >>> _local_name('x:Child id="1" /'), _local_name("Child/")
    ('Child', 'Child')
    """
    return (mark.strip("/?").split() or [""])[0].rpartition(":")[2]


def _plain(text: pa.StringArray, block: bytes) -> pa.StringArray:
    """Texts as they are meant: with the signs that an XML writes otherwise, and without spaces around."""
    if b"&" in block:
        escaped = pc.match_substring(text, "&")
        meant = [html.unescape(written) for written in text.filter(escaped).to_pylist()]
        text = pc.replace_with_mask(text, escaped, pa.array(meant, pa.string()))
    if b"\xc2\xa0" in block or b"&#" in block:
        text = pc.replace_substring(text, "\u00a0", " ")
    return pc.utf8_trim_whitespace(text)
