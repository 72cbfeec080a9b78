"""From the one document of a pack to a PDF, by WeasyPrint; tags, scopes and links made good by pikepdf.

The same document gives the same bytes: no clock, no path and no name of a person is in them, and its type is one that
comes with the package, so that they do not hang on the fonts of a machine.
"""

import logging
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from threading import Lock
from typing import Any

import matplotlib
import pikepdf

from panelpack.packs.one_document import FAMILY, OneDocument
from panelpack.project.errors import PanelpackError

_FONTS = {
    ("normal", "400"): "DejaVuSans",
    ("normal", "700"): "DejaVuSans-Bold",
    ("italic", "400"): "DejaVuSans-Oblique",
}
_ONE_AT_A_TIME = Lock()
_NEEDED = (
    "pack.pdf was not made: {}\nit needs Pango and what Pango needs: on Debian `apt-get install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0`; elsewhere see https://doc.courtbouillon.org/weasyprint; "
    "or build without --pdf"
)


def pdf_of(document: OneDocument) -> bytes:
    """The PDF of a document, tagged, with bookmarks, the title shown, and its language.

    Raises:
        PanelpackError: what draws it is not on this machine, or something in the document cannot be drawn.
    """
    write = renderer()
    # Packs of several years are built side by side, and what draws them is not made for that
    with _ONE_AT_A_TIME:
        said = _Said()
        logger = logging.getLogger("weasyprint")
        logger.addHandler(said)
        try:
            drawn = write(_with_type(document.html))
        finally:
            logger.removeHandler(said)
    if said.errors:
        raise PanelpackError(f"pack.pdf was not made: {said.errors[0]}")
    return _finished(drawn, document.places)


def renderer() -> Callable[[str], bytes]:
    """What draws a PDF of HTML, loading nothing but what the HTML holds itself.

    Raises:
        PanelpackError: WeasyPrint, or what it needs of the machine, is not there.
    """
    try:
        # What it prints of a library that it cannot find is said better below
        with redirect_stdout(StringIO()):
            from weasyprint import HTML
            from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise PanelpackError(_NEEDED.format(str(error).splitlines()[0])) from error
    fetcher = URLFetcher(allowed_protocols=["data"])
    return lambda html: bytes(HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_tags=True))


class _Said(logging.Handler):
    """What WeasyPrint says while it draws: errors count; that it knows no screens and pointers does not."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep an error, without what a picture holds."""
        self.errors.append(record.getMessage()[:200])


@cache
def _type() -> str:
    """The typeface of the document as a style that holds it."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-style:{style};font-weight:{weight};'
        f"src:url(data:font/ttf;base64,{b64encode((folder / f'{name}.ttf').read_bytes()).decode()})}}"
        for (style, weight), name in _FONTS.items()
    )


def _with_type(html: str) -> str:
    return html.replace("<style>", f"<style>{_type()}", 1)


def _finished(drawn: bytes, places: Mapping[str, str]) -> bytes:
    """A PDF with what a screen reader needs beside WeasyPrint's tags."""
    out = BytesIO()
    with pikepdf.open(BytesIO(drawn)) as pdf:
        reached = set(_reached(pdf.Root.StructTreeRoot.K[0], in_head=False))
        for place, page in enumerate(pdf.pages):
            _set_apart(pdf, page, {number for on, number in reached if on == page.objgen}, place)
            for link in page.get("/Annots", ()):
                link.Contents = pikepdf.String(places.get(str(link.Dest), "Elsewhere in this document"))
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _reached(node: Any, in_head: bool) -> Iterator[tuple[tuple[int, int], int]]:
    """The marked contents that the tree of tags holds, by page; the headers of tables are given their scope."""
    kind = str(node.S)
    in_head = in_head or kind == "/THead"
    if kind == "/TH":
        node.A.Scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
    for child in node.get("/K", ()):
        if isinstance(child, int):
            yield node.Pg.objgen, child
        elif child.get("/Type") != "/OBJR":
            yield from _reached(child, in_head)


def _set_apart(pdf: pikepdf.Pdf, page: pikepdf.Page, reached: set[int], place: int) -> None:
    """Mark as no part of the matter what no tag holds: running titles and page numbers."""
    steps: list[Any] = []
    loose: set[int] = set()
    for step in pikepdf.parse_content_stream(page):
        number = int(step.operands[1]["/MCID"]) if str(step.operator) == "BDC" else None
        if number is None or number in reached:
            steps.append(step)
        else:
            loose.add(number)
            steps.append(([pikepdf.Name.Artifact], pikepdf.Operator("BMC")))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[2 * place + 1]
    for number in loose:
        owners[number] = pikepdf.Object.parse(b"null")
