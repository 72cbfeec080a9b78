"""The catalogue: reading all measures, with every fault of every file."""

import pytest

from panelpack.catalogue.calculations import Calculation
from panelpack.catalogue.measures import build_measure
from panelpack.catalogue.reader import read_catalogue
from panelpack.project.errors import InputError

VALID = {
    **{"label": "Visits", "unit": "count", "counts_people": False},
    **{"higher_is": "neither", "basis": "year", "definition": "Visits."},
}


def block(name: str, **changes: str) -> str:
    values = VALID | {"label": name.replace("_", " ").capitalize()} | changes
    return f"  {name}:\n" + "".join(f"    {key}: {value}\n" for key, value in values.items())


def written(folder, name: str, *blocks: str, head: str = "title: A report") -> None:
    """A report's file; its place among the reports follows from its name."""
    text = f"{head}\norder: {ord(name[0])}\nmeasures:\n" + "".join(blocks)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def faults(folder, calculated=None) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_catalogue(folder, calculated or {})
    return [problem.what for problem in caught.value.problems]


def test_a_measure_has_what_its_file_says_and_the_decimals_of_its_unit(tmp_path):
    written(tmp_path, "a", block("visits"), block("visit_pct", unit="percent"), block("bill", unit="gbp", decimals="2"))
    catalogue = read_catalogue(tmp_path, {})
    assert (catalogue["visits"].report, catalogue["visits"].phrase) == ("a", "Visits")
    assert [catalogue[name].decimals for name in ("visits", "visit_pct", "bill")] == [0, 1, 2]


def test_a_count_that_does_not_say_whether_it_counts_people_is_refused(tmp_path):
    text = block("visits").replace("    counts_people: False\n", "")
    assert "counts_people" not in text
    written(tmp_path, "a", text)
    assert faults(tmp_path) == ["measure visits: a count must say whether it counts people"]


def test_all_faults_of_all_files_arrive_together(tmp_path):
    written(
        tmp_path,
        "a",
        block("one", unit="cuont"),
        block("two", basis="yearly"),
        block("three", higer_is="worse"),
        block("four", denominator="visit"),
        block("five", alike="nothing"),
        block("six", topic="training"),
    )
    written(tmp_path, "b", block("four"), block("visits", rate_of="nobody"), block("seven", numerator="nobody"))
    found = faults(tmp_path)
    assert sorted(found) == sorted(
        [
            "measure one: unknown unit 'cuont'",
            "measure two: unknown basis 'yearly'",
            "unknown key 'higer_is'",
            "measure four is declared twice",
            "measure five: alike names no measure 'nothing'",
            "measure six: no topic 'training'",
            "measure visits: rate_of names no measure 'nobody'",
            "measure seven: numerator names no measure 'nobody'",
        ]
    )


def test_a_measure_at_fault_is_told_once_and_not_again_by_those_that_name_it(tmp_path):
    written(tmp_path, "a", block("visits", higer_is="worse"), block("share", unit="percent", denominator="visits"))
    assert faults(tmp_path) == ["unknown key 'higer_is'"]


def test_a_base_that_is_no_measure_is_refused_with_the_nearest(tmp_path):
    written(tmp_path, "a", block("visits"), block("share", unit="percent", denominator="visit"))
    with pytest.raises(InputError, match=r"share: denominator names no measure 'visit' \(did you mean visits\?\)"):
        read_catalogue(tmp_path, {})


def test_faults_name_their_file_and_the_nearest_valid_word():
    with pytest.raises(InputError, match=r"a\.yaml: measure x: unknown unit 'cuont' \(did you mean count\?\)"):
        build_measure("x", VALID | {"report": "r", "unit": "cuont"}, "a.yaml")
    with pytest.raises(InputError, match=r"a\.yaml: measure x: unknown basis 'marhc' \(did you mean march\?\)"):
        build_measure("x", VALID | {"report": "r", "basis": "marhc"}, "a.yaml")
    with pytest.raises(InputError, match=r"unknown key 'defnition' \(did you mean definition\?\)"):
        build_measure("x", VALID | {"report": "r", "defnition": "D."}, "a.yaml")


