"""What readers count from Sampleshire's returns is what its own ledger of events says, and what is spoilt is named."""

import csv
import re

import pytest

from panelpack.commands.sample.command import write_sample
from panelpack.commands.sample.damage import Damage
from panelpack.commands.sample.places import AREA, COUNCIL, DFE_CODE
from panelpack.commands.sample.rates import Rates
from panelpack.commands.sample.town import found_town
from panelpack.facts.records import CouncilReturns
from panelpack.facts.returns.schema import fold

LED = "contacts_to_referral"
READ_AS_MEANT = {
    ("ssda903", "accommodation without suitability"): "a 0 has none",
    ("ssda903", "postcode that is none"): "no distance is known of it",
    ("ssda903", "postcode in small letters"): "letters' case and spaces never matter",
    ("annex_a", "no-break space in id"): "it is folded before anything is joined",
    ("annex_a", "date as text"): "list 3 is not counted",
    ("annex_a", "word without its prefix"): "list 3 is not counted",
    ("annex_a", "spreadsheet error"): "list 6 is not counted",
    ("annex_a", "retired code"): "list 6 is not counted",
    ("annex_a", "duplicate row"): "list 6 is not counted",
    ("annex_a", "postcode that is none"): "placements are counted from SSDA903",
    ("annex_a", "entered care before birth"): "timings of adoption are counted from SSDA903",
    ("annex_a", "trailing space in header"): "headings are matched without spaces",
    ("sen2", "other word for yes"): "yes has many words",
}
"""What is planted and changes no figure, with why nobody needs to know of it."""

BORN_LATER = "starts_before_birth"
"""The rule that looks at episodes, where the key names the date of birth."""


def read(folder, context, project):
    returns = CouncilReturns(folder, COUNCIL, AREA, DFE_CODE, context, project.return_choices)
    return returns.read(lambda values: list(values))


@pytest.fixture(scope="module")
def town():
    return found_town(9_000, 5, range(2022, 2026), Rates())


@pytest.fixture(scope="module")
def sound(town, context, project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound") / COUNCIL
    write_sample(town, folder, "for a test")
    ledger = list(csv.DictReader((folder / "ledger.csv").open(encoding="utf-8")))
    return read(folder, context, project), ledger


def test_every_figure_that_readers_and_ledger_both_count_is_the_same(sound, town):
    records, told = sound
    # The ledger knows what happened before the oldest return; a reader does not
    ledger = [row for row in told if year_of(row["period"]) - int(row["returns_before"]) >= town.years[0]]
    counted = {(row["measure"], row["period"], row["breakdown"]): row for row in records.figures().to_dict("records")}
    both = [
        (counted[key], row) for row in ledger if (key := (row["measure"], row["period"], row["breakdown"])) in counted
    ]
    differ = [
        (row["measure"], row["period"], row["breakdown"], column, found[column], row[column])
        for found, row in both
        for column in ("value", "numerator", "denominator")
        if row[column] and found[column] and float(found[column]) != pytest.approx(float(row[column]), abs=1e-6)
    ]
    assert differ == []
    assert len({row["measure"] for _, row in both}) > 50


def year_of(label):
    """The year in whose March a period ends, of a label such as `2022-23 Q1`, `31 March 2023` or `2022`."""
    year = re.fullmatch(r"(?:31 March |January )?(\d{4})(?:-\d\d)?(?: Q\d)?", label)[1]
    return int(year) + ("-" in label)


def test_conversion_of_contacts_is_among_them(sound):
    records, told = sound
    counted = {row.period: float(row.value) for row in records.figures().itertuples() if row.measure == LED}
    assert counted == {row["period"]: float(row["value"]) for row in told if row["measure"] == LED}
    assert counted


def test_sound_returns_lose_no_figure_and_no_row(sound):
    records, _ = sound
    assert [fault for found in records.faults.values() for fault in found if fault.severity != "warn"] == []


@pytest.fixture(scope="module")
def spoilt(town, context, project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("spoilt") / COUNCIL
    write_sample(town, folder, "for a test", Damage(5, 0.02))
    key = list(csv.DictReader((folder / "defects.csv").open(encoding="utf-8")))
    return read(folder, context, project), key


def test_every_defect_that_changes_a_figure_is_named_by_file_and_column(spoilt):
    records, key = spoilt
    rules = {fault.rule for faults in records.faults.values() for fault in faults}
    unnamed = set()
    for row in key:
        faults = records.faults[row["year"]]
        of_file = [fault for fault in faults if fault.file.startswith(row["file"])]
        named = any(not row["column"] or fold(row["column"]) in fold(fault.column) for fault in of_file)
        # Of a row that is there twice the key names the cell that differs, and the rule the child
        # A child of whom the return has no episode is in no figure
        named |= row["defect"] == "born after first episode" and BORN_LATER in rules
        named |= "twice" in row["defect"] and any("twice" in fault.rule for fault in of_file)
        unnamed |= set() if named else {(row["return"], row["defect"])}
    assert unnamed - set(READ_AS_MEANT) == set()
    assert len({(row["return"], row["defect"]) for row in key}) > 50


def test_no_message_repeats_an_identifier(spoilt):
    records, _ = spoilt
    said = " ".join(str(fault) for found in records.faults.values() for fault in found)
    assert "SX00" not in said
