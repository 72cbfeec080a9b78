"""A council may stand beside the mean or the median of its neighbours: one parameter, and every section says it."""

from dataclasses import replace

import pytest

from pages import words
from panelpack.commentary.inserts import resolve
from panelpack.page.pieces import together
from panelpack.project.errors import InputError
from panelpack.project.parameters import Council
from panelpack.project.yaml_files import load
from panelpack.sections.changes import says
from panelpack.sections.definitions import definitions
from panelpack.sections.headlines import headlines
from panelpack.sections.monitor import monitor
from panelpack.sections.questions import all_questions
from panelpack.sections.summary import summary
from panelpack.sections.trends import trend

NAME = "rereferrals_pct"


@pytest.fixture
def beside(view_with, of_neighbours):
    """What the sections say of a council whose neighbours have a mean of 14 and a median of 10."""
    rows = [(NAME, "2022-23", 20.0), *of_neighbours(NAME, "2022-23", [8.0, 9.0, 10.0, 13.0, 30.0])]

    def said(by):
        view = view_with(*rows)
        view = replace(view, council=view.council.model_copy(update={"neighbours_by": by}))
        pieces = together(
            trend(view, NAME, ("neighbours",)),
            says(view, [NAME]),
            summary(view, [NAME]),
            monitor(view, "safeguarding"),
            headlines(view, ["safeguarding"]),
            definitions(view, [NAME]),
            all_questions(view),
        )
        return words(pieces), resolve(view, f"{NAME}.neighbours").words.plain

    return said


def test_each_section_says_the_mean_and_with_one_parameter_the_median(beside):
    page, prose = beside("mean")
    assert prose == "14.0%" and "14.0%" in page and "10.0%" not in page and "median" not in page
    page, prose = beside("median")
    assert prose == "10.0%" and "10.0%" in page and "14.0%" not in page
    assert "mean of" not in page and page.count("median") >= 7


def test_anything_else_is_refused_by_the_council_s_file(project, tmp_path):
    path = tmp_path / "x.yaml"
    text = (project.parameters / "councils" / "north-somerset.yaml").read_text()
    path.write_text(f"{text}neighbours_by: middle\n")
    with pytest.raises(InputError, match="neighbours_by"):
        load(path, Council)
