"""What only one document says of its own figures, apart from what a measure means wherever it is used."""

import re
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from panelpack.catalogue.document_notes import read_document_notes
from panelpack.catalogue.periods import parse
from panelpack.commands.forms import write_form
from panelpack.project.errors import InputError

NATIONAL = set(
    re.findall(
        r"\w+",
        """
        A10 Act Adoption Assistance Attainment Black Boxall Care Children Citizens Commissioner December Department EHC
        Education England English February Fund GPs Government Information January Kingdom March Mockingbird Office
        Ofsted Ombudsman Persons Plus Policy Portage Progress Reception Relocations Resettlement Resistance SEN SEND SPS
        Safety Schedule Scheme Schemes September Social Support Thrive Tribunal UK United Valve Year Years
        """,
    )
)
"""Names that any council of England can use: laws, bodies, national schemes and programmes, months."""
LAWS = r"Act \d{4}"


def texts_of(measure):
    return (
        measure.label,
        measure.phrase,
        measure.definition,
        measure.caution,
        measure.alike_reason,
        *measure.breakdown_labels.values(),
        *(item.why for item in measure.breaks if not item.source),
    )


def local_names(words):
    """Capitals within a sentence that are no national name."""
    within = " ".join(part.partition(" ")[2] for part in re.split(r"(?<=[.:?]) |, ", words))
    return {name.removesuffix("'s") for name in re.findall(r"\b[A-Z][\w']*", within)} - NATIONAL


def test_no_text_of_a_measure_names_a_place_or_body_of_one_council(context):
    found = {
        measure.id: names
        for measure in context.catalogue.measures.values()
        if not measure.local_to and (names := set().union(*map(local_names, texts_of(measure))))
    }
    assert found == {}


def test_no_text_of_a_measure_speaks_of_one_document(context):
    one = re.compile(
        r"\b(?:the|its|council's|agency's|partnership's) (?:report|self-evaluation|poster|minutes)\b", re.I
    )
    for measure in context.catalogue.measures.values():
        for words in texts_of(measure):
            assert not one.search(words), f"{measure.id}: {words}"
            if not measure.local_to:
                assert not re.search(r"\b(?:19|20)\d\d\b", re.sub(LAWS, "", words)), f"{measure.id}: {words}"


def test_a_measure_of_one_council_has_no_figure_of_another(context, project):
    codes = {measure.id: measure.local_to for measure in context.catalogue.measures.values() if measure.local_to}
    assert codes
    for folder in (project.data / "figures").iterdir():
        given = {line.split(",")[0] for path in folder.glob("*.csv") for line in path.read_text().splitlines()}
        own = project.council(folder.name).area
        assert {codes[name] for name in given & set(codes)} <= {own}


def test_a_reason_holds_for_the_document_that_gives_it_and_for_no_other(context):
    notes = context.notes
    assert "all contacts" in notes.why_alike("nsscp_annual_report", "contacts_to_referral", "referrals")
    assert notes.why_alike("council_figures", "contacts_to_referral", "referrals") == ""
    assert notes.why_alike("nsscp_annual_report", "contacts_to_referral", "contacts") == ""


def test_a_break_of_one_document_holds_for_its_own_figures_only(context):
    measure = context.catalogue["ehc_plans_by_need"]
    before, now = parse("January 2022", "january"), parse("January 2023", "january")
    (found,) = measure.breaks_between(before, now, "nsc_send_self_evaluation")
    assert found.from_date == date(2023, 1, 1)
    assert measure.breaks_between(before, now, "council_figures") == []


def test_faults_of_all_files_are_named_together(tmp_path, context):
    (tmp_path / "nsscp_anual_report.yaml").write_text("notes: {}\n")
    (tmp_path / "nsc_panel_papers.yaml").write_text("notes: {referals: Counted twice.}\n")
    (tmp_path / "council_figures.yaml").write_text("remarks: {}\n")
    with pytest.raises(InputError) as caught:
        read_document_notes(tmp_path, context.catalogue, context.register)
    said = sorted(str(problem.what) for problem in caught.value.problems)
    assert said == [
        "there is no measure 'referals'",
        "there is no source 'nsscp_anual_report'",
        "unknown key 'remarks'",
    ]


def test_a_project_without_such_files_has_no_notes(tmp_path, context):
    notes = read_document_notes(tmp_path / "none", context.catalogue, context.register)
    assert (notes.note("nsc_panel_papers", "schools"), list(notes.texts())) == ("", [])
    assert replace(context, notes=notes).notes.caution("nsc_panel_papers", "schools") == ""


def test_no_other_council_is_asked_for_a_measure_of_one_councils_own_service(project, north_somerset, tmp_path):
    def asked_of(council):
        path = write_form(north_somerset, project.council(council), "2024-25", "safeguarding", tmp_path / "form.xlsx")
        book = load_workbook(path)
        return {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}

    assert "lets_cook_feedback_pct" in asked_of("north-somerset")
    assert not asked_of("kent") & {"lets_cook_feedback_pct", "fss_teams"}
    assert "fss_vacancy_pct" in asked_of("kent")
