"""Builds the site of panelpack's documentation: README by its sections, each guide beside this file, and a reference.

`python make.py docs` runs it. A page is a guide in Markdown, the tutorial, a section of README, or what docstrings say
of `Report` and of what else a notebook imports; the pages look as those of a pack do. A new guide is found by being
there.
"""

import inspect
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import nbformat
from markdown_it import MarkdownIt
from markdown_it.token import Token

import panelpack
from panelpack.page.skeleton import Frame, plain_page

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / ".cache" / "docs"
ACCENT = "#1d4f76"
FIRST = (
    *("index", "install", "from-figures-to-a-released-pack", "tutorial", "explore-and-show-what-you-found"),
    *("add-a-year", "add-a-measure", "add-a-section-or-a-report", "add-a-council", "england", "returns", "disclosure"),
    *("reconciliation-revisions-and-traces", "release", "forms", "schedule", "errors", "reference"),
)
"""The order of pages; others follow by their names."""

CSS = """
pre { overflow-x: auto; padding: .75rem 1rem; background: var(--wash); border-left: 4px solid var(--rule); }
pre code { font-size: .875rem; overflow-wrap: normal; }
table { display: block; overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; }
dl.signature dt { font-weight: bold; }
"""


@dataclass(frozen=True)
class Source:
    """The Markdown of a page, and the file that it comes from, by which its links are read."""

    title: str
    markdown: str
    file: str


def sources(root: Path = ROOT) -> dict[str, Source]:
    """Every page by its name, in order."""
    found = dict(_of_readme(root))
    for path in sorted((root / "docs").glob("*.md")):
        title, _, _ = path.read_text(encoding="utf-8").removeprefix("# ").partition("\n")
        found[path.stem] = Source(title, path.read_text(encoding="utf-8").partition("\n")[2], f"docs/{path.name}")
    data = (root / "data" / "README.md").read_text(encoding="utf-8")
    found["data"] = Source("Figures and their sources", data.partition("\n")[2], "data/README.md")
    found["tutorial"] = Source("Tutorial", _of_notebook(root / "docs" / "tutorial.ipynb"), "docs/tutorial.ipynb")
    found["reference"] = Source("Reference for notebooks", reference(), "docs/reference")
    order = {name: place for place, name in enumerate(FIRST)}
    return dict(sorted(found.items(), key=lambda item: (order.get(item[0], len(order)), item[1].title)))


def _of_readme(root: Path) -> Iterator[tuple[str, Source]]:
    first, *sections = re.split(r"^## ", (root / "README.md").read_text(encoding="utf-8"), flags=re.M)
    opening = first.partition("\n")[2]
    for section in sections:
        title, _, text = section.partition("\n")
        if title == "Two commands":
            yield "index", Source("panelpack", f"{opening}\n## {title}\n{text}", "README.md")
        else:
            yield slug(title), Source(title, text, "README.md")


def _of_notebook(path: Path) -> str:
    """A notebook's words and code; its outputs are what the reader will see who runs it."""
    cells = nbformat.read(path, as_version=4).cells
    parts = [cell.source if cell.cell_type == "markdown" else f"```python\n{cell.source}\n```" for cell in cells]
    return re.sub(r"\A# .*\n", "", "\n\n".join(parts))


def reference() -> str:
    """What docstrings say of everything that a notebook imports, as Markdown."""
    parts = ["Written from the code. In JupyterLab, `report.trend?` shows the same; Tab completes names of measures.\n"]
    for name in sorted(panelpack.__all__, key=lambda item: (item != "Report", item)):
        thing = getattr(panelpack, name)
        parts.append(f"## {name}\n\n{_described(name, thing)}")
        if inspect.isclass(thing):
            methods = [
                (key, value) for key, value in vars(thing).items() if inspect.isfunction(value) and key[0] != "_"
            ]
            parts += [
                f"### {name.lower()}.{key}\n\n{_described(f'{name.lower()}.{key}', value)}" for key, value in methods
            ]
    return "\n".join(parts)


