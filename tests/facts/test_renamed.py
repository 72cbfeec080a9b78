"""A file of the Department with the names that the catalogue knows."""

import pytest

from panelpack.catalogue.renamings import Renaming, Renamings
from panelpack.facts.official_csv import read_ees
from panelpack.facts.renamed import as_known

SOURCE = "dfe_outcomes_children_in_need"
PLACES = "time_period,time_identifier,geographic_level,country_code,new_la_code"
KNOWN = Renamings(
    (
        Renaming(source=SOURCE, what="column", was="pt_pa", now="pt_pupils_pa_10_exact", since="2025-04"),
        Renaming(source=SOURCE, what="column", was="school_type", now="phase_type_grouping", since="2025-04"),
        Renaming(source=SOURCE, what="words", was="at 31 March", now="on 31 March", since="2026-04"),
    )
)


@pytest.fixture
def table(tmp_path):
    def read(columns, *rows):
        path = tmp_path / "absence_la.csv"
        lines = [f"202425,Academic year,Local authority,E92000001,E06000024,{row}" for row in rows]
        path.write_text("\n".join([f"{PLACES},{columns}", *lines]) + "\n")
        return read_ees(path)

    return read


def test_columns_and_values_get_the_names_that_measures_know(table, context):
    old = table("social_care_group,school_type,pt_pa", "CLA 12 months on 31 March,Total,12.5")
    found, read_as = as_known(old, SOURCE, KNOWN, context.catalogue)
    assert found.filters == ("social_care_group", "phase_type_grouping")
    assert found.indicators == ("pt_pupils_pa_10_exact",)
    chosen = {"social_care_group": "CLA 12 months at 31 March", "phase_type_grouping": "Total"}
    assert found.cell("pt_pupils_pa_10_exact", **chosen) == (12.5, "")
    assert [(item.here, item.known) for item in read_as] == [
        ("pt_pa", "pt_pupils_pa_10_exact"),
        ("school_type", "phase_type_grouping"),
        ("CLA 12 months on 31 March", "CLA 12 months at 31 March"),
    ]


def test_a_column_beside_its_successor_is_left_as_it_is(table, context):
    both = table("social_care_group,pt_pa,pt_pupils_pa_10_exact", "CLA 12 months at 31 March,1,12.5")
    found, read_as = as_known(both, SOURCE, KNOWN, context.catalogue)
    assert found.indicators == ("pt_pa", "pt_pupils_pa_10_exact")
    assert read_as == ()


def test_a_value_that_somebody_chose_by_the_files_own_name_stays(table, context):
    new = table("social_care_group,pt_pupils_pa_10_exact", "CLA 12 months on 31 March,12.5")
    _, read_as = as_known(new, SOURCE, KNOWN, context.catalogue, ["CLA 12 months on 31 March"])
    assert read_as == ()


def test_another_source_s_renaming_changes_nothing(table, context):
    old = table("social_care_group,pt_pa", "CLA 12 months on 31 March,12.5")
    assert as_known(old, "dfe_ehc_plans", KNOWN, context.catalogue)[1] == ()
