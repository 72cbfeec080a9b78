"""What officers could supply, and the names of the pack's questions."""

from pages import rows
from panelpack.comparisons.council_year import council_year
from panelpack.facts.quality import Note
from panelpack.sections.officers import officers_list


def test_each_gap_stands_with_its_file_and_its_form(project, north_somerset):
    piece = officers_list(council_year(project, north_somerset, "north-somerset", "2022-23"), ["send", "adoption"])
    gaps = rows(piece, "Not supplied for 2022-23")
    command = "panelpack template adoption --council north-somerset --year 2022-23"
    assert gaps["Letterbox and direct contact"] == [
        *("Adoption: annual report", "data/figures/north-somerset/agency_contact.csv", command)
    ]
    assert "Attainment" not in gaps


def test_each_question_stands_with_the_name_under_which_its_answer_is_recorded(project, north_somerset):
    piece = officers_list(council_year(project, north_somerset, "north-somerset", "2022-23"), ["workforce"])
    asked = rows(piece, "Questions of the pack, 2022-23")
    assert asked["Why do so many social workers leave in a year?"] == ["2022-23/sw_turnover_pct"]


def test_what_the_checks_of_the_records_found_stands_with_every_measure_and_how_to_mend_it(view_with, monkeypatch):
    view = view_with(("cla_march", "31 March 2023", 220), ("cla_started", "2022-23", 90))
    found = Note(
        "warn", "SSDA903: an end is missing.", year="2022-23", measures="cla_march cla_started", todo="give it"
    )
    monkeypatch.setattr(view.published, "notes", (found, Note("warn", "Of another year.", year="2021-22", todo="no")))
    listed = rows(officers_list(view, ["send"]), "To mend in the records, 2022-23")
    labels = [view.measure(name).label for name in ("cla_march", "cla_started")]
    del listed["What was found"]  # the header
    assert listed == {"SSDA903: an end is missing.": ["; ".join(labels), "give it"]}
