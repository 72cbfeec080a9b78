import pytest

from panelpack.catalogue.sources import read_register
from panelpack.project.errors import InputError

SOURCE = "title: T\n    short: S\n    publisher: P\n    kind: official\n    public: true\n    licence: L\n"


def written(tmp_path, precedence: str, *names: str, source: str = SOURCE):
    sources = "".join(f"  {name}:\n    {source}" for name in names)
    path = tmp_path / "sources.yaml"
    path.write_text(f"precedence: [{precedence}]\nsources:\n{sources}", encoding="utf-8")
    return path


def test_every_source_has_its_place_in_the_order_of_preference(tmp_path):
    register = read_register(written(tmp_path, "second, first", "first", "second"))
    assert (register.rank("second"), register.rank("first")) == (0, 1)
    assert register["first"].public


def test_a_source_without_a_place_and_a_place_without_a_source_are_refused_together(tmp_path):
    with pytest.raises(InputError) as caught:
        read_register(written(tmp_path, "first, secnd", "first", "second"))
    assert [problem.what for problem in caught.value.problems] == [
        "'secnd' is not in both precedence and sources",
        "'second' is not in both precedence and sources",
    ]
    assert caught.value.problems[0].todo == "did you mean second?"


def test_a_source_with_two_places_in_the_order_of_preference_is_refused(tmp_path):
    with pytest.raises(InputError, match="first"):
        read_register(written(tmp_path, "first, second, first", "first", "second"))


def test_a_kind_of_source_that_there_is_not_is_refused_by_name(tmp_path):
    path = written(tmp_path, "first", "first", source=SOURCE.replace("official", "rumour"))
    expected = r"sources\.first\.kind: .*no kind 'rumour' of source \(valid: document, official, return\)"
    with pytest.raises(InputError, match=expected):
        read_register(path)


def test_a_source_that_does_not_say_whether_it_is_public_is_refused(tmp_path):
    path = written(tmp_path, "first", "first", source=SOURCE.replace("    public: true\n", ""))
    with pytest.raises(InputError, match=r"the key 'sources\.first\.public' is missing"):
        read_register(path)


def test_an_unknown_source_is_refused_with_all_that_there_are(tmp_path):
    register = read_register(written(tmp_path, "first, second", "first", "second"))
    with pytest.raises(InputError, match=r"there is no source 'frst' \(did you mean first\? valid: first, second\)"):
        register["frst"]


def test_own_records_come_first_then_official_statistics_then_documents_in_the_real_register(context):
    kinds = [context.register.kind(name).name for name in context.register.precedence if name != "council_figures"]
    assert kinds == sorted(kinds, key=["return", "official", "document"].index)


DATED = SOURCE + '    releases: {"v9": 2025-10-02, "v10": 2025-11, "2027": 2027-01-28, "Autumn 2026": 2026-11-26}\n'


@pytest.mark.parametrize(("newer", "older"), [("v10", "v9"), ("2027", "Autumn 2026"), ("Autumn 2026", "v10")])
def test_the_newer_of_two_releases_is_told_by_its_day_and_a_month_counts_by_its_last(tmp_path, newer, older):
    register = read_register(written(tmp_path, "first", "first", source=DATED))
    assert register.is_newer("first", newer, older)
    assert not register.is_newer("first", older, newer)
    assert not register.is_newer("first", newer, newer)


def test_a_release_named_by_a_reporting_year_is_dated_by_its_end(tmp_path):
    register = read_register(written(tmp_path, "first", "first"))
    assert register.is_newer("first", "2023-24", "2022-23")


def test_a_release_without_a_day_is_refused_with_the_line_to_write(tmp_path):
    register = read_register(written(tmp_path, "first", "first", source=DATED))
    with pytest.raises(InputError, match=r"'Final' of first has no day.*give first releases: with a line 'Final'"):
        register.is_newer("first", "Final", "v10")
