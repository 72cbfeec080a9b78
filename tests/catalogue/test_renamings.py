"""What the Department renamed: by either name a file of before and one of after are read alike."""

import pytest

from panelpack.catalogue.renamings import Renaming, Renamings, names_of, read_renamings
from panelpack.project.errors import InputError


def renaming(was, now, what="column", of="", source="dfe_children_in_need"):
    return Renaming(source=source, what=what, of=of, was=was, now=now, since="2025-10")


def test_a_column_leads_to_all_that_it_was_and_became_the_nearest_first():
    known = Renamings((renaming("A", "B"), renaming("B", "C")))
    assert names_of(known.columns("dfe_children_in_need", "c")) == ["B", "A"]
    assert names_of(known.columns("dfe_children_in_need", "A")) == ["B", "C"]
    assert known.columns("dfe_ehc_plans", "A") == []


def test_a_whole_value_is_renamed_in_its_column_alone_and_words_in_every_value():
    known = Renamings((renaming("All issued", "All", "value", "breakdown"), renaming("at 31", "on 31", "words")))
    assert names_of(known.values("dfe_children_in_need", "Breakdown", "All")) == ["All issued"]
    assert known.values("dfe_children_in_need", "topic", "All") == []
    assert names_of(known.values("dfe_children_in_need", "topic", "In care on 31 March")) == ["In care at 31 March"]


def test_the_renamings_of_the_project_are_of_sources_that_there_are(project, context):
    known = read_renamings(project.data / "renamings.yaml").all
    assert {"Referrals", "at 31 March"} <= {item.was for item in known}
    assert {item.source for item in known} <= set(context.register.sources)
    assert all(item.of for item in known if item.what == "value")


def test_a_renaming_without_a_day_is_refused_with_its_line(tmp_path):
    path = tmp_path / "renamings.yaml"
    path.write_text("renamings:\n  - {source: a, what: column, was: B, now: C}\n")
    with pytest.raises(InputError, match=r"renamings.yaml, line 2: the key 'renamings.0.since' is missing"):
        read_renamings(path)
