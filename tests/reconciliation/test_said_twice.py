"""What is stated more than once, by hand-checkable numbers."""

from panelpack.reconciliation.findings import AGREES, DIFFERS, ROUNDED, UNCHECKED, UNEXPLAINED
from panelpack.reconciliation.said_twice import (
    another_base,
    no_base,
    released_twice,
    sounding_alike,
    two_places,
    two_sources,
)

REPORT = {"source": "nsscp_annual_report", "release": "2022-23"}
SEND = {"source": "nsc_send_self_evaluation", "release": "2022-23"}


def found(rule, published, measure):
    return [(item.verdict, item.says) for item in rule(published, published.context.catalogue[measure])]


def test_two_sources_are_held_together_once(published_of):
    published = published_of(("referrals", "2022-23", 1027), ("referrals", "2022-23", 1024, REPORT))
    assert found(two_sources, published, "referrals") == [(DIFFERS, "1,024 beside 1,027")]
    alike = published_of(("cpp_open", "31 March 2023", 108), ("cpp_open", "31 March 2023", 108, REPORT))
    assert found(two_sources, alike, "cpp_open") == [(AGREES, "108 beside 108")]


def test_the_coarser_of_two_figures_agrees_once_the_finer_is_rounded(published_of):
    published = published_of(
        ("ehc_need_semh_pct", "January 2023", 29.34, {"source": "dfe_lait"}),
        ("ehc_need_semh_pct", "January 2023", 29, SEND),
    )
    assert [word for word, _ in found(two_sources, published, "ehc_need_semh_pct")] == [ROUNDED]


def test_one_document_that_says_a_thing_twice_is_held_to_it(published_of):
    def of(place, value):
        return "neglect_audit_interval_months", "undated", value, REPORT | {"breakdown": f"statement={place}"}

    published = published_of(of("achievements_list", 3), of("neglect_working_group", 4))
    assert found(two_places, published, "neglect_audit_interval_months") == [(DIFFERS, "3 beside 4")]


def test_what_a_council_supplies_twice_is_held_together_beside_a_document(published_of):
    def of(place, value, about):
        return "joint_commissioning_gbp_millions", "undated", value, about | {"breakdown": f"statement={place}"}

    own = {"source": "council_figures", "release": "2022-23"}
    rows = [of("areas_of_focus", 40, SEND), of("criterion_9", 40, own), of("criterion_10", 42, own)]
    published = published_of(*rows)
    assert found(two_places, published, "joint_commissioning_gbp_millions") == [(DIFFERS, "£40.000m beside £42.000m")]


def test_statements_of_different_parts_are_not_held_together(published_of):
    def of(part, value):
        return "evaluation_areas", "undated", value, SEND | {"breakdown": part}

    one = [of("focus=leadership;statement=cover_report", 5), of("focus=new;statement=titles", 4)]
    assert found(two_places, published_of(*one), "evaluation_areas") == []
    two = [of("focus=leadership;statement=cover_report", 5), of("focus=leadership;statement=titles", 6)]
    assert found(two_places, published_of(*two), "evaluation_areas") == [(DIFFERS, "5 beside 6")]


def test_measures_that_sound_alike_differ_with_the_reason_that_is_declared(published_of):
    published = published_of(("cin_plans_open", "31 March 2023", 268, REPORT), ("cin_march", "31 March 2023", 1034))
    (item,) = sounding_alike(published, published.context.catalogue["cin_plans_open"])
    assert item.verdict == DIFFERS
    assert item.reason.startswith("The council's own count is of children on a child in need plan only")


def test_a_reason_about_one_document_does_not_explain_another_ones_figure(published_of):
    official, own = ("referrals", "2022-23", 1027), ("contacts_to_referral", "2022-23", 549)
    supplied = {"source": "council_figures", "release": "2022-23"}
    (of_report,) = sounding_alike_in(published_of(official, (*own, REPORT)), "contacts_to_referral")
    (of_another,) = sounding_alike_in(published_of(official, (*own, supplied)), "contacts_to_referral")
    assert "all contacts or of those about domestic violence" in of_report.reason
    assert of_another.reason == UNEXPLAINED


def sounding_alike_in(published, measure):
    return list(sounding_alike(published, published.context.catalogue[measure]))


def test_police_and_council_are_held_together_though_the_police_give_no_dates(published_of):
    published = published_of(
        ("children_missing_police", "undated", 154, REPORT | {"breakdown": "window=current"}),
        ("children_missing_council", "2022-23", 164, REPORT),
    )
    (item,) = sounding_alike(published, published.context.catalogue["children_missing_police"])
    assert item.says == "154 beside 164" and "Their periods differ." in item.words


def test_a_percentage_without_a_count_that_another_base_gives_is_named(published_of):
    rows = [("cpp_open", "31 March 2023", 108, REPORT), ("cpp_open_repeat_pct", "31 March 2023", 36, REPORT)]
    started = ("cpp_repeat_pct", "2022-23", 36.1, {"denominator": 122, "numerator": 44})
    assert found(another_base, published_of(*rows, started), "cpp_open_repeat_pct") == [(DIFFERS, "36% beside 36.1%")]
    other = ("cpp_repeat_pct", "2022-23", 30.1, {"denominator": 122})
    assert found(another_base, published_of(*rows, other), "cpp_open_repeat_pct") == []


def test_a_percentage_whose_base_is_stated_nowhere_cannot_be_checked(published_of):
    published = published_of(("neglect_share_pct", "undated", 82, REPORT))
    assert found(no_base, published, "neglect_share_pct") == [(UNCHECKED, "82%")]


def test_a_later_release_of_one_source_is_a_revision(published_of, context_released):
    rows = [("referrals", "2022-23", 1020, {"release": "v9"}), ("referrals", "2022-23", 1027, {"release": "v10"})]
    published = published_of(*rows, context=context_released(v9="2025-10-02", v10="2025-11-06"))
    (item,) = released_twice(published, published.context.catalogue["referrals"])
    assert (item.says, item.reason) == ("1,020 beside 1,027", "its source revised it")
