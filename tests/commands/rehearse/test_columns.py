"""What a file of the Department has otherwise than the one before, and which measures that breaks."""

import pytest

from panelpack.catalogue.renamings import Renaming, Renamings, read_renamings
from panelpack.commands.rehearse.broken import reports_showing, with_followers
from panelpack.commands.rehearse.columns import ADDED, DROPPED, LOOKS_RENAMED, RENAMED, differences
from panelpack.commands.rehearse.likeness import likeness
from panelpack.commands.source_files import SourceFile

PLACES = ("time_period", "time_identifier", "geographic_level", "country_code", "new_la_code")
C1 = SourceFile(
    "dfe_children_in_need",
    "c1_children_in_need_referrals_and_rereferrals",
    "2025",
    (*PLACES, "category", "referral_count", "rereferral_percent", "not_in_need_count"),
)
ABSENCE = SourceFile(
    "dfe_outcomes_children_in_need",
    "absence_la",
    "2025",
    (*PLACES, "absence_terms", "social_care_group", "phase_type_grouping", "pt_pupils_pa_10_exact"),
)


@pytest.fixture
def file(tmp_path):
    def write(*columns, **cells):
        path = tmp_path / "new.csv"
        values = [cells.get(name, "1") for name in (*PLACES, *columns)]
        path.write_text(",".join((*PLACES, *columns)) + "\n" + ",".join(values) + "\n")
        return path

    return write


def found(path, before, context, renamings=None):
    apart = differences(path, before, context.catalogue, renamings or Renamings())
    return [(item.what, item.was, item.now, item.measures) for item in apart]


def test_a_file_as_the_one_before_has_no_difference(file, context):
    path = file(*C1.columns[5:], category="Referrals and Re-referrals")
    assert found(path, C1, context) == []


def test_columns_that_are_gone_new_or_look_renamed_are_told_with_the_measures_that_they_break(file, context):
    path = file("category", "referral_count", "re_referral_percent", "ethnicity_known", category="Referrals")
    assert found(path, C1, context)[:3] == [
        (LOOKS_RENAMED, "rereferral_percent", "re_referral_percent", ("rereferrals_pct",)),
        (DROPPED, "not_in_need_count", "", ()),
        (ADDED, "", "ethnicity_known", ()),
    ]


def test_a_known_renaming_mends_a_column(file, context, project):
    renamings = read_renamings(project.data / "renamings.yaml")
    path = file(
        "category", "Referrals", "rereferral_percent", "not_in_need_count", category="Referrals and Re-referrals"
    )
    assert found(path, C1, context, renamings) == [(RENAMED, "referral_count", "Referrals", ())]


def test_words_that_changed_within_values_are_mended_by_a_known_renaming_and_else_break(file, context, project):
    cells = {
        "absence_terms": "six half terms",
        "social_care_group": "CLA 12 months on 31 March",
        "phase_type_grouping": "Total",
    }
    path = file(*ABSENCE.columns[5:], **cells)
    was, now = "CLA 12 months at 31 March", "CLA 12 months on 31 March"
    renamings = read_renamings(project.data / "renamings.yaml")
    assert found(path, ABSENCE, context, renamings) == [(RENAMED, was, now, ())]
    assert found(path, ABSENCE, context) == [(LOOKS_RENAMED, was, now, ("cla_persistent_absence_pct",))]


def test_the_line_that_would_mend_a_column_is_one_that_can_be_read(file, context):
    path = file("category", "referral_count", "re_referral_percent", "not_in_need_count")
    (item, *_) = differences(path, C1, context.catalogue, Renamings())
    line = item.line_for(C1.source, C1.name).replace("YYYY-MM", "2026-10")
    made = Renaming.model_validate(__import__("yaml").safe_load(line)[0])
    assert (made.was, made.now, made.what) == ("rereferral_percent", "re_referral_percent", "column")


@pytest.mark.parametrize(("was", "now"), [("referral_count", "referral_percent"), ("CPP_At31", "category")])
def test_a_count_is_no_share_and_one_thing_no_other(was, now):
    assert likeness(was, now) < 0.6


def test_what_is_worked_out_from_a_lost_measure_is_lost_too(project, context):
    lost = with_followers(["contacts"], context.catalogue)
    assert {"contacts", "contacts_domestic_violence_pct"} <= set(lost)
    assert "safeguarding" in reports_showing(project, lost, context.catalogue)
