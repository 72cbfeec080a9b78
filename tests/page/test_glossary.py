"""Terms explained at their first use."""

from panelpack.catalogue.glossary import read_glossary
from panelpack.page.finishing import Finisher
from panelpack.page.glossary import listing
from panelpack.page.html import written
from panelpack.page.pieces import Heading, Listing, Note, Sentence, together
from panelpack.page.words import link, text

TERMS = {"referral": "A request for help.", "section 47": "An enquiry by law."}


def explained(*pieces):
    return Finisher("report", TERMS).finished(written(together(*pieces)))


def test_a_term_is_explained_after_the_paragraph_that_first_uses_it_and_only_there():
    body = explained(
        Heading(text("Referrals")), Sentence(text("Referrals fell.")), Sentence(text("A referral is counted once."))
    )
    assert body == (
        "<h2>Referrals</h2><p>Referrals fell.</p>"
        '<details class="gloss"><summary>In plain words: Referral</summary>'
        "<p><dfn>Referral</dfn>: A request for help.</p></details>"
        "<p>A referral is counted once.</p>"
    )


def test_lists_headings_and_what_is_missing_are_no_running_text():
    pieces = [Heading(text("Section 47")), Listing((text("referral"),)), Note(text("No referral."), "missing")]
    assert "gloss" not in explained(*pieces)


def test_a_part_of_a_word_or_of_a_link_is_no_use_of_a_term():
    body = explained(Sentence(link("Aferral sheet and prereferralish", "#referral")))
    assert "gloss" not in body


def test_a_term_across_a_link_is_a_use_of_it():
    assert "gloss" in explained(Sentence(link("section 47", "#x")))


def test_every_term_of_the_project_has_a_sentence_and_stands_in_the_listing(project):
    terms = read_glossary(project.data / "glossary.yaml")
    assert list(terms) == sorted(terms)
    found = listing(terms)
    for meaning in terms.values():
        assert meaning.endswith(".")
    assert len(found.entries) == len(terms)
