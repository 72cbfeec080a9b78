"""A council that the project has not had."""

import shutil

import pytest
from typer.testing import CliRunner

from panelpack.catalogue.areas import Areas
from panelpack.commands import new_council as module
from panelpack.commands.cli import app
from panelpack.commands.new_council import Look, all_councils, named, new_council, slug
from panelpack.disclosure.prepare import check_places
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError


@pytest.fixture
def copy(project, tmp_path):
    for name in ("parameters", "data"):
        shutil.copytree(getattr(project, name), tmp_path / name)
    return Project(tmp_path)


@pytest.mark.parametrize("words", ["Bristol", "bristol, city of", "E06000023", "801", " BRISTOL "])
def test_a_council_is_known_by_its_name_its_short_name_and_its_codes(context, words):
    assert named(context.areas, words).code == "E06000023"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Bristl", "did you mean Bristol"),
        ("Cumbria", r"name Cumberland \(E06000063\), Westmorland and Furness \(E06000064\)"),
        ("E10000027", r"Somerset \(E10000027\) is not the code of a council of now .*E06000066"),
        ("E08000039", r"name Sheffield \(E08000019\)"),
        ("South West", "there is no English council 'South West'"),
        ("Sampleshire", "there is no English council"),
    ],
)
def test_what_is_no_council_of_now_is_refused_with_the_nearest_or_what_came_of_it(context, words, said):
    with pytest.raises(InputError, match=said):
        named(context.areas, words)


def test_the_parameters_of_a_council_are_what_reference_data_say(copy):
    said = "\n".join(new_council(copy, named(Areas(copy.data / "reference"), "Bristol")))
    council = copy.council("bristol")
    assert (council.area, council.region, council.force) == ("E06000023", "E12000009", "E23000036")
    assert [(entry.model, entry.from_year) for entry in council.neighbours] == [
        ("2021", "2015-16"),
        ("2025", "2024-25"),
    ]
    assert (council.contact, council.icb, council.adoption_agency) == ("Children's services, Bristol", None, None)
    assert "no official statistics of Bristol, City of are here yet" in said
    assert "panelpack build --council bristol --year 2024-25" in said
    assert "not known, and left out: integrated care board (icb), regional adoption agency (adoption_agency)" in said


def test_what_is_given_stands_in_the_file_and_a_colour_that_is_none_leaves_no_file(copy):
    area = named(Areas(copy.data / "reference"), "Leeds")
    with pytest.raises(InputError, match=r"leeds\.yaml, line 10: accent"):
        list(new_council(copy, area, Look(accent="blue")))
    assert "leeds" not in copy.councils()
    list(new_council(copy, area, Look('The "first" panel: children', "#005a70", "Åsa Öst")))
    council = copy.council("leeds")
    assert (council.panel, council.accent, council.contact) == ('The "first" panel: children', "#005a70", "Åsa Öst")


def test_a_council_that_has_parameters_keeps_them(copy):
    before = (copy.parameters / "councils" / "kent.yaml").read_bytes()
    with pytest.raises(InputError, match=r"kent\.yaml: Kent has parameters already"):
        list(new_council(copy, named(Areas(copy.data / "reference"), "Kent")))
    list(all_councils(copy))
    assert (copy.parameters / "councils" / "kent.yaml").read_bytes() == before


def test_every_english_council_gets_parameters_that_hold_once(copy):
    first = list(all_councils(copy))
    assert first[0] == "140 councils are new, 13 had parameters: 153 English councils"
    assert len(copy.councils()) == 153
    for name in (
        "cumberland",
        "city-of-london",
        "st-helens",
        "kingston-upon-hull",
        "bournemouth-christchurch-and-poole",
    ):
        check_places(copy, name)
    # One that was made in 2023 has no place in the model of 2021
    assert [entry.model for entry in copy.council("cumberland").neighbours] == ["2025"]
    assert next(all_councils(copy)).startswith("0 councils are new, 153 had parameters")


def test_no_two_councils_have_one_name_of_files(context):
    councils = context.areas.english_councils
    assert len({slug(area) for area in councils}) == len(councils) == 153


def test_whoever_sits_at_a_terminal_is_asked_what_no_data_tell(copy, monkeypatch):
    monkeypatch.setenv("PANELPACK_HOME", str(copy.root))
    monkeypatch.setattr(module, "_is_asked", lambda: True)
    done = CliRunner().invoke(app, ["new-council", "leeds"], input="Children's board\n\n#005a70\n")
    assert done.exit_code == 0, done.output
    council = copy.council("leeds")
    assert (council.panel, council.contact, council.accent) == (
        "Children's board",
        "Children's services, Leeds",
        "#005a70",
    )


def test_a_council_and_all_at_once_or_neither_is_refused(copy, monkeypatch):
    monkeypatch.setenv("PANELPACK_HOME", str(copy.root))
    for words in ([], ["leeds", "--all"]):
        done = CliRunner().invoke(app, ["new-council", *words])
        assert done.exit_code == 4
        assert "name one council, or give --all" in done.output
