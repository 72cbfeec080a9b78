import pytest

from panelpack.catalogue.areas import Areas
from panelpack.project.errors import InputError

MODELS = ("2021", "2025")
NORTH_SOMERSET = "E06000024"


def real_councils(project):
    """The councils that there are: an invented one may stand beside them on a machine where records were tried out."""
    return [name for name in project.councils() if not project.council(name).invented]


@pytest.mark.parametrize("model", MODELS)
def test_every_council_has_ten_neighbours_that_are_known_areas_and_not_itself(project, context, model):
    for name in real_councils(project):
        code = project.council(name).area
        neighbours = context.areas.neighbours(code, model)
        assert len(set(neighbours)) == 10, f"{name} by the model of {model}"
        assert code not in neighbours, f"{name} is a neighbour of itself by the model of {model}"
        assert {context.areas[other].kind for other in neighbours} == {"council"}, name


@pytest.mark.parametrize("model", MODELS)
def test_all_neighbours_of_north_somerset_have_parameters_of_their_own(project, context, model):
    shipped = {project.council(name).area for name in real_councils(project)}
    assert len(shipped) == 13
    assert set(context.areas.neighbours(NORTH_SOMERSET, model)) <= shipped


def test_neighbours_come_closest_first(context):
    rows = (context.areas.folder / "neighbours_2021.csv").read_text(encoding="utf-8").splitlines()
    first = next(row.split(",")[2] for row in rows if row.startswith(f"{NORTH_SOMERSET},1,"))
    tenth = next(row.split(",")[2] for row in rows if row.startswith(f"{NORTH_SOMERSET},10,"))
    neighbours = context.areas.neighbours(NORTH_SOMERSET, "2021")
    assert (neighbours[0], neighbours[9]) == (first, tenth)


def test_every_council_names_areas_that_exist_and_are_of_the_right_kind(project, context):
    for name in project.councils():
        council = project.council(name)
        assert context.areas[council.area].kind == "council", name
        assert context.areas[council.region].kind == "region", name
        assert context.areas[council.country].kind == "country", name
        assert context.areas[council.area].within == council.region, name


def test_an_area_has_its_name_and_codes(context):
    area = context.areas[NORTH_SOMERSET]
    assert (area.name, area.dfe_code, area.kind) == ("North Somerset", "802", "council")
    assert context.areas.name("E92000001") == "England"


def test_an_unknown_area_is_refused_by_its_code(context):
    with pytest.raises(InputError, match="there is no area 'E0600024'") as caught:
        context.areas["E0600024"]
    assert "areas.csv" in str(caught.value)
    assert "did you mean E06000" in str(caught.value)


def test_an_unknown_neighbour_model_is_refused_with_the_models_there_are(context):
    with pytest.raises(InputError, match=r"no neighbour model '1999' \(valid: 2021, 2025, Sampleland\)"):
        context.areas.neighbours(NORTH_SOMERSET, "1999")


def test_a_council_that_a_model_does_not_hold_is_refused(context):
    with pytest.raises(InputError, match="the neighbour model of 2021 does not hold E92000001"):
        context.areas.neighbours("E92000001", "2021")


HEAD = "code,name,kind,dfe_code,within,last_figures_to\nE12000001,North East,region,,,\n"
COUNCILS = "".join(f"E0600000{n},Council {n},council,80{n},E12000001,\n" for n in range(1, 5))


def areas_with(tmp_path, *neighbours, areas=HEAD + COUNCILS):
    (tmp_path / "areas.csv").write_text(areas)
    lines = [f"E06000001,{rank},{code},Close\n" for rank, code in neighbours]
    (tmp_path / "neighbours_2021.csv").write_text("council,rank,neighbour,closeness\n" + "".join(lines))
    return Areas(tmp_path)


def test_neighbours_of_any_number_that_are_councils_are_taken(tmp_path):
    areas = areas_with(tmp_path, (2, "E06000002"), (1, "E06000003"))
    assert areas.neighbours("E06000001", "2021") == ["E06000003", "E06000002"]


