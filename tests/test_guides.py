"""The notebooks for people: the one for exploring and the tutorial run as they stand, and what they teach works."""

import shutil

import nbformat
import pytest
from nbclient import NotebookClient

from pages import rows, texts, words
from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan, reports_to_build
from panelpack.page.form_files import PAGE
from panelpack.project.checkout import Project

HEADING = "Re-referrals beside Aldermere and Brackenford"


@pytest.fixture
def own(project, tmp_path):
    """A project whose notebooks may be changed."""
    (tmp_path / "data").symlink_to(project.data)
    for name in ("notebooks", "docs", "parameters"):
        shutil.copytree(project.root / name, tmp_path / name)
    return Project(tmp_path)


@pytest.fixture(scope="module")
def taught(project, tmp_path_factory):
    """A project of its own without any returns, in which the tutorial ran: with it, as it ran."""
    root = tmp_path_factory.mktemp("taught")
    (root / "data").mkdir()
    for path in project.data.iterdir():
        if path.name != "returns":
            (root / "data" / path.name).symlink_to(path)
    for name in ("notebooks", "docs", "parameters"):
        shutil.copytree(project.root / name, root / name, ignore=shutil.ignore_patterns("sampleshire.yaml"))
    own = Project(root)
    return own, run(own, "docs", "tutorial.ipynb")


def run(own, folder, name):
    """A notebook after it ran where it stands."""
    notebook = nbformat.read(own.root / folder / name, as_version=4)
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": own.root / folder}}).execute()
    return notebook


def outputs(notebook, kind):
    return [output for cell in notebook.cells for output in cell.get("outputs", []) if output.output_type == kind]


def test_the_notebook_for_exploring_runs_and_belongs_to_no_pack(own):
    notebook = run(own, "notebooks", "explore.ipynb")
    assert outputs(notebook, "error") == []
    shown = [output.data for output in outputs(notebook, "display_data")]
    assert sum(PAGE in data for data in shown) == 5
    # Controls need a browser; beneath them stands what the call names, as text too
    assert any("compared with" in data["text/plain"] for data in shown)
    explored = own.root / ".cache" / "explored"
    assert sorted(path.name for path in explored.iterdir()) == ["scatter.png", "three-councils.csv"]
    assert "explore" not in reports_to_build(own)


def test_the_tutorial_runs_and_only_what_it_says_is_refused(taught):
    _, notebook = taught
    said = [output.evalue for output in outputs(notebook, "error")]
    assert len(said) == 2
    assert "did you mean rereferrals_pct?" in said[0]
    assert "could be a hidden count" in said[1]
    assert sum(PAGE in output.data for output in outputs(notebook, "display_data")) == 9


def test_the_tutorial_shows_hidden_cells_and_a_quality_list_of_invented_records(taught):
    own, notebook = taught
    table, quality = (
        next(
            output.data["text/html"]
            for cell in notebook.cells
            if cell.source.startswith(call)
            for output in cell.outputs
        )
        for call in ("report.table(", "report.quality(")
    )
    assert ">c</abbr>" in table
    assert "To mend: " in quality
    frame = next(cell for cell in notebook.cells if cell.source.startswith("hidden = "))
    assert "<td>c</td>" in frame.outputs[0].data["text/html"]
    assert (own.returns_of("sampleshire") / "INVENTED.txt").exists()


def test_a_section_made_as_the_tutorial_says_stands_on_the_page(taught):
    """Heading, a chart of chosen areas, a sentence, an own table and an own drawing, and another order of sections."""
    own, _ = taught
    tutorial = nbformat.read(own.root / "docs" / "tutorial.ipynb", as_version=4)
    sources = [cell.source for cell in tutorial.cells if cell.cell_type == "code"]
    chosen = [
        one for one in sources if 'compare=["Aldermere"' in one or "report.show(" in one and "pd.DataFrame" not in one
    ]
    assert len(chosen) == 3
    path = own.notebooks / "safeguarding.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cells = [
        nbformat.v4.new_markdown_cell(f"## {HEADING}\n\nTwo other councils count in the same way."),
        nbformat.v4.new_code_cell(chosen[0] + '\nreport.says("rereferrals_pct")'),
        nbformat.v4.new_code_cell("\n\n".join(["from panelpack import facts", sources[sources.index(chosen[1]) - 1]])),
        nbformat.v4.new_code_cell(chosen[1]),
        nbformat.v4.new_code_cell(f'{chosen[2]}\nreport.commentary("{HEADING}")'),
    ]
    cells[2].source = cells[2].source.removesuffix("\nshares")
    # The new section stands first, before what changed
    notebook.cells[2:2] = cells
    nbformat.write(notebook, path)
    said = []
    page = build(own, said)
    assert texts(page, "nav.contents li")[:2] == [HEADING, "What changed"]
    assert words(page).index("Two other councils count in the same way.") < words(page).index("What changed in")
    assert "Gap*" in rows(page, "Re-referrals in three councils, and the gap")["period"]
    assert "Re-referrals in three councils, drawn by hand" in texts(page, "figcaption")
    assert sum("to accept before a release" in line for line in said) == 2


def build(own, said):
    folder = build_pack(own, plan(own, "sampleshire", "2024-25", ["safeguarding"])[0], {}, said.append).index.parent
    return (folder / "safeguarding.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["notebooks", "docs"])
def test_no_cell_is_longer_than_forty_lines(project, folder):
    for path in (project.root / folder).glob("*.ipynb"):
        for place, cell in enumerate(nbformat.read(path, as_version=4).cells):
            assert len(cell.source.splitlines()) <= 40, f"{path.name}, cell {place}"
