from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers import write_ledger
from panelpack.catalogue.periods import parse
from panelpack.disclosure.audit import exposed_in
from panelpack.disclosure.ledger import read_ledger

RETURN = {"source": "own_return", "release": "2023-06"}
SMALL = range(1, 6)


def own(measure: str, period: str, value, **more) -> tuple:
    """A row of a return, which is not public."""
    return (measure, period, value, RETURN | more)


@pytest.fixture(scope="session")
def texts(published_of, with_return):
    """What is shown, by measure: the only figure of each."""

    def show(*rows) -> dict[str, str]:
        published = published_of(*rows, context=with_return)
        return {figure.measure.id: figure.text for figure in published.figures.values()}

    return show


def test_a_private_count_of_1_to_5_people_becomes_c_and_0_and_6_stay(published_of, with_return):
    rows = [own("referrals", "2022-23", number, breakdown=f"n={number}") for number in range(8)]
    published = published_of(*rows, context=with_return)
    shown = {figure.breakdown: figure.text for figure in published.figures.values()}
    assert shown == {f"n={n}": text for n, text in enumerate(["0", "c", "c", "c", "c", "c", "6", "7"])}


def test_a_hidden_figure_has_the_status_c_and_no_value(published_of, with_return, figure_in):
    figure = figure_in(published_of(own("referrals", "2022-23", 3), context=with_return), "referrals", "2022-23")
    assert (figure.value, figure.status, figure.numerator, figure.denominator) == (None, "c", None, None)


def test_a_small_count_of_anything_but_people_stays(texts):
    assert texts(own("multi_agency_courses", "2022-23", 3)) == {"multi_agency_courses": "3"}


@pytest.mark.parametrize("source", ["dfe_children_in_need", "nsscp_annual_report"])
def test_a_small_public_count_stays_and_a_note_says_so(published_of, figure_in, source):
    published = published_of(("referrals", "2022-23", 3, {"source": source}))
    assert figure_in(published, "referrals", "2022-23").text == "3"
    (note,) = published.notes
    assert note.what.startswith("1 count of people is small")
    assert "(1 to 5)" in note.what


def test_a_note_says_how_many_figures_are_not_shown(published_of, with_return):
    rows = [own("referrals", "2022-23", number, breakdown=f"n={number}") for number in (2, 4, 40)]
    (note,) = published_of(*rows, context=with_return).notes
    assert note.what == "2 figures are not shown, because they are or would reveal counts of 1 to 5."


def test_without_a_small_count_there_is_no_note(published_of, with_return):
    assert published_of(own("referrals", "2022-23", 40), ("referrals", "2021-22", 6), context=with_return).notes == ()


def test_a_rate_goes_with_its_count(texts):
    assert texts(own("referrals", "2022-23", 4), own("referral_rate", "2022-23", 0.9)) == {
        "referrals": "c",
        "referral_rate": "c",
    }
    assert texts(own("referrals", "2022-23", 40), own("referral_rate", "2022-23", 9)) == {
        "referrals": "40",
        "referral_rate": "9.0",
    }


def test_a_percentage_goes_with_its_numerator(texts):
    rows = [own("referrals", "2022-23", 300), own("rereferrals", "2022-23", 3), own("rereferrals_pct", "2022-23", 1)]
    assert texts(*rows) == {"referrals": "300", "rereferrals": "c", "rereferrals_pct": "c"}


def test_a_percentage_goes_with_its_denominator(texts):
    rows = [own("referrals", "2022-23", 5), own("referrals_nfa_pct", "2022-23", 20)]
    assert texts(*rows) == {"referrals": "c", "referrals_nfa_pct": "c"}


def test_a_calculated_share_goes_with_the_count_that_it_is_made_of(texts):
    rows = [own("contacts", "2022-23", 300), own("contacts_domestic_violence", "2022-23", 3)]
    assert texts(*rows)["contacts_domestic_violence_pct"] == "c"


