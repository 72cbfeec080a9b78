"""How far a year is: on one screen, and for programs."""

import json
from dataclasses import replace
from datetime import date

import pytest
from typer.testing import CliRunner

from panelpack.commands.cli import app
from panelpack.commands.status import Status, _as_json, _to_read, status


@pytest.fixture(scope="module")
def found(whole_project, whole_pack):
    """The status of a pack that was just built, three days before its panel met."""
    return status(whole_project, "north-somerset", whole_pack.name, date(2023, 10, 16))


def test_a_pack_that_was_just_built_is_fresh_and_a_draft(found):
    assert found.is_fresh
    assert (found.pack, found.editions, found.stale) == ("draft", (), "")
    assert [report.stale for report in found.reports] == [""] * len(found.reports)


def test_figures_in_and_missing_are_counted_by_report(found, north_somerset):
    reports = {report.report: report for report in found.reports}
    assert list(reports)[:2] == ["safeguarding", "police"]
    assert reports["police"].missing == ()
    assert "icpcs" in reports["safeguarding"].missing
    assert "contacts" not in reports["safeguarding"].missing
    measures = [item for item in north_somerset.context.catalogue.of_report("police") if not item.calculated]
    assert reports["police"].figures == len(measures)


def test_the_days_to_the_meeting_are_counted(found):
    assert (found.as_at, found.days) == (date(2023, 10, 19), 3)
    assert "meeting: 19 October 2023, in 3 days" in "\n".join(_to_read(found))
    assert "19 October 2023, today" in "\n".join(_to_read(replace(found, days=0)))
    assert "19 October 2023, 2 days ago" in "\n".join(_to_read(replace(found, days=-2)))
    assert "meeting: not known; give as_at in parameters/years/2022-23.yaml" in "\n".join(
        _to_read(replace(found, as_at=None, days=None))
    )


def test_it_stands_on_one_screen(found):
    lines = list(_to_read(found))
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 120


def test_it_can_be_read_by_a_program(found):
    told = json.loads(_as_json(found))
    assert told["fresh"] is True
    assert told["as_at"] == "2023-10-19"
    assert set(told) == {"fresh", *Status.__dataclass_fields__}


def test_what_is_stale_says_why_and_ends_in_its_own_code(whole_project, whole_pack, monkeypatch):
    monkeypatch.setenv("PANELPACK_HOME", str(whole_project.root))
    fresh = CliRunner().invoke(app, ["status", "north-somerset", "2022-23"])
    assert fresh.exit_code == 0, fresh.output
    stale = CliRunner().invoke(app, ["status", "north-somerset", "2021-22"])
    assert stale.exit_code == 3
    assert "pack: none; stale: there is no pack yet" in stale.output
    refused = CliRunner().invoke(app, ["status", "north-somerset", "2021-22", "--format", "csv"])
    assert refused.exit_code == 4
