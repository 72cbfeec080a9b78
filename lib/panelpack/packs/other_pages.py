"""The pages beside the reports: a year's front page, reconciliation and glossary, and the page above the years."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from panelpack.catalogue.glossary import read_glossary
from panelpack.comparisons.council_year import CouncilYear, council_year
from panelpack.gate.gate import Gate
from panelpack.gate.pack_files import EDITIONS
from panelpack.gate.whole_pack import GateError
from panelpack.packs.editions import edition_name, editions_in
from panelpack.page.accessible import refuse
from panelpack.page.finishing import Finisher
from panelpack.page.glossary import listing
from panelpack.page.html import written
from panelpack.page.html_tree import measures_defined
from panelpack.page.html_words import anchor
from panelpack.page.pieces import EMPTY, Fold, Heading, Piece, Sentence, together
from panelpack.page.skeleton import Frame, Links, links_list, plain_page
from panelpack.page.terms import Terms
from panelpack.page.words import day, joined, link, say, text
from panelpack.project.errors import Problem
from panelpack.project.files import make_readable, write_whole
from panelpack.sections.definitions import MEASURES_PAGE, from_a_to_z
from panelpack.sections.front import front
from panelpack.sections.headlines import across_years, headlines
from panelpack.sections.one_minute import one_minute
from panelpack.sections.programme import upcoming
from panelpack.sections.questions import explained
from panelpack.sections.reconciliation import reconciliation

NO_PDF = "There is no PDF of the pack."
"""What the front page says until there is one."""

_ONE_MINUTE = "one-minute"
_PAGES = {
    "index": "All reports of the year",
    "reconciliation": "Reconciliation",
    "measures": "Measures, A to Z",
    "glossary": "Glossary",
}
"""The pages of a pack that are no report, as the banner names them."""


def other_pages(view: CouncilYear, names: Sequence[str], folder: Path, status: str) -> dict[str, str]:
    """The front page, one minute, reconciliation and glossary of a year, with the CSV files of their tables, by path.

    Args:
        names: the reports whose pages stand in the folder; to their definitions the pages lead.
        status: what the pages say of their standing, such as that they are a draft.

    Raises:
        InputError: a page that a reader could not read.
    """
    stands = measures_on(folder, names, view)
    where = {anchor(name): f"{MEASURES_PAGE}#{anchor(name)}" for name in stands}
    found, files = reconciliation_page(view, names, where, status)
    pages = {
        "index.html": front_page(view, names, where, status),
        f"{_ONE_MINUTE}.html": one_minute_page(view, names, where, status),
        "reconciliation.html": found,
        MEASURES_PAGE: measures_page(view, names, stands, status),
        "glossary.html": glossary_page(view, names, status),
    }
    for name, page in pages.items():
        refuse(page, f"{view.year_label}/{name}")
    return {**pages, **files}


def front_page(view: CouncilYear, names: Sequence[str], where: Mapping[str, str], status: str) -> str:
    """What is in the pack, the headline figures across reports, lines of enquiry and the panel's next meeting."""
    forms = say("{}. {}", link("The pack in one minute", f"{_ONE_MINUTE}.html"), NO_PDF)
    body = together(
        Sentence(forms, "csv"),
        front(view, names),
        *(Heading(text("The panel's next meeting")), upcoming(view)),
        Fold((headlines(view, names), explained()), title="All headline figures, and how the questions are made"),
        links_list([("../index.html", "Other years")]),
    )
    # Its tables stand in full on the reports' pages, with their files
    found = written(body).filled(Terms((), where).at)
    return plain_page(front_title(view), found, frame_of(view, names, "index"), status)


def cover_lines(view: CouncilYear) -> list[str]:
    """Whom a pack is for, and the day on which they meet: what stands on the covers of its other forms."""
    lines = [say("For the {}.", view.council.panel)]
    lines += [say("The panel meets on {}.", day(view.year.as_at))] if view.year.as_at else []
    return [line.plain for line in lines]


def front_title(view: CouncilYear) -> str:
    """What a year's pack is called."""
    return f"{view.area_name}: reports for {view.year_label}"


def one_minute_page(view: CouncilYear, names: Sequence[str], where: Mapping[str, str], status: str) -> str:
    """The pack on one side of paper."""
    title = f"{view.area_name} {view.year_label} in one minute"
    body = written(one_minute(view, names)).filled(Terms((), where).at)
    return plain_page(title, body, frame_of(view, names, _ONE_MINUTE), status)


