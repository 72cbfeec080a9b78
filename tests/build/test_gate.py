"""What a finished page may hold."""

import pytest

from panelpack.build.gate import check_page
from panelpack.comparisons import change
from panelpack.errors import InputError
from panelpack.markup import number
from panelpack.periods import parse
from panelpack.prepare import prepared


@pytest.fixture(scope="module")
def published(project):
    return prepared(project, "north-somerset")


@pytest.fixture(scope="module")
def referrals(published):
    return published.find("referrals", "E06000024", parse("2022-23", "year"))


def test_a_number_that_says_what_its_fact_says_passes(published, referrals):
    assert check_page(f"<p>{number(referrals)}</p>", "page", published) == (1, 0)


def test_a_number_that_differs_from_its_fact_is_refused_without_repeating_it(published, referrals):
    wrong = number(referrals).replace("1,027", "1,072")
    with pytest.raises(InputError, match="differs from it") as error:
        check_page(wrong, "page", published)
    assert "1,072" not in str(error.value)


def test_a_value_that_differs_from_the_words_is_refused(published, referrals):
    with pytest.raises(InputError, match="differs"):
        check_page(number(referrals).replace('value="1027"', 'value="1028"'), "page", published)


def test_a_number_of_no_fact_is_refused(published):
    with pytest.raises(InputError, match="not among those"):
        check_page('<data value="7" data-fact="no_such">7</data>', "page", published)


def test_a_change_that_is_not_that_of_its_facts_is_refused(published, referrals):
    rose = number(change(published, referrals).difference)
    assert check_page(f"<p>{rose}</p>", "page", published) == (1, 0)
    with pytest.raises(InputError, match="differs from it"):
        check_page(rose.replace("268", "999"), "page", published)


def test_a_page_without_a_number_is_refused(published):
    with pytest.raises(InputError, match="the page shows no number"):
        check_page("<p>No figures.</p>", "page", published)