def test_a_percentage_of_another_place_stays(published_of, with_return):
    rows = [own("referrals", "2022-23", 4), own("referral_rate", "2022-23", 9, area="E92000001")]
    rows += [own("referral_rate", "2021-22", 8), own("referral_rate", "2022-23", 7, breakdown="age=4")]
    rows += [("referral_rate", "2022-23", 6)]
    shown = sorted(figure.text for figure in published_of(*rows, context=with_return).figures.values())
    assert shown == ["6.0", "7.0", "8.0", "9.0", "c"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(3, 300, "c"), (297, 300, "c"), (1, 4, "c"), (0, 300, "1.0%"), (300, 300, "1.0%"), (6, 300, "1.0%")],
)
def test_a_percentage_goes_where_its_part_its_base_or_the_rest_is_small(texts, numerator, denominator, shown):
    row = own("rereferrals_pct", "2022-23", 1, numerator=numerator, denominator=denominator)
    assert texts(row) == {"rereferrals_pct": shown}


def test_a_percentage_that_gives_a_small_count_back_by_its_base_goes(texts):
    rows = [own("referrals", "2022-23", 300), own("referrals_nfa_pct", "2022-23", 1)]
    assert texts(*rows) == {"referrals": "300", "referrals_nfa_pct": "c"}


def test_a_percentage_with_a_small_part_goes_whatever_the_catalogue_says_of_its_base(texts):
    row = own("assessments_45d_pct", "2022-23", 1, numerator=3, denominator=300)
    assert texts(row) == {"assessments_45d_pct": "c"}


def test_a_part_that_leaves_a_small_rest_is_not_shown_beside_its_whole(texts):
    rows = [own("referrals", "2022-23", 300), own("rereferrals", "2022-23", 297)]
    assert texts(*rows) != {"referrals": "300", "rereferrals": "297"}


def test_a_hidden_part_cannot_be_had_from_the_total_and_the_other_parts(published_of, with_return):
    parts = [own("referrals", "2022-23", number, breakdown=f"need={number}") for number in (3, 40)]
    published = published_of(own("referrals", "2022-23", 43), *parts, context=with_return)
    assert sorted(figure.text for figure in published.figures.values()) != ["40", "43", "c"]


@pytest.mark.parametrize(("value", "shown"), [(0.4, "0"), (0.5, "c"), (5.4, "c"), (5.5, "6")])
def test_a_count_that_is_not_whole_is_judged_by_the_number_that_a_page_would_show(
    facts_of, protected, with_return, value, shown
):
    """The door refuses such a count; what a formula might make of it is hidden all the same."""
    facts = facts_of(own("referrals", "2022-23", 12), context=with_return)
    facts["value"] = value
    (figure,) = protected(facts, with_return).figures.values()
    assert figure.text == shown


def test_a_percentage_that_leaves_a_small_rest_of_a_known_base_goes(texts):
    rows = [own("referrals", "2022-23", 300), own("referrals_nfa_pct", "2022-23", 99)]
    assert texts(*rows) == {"referrals": "300", "referrals_nfa_pct": "c"}


def test_a_ratio_has_no_rest_and_still_goes_where_its_base_is_small(texts):
    # 297 episodes of 300 children are no part of them: there are no 3 others.
    each = [(297, 300, 1), (40, 4, 10)]
    rows = [
        own("missing_episodes_per_child", "2022-23", value, numerator=part, denominator=base)
        for part, base, value in each
    ]
    assert [texts(row)["missing_episodes_per_child"] for row in rows] == ["1.0", "c"]


def test_a_percentage_of_anything_but_people_stays(texts):
    rows = [own("multi_agency_courses", "2022-23", 20), own("courses_face_to_face_pct", "2022-23", 15)]
    assert texts(*rows) == {"multi_agency_courses": "20", "courses_face_to_face_pct": "15.0%"}


