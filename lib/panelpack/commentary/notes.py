"""What a person should look at in officers' words, such as the age of a single child, and what is no fault."""

from collections.abc import Sequence

from panelpack.commentary.files import read
from panelpack.comparisons.council_year import CouncilYear
from panelpack.project.errors import InputError, Problem


def notes(view: CouncilYear, reports: Sequence[str]) -> list[Problem]:
    """What a person should look at in the commentary of some reports of a year, and what is no fault."""
    found = []
    for report in reports:
        try:
            written = read(view, report)
        except InputError:  # a fault, which `faults` names
            continue
        if written is not None:
            found += [note.problem(written.file) for section in written.sections for note in section.notes]
    return found
