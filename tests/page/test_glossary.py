"""Terms explained at their first use."""

from panelpack.catalogue.glossary import read_glossary
from panelpack.page.glossary import explain, listing

TERMS = {"referral": "A request for help.", "section 47": "An enquiry by law."}


def test_a_term_is_explained_after_the_paragraph_that_first_uses_it_and_only_there():
    body = "<h2>Referrals</h2><p>Referrals fell.</p><p>A referral is counted once.</p>"
    assert explain(body, TERMS) == (
        "<h2>Referrals</h2><p>Referrals fell.</p>"
        '<p class="gloss"><dfn>Referral</dfn>: A request for help.</p>'
        "<p>A referral is counted once.</p>"
    )


def test_tables_and_drawings_are_no_running_text():
    body = "<table><caption>Section 47</caption></table><svg><text>referral</text></svg>"
    assert explain(body, TERMS) == body


def test_a_part_of_a_word_or_of_a_tag_is_no_use_of_a_term():
    body = '<p>Re<b class="referral">ferral</b>sheet and prereferralish</p>'.replace("Re<b", "A<b")
    assert explain(body, TERMS) == body


def test_every_term_of_the_project_has_a_sentence_and_stands_in_the_listing(project):
    terms = read_glossary(project.data / "glossary.yaml")
    assert list(terms) == sorted(terms)
    page = listing(terms)
    for meaning in terms.values():
        assert meaning.endswith(".")
    assert page.count("<dt>") == len(terms)
