"""The Department's API as a network makes it: slow, busy, cut off, and another page in its place."""

import pytest

from ees_server import C1, DataSetVersion, c1_file
from panelpack.commands.fetch.api import Api
from panelpack.commands.fetch.patience import FetchError, Patience

BODY = c1_file(*((year, 1000 + year, 20) for year in range(2000, 2400)))


@pytest.fixture
def api(ees, monkeypatch):
    """The API at the server; `api.waits` are the seconds that it would have waited."""
    ees.sets[C1] = [DataSetVersion("1.0", BODY)]
    told = []
    made = Api(ees.base, Patience(tries=3, timeout_seconds=0.2), told.append)
    made.waits, made.told = [], told
    monkeypatch.setattr("panelpack.commands.fetch.patience.sleep", made.waits.append)
    return made


def fetched(api, folder):
    to = folder / "c1.csv"
    api.download(C1, "1.0", to, lambda _size, _total: None)
    return to.read_bytes()


def begun(headers):
    return int(headers["Range"].removeprefix("bytes=").rstrip("-"))


def test_versions_come_in_pages_and_are_given_oldest_first(api, ees):
    ees.page_size = 2
    ees.sets[C1] = [DataSetVersion(number, BODY) for number in ("1.0", "1.1", "2.0", "2.10", "2.9")]
    assert [item.number for item in api.versions(C1)] == ["1.0", "1.1", "2.0", "2.9", "2.10"]


def test_a_version_is_told_with_its_day_its_release_and_its_rows(api):
    found = api.version(C1, "1.0")
    assert (found.published.isoformat(), found.slug, found.rows) == ("2026-10-29", "2026", 400)


def test_a_file_comes_as_it_is(api, tmp_path):
    assert fetched(api, tmp_path) == BODY
    assert [path.name for path in tmp_path.iterdir()] == ["c1.csv"]


def test_a_busy_server_is_given_the_time_that_it_asks_for(api, ees, tmp_path):
    ees.mishaps = ["429"]
    assert fetched(api, tmp_path) == BODY
    assert api.waits == [7.0]
    assert "the server is asked too often (429); again in 7 seconds" in api.told[0]


def test_a_server_that_asks_for_more_time_than_there_is_is_told_of(api, ees, tmp_path):
    ees.mishaps = ["429"]
    api.patience = Patience(longest_wait_seconds=5)
    with pytest.raises(FetchError, match="to wait for 7 seconds\nrun the same command after that"):
        fetched(api, tmp_path)
    assert api.waits == []


def test_a_server_that_fails_or_is_silent_is_asked_again_after_ever_longer_waits(api, ees, tmp_path):
    ees.mishaps = ["500", "slow"]
    assert fetched(api, tmp_path) == BODY
    assert api.waits == [1.0, 2.0]
    assert "no answer within 0.2 seconds" in api.told[1]


def test_a_server_that_stays_silent_is_given_up_in_words_that_say_what_to_do(api, ees, tmp_path):
    ees.mishaps = ["500"] * 3
    with pytest.raises(
        FetchError, match=r"the server failed \(500\); tried 3 times\nlook whether the network is there"
    ):
        fetched(api, tmp_path)


def test_a_download_that_broke_off_is_gone_on_with_from_where_it_was(api, ees, tmp_path):
    ees.mishaps = ["cut"]
    assert fetched(api, tmp_path) == BODY
    first, second = ees.files_asked()
    assert "Range" not in first
    assert 0 < begun(second) <= len(BODY) // 2


def test_a_download_goes_on_in_a_later_run_too(api, ees, tmp_path):
    ees.mishaps = ["cut", "500", "500"]
    with pytest.raises(FetchError):
        fetched(api, tmp_path)
    assert fetched(api, tmp_path) == BODY
    assert 0 < begun(ees.files_asked()[-1]) <= len(BODY) // 2


def test_what_began_as_another_file_is_never_joined_to_this_one(api, ees, tmp_path):
    ees.mishaps = ["cut", "500", "500"]
    with pytest.raises(FetchError):
        fetched(api, tmp_path)
    other = BODY.replace(b"3399", b"9999")
    ees.sets[C1] = [DataSetVersion("1.0", other)]
    assert fetched(api, tmp_path) == other


def test_a_sign_in_page_in_place_of_the_file_is_refused(api, ees, tmp_path):
    ees.mishaps = ["page"]
    with pytest.raises(FetchError, match="answered with text/html in place of a CSV\nlook whether a sign-in page"):
        fetched(api, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_data_set_that_is_not_there_is_named(api):
    with pytest.raises(FetchError, match="there is nothing at .*00000000.*\nlook at the id"):
        api.versions("00000000-0000-0000-0000-000000000000")


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach(api):
    api.base = "http://127.0.0.1:9/v1"
    with pytest.raises(FetchError, match="the server cannot be reached; tried 3 times"):
        api.versions(C1)
