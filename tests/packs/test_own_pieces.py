"""A piece of an analyst's own from the notebook to the release: built, listed, accepted by its title."""

import json
import shutil
from datetime import date

import nbformat
import pytest

from pages import rows
from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan
from panelpack.packs.release import release
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, PanelpackError

TITLE, DAY = "Kent's gap to Essex", date(2023, 10, 10)
CELL = f"""
wide = report.facts("rereferrals_pct", areas=["Kent", "Essex"], years="2019-20:2022-23", wide=True)
table = report.show(
    wide.assign(Gap=wide["Kent"] - wide["Essex"]),
    title="{TITLE}",
    how="The share of Kent less that of Essex, in percentage points.",
    by="A. Analyst",
)
"""


@pytest.fixture
def project_with(project, tmp_path):
    """A project whose notebook of the workforce ends with a cell more."""

    def made(source):
        for name in ("parameters", "data", "notebooks"):
            shutil.copytree(getattr(project, name), tmp_path / name)
        path = tmp_path / "notebooks" / "workforce.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell(source))
        nbformat.write(notebook, path)
        return Project(tmp_path)

    return made


def build(project, said):
    chosen = plan(project, "north-somerset", "2022-23", ["workforce"])[0]
    return build_pack(project, chosen, {}, said.append).index.parent


def test_it_is_listed_by_the_build_and_a_release_asks_for_its_title(project_with):
    project, said = project_with(CELL), []
    folder = build(project, said)
    table = rows((folder / "workforce.html").read_text(), TITLE)
    assert list(table)[1:] == ["2019-20", "2020-21", "2021-22", "2022-23"]
    assert table["period"] == ["Kent", "Essex", "Gap*"]
    assert (folder / "downloads" / "workforce" / "kents-gap-to-essex.csv").exists()
    assert any(line.startswith("to accept before a release") and TITLE in line for line in said)
    (own,) = json.loads((folder / "manifest.json").read_text())["own_pieces"]
    assert own == {"page": "workforce", "title": TITLE, "by": "A. Analyst", "numbers": 4, "no_people": []}
    with pytest.raises(PanelpackError, match="look at each, then add: --accept"):
        release(project, "north-somerset", "2022-23", "A. Director", DAY)
    with pytest.raises(InputError, match="accept 'Something else'"):
        release(project, "north-somerset", "2022-23", "A. Director", DAY, [TITLE, "Something else"])
    edition = release(project, "north-somerset", "2022-23", "A. Director", DAY, [TITLE])
    (own,) = json.loads((edition.folder / "manifest.json").read_text())["own_pieces"]
    assert own["accepted_by"] == "A. Director"


def test_two_pieces_of_one_title_stop_the_build_since_one_acceptance_would_take_both(project_with):
    with pytest.raises(InputError, match=r"two pieces of an analyst's own have one title"):
        build(project_with(f"{CELL}\n{CELL.replace('A. Analyst', 'B. Other')}"), [])


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("wide = report.facts('rereferrals_pct')\nwide", "a bare data frame"),
        ("report.facts('rereferrals_pct', wide=True).plot()", "that a page cannot show"),
        ("print('3 children')", "printed text"),
    ],
)
def test_a_bare_frame_figure_or_print_stops_the_build_and_names_the_call_that_shows_it(project_with, source, said):
    with pytest.raises(InputError) as error:
        build(project_with(source), [])
    assert said in str(error.value)
    assert "report.show(frame_or_axes, title=..., how=..., by=...)" in str(error.value)


def test_a_hidden_value_typed_into_a_table_stops_the_cell(project_with):
    cell = (
        "import pandas as pd\n"
        "report.show(pd.DataFrame({'Area': ['North Somerset'], 'On a plan': [3]}), "
        "title='Plans', how='Typed in by hand from a list.', by='A. Analyst')"
    )
    with pytest.raises(PanelpackError, match="could be a hidden count"):
        build(project_with(cell), [])
