"""Calculated measures are found by a call, so that no unused import keeps them alive."""

import ast
from pathlib import Path

import pytest

from panelpack.catalogue import formulas
from panelpack.catalogue.calculations import Calculation, measure
from panelpack.catalogue.formulas import calculations
from panelpack.project.errors import InputError

USUAL = {"report": "police", "label": "Repeats", "unit": "percent", "basis": "year", "higher_is": "worse"}


def test_every_formula_of_every_module_is_there():
    found = calculations()
    folder = Path(formulas.__file__).parent
    decorated = [
        node.name
        for path in folder.glob("[!_]*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    assert sorted(found) == sorted(decorated)
    assert len(found) >= 7


def test_a_new_module_of_formulas_is_found_by_being_there(tmp_path, monkeypatch):
    (tmp_path / "housing.py").write_text(
        "from panelpack.catalogue.calculations import measure\n"
        f"@measure(definition='Halves.', **{USUAL!r})\n"
        "def halves_pct(wholes):\n    return wholes / 2\n"
    )
    monkeypatch.setattr(formulas, "__path__", [*formulas.__path__, str(tmp_path)])
    found = calculations()["halves_pct"]
    assert isinstance(found, Calculation)
    assert (found.needs, found.measure.calculated) == (("wholes",), True)


def test_one_id_that_is_calculated_twice_is_refused(monkeypatch):
    @measure(definition="Again.", **USUAL)
    def survey_response_pct(answers):
        return answers

    monkeypatch.setattr(formulas.feedback, "again", survey_response_pct, raising=False)
    with pytest.raises(InputError, match="survey_response_pct is calculated twice"):
        calculations()
