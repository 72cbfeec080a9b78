"""The commentary of one report while a notebook runs: read again when its file changes, and its faults shown once."""

from panelpack.commentary import files
from panelpack.commentary.files import Commentary
from panelpack.comparisons.council_year import CouncilYear
from panelpack.page.pieces import EMPTY, Piece, together


class Reading:
    """The commentary of a report, for a notebook that asks for its sections one after the other."""

    def __init__(self, view: CouncilYear, report: str) -> None:
        self._view = view
        self._report = report
        self._read: tuple[tuple[bytes, ...], Commentary | None] | None = None
        self._stray_shown = False

    def section(self, heading: str) -> tuple[Piece, list[str]]:
        """The commentary of a section and the measures that it names; before the first one, what no section shows.

        Raises:
            InputError: neither the notebook, as it is saved, nor the file has a section of that name.
        """
        found = self._found()
        files.refuse_unknown(self._view.project, self._report, heading, found)
        if found is None:
            return EMPTY, []
        piece, measures = files.aside(found, heading)
        stray = EMPTY if self._stray_shown else files.stray_faults(found)
        self._stray_shown = True
        return together(stray, piece), measures

    @property
    def is_there(self) -> bool:
        """Whether officers commented on the report at all."""
        return self._found() is not None

    def whole(self) -> Piece:
        """The whole file, for a look while writing."""
        project = self._view.project
        folder = project.commentary_of(self._view.council_name, self._view.year_label)
        return files.preview(self._found(), (folder / f"{self._report}.md").relative_to(project.root))

    def _found(self) -> Commentary | None:
        """The commentary, read again only when a file that it is made of has changed."""
        view = self._view
        paths = files.paths(view.project, view.council_name, view.year_label)
        state = tuple(path.read_bytes() for path in [*paths, view.project.notebook(self._report)])
        if self._read is None or self._read[0] != state:
            self._read = (state, files.read(view, self._report))
        return self._read[1]
