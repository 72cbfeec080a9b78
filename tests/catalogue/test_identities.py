from panelpack.catalogue.identities import (
    ChangeOf,
    MeanOf,
    PartsOf,
    RangesOf,
    RateOf,
    RepeatedAs,
    ShareOf,
    SubtotalOf,
    SumOf,
    WindowsOf,
    declared,
)


def test_a_share_is_declared_with_the_counts_that_it_is_made_of(context):
    assert ShareOf("rereferrals_pct", "rereferrals", "referrals") in declared(context.catalogue)


def test_a_share_whose_part_no_measure_counts_is_declared_by_its_base(context):
    assert ShareOf("referrals_nfa_pct", "", "referrals") in declared(context.catalogue)


def test_a_rate_is_declared_with_the_count_behind_it(context):
    assert RateOf("referral_rate", "referrals") in declared(context.catalogue)


def test_a_calculated_share_is_declared_like_one_that_arrives(context):
    expected = ShareOf("contacts_domestic_violence_pct", "contacts_domestic_violence", "contacts")
    assert expected in declared(context.catalogue)


def test_nothing_is_declared_for_a_measure_without_base_or_count(context):
    named = {item.share for item in declared(context.catalogue) if isinstance(item, ShareOf)}
    named |= {item.rate for item in declared(context.catalogue) if isinstance(item, RateOf)}
    assert "referrals" not in named
    assert "icpc_15d_pct" not in named


def test_parts_are_declared_with_the_measure_that_they_add_to(context):
    found = declared(context.catalogue)
    assert PartsOf("ehc_plans_by_need", "primary_need", "ehc_plans") in found
    assert PartsOf("agency_budget", "category", "agency_budget") in found


def test_sub_totals_are_declared_with_their_parts(context):
    parts = tuple(f"year_group=Yr{year}" for year in range(7, 12))
    assert SubtotalOf("inclusion_panel_raised", "phase=secondary", parts) in declared(context.catalogue)


def test_every_kind_of_relation_can_be_declared_on_a_measure(context_with):
    context = context_with(
        visits={"sum_of": ["referrals", "contacts"], "windows_of": "visits", "ranges_by": ["age"]},
        visits_mean={"unit": "score", "numerator": "contacts", "mean_of": "visits"},
        visits_change={"unit": "count_change", "change_of": "visits"},
        calls={"repeats": "visits"},
    )
    found = declared(context.catalogue)
    assert SumOf("visits", ("referrals", "contacts")) in found
    assert WindowsOf("visits", "visits") in found
    assert RangesOf("visits", "age") in found
    assert MeanOf("visits_mean", "contacts", "visits") in found
    assert ChangeOf("visits_change", "visits") in found
    assert RepeatedAs("calls", "visits") in found


def test_a_ratio_of_two_counts_is_declared_as_no_part_of_a_whole(context):
    each = ShareOf("missing_episodes_per_child", "missing_episodes_council", "children_missing_council", of_whole=False)
    assert each in declared(context.catalogue)
