from panelpack.identities import RateOf, ShareOf, declared


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
    named = {item.share if isinstance(item, ShareOf) else item.rate for item in declared(context.catalogue)}
    assert "referrals" not in named
    assert "assessments_45d_pct" not in named
