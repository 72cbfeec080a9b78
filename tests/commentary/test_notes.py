"""What a person should look at in officers' words."""

import shutil

from panelpack.commentary.files import faults
from panelpack.commentary.notes import notes
from panelpack.comparisons.council_year import council_year
from panelpack.project.checkout import Project


def test_the_age_of_a_single_child_is_a_note_with_its_place_and_no_fault(project, view_with, tmp_path):
    for name in ("data", "notebooks"):
        (tmp_path / name).symlink_to(getattr(project, name))
    shutil.copytree(project.parameters, tmp_path / "parameters")
    copy = Project(tmp_path)
    folder = copy.commentary_of("north-somerset", "2022-23")
    folder.mkdir(parents=True)
    (folder / "safeguarding.md").write_text(
        "---\nauthor: A. Officer\ndate: 2026-10-06\n---\n\n## Children in care\n\n"
        "In 2022-23 a boy aged seven moved twice.\nThose aged 16 or 17 may stay.\n"
    )
    view = council_year(copy, view_with().published, "north-somerset", "2022-23")
    assert faults(view, ["safeguarding", "police"]) == []
    (note,) = notes(view, ["safeguarding", "police"])
    assert str(note) == (
        "parameters/commentary/north-somerset/2022-23/safeguarding.md, line 8, column 14: the age of a single child "
        "(look whether anybody could tell who it is; if so, leave the age out)"
    )
