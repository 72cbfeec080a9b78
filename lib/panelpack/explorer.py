"""Looking around in a notebook: a measure with its chart, table, sentence and definition, chosen by controls.

Without controls, where no widget runs or `ipywidgets` is not there, the same pieces stand for what the call names.
"""

from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from panelpack.comparisons.area_names import ROLES
from panelpack.comparisons.council_year import CouncilYear, council_year
from panelpack.disclosure.prepare import prepared
from panelpack.page import forms
from panelpack.page.pieces import Note, Piece, together
from panelpack.page.words import text
from panelpack.project.checkout import DEFAULT_COUNCIL, Project, find_project
from panelpack.project.errors import InputError
from panelpack.sections import chosen
from panelpack.sections.changes import says
from panelpack.sections.definitions import definitions
from panelpack.sections.trends import USUAL, trend

_NUMBERS = count(1)


def explorer(
    measure: str,
    beside: str = "",
    *,
    areas: str | Iterable[str] = USUAL,
    year: str = "",
    council: str = DEFAULT_COUNCIL,
) -> "Explorer":
    """A measure over the years with its table, sentence and definition; with a second one, a scatter of both.

    Args:
        measure: id of a measure; the controls offer all of them by their labels.
        beside: id of a second measure.
        areas: names, codes or roles of areas, as in `report.trend`.
        year: the reporting year; the newest when empty.

    Raises:
        InputError: a measure, area, year or council that there is not, with the nearest that there is.
    """
    project = find_project(Path.cwd())
    year = year or project.years()[-1]
    named = [areas] if isinstance(areas, str) else list(areas)
    return Explorer(project, {"measure": measure, "beside": beside, "areas": named, "year": year, "council": council})


def looked_at(view: CouncilYear, measure: str, beside: str, areas: list[str]) -> Piece:
    """What there is to see of one measure, or of two.

    Raises:
        InputError: a measure or area that there is not.
    """
    names = [name for name in (measure, beside) if name]
    if beside:
        drawn = chosen.scatter(view, measure, beside, ["all", *(one for one in areas if one not in ROLES)])
    else:
        compared = view.is_compared(view.measure(measure))
        drawn = trend(view, measure, tuple(areas) if compared else USUAL)
    return together(drawn, says(view, names), definitions(view, names))


class Explorer:
    """Controls and, beneath, what they choose. Each change draws anew in the same place."""

    def __init__(self, project: Project, choice: Mapping[str, Any]) -> None:
        self._project = project
        self._choice = dict(choice)
        self._place = f"panelpack-explorer-{next(_NUMBERS)}"
        self.piece = self._made()

    def _made(self) -> Piece:
        choice, project = self._choice, self._project
        project.year(choice["year"])
        council = choice["council"]
        view = council_year(project, prepared(project, council), council, choice["year"])
        return looked_at(view, choice["measure"], choice["beside"], choice["areas"])

    def choose(self, **choice: Any) -> Piece:
        """Choose otherwise, and draw: `measure`, `beside`, `areas` or `year`. What cannot be drawn says why.

        A choice that cannot be drawn stands as a note in the place of the drawing.
        """
        self._choice |= choice
        try:
            self.piece = self._made()
        except InputError as error:
            self.piece = Note(text(str(error)), "missing")
        forms.show_in(self.piece, self._place, anew=True)
        return self.piece

    def _ipython_display_(self) -> None:
        forms.show_control(self._controls())
        forms.show_in(self.piece, self._place)

    def _controls(self) -> Any:
        """The controls, where widgets are there; else None."""
        try:
            import ipywidgets as widgets
        except ImportError:
            return None
        context = prepared(self._project, self._choice["council"]).context
        areas = widgets.Text(
            value="; ".join(self._choice["areas"]),
            description="Areas",
            placeholder="Such as Kent; Essex; neighbours; england",
            continuous_update=False,
            **_look(widgets),
        )
        areas.observe(lambda change: self.choose(areas=_listed(change["new"])), "value")
        years = self._project.years()
        year = widgets.Dropdown(value=self._choice["year"], options=years, description="Year", **_look(widgets))
        year.observe(lambda change: self.choose(year=change["new"]), "value")
        labels = {f"{item.label} ({name})": name for name, item in context.catalogue.measures.items()}
        measures = [self._measure(widgets, labels, *pair) for pair in (("measure", "Measure"), ("beside", "Beside it"))]
        return widgets.VBox([*measures, areas, year])

    def _measure(self, widgets: Any, labels: Mapping[str, str], name: str, words: str) -> Any:
        """A box that completes the label of a measure while it is typed."""
        box = widgets.Combobox(
            value=next((label for label, one in labels.items() if one == self._choice[name]), ""),
            options=list(labels),
            description=words,
            placeholder="Type a word of its name, then choose",
            continuous_update=False,
            **_look(widgets),
        )
        box.observe(lambda change: self._chosen(name, labels, change["new"]), "value")
        return box

    def _chosen(self, name: str, labels: Mapping[str, str], words: str) -> None:
        """What was typed for a measure: one of them, or nothing beside it; a word that is not yet one is waited for."""
        if words in labels:
            self.choose(**{name: labels[words]})
        elif name == "beside" and not words:
            self.choose(beside="")


def _listed(words: str) -> list[str]:
    """Names between semicolons: those of some areas hold a comma."""
    return [name.strip() for name in words.split(";") if name.strip()]


def _look(widgets: Any) -> dict[str, Any]:
    layout = widgets.Layout(width="100%", max_width="44rem")
    return {"layout": layout, "style": {"description_width": "7rem"}}
