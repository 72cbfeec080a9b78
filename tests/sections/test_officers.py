"""What officers could supply, and the names of the pack's questions."""

from pages import rows
from panelpack.comparisons.council_year import council_year
from panelpack.sections.officers import officers_list


def test_each_gap_stands_with_its_file_and_its_form(project, north_somerset):
    piece = officers_list(council_year(project, north_somerset, "north-somerset", "2022-23"), ["send", "adoption"])
    gaps = rows(piece, "Not supplied for 2022-23")
    assert gaps["Letterbox and direct contact"] == [
        *("Adoption: annual report", "data/figures/north-somerset/agency_contact.csv", "panelpack template adoption")
    ]
    assert "Attainment" not in gaps


def test_each_question_stands_with_the_name_under_which_its_answer_is_recorded(project, north_somerset):
    piece = officers_list(council_year(project, north_somerset, "north-somerset", "2022-23"), ["workforce"])
    asked = rows(piece, "Questions of the pack, 2022-23")
    assert asked["Why do so many social workers leave in a year?"] == ["2022-23/sw_turnover_pct"]
