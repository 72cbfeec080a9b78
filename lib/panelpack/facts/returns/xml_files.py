"""XML files of a return, read record by record: no entity, no document type, nothing from a network, little memory."""

from collections.abc import Collection, Iterator

from lxml import etree

from panelpack.facts.returns.files import Source
from panelpack.project.errors import InputError, Problem


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace.

    >>> local_name(etree.fromstring('<a xmlns="urn:x"/>'))
    'a'
    """
    return str(element.tag).rpartition("}")[2]


def said(element: etree._Element) -> str:
    """The text that stands in an element, stripped of spaces, those that do not break too."""
    return (element.text or "").replace("\u00a0", " ").strip()


def children(element: etree._Element) -> Iterator[etree._Element]:
    """The elements inside one, without comments and instructions."""
    return (child for child in element if isinstance(child.tag, str))


def path_at_start(source: Source, most: int = 40) -> list[str]:
    """The local names of the first elements of a file, in order, by which it is recognised; few where it is broken."""
    found = []
    with source.open() as stream:
        try:
            for _, element in etree.iterparse(stream, events=("start",), **SAFE):
                found.append(local_name(element))
                if len(found) >= most:
                    break
        except etree.XMLSyntaxError:
            pass
    return found


def broken_at_start(source: Source) -> int | None:
    """The line in which an XML is broken before its first element ends; None where it is not."""
    with source.open() as stream:
        try:
            next(iter(etree.iterparse(stream, events=("end",), **SAFE)), None)
        except etree.XMLSyntaxError as error:
            return error.lineno
    return None


def records(source: Source, names: Collection[str]) -> Iterator[etree._Element]:
    """Each element of one of the names, once it is whole; it is emptied when the next one is asked for.

    Args:
        names: as the return writes them; those in small letters, in capitals or with a capital are found too.

    Raises:
        InputError: the file declares a document type, or is not well formed, with the line.
    """
    with source.open() as stream:
        try:
            # The parser passes over other elements itself, which is several times as fast as looking at each here
            parsed = etree.iterparse(stream, events=("end",), tag=_spellings(names), remove_blank_text=True, **SAFE)
            for _, element in parsed:
                _refuse_document_type(element, source)
                yield element
                _forget(element)
            if parsed.root is not None:
                _refuse_document_type(parsed.root, source)
        except etree.XMLSyntaxError as error:
            raise not_well_formed(source, error) from None


SAFE = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    # Not for trees without bounds: the parser's own limits on what entities unfold to then hold
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""How every XML is parsed."""


def not_well_formed(source: Source, error: etree.XMLSyntaxError) -> InputError:
    """What is said of a file that is no XML, with the line."""
    said = f"the XML is not well formed, line {error.lineno}"
    return InputError([Problem(said, source.name, "export the return anew")])


def document_type_refused(source: Source) -> InputError:
    """What is said of a file that declares a document type."""
    todo = "export the return anew; a return declares none"
    return InputError([Problem("the XML declares a document type", source.name, todo)])


def _spellings(names: Collection[str]) -> list[str]:
    """The names in any namespace, as they are written, in small letters, in capitals and with a capital."""
    return [f"{{*}}{written}" for name in names for written in {name, name.lower(), name.upper(), name.capitalize()}]


def _refuse_document_type(element: etree._Element, source: Source) -> None:
    if element.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        raise document_type_refused(source)


def _forget(element: etree._Element) -> None:
    """Empty an element that was read, and let go of those before it, so that memory stays small."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
