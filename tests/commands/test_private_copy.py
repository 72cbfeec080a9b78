"""A private copy of a project: what is done there stays there."""

import os

from panelpack.catalogue.sources import read_register
from panelpack.commands.private_copy import give_release_a_day, private_copy


def test_what_is_written_into_a_private_copy_never_reaches_the_project(small_project):
    before = {path: path.read_bytes() for path in small_project.root.rglob("*") if path.is_file()}
    with private_copy(small_project, "north-somerset") as private:
        for path in private.data.rglob("*"):
            if path.is_file() and not any(above.is_symlink() for above in (path, *path.parents)):
                path.write_text("spoilt")
        root = private.root
    assert not root.exists()
    assert {path: path.read_bytes() for path in small_project.root.rglob("*") if path.is_file()} == before


def test_where_links_are_not_allowed_files_are_copied(small_project, monkeypatch):
    def refused(*_, **__):
        raise OSError(1314, "A required privilege is not held by the client")

    monkeypatch.setattr(os, "symlink", refused)
    with private_copy(small_project) as private:
        assert private.councils() == small_project.councils()
        assert not private.parameters.is_symlink()


def test_a_release_without_a_day_is_the_newest_of_its_source(small_project):
    with private_copy(small_project) as private:
        give_release_a_day(private, "dfe_children_in_need", "rehearsal")
        register = read_register(private.data / "sources.yaml")
    assert register.is_newer("dfe_children_in_need", "rehearsal", "2025")
