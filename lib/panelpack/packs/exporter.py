"""From an executed notebook to one self-contained page, by nbconvert. Also `jupyter nbconvert --to panelpack`."""

import re
from html import escape, unescape
from pathlib import Path
from typing import Any

from minify_html import minify
from nbconvert.exporters import TemplateExporter
from nbconvert.filters.markdown import markdown2html
from nbformat import NotebookNode
from traitlets import Dict, List, Unicode, default

from panelpack.page.accessible import refuse
from panelpack.page.glossary import explain
from panelpack.page.markup import slug, unwrapped
from panelpack.page.style import page_style
from panelpack.page.table_csv import with_downloads
from panelpack.project.errors import InputError, Problem

_TEMPLATES = Path(__file__).parents[1] / "page" / "template"


class PanelpackExporter(TemplateExporter):
    """Exports what a notebook shows as a page: no code, no script, nothing loaded from anywhere.

    Raises:
        InputError: outputs that cannot be made accessible, such as printed text or a bare data frame, by cell; and
            whatever `accessible.refuse` finds in the finished page.
    """

    export_from_notebook = "panelpack page"
    output_mimetype = "text/html"
    accent = Unicode("#1d4f76", help="colour of the banner").tag(config=True)
    council = Unicode("", help="name that the banner shows").tag(config=True)
    contact = Unicode("", help="line at the foot of the page").tag(config=True)
    up = Unicode("", help="link to the page above").tag(config=True)
    glossary = Dict(help="terms to explain at their first use").tag(config=True)
    glossary_page = Unicode("", help="link to the glossary").tag(config=True)
    others: List[tuple[str, str]] = List(help="links to the other reports of the year").tag(config=True)
    years: List[tuple[str, str]] = List(help="links to the same report of other years").tag(config=True)
    report = Unicode("", help="folder of the page's CSV files; the notebook's name when not given").tag(config=True)
    extra_template_basedirs = List(Unicode())

    @default("extra_template_basedirs")
    def _template_folders(self) -> list[str]:
        return [str(_TEMPLATES)]

    @default("file_extension")
    def _extension(self) -> str:
        return ".html"

    @default("template_name")
    def _template(self) -> str:
        return "panelpack"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of a notebook, and nbconvert's resources: under `outputs` the CSV files of its tables, by path."""
        refuse_stray(nb)
        body = "\n".join(piece for cell in nb.cells for piece in _pieces(cell))
        head, _, rest = body.partition("</header>")
        if not rest:
            head, rest = "", body
        headings = re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', rest)
        found = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.S)
        resources = dict(resources or {})
        name = self.report or (resources.get("metadata") or {}).get("name") or "report"
        rest, files = with_downloads(rest, str(name))
        outputs = {path: content.encode("utf-8-sig") for path, content in files.items()}
        resources["outputs"] = {**(resources.get("outputs") or {}), **outputs}
        resources["page"] = {
            "title": escape(_plain(found[1] if found else "Report") + (f", {self.council}" if self.council else "")),
            "style": page_style(self.accent),
            "council": escape(self.council),
            "contact": escape(self.contact),
            "up": self.up,
            "head": f"{head}</header>" if head else "",
            "contents": [(anchor, escape(_plain(words))) for anchor, words in headings],
            "glossary": self.glossary_page,
            "others": list(self.others),
            "years": list(self.years),
            "body": explain(rest, self.glossary),
        }
        page, resources = super().from_notebook_node(nb, resources, **kwargs)
        page = minify(page, keep_comments=False)
        refuse(page, resources["page"]["title"])
        return page, resources


def _pieces(cell: NotebookNode) -> list[str]:
    if cell.cell_type == "markdown":
        return [_markdown(cell.source)]
    if cell.cell_type != "code":
        return []
    return [unwrapped(output.data["text/html"]) for output in cell.outputs if "text/html" in output.get("data", {})]


def _markdown(source: str) -> str:
    html: str = markdown2html(source)
    html = re.sub(r'<a class="anchor-link".*?</a>', "", html)
    return re.sub(r'(<h[2-6] id=")([^"]+)', lambda m: m[1] + slug(m[2]), html)


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


def refuse_stray(nb: NotebookNode) -> None:
    """Refuse outputs that a page cannot show accessibly.

    Raises:
        InputError: printed text, raw data frames and pictures without a description, by cell.
    """
    problems = []
    for place, cell in enumerate(nb.cells, start=1):
        for output in cell.get("outputs", []):
            what = _stray(output)
            if what:
                problems.append(Problem(what, f"cell {place}", "show figures through Report"))
    if problems:
        raise InputError(problems)


def _stray(output: NotebookNode) -> str:
    if output.output_type == "stream":
        return f"printed text on {output.name}"
    data = output.get("data", {})
    if "text/html" not in data:
        return f"an output of type {', '.join(sorted(data)) or output.output_type} that a page cannot show"
    if 'class="dataframe"' in data["text/html"]:
        return "a bare data frame"
    return ""