def test_a_small_part_without_its_base_is_not_kept(published_of, with_return):
    published = published_of(own("rereferrals_pct", "2022-23", 1, numerator=3), context=with_return)
    assert [figure.numerator for figure in published.figures.values()] == [None]


def test_a_rate_that_gives_a_small_count_back_by_its_base_goes(texts):
    # 0.7 for every 10,000 of 43,000 children are 3.
    assert texts(own("referral_rate", "2022-23", 0.7, denominator=43000)) == {"referral_rate": "c"}


def test_a_ratio_of_large_counts_stays(texts):
    # 1.5 episodes for each of 300 children are 450.
    row = own("missing_episodes_per_child", "2022-23", 1.5, denominator=300)
    assert texts(row) == {"missing_episodes_per_child": "1.5"}


def ledger_with(tmp_path, *rows: str) -> pd.DataFrame:
    return read_ledger(write_ledger(tmp_path / "ledger.csv", rows))


def test_what_was_hidden_once_stays_hidden(published_of, with_return, tmp_path):
    said = "referrals,E06000024,2022-04-01,2023-03-31,,own_return,2023-01,,c,2023-01,A Name,2023-01-19"
    rows = [own("referrals", "2022-23", 12), own("referral_rate", "2022-23", 2.8), own("referrals", "2021-22", 13)]
    published = published_of(*rows, context=with_return, ledger=ledger_with(tmp_path, said))
    assert [figure.text for figure in published.figures.values()] == ["c", "c", "13"]


def test_what_was_shown_before_does_not_save_a_small_count(published_of, with_return, tmp_path):
    said = "referrals,E06000024,2022-04-01,2023-03-31,,own_return,2023-01,7,,2023-01,A Name,2023-01-19"
    published = published_of(own("referrals", "2022-23", 3), context=with_return, ledger=ledger_with(tmp_path, said))
    assert [figure.text for figure in published.figures.values()] == ["c"]


def test_an_undated_figure_that_was_hidden_once_stays_hidden(published_of, with_return, tmp_path):
    said = "neglect_share_pct,E06000024,,,,own_return,2023-01,,c,2023-01,A Name,2023-01-19"
    rows = [own("neglect_share_pct", "undated", 40)]
    published = published_of(*rows, context=with_return, ledger=ledger_with(tmp_path, said))
    assert [figure.text for figure in published.figures.values()] == ["c"]


def test_a_public_figure_stays_whatever_the_ledger_says(published_of, tmp_path):
    said = "referrals,E06000024,2022-04-01,2023-03-31,,dfe_lait,2024,,c,2023-01,A Name,2023-01-19"
    published = published_of(("referrals", "2022-23", 12, {"source": "dfe_lait"}), ledger=ledger_with(tmp_path, said))
    assert [figure.text for figure in published.figures.values()] == ["12"]


def test_a_hidden_value_is_nowhere_in_what_may_be_shown(published_of, with_return, tmp_path):
    rows = [
        own("referrals", "2022-23", 300),
        own("rereferrals", "2022-23", 3),
        own("rereferrals_pct", "2022-23", 1.17),
        own("contacts", "2022-23", 90),
        own("contacts_domestic_violence", "2022-23", 4),
    ]
    published = published_of(*rows, context=with_return)
    published.save(tmp_path / "published.parquet")
    saved = pd.read_parquet(tmp_path / "published.parquet")
    numbers = set(saved.select_dtypes("float").stack().dropna())
    for figure in published.figures.values():
        numbers |= {figure.value, figure.numerator, figure.denominator} - {None}
    assert numbers == {300, 90}
    notes = " ".join(note.what for note in published.notes)
    assert "1.17" not in notes


def test_the_facts_that_were_given_stay_as_they_were(facts_of, protected, with_return):
    facts = facts_of(own("referrals", "2022-23", 3), context=with_return)
    before = facts.copy()
    protected(facts, with_return)
    pd.testing.assert_frame_equal(facts, before)


COUNTS = st.integers(min_value=0, max_value=30)