def test_a_measure_without_a_definition_is_refused(tmp_path):
    written(tmp_path, "a", block("visits").replace("    definition: Visits.\n", ""))
    assert faults(tmp_path) == ["the key 'definition' is missing"]


def test_a_direction_that_there_is_not_is_refused(tmp_path):
    written(tmp_path, "a", block("visits", higher_is="good"))
    assert faults(tmp_path) == ["higher_is: Input should be 'better', 'worse' or 'neither'"]


def test_a_measure_that_one_file_declares_twice_is_refused(tmp_path):
    written(tmp_path, "a", block("visits"), block("visits", label="Other"))
    assert "visits" in " ".join(faults(tmp_path))


def test_two_measures_that_a_reader_could_not_tell_apart_are_refused(tmp_path):
    written(tmp_path, "a", block("visits"), block("calls", label="visits"))
    assert faults(tmp_path) == ["measures visits and calls have one label, 'visits'"]


def test_a_measure_that_both_arrives_and_is_calculated_is_refused(tmp_path):
    written(tmp_path, "a", block("visits"))
    same = Calculation(build_measure("visits", VALID | {"report": "a"}, "a test"), lambda visits: visits)
    assert faults(tmp_path, {"visits": same}) == ["measure visits is declared twice"]


def test_a_formula_that_needs_a_measure_that_there_is_not_is_refused(tmp_path):
    written(tmp_path, "a", block("visits"))
    made = build_measure("visits_each", VALID | {"report": "a"}, "a test")
    assert "nobody" in " ".join(faults(tmp_path, {"visits_each": Calculation(made, lambda nobody: nobody)}))


def test_a_fault_at_the_top_of_one_file_does_not_hide_those_of_another(tmp_path):
    written(tmp_path, "a", block("visits"), head="titel: A report")
    written(tmp_path, "b", block("others", unit="cuont"))
    assert "measure others: unknown unit 'cuont'" in faults(tmp_path)


def test_an_unknown_measure_is_refused_with_the_nearest(context):
    with pytest.raises(InputError, match=r"there is no measure 'referals' \(did you mean referrals\?\)"):
        context.catalogue["referals"]


def test_an_unknown_topic_is_refused_with_the_nearest(context):
    with pytest.raises(InputError, match=r"there is no topic 'trainng' \(did you mean training\?\)"):
        context.catalogue.of_topic("trainng")


def test_a_measure_whose_source_states_its_change_brings_two_more(tmp_path):
    written(tmp_path, "a", block("visits", states_change="true"))
    catalogue = read_catalogue(tmp_path, {})
    assert list(catalogue.measures) == ["visits", "visits_change", "visits_change_pct"]
    change = catalogue["visits_change_pct"]
    assert (change.unit, change.change_of, change.label) == (
        "percent_change",
        "visits",
        "Visits: change in per cent as stated",
    )


def test_a_measure_of_the_same_name_as_a_stated_change_is_refused(tmp_path):
    written(tmp_path, "a", block("visits", states_change="true"), block("visits_change"))
    assert faults(tmp_path) == ["measure visits_change is declared twice"]


def test_a_fault_is_named_with_the_line_on_which_it_stands(tmp_path):
    written(tmp_path, "a", block("visits"), block("other", unit="cuont"), block("third", higer_is="worse"))
    with pytest.raises(InputError) as caught:
        read_catalogue(tmp_path, {})
    lines = (tmp_path / "a.yaml").read_text().splitlines()
    places = [int(problem.where.rpartition("line ")[2]) for problem in caught.value.problems]
    assert [lines[place - 1].strip() for place in places] == ["unit: cuont", "higer_is: worse"]


def test_reports_come_in_their_order_and_two_of_one_place_are_refused(tmp_path):
    written(tmp_path, "b", block("visits"))
    written(tmp_path, "a", block("calls"))
    assert list(read_catalogue(tmp_path, {}).reports) == ["a", "b"]
    (tmp_path / "c.yaml").write_text(
        (tmp_path / "a.yaml").read_text().replace("calls", "meetings").replace("Calls", "Meetings")
    )
    assert faults(tmp_path) == [f"a and c have one order, {ord('a')}"]
