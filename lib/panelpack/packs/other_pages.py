"""The front page of a year's pack, and the page above the years."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

from panelpack.comparisons.council_year import Scope
from panelpack.gate.gate import Gate
from panelpack.packs.publish import links_list, plain_page, swap
from panelpack.page.accessible import refuse
from panelpack.project.errors import InputError, Problem
from panelpack.report import TITLES
from panelpack.sections.enquiries import explained, lines
from panelpack.sections.headlines import across_years, overview
from panelpack.sections.programme import upcoming

_DEFINITION = re.compile(r'<a href="#(definition-[\w-]+)">(.*?)</a>', re.S)


def front_page(scope: Scope, names: Sequence[str], folder: Path, status: str) -> str:
    """What is in the pack, the headline figures across reports, lines of enquiry and the panel's next meeting.

    Args:
        names: the reports whose pages stand in the folder.
        status: what the page says of its standing, such as that it is a draft.
    """
    titles = {name: TITLES[name] for name in names}
    reports = links_list([(f"{name}.html", words) for name, words in titles.items()])
    others = links_list(
        [
            ("reconciliation.html", "Reconciliation: every stated figure, checked"),
            ("glossary.html", "Glossary"),
            ("../index.html", "Other years"),
        ]
    )
    parts = [
        f"<h2>Reports</h2>{reports}{others}",
        f"<h2>Lines of enquiry</h2>{lines(scope)}{explained()}",
        f"<h2>Headlines</h2>{overview(scope, titles)}",
        f"<h2>The panel's next meeting</h2>{upcoming(scope)}",
    ]
    body = led_to_reports("".join(parts), definitions_in(folder, names, scope))
    title = f"{scope.area_name}: reports for {scope.year_label}"
    return plain_page(title, body, scope.council.accent, status)


def definitions_in(folder: Path, names: Iterable[str], scope: Scope) -> dict[str, str]:
    """On which page each definition stands, that of the measure's own report first."""
    found: dict[str, str] = {}
    pages = {name: (folder / f"{name}.html").read_text(encoding="utf-8") for name in names}
    for measure in scope.published.context.catalogue.measures.values():
        mark = f"definition-{measure.id.replace('_', '-')}"
        order = [measure.report, *pages]
        on = next((name for name in order if name in pages and re.search(rf"id=\"?{mark}[\" >]", pages[name])), None)
        if on is not None:
            found[mark] = f"{on}.html#{mark}"
    return found


def led_to_reports(html: str, where: Mapping[str, str]) -> str:
    """The same piece, its links to definitions leading to the report that holds them; without one, plain words."""

    def link(found: re.Match[str]) -> str:
        target = where.get(found[1])
        return f'<a href="{escape(target)}">{found[2]}</a>' if target else found[2]

    return _DEFINITION.sub(link, html)


def write_years(folder: Path, scopes: Sequence[Scope], gate: Gate) -> None:
    """The page above the years of a council: its packs and reports, and the headline measures across time.

    Args:
        scopes: the years that have a pack in the folder, oldest first.

    Raises:
        InputError: the page holds something that may not be shown.
    """
    newest = scopes[-1]
    years = links_list([(f"{scope.year_label}/index.html", scope.year_label) for scope in reversed(scopes)])
    reports = "".join(_report_years(folder, name, words, scopes) for name, words in TITLES.items())
    body = f"<h2>Packs</h2>{years}<h2>Headlines</h2>{across_years(scopes)}<h2>Reports by year</h2>{reports}"
    title = f"{newest.area_name}: packs by year"
    page = plain_page(title, body, newest.council.accent)
    refuse(page, "index.html")
    findings = list(dict.fromkeys(gate.page(page, BeautifulSoup(page, "html5lib"))))
    if findings:
        raise InputError(Problem(finding, "index.html above the years") for finding in findings)
    swap(folder / "index.html", page)


def _report_years(folder: Path, name: str, words: str, scopes: Sequence[Scope]) -> str:
    there = [scope.year_label for scope in reversed(scopes) if (folder / scope.year_label / f"{name}.html").exists()]
    links = " ".join(f'<a href="{year}/{name}.html">{year}</a>' for year in there)
    return f"<p>{escape(words)}: {links}</p>" if there else ""