@st.composite
def private_rows(draw) -> list[tuple]:
    """Referrals, those that were re-referrals and the share, for a few ages each, as a return would give them."""
    rows = []
    for age in range(draw(st.integers(1, 8))):
        base = draw(COUNTS)
        part = draw(st.integers(0, base))
        at = {"breakdown": f"age={age}"}
        rows += [own("referrals", "2022-23", base, **at), own("rereferrals", "2022-23", part, **at)]
        if base:
            rows.append(own("rereferrals_pct", "2022-23", 100 * part / base, **at))
    return rows


few = settings(max_examples=30)  # each has up to eight places, and a table takes a tenth of a second


@few
@given(private_rows())
def test_no_private_count_of_people_is_ever_shown_as_1_to_5(published_of, with_return, rows):
    for figure in published_of(*rows, context=with_return).figures.values():
        assert not (figure.measure.counts_people and figure.value in SMALL)
        assert figure.numerator not in SMALL
        assert figure.denominator not in SMALL


@few
@given(private_rows())
def test_a_share_is_shown_only_where_both_its_counts_are(published_of, with_return, rows):
    figures = published_of(*rows, context=with_return).figures.values()
    hidden = {figure.breakdown for figure in figures if figure.measure.counts_people and figure.value is None}
    assert all(figure.value is None for figure in figures if figure.unit == "percent" and figure.breakdown in hidden)


