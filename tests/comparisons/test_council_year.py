"""A council in a reporting year: what is worked out of its figures once is shared by every equal view."""

from dataclasses import replace

from panelpack.disclosure.reads import recording


def test_what_is_made_once_is_shared_by_equal_views_and_by_no_other(view_with):
    view = view_with(("referrals", "2022-23", 2027))
    made = []

    def make():
        made.append(view.year_label)
        return len(made)

    again = replace(view)
    other = replace(view, year_label="2021-22", year=view.project.year("2021-22"))
    assert [item.once("a name", make) for item in (view, again, other, view)] == [1, 1, 2, 1]
    assert view.once("another name", make) == 3
    anew = view_with(("referrals", "2022-23", 2028))
    assert anew.once("a name", make) == 4


def test_who_is_given_it_again_has_read_the_figures_that_it_was_made_of(view_with):
    view = view_with(("referrals", "2022-23", 2027))
    with recording() as all_of_it:
        with recording() as first:
            view.once("its figure", lambda: view.own("referrals"))
        with recording() as again:
            view.once("its figure", lambda: view.own("referrals"))
        assert first == again == {("referrals", view.council.area)}
        view.own("rereferrals_pct")
    assert all_of_it == first | {("rereferrals_pct", view.council.area)}
