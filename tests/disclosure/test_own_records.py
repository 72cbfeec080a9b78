"""Notes of a council's own records: protected counts, what is lost of which measures, and how to mend it."""

from panelpack.disclosure.own_records import notes_of
from panelpack.facts.returns.faults import Fault

CARE = ("cla_march", "cla_started", "cla_ceased", "cla_rate")


def fault(severity, rows, touches):
    return Fault(
        "ssda903", "no_end", severity, "episodes.csv", "episodes", "an end is missing", "give the day", "DEC", rows,
        touches=touches,
    )  # fmt: skip


def test_a_note_says_what_it_does_to_which_measures_and_how_to_mend_it(project, context):
    faults = [fault("drop", 12, CARE), fault("warn", 2, CARE[:1]), fault("stop", 0, CARE[:2])]
    dropped, doubtful, stopped = notes_of(faults, "2022-23", project.policy, context)
    labels = [context.catalogue[name].label for name in CARE]
    assert dropped.what == (
        "SSDA903, episodes, DEC: an end is missing (12 rows). "
        f"The rows are left out of: {labels[0]}; {labels[1]}; {labels[2]}; and others."
    )
    assert doubtful.what.endswith(f"(5 rows or fewer). It bears on: {labels[0]}.")
    assert stopped.what.endswith(f"an end is missing. So these are not supplied: {labels[0]}; {labels[1]}.")
    assert [note.said.endswith(" To mend: give the day.") for note in (dropped, doubtful, stopped)] == [True] * 3