@few
@given(private_rows(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(facts_of, protected, with_return, rows, random):
    facts = facts_of(*rows, context=with_return)
    shuffled = facts.iloc[random.sample(range(len(facts)), len(facts))].reset_index(drop=True)
    first, second = (protected(given, with_return).figures for given in (facts, shuffled))
    assert {key: figure.text for key, figure in first.items()} == {key: figure.text for key, figure in second.items()}


def test_a_mean_over_few_people_goes(published_of, with_return, context_with, figure_in):
    about = context_with(visited={"counts_people": True}, visits_mean={"unit": "score", "mean_of": "visited"})
    about = replace(with_return, catalogue=about.catalogue)
    rows = [own("visited", "2022-23", 4), own("visits_mean", "2022-23", 7.5)]
    published = published_of(*rows, context=about)
    assert {figure.text for figure in published.figures.values()} == {"c"}


def test_a_stated_change_and_a_repetition_go_with_the_count(published_of, with_return, context_with):
    about = context_with(
        visited={"counts_people": True},
        visited_change={"unit": "count_change", "change_of": "visited"},
        visited_again={"counts_people": True, "repeats": "visited"},
    )
    about = replace(with_return, catalogue=about.catalogue)
    rows = [own("visited", "2022-23", 4), own("visited_change", "2022-23", -9), own("visited_again", "2022-23", 4)]
    published = published_of(*rows, context=about)
    assert {figure.text for figure in published.figures.values()} == {"c"}


def test_a_family_of_measures_can_hide_more_and_round_the_rest(published_of, with_return, context_with):
    about = context_with(seen={"counts_people": True, "family": "health"})
    about = replace(with_return, catalogue=about.catalogue)
    rows = [own("seen", "2022-23", number, breakdown=f"service={number}") for number in (0, 7, 8, 23)]
    shown = {figure.breakdown: figure.text for figure in published_of(*rows, context=about).figures.values()}
    assert shown == {"service=0": "0", "service=7": "c", "service=8": "10", "service=23": "25"}


def test_a_rate_of_a_known_population_that_gives_a_small_count_back_goes(texts):
    # 0.7 for every 10,000 of 43,363 children is 3 of them
    assert texts(own("referral_rate", "2022-23", 0.7)) == {"referral_rate": "c"}
    assert texts(own("referral_rate", "2022-23", 70)) == {"referral_rate": "70.0"}


def test_the_other_percentages_of_a_whole_do_not_give_a_hidden_one_back(published_of, with_return):
    parts = {"a": 60, "b": 25, "c": 12.5, "d": 2.5}
    rows = [
        own("assessments_45d_pct", "2022-23", value, breakdown=f"team={name}", denominator=120)
        for name, value in parts.items()
    ]
    published = published_of(*rows, context=with_return)
    shown = {figure.breakdown: figure.text for figure in published.figures.values()}
    assert shown == {"team=a": "60.0%", "team=b": "25.0%", "team=c": "c", "team=d": "c"}


def test_all_or_none_of_a_small_group_is_flagged_and_not_hidden(published_of, with_return):
    row = own("assessments_45d_pct", "2022-23", 100, numerator=12, denominator=12)
    published = published_of(row, context=with_return)
    assert [note.severity for note in published.notes] == ["look"]
    assert [figure.text for figure in published.figures.values()] == ["12 of 12"]


def test_what_an_earlier_edition_printed_is_no_cover_for_what_is_small_now(published_of, with_return, tmp_path):
    def shown(ledger=None):
        parts = {"a": 3, "b": 9, "c": 20, "d": 30}
        rows = [own("referrals", "2022-23", value, breakdown=f"team={name}") for name, value in parts.items()]
        rows.append(own("referrals", "2022-23", 62))
        more = {} if ledger is None else {"ledger": ledger}
        figures = published_of(*rows, context=with_return, **more).figures.values()
        return {figure.breakdown.removeprefix("team="): figure.text for figure in figures}

    assert shown() == {"a": "c", "b": "c", "c": "20", "d": "30", "": "62"}
    said = "referrals,E06000024,2022-04-01,2023-03-31,team=b,own_return,2023-01,9,,2023-01,A Name,2023-01-19"
    printed = ledger_with(tmp_path, said)
    # Hiding 9 again would hide nothing: everybody has the earlier edition
    assert shown(printed) == {"a": "c", "b": "9", "c": "c", "d": "30", "": "62"}


def test_a_stated_change_between_two_windows_goes_with_a_hidden_one(published_of, with_return):
    rows = [
        own("children_missing_from_care_police", "undated", 3, breakdown="window=current"),
        own("children_missing_from_care_police", "undated", 8, breakdown="window=previous"),
        own("children_missing_from_care_police_change", "undated", -5),
        own("children_missing_from_care_police_change_pct", "undated", -62.5),
        own("child_victims", "undated", 30, breakdown="window=current"),
        own("child_victims", "undated", 20, breakdown="window=previous"),
        own("child_victims_change", "undated", 10),
    ]
    published = published_of(*rows, context=with_return)
    shown = {(item.measure.id, item.breakdown): item.text for item in published.figures.values()}
    assert shown["children_missing_from_care_police", "window=current"] == "c"
    assert shown["children_missing_from_care_police_change", ""] == "c"
    assert shown["children_missing_from_care_police_change_pct", ""] == "c"
    assert shown["child_victims_change", ""] == "+10"


def test_a_count_from_records_that_public_figures_tell_otherwise_is_withheld(published_of):
    department = {"source": "dfe_lait", "release": "2026-04"}
    records = {"source": "ssda903_return", "release": "2023-24"}
    published = published_of(
        ("cla_ceased", "2023-24", 83, department),
        ("adopted", "2023-24", 10, department),
        ("adopted_pct", "2023-24", 12, department),
        ("sgo_ceased_pct", "2023-24", 7, department),
        ("cla_ceased", "2023-24", 76, records),
        ("adopted", "2023-24", 3, records),
        ("adopted_pct", "2023-24", 100 * 3 / 76, records | {"numerator": 3, "denominator": 76}),
        ("sgo_ceased_pct", "2023-24", 100 * 7 / 76, records | {"numerator": 7, "denominator": 76}),
    )
    own = next(
        item
        for item in published.all_of("adopted", "E06000024", parse("2023-24", "year"))
        if item.source == "ssda903_return"
    )
    assert (own.value, own.status) in ((None, "x"), (None, "c"))
    assert exposed_in(published) == []