@pytest.mark.parametrize(
    ("rank", "code", "what"),
    [
        (2, "E06000099", "there is no area 'E06000099'"),
        (2, "E12000001", "is no council but a region"),
        (2, "E06000001", "its own neighbour"),
        (2, "E06000003", "a neighbour twice"),
        (1, "E06000002", "the ranks are not 1 to 2"),
        ("second", "E06000002", "the ranks are not 1 to 2"),
    ],
)
def test_a_neighbour_that_the_areas_contradict_is_refused_by_its_line(tmp_path, rank, code, what):
    areas = areas_with(tmp_path, (1, "E06000003"), (rank, code))
    with pytest.raises(InputError, match=rf"neighbours_2021\.csv, (line 3|from line 2 on): .*{what}"):
        areas.neighbours("E06000001", "2021")


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("E06000001,Again,council,801,E12000001,", "stands twice"),
        ("E06000009,Nine,counsil,809,E12000001,", "did you mean council"),
        ("E06000009,Nine,council,809,E12000099,", "which is no area"),
    ],
)
def test_an_area_that_the_others_contradict_is_refused_by_its_line(tmp_path, row, what):
    with pytest.raises(InputError, match=rf"areas\.csv, line 7: .*{what}"):
        _ = areas_with(tmp_path, areas=f"{HEAD}{COUNCILS}{row}\n").by_code


def test_a_council_s_folder_of_returns_may_bring_its_population(tmp_path):
    header = "area,mid_year,population_0_17,vintage,source\n"
    for place, row in (
        ("reference", "E06000024,2022,43363,2025,ons\n"),
        ("returns/sampleshire", "X99000001,2022,5000,x,x\n"),
    ):
        folder = tmp_path / place
        folder.mkdir(parents=True)
        (folder / "populations.csv").write_text(header + row)
    found = Areas(tmp_path / "reference").populations
    assert found == {("E06000024", 2022): 43363, ("X99000001", 2022): 5000}


def test_a_council_lies_in_the_country_that_its_region_lies_in_and_an_invented_one_in_an_invented_one(context):
    names = {code: context.areas.country_of(code) for code in (NORTH_SOMERSET, "E12000009", "E92000001", "X99000001")}
    assert list(names.values()) == ["E92000001", "E92000001", "E92000001", "X92000001"]


def test_every_english_council_has_a_number_a_region_and_a_police_force_and_ten_neighbours(context):
    areas = context.areas
    councils = areas.english_councils
    assert len(councils) == len({area.dfe_code for area in councils}) == 153
    for area in councils:
        assert area.dfe_code.isdigit() and not area.last_figures_to, area
        assert areas[area.within].kind == "region", area
        force = areas.force_of(area.code)
        assert force is not None and areas[force].kind == "force", area
        assert [len(areas.neighbours(area.code, model)) for model in areas.models_of(area.code)] in ([10], [10, 10])


def test_a_police_force_area_is_that_of_its_councils_and_lies_in_their_region(context):
    areas = context.areas
    avon = [area.name for area in areas.english_councils if areas.force_of(area.code) == "E23000036"]
    assert avon == [
        *("Bath and North East Somerset", "Bristol, City of", "North Somerset", "South Gloucestershire", "Somerset")
    ]
    for area in areas.english_councils:
        # Inner and Outer London are one region to the police
        region = "E12000007" if area.within in ("E13000001", "E13000002") else area.within
        assert areas[areas.force_of(area.code)].within == region, area
    assert areas.force_of("X99000001") is None


def test_a_name_that_a_former_council_had_too_is_that_of_the_council_of_now(context):
    codes = {name: context.areas.code_of(name) for name in ("Somerset", "Dorset", "Buckinghamshire", "Cumbria")}
    assert codes == {
        **{"Somerset": "E06000066", "Dorset": "E06000059", "Buckinghamshire": "E06000060", "Cumbria": "E10000006"}
    }


def test_a_council_is_known_as_it_is_called_too(context):
    codes = {name: context.areas.code_of(name) for name in ("bristol", "Herefordshire", "Bristol, City of")}
    assert codes == {"bristol": "E06000023", "Herefordshire": "E06000019", "Bristol, City of": "E06000023"}
