import sys
from datetime import date

import pytest

from panelpack.disclosure.known_people import A_DAY, A_NAME, PrivateStore


@pytest.fixture
def store(tmp_path):
    kept = PrivateStore(tmp_path / "private")
    kept.remember(["A104233B", "90417", "Zoë Maria Brown-Smith", date(2012, 3, 14), "943 476 5919"])
    return kept


@pytest.mark.parametrize(
    "text",
    [
        "case a104233b was closed",
        "child 90417",
        "It was zoe maria brown-smith.",
        "born 14 March 2012",
        "born 14/03/2012",
        "born 2012-03-14",
        "9434765919",
    ],
)
def test_what_identifies_a_person_is_known_in_any_writing(store, text):
    assert store.found_in(text)


@pytest.mark.parametrize("text", ["90417 pounds were spent", "Zoë Brown", "14 March 2013", "A104233C"])
def test_what_only_looks_like_it_is_not(store, text):
    assert not store.found_in(text)


def test_nothing_is_kept_that_could_be_read(store):
    kept = b"".join(path.read_bytes() for path in store.folder.iterdir())
    for value in (b"104233", b"90417", b"Brown", b"brown", b"2012"):
        assert value not in kept.replace(b"\n", b" ") or value.isdigit()
    # On Windows a file's readers are those of its folder
    assert sys.platform == "win32" or (store.folder / "key").stat().st_mode & 0o077 == 0


def test_an_empty_store_knows_nothing_and_remembering_adds_to_it(tmp_path):
    store = PrivateStore(tmp_path / "private")
    assert not store.found_in("anything 104233")
    assert store.remember(["104233"]) == 1
    assert store.remember(["104233", "104234"]) == 2


def test_a_day_that_a_page_may_name_is_no_date_of_birth_there(store):
    text = "born 14 March 2012"
    assert store.found_in(text) == [A_DAY]
    assert store.found_in(text, {date(2012, 3, 14)}) == []
    assert store.found_in(f"{text}, case A104233B", {date(2012, 3, 14)}) == [A_NAME]


@pytest.mark.parametrize("amount", ["1,234,567 pounds", "14.234567 per cent", "0.1234567"])
def test_digits_of_an_amount_are_no_identifier(tmp_path, amount):
    kept = PrivateStore(tmp_path / "private")
    kept.remember(["1234567", "234567"])
    assert kept.found_in("child 1234567") and not kept.found_in(amount)
