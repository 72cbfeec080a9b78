"""Data sets from the API into the project: what comes in, what is stopped, and what is recorded of it."""

from hashlib import sha256

import pytest
import yaml

from ees_server import C1, HEADER, DataSetVersion, c1_file
from panelpack.catalogue.sources import DataSet, read_register
from panelpack.commands.fetch.api import Api
from panelpack.commands.fetch.bring import HERE, NEW, STOPPED, Bringing
from panelpack.commands.fetch.patience import FetchError, Patience
from panelpack.facts.tidy_csv import read_figures

SOURCE = "dfe_children_in_need"
WANTED = DataSet(id=C1, file="c1_children_in_need_referrals_and_rereferrals")


@pytest.fixture
def bringing(small_project, ees):
    api = Api(ees.base, Patience(tries=2, first_wait_seconds=0.01, timeout_seconds=5), lambda _: None)
    return lambda **choices: Bringing(small_project, api, **choices)


def state(made):
    data = made.project.data
    return {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}


def referrals(made, period):
    table = read_figures(made.project.data / "benchmarks" / f"{SOURCE}.csv")
    mine = table[(table["measure"] == "referrals") & (table["area"] == "E06000024") & (table["period"] == period)]
    return mine[["value", "release"]].to_numpy().tolist()


def test_a_new_release_comes_in_by_refresh_with_its_day_and_is_recorded(bringing, ees):
    body = c1_file((2026, 1200, 15.5))
    ees.sets[C1] = [DataSetVersion("2.0", body)]
    made = bringing()
    done = made.bring(SOURCE, WANTED)
    assert done.how == NEW
    assert referrals(made, "2025-26") == [["1200", "2026"]]
    register = read_register(made.project.data / "sources.yaml")
    assert register.released(SOURCE, "2026").isoformat() == "2026-10-29"
    (kept,) = yaml.safe_load((made.project.data / "fetched.yaml").read_text())["fetched"]
    assert kept == {
        "source": SOURCE,
        "data_set": C1,
        "file": WANTED.file,
        "version": "2.0",
        "release": "2026",
        "released": "2026-10-29",
        "licence": "Open Government Licence v3.0",
        "sha256": sha256(body).hexdigest(),
        "bytes": len(body),
        "rows": 1,
    }
    asked = len(ees.files_asked())
    assert made.bring(SOURCE, WANTED).how == HERE
    assert len(ees.files_asked()) == asked


def test_a_file_with_a_renamed_column_is_stopped_and_nothing_changes(bringing, ees):
    header = HEADER.replace("rereferral_percent", "re_referral_percent")
    ees.sets[C1] = [DataSetVersion("2.0", c1_file((2026, 1200, 15.5), header=header))]
    made = bringing(accept=True)
    before = state(made)
    done = made.bring(SOURCE, WANTED)
    assert done.how == STOPPED
    assert state(made) == before
    said = "\n".join(done.said)
    assert "'re_referral_percent' looks like its new name; it breaks rereferrals_pct" in said
    assert "panelpack rehearse .cache/fetched/" in said


def test_a_renaming_that_is_known_mends_that(bringing, ees):
    header = HEADER.replace("rereferral_percent", "re_referral_percent")
    ees.sets[C1] = [DataSetVersion("2.0", c1_file((2026, 1200, 15.5), header=header))]
    made = bringing()
    path = made.project.data / "renamings.yaml"
    line = "  - {source: dfe_children_in_need, what: column, was: rereferral_percent, now: re_referral_percent, "
    path.write_text(path.read_text() + line + "since: 2026-10}\n")
    done = made.bring(SOURCE, WANTED)
    assert done.how == NEW
    assert any("'re_referral_percent' is read as 'rereferral_percent'" in said for said in done.said)


def test_a_revision_is_shown_as_old_and_new_and_taken_only_when_accepted(bringing, ees):
    ((was, _),) = referrals(bringing(), "2024-25")
    ees.sets[C1] = [DataSetVersion("1.1", c1_file((2025, int(was) + 3, 15.5)), "2026-01-15T09:30:00Z", "2025")]
    made = bringing()
    before = state(made)
    done = made.bring(SOURCE, WANTED)
    assert done.how == STOPPED
    assert f"to accept: referrals of E06000024, 2024-25: {was} becomes {int(was) + 3}" in done.said
    assert "run it again with --accept-changes" in done.said[-1]
    assert state(made) == before
    assert bringing(accept=True).bring(SOURCE, WANTED).how == NEW
    assert referrals(made, "2024-25") == [[str(int(was) + 3), "2025 v1.1"]]


def test_another_file_under_a_version_that_is_here_is_found_and_told(bringing, ees):
    ees.sets[C1] = [DataSetVersion("2.0", c1_file((2026, 1200, 15.5)))]
    bringing().bring(SOURCE, WANTED)
    assert bringing(again=True).bring(SOURCE, WANTED).said[-1] == "is here already, byte for byte"
    ees.sets[C1] = [DataSetVersion("2.0", c1_file((2026, 1203, 15.5)))]
    assert bringing().bring(SOURCE, WANTED).how == HERE
    done = bringing(again=True).bring(SOURCE, WANTED)
    assert done.how == STOPPED
    assert "the Department has put another file in the place of this version" in done.said
    assert "to accept: referrals of E06000024, 2025-26: 1200 becomes 1203" in done.said


def test_a_version_that_is_chosen_is_kept_to_and_a_newer_one_is_told(bringing, ees):
    old = DataSetVersion("2.0", c1_file((2026, 1200, 15.5)))
    ees.sets[C1] = [old, DataSetVersion("3.0", c1_file((2027, 1300, 15.5)), "2027-10-28T09:30:00Z", "2027")]
    done = bringing().bring(SOURCE, WANTED.model_copy(update={"version": "2.0"}))
    assert done.how == NEW
    assert "version 3.0 of 2027-10-28 is out, and data/sources.yaml keeps to 2.0" in done.said
    assert referrals(bringing(), "2026-27") == []


def test_a_withdrawn_version_is_never_taken(bringing, ees):
    ees.sets[C1] = [DataSetVersion("2.0", c1_file((2026, 1200, 15.5)), status="Withdrawn")]
    with pytest.raises(FetchError, match="no version of the data set .* is published"):
        bringing().bring(SOURCE, WANTED)


def test_a_file_with_fewer_rows_than_the_api_says_came_cut_off_and_is_not_taken(bringing, ees):
    whole = c1_file((2026, 1200, 15.5), (2027, 1300, 15.5))
    ees.sets[C1] = [DataSetVersion("2.0", whole[: whole.index(b"2027,")], rows=2)]
    made = bringing()
    before = state(made)
    with pytest.raises(FetchError, match="has 1 rows, and the API says 2: it came cut off"):
        made.bring(SOURCE, WANTED)
    assert state(made) == before


def test_a_file_that_breaks_a_rule_of_figures_is_refused_by_its_reader(bringing, ees):
    ees.sets[C1] = [DataSetVersion("2.0", c1_file((2026, 1200, 148)))]
    made = bringing(accept=True)
    before = state(made)
    done = made.bring(SOURCE, WANTED)
    assert done.how == STOPPED
    assert any("refused" in said and "outside 0 to 100" in said for said in done.said)
    assert state(made) == before
