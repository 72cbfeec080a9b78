"""The glossary: terms, and those that mean something else in some reports."""

import pytest

from panelpack.catalogue.glossary import read_glossary
from panelpack.project.errors import InputError


def test_a_term_of_other_reports_is_left_out(tmp_path):
    path = tmp_path / "glossary.yaml"
    path.write_text("Plan: A plan.\nPanel:\n  means: A panel.\n  reports: [adoption]\n")
    assert read_glossary(path) == {"Panel": "A panel.", "Plan": "A plan."}
    assert read_glossary(path, "send") == {"Plan": "A plan."}


@pytest.mark.parametrize("entry", ["Panel: [a]", "Panel: 3", "Panel: {mean: A panel.}", "Panel:", "- Panel"])
def test_an_entry_of_another_form_is_one_fault_with_its_line(tmp_path, entry):
    path = tmp_path / "glossary.yaml"
    path.write_text(f"Plan: A plan.\n{entry}\n" if entry[0] != "-" else f"# terms\n{entry}\n")
    with pytest.raises(InputError, match=r"glossary\.yaml.*line 2") as caught:
        read_glossary(path)
    assert len(caught.value.problems) == 1
