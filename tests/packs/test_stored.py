"""Packs in a store that cannot rename, as S3, and in a folder."""

import pytest

from panelpack.packs.stored import bring, put_pack
from panelpack.project.stores import Store

fsspec = pytest.importorskip("fsspec", reason="the extra cluster is not installed")

OLD = {"index.html": "old", "gone.html": "old", "manifest.json": "old", "editions/1/index.html": "signed"}
NEW = {"index.html": "new", "downloads/send/a.csv": "new", "manifest.json": "new"}
AFTER = {**NEW, "editions/1/index.html": "signed"}


@pytest.fixture(params=["memory", "file"])
def store(request, tmp_path):
    store = Store(f"memory://{tmp_path.name}" if request.param == "memory" else f"file://{tmp_path}/packs")
    for name, text in OLD.items():
        write(store, f"kent/2022-23/{name}", text)
    return store


def write(store, path, text):
    system, root = fsspec.core.url_to_fs(store.address)
    system.pipe_file(f"{root}/{path}", text.encode()) if store.folder is None else put(store.folder / path, text)


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def built(tmp_path):
    for name, text in NEW.items():
        put(tmp_path / "built" / name, text)
    return tmp_path / "built"


def content(store):
    return {name: store.read(name).decode() for name in store.names("kent")}


def test_a_new_pack_takes_the_place_of_the_old_one_and_its_editions_stay(store, built):
    write(store, "kent/.2022-23.of-a-worker-that-died.new/index.html", "half")
    put_pack(built, store, "kent/2022-23")
    assert content(store) == {f"kent/2022-23/{name}": text for name, text in AFTER.items()}


def test_until_a_pack_is_whole_in_a_store_the_old_record_stands_there(built, tmp_path, monkeypatch):
    store = Store(f"memory://{tmp_path.name}-half")
    for name, text in OLD.items():
        write(store, f"kent/2022-23/{name}", text)
    seen = []

    def watched(self, path, to, copy=Store.copy):
        seen.append({name: text for name, text in content(self).items() if name.startswith("kent/2022-23/")})
        copy(self, path, to)

    monkeypatch.setattr(Store, "copy", watched)
    put_pack(built, store, "kent/2022-23")
    assert [found["kent/2022-23/manifest.json"] for found in seen] == ["old", "old", "old"]
    assert seen[0]["kent/2022-23/index.html"] == "old"
    assert seen[-1]["kent/2022-23/index.html"] == "new"


def test_a_failure_while_a_pack_is_brought_leaves_the_old_one(built, tmp_path, monkeypatch):
    store = Store(f"memory://{tmp_path.name}-failed")
    for name, text in OLD.items():
        write(store, f"kent/2022-23/{name}", text)
    before = content(store)

    def refused(self, source, path, put=Store.put):
        if source.name == "manifest.json":
            raise OSError("the service is away")
        put(self, source, path)

    monkeypatch.setattr(Store, "put", refused)
    with pytest.raises(OSError, match="away"):
        put_pack(built, store, "kent/2022-23")
    assert {name: text for name, text in content(store).items() if "/." not in name} == before


def test_of_packs_that_are_not_built_only_names_are_brought(store, tmp_path):
    write(store, "kent/2021-22/send.html", "large")
    write(store, "kent/2021-22/downloads/send/a.csv", "large")
    write(store, "kent/index.html", "above")
    bring(store, "kent", {"2022-23"}, tmp_path / "here")
    here = tmp_path / "here" / "kent"
    assert (here / "2022-23" / "index.html").read_text() == "old"
    assert (here / "2021-22" / "send.html").read_text() == ""
    assert sorted(path.name for path in here.iterdir()) == ["2021-22", "2022-23"]
    assert [path.name for path in (here / "2022-23" / "editions").iterdir()] == ["1"]
    assert not list((here / "2022-23" / "editions" / "1").iterdir())
