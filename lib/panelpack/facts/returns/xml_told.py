"""The elements of any XML file as columns, as lxml tells them one by one: slower, and however it is written."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from lxml import etree

from panelpack.facts.returns.files import Source
from panelpack.facts.returns.xml_files import SAFE, document_type_refused, not_well_formed

Numbers = np.ndarray[tuple[int], np.dtype[np.integer]]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]

_ONE_LINE = str.maketrans("\n\r\t", "   ")


class Part(NamedTuple):
    """Elements of a part of a file; `stray` counts from the first of the part, and is -1 for what comes before it."""

    names: list[str]
    name: Numbers
    depth: Numbers
    text: pa.StringArray
    stray: Numbers
    stray_depth: Numbers


class _Teller:
    """Takes what a parser tells of a file, element by element."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.name: list[int] = []
        self.depth: list[int] = []
        self.text: list[str] = []
        self.stray: list[int] = []
        self.stray_depth: list[int] = []
        self.declares = False
        self._open = 0
        self._said: list[str] = []
        self._begun = False

    def start(self, tag: str | bytes, _: object) -> None:
        self._take()
        self.name.append(self.names.setdefault(str(tag).rpartition("}")[2].rpartition(":")[2], len(self.names)))
        self.depth.append(self._open)
        self.text.append("")
        self._open += 1
        self._begun = True

    def data(self, data: str | bytes) -> None:
        self._said.append(str(data))

    def end(self, _: str | bytes) -> None:
        self._take()
        self._open -= 1
        self._begun = False

    def doctype(self, *_: object) -> None:
        self.declares = True

    def close(self) -> None:
        self._take()

    def _take(self) -> None:
        """Put what was said where it belongs: to the element that began, or after one that ended."""
        text = "".join(self._said).translate(_ONE_LINE).replace("\u00a0", " ").strip()
        self._said.clear()
        if text and self._begun:
            self.text[-1] = text
        elif text:
            self.stray.append(len(self.name) - 1)
            self.stray_depth.append(self._open)


def told(source: Source) -> Part:
    """The elements of any file, as lxml tells them."""
    teller = _Teller()
    parser = etree.XMLParser(target=teller, **SAFE)  # type: ignore[arg-type]
    try:
        with source.open() as stream:
            while (block := stream.read(1 << 16)) and not teller.declares:
                parser.feed(block)
        parser.close()
    except etree.XMLSyntaxError as error:
        if not teller.declares:
            raise not_well_formed(source, error) from None
    if teller.declares:
        raise document_type_refused(source)
    name, depth, stray, stray_depth = (
        np.array(found, dtype=np.int64) for found in (teller.name, teller.depth, teller.stray, teller.stray_depth)
    )
    return Part(list(teller.names), name, depth, pa.array(teller.text, pa.string()), stray, stray_depth)
