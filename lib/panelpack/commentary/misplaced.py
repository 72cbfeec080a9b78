"""Files and folders of commentary that no pack would ever read."""

from panelpack.comparisons.council_year import CouncilYear
from panelpack.project.errors import Problem, suggest

ALLOWED = "allowed.yaml"
"""The file of the phrases in which digits may be typed, beside the councils' folders."""


def misplaced(view: CouncilYear) -> list[Problem]:
    """Files and folders that no pack would ever read, since nothing has their name."""
    project = view.project
    of_year = project.commentary_of(view.council_name, view.year_label)
    names = sorted(f"{report}.md" for report in view.published.context.catalogue.reports)
    places = [
        (of_year.parent.parent, "council", [*project.councils(), ALLOWED]),
        (of_year.parent, "reporting year", project.years()),
        (of_year, f"report of {view.year_label}", names),
    ]
    return [
        Problem(f"{path.name!r} is no {kind}", path.relative_to(project.root).as_posix(), suggest(path.name, known))
        for folder, kind, known in places
        for path in sorted(folder.glob("[!.]*"))
        if path.name not in known
    ]
