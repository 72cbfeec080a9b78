"""Which measures and reports a lost column breaks: those that read it, and those that are worked out from them."""

from collections.abc import Collection, Iterable

from panelpack.catalogue.formulas import calculations
from panelpack.catalogue.reader import Catalogue
from panelpack.project.checkout import Project
from panelpack.project.yaml_files import read_text


def with_followers(measures: Iterable[str], catalogue: Catalogue) -> list[str]:
    """Measures, and all that are worked out from them, in the order of the catalogue."""
    found = set(measures)
    made_from = {name: set(item.needs) for name, item in calculations().items()}
    while more := {name for name, parts in made_from.items() if parts & found} - found:
        found |= more
    return [name for name in catalogue.measures if name in found]


def reports_showing(project: Project, measures: Collection[str], catalogue: Catalogue) -> list[str]:
    """The reports that show one of some measures: their own, and those whose notebooks name one."""
    own = {catalogue[name].report for name in measures}
    for name in catalogue.reports:
        notebook = project.notebook(name)
        if name not in own and notebook.exists():
            text = read_text(notebook)
            if any(f'\\"{measure}\\"' in text or f"'{measure}'" in text for measure in measures):
                own.add(name)
    return [name for name in catalogue.reports if name in own]
