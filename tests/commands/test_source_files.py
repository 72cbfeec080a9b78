"""The columns of the Department's files as they last came in."""

from pathlib import Path

import pytest

from panelpack.commands.source_files import header_of, keep_columns, plain_name, source_files
from panelpack.project.errors import InputError


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("c1_referrals_2013_to_2025.csv", "c1_referrals"),
        ("absence-202425.csv", "absence"),
        ("timeliness_20_week.csv", "timeliness_20_week"),
        ("2026.csv", "2026"),
    ],
)
def test_a_file_is_called_the_same_from_year_to_year(file, name):
    assert plain_name(Path(file)) == name


def test_columns_are_kept_in_the_place_of_those_before_and_other_files_stay(small_project, context, tmp_path):
    before = source_files(small_project)
    file = tmp_path / "c1.csv"
    file.write_text("time_period,referral_count\n2026,1\n")
    keep_columns(small_project, "dfe_children_in_need", file, {"referrals"}, "2026", context.catalogue)
    after = source_files(small_project)
    changed = [item for item in after if item not in before]
    assert [(item.name, item.release, item.columns) for item in changed] == [
        ("c1_children_in_need_referrals_and_rereferrals", "2026", ("time_period", "referral_count"))
    ]
    assert len(after) == len(before)


def test_a_file_that_is_no_text_or_names_no_columns_is_refused(tmp_path):
    (tmp_path / "odd.csv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "empty.csv").write_text("\n")
    for name in ("odd.csv", "empty.csv"):
        with pytest.raises(InputError, match=name):
            header_of(tmp_path / name)
