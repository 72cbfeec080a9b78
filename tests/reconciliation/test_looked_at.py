"""Differences that a person has looked at."""

from datetime import date

import pytest

from panelpack.catalogue.periods import parse
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError
from panelpack.reconciliation.findings import DIFFERS, UNEXPLAINED, Finding
from panelpack.reconciliation.looked_at import (
    CHANGED,
    EXPLAINED,
    KNOWN,
    NEW,
    NOTED,
    KnownDifference,
    gone,
    looked_at,
    read_known,
)


@pytest.fixture(scope="module")
def finding(published_of):
    published = published_of(("referrals", "2022-23", 1027))
    figure = published.find("referrals", "E06000024", parse("2022-23", "year"))
    return Finding("two sources", figure, DIFFERS, None, (figure,), "", UNEXPLAINED)


def entry(finding, says):
    day = date(2023, 10, 1)
    return KnownDifference(
        council="kent", finding=finding, says=says, reason="Looked up.", looked_at_by="A. N.", looked_at_date=day
    )


def test_a_difference_is_new_until_somebody_looked_at_it_and_again_when_it_changes(finding):
    def state(known):
        return looked_at([finding], known)[0].state

    assert state({}) == NEW
    assert state({finding.key: entry(finding.key, finding.says)}) == KNOWN
    assert state({finding.key: entry(finding.key, "1 beside 2")}) == CHANGED


def test_what_panelpack_noted_is_not_looked_at_by_the_council(finding):
    noted = KnownDifference(
        council="kent",
        finding=finding.key,
        says=finding.says,
        reason="No reason is given.",
        noted_by="panelpack's maintainers",
        noted_date=date(2023, 10, 1),
    )
    (item,) = looked_at([finding], {finding.key: noted})
    assert (item.state, item.needs_a_look, item.by.by, item.by.day) == (
        NOTED,
        False,
        "panelpack's maintainers",
        date(2023, 10, 1),
    )


@pytest.mark.parametrize(
    "who",
    [
        "reason: y",
        "reason: y, looked_at_by: A. Officer",
        "reason: y, noted_date: 2023-10-01",
        "reason: y, looked_at_by: A, looked_at_date: 2023-10-01, noted_by: B, noted_date: 2023-10-01",
        "reason: y, looked_at_by: panelpack's maintainers, looked_at_date: 2023-10-01",
    ],
)
def test_a_look_without_a_name_or_day_or_by_panelpack_itself_is_refused(tmp_path, who):
    path = tmp_path / "parameters" / "known_differences.yaml"
    path.parent.mkdir()
    path.write_text(f"differences:\n- {{council: kent, finding: r1, says: x, {who}}}\n")
    with pytest.raises(InputError, match="looked_at_by"):
        read_known(Project(tmp_path), "kent")


def test_a_reason_in_the_data_explains_a_difference(finding):
    explained = Finding(finding.rule, finding.stated, DIFFERS, None, finding.against, "", "Counted another way.")
    (item,) = looked_at([explained], {})
    assert (item.state, item.needs_a_look) == (EXPLAINED, False)


def test_what_agrees_needs_no_look(finding):
    assert looked_at([Finding("sum", finding.stated, "agrees")], {}) == []


def test_an_entry_of_a_difference_that_is_gone_is_named(finding):
    old = entry("r000000000", "1 beside 2")
    assert gone([finding], {old.finding: old}) == [old]
    assert gone([finding], {finding.key: entry(finding.key, finding.says)}) == []


def test_a_finding_that_is_recorded_twice_or_with_a_strange_key_is_refused(tmp_path):
    (tmp_path / "parameters").mkdir()
    path = tmp_path / "parameters" / "known_differences.yaml"
    line = "- {council: kent, finding: r1, says: x, reason: y, looked_at_by: z, looked_at_date: 2023-10-01}\n"
    path.write_text(f"differences:\n{line}{line}")
    with pytest.raises(InputError, match="r1 is recorded twice"):
        read_known(Project(tmp_path), "kent")
    path.write_text("differences:\n" + line.replace("reason", "reson"))
    with pytest.raises(InputError, match="reson"):
        read_known(Project(tmp_path), "kent")


def test_what_lies_further_apart_comes_first_and_another_source_before_all(published_of):
    published = published_of(("referrals", "2022-23", 100), ("referrals", "2021-22", 90), ("referrals", "2020-21", 50))
    now, near, far = (published.find("referrals", "E06000024", parse(year, "year")) for year in YEARS)
    further = Finding("stated again", now, DIFFERS, None, (far,), "", UNEXPLAINED)
    nearer = Finding("stated again", now, DIFFERS, None, (near,), "", UNEXPLAINED)
    by_another = Finding("two sources", now, DIFFERS, None, (near,), "", UNEXPLAINED)
    undated = Finding("period", now, DIFFERS, None, (far,), "", UNEXPLAINED)
    assert [item.weight for item in (further, nearer, by_another, undated)] == pytest.approx([0.5, 0.1, 1.1, 0.0])
    order = [item.finding for item in looked_at([undated, nearer, further, by_another], {})]
    assert order == [by_another, further, nearer, undated]


YEARS = ("2022-23", "2021-22", "2020-21")