def reconciliation_page(
    view: CouncilYear, names: Sequence[str], where: Mapping[str, str], status: str
) -> tuple[str, dict[str, str]]:
    """The page of all findings of a year, and its tables as CSV files by path."""
    finisher = Finisher("reconciliation", elsewhere=where)
    body = finisher.finished(written(reconciliation(view)))
    return plain_page(
        f"Reconciliation {view.year_label}", body, frame_of(view, names, "reconciliation"), status
    ), finisher.files | finisher.metadata()


def glossary_page(view: CouncilYear, names: Sequence[str], status: str) -> str:
    """Every term and what it means."""
    terms = listing(read_glossary(view.project.data / "glossary.yaml"))
    return plain_page("Glossary", written(terms).html, frame_of(view, names, "glossary"), status)


def measures_page(view: CouncilYear, names: Sequence[str], stands: Mapping[str, str], status: str) -> str:
    """Every measure of the pack from A to Z.

    Args:
        stands: by measure, the page on which it stands.
    """
    body = written(from_a_to_z(view, stands)).html
    return plain_page("Measures, A to Z", body, frame_of(view, names, "measures"), status)


def frame_of(view: CouncilYear, names: Sequence[str], page: str, years: Links = ()) -> Frame:
    """What stands around a page of a pack: links to its other pages, and to the same page of other years.

    Args:
        names: the reports of the pack.
        page: which page it is, by its name without `.html`.
    """
    reports = view.published.context.catalogue.reports
    banner = [(f"{name}.html", words) for name, words in _PAGES.items() if name != page]
    others = [(f"{name}.html", reports[name].title) for name in names if name != page]
    place = names.index(page) if page in names else -1
    beside = [
        (f"{name}.html", f"{words}: {reports[name].title}")
        for words, at in (("Previous", place - 1), ("Next", place + 1))
        if page in names and 0 <= at < len(names)
        for name in [names[at]]
    ]
    footer = [
        ("Reading on", "", beside),
        ("Reports of the year", "", [] if page == "index" else others),
        ("This report in other years", "years", years),
    ]
    return Frame(view.council.accent, view.signed_name, view.council.contact, banner, footer)


def measures_on(folder: Path, names: Iterable[str], view: CouncilYear) -> dict[str, str]:
    """The page of the report on which each measure stands: that of its own report first."""
    labels = view.published.context.catalogue.by_label
    pages = {name: measures_defined((folder / f"{name}.html").read_text(encoding="utf-8"), labels) for name in names}
    found: dict[str, str] = {}
    for measure in view.published.context.catalogue.measures.values():
        on = next((name for name in (measure.report, *pages) if measure.id in pages.get(name, ())), None)
        if on is not None:
            found[measure.id] = f"{on}.html"
    return found


def write_years(folder: Path, view: CouncilYear) -> None:
    """The page above the years of a council: its editions, packs and reports, and headline measures across time.

    Args:
        folder: where the council's packs are.
        view: the council in any year.

    Raises:
        GateError: the page holds something that may not be shown.
    """
    project, council = view.project, view.council_name
    there = sorted(path.parent.name for path in folder.glob("*/index.html") if path.parent.name in project.years())
    views = [council_year(project, view.published, council, year) for year in there]
    newest = views[-1]
    packs = [link for item in reversed(views) for link in _packs_of(folder, item.year_label)]
    titles = newest.published.context.catalogue.reports
    reports = (_report_years(folder, name, entry.title, views) for name, entry in titles.items())
    body = together(
        *(Heading(text("Packs")), links_list(packs)),
        *(Heading(text("Headlines")), across_years(views)),
        *(Heading(text("Reports by year")), *reports),
    )
    frame = Frame(newest.council.accent, newest.signed_name, newest.council.contact)
    page = plain_page(f"{newest.area_name}: packs by year", written(body).html, frame)
    refuse(page, "index.html")
    findings = list(dict.fromkeys(Gate.of(project, council, view.published).page(page)))
    if findings:
        raise GateError(Problem(finding, "index.html above the years") for finding in findings)
    write_whole(folder / "index.html", page)
    make_readable(folder / "index.html")


def _packs_of(folder: Path, year: str) -> list[tuple[str, str]]:
    """Links to the editions of a year, the newest first, and to what was built last, which is a draft."""
    editions = [path.name for path in reversed(editions_in(folder / year))]
    links = [(f"{year}/{EDITIONS}/{name}/index.html", edition_name(year, int(name))) for name in editions]
    return [*links, (f"{year}/index.html", f"{year}, a draft" if links else year)]


def _report_years(folder: Path, name: str, words: str, views: Sequence[CouncilYear]) -> Piece:
    there = [view.year_label for view in reversed(views) if (folder / view.year_label / f"{name}.html").exists()]
    links = joined((link(year, f"{year}/{name}.html") for year in there), " ")
    return Sentence(say("{}: {}", words, links)) if there else EMPTY