def _described(name: str, thing: Callable[..., object]) -> str:
    """A signature, then the docstring: lists of arguments and errors as lists, examples as code."""
    parameters = inspect.signature(thing).parameters.values()
    given = ", ".join(_written(item) for item in parameters if item.name != "self")
    lines, kind = [f"```python\n{name}({given})\n```\n"], ""
    for line in (inspect.getdoc(thing) or "").splitlines():
        if heading := re.fullmatch(r"(Args|Returns|Raises|Example|Examples|Attributes|Yields):", line):
            kind = heading[1]
            lines.append(f"\n**{kind}**\n")
        elif kind.startswith("Example") or line.lstrip().startswith(">>>"):
            lines.append(f"    {line.strip()}" if line.strip() else "")
        elif kind and (item := re.fullmatch(r"    (\*{0,2}[\w, ]+): (.*)", line)):
            lines.append(f"- `{item[1]}`: {item[2]}")
        else:
            lines.append(line.strip() if not kind else f"  {line.strip()}")
    return "\n".join(lines) + "\n"


def _written(item: inspect.Parameter) -> str:
    star = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}.get(item.kind, "")
    return star + item.name + ("" if item.default is item.empty else f"={item.default!r}")


def slug(title: str) -> str:
    """A name for a heading or a page, as GitHub makes it.

    >>> slug("Explore, and show what you found")
    'explore-and-show-what-you-found'
    """
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def html_of(source: Source, pages: Mapping[str, Source], root: Path = ROOT) -> tuple[str, list[str]]:
    """The HTML of a page, and the files of the project that it leads to, which are to stand beside the pages."""
    parser = MarkdownIt("commonmark").enable("table")
    tokens, files = parser.parse(source.markdown), list[str]()
    contents = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            words = "".join(child.content for child in tokens[place + 1].children or ())
            token.attrSet("id", slug(words))
            if token.tag == "h2":
                contents.append((f"#{slug(words)}", words))
        for child in token.children or ():
            _lead(child, source, pages, root, files)
    body = parser.renderer.render(tokens, parser.options, {}).replace("<th>", '<th scope="col">')
    links = [(f"{other}.html", pages[other].title) for other in pages]
    frame = Frame(ACCENT, "panelpack", "", [("index.html", "Start")], [("All pages", "", links)])
    if len(contents) > 2:
        listed = "".join(
            f'<li><a href="{href}">{MarkdownIt().renderInline(words)}</a></li>' for href, words in contents
        )
        body = f'<nav class="contents" aria-label="Contents"><ol>{listed}</ol></nav>{body}'
    page = plain_page(source.title, body, frame)
    return page.replace("</style>", f"{CSS}</style>", 1), files


def _lead(token: Token, source: Source, pages: Mapping[str, Source], root: Path, files: list[str]) -> None:
    """Let a link lead to the page that a file or a section of README became; a picture gives way to its words."""
    if token.type == "image":
        token.type, token.tag, token.content = "text", "", f"({token.content}.)"
    if token.type != "link_open" or urlsplit(str(token.attrGet("href"))).scheme:
        return
    path, _, fragment = str(token.attrGet("href")).partition("#")
    above = PurePosixPath(source.file).parent
    file = (root / above / path).resolve().relative_to(root).as_posix() if path else source.file
    if file == "README.md":
        target = f"{fragment if fragment in pages else 'index'}.html"
    else:
        page = next((name for name, other in pages.items() if other.file == file), "")
        target = f"{page}.html" + (f"#{fragment}" if fragment else "") if page else f"files/{file}"
        files += [] if page else [file]
    token.attrSet("href", target)


def build(out: Path = OUT, root: Path = ROOT) -> list[Path]:
    """Write all pages to a folder, which is replaced."""
    pages, written = sources(root), []
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    for name, source in pages.items():
        page, files = html_of(source, pages, root)
        for file in files:
            there = out / "files" / file
            there.parent.mkdir(parents=True, exist_ok=True)
            if (root / file).is_file():
                shutil.copyfile(root / file, there)
        written.append(out / f"{name}.html")
        written[-1].write_text(page, encoding="utf-8", newline="\n")
    return written


if __name__ == "__main__":
    made = build(Path(sys.argv[1]) if sys.argv[1:] else OUT)
    print(f"{len(made)} pages: open {made[0]}")
