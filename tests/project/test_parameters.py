import shutil
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from panelpack.project.checkout import Project, find_project
from panelpack.project.errors import InputError, PanelpackError
from panelpack.project.parameters import Council

TARGET = "  - measure: cpp_rate\n    council: kent\n    from: 2020-04-01\n    reference: Plan\n"


@pytest.fixture
def copy(project, tmp_path) -> Project:
    """A checkout with the real parameters and notebooks, to spoil."""
    for name in ("parameters", "notebooks"):
        shutil.copytree(getattr(project, name), tmp_path / name)
    (tmp_path / "data").mkdir()
    return Project(tmp_path)


def spoil(path: Path, old: str, new: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert old in content, f"{path.name} does not hold {old!r}"
    path.write_text(content.replace(old, new), encoding="utf-8")


def set_targets(project: Project, targets: str) -> None:
    (project.parameters / "targets.yaml").write_text(f"targets:\n{targets}", encoding="utf-8")


def test_the_real_parameters_are_all_valid(project):
    assert [project.council(name).area for name in project.councils()]
    assert [project.year(label).caveats for label in project.years()]
    assert (project.policy.smallest_hidden, project.policy.largest_hidden) == (1, 5)
    assert project.targets


def test_an_unknown_key_is_refused_by_name_with_the_nearest_known_one(copy):
    spoil(copy.parameters / "disclosure.yaml", "largest_hidden", "largest_hiden")
    with pytest.raises(InputError, match=r"unknown key 'largest_hiden' \(did you mean largest_hidden\?\)") as caught:
        _ = copy.policy
    assert "disclosure.yaml" in str(caught.value)


def test_a_missing_key_is_refused_by_name(copy):
    spoil(copy.parameters / "disclosure.yaml", "small_base: 20", "")
    with pytest.raises(InputError, match=r"disclosure\.yaml, line \d+: the key 'small_base' is missing"):
        _ = copy.policy


def test_all_faults_of_a_file_arrive_together(copy):
    spoil(copy.parameters / "disclosure.yaml", "small_base: 20", "smal_base: 20")
    spoil(copy.parameters / "disclosure.yaml", "largest_hidden: 5", "largest_hidden: many")
    with pytest.raises(InputError) as caught:
        _ = copy.policy
    assert {problem.what.split(":")[0] for problem in caught.value.problems} == {
        "unknown key 'smal_base'",
        "largest_hidden",
    }


def test_an_unknown_key_within_a_target_is_refused_with_the_nearest_key_of_a_target(copy):
    set_targets(copy, TARGET + "    at_lest: 70\n")
    with pytest.raises(InputError, match=r"unknown key 'targets\.0\.at_lest' \(did you mean at_least\?\)"):
        _ = copy.targets


def test_an_unknown_key_within_a_neighbour_model_is_refused_with_the_nearest_key_there(copy):
    spoil(copy.parameters / "councils" / "kent.yaml", '- model: "2025"', '- modle: "2025"')
    with pytest.raises(InputError, match=r"unknown key 'neighbours\.1\.modle' \(did you mean model\?\)"):
        copy.council("kent")


def test_a_key_that_is_given_twice_is_refused(copy):
    spoil(copy.parameters / "disclosure.yaml", "small_base: 20", "small_base: 20\nlargest_hidden: 3")
    with pytest.raises(
        InputError, match=r"disclosure\.yaml, line \d+: not YAML: the key 'largest_hidden' is given twice"
    ):
        _ = copy.policy


def test_a_disclosure_policy_that_hides_nothing_is_refused(copy):
    spoil(copy.parameters / "disclosure.yaml", "smallest_hidden: 1", "smallest_hidden: 9")
    with pytest.raises(InputError, match="smallest_hidden"):
        _ = copy.policy


def test_a_symbol_for_what_is_hidden_that_has_no_meaning_is_refused(copy):
    spoil(copy.parameters / "disclosure.yaml", "symbol: c", 'symbol: "*"')
    with pytest.raises(InputError, match="symbol"):
        _ = copy.policy


def test_broken_yaml_is_refused_with_file_and_line(copy):
    path = copy.parameters / "disclosure.yaml"
    path.write_text("smallest_hidden: 1\nlargest_hidden: [5\nsymbol: c\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"disclosure\.yaml, line 3: not YAML"):
        _ = copy.policy


def test_a_file_that_is_not_there_is_named(copy):
    (copy.parameters / "disclosure.yaml").unlink()
    with pytest.raises(InputError, match=r"disclosure\.yaml: the file is not there"):
        _ = copy.policy


def test_a_parameter_file_that_is_not_utf8_is_refused_by_name(copy):
    (copy.parameters / "disclosure.yaml").write_bytes(b"symbol: \xe9\n")
    with pytest.raises(InputError, match=r"disclosure\.yaml"):
        _ = copy.policy


def test_an_unknown_council_is_refused_with_all_that_there_are(project):
    with pytest.raises(InputError, match="there is no council 'north-somerst'") as caught:
        project.council("north-somerst")
    assert "did you mean north-somerset?" in str(caught.value)
    assert ", ".join(project.councils()) in str(caught.value)


def test_an_unknown_year_is_refused_with_all_that_there_are(project):
    with pytest.raises(InputError, match="there is no year '1999-00'") as caught:
        project.year("1999-00")
    assert ", ".join(project.years()) in str(caught.value)


def test_a_target_with_neither_bound_and_one_with_both_are_refused_together(copy):
    set_targets(copy, TARGET + TARGET.replace("cpp_rate", "cin_rate") + "    at_least: 1\n    at_most: 2\n")
    with pytest.raises(InputError) as caught:
        _ = copy.targets
    assert [problem.what for problem in caught.value.problems] == [
        "target for cpp_rate: both bounds are given, or none",
        "target for cin_rate: both bounds are given, or none",
    ]


def test_a_target_of_a_council_without_parameters_is_refused(copy):
    set_targets(copy, TARGET.replace("kent", "atlantis") + "    at_most: 40\n")
    with pytest.raises(InputError, match="target for cpp_rate: no council 'atlantis'"):
        _ = copy.targets


def test_a_target_is_read_with_its_bound_and_its_days(copy):
    set_targets(copy, TARGET + "    at_most: 40\n    until: 2021-03-31\n")
    (target,) = copy.targets
    assert (target.at_least, target.at_most) == (None, 40)
    assert (target.from_date, target.until) == (date(2020, 4, 1), date(2021, 3, 31))


def test_no_targets_at_all_are_no_fault(copy):
    (copy.parameters / "targets.yaml").write_text("# none yet\n", encoding="utf-8")
    assert copy.targets == ()


def council(*models: tuple[str, str]) -> Council:
    return Council(
        area="E06000024",
        region="E12000009",
        neighbours=tuple({"model": model, "from": year} for model, year in models),
        panel="Panel",
        accent="#005a70",
        contact="Council",
    )


def test_the_neighbour_model_is_the_last_that_starts_in_the_year_or_before():
    named = council(("2021", "2015-16"), ("2025", "2024-25"))
    assert [named.neighbour_model(year) for year in ("2015-16", "2023-24", "2024-25", "2030-31")] == [
        "2021",
        "2021",
        "2025",
        "2025",
    ]


def test_before_any_neighbour_model_starts_the_first_one_serves():
    assert council(("2021", "2015-16"), ("2025", "2024-25")).neighbour_model("2010-11") == "2021"


def test_parameters_cannot_be_changed_once_read(project):
    with pytest.raises(ValidationError, match="frozen"):
        project.policy.largest_hidden = 0


def test_a_colour_that_is_none_is_refused(copy):
    spoil(copy.parameters / "councils" / "kent.yaml", 'accent: "#', 'accent: "petrol #')
    with pytest.raises(InputError, match=r"kent\.yaml, line \d+: accent"):
        copy.council("kent")


def test_the_project_is_found_from_a_nested_folder(copy, monkeypatch):
    monkeypatch.delenv("PANELPACK_HOME", raising=False)
    nested = copy.root / "notebooks" / "drafts"
    nested.mkdir()
    assert find_project(nested) == copy


def test_the_project_is_found_by_its_environment_variable_whatever_the_folder(copy, monkeypatch):
    monkeypatch.setenv("PANELPACK_HOME", str(copy.root))
    assert find_project(Path(__file__)) == copy


def test_a_folder_that_is_no_project_is_refused_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PANELPACK_HOME", str(tmp_path))
    with pytest.raises(PanelpackError, match=r"no panelpack project at .* PANELPACK_HOME"):
        find_project()
