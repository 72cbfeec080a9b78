"""Relations that names and values suggest, for a person to accept or to turn down."""

from dataclasses import replace

import pytest
import yaml

from panelpack.catalogue.relations import Relation, read_relations
from panelpack.commands.output import findings_written
from panelpack.comparisons.council_year import council_year
from panelpack.disclosure.prepare import make
from panelpack.reconciliation.all_findings import findings
from panelpack.reconciliation.candidates import MOST, candidates

DECLARED = (
    "agency_adopters_available",
    "resettlement_families_pledged[scheme=vprs_ukrs]",
    "new_social_workers_recruited",
)


def view_without(project, *stated, and_also=()):
    """North Somerset's year as if nobody had declared some relations."""
    published = make(project, "north-somerset")
    relations = [item for item in published.context.relations if item.stated not in stated]
    published.context = replace(published.context, relations=(*relations, *and_also))
    return council_year(project, published, "north-somerset", "2022-23")


@pytest.fixture(scope="module")
def undeclared(project):
    return candidates(view_without(project, *DECLARED))


def test_sums_and_differences_are_proposed_from_names_and_values(undeclared):
    said = {item.says for item in undeclared}
    assert {"14 beside 11 and 1", "91 beside 59 and 25", "10 beside 6 and 2"} <= said


def test_they_are_few_and_the_closest_comes_first(undeclared):
    assert 0 < len(undeclared) <= MOST
    assert undeclared[0].says == "14 beside 11 and 1"
    assert [item.closeness for item in undeclared] == sorted((item.closeness for item in undeclared), reverse=True)


def test_what_is_declared_is_not_proposed_again(project):
    said = {item.says for item in candidates(view_without(project))}
    assert not said & {"14 beside 11 and 1", "91 beside 59 and 25", "59 beside 91 less 25", "10 beside 6 and 2"}


def test_what_a_person_turned_down_is_not_proposed_again(project, undeclared):
    proposed = next(item for item in undeclared if item.rule == "same")
    stated, (other,) = proposed.stated.measure.id, proposed.of
    turned_down = Relation(rule="unrelated", stated=stated, of=(other.measure.id,))
    view = view_without(project, *DECLARED, and_also=[turned_down])
    assert proposed.says not in {item.says for item in candidates(view)}


def test_the_lines_can_be_put_into_the_file_of_relations(undeclared, tmp_path, context):
    path = tmp_path / "relations.yaml"
    path.write_text("\n".join(["relations:", *(line for item in undeclared for line in item.lines)]))
    relations = read_relations(path, context.catalogue, context.areas)
    assert len(relations) == len(undeclared) == len(yaml.safe_load(path.read_text())["relations"])
    (recruited,) = [item for item in relations if item.stated == "new_social_workers_recruited"]
    assert recruited.across


def test_an_accepted_candidate_becomes_a_finding(project):
    undeclared = view_without(project, *DECLARED)
    accepted = view_without(project)

    def said(view):
        return {item.says for item in findings(view)}

    assert {"14 beside 12", "10 beside 8", "59 beside 66"} <= said(accepted) - said(undeclared)


def test_candidates_are_printed_after_the_findings_and_are_none(project):
    view = view_without(project, *DECLARED)
    text, _ = findings_written(view, "table")
    assert 'stated: "resettlement_families_pledged[scheme=vprs_ukrs]"' in text
    assert "14 beside 11 and 1" not in findings_written(view, "json")[0]


def test_a_council_without_documents_has_no_candidates(view_with):
    assert candidates(view_with(("referrals", "2022-23", 1027))) == []
